"""The engine of the search finds every word that it was given, whatever else the site says."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from calculators.page.bundle import node
from calculators.page.theme import theme
from tools.search_engine import CLEAR, UNCLEAR, CannotMendError, mend

LOADED = """
globalThis.self = globalThis;
globalThis.addEventListener = () => {};
const [file, given] = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
require("node:vm").runInThisContext(require("node:fs").readFileSync(file, "utf8"));
"""
LOST = """
const held = new Set(lunr.TokenSet.fromArray(given).toArray());
process.stdout.write(JSON.stringify([given.filter((word) => !held.has(word)), held.size - given.length]));
"""
NAMES = """
const named = given.map((ways) => {
  const set = new lunr.TokenSet();
  for (const [letter, id] of Object.entries(ways)) set.edges[letter] = { id };
  return set.toString();
});
process.stdout.write(JSON.stringify(named));
"""


def asked(engine: Path, script: str, given: object) -> Any:
    """What an engine answers to a script about what is given to it."""
    done = subprocess.run(
        [node(), "-e", LOADED + script],
        input=json.dumps([str(engine), given]),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_no_word_of_the_site_is_lost(site: Path) -> None:
    docs = json.loads((site / theme()["search_index"]).read_text("utf-8"))["docs"]
    words = sorted({word for doc in docs for word in re.split(r"[\s\-]+", f"{doc['title']} {doc['text']}".lower())})
    assert len(words) > 10_000
    assert asked(site / theme()["search_engine"], LOST, words) == [[], 0]


def test_ways_on_are_told_apart_though_letters_and_numbers_read_alike(site: Path, tmp_path: Path) -> None:
    ways = [{"1": 2345}, {"1": 2, "3": 45}, {"1": 23, "4": 5}, {"1": 234, "5": 0}]
    engine = site / theme()["search_engine"]
    assert len(set(asked(engine, NAMES, ways))) == 4
    (tmp_path / "old.js").write_text(engine.read_text("utf-8").replace(CLEAR, UNCLEAR), "utf-8")
    assert len(set(asked(tmp_path / "old.js", NAMES, ways))) == 2, "The theme's engine has been mended: leave out ours"


@pytest.mark.parametrize("text", ["", UNCLEAR * 2])
def test_another_engine_is_not_mended_blindly(text: str, tmp_path: Path) -> None:
    old = tmp_path / theme()["search_engine_made_from"]
    old.parent.mkdir(parents=True)
    old.write_text(text)
    with pytest.raises(CannotMendError, match=r"search\.[0-9a-f]+\.min\.js: [02] places"):
        mend(tmp_path)
