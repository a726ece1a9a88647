"""Files in which one column says which of two models is preferred, or how often the one after wins."""

from collections.abc import Mapping, Sequence

from calculators.files.grid import Grid
from calculators.kit.inputs import Press
from calculators.results import headings
from calculators.results.cells import (
    GUESS,
    PREFERENCE,
    RIGHT,
    SCORES,
    TEXT,
    WIN_RATE,
    empty,
    plain,
    preference,
    score,
    tied,
)
from calculators.results.draft import Draft, named
from calculators.results.headings import first_of, runs, tokens, words_of
from calculators.results.reading import Ask, Reading

MOST_WORDS = 12
LEFT = "a,left,first,1,one"
RIGHT_SIDE = "b,right,second,2,two"


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
        if headings.side(name) or not found.filled:
            continue
        if found.different <= MOST_WORDS and _places(draft.grid.columns[name].cells[1:]):
            likely.append(name)
            continue
        if {"win", "rate"} <= of and found.kind in (SCORES, RIGHT):
            likely.append(name)
        if (
            of & headings.AS_JUDGED
            and found.different <= MOST_WORDS
            and (found.kind == PREFERENCE or found.kind == TEXT or of & {"winner", "preferred", "preference"})
        ):
            likely.append(name)
    return [] if _of_models(draft, likely) else likely


def _of_models(draft: Draft, names: Sequence[str]) -> bool:
    """Whether two columns hold what each of two models got, as preference_a, preference_b with 1 for the winner."""
    if len(names) != 2 or {draft.looks(name).kind for name in names} != {RIGHT}:
        return False
    apart = headings.apart(*names)
    return apart in headings.SIDES or apart[::-1] in headings.SIDES


def _places(cells: Sequence[str]) -> bool:
    """Whether all words name the left or the right one of two, or neither, as no column does but one of winners."""
    said = {of_side(word) for cell in cells if not tied((word := plain(cell)).replace("-", " "))}
    return said == {-1, 1} and any({"left", "right"} & set(tokens(cell)) for cell in cells)


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
        if len(names) == 2 and all(len(cells) == 2 for cells in names):
            reading.settled_by = f"“{names[0][1]}” is before, “{names[1][1]}” after"
        _rate(draft, name)
        return
    reading.kind = PREFERENCE
    reading.order = _order(draft, name)
    sides = _sides(draft)
    if sides:
        reading.sides = sides
        reading.games = tuple(game for game in draft.roles.games if game in draft.there)
        _models(draft, name)
    else:
        _words(draft, name)


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
    """The two columns that hold the models of a row, as model_a beside model_b."""
    if draft.roles.sides and all(name in draft.there for name in draft.roles.sides):
        return draft.roles.sides
    return headings.sides_of((name for name in draft.there if draft.looks(name).kind != SCORES), headings.AS_SIDES)


def of_side(word: str) -> int:
    """-1 where a word names the first of two sides, 1 the second, 0 neither: "model_a", "left", "assistant 2"."""
    of = set(tokens(word)) - {"model", "response", "assistant", "answer", "output", "option", "side", "the", "wins"}
    first, second = set(LEFT.split(",")), set(RIGHT_SIDE.split(","))
    return -1 if of and of <= first else 1 if of and of <= second else 0


def _models(draft: Draft, name: str) -> None:
    """Winners by the names of the models, whichever side they stand on."""
    reading, grid = draft.reading, draft.grid
    names = list(dict.fromkeys(cell for side in reading.sides for cell, _ in grid.columns[side].tally()))
    told = {word: value for word, value in reading.counts.items() if word in {plain(one) for one in names}}
    if len(told) < 2:
        before, after = _pair(names, draft.told.before, draft.told.after)
        if not before or not after:
            words = f"How cells count: {named(names)} meet here. Which of two models is before, which after?"
            raise Ask("cells", words, _orders(names))
        told = {plain(before): -1.0, plain(after): 1.0}
    said = {value: named((one for one in names if told.get(plain(one)) == value), 4) for value in (-1.0, 1.0)}
    reading.settled_by = f"{said[-1.0]} is before, {said[1.0]} after"
    reading.counts = {**dict(reading.counts), **told}
    if not any(of_pair(grid, reading)):
        words = (
            f"How cells count: no row is of {said[-1.0] or 'one model'} before against {said[1.0] or 'another'} after."
        )
        raise Ask("cells", f"{words} Which two models of {named(names)} are to be compared?", _orders(names))
    known = {plain(one) for one in names}
    _rest(draft, name, lambda word: word in known or of_side(word) != 0)


def _pair(names: Sequence[str], before: str | None, after: str | None) -> tuple[str, str]:
    """The models before and after, as the reader names them or, of two, as one follows from the other."""
    first, second = (told if told and told in names else "" for told in (before, after))
    if len(names) == 2:
        first = first or (next(one for one in names if one != second) if second else first_of(names))
        second = second or next(one for one in names if one != first)
    return (first, second) if first != second else ("", "")


