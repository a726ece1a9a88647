"""The command of the wheel: it finds the calculators beside itself, under no name that others may have."""

import sys
from pathlib import Path

PROGRAM = "tune-or-not"


def main() -> int:
    """Run the command line; it ends as that of the calculators does."""
    sys.path.insert(0, str(Path(__file__).resolve().parent / "house"))
    from calculators.__main__ import main as command_line

    return command_line(program=PROGRAM)


if __name__ == "__main__":
    sys.exit(main())
