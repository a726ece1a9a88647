"""The whole answer to a file as a report: the verdict first, nothing of the reader's file taken for Markdown."""

import io
import json
from pathlib import Path

from calculators.before_after import BeforeAfter
from tests.results.made import ANSWER, given, wide


def saved(case: BeforeAfter, key: str) -> str:
    out = io.BytesIO()
    case.write(key, out)
    return out.getvalue().decode()


def test_the_report_says_the_verdict_first_then_what_got_worse(tmp_path: Path) -> None:
    case = BeforeAfter(file=given(tmp_path, "r.csv", wide("before", "after").replace("\n5,", "\n<b>|five,")))
    told = saved(case, "report")
    assert told.index(ANSWER) < told.index("5 items that got worse") < told.index("How the file was read")
    assert "&lt;b>\\|five" in told
    assert "<b>" not in told


def test_the_record_is_that_of_the_command_line(tmp_path: Path) -> None:
    case = BeforeAfter(file=given(tmp_path, "r.csv", wide("before", "after")))
    record = json.loads(saved(case, "record"))
    assert record["answer"] == case.result().answer
    assert record["read"]["Before"] == "“before”"
