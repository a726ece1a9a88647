"""Rows of a table that sum the others up, as “Total”, a mean of a block, a standard deviation at the foot."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from calculators.files.grid import Column, Grid, Unread
from calculators.files.reading import Row

SUMS = frozenset(
    {"mean", "total", "average", "avg", "sum", "overall", "summe", "gesamt", "mittelwert", "durchschnitt", "moyenne"}
    | {"somme", "media", "promedio", "suma", "totale", "somma", "média", "soma", "gemiddelde", "totaal"}
    | {"平均", "总计", "合计", "合計", "平均值", "平均値"}
    | {"totals", "averages", "median", "std", "stdev", "accuracy", "acc", "gesamtergebnis", "durchschnittlich"}
    | {"subtotal", "subtotals", "zwischensumme", "teilsumme", "stabw", "standardabweichung", "trefferquote"}
    | {
        "erfolgsquote",
        "winrate",
        "übereinstimmung",
        "kappa",
        "agreement",
        "ø",
        "σ",
        "sammanlagt",
        "summa",
        "medelvärde",
    }
    | {"razem", "ogółem", "łącznie", "średnia", "celkem", "součet", "průměr", "spolu", "priemer", "összesen", "átlag"}
    | {"итого", "всего", "среднее", "сумма", "разом", "усього", "toplam", "ortalama", "yhteensä", "keskiarvo"}
    | {
        "gjennomsnitt",
        "totalt",
        "gennemsnit",
        "snitt",
        "ukupno",
        "skupaj",
        "prosjek",
        "medie",
        "σύνολο",
        "合计数",
        "小计",
    }
    | {"합계", "평균", "총계", "tổng", "jumlah", "المجموع", "المتوسط", "कुल"}
)
"""What a row is called that sums the others up."""

BESIDE_SUMS = frozenset(
    {"grand", "overall", "score", "row", "rows", "macro", "micro", "weighted", "general", "all", "of", "dev", "rate"}
    | {"deviation", "standard", "percent", "in", "sub", "pass", "win", "passed", "failed", "correct", "right", "wrong"}
    | {"solved", "points", "richtig", "bestanden", "punkte", "juste", "correctes", "bonnes", "réponses"}
)
"""Words that may stand beside one of those, as in "Grand Total"."""

STATISTICS = frozenset(
    {"n", "min", "max", "minimum", "maximum", "count", "anzahl", "variance", "varianz", "se", "sem", "sd", "p", "value"}
    | {
        "pvalue",
        "t",
        "ci",
        "difference",
        "differenz",
        "delta",
        "diff",
        "range",
        "items",
        "rows",
        "wert",
        "pass",
        "rate",
    }
)
"""What further rows are called below such a one."""

TREC = ("metric", "query", "score")
OF_TREC = re.compile(
    r"(map|gm_map|Rprec|bpref|recip_rank|11pt_avg|infAP|utility|P|recall|success|(rel)?ndcg|set_\w+|num_\w+|iprec\w*)"
    r"(_(cut|rel))?(_[\d.]+)?"
)
"""What trec_eval -q writes without a heading, and its measures; below the queries it sums them up as “all”.

