"""The decision record as text: what was typed comes back whole, what cannot be read is refused in a sentence."""

import base64
import csv
import io
import json
import random
import re
import zlib
from datetime import date
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlencode

import markdown as python_markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators import CLASSES, calculator, calculators
from calculators.advisor_words import told_end
from calculators.kit.inputs import Number
from calculators.kit.numbers import read_number
from calculators.page.browser import answer
from calculators.proof import outcomes
from calculators.record.answers import document, entry
from calculators.record.files import figures, files, markdown, whole
from calculators.record.record import DAYS, LONGEST_LINK, MOST_CHARACTERS, WORDS, RecordRefused, packed, read_record
from calculators.record.summary import Part, roughly, summary
from calculators.total_cost import OPTIONS, TotalCost
from calculators.total_cost_words import inside

HEAD = {"format": "decision-record", "version": 1}
BREAK_EVEN = {"break-even": "calls_per_day=9000"}
AGREED = {"metric": "F1", "items": "400", "decides": "Lin", "decide_by": "2026-12-15", "review": "2027-01-31"}
WORDY = {"title": "Claims", "authors": "Ada", "notes": "One\n\nTwo", **AGREED}


def kept(**content: object) -> str:
    return json.dumps({**HEAD, **content})


def slots(text: str) -> str:
    return answer("decision-record", text)


def problem(text: str) -> str:
    with pytest.raises(RecordRefused) as refused:
        read_record(text)
    assert "\n" not in str(refused.value)
    assert str(refused.value) in re.sub("&#3[49];", lambda found: {"&#34;": '"', "&#39;": "'"}[found[0]], slots(text))
    return str(refused.value)


def a_full_record() -> str:
    """Every calculator with an answer to each of its inputs, scenarios of three, and three variants."""
    queries = {kind.slug: "&".join(f"{name}=1234.5" for name in kind.inputs()) for kind in calculators()}
    named = [{"name": name, "query": queries["break-even"]} for name in "ABC"]
    variants = [{"name": name, "record": {**WORDY, "calculators": queries}} for name in "ABC"]
    return kept(
        **WORDY,
        calculators=queries,
        scenarios={"break-even": named, "rag": named, "total-cost": named},
        variants=variants,
    )


WORD = st.text(max_size=40)
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        **{name: WORD for name in WORDS if name not in DAYS},
        **{name: st.dates(date(2020, 1, 1), date(2099, 12, 31)).map(str) for name in DAYS},
        "calculators": st.dictionaries(st.sampled_from([*CLASSES, "__proto__", "<script>"]), WORD, max_size=3),
        "scenarios": st.dictionaries(
            st.sampled_from(list(CLASSES)),
            st.lists(st.fixed_dictionaries({"name": WORD, "query": WORD}), max_size=3),
            max_size=2,
        ),
    },
)


@given(RECORDS)
def test_what_was_typed_comes_back_from_text_and_from_a_link(content: dict[str, object]) -> None:
    record = read_record(kept(**content))
    again = read_record(record.text())
    assert again.plain() == record.plain()
    assert read_record(packed(record)).plain() == record.plain()
    assert again.dropped == ()


def test_words_are_kept_as_typed() -> None:
    record = read_record(kept(**WORDY, calculators=BREAK_EVEN))
    assert {name: getattr(record, name) for name in WORDS} == WORDY
    assert record.calculators == BREAK_EVEN


