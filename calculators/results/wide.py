"""Files with a column for each model: which are before, which after, of which metric, which hold runs of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from calculators.kit.inputs import Press
from calculators.results import (
    arms,
    comparative,
    differences,
    headings,
    measures,
    no_results,
    right_answers,
    same_facts,
    variants,
)
from calculators.results.cells import EMPTY, PREFERENCE, RIGHT, SCORES, TEXT
from calculators.results.directions import LESS, MORE
from calculators.results.draft import Draft, named
from calculators.results.earlier import dated, earliest, in_order
from calculators.results.headings import (
    AS_AFTER,
    AS_BEFORE,
    AS_RUN,
    SIDES,
    apart,
    first_of,
    listed,
    runs,
    tokens,
    words_of,
)
from calculators.results.judged import or_wins
from calculators.results.reading import Ask
from calculators.results.right_answers import golds_among

OTHER_RUN = "--after-file"
MOST_CHOICES, TWO = 6, 2
Stem = tuple[str, ...]


@dataclass
class Group:
    """The columns of one metric, by side."""

    before: list[str] = field(default_factory=list)
    after: dict[Stem, list[str]] = field(default_factory=dict)

    @property
    def befores(self) -> str:
        """The columns before as one name."""
        return " + ".join(self.before)

    @property
    def afters(self) -> tuple[str, ...]:
        """The columns of each variant after as one name."""
        return tuple(" + ".join(names) for names in self.after.values())


def stem(name: str) -> tuple[Stem, Stem]:
    """What is left of a name without its side, and of that without the run; "base_run1_score": run 1 score, score."""
    left = [word for word in tokens(name) if word not in AS_BEFORE | AS_AFTER]
    bare, skip = [], False
    for word, after in zip(left, [*left[1:], ""], strict=False):
        if skip:
            skip = False
        elif (word in AS_RUN or word == "s") and after.isdigit():
            skip = True
        else:
            bare.append(word)
    return tuple(left), tuple(bare)


def groups(names: Iterable[str]) -> dict[Stem, Group]:
    """Columns whose names say their side, by metric; those of only one side are left out."""
    found: dict[Stem, Group] = {}
    names = list(names)
    sided = [(name, headings.side(name), stem(name)[1]) for name in names if headings.side(name)]
    # "GPT-4o" beside "GPT-4o tuned" is the one before, where no other is.
    after = {bare for _, side, bare in sided if side > 0} - {bare for _, side, bare in sided if side < 0}
    sided += [(name, -1, stem(name)[1]) for name in names if not headings.side(name) and stem(name)[1] in after - {()}]
    for name, side, bare in sided:
        if side < 0:
            found.setdefault(bare, Group()).before.append(name)
    for name, side, bare in sided:
        if side > 0:
            likely = [of for of in found if set(of) <= set(bare)]
            if bare in found:
                of = bare
            elif likely:
                of = max(likely, key=len)
            else:
                continue
            # Two names that differ in no number are two variants, and no runs of one.
            twin = any(stem(other)[0] == stem(name)[0] for other in found[of].after.get(bare, ()))
            found[of].after.setdefault((*bare, name) if twin else bare, []).append(name)
    return {of: group for of, group in found.items() if group.after} or _one_pair(sided)


def _one_pair(sided: Sequence[tuple[str, int, Stem]]) -> dict[Stem, Group]:
    """The one column before beside the one after, such as "v3 (current)", "v4 (candidate)", if no metric differs."""
    before, after = ([(name, bare) for name, side, bare in sided if side == of] for of in (-1, 1))
    if len(before) != 1 or len(after) != 1:
        return {}
    [(first, own)], [(second, other)] = before, after
    if ({*own} ^ {*other}) & (MORE | LESS | headings.AS_MEASURE | headings.AS_GOLD | headings.AS_ITEM):
        return {}
    return {tuple(word for word in own if word in other): Group([first], {other: [second]})}


def kept(draft: Draft, found: Mapping[Stem, Group]) -> dict[Stem, Group]:
    """The groups that hold results: no texts where others hold values, no measures of cost where others do not."""
    values = {of: group for of, group in found.items() if draft.looks(group.before[0]).kind not in (TEXT, EMPTY)}
    plain = {of: group for of, group in values.items() if not set(of) & headings.AS_MEASURE}
    return plain or values or dict(found)


def fill(draft: Draft) -> bool:
    """Say which columns are before and after; False where nothing in their names says so. Raises Ask."""
    names = _candidates(draft)
    found = groups(names) or _by_ending(draft, names) or _by_models(draft) or _by_dates(draft)
    if found:
        choose(draft, found)
    return bool(found)


def choose(draft: Draft, found: Mapping[Stem, Group]) -> None:
    """Say which columns of some metrics are before and after. Raises Ask where several metrics are left."""
    left = found if draft.told.metric else kept(draft, found)
    found = {of: _alike(draft, group) for of, group in left.items()}
    if wanted := draft.told.metric:
        of = tokens(wanted)
        chosen = [one for one in found if one == of] or [one for one in found if set(of) <= set(one)]
        if len(chosen) != 1:
            raise Ask(
                "metric", f"Metric: there is no “{wanted}”; the file has {named(map(_said, found))}.", _metrics(found)
            )
        found = {chosen[0]: found[chosen[0]]}
    if len(found) > 1:
        once = same_facts.merged(draft, {of: _columns(group) for of, group in found.items()})
        found = {of: found[of] for of in once}
        draft.reading.same = tuple(next(iter(once.values()))) if len(once) == 1 else ()
    if len(found) > 1:
        _ask_metric(found)
    [(of, group)] = found.items()
    if len({stem(name)[0] for name in group.before}) < len(group.before):
        choices = [Press(f"“{name}” is before", {"before_column": name}) for name in group.before[:MOST_CHOICES]]
        raise Ask("before_column", f"Result before: {named(group.before)} may all be. Which one is?", choices)
    _reference(draft, group)
    draft.reading.before, draft.reading.after = group.befores, group.afters
    draft.reading.averaged = len(group.before) > 1 or any(" + " in name for name in group.afters)


def _columns(group: Group) -> list[str]:
    """All columns of a metric, in the order of the models."""
    return [*group.before, *(name for of in sorted(group.after) for name in group.after[of])]


def _reference(draft: Draft, group: Group) -> None:
    """Ask whether "reference" is the model before, where it may be the right answers to one model. Raises Ask."""
    name = group.befores
    if draft.told.before or set(tokens(name)) - headings.AS_GOLD or draft.looks(name).kind != RIGHT:
        return
    words = (
        f"Result before: “{name}” may be the model before, or the right answers of which {named(group.afters)} gives "
        "its own. Those make one run: then choose a file that holds the model before as well. Is it the model before?"
    )
    fills = {"before_column": name, "after_columns": ", ".join(group.afters), "gold_column": ""}
    raise Ask("before_column", words, [Press(f"“{name}” is the model before", fills)])


def ask_beside(draft: Draft, winner: str) -> None:
    """Ask which counts where a column says who is preferred, and others what each model reached. Raises Ask."""
    if draft.roles.winner or draft.roles.win_rate or draft.sides:
        return
    names = [name for name in draft.results if headings.side(name) and draft.looks(name).kind == SCORES]
    found = [group for group in groups(names).values() if len(group.before) == len(group.after) == 1]
    if len(found) != 1:
        return
    before, after = found[0].befores, found[0].afters[0]
    words = (
        f"Results after: “{winner}” says which of two is preferred, “{before}” and “{after}” what each reached. Which "
        "is the answer to be about?"
    )
    scores = Press(f"“{before}” and “{after}”", {"before_column": before, "after_columns": after})
    raise Ask("after_columns", words, [scores, Press(f"“{winner}”", {"after_columns": winner})])


def _candidates(draft: Draft) -> list[str]:
    before = [name for name in draft.there if headings.side(name) < 0]
    # A reference is the model before only where nothing else is; beside it, it is the right answer.
    gold = {name for name in before if words_of(name) & headings.AS_BEFORE <= headings.AS_GOLD}
    gold = {draft.told.gold or "", *(gold if len(gold) < len(before) else ()), *draft.grid.failing}
    return [
        name
        for name in draft.there
        if (name in draft.results or headings.side(name))
        and name not in gold
        and not (draft.text(name) and words_of(name) & ({"model", "file", "bestand"} | headings.AS_GOLD - {"answer"}))
    ]


def _by_ending(draft: Draft, names: Iterable[str]) -> dict[Stem, Group]:
    """Columns that begin with the name of a run, such as "base-a1b2 correctness", by the words they end with."""
    found: dict[Stem, Group] = {}
    sided = [
        (name, headings.side(name), tokens(name)) for name in names if headings.side(name) and not draft.text(name)
    ]
    for name, side, of in sided:
        for other, opposite, parts in sided:
            ending = _ending(of, parts)
            if side < 0 < opposite and ending and draft.looks(name).kind == draft.looks(other).kind:
                group = found.setdefault(ending, Group([name]))
                if group.before == [name]:
                    group.after[parts] = [other]
    return found


def _by_models(draft: Draft) -> dict[Stem, Group]:
    """Columns such as score_a, score_b beside model_a, model_b, which name the model of each. Raises Ask."""
    sides = draft.sides
    if not sides:
        return {}
    way = apart(*sides)
    names = [[cell for cell, _ in draft.grid.columns[side].tally()] for side in sides]
    results = [name for name in draft.results if name not in sides]
    first = [name for name in results if any(apart(name, other) == way for other in results)]
    if not first:
        return {}
    if any(len(of) != 1 for of in names):
        words = (
            f"File of results: {named(sides)} say that models change sides from row to row, so {named(results)} are no "
            "model’s. Give each model a column of its own, or a row for each item and model."
        )
        raise Ask("file", words)
    found: dict[Stem, Group] = {}
    before = first_of([of[0] for of in names])
    for name in first if before else ():
        other = next(one for one in results if apart(name, one) == way)
        low, high = (name, other) if before == names[0][0] else (other, name)
        bare = tuple(word for word in tokens(name) if word not in way)
        found[bare] = Group([low], {bare: [high]})
    return found


def _by_dates(draft: Draft) -> dict[Stem, Group]:
    """Columns of two dates, the earlier of which are before."""
    found = {}
    for of, names in dated(filter(draft.is_result, draft.there)).items():
        if len(names) == TWO and (first := earliest(names)):
            found[of] = Group([first], {of: [name for name in names if name != first]})
    return found


def _ending(one: Stem, other: Stem) -> Stem:
    """The words that both end with."""
    same = 0
    while same < min(len(one), len(other)) and one[-1 - same] == other[-1 - same]:
        same += 1
    return one[len(one) - same :]


def _alike(draft: Draft, group: Group) -> Group:
    """The same without variants of another kind than the results before."""
    kind = draft.looks(group.before[0]).kind
    like = {of: names for of, names in group.after.items() if _near(kind, draft.looks(names[0]).kind)}
    return Group(group.before, like or group.after)


def _near(one: str, other: str) -> bool:
    # A column of 0 and 1 may stand beside one of fractions; one without any cell beside all.
    return one == other or EMPTY in (one, other) or {one, other} == {RIGHT, SCORES}


def _said(of: Stem) -> str:
    return " ".join(of) or "results"


def _metrics(found: Mapping[Stem, Group]) -> list[Press]:
    return [Press(_said(of), {"metric": _said(of)}) for of in list(found)[:MOST_CHOICES]]


def _ask_metric(found: Mapping[Stem, Group]) -> None:
    if all(len(of) == 1 and of[0].isdigit() for of in found):
        before = " + ".join(group.befores for group in found.values())
        after = " + ".join(group.afters[0] for group in found.values())
        press = Press("They are runs: take the mean of each item", {"before_column": before, "after_columns": after})
        words = (
            f"Metric: the columns are numbered ({named(map(_said, found))}). Are they runs, "
            "whose mean counts, or which one counts?"
        )
        raise Ask("metric", words, [press, *_metrics(found)])
    words = f"Metric: the file holds {len(found)}, {named(map(_said, found))}. Which one is the answer to be about?"
    raise Ask("metric", words, [*_people(found), *_metrics(found)])


def _people(found: Mapping[Stem, Group]) -> list[Press]:
    """What takes people's labels for what puts a judge right."""
    said = {_said(of): group for of, group in found.items()}
    both = headings.people_beside(list(said))
    if not both:
        return []
    judge, people = both
    columns = f"{said[people].befores}, {said[people].afters[0]}"
    words = f"“{judge}”, put right by people’s labels in “{people}”"
    return [Press(words, {"metric": judge, "people_columns": columns})]


