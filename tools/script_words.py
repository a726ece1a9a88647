"""Puts the sentences of `data/words/` in front of the scripts that say them: a step of the build.

Each script that says something has a file of its name there. So its words come with it, to no page that does not need
them, in no further request; docs/javascripts/words.js says them.
"""

import dataclasses
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from calculators.figures.tables import DATA
from calculators.kit import strict

BRACES = re.compile(r"\{(\w+)\}")
"""Where a script puts something in."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Words:
    """One sentence, or a form of it for each kind of number that a language tells apart (CLDR's plural categories)."""

    key: str
    says: str | None = None
    zero: str | None = None
    one: str | None = None
    two: str | None = None
    few: str | None = None
    many: str | None = None
    other: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is neither. Raises DataError."""
        forms = self.forms
        if (self.says is None) == (self.other is None) or (self.says and forms):
            raise strict.DataError("either says is needed, or other with the forms besides it, such as one")
        for form, text in forms.items():
            if unknown := set(BRACES.findall(text)) - set(BRACES.findall(forms["other"])):
                raise strict.DataError(f"{form}: {{{min(unknown)}}} stands in none of the braces of other")

    @property
    def forms(self) -> dict[str, str]:
        """The forms by their category; none where one sentence does for all numbers."""
        texts = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)[2:]}
        return {form: text for form, text in texts.items() if text is not None}

    @property
    def names(self) -> set[str]:
        """What a script must put in."""
        return set(BRACES.findall(self.says or self.forms["other"]))


def words(folder: Path = DATA) -> dict[str, Mapping[str, Words]]:
    """All sentences: by the name of their script, then by key. Raises DataError."""
    found: dict[str, Mapping[str, Words]] = {
        path.stem: strict.table(path, Words) for path in sorted((folder / "words").glob("*.yaml"))
    }
    places: dict[str, str] = {}
    for script, rows in found.items():
        for key in rows:
            if places.setdefault(key, script) != script:
                raise strict.DataError(f"words/{script}.yaml, row '{key}': words/{places[key]}.yaml has this key too")
    return found


def line(rows: Mapping[str, Words]) -> str:
    """The line in front of a script."""
    plain: dict[str, Any] = {key: row.says or row.forms for key, row in rows.items()}
    return f"courseWords.add({json.dumps(plain, ensure_ascii=False, separators=(',', ':'))});\n"


def put(site: Path, found: Mapping[str, Mapping[str, Words]]) -> None:
    """Put the sentences into a built site. Raises DataError where one has no script."""
    for name, rows in found.items():
        script = site / "javascripts" / f"{name}.js"
        if not script.is_file():
            raise strict.DataError(f"words/{name}.yaml: there is no script docs/javascripts/{name}.js")
        script.write_text(line(rows) + script.read_text("utf-8"), "utf-8")


def put_all(site: Path) -> None:
    """Put all sentences into a built site. Raises DataError."""
    put(site, words())
