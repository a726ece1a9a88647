"""Runs inside Pyodide at build time: finds out which modules the page needs, and compiles them with its very Python.

What is needed is seen, not guessed: the page's own entry answers the examples of every calculator and answers that must
be refused; what is loaded then, and whatever the loaded calculators name in an import, is what is shipped.
"""

import ast
import importlib
import importlib.util
import sys
import traceback
from pathlib import Path
from urllib.parse import urlencode

LIBRARY = Path("/lib/python3.14")
APP = Path("/lib/app")
OUT = Path("/out")
BUILD_TIME = {"yaml"}
"""What calculators import only where figures are read from YAML, which the page does not do."""


def main() -> None:
    """Write to /out one `.pyc` for each module that the page needs."""
    shipped = needed()
    import py_compile  # here and not above: the page does without

    for source in shipped:
        target = OUT / source.relative_to("/").with_suffix(".pyc")
        target.parent.mkdir(parents=True, exist_ok=True)
        # Docstrings are text for readers in our own modules; elsewhere they are only bytes.
        py_compile.compile(
            str(source),
            cfile=str(target),
            doraise=True,
            optimize=2 if source.is_relative_to(LIBRARY) else 0,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
    (OUT / "list").write_text("\n".join(str(path) for path in sorted(OUT.rglob("*.pyc"))))


def needed() -> list[Path]:
    """The files of all modules that answers, refusals and error messages load."""
    before = set(sys.modules)
    answer_everything()
    for name in sorted(set(sys.modules) - before):
        if name.startswith("calculators"):
            import_all_named(Path(sys.modules[name].__file__))
    loaded = {path for name in sys.modules if (path := file(name)) and path.is_relative_to("/lib")}
    return sorted(loaded.union(APP.glob("compiled_partials/*.py")) - {Path(__file__)})


def file(name: str) -> Path | None:
    """Where the source of a loaded module stands; None for what is part of the interpreter or of this build."""
    try:
        spec = importlib.util.find_spec(name)
    except ValueError:
        return None
    return Path(spec.origin) if spec and spec.has_location and spec.origin.endswith(".py") else None


def answer_everything() -> None:
    """What a page may ask: defaults, examples, nonsense, nobody's keys, and what is written when Python fails."""
    import page

    calculators = importlib.import_module("calculators")
    for kind in calculators.calculators():
        questions = [example.inputs for example in kind.examples]
        questions += [{}, {"nobody": "1"}, *({name: text} for name in kind.inputs() for text in ("", "nonsense", "12", "1e300"))]
        for question in questions:
            page.QUESTION.write_text(f"{kind.slug}\n{urlencode(question)}")
            page.serve()
    try:
        raise LookupError("what the console shows")
    except LookupError as error:
        "".join(traceback.format_exception(error))


def import_all_named(source: Path) -> None:
    """Load whatever a module names in an import, also within its functions."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        for name in names:
            if name.partition(".")[0] not in BUILD_TIME:
                importlib.import_module(name)


main()
