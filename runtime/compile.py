"""Runs inside Pyodide at build time: finds out what the page needs, and compiles it with its very Python.

What is needed is seen, not guessed: the page's own entry answers the examples of every calculator and answers that must
be refused. The modules loaded then, whatever the loaded calculators name in an import, and the tables read are shipped.
"""

import ast
import importlib
import importlib.util
import json
import sys
from pathlib import Path
from urllib.parse import urlencode

LIBRARY = Path("/lib/python3.14")
APP = Path("/lib/app")
OUT = Path("/out")


def main() -> None:
    """Write to /out a `.pyc` for each module that the page needs, its tables, a list of these, and one of templates."""
    shipped = needed()
    import py_compile  # here and not above: the page does without

    for source in shipped:
        target = OUT / source.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix != ".py":
            target.write_bytes(source.read_bytes())
            continue
        py_compile.compile(
            str(source),
            cfile=str(target.with_suffix(".pyc")),
            doraise=True,
            # Docstrings are words for the reader in our own modules; in the library they are only bytes.
            optimize=2 if source.is_relative_to(LIBRARY) else 0,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
    from calculators.kit.render import environment

    (OUT / "templates").write_text("\n".join(sorted(name for _, name in environment().cache)))
    made = sorted(str(path.relative_to(OUT)) for path in OUT.rglob("*") if path.is_file())
    (OUT / "list").write_text("\n".join(f"/{name}" for name in made))


def needed() -> list[Path]:
    """The files of all modules that answers and refusals load, of their templates, and of the tables they read."""
    files = set(APP.glob("compiled_partials/*.py"))
    sys.addaudithook(lambda event, about: files.add(Path(str(about[0]))) if event == "open" else None)
    answer_everything()
    for name in [name for name in sys.modules if name.startswith("calculators")]:
        import_all_named(Path(sys.modules[name].__file__))
    files.update(filter(None, map(source, sys.modules)))
    files.discard(Path(__file__))
    return sorted(file for file in files if file.suffix in {".py", ".json"} and file.is_relative_to("/lib"))


def source(name: str) -> Path | None:
    """Where the source of a loaded module stands; None for what is part of the interpreter."""
    try:
        spec = importlib.util.find_spec(name)
    except ValueError:
        return None
    return Path(spec.origin) if spec and spec.has_location else None


def answer_everything() -> None:
    """Ask what a page may ask: defaults, examples, nonsense, nobody's keys, a reader's own tables."""
    import page

    page.ask("own-figures", json.dumps({"sources": "units: {}\nrows: {}\n"}))
    page.ask("own-figures", json.dumps({"sources": "rows: [2026-11-22, 1.5, ü"}))

    calculators = importlib.import_module("calculators")
    for kind in calculators.calculators():
        for example in kind.examples:
            page.ask(kind.slug, urlencode(example.inputs))
        for text in ("", "nonsense"):
            page.ask(kind.slug, urlencode(dict.fromkeys([*kind.inputs(), "nobody"], text)))


def import_all_named(module: Path) -> None:
    """Load whatever a module names in an import, also within its functions."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        for name in names:
            importlib.import_module(name)


main()
