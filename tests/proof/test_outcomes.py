"""The advisor meets published outcomes that it is not shown, as often as its page states."""

import re
from html import unescape
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.advice import published
from calculators.advice.published import Outcome, Winner
from calculators.advice.techniques import TECHNIQUES
from calculators.figures.tables import catalogue
from calculators.kit.facts import anchor
from calculators.macros import outcomes as macros
from calculators.proof import outcomes
from calculators.proof.outcomes import Advised, Score, alone, aside, either, once_aside, others, said, sure

OUTCOMES = published.outcomes()
SITUATIONS = published.situations()

NAMES_A_TECHNIQUE = re.compile(r"fine-?tun|retriev|\bRAG\b", re.IGNORECASE)
MAY_NAME_ONE = {
    "attack-technique-annotation": "trained retrievers are what others built, and what this team cannot keep up",
    "proprietary-jargon-question-bot": "the hit rate of a search is a yardstick, whatever is built",
}
"""Situations that must name a technique, each with the reason."""


@pytest.mark.parametrize("key", OUTCOMES)
def test_the_advisor_takes_every_answer_of_a_case(key: str) -> None:
    assert outcomes.read(key).given
    assert outcomes.advisor(key).end in TECHNIQUES


def test_no_case_stands_twice_and_each_has_a_source() -> None:
    assert len({outcome.title for outcome in OUTCOMES.values()}) == len(OUTCOMES)
    assert len({outcome.result for outcome in OUTCOMES.values()}) == len(OUTCOMES)
    assert {outcome.source for outcome in OUTCOMES.values()} <= set(catalogue().sources)


def test_every_case_has_its_situation_and_no_other_has_one() -> None:
    assert set(SITUATIONS) == set(OUTCOMES)
    assert len(set(SITUATIONS.values())) == len(SITUATIONS)


@pytest.mark.parametrize("key", SITUATIONS)
def test_a_situation_is_short_and_does_not_name_what_did_best(key: str) -> None:
    assert 60 <= len(SITUATIONS[key].split()) <= 130
    assert bool(NAMES_A_TECHNIQUE.search(SITUATIONS[key])) == (key in MAY_NAME_ONE)


def test_only_what_is_or_was_set_aside_was_put_to_the_expert() -> None:
    assert set(outcomes.expert_answers()) <= {key for key, one in OUTCOMES.items() if aside(one) or once_aside(one)}
    assert len(said("expert", lambda _: True)) == len(outcomes.expert_answers())
    for said_of_it in outcomes.expert_answers().values():
        assert said_of_it.end != said_of_it.rival
        assert said_of_it.of_answers.end != said_of_it.of_answers.rival


def test_what_is_set_aside_shares_no_source_with_what_votes() -> None:
    kept, voting = ({one.source for one in OUTCOMES.values() if side(one)} for side in (aside, others))
    assert not kept & voting


ANSWERS = st.sampled_from(sorted(OUTCOMES)).map(lambda key: published.profile(outcomes.read(key).values))
PROFILES = ANSWERS.flatmap(lambda known: st.sets(st.sampled_from(sorted(known))).map(lambda names: {
    name: word for name, word in known.items() if name in names
}))  # fmt: skip


@given(PROFILES)
def test_what_is_set_aside_is_never_among_the_nearest(known: dict[str, str]) -> None:
    assert all(others(one.outcome) for one in published.nearest(known))


@pytest.mark.parametrize("key", OUTCOMES)
def test_what_votes_on_a_case_has_another_source(key: str) -> None:
    nearest = published.nearest(published.profile(outcomes.read(key).values), outcomes.same_source(key))
    assert len(nearest) == published.NEAREST
    assert OUTCOMES[key].source not in {one.outcome.source for one in nearest}


def test_a_case_is_left_out_together_with_all_others_of_its_source() -> None:
    together = outcomes.same_source("icelandic-grammar")
    assert "icelandic-grammar" in together
    assert {OUTCOMES[key].source for key in together} == {"openai-accuracy-guide"}
    assert any(len(outcomes.same_source(key)) > 1 for key in OUTCOMES)


OTHERS = said("advisor", others)
MANY = 10
"""A class of fewer cases has no floor: one case more or less moves it too far."""


def test_the_likely_end_is_right_as_often_as_when_the_weights_were_set() -> None:
    """Floors: what is set aside has none, for it is only to be shown as it is."""
    assert alone(OTHERS).share >= 0.70
    assert either(OTHERS).share >= 0.80
    assert sure(OTHERS, "clear").share >= 0.85


@pytest.mark.parametrize("winner", get_args(Winner))
def test_no_class_is_forgotten(winner: Winner) -> None:
    of_class = [one for one in OTHERS if one.outcome.winner == winner]
    assert of_class
    assert len(of_class) < MANY or alone(of_class).share >= 1 / 2


def test_the_surer_it_is_the_oftener_it_is_right() -> None:
    shares = [sure(OTHERS, word).share for word in ("clear", "likely", "close")]
    assert shares == sorted(shares, reverse=True)


def test_it_does_better_than_the_matrix_and_than_who_always_says_the_same() -> None:
    right = outcomes.score("advisor", others).right
    assert right > outcomes.score("matrix", others).right
    assert right > outcomes.best_constant(others)[1].right


def case(winner: Winner) -> Outcome:
    return Outcome(
        key="x",
        set="further",
        title="x",
        answers={},
        winner=winner,
        result="x",
        source="x",
        read="abstract read",
        strength="weak",
    )


