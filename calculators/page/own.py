"""A reader's own figures in the page: checked as strictly as ours, reduced to the rows that differ."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from calculators.figures.tables import DATA, OVERLAID, READERS, catalogue, own_tables, read_tables
from calculators.kit import strict
from calculators.kit.strict import DataError

TITLES = {
    "api_models": "API prices",
    "tuning_offers": "tuning offers",
    "gpu_prices": "GPU prices",
    "gpus": "GPUs",
    "utilisation": "utilisation",
    "frameworks": "training frameworks",
    "serving_speeds": "speeds of answers",
    "open_models": "open models",
    "embeddings": "embeddings",
    "vector_stores": "vector stores",
    "labelling_rates": "labelling rates",
    "rules": "rules",
    "sources": "sources",
}
"""The tables in the reader's words, in the order in which they are offered."""


@dataclass(frozen=True)
class Verdict:
    """What came of a reader's texts: the problems of a table, or the rows that differ from ours, by table.

    `changed` and `added` hold their keys; `kept` holds each such table as the page keeps it and gives it back.
    """

    problems: tuple[str, ...] = ()
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """How many rows of which tables are the reader's: "2 rows of API prices, 1 row of sources"."""
        return _words({name: len(self.changed[name]) + len(self.added[name]) for name in self.kept})


@dataclass(frozen=True)
class Standing:
    """Whether the page answers with a reader's figures: which, in words, or why not."""

    words: str = ""
    problem: str = ""


def check(texts: Mapping[str, str]) -> Verdict:
    """Whether YAML texts by table name can be laid over our tables."""
    from tempfile import TemporaryDirectory  # here and not above: no first answer waits for it

    with TemporaryDirectory() as folder:
        theirs = Path(folder, READERS.name)
        theirs.mkdir()
        try:
            for name, text in texts.items():
                if name not in OVERLAID:
                    raise DataError(f"{name}.yaml: this is not the name of a table; allowed: {', '.join(OVERLAID)}")
                (theirs / f"{name}.yaml").write_bytes(text.encode("utf-8", "replace"))
            ours = tuple(one for one in own_tables() if one != READERS)
            figures = read_tables(DATA, (*ours, theirs))
            for name in texts:
                getattr(figures, name)
        except DataError as error:
            return Verdict(error.problems)
        changed, added, kept = {}, {}, {}
        for name in (name for name in TITLES if name in texts):
            table = strict.plain(theirs / f"{name}.yaml")
            before = _rows((DATA, *ours), name)
            rows = {key: row for key, row in table["rows"].items() if row != before.get(key)}
            if rows:
                changed[name] = tuple(key for key in rows if key in before)
                added[name] = tuple(key for key in rows if key not in before)
                kept[name] = json.dumps({**table, "rows": rows})
    return Verdict((), changed, added, kept)


@cache
def standing() -> Standing | None:
    """Whether this page answers with a reader's figures; None where it was given none.

    It must be asked before anything is reckoned: figures that do not fit (they were checked against an earlier edition)
    are put aside here.
    """
    if not READERS.is_dir():
        return None
    names = [name for name in TITLES if strict.exists(READERS / f"{name}.yaml")]
    try:
        for strange in sorted({path.stem for path in READERS.iterdir()} - {*names}):
            raise DataError(f"it has no table {strange}")
        for name in names:
            getattr(catalogue(), name)
    except Exception as problem:  # noqa: BLE001  # what the browser kept may be damaged in any way
        import shutil  # nor for this

        shutil.rmtree(READERS)
        catalogue.cache_clear()
        told = problem.problems[0] if isinstance(problem, DataError) else "what this browser kept of them is damaged"
        return Standing(problem=told)
    return Standing(_words({name: len(_rows((READERS,), name)) for name in names}))


def row_texts(name: str) -> tuple[str, dict[str, str]]:
    """Our table as text: all that stands above its rows, and the text of each row by key, a company's among them."""
    head = ""
    rows: dict[str, str] = {}
    for folder in reversed([DATA, *own_tables()]):
        path = folder / f"{name}.yaml"
        if not path.exists():
            continue
        text = path.read_text("utf-8")
        keys, lines = strict.parse(text.encode(), path.name)
        parts = text.splitlines(keepends=True)
        starts = [lines["rows", key] - 1 for key in keys["rows"]]
        slices = {
            key: "".join(line for line in parts[first:last] if line.strip() and not line.startswith("  #"))
            for key, first, last in zip(keys["rows"], starts, [*starts[1:], None], strict=True)
        }
        head, rows = "".join(parts[: starts[0]]), slices | rows
    return head, rows


def _rows(folders: tuple[Path, ...], name: str) -> dict[str, Any]:
    """The rows of one table as plain values, the later folders' laid over the earlier."""
    rows: dict[str, Any] = {}
    for path in (folder / f"{name}.yaml" for folder in folders):
        if strict.exists(path):
            rows |= strict.plain(path)["rows"]
    return rows


def _words(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} row{'' if count == 1 else 's'} of {TITLES[name]}" for name, count in counts.items())
