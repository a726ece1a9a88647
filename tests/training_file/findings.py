"""What the checks of a training file are asked for: lines of a finding, records of a file that is saved."""

import io
import json
from typing import Any

from calculators.dataset_check import DatasetCheck


def told(case: DatasetCheck, key: str) -> list[int]:
    """The lines of a finding."""
    return [one.line for one in case.survey.told.get(key, ())]


def saved(case: DatasetCheck, name: str) -> list[Any]:
    """The records of a file that is saved, such as "cleaned"."""
    out = io.BytesIO()
    case.write(name, out)
    return [json.loads(line) for line in out.getvalue().decode().splitlines()]


def cleaned(case: DatasetCheck) -> list[Any]:
    """The records of the cleaned file."""
    return saved(case, "cleaned")
