"""Links of headings: each says where it leads; none is read with its heading."""

import re
from pathlib import Path

import pytest

from tools.permalinks import HEADING, named

LINK = '<a class="headerlink" href="#x" title="Link to this section">#</a>'


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("What it costs", "What it costs"),
        ("Costs &amp; “gains”", "Costs &amp; “gains”"),
        ("A <code>--flag</code> of\n it", "A --flag of it"),
        ('Say "no"', "Say &quot;no&quot;"),
    ],
)
def test_heading_and_link_are_named_by_the_words(words: str, name: str) -> None:
    html = HEADING.sub(named, f'<h2 id="x">{words}{LINK}</h2>')
    assert html.startswith(f'<h2 id="x" aria-label="{name}">{words}<a ')
    assert f'href="#x" aria-label="Link to section “{name}”">#</a></h2>' in html


def test_a_heading_without_a_link_stays_as_it_is_and_is_not_run_into_the_next() -> None:
    html = HEADING.sub(named, f"<h2>First</h2><p>x</p><h2>Second{LINK}</h2>")
    assert html.startswith('<h2>First</h2><p>x</p><h2 aria-label="Second">')


def test_no_link_of_the_site_is_called_by_a_sign_alone(site: Path) -> None:
    links = [
        link
        for path in site.rglob("*.html")
        for link in re.findall(r'<a class="headerlink"[^>]*>', path.read_text("utf-8"))
    ]
    assert len(links) > 300
    assert not [link for link in links if "aria-label" not in link]
