"""What the page on how often the advice is right may call: the scores, the confusion table, the misses, every case."""

from urllib.parse import urlencode

from calculators.advice import rules as advice
from calculators.figures.tables import catalogue
from calculators.kit.facts import anchor
from calculators.page.render import template
from calculators.proof import outcomes
from calculators.proof.outcomes import Outcome, Score, Winner

WINNERS: dict[Winner, str] = {
    "prompting": "prompting",
    "rag": "RAG",
    "fine-tuning": "fine-tuning",
    "rag+fine-tuning": "RAG and fine-tuning",
    "not-fine-tuning": "anything but fine-tuning",
    "not-available": "not the tuning that was asked for",
}
TECHNIQUES: dict[advice.Technique, str] = {
    "prompting": "prompting",
    "rag": "RAG",
    "fine-tuning": "fine-tuning",
    "rag+fine-tuning": "RAG and fine-tuning",
    "measure": "measure first",
    "done": "nothing more",
}
SPACE = "\N{NO-BREAK SPACE}"


def outcome_scores() -> str:
    """The score of the advisor beside two baselines: in all, by set, by class."""
    kinds: list[tuple[str, outcomes.Kept]] = [
        ("All cases", outcomes.every),
        ("Known when the rules were written", lambda outcome: outcome.set == "given"),
        ("Collected afterwards, rules then mended", lambda outcome: outcome.set == "further"),
        ("Collected after that", lambda outcome: outcome.set == "unseen"),
        ("Collected blind, by another hand", _blind),
        *((f"Best was: {words}", _won(winner)) for winner, words in WINNERS.items()),
    ]
    rows = [(name, _scores(kept)) for name, kept in kinds]
    return template(
        "data/outcomes_scores.html",
        rows=rows,
        blind=_scores(_blind),
        blind_at_first=outcomes.first_score(_blind),
        met=met,
        between=between,
    )


def outcome_confusion() -> str:
    """What did best against what was advised."""
    advised = [outcomes.advisor(key) for key in outcomes.outcomes()]
    counts = outcomes.confusion(advised)
    agreeing = outcomes.confusion(one for one in advised if one.agrees)
    used = {technique: words for technique, words in TECHNIQUES.items() if any(t == technique for _, t in counts)}
    return template("data/outcomes_confusion.html", winners=WINNERS, techniques=used, counts=counts, agreeing=agreeing)


def outcome_misses() -> str:
    """Every case in which the advice differs from what did best, with the reason."""
    advised = [outcomes.advisor(key) for key in outcomes.outcomes()]
    return _cases("data/outcomes_misses.html", [one for one in advised if not one.agrees])


def outcome_cases() -> str:
    """Every case, by what did best."""
    advised = [outcomes.advisor(key) for key in outcomes.outcomes()]
    return "".join(
        _cases("data/outcomes.html", [one for one in advised if one.outcome.winner == winner], words)
        for winner, words in WINNERS.items()
    )


def outcome_count(read: str = "") -> str:
    """How many cases there are; or how many were read in one way."""
    return str(sum(not read or outcome.read == read for outcome in outcomes.outcomes().values()))


def outcome_first_score(name: str) -> str:
    """What the advisor met of a set of cases when they were first put to it."""
    return met(outcomes.first_score(lambda outcome: outcome.set == name))


def met(score: Score) -> str:
    """A score to read: "60 of 72, 83 %"."""
    return f"{score.right} of {score.of}, {percent(score.share)}"


def between(score: Score) -> str:
    """The interval of a score to read: "73 to 90 %"."""
    low, high = score.interval
    return f"{100 * low:.0f} to {percent(high)}"


def percent(share: float) -> str:
    """A part of 1 as a whole percentage."""
    return f"{100 * share:.0f}{SPACE}%"


def query(outcome: Outcome) -> str:
    """The part of a link behind "?" that opens the case in the advisor."""
    return urlencode(outcome.answers)


def _cases(name: str, cases: list[outcomes.Advised], title: str = "") -> str:
    return template(
        name,
        cases=cases,
        title=title,
        winners=WINNERS,
        techniques=TECHNIQUES,
        sources=catalogue().sources,
        query=query,
        anchor=anchor,
    )


def _blind(outcome: Outcome) -> bool:
    return outcome.set == "blind"


def _scores(kept: outcomes.Kept) -> dict[str, Score]:
    return {who: outcomes.score(who, kept) for who in outcomes.ADVISERS}


def _won(winner: Winner) -> outcomes.Kept:
    return lambda outcome: outcome.winner == winner


def outcome_named(name: str = "") -> str:
    """In how many cases, of one set or of all, the advisor names what did best, first or as still possible."""
    return met(outcomes.named(lambda outcome: name in ("", outcome.set)))


MACROS = (
    outcome_scores,
    outcome_confusion,
    outcome_misses,
    outcome_cases,
    outcome_count,
    outcome_first_score,
    outcome_named,
)
