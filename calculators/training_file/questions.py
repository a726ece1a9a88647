"""What is asked of a reader where nobody can tell what a column or a key is for."""

from collections.abc import Mapping, Sequence
from typing import Any

from calculators.files.reading import guessed
from calculators.training_file import recognise
from calculators.training_file.columns import TEXTS, Columns, languages, rivals
from calculators.training_file.kinds import quoted

MOST_NAMED = 12


def listed(columns: Sequence[str]) -> str:
    """The first of some columns, in words."""
    names = ", ".join(f"“{quoted(column, 40)}”" for column in columns[:MOST_NAMED])
    return f"{names} …" if len(columns) > MOST_NAMED else names


def question(what: str, columns: Sequence[str], use: Columns, rows: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Of which field something is asked, and what: `what` the file has, columns or keys."""
    there = listed(columns)
    if not use.inputs and not use.answer and len(found := languages(columns)) > 1:
        one, other = (f"“{quoted(name, 40)}”" for name in found[:2])
        more = f" ({len(found):,} languages; name the column of the answer, too)" if len(found) > 2 else ""
        return "asked", (
            f"which language is the input? {one} as the column of the input teaches to translate from it into {other}, "
            f"{other} the other way{more}"
        )
    if use.answer:
        return "asked", f"which {what} holds the input? No name says it; the file has {there}"
    if use.inputs and rows and (two := recognise.beside_each_other(rows[0])):
        return "answered", f"which {what} holds the answer that is taught? {two}"
    if use.inputs and len(found := rivals(columns, rows)) > 1:
        both = f"“{quoted(found[0], 40)}” and “{quoted(found[1], 40)}”"
        return "answered", f"which {what} holds the answer that is taught? The names of both {both} say so"
    if use.inputs:
        alone = "; if none does, choose “Text only” as the shape" if guessed(use.inputs, *TEXTS) else ""
        return "answered", f"which {what} holds the answer? No name says it; the file has {there}{alone}"
    return "asked", f"which {what}s hold the input and the answer? No name says it; the file has {there}"
