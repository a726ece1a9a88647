"""Runs inside Pyodide at build time: compiles, with its very Python, what the page needs.

What is needed is seen, not guessed: the page's own entry answers the examples of every calculator, answers that must be
refused, and a reader's own figures. The modules loaded then, whatever they name in an import, and the tables read are
shipped. What their answers load is shared, and the snapshot holds it, apart from the calculators themselves and what
only one of them is made of.
"""

import ast
import importlib
import importlib.util
import json
import sys
from pathlib import Path
from urllib.parse import urlencode

import page
from jinja2 import ModuleLoader

LIBRARY = Path("/lib/python3.14")
APP = Path("/lib/app")
TEMPLATES = APP / "compiled_partials"
OUT = Path("/out")
EXAMPLES = Path("/examples.json")
"""The slug and the query of every worked example."""


def main() -> None:
    """Write to /out what is shipped, and lists: of it all, of what is shared, of the templates."""
    opened: set[Path] = set()
    sys.addaudithook(lambda event, about: opened.add(Path(str(about[0]))) if event == "open" else None)
    answer_everything()
    from calculators.page.render import environment

    templates = sorted(name for _, name in environment().cache)
    shared = {source(name) for name in sys.modules.keys() - of_one_calculator() - set(of_calculators())}
    shared |= {TEMPLATES / ModuleLoader.get_module_filename(name) for name in templates}
    check_own_figures()
    keep_a_record()
    take_the_walk()
    for name in [name for name in sys.modules if name.startswith("calculators")]:
        import_all_named(Path(sys.modules[name].__file__))
    modules = {source(name) for name in sys.modules} | set(TEMPLATES.glob("*.py"))
    tables = {file for file in opened if file.suffix == ".json" and file.is_relative_to(APP)}

    for file in tables:
        place(file).write_bytes(file.read_bytes())
    made = {file: compiled(file) for file in sorted(modules - {None, Path(__file__)})}
    write("templates", templates)
    write("shared", sorted(str(made[file].relative_to(OUT)) for file in shared & made.keys()))
    write("list", sorted(str(path.relative_to(OUT)) for path in OUT.rglob("*") if path.is_file()))


def write(name: str, lines: list[str]) -> None:
    (OUT / name).write_text("\n".join(lines))


def place(file: Path) -> Path:
    """Where a file goes in /out, its folder made."""
    target = OUT / file.relative_to("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def compiled(file: Path) -> Path:
    import py_compile  # here and not above: the page does without

    target = place(file).with_suffix(".pyc")
    # Docstrings are words for the reader in our own modules; in the library they are only bytes.
    level = 2 if file.is_relative_to(LIBRARY) else 0
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(file), cfile=str(target), doraise=True, optimize=level, invalidation_mode=unchecked)
    return target


def source(name: str) -> Path | None:
    """Where the source of a loaded module stands; None for what is part of the interpreter."""
    try:
        spec = importlib.util.find_spec(name)
    except ValueError:
        return None
    return Path(spec.origin) if spec and spec.has_location and spec.origin.endswith(".py") else None


def answer_everything() -> None:
    """Ask of each calculator what a page may ask: defaults, examples, nothing, nonsense, nobody's keys."""
    for slug, query in json.loads(EXAMPLES.read_text()):
        page.ask(slug, query)
    for kind in importlib.import_module("calculators").calculators():
        for text in ("", "nonsense"):
            page.ask(kind.slug, urlencode(dict.fromkeys([*kind.inputs(), "nobody"], text)))


def check_own_figures() -> None:
    page.ask("own-figures", json.dumps({"sources": "units: {}\nrows: {}\n"}))
    page.ask("own-figures", json.dumps({"sources": "rows: [2026-11-22, 1.5, ü"}))


def keep_a_record() -> None:
    """Ask for a decision record, from text and from a link, and for scenarios; for what must be refused too."""
    scenarios = [{"name": "A", "query": ""}, {"name": "B", "query": "calls_per_day=9000"}]
    words = {"title": "Which?", "notes": "One\n\nTwo", "calculators": {"break-even": "epochs=4", "total-cost": ""}}
    record = {"format": "decision-record", "version": 1, **words, "scenarios": {"break-even": scenarios}}
    kept = json.dumps({**record, "variants": [{"name": "A", "record": words}]})
    page.ask("decision-record", kept)
    page.ask("decision-record", "case=eJw")
    page.ask("decision-record", "[")
    page.ask("scenarios", json.dumps({"slug": "break-even", "scenarios": scenarios}))
    page.ask("scenarios", json.dumps({"slug": "break-even", "scenarios": []}))


def take_the_walk() -> None:
    page.ask("walk", "step=end&best_score=79&corpus_tokens=1,000&examples_count=none")
    page.ask("walk", "step=prompt&best_score=nonsense&tuning_offer=nobody&nobody=1")


def of_calculators() -> list[str]:
    """The loaded modules that stand beside the wings: the calculators themselves."""
    beside = [name for name in sys.modules if name.startswith("calculators.") and name.count(".") == 1]
    return [name for name in beside if not hasattr(sys.modules[name], "__path__")]


def of_one_calculator() -> set[str]:
    """The modules that one calculator alone is made of."""
    uses: dict[str, set[str]] = {}
    for name in of_calculators():
        for used in made_of(name):
            uses.setdefault(used, set()).add(name.removesuffix("_words"))
    return {name for name, calculators in uses.items() if len(calculators) == 1} - made_of("page")


def made_of(name: str, found: set[str] | None = None) -> set[str]:
    """The loaded modules that a module imports when it is loaded, and those that they do, itself included."""
    found = set() if found is None else found
    file = source(name) if name in sys.modules and name not in found else None
    if file is None:
        return found
    found.add(name)
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                made_of(alias.name, found)
        if isinstance(node, ast.ImportFrom) and node.module:
            made_of(node.module, found)
            for alias in node.names:
                made_of(f"{node.module}.{alias.name}", found)
    return found


def import_all_named(module: Path) -> None:
    """Load whatever a module names in an import, also within its functions."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        for name in names:
            importlib.import_module(name)


main()
