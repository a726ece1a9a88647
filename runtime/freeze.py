"""Runs inside Pyodide at build time: loads what all calculators share, so that its memory can be taken as a snapshot.

That is the library, the kit, the tables of figures and the templates. A calculator itself is loaded when it is asked
for: each would make the snapshot longer for all.
"""

import gc
import importlib
import os
import sys
from pathlib import Path

import page

from calculators.figures.tables import catalogue
from calculators.page.render import environment

for file in Path("/shared").read_text().split("\n"):
    name = file.removeprefix("lib/python3.14/").removeprefix("lib/app/").removesuffix(".pyc").removesuffix("/__init__")
    if not name.startswith("compiled_partials/"):
        importlib.import_module(name.replace("/", "."))
for name in Path("/templates").read_text().split("\n"):
    environment().get_template(name)
catalogue().rules.keys()  # most need these too
for folder in ("/lib/python3.14", "/lib/app"):
    for place, _, files in os.walk(folder):
        for file in [file for file in files if file.endswith(".pyc")]:
            parts = Path(place, file).relative_to(folder).with_suffix("").parts
            page.LATER.add(".".join(parts).removesuffix(".__init__").removeprefix("compiled_partials."))
page.LATER.difference_update(sys.modules)

sys.path_importer_cache.clear()
gc.collect()
