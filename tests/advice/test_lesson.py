"""The promises of lesson 1: what it carries, in which order, with which evidence, with no price typed."""

import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from calculators.advice import lesson
from calculators.course import checks
from calculators.figures.tables import DATA, catalogue
from calculators.kit.strict import DataError
from calculators.macros import lesson as lesson_macros
from calculators.macros.here import here

PAGE = (Path(__file__).parents[2] / "docs" / "why-fine-tune.md").read_text("utf-8")
FRONT_MATTER, BODY = PAGE.removeprefix("---\n").split("\n---\n", 1)

SECTIONS = [
    "cardiologist",
    "three-tools",
    "when-prompting-fails",
    "when-rag-falls-short",
    "decision-matrix",
    "four-bills",
    "four-steps",
    "the-close",
]
CALL = re.compile(r"""\{\{ (\w+)\(([^)]*)\) \}\}""")


def words_of_call(call: re.Match[str]) -> str:
    """What a macro puts into the text, without lists of sources and without a calculator."""
    name, arguments = call[1], re.findall(r'"([^"]*)"', call[2])
    if name == "evidence":
        box = lesson.evidence_boxes()[arguments[0]]
        return " ".join([box.title, box.rule, *box.text])
    if name == "decision_matrix":
        return " ".join(
            f"{row.use_case} " + " ".join(f"{cell.words} {cell.why}" for cell in (row.prompting, row.rag, row.tuning))
            for row in lesson.matrix().values()
        )
    if name == "checks":
        return " ".join(f"{check.question} {check.why}" for check in checks.sections("why-fine-tune")[arguments[0]])
    if name == "term":
        return arguments[1] if len(arguments) > 1 else lesson.terms()[arguments[0]].term
    return "2 USD" if name == "fact" else ""


def plain(markdown: str) -> str:
    """The words as a reader meets them."""
    text = CALL.sub(words_of_call, markdown)
    text = re.sub(r"<[^>]+>|\{ [#.][^}]*\}|[*`>|]|^#+ |\]\([^)]*\)|\[", " ", text, flags=re.MULTILINE)
    return re.sub(r"\s+", " ", text.replace("&nbsp;", " "))