def told(draft: Draft) -> None:
    """Take the columns that the reader names. Raises Ask where one of the two sides is still open."""
    say, reading = draft.told, draft.reading
    reading.before = say.before or ""
    reading.after = listed(say.after or "", draft.there)
    by_name = kept(draft, groups(_candidates(draft)))
    if not reading.before and say.before is None:
        likely = [group.befores for group in by_name.values() if set(reading.after) & set(group.afters)]
        sided = [name for name in draft.results if headings.side(name) < 0 and name not in reading.after]
        likely = likely or sided
        reading.before = likely[0] if len(likely) == 1 else ""
    if not reading.after:
        for group in by_name.values():
            if say.before == "" or reading.before == group.befores:
                reading.after = group.afters
    if not reading.after:
        rest = [name for name in _models(draft) if name not in runs(reading.before, draft.there)]
        rest = rest or list(measures.named_alone(draft, reading.before))
        if len(rest) == 1 or not rest:
            reading.after = tuple(rest)
        if not reading.after:
            choices = [Press(f"“{name}” after", {"after_columns": name}) for name in rest[:MOST_CHOICES]]
            raise Ask(
                "after_columns", f"Results after: name the column or columns, of {named(rest or draft.there)}.", choices
            )
    if not reading.before:
        if say.before is None:
            rest = [name for name in _models(draft) if name not in reading.after]
            rest = rest or list(measures.named_alone(draft, reading.after[0]))
            choices = [Press(f"“{name}” before", {"before_column": name}) for name in rest[:MOST_CHOICES]]
        else:
            choices = []
        raise Ask("before_column", "Result before: name the column with the results before.", choices)
    _is_metric(draft, say.metric or "")
    right_answers.ask_named(draft)
    reading.averaged = " + " in reading.before and reading.before not in draft.there


