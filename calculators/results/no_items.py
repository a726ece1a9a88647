"""Tables whose rows are no items: counts of wins by category, models with their ratings. They are refused."""

from collections.abc import Sequence

from calculators.kit.inputs import Press
from calculators.results import headings
from calculators.results.arms import AS_ARM
from calculators.results.cells import GUESS, OF, RIGHT, SCORES, empty, score, words
from calculators.results.directions import LESS, MEASURES, MORE
from calculators.results.draft import Draft, named
from calculators.results.headings import listed, tokens, words_of
from calculators.results.own_items import of_time
from calculators.results.reading import Ask
from calculators.results.seeds import AS_DRAWN, AS_ITEMS, ask_whole, decimal

AS_WON = words(
    "wins,win,won,victories,siege,gewonnen,victoires,gagnés,victorias,ganadas,vittorie,vinte,vitórias,overwinningen",
    "gewonnen,胜,胜场,勝ち,preferred,preferences,chosen,better,besser,bevorzugt",
)
AS_LOST = words("losses,lost,loses,loss,niederlagen,verloren,défaites,derrotas,sconfitte,负,負け,worse,schlechter")
AS_TIED = words(
    "ties,tie,tied,draws,draw,equal,same,neither,both,unentschieden,gleich,gleichstand,égalités,égalité,nuls,empates",
    "empate,pareggi,gelijk,平局,平手,引き分け",
)
AS_SHARE = words("rate,rates,pct,percent,percentage,share,ratio,prozent,quote,anteil,score,scores")
AS_VARIANTS = AS_ARM | words("variants,version,versions,variante")
"""Words of a first column that names models, too."""

AS_MODELS = words("model,models,system,llm,checkpoint,agent,modell,modelle,modèle,modelo", "modello,模型,モデル")
AS_RATED = frozenset({"elo", "trueskill"})
"""Words of ratings that only models have, so that a name beside one is a model's."""

AS_GOOD = words(
    "right,correct,passed,pass,success,successes,solved,resolved,up,positive,richtig,bestanden,correctes,aciertos"
)
AS_BAD = words(
    "wrong,incorrect,failed,fail,failures,unsolved,unresolved,down,negative,falsch,durchgefallen,fausses,fallos"
)
"""Words of counts of what was right, of what was wrong."""

FEWEST_MODELS = 2

AS_RATES = words("rates,ratio,pct,percentage,prozent,p50,p90,p95,p99,median,daily,weekly,hourly,tasa,taxa,比率,率")
"""Words of columns that sum up many items."""

MOST_ARMS = 4
"""So many rows at most are of one time, each of another model."""

AS_SETS = words(
    "benchmark,benchmarks,dataset,datasets,suite,subset,category,categories,domain,subject,kategorie,bereich,datensatz",
    "fach,catégorie,categoría,categoria,testset",
)
"""Words of columns whose values are sets of many items."""

BENCHMARKS = words(
    "mmlu,mmlupro,gsm8k,hellaswag,winogrande,truthfulqa,humaneval,mbpp,bbh,gpqa,ifeval,arc,arcc,arce,arcchallenge",
    "arceasy,drop,squad,boolq,piqa,math,aime,swebench,mtbench,triviaqa,openbookqa,commonsenseqa,race,lambada,musr",
    "livecodebench,alpacaeval,ceval,cmmlu,agieval,mmmu,mathvista,simpleqa",
)
"""Well-known benchmarks, by the letters of their names."""

AS_USERS = words("users,visitors,sessions,customers,requests,trials,impressions,sent,exposed,assigned,nutzer,besucher")
"""Words of how many were in each arm of a test."""

AS_COUNT = words("n,count,items,total,samples,support,num,number,of,questions,cases,tests,anzahl,nombre,size")
AS_MEAN = words("rate,acc,accuracy,mean,avg,average,pct,percent,share,quote,anteil,genauigkeit,taux,précision")
"""Words of a column that counts the items of each row, of one that holds their mean."""

METRICS = (MEASURES | MORE | LESS) - words(
    "pass,passed,correct,right,ok,good,wrong,note,yes,true,time,not,without,price"
)
OF_METRICS = words("metric,metrics,measure,measures,metrik,metriken,kennzahl,métrique,métrica,metrica,kpi,指标,指標")
LONGEST_METRIC = 4
HALF = 0.5
"""Names of metrics; words of a column of such; so many words have they at most; the share of rows that bear one."""