def test_a_link_carries_fifteen_entries_and_what_is_too_long_is_left_to_the_file() -> None:
    record = read_record(a_full_record())
    link = packed(record)
    assert len(record.calculators) + len(record.scenarios) + len(record.variants) >= 15
    assert 0 < len(link) < LONGEST_LINK
    assert read_record(link).plain() == record.plain()
    noise = "".join(random.Random(4).choices([chr(code) for code in range(0x4E00, 0x9000)], k=19_000))
    assert packed(read_record(kept(notes=noise))) == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "It is damaged, or no decision record: it is not JSON."),
        ("{", "it is not JSON"),
        ("[1, 2]", "It is no decision record of this course"),
        ("null", "It is no decision record of this course"),
        ('{"format": "other"}', "It is no decision record of this course"),
        ('{"format": "decision-record"}', "does not say which version"),
        ('{"format": "decision-record", "version": "1"}', "does not say which version"),
        ('{"format": "decision-record", "version": true}', "does not say which version"),
        ('{"format": "decision-record", "version": 0}', "this edition reads version 1"),
        ('{"format": "decision-record", "version": 2}', "It was written by a newer edition of this course (version 2"),
        (kept(title=5), "title: a text is needed."),
        (kept(title="x" * 201), "title: 201 characters; allowed: up to 200."),
        (kept(review="soon"), "review: “soon” is not a day such as 2027-01-31."),
        (kept(calculators=[]), "calculators: a mapping is needed."),
        (kept(calculators={"break-even": {}}), "calculators.break-even: a text is needed."),
        (kept(calculators={"break-even": "x" * 8_001}), "calculators.break-even: 8,001 characters"),
        (kept(scenarios={"break-even": {}}), "scenarios.break-even: a list is needed."),
        (kept(scenarios={"break-even": [{"name": "A", "query": ""}] * 4}), "4 are kept there; allowed: up to 3."),
        (kept(scenarios={"break-even": ["A"]}), "scenarios.break-even: a mapping is needed."),
        (kept(scenarios={"break-even": [{"name": "A"}]}), "each needs “name” and “query”."),
        (kept(variants=[{"name": "A", "record": {"notes": []}}]), "variants.record.notes: a text is needed."),
        ('{"format": "decision-record", "version": 1, "title": "a", "title": "b"}', "“title” stands twice."),
        ("[" * 200_000, "It is nested more than 12 deep"),
        ('{"format": "decision-record", "version": NaN}', "does not say which version"),
        ("9" * 10_000, "it is not JSON"),
        ("x" * 10_000_000, "It is too long: 10,000,000 characters; allowed: up to 1,000,000."),
        ("case=", "This link is damaged"),
        ("case=%%%", "This link is damaged"),
        ("case=eJw", "This link is damaged"),
        ("case=" + "A" * 40_000, "This link is too long: 40,000 characters; allowed: up to 32,000."),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(text: str, told: str) -> None:
    assert told in problem(text)


@given(st.text(max_size=300) | st.text(alphabet='case=%7B{}[]":,\\ueJw-_0129abc', max_size=300))
def test_no_text_whatever_breaks_the_page(text: str) -> None:
    assert 'data-state="refused"' in slots(text) or 'data-state="live"' in slots(text)


def test_every_cut_of_a_link_is_damaged_and_says_so() -> None:
    link = packed(read_record(kept(**WORDY, calculators=BREAK_EVEN)))
    for end in range(len("case="), len(link)):
        assert "damaged" in problem(link[:end])


def test_a_link_that_unpacks_to_a_hundred_times_its_length_is_refused() -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(b" " * 20_000_000, 9)).decode()
    assert len(bomb) < LONGEST_LINK
    assert f"more than {MOST_CHARACTERS:,} characters" in problem(f"case={bomb}")


def test_what_nobody_knows_is_left_out_and_named() -> None:
    text = kept(calculators={"break-even": "", "abacus": "x=1"}, mood="good")[:-1] + ', "__proto__": {"polluted": 1}}'
    record = read_record(text)
    assert record.dropped == ("calculators.abacus", "mood", "__proto__")
    assert "Not known here and left out: calculators.abacus, mood, __proto__." in slots(text)


def test_kept_answers_that_no_longer_fit_are_kept_and_told() -> None:
    record = document(read_record(kept(calculators={"break-even": "base_model=gone/model&calls_per_day=9000&mood=1"})))
    (one,) = record.entries
    assert "“gone/model” is not in the list" in one.problem
    assert one.unknown == ("mood",)
    assert "This edition of the course cannot use the answers that are kept" in slots(record.record.text())
    assert json.loads(whole(record))["calculators"]["break-even"].startswith("base_model=gone")


@given(st.data())
def test_the_ends_of_every_range_make_a_record_too(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(calculators()))
    numbers = {name: one for name, one in kind.inputs().items() if isinstance(one, Number)}
    chosen = data.draw(st.lists(st.sampled_from(sorted(numbers)), max_size=4))
    query = urlencode({name: data.draw(st.sampled_from([numbers[name].least, numbers[name].most])) for name in chosen})
    assert 'data-state="live"' in slots(kept(calculators={kind.slug: query}))


