"""Finishes what MkDocs has built: `python -m tools.finish site`, the second half of the build.

All steps run in one process, so that Python, the figures, the list of lessons are loaded once.
"""

import argparse
import sys
from pathlib import Path

from calculators.kit.strict import DataError
from calculators.page.bundle import BundleError, bundle
from tools.addresses import ElsewhereError, check
from tools.course_print import NoPlace, fill
from tools.figures_out import write as write_figures
from tools.frames import frame
from tools.hosting import write as write_hosting
from tools.join import CannotJoinError, join
from tools.offline import put as put_zip
from tools.permalinks import name
from tools.script_words import put_all as put_words
from tools.search_engine import CannotMendError, mend

STEPS = (mend, bundle, write_figures, fill, name, frame, put_words, join, write_hosting)
LAST = (check, put_zip)
"""What a draft does without; the zip is packed at the end, with all else in it."""


def main() -> None:
    """Finish a built site, or say in words why it cannot be."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--draft", action="store_true", help="leave out what an author does not wait for")
    given = parser.parse_args()
    try:
        for step in STEPS if given.draft else (*STEPS, *LAST):
            step(given.site)
    except (BundleError, CannotJoinError, CannotMendError, DataError, ElsewhereError, NoPlace) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
