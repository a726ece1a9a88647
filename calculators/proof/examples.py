"""The worked examples of each calculator, from data/examples/."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from calculators.figures.tables import DATA
from calculators.kit import strict
from calculators.kit.model import Calculator, Example


@dataclasses.dataclass(frozen=True, kw_only=True)
class Row:
    """An example as it stands in its file: its inputs as a reader types them."""

    key: str
    title: str
    inputs: Mapping[str, str]
    answer: str
    figures: Mapping[str, float | None]
    source: str
    tolerance: float = 1e-9

    def example(self, kind: type[Calculator]) -> Example:
        """The example with its inputs read. Raises DataError where a text is refused."""
        inputs = kind.inputs()
        for name in self.inputs:
            if name not in inputs:
                raise strict.DataError(f"{kind.slug}, example '{self.key}': '{name}' is not an input")
        try:
            read = {name: inputs[name].read(text) for name, text in self.inputs.items()}
        except ValueError as problem:
            raise strict.DataError(f"{kind.slug}, example '{self.key}': {problem}") from None
        return Example(self.title, read, self.answer, self.figures, self.source, self.tolerance)


def examples(kind: type[Calculator], folder: Path = DATA / "examples") -> tuple[Example, ...]:
    """The examples that a calculator declares, then those of the file of its slug. Raises DataError."""
    path = folder / f"{kind.slug}.yaml"
    rows = strict.table(path, Row).values() if path.is_file() else ()
    return (*kind.examples, *(row.example(kind) for row in rows))