MOST_SETS = 60
FEWEST_VOTED, MOST_VOTES = 20, 15
"""So many rows are items rather than categories, where no more votes than these are in any."""


def refuse(draft: Draft) -> None:
    """Tell that the rows are no items, where the reader says nothing of the columns. Raises Ask."""
    say = draft.told
    if say.before is None and say.after is None and say.kind == GUESS:
        if say.item is None and say.model is None:
            _models(draft)
            _sets(draft)
            _metrics(draft)
            _report(draft)
        _counts(draft)
    elif say.model is None and say.item is None and _of_rows(draft):
        _models(draft)


def _of_rows(draft: Draft) -> bool:
    """Whether the reader names models that are a row each."""
    named_so = {*listed(draft.told.before or ""), *listed(draft.told.after or "")} - {*draft.there}
    columns = (one for one in draft.there.values() if one.different == draft.grid.rows)
    return bool(named_so) and any(named_so <= {*column.cells} for column in columns)


def times(draft: Draft) -> None:
    """Ask whether rows are days, or other times, each with rates of many items, as of a dashboard. Raises Ask."""
    grid = draft.grid
    if draft.told.kind != GUESS or draft.roles.item or grid.turned:
        return
    _runs(draft)
    when = [name for name, one in draft.there.items() if of_time(one) and one.filled == grid.rows]
    name = next((one for one in when if MOST_ARMS * draft.there[one].different >= grid.rows), "")
    names = [one for one in draft.results if one not in when]
    ids = [one for one in draft.there if one not in {*when, *names} and _names_items(draft, one)]
    if not name or not names or ids:
        return
    days = not any(":" in cell for cell in draft.there[name].cells)
    if not all(_of_rates(draft, one) or (days and decimal(draft, one)) for one in names):
        return
    cells = draft.there[name].cells[1:]
    asked = (
        f"Results: each row seems to be a time (“{name}”: {named(cells, 3)}) with a rate of many items "
        f"({named(names, 4)}), as a dashboard has them, and no item. How sure a difference is, only the items tell: "
        "choose the files with a row for each item. Or does each row count as one item?"
    )
    raise Ask("results", asked, [AS_ITEMS])


def _runs(draft: Draft) -> None:
    """Ask whether rows are whole runs, each by its seed, with the mean of all items. Raises Ask."""
    grid = draft.grid
    first = next(iter(draft.there), "")
    rest = [name for name in draft.there if name != first]
    alone = first and draft.there[first].different == grid.rows and set(rest) <= {*draft.results}
    if not alone or not words_of(first) & AS_DRAWN or not 2 <= grid.rows <= MOST_SETS:
        return
    if len(rest) < 2 or not all(decimal(draft, name) for name in rest):
        return
    ask_whole(draft, first)


def _names_items(draft: Draft, name: str) -> bool:
    """Whether a column names what was tried: no row number, no word of a model that comes again and again."""
    column = draft.there[name]
    return column.different > max(MOST_ARMS, column.filled / 2 / MOST_ARMS) and (
        draft.text(name) or bool(words_of(name) & (headings.AS_ITEM | headings.AS_NAME))
    )


def _of_rates(draft: Draft, name: str) -> bool:
    """Whether a column holds shares or means of many items, by its heading or by signs of percent."""
    column = draft.there[name]
    if draft.looks(name).kind != SCORES:
        return False
    filled = [cell for cell in column.cells[1:] if not empty(cell)]
    if all(cell.strip().endswith("%") for cell in filled):
        return True
    of_means = words_of(name) & (AS_MEAN | AS_RATES) or tokens(name)[-1] in AS_COUNT
    return bool(of_means) and any((score(cell) or 0) % 1 for cell in filled)


def _whole(draft: Draft, name: str) -> list[int] | None:
    """The counts in a column, one for each row; None where a cell is no count."""
    column = draft.grid.columns[name]
    values = [0.0 if empty(cell) else score(cell) for cell in column.cells]
    if not all(value is not None and value >= 0 and value % 1 == 0 for value in values):
        return None
    return [int(values[code] or 0) for code in column.codes] if column.filled else None


