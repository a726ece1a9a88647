"""No column that takes no part is passed over: where it turns the verdict it is asked about, else a line says so."""

import json
import random
from pathlib import Path

import pytest

from tests.results.made import given, pressed, said, table

GROUPS, EACH = 20, 6


def _changes() -> list[tuple[int, int, int, int]]:
    """Of 120 items in 20 groups 36 are gained, 12 lost, all in eight whole groups: item, group, before, after."""
    found = []
    for n in range(GROUPS * EACH):
        group = n // EACH
        both = (0, 1) if group < 6 else (1, 0) if group < 8 else (n % 2, n % 2)
        found.append((n, group, *both))
    return found


def _wide(heading: str, cell: str) -> list[str]:
    rows = [(f"q{n}", cell.format(group), *both) for n, group, *both in _changes()]
    return [table(f"id,{heading},before,after", rows)]


def _scored(heading: str, cell: str) -> list[str]:
    rows = [
        (f"q{n}", cell.format(group), one / 4 + n % 3 / 10, other / 4 + n % 3 / 10)
        for n, group, one, other in _changes()
    ]
    return [table(f"id,{heading},before,after", rows)]


def _long(heading: str, cell: str) -> list[str]:
    rows = [
        (f"q{n}", cell.format(group), name, right)
        for n, group, *both in _changes()
        for name, right in zip(("base", "tuned"), both, strict=True)
    ]
    return [table(f"id,{heading},model,correct", rows)]


def _voted(heading: str, cell: str) -> list[str]:
    words = {(0, 1): "after", (1, 0): "before"}
    rows = [(f"q{n}", cell.format(group), words.get((one, other), "tie")) for n, group, one, other in _changes()]
    return [table(f"id,{heading},winner", rows)]


def _two(heading: str, cell: str) -> list[str]:
    return [
        table(f"id,{heading},correct", [(f"q{n}", cell.format(group), both[side]) for n, group, *both in _changes()])
        for side in (0, 1)
    ]


def _apart(heading: str, cell: str) -> list[str]:
    rows = [
        (f"s{arm}{n}", cell.format(group) + arm, arm, int(group % 10 < (7 if arm == "treatment" else 4)))
        for n, group, *_ in _changes()
        for arm in ("control", "treatment")
    ]
    return [table(f"id,{heading},arm,success", rows)]


def _by_tool(heading: str, cell: str) -> list[str]:
    return [
        "\n".join(
            json.dumps(
                {"doc_id": n, "doc": {"question": f"q{n}", heading: cell.format(group)}, "resps": [], "acc": both[side]}
            )
            for n, group, *both in _changes()
        )
        for side in (0, 1)
    ]


SHAPES = [_wide, _scored, _long, _voted, _two, _apart, _by_tool]
COLUMNS = [
    ("Mandant", "Firma {}x"), ("topic", "topic {}"), ("subject", "s{}"), ("seed", "{}"), ("agent", "a{}"),
    ("zzz", "z{}"), ("title", "The town of {}"),
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("heading", "cell"), COLUMNS)
def test_no_column_that_turns_the_verdict_is_passed_over(
    shape: object, heading: str, cell: str, tmp_path: Path
) -> None:
    texts = shape(heading, cell)  # type: ignore[operator]
    ending = "jsonl" if texts[0][0] == "{" else "csv"
    files = [given(tmp_path, f"run{n}.{ending}", text) for n, text in enumerate(texts)]
    told, asked = said(*files)
    assert asked is not None, told
    assert set(asked.problems) == {"cluster_column"}
    assert f"“{heading}”" in asked.problems["cluster_column"]
    told, again = said(*files, **pressed(asked, "hang together"))
    assert again is None, again
    assert "Cannot tell" in told
    told, again = said(*files, **pressed(asked, "Every item"))
    assert again is None, again
    assert "Better" in told


