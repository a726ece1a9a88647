"""Runs inside Pyodide at build time: loads what every calculator needs, so that its memory can be taken as a snapshot.

That is all of the library, and what the page's entry loads by itself; each calculator and its figures are loaded when
they are asked for.
"""

import gc
import importlib
import sys
from pathlib import Path

import page  # noqa: F401 - what the entry loads belongs to the snapshot

OURS = ("calculators/", "compiled_partials/", "yaml/")  # YAML is read only where a reader has figures of their own

for file in Path("/lib/list").read_text().split("\n"):
    name = file.removeprefix("/lib/python3.14/").removeprefix("/lib/app/")
    if name.endswith(".pyc") and not name.startswith(OURS):
        importlib.import_module(name.removesuffix(".pyc").removesuffix("/__init__").replace("/", "."))

sys.path_importer_cache.clear()
gc.collect()
