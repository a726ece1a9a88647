"""A CSV that promptfoo writes by -o, without a column of reasons, is known by the marks in its cells."""

import csv
import io
from pathlib import Path

from tests.results.made import ANSWER, PAIRS, given, said


def test_marks_in_the_cells_say_what_passed(tmp_path: Path) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["topic", "[base] Tell of {{topic}}", "[tuned] Tell of {{topic}}"])
    for n, pair in enumerate(PAIRS):
        writer.writerow([f"t{n}", *("[PASS] (1.00)\n\nWell." if right else "[FAIL] (0.00)\n\nNo." for right in pair)])
    told, asked = said(given(tmp_path, "out.csv", out.getvalue()))
    assert asked is None, asked
    assert "promptfoo" in told
    assert ANSWER in told