def _counts(draft: Draft) -> None:
    """Tell that columns count wins of either model. Raises Ask."""
    of = {name: words_of(name) for name in draft.there if not words_of(name) & AS_SHARE}
    tied = [name for name in of if of[name] & AS_TIED and not headings.side(name) and _whole(draft, name)]
    won = [name for name in of if of[name] & (AS_WON | AS_LOST) and name not in tied and _whole(draft, name)]
    if len(won) != 2 and tied:  # "new", "old" beside ties
        won = [name for name in of if headings.side(name) and name not in tied and _whole(draft, name)]
    if len(won) != 2 or len(tied) > 1:
        return
    names = [*won, *tied]
    counts = [_whole(draft, name) or [] for name in names]
    if max(max(one, default=0) for one in counts) < 2:  # who won each item
        return
    if draft.grid.rows >= FEWEST_VOTED and max(max(one) for one in counts) <= MOST_VOTES:
        asked = (
            f"Results: {named(names)} seem to count votes of each item. Votes of one item are no items by themselves, "
            "so that the number for after is held against the number for before, item by item. Is that right?"
        )
        raise Ask("results", asked, [Press("Yes: each row is an item, its votes count together", {"results": SCORES})])
    sums = [sum(one) for one in counts]
    told = ", ".join(f"{total:,} in “{name}”" for name, total in zip(names, sums, strict=True))
    asked = (
        f"File of results: {named(names)} count wins, and are no scores of items: {told}. Give the sums instead of the "
        f"file ({_options(won, sums)}), or choose a file with a row for each comparison. If each row is an item, and "
        "its counts are scores, say so (--results scores)."
    )
    raise Ask("file", asked)


def _options(won: Sequence[str], sums: Sequence[int]) -> str:
    """What gives the sums on the command line."""
    sides = [headings.side(name) for name in won]
    lost = [bool(words_of(name) & AS_LOST) for name in won]
    ties = f" --ties {sums[2] if len(sums) > 2 else 0}"
    if sorted(sides) == [-1, 1] or (any(sides) and not any(lost)):
        after = 0 if sides[0] > 0 or sides[1] < 0 else 1
        return f"--design preferred --after_preferred {sums[after]} --before_preferred {sums[1 - after]}{ties}"
    return f"--design preferred, --after_preferred for the model after, --before_preferred for the one before,{ties}"


def _models(draft: Draft) -> None:
    """Tell that every row is another model with what it came to. Raises Ask."""
    grid = draft.grid
    if grid.rows < FEWEST_MODELS or grid.turned or not draft.results or any(map(headings.side, draft.results)):
        return
    names = AS_MODELS | ({"name"} if any(words_of(name) & AS_RATED for name in draft.there) else set())
    rows = [
        name
        for name, column in draft.there.items()
        if words_of(name) & (names | AS_VARIANTS if name == next(iter(draft.there)) else names)
        if column.different == grid.rows
        if draft.looks(name).kind not in (RIGHT, SCORES)
    ]  # fmt: skip
    beside = [
        name
        for name, column in draft.there.items()
        if name not in rows and draft.text(name) and words_of(name) & (headings.AS_ITEM | headings.AS_NAME)
    ]
    if len(rows) != 1 or beside:
        return
    others = (name for name in draft.results if name not in rows)
    asked = (
        f"File of results: each row is another model (“{rows[0]}”: {named(list(grid.columns[rows[0]].cells[1:]), 3)}), "
        f"with {named(others, 4)}, and holds no items. Whether one is better is told by the results of both on "
        f"the same items: choose a file with a row for each item, or each battle.{_right_or_wrong(draft, rows[0])}"
    )
    raise Ask("file", asked)


def _right_or_wrong(draft: Draft, models: str) -> str:
    """What to type where two rows count what was right, and wrong, of two models."""
    good, bad = ([name for name in draft.there if words_of(name) & of] for of in (AS_GOOD, AS_BAD))
    right = wrong = None
    if draft.grid.rows == 2 and len(good) == len(bad) == 1 and good != bad:
        right, wrong = _whole(draft, good[0]), _whole(draft, bad[0])
    elif draft.grid.rows == 2 and (both := _of_all(draft)):
        right, wrong = both
    elif draft.grid.rows == 2 and len(draft.results) == 1:
        column = draft.there[draft.results[0]]
        parts = [OF.fullmatch(column.cells[code].strip()) for code in column.codes]
        if all(part and part[1].isdigit() for part in parts):
            right = [int(part[1]) for part in parts if part]
            wrong = [int(part[2]) - int(part[1]) for part in parts if part]
    if not right or not wrong:
        return ""
    sides = [headings.side(cell) for cell in draft.there[models].cells[1:3]]
    after = 0 if sides[0] > sides[1] else 1
    typed = (
        f"--before_right {right[1 - after]} --before_wrong {wrong[1 - after]} "
        f"--after_right {right[after]} --after_wrong {wrong[after]}"
    )
    return f" If they were tried on different items, give the counts instead of the file (--design separate {typed})."