Source: https://github.com/usnistgov/trec_eval (README, m_*.c).
"""

NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?\s*%?")
LONGEST_SUM = 20
FEWEST_SUMMED, BOTH = 4, 2
NEARLY_ALL = 0.9
NEAR = 0.02
"""The share by which a rounded sum or mean may differ from what is above it."""


class Held(NamedTuple):
    """A row that may sum others up: what it is called, whether that says so, whether that stands in its second cell."""

    row: Row
    name: str
    said: bool
    second: bool = False


class Sums:
    """Holds rows back that may sum others up, until all rows are read."""

    def __init__(self) -> None:
        self.held: list[Held] = []

    def holds(self, row: Row) -> bool:
        """Whether the row is held back; else it is an item like the others."""
        found = _called(row)
        if not found and len(row.cells) > 2 and row.cells[1].strip().casefold() in SUMS:
            found = Held(row, row.cells[1].strip(), said=True, second=True)
        if found:
            self.held.append(found)
        return bool(found)

    def settle(self, grid: Grid) -> None:
        """Leave out what sums others up: at the top, at the foot, or again and again; the rest are items.

        Of names in second cells only those do that stand among others of which each is there once, as those of items
        are, and not among aspects that come again.
        """
        first, last = (grid.lines[0], grid.lines[-1]) if grid.rows else (0, 0)
        often = Counter(one.name for one in self.held)
        foot = [one for one in self.held if one.row.number > last and not one.second]
        ends = any(one.said for one in foot) or len(foot) > 1
        seconds = list(grid.columns.values())[1:2]
        alone = any(column.different >= NEARLY_ALL * sum(map(bool, column.codes)) for column in seconds)
        for one in self.held:
            apart = one.row.number < first or often[one.name] > 1
            sums = (one.said and apart) or (one.row.number > last and ends)
            if alone if one.second else sums:
                words = f"“{one.name}” sums the other rows up"
                grid.unread.append(Unread(one.row.number, words, "summary"))
            else:
                grid.add(one.row.number, one.row.cells)


def _called(row: Row) -> Held | None:
    """A row whose name may be of one that sums others up; None for other rows."""
    cells = row.cells
    if len(cells) == len(TREC) and cells[1].strip() == "all" and OF_TREC.fullmatch(cells[0].strip()):
        return Held(row, "all", True)
    if cells[0][-1:].isdigit():  # as most names of items end, which come by the million
        return None
    name = cells[0].strip() or next((cell.strip() for cell in cells if cell.strip()), "")
    if len(name) >= LONGEST_SUM or any(letter.isdigit() for letter in name):
        return None
    found = set(re.findall(r"[^\W_]+", name.lower()))
    said = bool(found & SUMS and found <= SUMS | BESIDE_SUMS) or found == {"p", "value"}
    return Held(row, name, said) if said or (found and found <= STATISTICS) else None


def below_totals(heading: Sequence[str], cells: Sequence[str]) -> tuple[str, ...]:
    """The headings below a first line that sums the columns up, as “Total,,20,25”; nothing where it is none."""
    given, lower = [cell.strip() for cell in heading], [cell.strip() for cell in cells]
    numbers = [place for place, cell in enumerate(given) if NUMBER.fullmatch(cell)]
    if not given or len(lower) != len(given) or not numbers or len(numbers) + 1 != sum(map(bool, given)):
        return ()
    name = next(cell for cell in given if cell)
    found = set(re.findall(r"[^\W_]+", name.lower()))
    said = bool(found & SUMS and found <= SUMS | BESIDE_SUMS)
    named = all(any(letter.isalpha() for letter in lower[place]) for place in numbers)
    return tuple(lower) if said and named and all(lower) and len({*lower}) == len(lower) else ()


def _near(cell: str, above: Sequence[str]) -> bool:
    """Whether a cell is the sum or the mean of others, or a share in percent, but for rounding."""
    value, known = _number(cell), [found for one in above if (found := _number(one)) is not None]
    if value is None or not known or len(known) < len(above) / 2:
        return False
    whole = sum(known)
    near = (whole, whole / len(known), 100 * whole / len(known), whole / len(above))
    return any(abs(value - one) <= NEAR * max(abs(one), 1e-9) for one in near)


def last_sum(grid: Grid) -> None:
    """Take away a last row whose numbers are the sums or the means of those above, whatever it is called."""
    columns = list(grid.columns.values())
    if grid.rows < FEWEST_SUMMED or not columns or 0 in columns[0].codes[:-1]:
        return
    filled = [column for column in columns if column.codes[-1]]
    name = "" if not columns[0].codes[-1] else columns[0].cells[columns[0].codes[-1]]
    if name or any(_number(column.cells[column.codes[-1]]) is None for column in filled):
        # Whatever it is called: in two columns or more it is what no item is.
        filled = [column for column in filled if column is not columns[0] and _of_numbers(column)]
        if len(filled) < BOTH or not all(map(_beyond, filled)):
            return
        name = name or next(cell for column in columns if (cell := column.cells[column.codes[-1]]))
    if not filled or not all(
        _near(column.cells[column.codes[-1]], [column.cells[code] for code in column.codes[:-1]]) for column in filled
    ):
        return
    for column in columns:
        code = column.codes.pop()
        if code == len(column.cells) - 1 and code not in column.codes:
            column.cells.pop()
    words = f"“{name[:LONGEST_SUM]}” sums the other rows up" if name else "a row without a name that sums the others up"
    grid.unread.append(Unread(grid.lines.pop(), words, "summary"))


def _of_numbers(column: Column) -> bool:
    """Whether a column holds numbers, also in its last row."""
    return all(_number(cell) is not None for cell in column.cells if cell.strip())


def _beyond(column: Column) -> bool:
    """Whether the last cell is beyond all above, as a sum is, or written otherwise, as a mean of whole numbers."""
    code = column.codes[-1]
    last, above = column.cells[code], [cell.strip() for cell in column.cells if cell.strip()]
    if column.codes.index(code) < len(column.codes) - 1 or len(above) < BOTH:
        return False
    above.remove(last.strip())
    otherwise = not last.strip().isdigit() and all(map(str.isdigit, above))
    return otherwise or (_number(last) or 0.0) > max(_number(cell) or 0.0 for cell in above)


def _number(cell: str) -> float | None:
    text = cell.strip().removesuffix("%").strip()
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None
