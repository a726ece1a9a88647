"""What several tests of training files share."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import given_file


@pytest.fixture
def of(tmp_path: Path) -> Callable[..., DatasetCheck]:
    """The case of a file with these lines: texts as they are, anything else as JSON."""

    def made(*lines: Any, name: str = "train.jsonl", **inputs: Any) -> DatasetCheck:
        path = tmp_path / name
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return DatasetCheck(file=given_file(str(path)), **inputs)

    return made