class Seen(HTMLParser):
    """The names of all elements and attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _ in attrs)}

    def handle_data(self, data: str) -> None:
        self.text += data


EVIL = '<script>alert(1)</script><img src=x onerror="alert(1)">'


def test_markup_in_any_text_stays_text() -> None:
    words = {name: EVIL for name in WORDS if name not in DAYS}
    evil = [{"name": EVIL[:40], "query": EVIL}]
    variants = [{"name": EVIL[:40], "record": words}]
    text = kept(**words, calculators={"break-even": EVIL}, scenarios={"break-even": evil}, variants=variants)
    for html in (slots(text), answer("scenarios", json.dumps({"slug": "break-even", "scenarios": evil}))):
        seen = Seen(html)
        assert not {"script", "img", "onerror", "src"} & seen.names
        assert EVIL[:25] in seen.text


# What Markdown could take for its own.
MARKS = [
    "# a",
    "- b",
    "1. c",
    "> d",
    "```",
    "***",
    "===",
    "---",
    "| e |",
    "[f](javascript:g)",
    "<h>",
    "&lt;",
    "    i",
    "\\",
    "!",
    "_j_",
    "`k`",
    "~~l~~",
    "word",
    "",
    "+ m",
    "10) n",
    ": o",
    "[^1]: p",
    "*q*",
]
TRICKY = st.lists(st.sampled_from(MARKS), max_size=6)


@given(TRICKY, st.sampled_from(["\n", " ", "\n\n", ""]))
@settings(max_examples=300)
def test_what_was_typed_stays_text_in_markdown(parts: list[str], between: str) -> None:
    typed = between.join(parts)
    bare = Seen(python_markdown.markdown(markdown(document(read_record(kept()))), extensions=["extra"]))
    record = document(read_record(kept(title=typed[:200], notes=typed, metric=typed, authors=typed[:200])))
    seen = Seen(python_markdown.markdown(markdown(record), extensions=["extra"]))
    assert seen.names - {"br"} <= bare.names | {"p"}
    assert " ".join(typed.split()) in " ".join(seen.text.split())


@given(st.text(alphabet="=+-@\t\r\n ,\";'1a|%", max_size=12))
def test_no_cell_of_the_csv_is_taken_for_a_formula(typed: str) -> None:
    text = kept(calculators=BREAK_EVEN, title=typed)
    rows = list(csv.reader(io.StringIO(figures(document(read_record(text))))))
    assert {len(row) for row in rows} == {13}
    for cell in (cell for row in rows for cell in row):
        assert not cell.lstrip(" ").startswith(("=", "+", "@", "\t", "\r"))
        assert not cell.startswith("-") or float(cell) < 0


def test_the_files_hold_figures_with_their_sources_and_can_be_opened_again() -> None:
    told = document(read_record(kept(**WORDY, calculators={**BREAK_EVEN, "rag": ""})))
    by_ending = {file.ending: file for file in files(told)}
    assert [file.name for file in by_ending.values()] == ["claims.md", "claims.json", "claims.csv"]
    for words in ("# Claims", "9,000 calls/day", "5,000 calls/day", "genai-prices", "2026-11-22", "F1", "2027-01-31"):
        assert words in by_ending["md"].text, words
    content = json.loads(by_ending["json"].text)
    assert (content["format"], content["version"]) == ("decision-record", 1)
    assert [one["calculator"] for one in content["answers"]] == ["break-even", "rag"]
    again = read_record(by_ending["json"].text)
    assert (again.plain(), again.dropped) == (told.record.plain(), ())
    rows = list(csv.DictReader(io.StringIO(by_ending["csv"].text)))
    assert {row["kind"] for row in rows} == {"calculated", "of the world"}
    assert all(row["source"] and row["as of"] for row in rows if row["kind"] == "of the world")


def test_the_whole_record_of_every_calculator_fits_the_file_that_is_opened_again() -> None:
    told = document(read_record(kept(**WORDY, calculators=dict.fromkeys(CLASSES, ""))))
    assert all(one.result for one in told.entries)
    assert len(whole(told)) < MOST_CHARACTERS / 4
    assert [one.slug for one in told.entries] == list(CLASSES)


def test_the_review_day_is_the_first_on_which_a_figure_in_use_ends_or_is_due_unless_one_is_named() -> None:
    plain = document(read_record(kept(calculators={"break-even": "tuning_offer=openai/gpt-4.1-sft"})))
    days = [fact.review_by for one in plain.entries for fact in one.facts if fact.review_by]
    days += [plain.entries[0].case.retires]  # type: ignore[attr-defined]
    assert plain.review.day == min(day for day in days if day >= plain.as_of)
    assert document(read_record(kept(review="2030-01-01", calculators=BREAK_EVEN))).review.day == date(2030, 1, 1)
    assert document(read_record(kept())).review.day is None


# As the advisor was asked before it had questions about training, labels, the task.
ASKED_BEFORE = (
    "task=extraction&falls_short=format&also_short=skill&facts_in=input&examples_count=300&evaluation_set=yes"
    "&best_score=71&prompt_tried=yes&better_model=tried&facts_change=rarely&retrieval=none&examples_quality=checked"
    "&schema=enforceable&calls_per_day=4%2C000&caching=no&latency=relaxed&data_stays=may-leave&tuning_offer=any"
)


def sheet(answers: str, *, notes: str = "", **more: str) -> dict[str, str]:
    """The first sheet of a record in which the advisor was told these answers: each part's words by its key."""
    found = summary(document(read_record(kept(notes=notes, calculators={"advisor": answers, **more}))))
    assert found
    return {part.key: " ".join(part.words) for part in found.parts}


