"""Files in which one column says which of two models is preferred, or how often the one after wins."""

from collections.abc import Sequence

from calculators.files.grid import Grid
from calculators.kit.inputs import Press
from calculators.kit.numbers import say_number
from calculators.results import headings, leaning, no_vote, winner_numbers
from calculators.results.cells import (
    GUESS,
    NO_CELL,
    PREFERENCE,
    RIGHT,
    SCORES,
    TEXT,
    WIN_RATE,
    empty,
    plain,
    preference,
    right_or_wrong,
    score,
    tied,
    with_more,
    words,
)
from calculators.results.draft import Draft, named
from calculators.results.headings import first_of, runs, tokens, words_of
from calculators.results.reading import Ask, Reading
from calculators.results.won_or_lost import for_whom, said, versus, won_or_lost

MOST_WORDS = 12
AS_WIN = frozenset({"win", "wins", "won", "winrate", "beats"})
LEFT = words("a,left,first,1,one,l,top,links,erste,erster,oben,gauche,première,premier,izquierda,primera,左")
RIGHT_SIDE = words("b,right,second,2,two,r,bottom,rechts,zweite,zweiter,unten,droite,deuxième,derecha,segunda,右")
OF_PLACE = words("left,right,links,rechts,gauche,droite,izquierda,derecha,左,右")
BESIDE = words(
    "model,response,assistant,answer,output,option,side,the,wins,text,summary,candidate,completion,reply,system,bot",
    "translation,image,is,better,best,preferred,one,modell,antwort,ist,besser,réponse,respuesta",
)
"""Words beside that of a side, which say nothing of which it is."""


def column(draft: Draft) -> str:
    """The column that says who wins; empty where there is none. Raises Ask where there are several."""
    names = columns(draft)
    if len(names) < 2:
        return names[0] if names else ""
    choices = [Press(f"“{name}” counts", {"after_columns": name}) for name in names[:6]]
    both = headings.people_beside(names)
    if both:
        told = f"“{both[0]}”, put right by people’s labels in “{both[1]}”"
        choices.insert(0, Press(told, {"after_columns": both[0], "people_columns": both[1]}))
    if not both:
        told = f"All {len(names)}: of each item the mean of the votes counts"
        choices.insert(0, Press(told, {"after_columns": " + ".join(names)}))
    if len(names) == 2 and len({headings.swapped_name(name) for name in names}) == 2:
        choices.insert(0, Press("They are the same pairs in both orders", {"after_columns": " + ".join(names)}))
    words = f"Results after: {named(names)} say each which of two is preferred. Which one counts?"
    raise Ask("after_columns", words, choices)


def columns(draft: Draft) -> list[str]:
    """The columns that say who wins: the one that a tool's format names, or all that look like it."""
    for name in (draft.roles.winner, draft.roles.win_rate):
        if name and name in draft.there:
            return [name]
    likely = []
    for name in draft.there:
        of, found = words_of(name), draft.looks(name)
        if not found.filled or of & headings.AS_REASON:
            continue
        if headings.side(name) and not (found.different <= MOST_WORDS and _alone(draft, name)):
            continue
        if draft.roles.words and name in draft.roles.results:  # a tool's own words, such as C and I
            continue
        if found.different <= MOST_WORDS and won_or_lost(draft, name):
            likely.append(name)
            continue
        if found.different <= MOST_WORDS and (
            _places(draft.grid.columns[name].cells[1:])
            or (draft.sides and name not in draft.sides and _leans(draft, name))
        ):
            likely.append(name)
            continue
        if _is_rate(draft, name):
            likely.append(name)
            continue
        numbered = {cell for cell, _ in draft.grid.columns[name].tally()}
        if (
            of & headings.AS_JUDGED
            and not of & {"score", "scores", "scorer"}
            and found.different <= MOST_WORDS
            and (
                found.kind in (PREFERENCE, TEXT)
                or leaning.sides(plain(cell) for cell, _ in draft.grid.columns[name].tally())
                or of & {"winner", "preferred", "preference"}
                or {"1", "2"} <= numbered <= {"0", "1", "2"}
            )
        ):
            likely.append(name)
    likely = likely or _votes(draft)
    return [] if _of_models(draft, likely) else likely


def _alone(draft: Draft, name: str) -> bool:
    """Whether a column says win or loss under the name of one model, as vs_baseline, and no other is of a model."""
    others = (one for one in draft.there if one != name and headings.side(one) and not draft.text(one))
    return won_or_lost(draft, name) and not any(others)


