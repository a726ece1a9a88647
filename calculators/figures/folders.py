"""Tables of one kind, in a folder with a file for each lesson."""

from collections.abc import Collection, Mapping
from pathlib import Path

from calculators.kit import strict


def tables(
    folder: Path, row: type[strict.Row], known: Mapping[str, Collection[str]] | None = None
) -> dict[str, dict[str, strict.Row]]:
    """The rows of every table in a folder, by the table's name; no key may stand in two of them. Raises DataError."""
    read: dict[str, dict[str, strict.Row]] = {}
    for name in sorted({path.stem for path in folder.glob("*") if path.suffix in {".yaml", ".json"}}):
        rows = strict.table(folder / f"{name}.yaml", row, known)
        for other, theirs in read.items():
            if twice := rows.keys() & theirs.keys():
                place = f"{folder.name}/{name}.yaml"
                raise strict.DataError(f"{place}: the key '{min(twice)}' stands in {folder.name}/{other}.yaml, too")
        read[name] = rows
    return read
