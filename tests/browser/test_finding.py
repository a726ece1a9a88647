"""Finding one's way: one name for each thing, the right page first in the search, groups, what is next."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calculators import calculators
from calculators.course.lessons import lessons
from tests.browser.test_every_page import addresses

ASKED = {
    # What people ask: the pages of which one must be first.
    "LoRA 8B cost": "calculators/training-run",
    "should we fine-tune": "why-fine-tune calculators/advisor",
    "how many examples": "good-examples why-fine-tune calculators/training-data calculators/sample-size",
    "is RAG cheaper": "calculators/rag calculators/total-cost",
    "cost of RAG": "calculators/rag",
    "which technique": "calculators/advisor",
    "total cost": "calculators/total-cost",
    "when does fine-tuning pay": "calculators/break-even why-fine-tune",
    "break-even": "calculators/break-even",
    "GPU memory": "calculators/memory",
    "does it fit on a 4090": "calculators/memory",
    "VRAM": "calculators/memory",
    "price of labels": "calculators/training-data data/rag-and-labels",
    "annotation cost": "calculators/training-data data/rag-and-labels",
    "check JSONL": "calculators/dataset-check",
    "validate training file": "calculators/dataset-check data/training-files",
    "is the new model better": "calculators/before-after",
    "sample size": "calculators/sample-size",
    "how many test items": "calculators/sample-size",
    "kappa": "calculators/agreement",
    "inter-rater agreement": "calculators/agreement",
    "self-hosting": "calculators/serving",
    "API or own GPU": "calculators/serving",
    "model retired": "calculators/upkeep living-with-it",
    "API prices": "data/api-prices",
    "GPU prices": "data/gpus",
    "fine-tuning providers": "data/tuning calculators/managed-tuning",
    "decision record": "decision-record",
    "decision matrix": "decision-matrix why-fine-tune",
    "teachers": "for-a-class",
    "offline copy": "hosting for-a-class",
    "own prices": "data/own-figures data data/files",
    # As people type it: without hyphens, with slips, with a word of German.
    "how much data do i need to finetune": "good-examples why-fine-tune calculators/training-data",
    "RAG vs fine-tuning": "calculators/advisor why-fine-tune",
    "finetuning or rag": "calculators/advisor why-fine-tune",
    "fintune": "why-fine-tune",
    "retrival": "knowledge-in-reach calculators/rag",
    "anotation": "calculators/training-data",
    "calculater for gpu": "calculators/memory calculators",
    "excersises for students": "for-a-class",
    "Glossar": "glossary",
    "what is a token": "glossary",
    "what is LoRA": "what-training-costs glossary",
    "fine tune llama 3 cost": "what-training-costs calculators/training-run",
    "graphics card memory for 70B": "calculators/memory",
    "openai fine-tuning discontinued": "data/tuning calculators/managed-tuning",
    "is it statistically significant": "calculators/before-after measure-before-and-after",
    "how to make a test set": "measure-before-and-after calculators/sample-size",
    "annotators disagree": "calculators/agreement",
    "embedding price": "calculators/rag data/rag-and-labels",
    "vector database cost": "calculators/rag",
    "hallucination": "knowledge-in-reach glossary",
    "model gets worse over time": "living-with-it",
    "duplicates in training data": "calculators/dataset-check",
    "personal data in training file": "calculators/dataset-check",
    "presentation for my boss": "decision-record",
    "how sure is the advice": "how-often-right",
    "is my data sent anywhere": "about",
    "data protection": "about",
    "without internet": "hosting",
    "intranet wiki embed": "hosting",
    "command line": "hosting/pipelines",
    "euro": "data/own-figures",
    "report a mistake": "about",
    "how many examples do i need": "good-examples calculators/training-data",
    "embed in confluence": "hosting",
    "lora vs qlora memory": "calculators/memory",
    "hallucinations": "knowledge-in-reach glossary",
    "fine tuning cost": "what-training-costs calculators/total-cost calculators/managed-tuning",
    "cost of fine tuning": "what-training-costs calculators/total-cost calculators/managed-tuning",
    "how much does fine-tuning cost": "what-training-costs calculators/total-cost calculators/managed-tuning",
    "finetuning price": "calculators/managed-tuning data/tuning what-training-costs calculators/total-cost",
    "fine tuning": "why-fine-tune calculators/advisor",
    "gpt-": "data/api-prices",
    "gpt-4o price": "data/api-prices",
    "claude": "data/api-prices",
    "can i fine tune claude": "data/tuning calculators/managed-tuning",
    "token price": "data/api-prices",
    "price per million tokens": "data/api-prices",
    "24gb": "calculators/memory",
    "24gb gpu": "calculators/memory",
    "h100 price": "data/gpus",
    "runpod": "data/gpus",
    "how many gpus do i need": "calculators/memory calculators/serving",
    "how long does training take": "calculators/training-run what-training-costs",
    "epochs": "what-training-costs glossary calculators/training-run good-examples",
    "rlhf": "what-training-costs glossary",
    "gdpr": "about calculators/advisor",
    "on premise": "calculators/serving hosting",
    "roi": "calculators/break-even calculators/total-cost",
    "is fine-tuning worth it": "calculators/break-even why-fine-tune calculators/advisor",
    "when should I not fine-tune": "why-fine-tune calculators/advisor",
    "batch discount": "data/api-prices calculators/api-cost",
    "license": "about licences",
    "quiz": "course workbook",
    "save my answers": "decision-record",
    "decision tree": "walk",
    "success stories": "how-often-right",
    "case studies": "how-often-right decision-matrix workbook",
    "synthetic data": "calculators/training-data good-examples",
    "chunk size": "calculators/rag knowledge-in-reach",
    "excel": "calculators/before-after calculators/agreement decision-record",
    "prompt engineering": "why-fine-tune calculators/api-cost calculators/advisor knowledge-in-reach",
    "azure": "data/tuning",
    "what is rag": "glossary knowledge-in-reach",
    "latency": "calculators/serving",
    "test set": "measure-before-and-after calculators/sample-size",
    "eval": "calculators/sample-size measure-before-and-after",
    "LLM as a judge": "calculators/agreement measure-before-and-after",
    "inference cost": "calculators/serving calculators/api-cost calculators/total-cost",
    "model drift": "living-with-it calculators/upkeep",
    "context length": "knowledge-in-reach",
    "mistral": "data/open-models calculators/memory data/tuning",
    "changelog": "what-changed data/changes",
    "4-bit": "calculators/memory what-training-costs",
    "quantization": "calculators/memory what-training-costs",
    "chatbot": "decision-matrix",
    "classification": "decision-matrix",
    "json output": "decision-matrix",
    "labeling": "calculators/training-data",
    "train my own model": "calculators/training-run",
    "security": "hosting",
    "cost per call": "calculators/api-cost",
    "p value": "calculators/before-after",
    "p-value": "calculators/before-after",
    "cheaper model": "calculators/break-even",
    "is it worth it": "calculators/break-even",
    "which gpu": "calculators/memory",
    "what does a token cost": "calculators/api-cost data/api-prices",
    "tokens": "glossary data/api-prices",
}


FOUND = """async (asked) => {
  const { search } = JSON.parse(document.getElementById("__config").textContent);
  const worker = new Worker(new URL(search, document.baseURI));
  const found = {};
  for (const data of asked) {
    const heard = new Promise((done) => {
      worker.addEventListener("message", ({ data: { type, data } }) => type === 3 && done(data.items));
    });
    worker.postMessage({ type: 2, data });
    const [first] = await heard;
    found[data] = first?.[0].location.split("#")[0].replace(/\\/$/, "") ?? "nothing";
  }
  return found;
}"""
"""The page that stands first for each, asked of the search as Material asks it."""


def test_the_search_finds_the_right_page_first_for_what_people_ask(page: Page) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto("about/")
    found = page.evaluate(FOUND, list(ASKED))
    wrong = [
        f"{asked}: {found[asked]}, not {right}" for asked, right in ASKED.items() if found[asked] not in right.split()
    ]
    assert len(ASKED) >= 120
    assert not wrong, "\n".join(wrong)
    # What is typed on the way to a word, or by chance, is no mistake.
    page.evaluate(FOUND, ["gpt-", "24gb", "a^b", "c++", "what: ", "-", "“"])
    box = page.get_by_role("textbox", name="Search")
    for typed in ("gpt-", "24gb", "fine tuning cost"):
        box.fill("")
        box.press_sequentially(typed)
    first = page.locator(".md-search-result__list > li a").first
    expect(first).to_have_attribute("href", re.compile(found["fine tuning cost"]))
    assert not told


def test_no_option_of_a_list_is_in_the_search(site: Path) -> None:
    index = (site / "search/search_index.json").read_text("utf-8")
    options = re.findall(r"<option[^>]*>([^<]{12,})</option>", (site / "calculators/rag/index.html").read_text("utf-8"))
    listed = [words for words in options if words.startswith("GPT-6")]
    assert listed
    assert not re.search(r"GPT-6 Astra\s*GPT-6", index)


def test_no_text_that_only_scripts_read_is_in_the_search(site: Path) -> None:
    for doc in json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]:
        assert not re.search(r"[a-z]_[a-z]+\*[\d.]+", doc["text"]), doc["location"]


def test_a_search_that_fails_says_so(page: Page) -> None:
    page.route("**/search_index.json", lambda route: route.abort())
    page.goto("about/")
    page.get_by_role("textbox", name="Search").press_sequentially("memory")
    expect(page.locator(".md-search-result__meta")).to_contain_text("The search did not arrive.")
    page.unroute("**/search_index.json")
    page.get_by_role("textbox", name="Search").press_sequentially(" of")
    expect(page.locator(".md-search-result__list > li").first).to_be_visible()


def test_each_page_has_one_name_in_the_menu_its_tab_and_its_title(site: Path) -> None:
    different = []
    for address in addresses(site):
        html = (site / address / "index.html").read_text("utf-8")
        current = re.search(r'<nav class="section-nav".*?</nav>', html, re.DOTALL)
        named = re.search(r'aria-current="page">(.*?)</a>', current[0]) if current else None
        title, tab = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL), re.search(r"<title>(.*?) - ", html)
        if not named or not title or not tab:
            continue
        heading = re.sub(r'<a class="headerlink".*?</a>|<[^>]+>', "", title[1]).strip()
        menu = heading if re.fullmatch(r"Lesson \d", named[1]) else named[1]  # the menu numbers lessons
        if not menu == heading == tab[1]:
            different.append(f"{address}: {named[1]!r}, {tab[1]!r}, {heading!r}")
    assert not different, "\n".join(different)


def test_each_calculator_has_the_name_that_its_declaration_gives(site: Path) -> None:
    for kind in calculators():
        html = (site / "calculators" / kind.slug / "index.html").read_text("utf-8")
        assert f">{kind.title}<" in html


def test_the_index_of_calculators_has_three_groups_and_says_where_to_start(page: Page) -> None:
    page.goto("calculators/")
    groups = page.locator("article h2")
    expect(groups).to_have_count(3)
    listed = page.locator(".calculator-list strong").all_inner_texts()
    assert sorted(listed) == sorted(kind.title for kind in calculators() if kind.slug != "advisor")
    expect(page.locator(".calculator-start li")).to_have_count(3)
    expect(page.locator(".calculator-start")).to_contain_text("Start here")


@pytest.mark.parametrize("address", ["calculators/rag/", "calculators/memory/", "data/gpus/", "walk/"])
def test_at_most_eight_links_stand_before_the_title(page: Page, address: str) -> None:
    page.goto(address)
    before = page.locator(".section-nav a")
    assert 1 < before.count() <= 8


def test_each_page_leads_to_the_one_before_and_after_it(page: Page) -> None:
    page.goto("calculators/total-cost/")
    page.get_by_role("link", name="Next: Break-even of fine-tuning").click()
    expect(page).to_have_url(re.compile("/calculators/break-even/"))
    page.get_by_role("link", name="Previous: Total cost, side by side").click()
    expect(page).to_have_url(re.compile("/calculators/total-cost/"))


def test_every_page_ends_with_ways_to_those_beside_it(site: Path) -> None:
    ends = []
    for address in addresses(site):
        html = (site / address / "index.html").read_text("utf-8")
        ways = len(re.findall("md-footer__link--(?:prev|next)", html))
        if not address.startswith("embed/") and ways < 2:
            ends.append(address.strip("/") if ways else f"{address}: no way at all")
    listed = {"", "licences"}  # the first and the last
    belong = {"course-print", "workbook-facilitator", *(f"for-a-class-{what}" for what in ("answers", "exercises"))}
    pages = [one.strip("/") for one in addresses(site)]
    last = {max(one for one in pages if one.startswith(folder)) for folder in ("contributing/", "decisions/")}
    assert set(ends) == listed | belong | last


def test_a_lesson_has_one_name_wherever_a_link_leads_to_it(site: Path) -> None:
    for lesson in lessons():
        heading = re.search(r"<h1[^>]*>(.*?)<a ", (site / lesson.key / "index.html").read_text("utf-8"), re.DOTALL)
        assert heading
        title = heading[1].strip()
        for page in ("course", *(one.key for one in lessons())):
            html = (site / page / "index.html").read_text("utf-8")
            ways = re.findall(rf'<a (?:rel="\w+"|class="course__title") href="\.\./{lesson.key}/">(.*?)</a>', html)
            assert {re.sub("^(?:Next|Back): ", "", words) for words in ways} <= {lesson.name}
        assert lesson.name in {title, f"Lesson {lesson.number}: {title}"}


def test_the_home_page_has_one_door_of_ten_minutes_beside_the_lesson(page: Page) -> None:
    page.goto("")
    expect(page.get_by_text("ten minutes")).to_have_count(1)
    expect(page.get_by_text("60 minutes")).to_have_count(1)
    page.get_by_role("link", name="Which technique?", exact=True).click()
    expect(page).to_have_url(re.compile("/calculators/advisor/"))


def test_a_copy_for_a_class_is_a_link_and_holds_the_site(page: Page, site: Path) -> None:
    page.goto("for-a-class/")
    with page.expect_download() as coming:
        page.get_by_role("link", name="course as one file").click()
    assert Path(coming.value.path()).read_bytes() == (site / "fine-tuning-lessons.zip").read_bytes()
    assert 10e6 < (site / "fine-tuning-lessons.zip").stat().st_size < 30e6


def test_an_exercise_is_one_link_which_stays_out_of_the_record_and_the_answers_stand_apart(page: Page) -> None:
    page.goto("for-a-class-exercises/")
    exercises = page.locator("p.exercise")
    expect(exercises).to_have_count(4)
    links = "a[href*='calculators/'][href*='?']"
    assert [one.locator(links).count() for one in exercises.all()] == [1, 1, 1, 0]
    expect(page.locator("article")).not_to_contain_text("Tuning is paid for once")
    exercises.first.locator(links).click()
    calls = page.get_by_label("Calls per day")
    expect(calls).to_have_value("200")
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")
    line = page.locator("[data-record-line] > p:not([hidden])")
    expect(line).to_contain_text("From a link: your decision record does not hold it.")
    calls.fill("50000")
    expect(page.locator("[data-answer]")).to_contain_text("50,000 calls a day")
    assert page.evaluate("courseCase.empty")
    line.get_by_role("button", name="Add to decision record").click()
    expect(line).to_contain_text("In your decision record.")
    assert "50000" in page.evaluate("courseCase.kept.calculators['break-even']")