def _votes(draft: Draft) -> list[str]:
    """Columns, two or more, that each name both models, as the votes of several people do, whatever they are called."""
    found = []
    for name in draft.there:
        if headings.side(name) or headings.place(name) or words_of(name) & headings.AS_SIDES:
            continue
        if draft.looks(name).kind != PREFERENCE or draft.looks(name).different > MOST_WORDS:
            continue
        words = [plain(cell) for cell, _ in draft.there[name].tally() if not empty(cell)]
        sides = {headings.side(word) for word in words if not (tied(word.replace("-", " ")) or no_vote.failed(word))}
        if sides == {-1, 1} and draft.told.model is None:
            found.append(name)
    return found if len(found) > 1 else []


def _is_rate(draft: Draft, name: str) -> bool:
    """Whether a column says how often the model after wins, by its name, or by that with what the reader says."""
    of = words_of(name)
    named_so = {"win", "rate"} <= of or (draft.told.kind == WIN_RATE and bool(of & AS_WIN))
    return named_so and draft.looks(name).kind in (SCORES, RIGHT)


def _of_models(draft: Draft, names: Sequence[str]) -> bool:
    """Whether two columns hold what each of two models got, as preference_a, preference_b with 1 for the winner."""
    if len(names) != 2 or {draft.looks(name).kind for name in names} != {RIGHT}:
        return False
    apart = headings.apart(*names)
    return apart in headings.SIDES or apart[::-1] in headings.SIDES


def _places(cells: Sequence[str]) -> bool:
    """Whether all words name the left or the right one of two, or neither, as no column does but one of winners."""
    said = {of_side(word) for cell in cells if not tied((word := plain(cell)).replace("-", " "))}
    return said == {-1, 1} and any(OF_PLACE & set(tokens(cell)) for cell in cells)


def fill(draft: Draft, name: str) -> None:
    """Say how the words of the column count. Raises Ask."""
    reading, say = draft.reading, draft.told
    reading.before, reading.after = "", (name,)
    if say.metric and not set(tokens(say.metric)) <= set(tokens(name)):
        words = f"Metric: there is no “{say.metric}”; the file has “{name}”, which says who is preferred."
        raise Ask("metric", words, [Press(f"Take “{name}”", {"metric": ""})])
    rate = name == draft.roles.win_rate or {"win", "rate"} <= words_of(name)
    if say.kind == WIN_RATE or (rate and say.kind == "guess"):
        reading.kind = WIN_RATE
        names = [draft.grid.columns[side].cells for side in draft.roles.sides if side in draft.there]
        if len(names) == 2 and len(names[0]) == len(names[1]) == 3 and set(names[0]) == set(names[1]):
            # Both models stand on both sides: the rate is that of the second one of each row.
            reading.sides = draft.roles.sides
            _name(draft)
        elif len(names) == 2 and all(len(cells) == 2 for cells in names):
            reading.settled_by = f"“{names[0][1]}” is before, “{names[1][1]}” after"
        _rate(draft, name)
        return
    reading.kind = PREFERENCE
    sides = _sides(draft)
    if sides and (_scaled(draft, name) or won_or_lost(draft, name)):
        if any(not side or draft.there[side].different > 1 for side in sides):
            words = (
                f"How cells count: “{name}” says {named(said(draft, name), 4)} beside {named(filter(None, sides))}, "
                "which change from row to row; write in each row which one is preferred: left, right or tie."
            )
            raise Ask("cells", words)
        for_whom(draft, name, [draft.there[side].cells[1] for side in sides])
        sides = ()
    elif not words_of(name) & headings.AS_JUDGED or headings.side(name):
        for_whom(draft, name, versus(name))
    reading.order = "" if "" in sides else _order(draft, name)
    if sides:
        reading.sides = sides
        reading.games = tuple(game for game in draft.roles.games if game in draft.there)
        _models(draft, name)
    else:
        _words(draft, name)


def _scaled(draft: Draft, name: str) -> bool:
    """Whether a column says by more numbers than 0, 1, 2 how clearly one is preferred."""
    if name not in draft.there:
        return False
    values = {score(cell) for cell, _ in draft.there[name].tally() if not empty(cell)}
    return None not in values and len(values) > 2 and not values <= {0.0, 1.0, 2.0}