@pytest.mark.parametrize("winner", ["not-fine-tuning", "not-available"])
def test_every_end_without_tuning_agrees_where_tuning_did_not_do_best_or_is_not_to_be_had(winner: Winner) -> None:
    assert {end for end in TECHNIQUES if Advised(case(winner), end).agrees} == {"prompting", "rag", "none"}


@pytest.mark.parametrize("winner", TECHNIQUES)
def test_else_only_what_did_best_agrees(winner: Winner) -> None:
    assert [end for end in TECHNIQUES if Advised(case(winner), end).agrees] == [winner]


def test_the_rival_counts_only_where_the_two_are_called_close() -> None:
    of = case("rag")
    assert Advised(of, "prompting", "rag", "close").either
    assert not Advised(of, "prompting", "rag", "close").agrees
    assert not Advised(of, "prompting", "rag", "likely").either
    assert not Advised(of, "prompting", "none", "close").either
    assert Advised(of, "rag", "prompting", "clear").either


def test_the_interval_is_wilsons() -> None:
    """Reckoned by hand: for none of n it ends at z² / (n + z²), for half of n it is symmetrical."""
    assert Score(0, 10).interval == pytest.approx((0, 0.27753), abs=1e-5)
    assert Score(10, 10).interval == pytest.approx((0.72247, 1), abs=1e-5)
    assert sum(Score(5, 10).interval) == pytest.approx(1)


@pytest.fixture(scope="module")
def page(site: Path) -> str:
    return unescape((site / "how-often-right" / "index.html").read_text("utf-8")).replace("\N{NO-BREAK SPACE}", " ")


def lead(told: str) -> str:
    return told.split("<strong>Among ")[1].split("</strong>")[0]


def test_the_page_leads_with_what_was_counted_on_the_cases_set_aside_or_else_on_those_that_vote(page: str) -> None:
    advised = said("advisor", aside) or OTHERS
    for score in (alone(advised), either(advised), sure(advised, "clear")):
        assert macros.met(score).replace("\N{NO-BREAK SPACE}", " ") in lead(page)
    assert page.index(lead(page)) < page.index('class="chart"')
    expert = alone(said("expert", lambda _: True))
    assert f"was right in {expert.right} of {expert.of}, {100 * expert.share:.0f} %" in page


def test_the_page_sets_the_advisor_beside_an_expert_who_saw_the_same_answers_and_no_words(page: str) -> None:
    of_answers = [outcomes.expert_of_answers(key) for key in outcomes.expert_answers()]
    advised = [outcomes.advisor(key) for key in outcomes.expert_answers()]
    said_of_it = page.split("saw no words")[1].split("</p>")[0]
    for score in (alone(of_answers), either(of_answers), either(advised)):
        assert f"{score.right} of {score.of}, {100 * score.share:.0f} %" in said_of_it


def test_an_expert_is_as_good_with_the_answers_alone_as_the_advisor_within_chance() -> None:
    keys = outcomes.expert_answers()
    theirs, ours = alone(outcomes.expert_of_answers(key) for key in keys), alone(outcomes.advisor(key) for key in keys)
    assert theirs.interval[0] < ours.share < theirs.interval[1]


@pytest.fixture
def some_aside(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every fifth case is set aside, as if it had never been seen."""
    keys = set(list(OUTCOMES)[::5])
    monkeypatch.setattr(outcomes, "aside", lambda one: one.key in keys)
    monkeypatch.setitem(macros.GROUPS, "aside", ("set aside", outcomes.aside))  # type: ignore[arg-type]
    return keys


def test_where_cases_are_set_aside_their_score_comes_first_with_the_expert_only_where_all_were_put_to_them(
    some_aside: set[str],
) -> None:
    told = unescape(macros.outcome_scores())
    counted = alone(outcomes.advisor(key) for key in some_aside)
    assert lead(told).startswith("the cases that are set aside")
    assert f"{counted.right} of {counted.of}," in lead(told)
    assert "No case is set aside" not in told
    assert "Expert:" not in told


def test_where_none_is_set_aside_the_page_says_so_and_that_the_others_flatter() -> None:
    told = macros.outcome_scores()
    assert ("No case is set aside today" in told) == (not said("advisor", aside))


def test_the_page_states_the_scores_of_the_other_cases_and_every_certainty(page: str) -> None:
    for score in (alone(OTHERS), either(OTHERS), sure(OTHERS, "clear")):
        assert f"{score.right} of {score.of}, {100 * score.share:.0f} %" in page
    for name, kept in macros.GROUPS.values():
        for word in macros.CALLED:
            score = sure(said("advisor", kept), word)
            assert not score.of or f"{word.capitalize()}, {name}, {score.right} of {score.of}" in page


def test_the_page_lists_every_miss_and_nothing_else(page: str) -> None:
    lists = page.split('<dl class="outcomes-misses">')[1:]
    listed = {key for part in lists for key in re.findall(r'href="#outcome-([^"]+)"', part.split("</dl>")[0])}
    assert listed == {anchor(key) for key in OUTCOMES if not outcomes.advisor(key).agrees}


def test_the_page_opens_every_case_in_the_advisor_and_tells_its_situation_and_source(page: str) -> None:
    for key, outcome in OUTCOMES.items():
        row = page.split(f'<tbody id="outcome-{anchor(key)}">')[1].split("</tbody>")[0]
        query = row.split("calculators/advisor/#advisor?")[1].split('"')[0]
        assert dict(parse_qsl(query)) == dict(outcome.answers)
        assert SITUATIONS[key] in row
        assert "data/sources/#" in row
        assert outcome.read in row
