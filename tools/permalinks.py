"""Gives the link of each heading a name that says where it leads: a step of the build.

The generator writes "#" into every heading. Read aloud it belongs to the heading, and a list of links holds it many
times over; so the heading is named by its own words alone, and the link by what it leads to.
"""

import html
import re
from pathlib import Path

HEADING = re.compile(
    r"<(?P<tag>h[1-6])(?P<rest>[^>]*)>(?P<words>(?:(?!</?h[1-6][ >]).)*?)"
    r'<a class="headerlink" href="(?P<to>[^"]*)"[^>]*>#</a></(?P=tag)>',
    re.DOTALL,
)


def named(found: re.Match[str]) -> str:
    """A heading whose name is its words, and whose link says where it leads."""
    words = html.unescape(re.sub(r"<[^>]+>", "", found["words"])).strip()
    name = html.escape(" ".join(words.split()))
    link = f'<a class="headerlink" href="{found["to"]}" aria-label="Link to section “{name}”">#</a>'
    return f'<{found["tag"]}{found["rest"]} aria-label="{name}">{found["words"]}{link}</{found["tag"]}>'


def name(site: Path) -> None:
    """Name the links of all pages of a built site."""
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")
        if (better := HEADING.sub(named, text)) != text:
            path.write_text(better, "utf-8")