def _rate(draft: Draft, name: str) -> None:
    """A win-rate must lie within one range, 0 to 1 or 0 to 100."""
    values = [value for cell, _ in draft.grid.columns[name].tally() if (value := score(cell)) is not None]
    if not values:
        return
    low, high = min(values), max(values)
    middle = sorted(values)[len(values) // 2]
    if low >= 0 and (high <= 1 or (high <= 100 and middle > 2)):
        return
    beyond = sum(not 0 <= value <= 1 for value in values)
    told = f"{beyond} of its {len(values)} values lie outside of 0 to 1 (up to {high:g})"
    if low >= 1 and high <= 2:
        told = (
            "its values lie between 1 and 2, as AlpacaEval writes preferences: take 1 away, or choose its annotations"
        )
    raise Ask("after_columns", f"Results after: “{name}” is no win-rate from 0 to 1 or in %: {told}.")


def _sides(draft: Draft) -> tuple[str, ...]:
    """The columns that hold the models of a row, as model_a beside model_b; an empty name where only one stands there.

    Of two models one column, such as shown_first, tells both.
    """
    if draft.roles.sides and all(name in draft.there for name in draft.roles.sides):
        return draft.roles.sides
    told = draft.told.order
    if told and told in draft.there and _two_names(draft, told):
        return ("", told) if headings.place(told) > 0 else (told, "")
    both = draft.sides
    for name in draft.there if not both and told is None else ():
        if (place := headings.place(name)) and _two_names(draft, name):
            return (name, "") if place < 0 else ("", name)
    return both


def _two_names(draft: Draft, name: str) -> bool:
    """Whether a column holds the names of two models, and nothing of places, of right or wrong."""
    cells = [cell for cell, _ in draft.grid.columns[name].tally()]
    if len(cells) != 2 or any(right_or_wrong(cell) is not None or score(cell) is not None for cell in cells):
        return False
    return all(not of_side(plain(cell)) and headings.before_first(cell, name) is None for cell in cells)


def _stands_open(draft: Draft, name: str) -> None:
    """Ask whether a column that names both models says which stood at A. Raises Ask."""
    if draft.told.order is not None:
        return
    for other, column in draft.there.items():
        cells = [cell for cell, _ in column.tally()]
        named_so = headings.words_of(other) & headings.AS_ORDER or {headings.side(cell) for cell in cells} == {-1, 1}
        if other == name or not named_so or not _two_names(draft, other):
            continue
        words = (
            f"Column of the order: “{other}” says {named(cells)} beside “{name}”. Does it say which of the two stood "
            "first, as A?"
        )
        choices = [
            Press(f"Yes: A is what “{other}” names", {"order_column": other}),
            Press("No: A is the model before in every row", {"order_column": ""}),
        ]
        raise Ask("order_column", words, choices)


def of_side(word: str) -> int:
    """-1 where a word names the first of two sides, 1 the second, 0 neither: "model_a", "left", "assistant 2"."""
    of = set(tokens(word))
    of = of - BESIDE or of & {"one"}
    return -1 if of and of <= LEFT else 1 if of and of <= RIGHT_SIDE else 0


def _models(draft: Draft, name: str) -> None:
    """Winners by the names of the models, whichever side they stand on."""
    known = {plain(one) for one in _name(draft)}
    draft.reading.leans = {word: side for word, side in _leans(draft, name).items() if word not in known}
    no_vote.settle(draft, name, lambda word: word in known or of_side(word) != 0 or word in draft.reading.leans)


def _leans(draft: Draft, name: str) -> dict[str, int]:
    """For which of two sides words such as “right slightly better” are; 0 for neither."""
    names = [part for part in runs(name, draft.there) if part in draft.there]
    if any(score(cell) is not None for part in names for cell, _ in draft.there[part].tally()):  # as ids of people
        return {}
    return leaning.sides(plain(cell) for part in names for cell, _ in draft.there[part].tally() if not empty(cell))


def _name(draft: Draft) -> Sequence[str]:
    """Say which of the models of the rows is before, which after; all of them. Raises Ask."""
    reading, grid = draft.reading, draft.grid
    sides = [side for side in reading.sides if side]
    names = list(dict.fromkeys(cell for side in sides for cell, _ in grid.columns[side].tally()))
    told = {word: value for word, value in reading.counts.items() if word in {plain(one) for one in names}}
    if len(told) < 2:
        before, after = _pair(names, draft.told.before, draft.told.after)
        if not before or not after:
            words = f"How cells count: {named(names)} meet here. Which of two models is before, which after?"
            raise Ask("cells", words, _orders(names))
        told = {plain(before): -1.0, plain(after): 1.0}
    said = {value: named((one for one in names if told.get(plain(one)) == value), 4) for value in (-1.0, 1.0)}
    reading.settled_by = f"{said[-1.0]} is before, {said[1.0]} after"
    if len(sides) == 1:
        reading.settled_by += f"; “{sides[0]}” says which stood {'first' if reading.sides[0] else 'second'}"
    reading.counts = {**dict(reading.counts), **told}
    if not any(of_pair(grid, reading)):
        words = (
            f"How cells count: no row is of {said[-1.0] or 'one model'} before against {said[1.0] or 'another'} after."
        )
        raise Ask("cells", f"{words} Which two models of {named(names)} are to be compared?", _orders(names))
    return names


def _pair(names: Sequence[str], before: str | None, after: str | None) -> tuple[str, str]:
    """The models before and after, as the reader names them or, of two, as one follows from the other."""
    first, second = (told if told and told in names else "" for told in (before, after))
    if len(names) == 2:
        first = first or (next(one for one in names if one != second) if second else first_of(names))
        second = second or next(one for one in names if one != first)
    return (first, second) if first != second else ("", "")


def of_pair(grid: Grid, reading: Reading) -> Sequence[bool]:
    """Of each row whether its two models are those that are compared, one before, one after."""
    first, second = ([at(grid, reading, row, side) for row in range(grid.rows)] for side in (0, 1))
    return [{one, other} == {-1.0, 1.0} for one, other in zip(first, second, strict=True)]


def at(grid: Grid, reading: Reading, row: int, side: int) -> float | None:
    """Which model stood at the first or second side of a row: -1 the one before, 1 the one after."""
    name = reading.sides[side]
    if not name:
        other = at(grid, reading, row, 1 - side)
        return None if other is None else -other
    column = grid.columns[name]
    return reading.counts.get(plain(column.cells[column.codes[row]]))


def or_wins(words: str, name: str) -> tuple[str, list[Press]]:
    """The same question where the name of the one column speaks of wins: it may be of the model after."""
    of = tokens(name)
    first = next((word for word in of if word in headings.AS_BEFORE | headings.AS_AFTER), "")
    if not (set(of) & AS_WIN or versus(name)) or first in headings.AS_BEFORE:
        return words, []
    way = f"If it says how often the model after wins, name it as such (--after-columns “{name}” --results win-rate)."
    press = Press("It says how often the model after wins", {"after_columns": name, "results": WIN_RATE})
    return f"{words} {way}", [press]


def names_models(draft: Draft, names: Sequence[str]) -> bool:
    """Whether all these are models of the columns that hold the two of a row."""
    known = {cell for side in _sides(draft) if side for cell, _ in draft.grid.columns[side].tally()}
    return bool(names) and known.issuperset(names)


def _orders(words: Sequence[str]) -> list[Press]:
    """Each of some words as the one before, each other as the one after."""
    pairs = [(one, other) for one in words for other in words if one != other]
    return [
        Press(
            f"“{one[:60]}” is before, “{other[:60]}” after", {"cells": with_more("", {one: "before", other: "after"})}
        )
        for one, other in pairs[:6]
    ]


def _words(draft: Draft, name: str) -> None:
    """How the words count where no column names the models: by themselves, or as the reader says."""
    reading = draft.reading
    tally = {plain(cell): cell for cell in draft.tally(runs(name, draft.there)) if not empty(cell)}
    if _by_place(draft, name, [word for word in tally if not tied(word.replace("-", " "))]):
        return
    counts = dict(reading.counts)
    numbers = {word for word in tally if word.lstrip("+-").replace(".", "", 1).isdigit()}
    left = [word for word in tally if not (word in counts or tied(word.replace("-", " ")) or no_vote.failed(word))]
    if any(map(of_side, left)):
        _stands_open(draft, name)
    if numbers and left:
        winner_numbers.ask(left, tally)
    for word in left:
        if (side := of_side(word)) and (model := _headed(draft, side)):
            counts[word] = float(model)
        elif (value := preference(word)) is not None:
            counts[word] = value
    for word in left:
        if word not in counts and (side := headings.side(word)):
            counts[word] = float(side)
    open_words = [word for word in left if word not in counts]
    both = {counts.get(word) for word in tally}
    if len(open_words) == 1 and len(left) == 2 and len(both - {None, 0.0}) == 1:
        counts[open_words[0]] = -1.0 if 1.0 in both else 1.0
        open_words = []
    if len(open_words) >= 1 and not ({-1.0, 1.0} <= both):
        # A thumb down is likelier for the one before than a face without a smile.
        likely = {0.0: 0, 1.0: 1, None: 2}
        sides = sorted(open_words, key=lambda word: (of_side(word), likely[right_or_wrong(word)], word))
        choices = leaning.presses(counts, list(tally.values()))
        choices = choices or _orders([tally[word] for word in sides])
        if len(sides) == 1:
            word = tally[sides[0]]
            choices = [
                Press(f"“{word}” is {side}", {"cells": with_more("", {word: side})})
                for side in ("after", "before", "tie")
            ]
        told = (
            f"How cells count: “{name}” says {named(tally.values())}, and the words do not say "
            "which is the model before."
        )
        if all(map(of_side, open_words)) and not any(word.isdigit() or "a" in tokens(word) for word in open_words):
            told += (
                " If the sides of the models changed from row to row, neither can be told: then write who stood where "
                "into two columns, such as left_model, right_model."
            )
        raise Ask("cells", f"{told} Which one is?", choices)
    reading.counts = counts
    no_vote.settle(draft, name, lambda word: word in counts)
    _blank(draft, name, {value for value in both if value})
    said = {value: [tally[word] for word in tally if counts.get(word) == value] for value in (-1.0, 1.0)}
    reading.settled_by = "; ".join(
        f"{named(words)} for {model}" for model, words in (("before", said[-1.0]), ("after", said[1.0])) if words
    )
    if len(numbers) > 3:
        reading.settled_by += f"; the mean of the numbers is {say_number(_mean(draft, name))}"


def _blank(draft: Draft, name: str, sides: set[float | None]) -> None:
    """Ask what an empty cell says where all others are for one model. Raises Ask."""
    blank = draft.blank(runs(name, draft.there))
    if len(sides) != 1 or not blank or NO_CELL in draft.reading.counts:
        return
    model = "after" if 1.0 in sides else "before"
    other = "before" if model == "after" else "after"
    words = (
        f"How cells count: “{name}” names only the model {model}, and {blank:,} cells are empty. What does an empty "
        "cell say?"
    )
    ways = ((f"The model {other} is preferred", other), ("A tie", "tie"), ("Nothing: it is left out", "out"))
    raise Ask("cells", words, [Press(say, {"cells": with_more("", {NO_CELL: way})}) for say, way in ways])


def _headed(draft: Draft, side: int) -> int:
    """Whether the heading that names the model at A, or at B, is of the one before (-1) or after (1), else 0."""
    names = {"a": 0, "b": 0}
    for heading in draft.there:
        first, *rest = (*tokens(heading), "")
        if first in names and len(rest) > 1 and ":" in heading:
            names[first] = headings.side(heading)
    found, other = (names[one] for one in (("a", "b") if side < 0 else ("b", "a")))
    return found or -other


def _mean(draft: Draft, name: str) -> float:
    """The mean of the numbers in a column, of several runs in all of them."""
    tally = draft.tally(runs(name, draft.there))
    found = [(value, count) for cell, count in tally.items() if (value := score(cell)) is not None]
    return sum(value * count for value, count in found) / sum(count for _, count in found)


def _order(draft: Draft, name: str) -> str:
    """The column that says which of both answers stood first; empty where there is none. Raises Ask."""
    told = draft.told.order
    if told == "" or name not in draft.there:
        return ""
    for other in [told] if told else [one for one in draft.there if words_of(one) & headings.AS_ORDER]:
        if other not in draft.there:
            raise Ask("order_column", f"Column of the order: there is no “{other}”; the file has {named(draft.there)}.")
        cells = [cell for cell, _ in draft.grid.columns[other].tally()]
        odd = [cell for cell in cells if headings.before_first(cell, other) is None]
        if other != name and cells and not odd:
            return other
        if told:
            words = (
                f"Column of the order: “{other}” holds {named(odd or cells, 4)}; AB says that the answer before stood"
            )
            raise Ask("order_column", f"{words} first, BA that the one after did.")
    return ""


def _by_place(draft: Draft, name: str, words: Sequence[str]) -> bool:
    """Whether winners are told by where they stood, which is then said. Raises Ask where that is open."""
    reading, say = draft.reading, draft.told
    apart = len(runs(name, draft.there)) > 1
    if not (reading.order or apart) or not words or not all(of_side(word) for word in words):
        return False
    by = f"“{reading.order}” says which answer stood first" if reading.order else "the headings say which stood first"
    if say.places == GUESS and any(word in reading.counts for word in words):
        return False
    if say.places == GUESS and {"a", "b"} & {part for word in words for part in tokens(word)}:
        asked = f"A winner’s name is: “{name}” says {named(words)}, and {by}. Is “A” the place or the model?"
        choices = [
            Press("A place: A is the answer that stood first", {"places": "first"}),
            Press("A model: A is the one before, wherever it stood", {"places": "model"}),
        ]
        raise Ask("places", asked, choices)
    if say.places == "model":
        return False
    reading.places = True
    reading.settled_by = f"the winner’s place, and {by}"
    no_vote.settle(draft, name, lambda word: of_side(word) != 0)
    return True
