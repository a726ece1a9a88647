"""Runs inside Pyodide at build time: loads what all calculators share, so that its memory can be taken as a snapshot.

That is the library, the kit, the tables of figures and the templates. A calculator itself is loaded when it is asked
for: each would make the snapshot longer for all.
"""

import gc
import importlib
import sys
from pathlib import Path

from calculators.kit.render import environment
from calculators.kit.tables import catalogue

OURS = ("calculators/", "compiled_partials/", "data/", "yaml/")  # YAML is read only to check a reader's own figures

for file in Path("/list").read_text().split("\n"):
    name = (
        file.removeprefix("/lib/python3.14/").removeprefix("/lib/app/").removesuffix(".pyc").removesuffix("/__init__")
    )
    if name != file and (name.startswith("calculators/kit/") or not name.startswith(OURS)):
        importlib.import_module(name.replace("/", "."))

for name in Path("/templates").read_text().split("\n"):
    environment().get_template(name)
catalogue()

sys.path_importer_cache.clear()
gc.collect()
