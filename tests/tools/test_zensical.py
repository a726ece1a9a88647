"""Two builds are compared by what a reader meets: pages, addresses, calculators, links, files."""

from pathlib import Path

import pytest

from tools.zensical import Row, compared, links, missing

PAGE = """<nav class="section-nav"><a href="{section}">Costs</a></nav>
<h2 id="{id}">What it costs</h2>
<form class="calculator" {mark}data-calculator="memory"> <output>{answer}</output> </form>
<script src="../javascripts/x.js" defer></script>"""
USUAL = {"section": "../costs/", "id": "costs", "answer": "24 GB", "mark": ""}


def site(folder: Path, **changed: str) -> Path:
    """A site of two pages with a script."""
    for name in ("memory", "costs", "javascripts"):
        (folder / name).mkdir(parents=True)
    (folder / "memory/index.html").write_text(PAGE.format(**(USUAL | changed)))
    (folder / "costs/index.html").write_text("<h1 id='c'>Costs</h1>")
    (folder / "javascripts/x.js").write_text("")
    return folder


def differing(here: Path, there: Path) -> dict[str, str]:
    return {row.part: row.told for row in compared(here, there) if row.differs}


def test_what_reads_the_same_is_the_same(tmp_path: Path) -> None:
    # Another way to write the same address, a mark for the index: no reader meets these.
    there = site(tmp_path / "there", section="../memory/../costs/index.html", mark="data-search-exclude ")
    assert differing(site(tmp_path / "here"), there) == {}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"id": "prices"},
            {"Addresses of headings, and all other ids": "memory/index.html: without costs, with prices"},
        ),
        ({"answer": "48 GB"}, {"Calculators: fields, answers, sources": "memory/index.html"}),
        ({"section": "../memory/"}, {"Links to the other pages of a section": "memory/index.html"}),
    ],
    ids=["an address", "an answer", "a link"],
)
def test_a_difference_is_told_with_its_page(tmp_path: Path, changed: dict[str, str], told: dict[str, str]) -> None:
    assert differing(site(tmp_path / "here"), site(tmp_path / "there", **changed)) == told


def test_a_page_or_a_script_that_is_missing_is_named(tmp_path: Path) -> None:
    here, there = site(tmp_path / "here"), site(tmp_path / "there")
    (there / "costs/index.html").unlink()
    (there / "javascripts/x.js").unlink()
    (there / "new.html").write_text("")
    assert list(missing(there)) == ["javascripts/x.js"]
    assert differing(here, there) == {
        "Pages": "costs/index.html is missing; new.html is added",
        "Scripts and sheets that pages load": "without javascripts/x.js",
    }


def test_of_many_differences_three_are_told_and_the_rest_counted() -> None:
    assert Row("Pages", "9", ("a", "b", "c", "d", "e")).told == "a; b; c; 2 more"
    assert Row("Pages", "9").told == "the same"


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("../costs/", "costs"),
        ("./../costs/#low", "costs#low"),
        ("#low", "memory#low"),
        ("././", "memory"),
        ("../../costs/", "../costs"),
        ("https://example.org/a/", "https://example.org/a/"),
    ],
)
def test_a_link_is_where_it_leads(address: str, place: str) -> None:
    assert links(f'<nav><a class="x" href="{address}">', "memory/index.html", "<nav>.*") == [place]
