"""Puts each table without a class into a frame of its own: a step of the build.

The theme's script lays such tables into frames that scroll. Where the table stood among the blocks of a page, a browser
then had to style the whole page anew, since the theme's style sheet says how any block after a table looks.
"""

import re
from pathlib import Path

TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def framed(html: str) -> str:
    """A page with its tables in frames."""
    return TABLE.sub(r'<div class="wide">\g<0></div>', html)


def frame(site: Path) -> None:
    """Frame the tables of all pages of a built site."""
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")
        if (better := framed(text)) != text:
            path.write_text(better, "utf-8")