def of_pair(grid: Grid, reading: Reading) -> Sequence[bool]:
    """Of each row whether its two models are those that are compared, one before, one after."""
    sides = [[reading.counts.get(plain(cell)) for cell in grid.columns[side].cells] for side in reading.sides]
    codes = [grid.columns[side].codes for side in reading.sides]
    return [{sides[0][one], sides[1][other]} == {-1.0, 1.0} for one, other in zip(*codes, strict=True)]


def names_models(draft: Draft, names: Sequence[str]) -> bool:
    """Whether all these are models of the columns that hold the two of a row."""
    known = {cell for side in _sides(draft) for cell, _ in draft.grid.columns[side].tally()}
    return bool(names) and known.issuperset(names)


def _orders(words: Sequence[str]) -> list[Press]:
    """Each of some words as the one before, each other as the one after."""
    pairs = [(one, other) for one in words for other in words if one != other]
    return [
        Press(f"“{one[:60]}” is before, “{other[:60]}” after", {"cells": f"{one}=before, {other}=after"})
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
    left = [word for word in tally if word not in counts and not tied(word.replace("-", " "))]
    if numbers and left:
        _numbers(left, tally)
    for word in left:
        if (value := preference(word)) is not None:
            counts[word] = value
    for word in left:
        if word not in counts and (side := headings.side(word)):
            counts[word] = float(side)
    open_words = [word for word in left if word not in counts]
    both = {counts.get(word) for word in left}
    if len(open_words) == 1 and len(left) == 2 and len(both - {None, 0.0}) == 1:
        counts[open_words[0]] = -1.0 if 1.0 in both else 1.0
        open_words = []
    if len(open_words) >= 1 and not ({-1.0, 1.0} <= both):
        sides = sorted(open_words, key=lambda word: (of_side(word), word))
        choices = _orders([tally[word] for word in sides])
        if len(sides) == 1:
            word = tally[sides[0]]
            choices = [Press(f"“{word}” is {side}", {"cells": f"{word}={side}"}) for side in ("after", "before", "tie")]
        told = (
            f"How cells count: “{name}” says {named(tally.values())}, and the words do not say "
            "which is the model before."
        )
        raise Ask("cells", f"{told} Which one is?", choices)
    reading.counts = counts
    _rest(draft, name, lambda word: word in counts)
    said = {value: [tally[word] for word in left if counts.get(word) == value] for value in (-1.0, 1.0)}
    reading.settled_by = "; ".join(
        f"{named(words)} for {model}" for model, words in (("before", said[-1.0]), ("after", said[1.0])) if words
    )


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
    _rest(draft, name, lambda word: of_side(word) != 0)
    return True


def _numbers(left: Sequence[str], tally: Mapping[str, str]) -> None:
    """Ask what numbers say of a winner. Raises Ask."""
    found = sorted((score(word), tally[word]) for word in left if score(word) is not None)
    low, high = found[0][1], found[-1][1]
    between = [text for _, text in found[1:-1]]
    ties = "".join(f", {text}=tie" for text in between)
    words = (
        f"How cells count: the winner is told by numbers, {named(text for _, text in found)}. "
        "Which stands for the model after?"
    )
    choices = [
        Press(f"{high} is after, {low} before", {"cells": f"{high}=after, {low}=before{ties}"}),
        Press(f"{low} is after, {high} before", {"cells": f"{low}=after, {high}=before{ties}"}),
    ]
    raise Ask("cells", words, choices)


def _rest(draft: Draft, name: str, known: object) -> None:
    """What is said of no model: a word that comes again is asked about, a single one tried both ways."""
    reading, rest = draft.reading, {}
    for cell, count in draft.tally(runs(name, draft.there)).items():
        word = plain(cell)
        settled = empty(cell) or word in reading.counts or tied(word.replace("-", " ")) or known(word)  # type: ignore[operator]
        if not settled:
            rest[cell] = count
    often = [cell for cell, count in rest.items() if count > 1]
    if often:
        words = (
            f"How cells count: “{name}” also says {named(often)} ({sum(rest.values()):,} rows), "
            "which names neither model and no tie. How does that count?"
        )
        choices = [
            Press(f"Each as {told}", {"cells": _with(draft, dict.fromkeys(rest, value))})
            for told, value in (("a tie", "tie"), ("left out", "out"))
        ]
        raise Ask("cells", words, choices)
    reading.doubtful = tuple(rest)


def _with(draft: Draft, more: Mapping[str, str]) -> str:
    return with_more(draft.told.cells, more)


def with_more(typed: str, more: Mapping[str, str]) -> str:
    """What is typed of how words count, with more behind it."""
    return ", ".join(filter(None, [typed.strip(" ,"), *(f"{word}={value}" for word, value in more.items())]))