def _models(draft: Draft) -> list[str]:
    """The columns of results but for those named like the right answers."""
    return [name for name in draft.results if name not in golds_among(draft.results)]


def _is_metric(draft: Draft, metric: str) -> None:
    """Columns that are named must be of the metric that is named, too. Raises Ask."""
    names = (draft.reading.before, *draft.reading.after)
    if all(set(tokens(metric)) <= set(tokens(name)) for name in names):
        return
    words = f"Metric: {named(names, 4)} are named as before and after, and do not say “{metric}”. Which counts?"
    choices = [
        Press("The columns", {"metric": ""}),
        Press(f"The metric “{metric}”", {"before_column": "", "after_columns": ""}),
    ]
    raise Ask("metric", words, choices)


def ask_sides(draft: Draft) -> None:
    """Ask what the headings do not say: which column is before; or say that this is one run. Raises Ask."""
    names = draft.results
    if not names:
        no_results.ask(draft)
    if draft.grid.turned and len(names) > 1:
        ask_before(f"each row is a model, {named(names)}, and no name says which was before", in_order(names))
    models = draft.sides
    if len(names) == 1 and next(arms.found(draft), ""):
        variants.ask(draft)
    if len(names) == 1 and (draft.looks(names[0]).kind == PREFERENCE or models):
        cells = [cell for cell, _ in draft.tally(names).most_common(6)]
        beside = f" beside {named(models)}" if models else ""
        words = (
            f"Results after: “{names[0]}” holds {named(cells)}{beside}. Does it say which of two models is preferred?"
        )
        told = Press("Yes, it says who is preferred", {"after_columns": names[0], "results": PREFERENCE})
        raise Ask("after_columns", words, [told])
    variants.ask(draft)
    right_answers.ask(draft, names)
    what = f"{draft.reading.tool} of one run" if draft.reading.tool else "this may be one run"
    first = [name for name in names if headings.side(name) < 0]
    if len(first) == 1 and len(names) > 1 and not stem(first[0])[1]:
        _ask_after(draft, first[0])
    one = draft.roles.one or _one_model(draft)
    if one:
        what = f"{draft.reading.tool or 'the file'} holds one model, “{one[:60]}”"
    give = f"choose the file of the other run as well ({OTHER_RUN})"
    if len(names) == 1:
        differences.refuse(draft, names[0])
        words = (
            f"File of the run after: {what}, with its results in “{names[0]}”. To compare, {give}, or join both in one"
        )
        words, choices = or_wins(f"{words} file.", names[0])
        words, sides = comparative.or_sides(draft, words, names)
        raise Ask("after_file", words, choices + sides)
    values = (
        f"{named(names)} are metrics or models, and no heading says before or after"
        if not draft.reading.tool and not one
        else f"{named(names)} are its metrics"
    )
    words = (
        f"File of the run after: {what}: {values}. To compare, {give}, or name the columns "
        "before and after (--before-column, --after-columns)."
    )
    words, sides = comparative.or_sides(draft, words, names)
    raise Ask("after_file", words, sides + ([] if draft.reading.tool or one else _orders(draft, names)))