PARTS = ("question", "this_week", "likely_end", "cost", "how_often", "would_change", "decision")


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_the_first_sheet_answers_all_that_is_decided_on_before_the_annex_in_every_form(form: str) -> None:
    text = kept(**WORDY, calculators={"advisor": ASKED_BEFORE})
    told = document(read_record(text))
    words = sheet(ASKED_BEFORE, notes=WORDY["notes"])
    assert set(PARTS) <= set(words)
    assert all(words[key] for key in PARTS if key != "decision")
    if form == "json":
        assert {**json.loads(whole(told))["summary"], "decision": ""} == {**words, "decision": ""}
        return
    first, annex = slots(text).split(">Annex</h2>") if form == "html" else markdown(told).split("# Annex")
    shown = " ".join(Seen(first if form == "html" else python_markdown.markdown(first)).text.split())
    for key in set(PARTS) - {"decision"}:
        assert " ".join(words[key].split()) in shown, key
    for typed in ("Claims", "Ada", "Lin", "2026-12-15"):
        assert typed in shown
    assert "Options considered" in annex


@pytest.mark.parametrize(
    ("calls", "named"), [("", "5,000 calls/day among them"), ("&calls_per_day=300", "Calls per day")]
)
def test_a_volume_that_nobody_told_is_named_beside_the_cost_that_rests_on_it(calls: str, named: str) -> None:
    asked = f"task=classification&falls_short=skill{calls}"
    found = summary(document(read_record(kept(calculators={"advisor": asked}))))
    assert found
    (cost,) = (part for part in found.parts if part.key == "cost")
    assert named in str(cost.link)
    assert ("among them" in str(cost.link)) == (not calls)


ENDS = {
    "prompting": "task=extraction&falls_short=format&prompt_tried=no",
    "rag": "falls_short=facts&facts_in=private&calls_per_day=2000&corpus_tokens=3000000",
    "fine-tuning": "falls_short=style&prompt_tried=yes&facts_in=input&examples_count=5000",
    "rag+fine-tuning": "falls_short=style&also_short=facts&facts_in=private&prompt_tried=yes&examples_count=5000",
}


