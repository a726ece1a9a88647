"""The advisor agrees with published outcomes, better than what it is compared with; every miss is explained."""

from collections import Counter
from html import unescape
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qsl

import pytest

from calculators.kit.facts import anchor
from calculators.proof import outcomes
from calculators.proof.outcomes import Advised, Outcome, Score, Winner

OUTCOMES = outcomes.outcomes()
SETS = {
    "all": outcomes.every,
    "given": lambda outcome: outcome.set == "given",
    "further": lambda outcome: outcome.set == "further",
    "unseen": lambda outcome: outcome.set == "unseen",
    "blind": lambda outcome: outcome.set == "blind",
}


def won(winner: Winner) -> outcomes.Kept:
    return lambda outcome: outcome.winner == winner


@pytest.mark.parametrize("key", OUTCOMES)
def test_the_advisor_takes_every_answer_of_a_case(key: str) -> None:
    assert outcomes.advisor(key).title


def test_there_are_the_18_given_cases_and_many_of_every_class_beside_them() -> None:
    assert sum(outcome.set == "given" for outcome in OUTCOMES.values()) == 18
    further = Counter(outcome.winner for outcome in OUTCOMES.values() if outcome.set == "further")
    assert further.total() >= 30
    assert min(further["prompting"], further["rag"], further["fine-tuning"]) >= 6
    assert further["rag+fine-tuning"] >= 4
    assert set(further) == set(get_args(Winner))


def test_no_case_stands_twice() -> None:
    assert len({outcome.title for outcome in OUTCOMES.values()}) == len(OUTCOMES)
    assert len({outcome.result for outcome in OUTCOMES.values()}) == len(OUTCOMES)


def told(outcome: Outcome) -> bool:
    """All but the blind set, which leaves open what publications leave open, and is only to be shown as it is."""
    return outcome.set != "blind"


def test_the_advisor_agrees_with_at_least_85_per_cent_of_them() -> None:
    assert outcomes.score("advisor", told).share >= 0.85


@pytest.mark.parametrize("winner", get_args(Winner))
def test_the_advisor_agrees_with_at_least_70_per_cent_of_every_class(winner: Winner) -> None:
    kept = won(winner)
    assert outcomes.score("advisor", lambda outcome: told(outcome) and kept(outcome)).share >= 0.70


def test_what_did_best_is_nearly_always_advised_or_named_as_what_an_open_question_could_bring() -> None:
    assert outcomes.named(SETS["blind"]).share >= 0.9
    assert outcomes.named(outcomes.every).share >= 0.95


@pytest.mark.parametrize("baseline", ["tune", "matrix"])
@pytest.mark.parametrize("kept", SETS.values(), ids=SETS)
def test_the_advisor_does_better_than(baseline: str, kept: outcomes.Kept) -> None:
    assert outcomes.score("advisor", kept).right > outcomes.score(baseline, kept).right


@pytest.mark.parametrize("key", OUTCOMES)
def test_every_miss_is_explained_and_nothing_else_is(key: str) -> None:
    assert outcomes.advisor(key).agrees == (OUTCOMES[key].miss is None)


def case(winner: Winner) -> Outcome:
    return Outcome(
        key="x",
        set="further",
        title="x",
        situation="x",
        answers={},
        winner=winner,
        result="x",
        source="x",
        read="abstract read",
        strength="weak",
    )


def test_advice_without_tuning_agrees_where_anything_but_tuning_did_best() -> None:
    agreeing = {one for one in outcomes.AGREES if Advised(case("not-fine-tuning"), one).agrees}
    assert agreeing == {"prompting", "rag", "measure", "done"}


def test_where_a_tuning_is_not_to_be_had_all_advice_agrees_that_does_not_count_on_it() -> None:
    gone = case("not-available")
    assert not Advised(gone, "fine-tuning", "tune-api").agrees
    assert not Advised(gone, "rag+fine-tuning", "rag-and-tuning").agrees
    assert not Advised(gone, "fine-tuning").agrees
    assert Advised(gone, "fine-tuning", "tune-open").agrees
    assert Advised(gone, "prompting", "prompt").agrees


def test_the_interval_is_wilsons() -> None:
    """Reckoned by hand: for none of n it ends at z² / (n + z²), for half of n it is symmetrical."""
    assert Score(0, 10).interval == pytest.approx((0, 0.27753), abs=1e-5)
    assert Score(10, 10).interval == pytest.approx((0.72247, 1), abs=1e-5)
    assert sum(Score(5, 10).interval) == pytest.approx(1)


def test_the_page_opens_every_case_in_the_advisor_and_names_its_source(site: Path) -> None:
    page = unescape((site / "how-often-right" / "index.html").read_text("utf-8"))
    for key, outcome in OUTCOMES.items():
        row = page.split(f'<tbody id="outcome-{anchor(key)}">')[1].split("</tbody>")[0]
        query = row.split("calculators/advisor/#advisor?")[1].split('"')[0]
        assert dict(parse_qsl(query)) == dict(outcome.answers)
        assert "data/sources/#" in row
        assert outcome.read in row
