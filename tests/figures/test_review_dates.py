"""A figure past the day of its review is marked by the day of the build, by no other clock."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime

from calculators.figures.tables import DATA
from tests.house.project import TEXTS

PROGRAM = """
import json
from calculators.page.browser import answer
from calculators.macros.figures import gpu_price_table, rule_table
from calculators.macros.tables import api_model_table, review_state
tables = api_model_table(), gpu_price_table(), rule_table()
print(json.dumps([*tables, answer("break-even", "base_model=openai/gpt-5-mini&start=2026-11-22"), review_state()]))
"""


def built(day: datetime) -> list[str]:
    """Three pages of figures, an answer, and the state of the reviews, when built on a day."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(day.timestamp()))}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=DATA.parent, env=environment, capture_output=True, text=True, check=True
    )
    pages: list[str] = json.loads(ran.stdout)
    return pages


def marked(page: str, day: str) -> int:
    return page.count(f"review was due {day}")


def test_rows_and_figures_past_their_review_are_marked_from_the_day_after() -> None:
    # GPT-5 mini and GPT-5 nano are to be looked at again by 2026-12-11.
    before, after = built(datetime(2026, 12, 11, 23, tzinfo=UTC)), built(datetime(2026, 12, 12, tzinfo=UTC))
    assert marked(before[0], "2026-12-11") == 0
    assert marked(after[0], "2026-12-11") == 2
    assert marked(after[3], "2026-12-11") >= 3
    assert "built on 2026-12-12. By then 6 rows were past the day of review" in after[4]
    assert "<li>GPT-5 mini, 2026-12-11</li>" in after[4]
    # Nothing else in an answer that names its first day follows the clock, but what the first day would be by default.
    assert before[3] == after[3].replace(", <b>review was due 2026-12-11</b>", "").replace("2026-12-12", "2026-12-11")


def test_a_year_on_every_row_is_marked_and_on_the_day_of_the_figures_none() -> None:
    for page in built(datetime(2028, 1, 1, tzinfo=UTC))[:3]:
        assert page.count("review was due") == page.count("<tbody")
    today = built(datetime(2026, 11, 22, tzinfo=UTC))
    assert not any("review was due" in page for page in today)
    assert "This site was built on 2026-11-22. By then no row was past" in today[4]


def test_there_is_no_other_clock_in_the_calculators() -> None:
    clock = re.compile(r"\btoday\(|\bnow\(|\btime\.time\b|\bimport time\b|\bmonotonic\(|utcnow\(")
    found = [str(path) for path, text in TEXTS.items() if path.parts[0] == "calculators" and clock.search(text)]
    # How often a reading is told of follows the clock; what is read does not.
    assert sorted(found) == ["calculators/kit/build_date.py", "calculators/kit/progress.py"]
