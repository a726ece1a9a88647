"""Runs inside Pyodide at build time: compiles, with its very Python, what the page needs.

What is needed is seen, not guessed: the page's own entry answers the examples of every calculator, answers that must be
refused, and a reader's own figures. The modules loaded then, whatever they name in an import, and the tables read are
shipped. The snapshot holds what the usual answers of a third of them load. What a calculator's answers load beyond
that comes before its first answer; all else comes after it.
"""

import sys
import traceback  # noqa: F401

BARE = frozenset(sys.modules)
"""What Python itself loads to start, and to tell of a failure, which may not wait for files: memory may have ended."""

import ast  # noqa: E402
import importlib  # noqa: E402
import importlib.util  # noqa: E402
import json  # noqa: E402
from collections import Counter  # noqa: E402
from importlib._bootstrap_external import _code_to_hash_pyc  # noqa: E402
from importlib.util import source_hash  # noqa: E402
from pathlib import Path  # noqa: E402
from urllib.parse import urlencode  # noqa: E402

from jinja2 import ModuleLoader  # noqa: E402

LIBRARY = Path("/lib/python3.14")
APP = Path("/lib/app")
TEMPLATES = APP / "compiled_partials"
OUT = Path("/out")
EXAMPLES = Path("/examples.json")
"""The slug and the query of every worked example."""
ASKED: dict[tuple[str, str], None] = {}
"""What was asked, by slug and query, each once."""
OPENED: set[Path] = set()
NAMES: dict[Path, str] = {}
"""The names of templates by their files."""
SELDOM = {
    LIBRARY / "pathlib/__init__.py": "glob",
    LIBRARY / "urllib/parse.py": "ipaddress",
    APP / "jinja2/filters.py": "random",
    APP / "jinja2/utils.py": "random",
}
"""What others import at their top, and need in few of their functions: these import it when they are called."""


def main() -> None:
    """Write to /out what is shipped, and lists: of it all, of what is shared, of the templates, of what comes first."""
    import_late()
    sys.addaudithook(lambda event, about: OPENED.add(Path(str(about[0]))) if event == "open" else None)
    usual, first = loaded_for_first_answers()
    often = Counter(file for files in usual.values() for file in files)
    shared = {file for file, times in often.items() if 3 * times >= len(usual)} | {source(name) for name in BARE}
    shared |= {source(name) for name in sys.modules if name.startswith("encodings")}  # Python asks for each once
    shared |= {source("page"), source("jinja2")}
    check_own_figures()
    keep_a_record()
    take_the_walk()
    shipped = loaded().union(opened_tables(), *first.values())
    for file in [file for file in shipped if file.suffix == ".py" and file.is_relative_to(APP / "calculators")]:
        import_all_named(file)
    shipped |= loaded() | set(TEMPLATES.glob("*.py"))

    made = {file: compiled(file) for file in sorted(shipped - {Path(__file__)})}
    names = {file: str(path.relative_to(OUT)) for file, path in made.items()}
    wanted = {slug: [names[file] for file in files - shared] for slug, files in first.items()}
    write("templates", sorted(NAMES[file] for file in shared & NAMES.keys()))
    write("first", [json.dumps({slug: sorted(files) for slug, files in wanted.items()})])
    write("asked", [json.dumps([*ASKED])])
    write("shared", sorted(names[file] for file in shared & names.keys()))
    write("list", sorted(str(path.relative_to(OUT)) for path in OUT.rglob("*") if path.is_file()))


def loaded_for_first_answers() -> tuple[dict[str, set[Path]], dict[str, set[Path]]]:
    """What a Python that has read the prices loads for the usual answer of each calculator; for others of it too."""
    examples: dict[str, list[str]] = {}
    for slug, query in json.loads(EXAMPLES.read_text()):
        examples.setdefault(slug, []).append(query)
    usual, first = {}, {}
    sys.dont_write_bytecode = False  # each module is loaded again for each calculator
    for slug in importlib.import_module("calculators").CLASSES:
        for name in [name for name in sys.modules.keys() - BARE if source(name)]:
            if not name.startswith(("importlib", "encodings")):  # nor those in C: these do not begin twice
                del sys.modules[name]
        importlib.import_module("calculators.figures.tables").catalogue().rules.keys()
        tables = opened_tables()
        OPENED.clear()
        ask(slug, "")
        usual[slug] = loaded()
        for query in examples.get(slug, []):
            ask(slug, query)
        kind = importlib.import_module("calculators").calculator(slug)
        for text in ("", "nonsense", "é ½", "-1", "1e9"):
            ask(slug, urlencode(dict.fromkeys([*kind.inputs(), "nobody"], text)))
        first[slug] = loaded() | opened_tables()
    OPENED.update(tables)
    return usual, first