@pytest.mark.parametrize(
    ("heading", "cell"), [("Expected", "class {}"), ("latency ms", "{}"), ("n_turns", "{}"), ("Grund", "g{}")]
)
def test_what_is_asked_or_measured_makes_no_items_hang_together(heading: str, cell: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "results.csv", _wide(heading, cell)[0]))
    assert asked is None, asked
    assert "Better" in told


@pytest.mark.parametrize(
    ("heading", "words"), [("Kanal", ("web", "mail", "chat")), ("tier", ("gold", "silver", "none"))]
)
def test_slices_of_a_few_words_are_no_documents(heading: str, words: tuple[str, ...], tmp_path: Path) -> None:
    rows = [(f"q{n}", words[min(2, group // 4)], *both) for n, group, *both in _changes()]
    told, asked = said(given(tmp_path, "results.csv", table(f"id,{heading},before,after", rows)))
    assert asked is None, asked
    assert "Better" in told


def test_where_two_columns_turn_it_both_are_named(tmp_path: Path) -> None:
    rows = [(f"q{n}", f"z{group}", f"y{group // 2}", *both) for n, group, *both in _changes()]
    _, asked = said(given(tmp_path, "results.csv", table("id,zzz,yyy,before,after", rows)))
    assert asked is not None
    assert "“zzz” or of “yyy”" in asked.problems["cluster_column"]
    assert [press.fills["cluster_column"] for press in asked.choices] == ["zzz", "yyy", ""]


def test_what_documents_share_is_not_passed_over_either(tmp_path: Path) -> None:
    """A user with several dialogues, of which three users alone are for the model after."""
    rows = [
        (
            f"u{user}",
            f"d{user}-{talk}",
            f"{user}-{talk}-{turn}",
            *((0, 1) if user < 3 and turn < 3 else 2 * (turn % 2,)),
        )
        for user in range(15)
        for talk in range(3)
        for turn in range(4)
    ]
    file = given(tmp_path, "turns.csv", table("Kürzel,dialog,id,before,after", rows))
    told, asked = said(file)
    assert asked is not None, told
    assert [press.fills["cluster_column"] for press in asked.choices] == ["Kürzel", "dialog", ""]


def _by_raters(heading: str) -> str:
    """Twelve people see 20 of 40 items each; three of them alone find the model after better."""
    draw = random.Random(1)
    rows = []
    for who in range(12):
        for place in range(20):
            before = draw.gauss(3, 0.5)
            after = before + (who < 3) + draw.gauss(0, 0.3)
            rows.append((f"q{(who * 7 + place * 2) % 40}", f"p{who}", round(before, 2), round(after, 2)))
    return table(f"item,{heading},before,after", rows)


@pytest.mark.parametrize("heading", ["zz", "rater", "tester", "Prüferin"])
@pytest.mark.parametrize("more", [{}, {"item_column": "item", "repeats": "mean"}])
def test_people_who_each_see_many_items_are_asked_about(heading: str, more: dict[str, str], tmp_path: Path) -> None:
    file = given(tmp_path, "scores.csv", _by_raters(heading))
    told, asked = said(file, **more)
    assert asked is not None, told
    assert set(asked.problems) == {"cluster_column"}
    told, again = said(file, **(more | pressed(asked, "hang together")))
    assert again is None, again
    assert f"“{heading}”: its items count together" in told
    assert "Cannot tell" in told
    assert "240 of 240 items" in told


@pytest.mark.parametrize("ids", ["q{}-p{}", "conv{:02}/turn{}", "doc_{}_q{}", "T{}:{}", "batch {} #{}"])
@pytest.mark.parametrize("shape", ["wide", "long", "two"])
def test_ids_that_begin_alike_may_be_of_one_document(ids: str, shape: str, tmp_path: Path) -> None:
    rows = [(ids.format(group, n % EACH), *both) for n, group, *both in _changes()]
    if shape == "wide":
        texts = [table("id,before,after", rows)]
    elif shape == "long":
        texts = [
            table(
                "id,model,correct",
                [(row[0], ("base", "tuned")[side], row[1 + side]) for row in rows for side in (0, 1)],
            )
        ]
    else:
        texts = [table("id,correct", [(row[0], row[1 + side]) for row in rows]) for side in (0, 1)]
    files = [given(tmp_path, f"run{n}.csv", text) for n, text in enumerate(texts)]
    told, asked = said(*files)
    assert asked is not None, told
    assert "“beginning of id”" in asked.problems["cluster_column"]
    told, again = said(*files, **pressed(asked, "hang together"))
    assert again is None, again
    assert "Cannot tell" in told
    assert f"share {GROUPS} documents" in told


@pytest.mark.parametrize("ids", ["gsm8k-test-{}", "{:08x}-aa{}", "2026-{}"])
def test_ids_that_only_count_begin_nothing(ids: str, tmp_path: Path) -> None:
    rows = [(ids.format(n, n * 7919), *both) for n, group, *both in _changes()]
    told, asked = said(given(tmp_path, "results.csv", table("id,before,after", rows)))
    assert asked is None, asked
    assert "Better" in told
    assert "beginning" not in told


def test_translations_of_an_item_may_hang_together(tmp_path: Path) -> None:
    """Of 30 questions in four languages eight are gained in all, three lost in all."""
    rows = [
        (n, lang, *((0, 1) if n < 8 else (1, 0) if n < 11 else (n % 2, n % 2)))
        for lang in ("de", "en", "fr", "es")
        for n in range(30)
    ]
    told, asked = said(given(tmp_path, "results.csv", table("item,lang,before,after", rows)))
    assert asked is not None, told
    assert "“item”" in asked.problems["cluster_column"]


def test_an_id_of_the_original_is_looked_at_too(tmp_path: Path) -> None:
    rows = [(f"q{n}", f"o{group}", *both) for n, group, *both in _changes()]
    told, asked = said(given(tmp_path, "results.csv", table("id,original_id,before,after", rows)))
    assert asked is not None, told
    assert "“original_id”" in asked.problems["cluster_column"]


@pytest.mark.parametrize("heading", ["day", "date", "Datum"])
def test_days_on_which_one_model_ran_may_swing_together(heading: str, tmp_path: Path) -> None:
    """Each model ran on ten days of its own; three of those of the one after were good ones."""
    rows = [
        (
            f"v{day}-{n}x{n * 31}",
            f"2026-03-{day + 1:02}",
            "new" if day % 2 else "old",
            int(n < (12 if day in (3, 9, 15) else 6)),
        )
        for day in range(20)
        for n in range(12)
    ]
    told, asked = said(given(tmp_path, "visits.csv", table(f"visit_id,{heading},arm,success", rows)))
    assert asked is not None, told
    assert f"“{heading}”" in asked.problems["cluster_column"]


def test_days_on_which_both_models_ran_group_nothing(tmp_path: Path) -> None:
    """On each of twenty days both arms have users of their own, and on some days both do well."""
    rows = [
        (f"u{day}x{n}", f"2026-05-{day + 1:02}", "new" if n % 2 else "old", int(n % 8 < 4 + (day % 3) + (n % 2)))
        for day in range(20)
        for n in range(16)
    ]
    told, asked = said(given(tmp_path, "users.csv", table("user_id,date,arm,success", rows)))
    assert asked is None, asked
    assert "“date”" not in told.partition("Results:")[2]


def test_of_runs_whose_mean_counts_nothing_is_told_twice(tmp_path: Path) -> None:
    rows = [
        (f"p{n}", name, seed, int((n * 7 + seed + (name == "new")) % 5 < 3))
        for n in range(30)
        for name in ("old", "new")
        for seed in range(8)
    ]
    told, asked = said(given(tmp_path, "runs.csv", table("problem,model,seed,solved", rows)))
    assert asked is None, asked
    assert "Runs: “seed” tells them apart" in told
    assert "share a value of “seed”" not in told
