"""The wings of the house as they stand: what each says it holds, how long it is, whom it imports."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = "calculators"
CALCULATORS = "the calculators"
"""Stands for the modules that stand in no wing."""
WINGS = (
    "kit",
    "files",
    "exports",
    "figures",
    "bills",
    "statistics",
    "results",
    "training_file",
    "advice",
    CALCULATORS,
    "proof",
    "record",
    "page",
    "course",
    "macros",
)
"""From the ground up: a wing imports only from itself, or from those before it."""

COMMAND_LINE = "calculators/__main__.py"
"""Stands among the calculators, yet may know every wing: it is a way in, as the page is."""


@dataclass(frozen=True)
class Import:
    """One module named in one line of a file."""

    path: str
    line: int
    module: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} imports {self.module}"


@dataclass(frozen=True)
class Wing:
    """One wing: what it says of itself, its lines, and how often its files name a module of another wing."""

    name: str
    says: str
    lines: int
    imports: Mapping[str, int]

    @property
    def place(self) -> str:
        """Where it stands in the project."""
        return f"{HOUSE}/*.py" if self.name == CALCULATORS else f"{HOUSE}/{self.name}/"


def sources(root: Path = ROOT) -> dict[str, str]:
    """The Python files of the house by their path, in order."""
    found = sorted((root / HOUSE).rglob("*.py"))
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in found}


def module(path: str) -> str:
    """What a file is called in an import."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(path: str, text: str, known: set[str]) -> Iterator[Import]:
    """Whatever a file imports, within its functions too: modules in full, never a name in them."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (Import(path, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: import by full name, as everywhere else"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield Import(path, node.lineno, full if full in known else str(node.module))


def wing(name: str) -> str:
    """The wing of a module of ours; what stands in none is a calculator, or the list of them."""
    part = f"{name}.".split(".")[1]
    return part if part in WINGS else CALCULATORS


@cache
def house() -> tuple[Wing, ...]:
    """The wings as they stand, read once."""
    return wings(sources())


def wings(files: Mapping[str, str]) -> tuple[Wing, ...]:
    """The wings from the ground up, read from the files of the house."""
    known = {module(path) for path in files}
    lines: Counter[str] = Counter()
    named: dict[str, Counter[str]] = {name: Counter() for name in WINGS}
    for path, text in files.items():
        if path == COMMAND_LINE:
            continue
        own = wing(module(path))
        lines[own] += len(text.splitlines())
        # A module counts once a file, however many names are taken from it.
        ours = {one.module for one in imports(path, text, known) if one.module.split(".")[0] == HOUSE}
        named[own].update(wing(name) for name in ours if wing(name) != own)
    return tuple(Wing(name, _says(name, files), lines[name], _in_order(named[name])) for name in WINGS)


def _says(name: str, files: Mapping[str, str]) -> str:
    """The first line of what a wing says of itself."""
    folder = HOUSE if name == CALCULATORS else f"{HOUSE}/{name}"
    text = files.get(f"{folder}/__init__.py", "")
    return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: counts[name] for name in WINGS if name in counts}
