"""What the page on how often the advice is right may call: scores, calibration, classes, misses, every case."""

from collections.abc import Mapping
from urllib.parse import urlencode

from calculators.advice import published
from calculators.advice.likely import CLEAR, LIKELY, Certainty
from calculators.advice.published import Outcome, Winner
from calculators.advice.techniques import TECHNIQUES, TITLES
from calculators.figures.tables import catalogue
from calculators.kit.chart import Bar, Intervals
from calculators.kit.facts import anchor
from calculators.page.render import template
from calculators.proof import outcomes
from calculators.proof.outcomes import Advised, Kept, Score

WINNERS: Mapping[Winner, str] = {
    **{name: TITLES[name] for name in TECHNIQUES},
    "not-fine-tuning": "anything but fine-tuning",
    "not-available": "anything but the tuning that was asked for",
}
SETS: Mapping[str, str] = {
    "aside": "Set aside",
    "given": "Known when the first rules were written",
    "further": "Collected afterwards, rules then corrected",
    "unseen": "Collected after that",
    "blind": "Collected blind, by another hand",
    "collected": "Collected by hands that knew no rule",
    "once-aside": "Set aside once, then studied",
}
CALLED: tuple[Certainty, ...] = ("clear", "likely", "close", "too little is known")
GROUPS: Mapping[str, tuple[str, Kept]] = {
    "aside": ("set aside", outcomes.aside),
    "others": ("those that vote", outcomes.others),
}
SPACE = "\N{NO-BREAK SPACE}"


def outcome_scores() -> str:
    """The score on the cases set aside, else on those that vote, beside what it is compared with."""
    fresh = bool(outcomes.said("advisor", outcomes.aside))
    kept = outcomes.aside if fresh else outcomes.others
    advised, expert = outcomes.said("advisor", kept), outcomes.said("expert", kept)
    always, constant = outcomes.best_constant(kept)
    alone, either, clear = outcomes.alone(advised), outcomes.either(advised), outcomes.sure(advised, "clear")
    matrix = outcomes.score("matrix", kept)
    scores = {
        "Advisor: the likely end": alone,
        "Advisor: the end, or its rival where it says close": either,
        "Advisor: the end, where it says clear": clear,
        f"Always “{TITLES[always]}”": constant,
        "The bare matrix": matrix,
    }
    if len(expert) == len(advised):
        scores |= {
            "An expert who read the same words: the likely end": outcomes.alone(expert),
            "Expert: the end, or its rival where called close": outcomes.either(expert),
            "Expert: the end, where called clear": outcomes.sure(expert, "clear"),
        }
    return template(
        "data/outcomes_scores.html",
        scores=_chart(f"Right in the {len(advised)} cases {'set aside' if fresh else 'that vote'}", scores),
        fresh=fresh,
        alone=alone,
        either=either,
        clear=clear,
        constant=constant,
        always=TITLES[always],
        matrix=matrix,
        met=met,
    )


def outcome_expert() -> str:
    """What the expert got right, beside the advisor on the same cases."""
    keys = outcomes.expert_answers()
    expert = outcomes.said("expert", lambda _: True)
    advised = [outcomes.advisor(key) for key in keys]
    of_answers = [outcomes.expert_of_answers(key) for key in keys]
    return template(
        "data/outcomes_expert.html",
        expert=outcomes.alone(expert),
        advisor=outcomes.alone(advised),
        advisor_either=outcomes.either(advised),
        of_answers=outcomes.alone(of_answers),
        of_answers_either=outcomes.either(of_answers),
        seen=sum(outcomes.others(one.outcome) for one in expert),
        recognised=Score(_recognised(), len(keys)),
        unknown=outcomes.alone(one for one in expert if keys[one.outcome.key].recognised == "no"),
        met=met,
    )


def outcome_calibration() -> str:
    """Of the ends that are called clear, likely or close, how many were right: set aside, then the others."""
    scores: dict[str, Score] = {}
    for word in CALLED:
        of_word = {name: [one for one in said if one.sure == word] for name, said in _groups().items()}
        scores |= {f"{word.capitalize()}, {name}": outcomes.alone(said) for name, said in of_word.items()}
        if word == "close":
            scores |= {f"Close, the end or its rival, {name}": outcomes.either(said) for name, said in of_word.items()}
    return _chart("Right, by how sure the advisor was", scores)


def outcome_classes() -> str:
    """How often the likely end is right, by what did best: set aside, then the others."""
    scores = {
        f"Best was {title}, {name}": outcomes.alone(one for one in said if one.outcome.winner == winner)
        for winner, title in WINNERS.items()
        for name, said in _groups().items()
    }
    return _chart("Right, by what did best", scores)


