"""What SECURITY.md promises is tested by the tests that it names."""

import ast
import re
from pathlib import Path

from tests.house.project import TEXTS

PAGE = TEXTS[Path("SECURITY.md")]
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith(("| Promise", "| ---"))]


def test_every_promise_names_tests_that_exist() -> None:
    assert len(ROWS) > 10
    for row in ROWS:
        tested = row.split(" | ")[1]
        assert "`tests/" in tested or "`Makefile`" in tested, row
        for file, names in re.findall(r"`(tests/[\w/.]+)`: ((?:`test_\w+`(?:, )?)+)", tested):
            tree = ast.parse(TEXTS[Path(file)])
            functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert set(re.findall(r"`(test_\w+)`", names)) <= functions, row
        assert tested.count("`test_") == sum(
            names.count("`test_") for _, names in re.findall(r"`(tests/[\w/.]+)`: ((?:`test_\w+`(?:, )?)+)", tested)
        ), row