def _of_all(draft: Draft) -> tuple[list[int], list[int]] | None:
    """How many there were with, and without, what one column counts of those that another counts; None for neither."""
    counts = {name: one for name in draft.there if (one := _whole(draft, name)) and max(one) > 1}
    whole = [name for name in counts if words_of(name) & (AS_USERS | AS_COUNT - {"of"})]
    parts = [name for name in counts if name not in whole and not words_of(name) & (AS_SHARE | AS_MEAN)]
    if len(whole) != 1 or len(parts) != 1:
        return None
    pairs = list(zip(counts[parts[0]], counts[whole[0]], strict=True))
    fits = all(part <= of for part, of in pairs)
    return ([part for part, _ in pairs], [of - part for part, of in pairs]) if fits else None


def _sets(draft: Draft) -> None:
    """Ask whether rows are whole benchmarks or parts of a set, each with a mean of many items. Raises Ask."""
    grid = draft.grid
    sided = [name for name in draft.results if draft.looks(name).kind == SCORES and not words_of(name) <= AS_COUNT]
    names = [name for name, column in draft.there.items() if column.different == grid.rows and draft.text(name)]
    if not 2 <= grid.rows <= MOST_SETS or grid.turned or not names or len(sided) < 2:
        return
    counted = any(words_of(name) <= AS_COUNT and min(_whole(draft, name) or [0]) > 1 for name in draft.there)
    of_means = counted and all(words_of(name) & AS_MEAN for name in sided)
    sets = [name for name in names if _of_sets(draft, name)]
    if not sets and not (of_means and len(names) == 1):
        return
    name = (sets or names)[0]
    cells = grid.columns[name].cells[1:]
    if all((score(cell) or 0) % 1 == 0 for name in sided for cell in grid.columns[name].cells[1:]):
        return  # marks, or counts
    asked = (
        f"Results: each row seems to be a whole set (“{name}”: {named(cells, 3)}), with the mean of its items. How "
        "sure a difference is, only the items tell: choose the files with a row for each item. Or does each row count "
        "as one item?"
    )
    raise Ask("results", asked, [AS_ITEMS])


def _of_sets(draft: Draft, name: str) -> bool:
    """Whether a column names sets of items, by its heading or by two well-known benchmarks."""
    known = sum("".join(headings.tokens(cell)) in BENCHMARKS for cell in draft.there[name].cells)
    return known > 1 or bool(words_of(name) & AS_SETS)


def _metrics(draft: Draft) -> None:
    """Ask whether rows are metrics of a whole set, as accuracy, F1, latency, and no items. Raises Ask."""
    grid = draft.grid
    first = next(iter(draft.there))
    column = draft.there[first]
    if not 2 <= grid.rows + len(grid.unread) <= MOST_SETS or grid.turned or not draft.text(first):
        return
    if column.different < grid.rows or not draft.results:
        return
    labels = column.cells[1:]
    met = [words_of(cell) & METRICS for cell in labels if len(words_of(cell)) <= LONGEST_METRIC]
    known = [of for of in met if of]
    # F1 to F40 are names of items; so are WER_001.wav, WER_002.wav.
    if len({*known}) < 2 or (len(known) < HALF * len(labels) and not words_of(first) & OF_METRICS):
        return
    asked = (
        f"Results: each row seems to be a metric of a whole set (“{first}”: {named(labels, 4)}), and no item. How sure "
        "a difference is, only the items tell: choose the files with a row for each item. Or does each row count as "
        "one item?"
    )
    raise Ask("results", asked, [AS_ITEMS])


def _report(draft: Draft) -> None:
    """Tell that rows are the classes of a report with precision, recall, support, and no items. Raises Ask."""
    of = frozenset().union(*map(words_of, draft.there))
    if not {"precision", "recall", "support"} <= of or draft.grid.rows > MOST_SETS:
        return
    words = (
        "File of results: each row seems to be a class of a report, with its precision, recall and how many items it "
        "has (support), and no item. How sure a difference is, only the items tell: choose a file with a row for each "
        "item, with the right answer, the answer before, the answer after."
    )
    raise Ask("file", words)