@pytest.mark.parametrize("answers", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("data", ["", "&data_stays=must-stay"])
def test_advice_and_cost_agree_or_the_sheet_says_why_not(answers: str, data: str) -> None:
    told = document(read_record(kept(calculators={"advisor": answers + data})))
    found = summary(told)
    assert found
    cost, case = sheet(answers + data)["cost"], found.costed.case
    assert isinstance(case, TotalCost)
    cheapest = min(case.totals, key=case.totals.__getitem__)
    assert OPTIONS[cheapest] in cost or inside(OPTIONS[cheapest]) in cost
    assert roughly(case.totals[cheapest]) in cost or "costs the same" in cost
    differ = "That is not the advice, because" in cost or "bought elsewhere" in cost
    assert ("Advice and cost agree" in cost) != differ
    if "That is not the advice" in cost:
        why = cost.split("That is not the advice, because", 1)[1]
        assert any(rule.why in why for rule in found.advisor.spoken.rules)


def test_the_cost_on_the_sheet_is_of_what_was_asked_there_or_else_of_what_the_advisor_was_told() -> None:
    told = document(read_record(kept(calculators={"advisor": f"{ENDS['rag']}&examples_count=700"})))
    found = summary(told)
    assert found
    assert isinstance(found.costed.case, TotalCost)
    case = found.costed.case
    assert (case.calls_per_day, case.corpus_tokens, case.examples_count) == (2000, 3_000_000, 700)
    assert roughly(TotalCost(calls_per_day=2000, corpus_tokens=3_000_000).totals["rag"]) in sheet(ENDS["rag"])["cost"]
    asked = sheet(ENDS["rag"], **{"total-cost": "calls_per_day=50&corpus_tokens=3000000"})["cost"]
    assert roughly(TotalCost(calls_per_day=50, corpus_tokens=3_000_000).totals["rag"]) in asked
    assert "no numbers" in next(part for part in _parts("falls_short=style") if part.key == "cost").link


def test_the_first_sheet_says_whose_case_it_is_with_its_volume() -> None:
    asked = "falls_short=style&prompt_tried=yes"
    question = sheet(asked, notes="Letters of the claims desk, for 40 clerks.\n\nMore.")["question"]
    assert "Letters of the claims desk, for 40 clerks." in question
    assert "More." not in question
    assert "Volume. Not told yet; what it costs is worked out for 5,000 calls/day." in question
    assert "Volume. 400 calls/day, as the advisor was told." in sheet(f"{asked}&calls_per_day=400")["question"]
    elsewhere = sheet(asked, **{"total-cost": "calls_per_day=70"})["question"]
    assert "Volume. 70 calls/day, as “Total cost, side by side” was told." in elsewhere


def test_the_first_sheet_says_to_try_both_where_it_is_close_and_only_there() -> None:
    for answers in ENDS.values():
        found = summary(document(read_record(kept(calculators={"advisor": answers}))))
        assert found
        assert (told_end(found.advisor) in sheet(answers)["likely_end"]) == (found.advisor.certainty == "close")


@pytest.mark.parametrize("amount", [0, 0.0123, 375.02, 16_610.4, 145_035, 2_345_678])
def test_no_amount_on_the_first_sheet_has_more_than_three_digits_that_count(amount: float) -> None:
    words = roughly(amount)
    digits = re.sub("[^0-9]", "", words).strip("0")
    assert len(digits) <= 3
    assert read_number(words.removesuffix(" USD"), grouped=True) == pytest.approx(amount, rel=0.005)


def test_what_was_worked_out_is_never_empty_once_there_is_advice() -> None:
    alone = slots(kept(calculators={"advisor": ENDS["rag"]}))
    section = alone.split("<h3>What was worked out</h3>")[1].split("<h3>")[0]
    assert "Total cost, side by side" in section
    assert "decision__lines" not in section
    assert "Remove" not in section
    told = document(read_record(kept(calculators={"advisor": ENDS["rag"]})))
    assert "Worked out for the first sheet" in markdown(told)
    more = slots(kept(calculators={"advisor": ENDS["rag"], "memory": ""}))
    assert "Worked out for the first sheet" not in more


@pytest.mark.parametrize(
    ("answers", "differs"),
    [
        ({"total-cost": "calls_per_day=400", "break-even": "calls_per_day=900"}, "calls per day"),
        ({"advisor": "falls_short=style&calls_per_day=400", "rag": ""}, "calls per day"),
        ({"break-even": "examples_count=300", "training-run": "examples_count=900"}, "training examples"),
        ({"break-even": "", "training-run": ""}, ""),
        ({"total-cost": "calls_per_day=400", "break-even": "calls_per_day=400"}, ""),
        ({"total-cost": "calls_per_day=400", "memory": ""}, ""),
    ],
)
def test_a_record_whose_answers_rest_on_different_volumes_says_so_on_the_first_sheet(
    answers: dict[str, str], differs: str
) -> None:
    told = document(read_record(kept(calculators=answers)))
    first = slots(kept(calculators=answers)).split(">Annex</h2>")[0]
    assert bool(told.unlike) == bool(differs) == ("do not rest on the same" in first)
    if differs:
        assert f"the same {differs}" in told.unlike[0]
        assert all(kind.title in told.unlike[0] for kind in (one.kind for one in told.entries))
        assert any(whose == "Volumes" for whose, _ in told.risks)


def _parts(answers: str) -> tuple[Part, ...]:
    found = summary(document(read_record(kept(calculators={"advisor": answers}))))
    assert found
    return found.parts


def test_the_sheet_says_how_often_such_advice_was_right_as_the_proof_counts_it() -> None:
    advised = outcomes.said("advisor", outcomes.aside)
    whole_score, close = outcomes.alone(advised), outcomes.sure(advised, "close")
    said = sheet(ENDS["rag"])["how_often"]
    assert f"In {whole_score.of} published cases" in said
    assert f"did best in {whole_score.right};" in said
    assert f"Where it said close, as here: in {close.right} of {close.of}." in said
    assert "nothing is counted" in sheet("task=extraction")["how_often"]


def test_answers_that_cannot_be_priced_are_told_on_the_sheet() -> None:
    assert "cannot be worked out" in sheet(ENDS["rag"], **{"total-cost": "calls_per_day=-1"})["cost"]


def test_a_record_from_before_opens_whole_and_says_what_is_asked_anew() -> None:
    told = document(read_record(kept(calculators={"advisor": ASKED_BEFORE})))
    (one,) = told.entries
    assert (one.problem, one.unknown) == ("", ())
    assert len(one.changed) == ASKED_BEFORE.count("=")
    answered = {part.split("=")[0] for part in ASKED_BEFORE.split("&")}
    assert one.result
    assert one.result.asks
    assert not answered & set(one.result.asks)
    said = f"Answer next, it would tell most: {', '.join(one.asks)}."
    assert said in markdown(told)
    html = slots(told.record.text())
    assert said in Seen(html).text
    # Each leads to the form with all that is answered already.
    assert html.count("calculators/advisor/#advisor?task=extraction&amp;") == len(one.asks) + 1


def test_a_record_keeps_of_each_option_what_weighs_most() -> None:
    told = document(read_record(kept(calculators={"advisor": "falls_short=style&training=no&task=extraction"})))
    assert told.advice
    for option, reasons in told.advice.weighed:
        assert len(reasons) <= 3
        assert set(reasons) <= set(option.reasons)
        if option.state == "ruled out":
            assert {reason.weight for reason in reasons} == {"rules out"}


def test_a_calculator_that_is_not_in_the_record_opens_with_what_the_others_were_told() -> None:
    asked = {
        "memory": "gpu=l4&method=qlora&sequence_length=1024&batch_size=2",
        "break-even": "tokens_per_example=300&calls_per_day=9000&epochs=3",
        "rag": "calls_per_day=8000",
    }
    told = document(read_record(kept(calculators=asked)))
    run = entry("training-run", told.carried(calculator("training-run")))
    assert (run.problem, run.unknown) == ("", ())
    about = {one.label: one.value for one in run.changed}
    assert about["Sequences at once"] == "2 sequences"
    assert about["GPU"].startswith("L4")
    assert about["Tokens per example"] == "300 tokens"
    assert about["Sequence length"] == "1,024 tokens"
    # Two were told otherwise, so this is asked.
    assert "calls_per_day" not in told.carried(calculator("serving"))
    # A memory that only answers has no method of training.
    assert "method" not in document(read_record(kept(calculators={"memory": "method=inference"}))).carried(run.kind)
    assert f"calculators/training-run/#training-run?{escape(told.carried(run.kind))}" in slots(told.record.text())


def test_a_record_without_answers_is_a_form_to_fill_in() -> None:
    html = slots(kept())
    assert re.search(r"<dt>Title</dt><dd></dd>.*<dt>Authors</dt><dd></dd>", html, re.DOTALL)
    for heading in ("Context", "Options considered", "Recommendation and reasons", "Figures and sources", "Review"):
        assert f"<h3>{heading}</h3>" in html
    sheet_, annex = html.split(">Annex</h2>")
    assert (sheet_.count("decision__hint"), annex.count("decision__hint")) == (5, 8)
    assert "Decided, signed" in sheet_


def test_variants_stand_beside_the_record_with_their_differences_in_words() -> None:
    variant = {"name": "Before", "record": {"title": "Old", "calculators": {"break-even": ""}}}
    text = kept(title="New", calculators=BREAK_EVEN, variants=[variant])
    assert "| Title | New | Old (differs) |" in markdown(document(read_record(text)))
    html = slots(text)
    assert "Variants side by side" in html
    assert "Before" in html
    assert "differs" in html


def test_scenarios_show_what_differs_in_words() -> None:
    scenarios = [{"name": "A", "query": ""}, {"name": "B", "query": "calls_per_day=10000"}]
    seen = Seen(answer("scenarios", json.dumps({"slug": "break-even", "scenarios": scenarios})))
    lines = [" ".join(line.split()) for line in seen.text.split("\n")]
    assert "Calls per day5,000 calls/day10,000 calls/day differs" in lines
    assert any(line.startswith("Long prompt, 24 months in all") and line.endswith("100 % more") for line in lines)
    assert "Epochs" not in seen.text
    assert "Scenarios" not in answer("scenarios", json.dumps({"slug": "break-even", "scenarios": []}))
    assert "4 are kept there" in answer("scenarios", json.dumps({"slug": "rag", "scenarios": scenarios * 2}))