def sections() -> dict[str, str]:
    """The Markdown of every section, by its id."""
    parts = re.split(r"^## .* \{ #([\w-]+) \}$", BODY, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_it_is_a_lesson_of_60_minutes() -> None:
    assert "kind: lesson" in FRONT_MATTER
    assert "minutes: 60" in FRONT_MATTER
    assert "description:" in FRONT_MATTER
    assert "# Why Fine-Tune? When and When Not To" in BODY
    assert "Choosing between prompt engineering, fine-tuning and RAG\n{ .subtitle }" in BODY


def test_it_can_be_read_in_60_minutes_with_time_for_the_calculator() -> None:
    assert 8_000 <= len(plain(BODY).split()) <= 9_600


def test_the_eight_sections_stand_in_order_before_takeaways_reading_and_terms() -> None:
    assert list(sections()) == [*SECTIONS, "takeaways", "read-next", "terms"]


def test_what_the_reader_will_be_able_to_do_stands_before_the_first_section() -> None:
    opening = BODY[: BODY.index("{ #cardiologist }")]
    assert "After this lesson you can" in opening
    assert opening.count("\n- ") >= 6


CARRIED: dict[str, list[str]] = {
    "cardiologist": [
        "chest",
        "general practitioner, .* every textbook",
        "infections.*bones.*children.*nerves",
        "three more years",
        r"\bECG\b.* ST segment",
        "not the cleverer",
        "give a child .* worse than she does",
        "thousands of hours with one kind of case",
        "instinct",
        "vocabulary",
        "base model.* is the general practitioner",
        "fine-tuned model is the same doctor",
        "breadth for depth",
        "language of its field",
        "in the form",
        r"tells a STEMI from an NSTEMI although nobody explained .* in the prompt",
        "in the prompt or in the weights",
    ],
    "three-tools": [
        "instructions, constraints, examples and context",
        "inference",
        "nothing in the model changes",
        "wheel of a ship that is already under way",
        "nothing except tokens",
        "seconds",
        "no bottleneck is known yet.*always first",
        "What is our refund policy",
        "reads them and composes an answer",
        "does not have to remember",
        "the weights stay as they were",
        "build, and then run",
        "if the knowledge changes, or if there is more of it than a prompt can hold",
        "pairs of input and wanted output, often thousands",
        "gradient descent",
        "style, tone, the jargon",
        "become internal",
        "computing and time",
        "pays back as reliable behaviour without a long prompt",
    ],
    "when-prompting-fails": [
        "library is private",
        "retrieval brings the code",
        "pattern: tuning",
        "brand’s voice|brand's voice",
        "easy to say and hard to specify",
        "labelled examples",
        "no samples .* in every prompt",
        "2,000 tokens",
        "thousands of times a day",
        "stripped to what the passenger wrote",
        "money up front",
    ],
    "when-rag-falls-short": [
        "missed document .* invitation to hallucinate",
        "vocabulary is very fine, retrieval becomes uneven",
        "always be JSON",
        "medical terms must be used",
        "stay in its role",
        "these are behaviour",
        "What frustrates our customers most",
        "hundreds of them",
        "often works better.*tune a model on those summaries",
    ],
    "decision-matrix": [
        "starting heuristic: real systems combine",
        "RAG together with fine-tuning is a common pair in production",
        "how the model behaves",
        "what the model knows",
        "prompting takes the rest, and takes it cheaply",
    ],
    "four-bills": [
        "between 100 and 10,000",
        "collecting and cleaning these is often the most expensive part",
        "bad data makes a bad model",
        "model of 7 billion weights.* a few hours on one A100",
        "10 to 50 USD",
        "cheap to try",
        "versions of the data.*hyperparameters.*sizes of model",
        "tries add up",
        "snapshot",
        "RAG .* replaces one page",
        "trained again",
        "without a rigorous protocol nobody knows",
        "time to set up and to run",
        "all four together",
        "the total over a period",
    ],
    "four-steps": [
        "a few honest hours",
        "few-shot examples",
        "80 % of cases or more, stop",
        "you are done",
        "facts are missing. .*RAG",
        "style, format or tone is wrong .*consider tuning",
        "bad even with good context .*tuning may help.*better base model",
        "GPT-3.5 to GPT-4",
        "may be cheaper",
        "200 curated examples beat 2,000 noisy ones",
        "fix the metric before training",
        "beat the baseline on real inputs",
    ],
    "the-close": [
        "rest of this course is machinery",
        "business and data decision first",
        "more cheaply and more reliably",
        "not reach for it because it impresses",
        "one page",
    ],
}


@pytest.mark.parametrize(("section", "point"), [(section, point) for section in CARRIED for point in CARRIED[section]])
def test_every_point_of_the_lesson_is_carried(section: str, point: str) -> None:
    assert re.search(point, plain(sections()[section]), re.IGNORECASE), f"{section}: {point}"


def test_the_table_of_three_tools_answers_four_questions_for_each() -> None:
    for question in ("What it changes", "Picture", "Cost and pace", "The bottleneck it cures"):
        (cells,) = re.findall(rf"^\| {question} \|(.*)\|$", BODY, re.MULTILINE)
        assert [bool(cell.strip()) for cell in cells.split("|")] == [True] * 3


def test_the_calculator_stands_in_section_3_after_the_third_situation() -> None:
    section = sections()["when-prompting-fails"]
    call = '{{ calculator("break-even", fields="calls_per_day cache_hits") }}'
    assert BODY.count("{{ calculator(") == BODY.count(call) == 1
    assert section.index("#private-knowledge") < section.index("#hard-to-describe") < section.index("#fat-prompts")
    assert section.index("#fat-prompts") < section.index(call)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_shows_evidence_and_asks_the_reader(section: str) -> None:
    text = sections()[section]
    assert re.search(r"^\{\{ evidence\(", text, re.MULTILINE)
    assert text.rstrip().endswith(f'{{{{ checks("{section}") }}}}')


def test_every_box_stands_in_the_lesson_exactly_once() -> None:
    boxes = lesson.evidence_by_lesson()["why-fine-tune"]
    assert sorted(re.findall(r'\{\{ evidence\("([\w-]+)"\) \}\}', BODY)) == sorted(boxes)


def test_every_verdict_occurs_and_every_box_links_its_sources_and_says_how_they_were_read() -> None:
    assert {box.verdict for box in lesson.evidence_boxes().values()} == {"confirms", "bounds", "contradicts"}
    for key, box in lesson.evidence_boxes().items():
        html = lesson_macros.evidence(key)
        assert html.startswith(f'<details class="evidence evidence--{box.verdict}">\n<summary>')
        assert f'id="evidence-{key}"' in html.partition("</summary>")[2]  # a link to it opens the box
        assert html.count("<li>") == len(box.sources)
        for cited in box.sources:
            assert f'href="{catalogue().sources[cited.source].url}"' in html
            assert f"({cited.read})" in html


def in_reading_order() -> str:
    """The running text with terms marked, without headings, examples, boxes and the matrix."""
    text = re.sub(r"```.*?```", "", BODY, flags=re.DOTALL)
    text = re.sub(r"^#+ .*$|^.*\n\{ \.subtitle \}$", "", text, flags=re.MULTILINE)
    text = re.sub(r'\{\{ term\("([\w-]+)"[^}]*\) \}\}', r"«\1»", text)
    return CALL.sub("", text)


@pytest.mark.parametrize("key", lesson.terms_by_lesson()["why-fine-tune"])
def test_every_term_is_explained_once_and_where_it_first_appears(key: str) -> None:
    text = in_reading_order()
    assert text.count(f"«{key}»") == 1
    before = text[: text.index(f"«{key}»")]
    assert not re.search(rf"(?<![«\w-]){re.escape(lesson.terms()[key].term)}s?(?![\w»-])", before, re.IGNORECASE)


def test_the_list_of_terms_explains_those_again_that_the_page_has_explained() -> None:
    here.meta.clear()
    for key in ("rag", "lora", "rag"):
        lesson_macros.term(key)
    html = lesson_macros.term_list()
    assert re.findall(r'id="glossary-([\w-]+)"', html) == ["lora", "rag"]
    assert sections()["terms"].strip() == "{{ term_list() }}"


def test_a_term_opens_its_note_without_any_script() -> None:
    here.meta.clear()
    html = lesson_macros.term("lora", "LoRA’s")
    assert html.startswith('<button type="button" class="term" popovertarget="term-lora">LoRA’s</button>')
    assert '</button><span popover id="term-lora" class="term-note" role="note"' in html
    assert "\n" not in html


AMOUNT = re.compile(r"(?:\d[\d.,]*(?: to )?)+ ?(?:USD|dollars?|cents?|euros?|EUR)|[$€£] ?\d[\d.,]*")
RULES_OF_THUMB = {"10 to 50 USD", "30 dollars"}


def test_no_price_is_typed_into_the_text() -> None:
    asked = " ".join(f"{check.question} {check.why}" for check in checks.checks("why-fine-tune"))
    assert set(AMOUNT.findall(f"{CALL.sub('', BODY)} {asked}")) == RULES_OF_THUMB


MATRIX: dict[str, tuple[str, str, str]] = {
    "medical-public": ("works", "works", "marginal"),
    "clinical-notes": ("works", "best", "marginal"),
    "brand-voice": ("marginal", "not relevant", "best"),
    "sql": ("works", "not relevant", "best"),
    "support-faq": ("works", "best", "marginal"),
    "support-voice": ("marginal", "needed", "needed"),
    "internal-code": ("marginal", "works", "best"),
    "classification": ("works", "not relevant", "best"),
    "entities": ("marginal", "not relevant", "best"),
    "summaries": ("works", "not relevant", "best"),
}


def test_the_rows_of_the_matrix_keep_their_addresses_and_ratings() -> None:
    rows = lesson.matrix()
    assert {key: (row.prompting.rating, row.rag.rating, row.tuning.rating) for key, row in rows.items()} == MATRIX


def test_every_row_of_the_matrix_links_to_itself() -> None:
    html = lesson_macros.decision_matrix()
    for key, row in lesson.matrix().items():
        assert html.count(f'id="matrix-{key}"') == 1
        assert f'href="#matrix-{key}" aria-label="Link to the row: {row.use_case}"' in html
    assert html.count("<td data-tool=") == 30


def test_links_to_rows_of_the_matrix_lead_somewhere() -> None:
    assert set(re.findall(r"\(#matrix-([\w-]+)\)", BODY)) <= set(MATRIX)


@pytest.mark.parametrize(
    "html",
    [
        *(lesson_macros.evidence(key) for key in lesson.evidence_boxes()),
        lesson_macros.decision_matrix(),
        lesson_macros.term_list(),
        lesson_macros.term("rag"),
    ],
)
def test_what_macros_print_passes_through_markdown_and_a_strict_content_policy(html: str) -> None:
    assert "\n\n" not in html
    assert not re.search(r"<[^>]* (?:style|on\w+)=|<script|<style", html)


# The figures of our own in boxes and text, reckoned again from the tables and from the formulas they name.


def box(key: str) -> str:
    return " ".join(lesson.evidence_boxes()[key].text)


def test_the_cached_call_and_its_turning_point_follow_from_the_price_tables() -> None:
    day = catalogue().as_of
    base, offer = catalogue().api_models["openai/gpt-4.1-mini"], catalogue().tuning_offers["openai/gpt-4.1-mini-sft"]
    fresh, cached, out = (base.price(kind, day) for kind in ("input", "cached_input", "output"))
    tuned_in, tuned_out = offer.tuned_price("input", day), offer.tuned_price("output", day)
    assert None not in (fresh, cached, out, tuned_in, tuned_out)
    plain_call = (2_000 * fresh + 200 * fresh + 100 * out) / 1e6
    cached_call = (2_000 * cached + 200 * fresh + 100 * out) / 1e6
    tuned_call = (200 * tuned_in + 100 * tuned_out) / 1e6
    for cost in (plain_call, cached_call, tuned_call):
        assert f"{cost:.5f} USD" in box("cached-prompts")
    assert f"{(plain_call - tuned_call) / (plain_call - cached_call):.0%}".replace("%", " %") in box("cached-prompts")


def test_the_range_of_cache_discounts_follows_from_the_price_table() -> None:
    day = catalogue().as_of
    models = catalogue().api_models.values()
    prices = [(model.price("cached_input", day), model.price("input", day)) for model in models]
    shares = [cached / fresh for cached, fresh in prices if cached is not None and fresh]
    assert f"between {min(shares) * 100:.0f} and {max(shares) * 100:.0f} %" in box("cached-prompts")


def test_the_sizes_of_test_sets_follow_from_the_usual_formulas() -> None:
    level, power = 1.959964, 0.841621  # of the normal distribution: 5 % on two sides; 80 % power

    def paired(better: float, worse: float) -> float:
        moved, gain = better + worse, better - worse
        return ((level * math.sqrt(moved) + power * math.sqrt(moved - gain**2)) / gain) ** 2

    pooled = 0.825 * 0.175
    separate = ((level * math.sqrt(2 * pooled) + power * math.sqrt(0.8 * 0.2 + 0.85 * 0.15)) / 0.05) ** 2
    assert round(separate, -2) == 900
    assert math.ceil(paired(0.15, 0.05)) == 155
    assert round(paired(0.10, 0.05), -1) == 470
    assert round(100 * (1 - 0.05 ** (1 / 100))) == 3
    assert all(figure in box("how-many-items") for figure in ("about 900", "155", "about 470", "3 %"))


def test_eighty_of_a_hundred_means_71_to_87_per_cent() -> None:
    share, items, z = 0.8, 100, 1.959964
    middle, half = share + z**2 / (2 * items), z * math.sqrt(share * (1 - share) / items + z**2 / (4 * items**2))
    low, high = ((middle + sign * half) / (1 + z**2 / items) for sign in (-1, 1))
    assert f"between {low * 100:.0f} and {high * 100:.0f} per cent" in plain(sections()["four-bills"])


def test_the_hours_that_10_to_50_usd_buy_follow_from_the_rates_named() -> None:
    low, high = re.search(r"for ([\d.]+) to ([\d.]+) USD an hour", box("compute-today")).groups()  # type: ignore[union-attr]
    assert f"{10 / float(high):.0f} to {50 / float(low):.0f} hours" in box("compute-today")


TERMS, BOXES = "terms/why-fine-tune", "evidence/why-fine-tune"
READERS: dict[str, Callable[[Path], object]] = {
    "decision_matrix": lesson.matrix,
    TERMS: lesson.terms,
    BOXES: lesson.evidence_boxes,
}


@pytest.mark.parametrize(
    ("table", "right", "wrong", "message"),
    [
        ("decision_matrix", "rating: best", "rating: great", "'great' is not allowed; allowed: best, needed, works"),
        ("decision_matrix", "use_case:", "usecase:", "'usecase' is not a key here; allowed: "),
        (TERMS, "definition:", "meaning:", "'meaning' is not a key here; allowed: definition"),
        (
            "evidence/why-fine-tune",
            "source: nori-2023",
            "source: nori-2032",
            "'nori-2032' is not a key of data/sources.yaml",
        ),
        (
            "evidence/why-fine-tune",
            "read: abstract read",
            "read: skimmed",
            "'skimmed' is not allowed; allowed: read at the source",
        ),
    ],
)
def test_a_mistake_in_the_lessons_tables_is_refused_with_file_row_and_what_is_allowed(
    tmp_path: Path, table: str, right: str, wrong: str, message: str
) -> None:
    text = (DATA / f"{table}.yaml").read_text("utf-8")
    (tmp_path / table).parent.mkdir(exist_ok=True)
    (tmp_path / f"{table}.yaml").write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(DataError, match=re.escape(message)) as refused:
        READERS[table](tmp_path)
    assert re.search(rf"{table}\.yaml, row '[\w-]+', line \d+: ", str(refused.value))