def ask_before(why: str, names: Sequence[str], called: Sequence[str] = ()) -> None:
    """Ask which of these columns is before, so that the others are after; each may be called otherwise. Raises Ask."""
    choices = [
        Press(
            f"“{said}” is before",
            {"before_column": name, "after_columns": ", ".join(other for other in names if other != name)},
        )
        for name, said in list(zip(names, called or names, strict=True))[:MOST_CHOICES]
    ]
    raise Ask("before_column", f"Result before: {why}. Which one was?", choices)


def _ask_after(draft: Draft, before: str) -> None:
    """Ask which of the other columns are after, where one is surely before. Raises Ask."""
    kind = draft.looks(before).kind
    rest = [name for name in _models(draft) if name != before and _near(kind, draft.looks(name).kind)]
    choices = [
        Press(f"“{name}” is after", {"before_column": before, "after_columns": name}) for name in rest[:MOST_CHOICES]
    ]
    if len(rest) > 1:
        told = Press("All of them are variants after", {"before_column": before, "after_columns": ", ".join(rest)})
        choices.insert(0, told)
    words = (
        f"Results after: “{before}” is before, and no heading says after. Which of {named(rest)} is the model after?"
    )
    raise Ask("after_columns", words, choices)


def _one_model(draft: Draft) -> str:
    for name in draft.there:
        if words_of(name) & {"model", "experiment", "system"} and draft.grid.columns[name].different == 1:
            return draft.grid.columns[name].cells[-1]
    return ""