def outcome_sets() -> str:
    """The scores of each set, folded."""
    sets = {words: [one for one in _all() if one.outcome.set == name] for name, words in SETS.items()}
    rows = {
        words: (outcomes.alone(advised), outcomes.either(advised), outcomes.sure(advised, "clear"))
        for words, advised in sets.items()
        if advised
    }
    return template("data/outcomes_sets.html", rows=rows, met=met, between=between)


def outcome_confusion() -> str:
    """What did best against the likely end."""
    advised = _all()
    return template(
        "data/outcomes_confusion.html",
        winners=WINNERS,
        techniques=TITLES,
        counts=outcomes.confusion(advised),
        agreeing=outcomes.confusion(one for one in advised if one.agrees),
    )


def outcome_misses() -> str:
    """Every case in which the likely end differs from what did best, with how sure it was called."""
    return template(
        "data/outcomes_misses.html", groups=_groups(), winners=WINNERS, techniques=TITLES, called=_called, anchor=anchor
    )


def outcome_cases() -> str:
    """Every case, by what did best."""
    return "\n".join(
        template(
            "data/outcomes.html",
            cases=[one for one in _all() if one.outcome.winner == winner],
            title=words,
            techniques=TITLES,
            situations=published.situations(),
            sources=catalogue().sources,
            called=_called,
            query=query,
            anchor=anchor,
        )
        for winner, words in WINNERS.items()
    )


def outcome_count(read: str = "", name: str = "") -> str:
    """How many cases there are; or how many were read in one way, are of one set, or are of the "others"."""
    kept = [
        outcome
        for outcome in published.outcomes().values()
        if name in ("", outcome.set) or (name == "others" and outcomes.others(outcome))
    ]
    return str(sum(not read or outcome.read == read for outcome in kept))


def outcome_met(name: str, measure: str = "alone") -> str:
    """What the advisor met of a group of cases: with the end "alone", with "either", or where called "clear"."""
    advised = outcomes.said("advisor", GROUPS[name][1])
    if measure == "either":
        return met(outcomes.either(advised))
    return met(outcomes.alone(one for one in advised if measure in ("alone", one.sure)))


def outcome_from(word: str) -> str:
    """The share of the likely end from which it is called "clear" or "likely"."""
    return percent({"clear": CLEAR, "likely": LIKELY}[word])


def outcome_recognised() -> str:
    """How many of the studies behind the situations the expert recognised."""
    return f"{_recognised()} of {len(outcomes.expert_answers())}"


def met(score: Score) -> str:
    """A score to read: "60 of 72, 83 %"."""
    return f"{score.right} of {score.of}, {percent(score.share)}" if score.of else "none"


def between(score: Score) -> str:
    """The interval of a score to read: "73 to 90 %"."""
    if not score.of:
        return ""
    low, high = score.interval
    return f"{100 * low:.0f} to {percent(high)}"


def percent(share: float) -> str:
    """A part of 1 as a whole percentage."""
    return f"{100 * share:.0f}{SPACE}%"


def query(outcome: Outcome) -> str:
    """The part of a link behind "?" that opens the case in the advisor."""
    return urlencode(outcome.answers)


def _all() -> tuple[Advised, ...]:
    return outcomes.said("advisor", lambda _: True)


def _groups() -> dict[str, tuple[Advised, ...]]:
    """The groups that have cases, by their name."""
    groups = {words: outcomes.said("advisor", kept) for words, kept in GROUPS.values()}
    return {words: advised for words, advised in groups.items() if advised}


def _recognised() -> int:
    return sum(one.recognised == "yes" for one in outcomes.expert_answers().values())


def _called(one: Advised) -> str:
    """How sure the advisor was, to read: "clear", or "close, its rival fine-tuning"."""
    return f"{one.sure}, its rival {TITLES[one.rival]}" if one.rival and one.sure != "clear" else str(one.sure)


def _chart(title: str, scores: Mapping[str, Score]) -> str:
    """Shares in per cent with their intervals; what nothing was counted for is left out."""
    counted = {name: score for name, score in scores.items() if score.of}
    chart = Intervals(
        title=f"{title} (%, with the interval of 95{SPACE}%)",
        summary=". ".join(f"{name}: {met(score)}, {between(score)}" for name, score in counted.items()),
        unit="%",
        bars=tuple(
            Bar(
                f"{name}, {score.right} of {score.of}",
                round(100 * score.share),
                *(round(100 * end) for end in score.interval),
            )
            for name, score in counted.items()
        ),
    )
    return template(chart.template, chart=chart, layout=chart.layout())


MACROS = (
    outcome_scores,
    outcome_expert,
    outcome_calibration,
    outcome_classes,
    outcome_sets,
    outcome_confusion,
    outcome_misses,
    outcome_cases,
    outcome_count,
    outcome_met,
    outcome_from,
    outcome_recognised,
)