def loaded() -> set[Path]:
    """The files of all loaded modules, those of the templates among them."""
    cache = importlib.import_module("calculators.page.render").environment().cache
    templates = {TEMPLATES / ModuleLoader.get_module_filename(name): name for _, name in cache}
    NAMES.update(templates)
    # Asking for the place of a module may load the package that it is in.
    return (templates.keys() | {source(name) for name in [*sys.modules]}) - {None}


def opened_tables() -> set[Path]:
    return {file for file in OPENED if file.suffix == ".json" and file.is_relative_to(APP)}


def write(name: str, lines: list[str]) -> None:
    (OUT / name).write_text("\n".join(lines))


def place(file: Path) -> Path:
    """Where a file goes in /out, its folder made."""
    target = OUT / file.relative_to("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def compiled(file: Path) -> Path:
    """A module as Python loads it; a table as it is."""
    if file.suffix == ".json":
        place(file).write_bytes(file.read_bytes())
        return place(file)
    target = place(file).with_suffix(".pyc")
    # Docstrings of classes are words for the reader in our own modules; all others are only bytes.
    ours = any(file.is_relative_to(APP / name) for name in ("calculators", "compiled_partials", "page.py"))
    tree = lean(ast.parse(file.read_bytes()))
    code = compile(tree, str(file), "exec", dont_inherit=True, optimize=0 if ours else 2)
    target.write_bytes(_code_to_hash_pyc(code, source_hash(file.read_bytes()), False))
    return target


def lean(tree: ast.Module) -> ast.Module:
    """A module without what running it never asks for: what functions are annotated with, what is said of them."""
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]:
        given = function.args
        for one in (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg):
            if one:
                one.annotation = None
        function.returns = None
        if ast.get_docstring(function, clean=False) is not None:
            function.body[:1] = [] if len(function.body) > 1 else [ast.copy_location(ast.Pass(), function.body[0])]
    return tree


def import_late() -> None:
    """Let others import what they seldom need where they need it."""
    for file, module in SELDOM.items():
        tree = ast.parse(file.read_bytes())
        late = {}
        for node in tree.body:
            if module in (getattr(node, "module", ""), *(one.name for one in getattr(node, "names", ()))):
                late[node] = {one.name for one in node.names}
        tree.body = [node for node in tree.body if node not in late]
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            named = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
            function.body[:0] = [node for node, names in late.items() if names & named]
        file.write_text(ast.unparse(tree), "utf-8")


def source(name: str) -> Path | None:
    """Where the source of a loaded module stands; None for what is part of the interpreter."""
    try:
        spec = importlib.util.find_spec(name)
    except ValueError:
        return None
    return Path(spec.origin) if spec and spec.has_location and spec.origin.endswith(".py") else None


def ask(slug: str, query: str) -> None:
    ASKED[slug, query] = None
    importlib.import_module("page").ask(slug, query)


def check_own_figures() -> None:
    ask("own-figures", json.dumps({"sources": "units: {}\nrows: {}\n"}))
    ask("own-figures", json.dumps({"sources": "rows: [2026-11-22, 1.5, ü"}))


def keep_a_record() -> None:
    """Ask for a decision record, from text and from a link, and for scenarios; for what must be refused too."""
    scenarios = [{"name": "A", "query": ""}, {"name": "B", "query": "calls_per_day=9000"}]
    words = {"title": "Which?", "notes": "One\n\nTwo", "calculators": {"break-even": "epochs=4", "total-cost": ""}}
    record = {"format": "decision-record", "version": 1, **words, "scenarios": {"break-even": scenarios}}
    kept = json.dumps({**record, "variants": [{"name": "A", "record": words}]})
    ask("decision-record", kept)
    ask("decision-record", "case=eJw")
    ask("decision-record", "[")
    ask("scenarios", json.dumps({"slug": "break-even", "scenarios": scenarios}))
    ask("scenarios", json.dumps({"slug": "break-even", "scenarios": []}))


def take_the_walk() -> None:
    ask("walk", "step=end&best_score=79&corpus_tokens=1,000&examples_count=none")
    ask("walk", "step=prompt&best_score=nonsense&tuning_offer=nobody&nobody=1")


def import_all_named(module: Path) -> None:
    """Load whatever a module names in an import, also within its functions."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        for name in names:
            importlib.import_module(name)


main()