def _orders(draft: Draft, names: Sequence[str]) -> list[Press]:
    """Both orders of the pairs that may be meant, the likelier first."""
    names, pairs = in_order(names), []
    for one in names:
        for other in names:
            if (
                one != other
                and draft.looks(one).kind == draft.looks(other).kind
                and (len(names) == 2 or _paired(one, other))
            ):
                pairs.append((one, other))
    of = [tokens(name) for name in names]
    common = frozenset.intersection(*map(frozenset, of))
    apart_all = sum(len(set(one) - common) for one in of) == len(frozenset().union(*of) - common)
    if not pairs and not apart_all:  # of several metrics, named last, only one may be compared
        pairs = [(a, b) for a in names for b in names if a != b and tokens(a)[-1:] == tokens(b)[-1:]]
    if not pairs and apart_all and 2 < len(names) <= MOST_CHOICES:
        rest = [(one, [other for other in names if other != one]) for one in names]
        return [
            Press(f"“{one}” is before, the others after", {"before_column": one, "after_columns": ", ".join(others)})
            for one, others in rest
            if len({draft.looks(name).kind for name in names}) == 1
        ]
    return [
        Press(f"“{one}” is before, “{other}” after", {"before_column": one, "after_columns": other})
        for one, other in pairs[:MOST_CHOICES]
    ]


def _paired(one: str, other: str) -> bool:
    """Whether two names differ only in a word of two sides, such as x, y."""
    words = apart(one, other)
    return words in SIDES or words[::-1] in SIDES
