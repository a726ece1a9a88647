"""Durations such as 2:49, 0:02:49 or 1 min 29 s, written in seconds so that they can be compared."""

import re
from copy import copy

from calculators.files.grid import Column, Grid
from calculators.results import headings
from calculators.results.cells import empty, words
from calculators.results.headings import words_of

AS_DURATION = words(
    "time,duration,durations,latency,elapsed,runtime,seconds,minutes,ttft,wait,delay,resolution,handling,response,aht",
    "dauer,zeit,bearbeitungszeit,antwortzeit,laufzeit,wartezeit,durée,temps,délai,tiempo,duración,tempo,durata,duração",
    "tijd,duur,时间,耗时,時間,所要時間",
)
"""Words of columns of how long something took."""

MOMENTS = words(
    "timestamp,date,start,started,end,ended,created,updated,submitted,at,from,to,until,begin,began,datum,uhrzeit,when",
    "seen,clock,hour,day",
)
"""Words of columns that say when something was."""

COLONS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2}(?:[.,]\d+)?)")
PARTS = re.compile(
    r"(?:(?P<h>\d+)\s*(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?|ore)\s*)?"
    r"(?:(?P<m>\d+)\s*(?:m|min\.?|mins|minutes?|minuten?|minutos?|minuti)\s*)?"
    r"(?:(?P<s>\d+(?:[.,]\d+)?)\s*(?:s|sec\.?|secs|seconds?|sek\.?|sekunden?|secondes?|segundos?|secondi)\s*)?",
    re.IGNORECASE,
)
ISO = re.compile(r"PT(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?")
MIXED = 2
"""So many parts make a duration of units, of which one alone is a number with its unit."""

NEARLY_ALL, HALF, LOOKED_AT = 0.9, 0.5, 40


def seconds(cell: str) -> float | None:
    """How many seconds a cell says, in one of these ways; None for what is no duration."""
    text = cell.strip()
    if colons := COLONS.fullmatch(text):
        hours, minutes, rest = (float((part or "0").replace(",", ".")) for part in colons.groups())
        return 3600 * hours + 60 * minutes + rest if rest < 60 and (minutes < 60 or not colons[1]) else None
    parts = ISO.fullmatch(text) or PARTS.fullmatch(text)
    if not parts or not any(parts.groups()):
        return None
    hours, minutes, rest = (float((parts[name] or "0").replace(",", ".")) for name in ("h", "m", "s"))
    return 3600 * hours + 60 * minutes + rest


def in_seconds(grid: Grid) -> Grid:
    """The table with its durations in seconds; as it is where no column holds any."""
    found = [name for name, column in grid.columns.items() if _of_durations(column)]
    if not found:
        return grid
    made = copy(grid)
    made.columns = {name: column.said(_said) if name in found else column for name, column in grid.columns.items()}
    first = next(cell for cell in grid.columns[found[0]].cells[1:] if seconds(cell) is not None)
    told = " (minutes:seconds)" if COLONS.fullmatch(first) and first.count(":") == 1 else ""
    made.notes = (*grid.notes, f"durations in seconds: “{first}”{told} is {_said(first)}")
    return made


def _of_durations(column: Column) -> bool:
    """Whether nearly all cells are durations, some of them in more than one part, and the heading does not say when."""
    of = words_of(column.name)
    if of & MOMENTS or not (of & AS_DURATION or headings.side(column.name) or not of - {"v", "a", "b"}):
        return False
    some = [cell for cell in column.cells[1:LOOKED_AT] if not empty(cell)]
    if sum(seconds(cell) is not None for cell in some) < HALF * len(some):
        return False
    cells = [(cell, count) for cell, count in column.tally() if not empty(cell)]
    filled = sum(count for _, count in cells)
    known = sum(count for cell, count in cells if seconds(cell) is not None)
    several = any(seconds(cell) is not None and _several(cell) for cell, _ in cells)
    return several and known >= NEARLY_ALL * filled


def _several(cell: str) -> bool:
    parts = ISO.fullmatch(cell.strip()) or PARTS.fullmatch(cell.strip())
    return ":" in cell or (parts is not None and sum(part is not None for part in parts.groups()) >= MIXED)


def _said(cell: str) -> str:
    value = seconds(cell)
    return cell if value is None else f"{value:.10g} s"
