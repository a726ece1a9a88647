"""The day on which the site was built, from which calculators reckon by default: the only clock there is.

No formula reads it: a first day is an input, and links keep the one they were made with. Figures past their review are
marked by it too. In the page Python has no clock: the bundle packs the day for it. On the command line it is today.
"""

import json
import os
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

PACKED = Path(__file__).resolve().parents[2] / "data" / "build_date.json"
"""Where the bundle puts the day for the page."""


@cache
def build_date() -> date:
    """The day that was packed; in the build the day of SOURCE_DATE_EPOCH if that is set, else today, both in UTC."""
    if PACKED.exists():
        return date.fromisoformat(json.loads(PACKED.read_text("utf-8")))
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
