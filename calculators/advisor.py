"""Where a case is likely to end: prompting, retrieval, fine-tuning, both, or none; what to try this week."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any, ClassVar

from calculators.advice.likely import Certainty, Ends, certainty, joined
from calculators.advice.published import Neighbour, given_answers, nearest, profile, votes
from calculators.advice.questions import asked, questions
from calculators.advice.rating import PLAIN
from calculators.advice.rules import UNKNOWN, Advice, Case, Option, Weighed, advise, options, thresholds
from calculators.advice.situation import bounds, situation, trouble
from calculators.advice.techniques import Spoken, Technique, spoken, technique_rules
from calculators.advice.week import WeekStep, week
from calculators.figures.offers import TuningOffer
from calculators.figures.tables import catalogue
from calculators.kit.inputs import NOT_KNOWN, Choice, Number, choice, day
from calculators.kit.model import Calculator

ANY = "any"
SOON = timedelta(days=365)
"""An end within a year counts as near: a tuned model that lives less is seldom worth its labels. Our judgement."""
LIMITS = "What is allowed"
PLAIN_OPTIONS = frozenset(key for keys in PLAIN.values() for key in keys)
OFFERED = 2
"""So many open questions are offered next."""


@cache
def offers() -> Mapping[str, tuple[str, str]]:
    """The tuning offers, after the answers for those who have none in mind."""
    listed = {key: (offer.what, offer.provider) for key, offer in catalogue().tuning_offers.items()}
    return {UNKNOWN: (NOT_KNOWN, ""), ANY: ("None in particular", "")} | listed


@dataclass(frozen=True)
class Advisor(Calculator):
    """Tell your case, and read two things: what to try this week, and where such cases are likely to end.

    Reasons from published studies speak for one technique or another, and the published cases most like yours are
    shown with what did best there. Any question may stay open; those that would tell most are offered next. How often
    such advice has been right is told on a page of its own.
    """

    slug = "advisor"
    title = "Which technique?"
    question = "Should you prompt better, fetch facts, fine-tune, or do something else, and what first?"
    verdicts: ClassVar = {}
    facts_title = "Reasons that count for the advice"

    task: str = asked("task")
    falls_short: str = asked("falls_short")
    facts_in: str = asked("facts_in")
    examples_count: float | None = asked("examples_count")
    prompt_tried: str = asked("prompt_tried")
    evaluation_set: str = asked("evaluation_set")
    calls_per_day: float | None = asked("calls_per_day")

    also_short: str = asked("also_short")
    best_score: float | None = asked("best_score")
    goal_score: float | None = asked("goal_score")
    better_model: str = asked("better_model")
    stands: str = asked("stands")
    error_cost: str = asked("error_cost")

    input_kind: str = asked("input_kind")
    scope: str = asked("scope")
    shifts: str = asked("shifts")
    classes_count: float | None = asked("classes_count")
    language: str = asked("language")
    cues: str = asked("cues")
    manner: str = asked("manner")
    thinking: str = asked("thinking")
    checkable: str = asked("checkable")

    facts_change: str = asked("facts_change")
    corpus_tokens: float | None = asked("corpus_tokens")
    retrieval: str = asked("retrieval")
    cite: str = asked("cite")

    examples_quality: str = asked("examples_quality")
    labels_from: str = asked("labels_from")
    similar: str = asked("similar")
    preferences: str = asked("preferences")
    schema: str = asked("schema")

    budget: str = asked("budget")
    prefix_tokens: float | None = asked("prefix_tokens")
    caching: str = asked("caching")
    latency: str = asked("latency")

    data_stays: str = asked("data_stays")
    models: str = asked("models")
    training: str = asked("training")
    tuning_offer: str = choice(
        UNKNOWN, "Which model would you tune", offers, LIMITS, "Whether anyone still sells its tuning is looked up."
    )
    tuned_before: str = choice(
        UNKNOWN,
        "Have you tuned there before",
        lambda: {UNKNOWN: (NOT_KNOWN, ""), "yes": ("Yes", ""), "no": ("No", "")},
        LIMITS,
        "Some vendors still tune for old customers only.",
    )
    start: date = day(
        lambda _: catalogue().first_day,
        "Day of the decision",
        LIMITS,
        "What is on sale is looked up for this day. The default is the day on which this site was built.",
        kept=True,
    )

    @property
    def verdict(self) -> str:
        return self.option.key

    @cached_property
    def values(self) -> dict[str, Any]:
        """The answers by field, those about an offer left out."""
        return {name: getattr(self, name) for name in questions()}

    @property
    def trouble(self) -> frozenset[str]:
        """All that falls short; "unknown" where nobody knows."""
        return trouble(self.values)

    @property
    def offer(self) -> TuningOffer | None:
        """The offer that was chosen; None where there is none in particular."""
        return catalogue().tuning_offers.get(self.tuning_offer)

    @cached_property
    def on_sale(self) -> str:
        """Whether the chosen tuning can be bought on the day: open, closing (within a year), closed, unknown."""
        if self.offer is None:
            return UNKNOWN
        offer = self.offer
        now, soon = (self._sold(offer, on) for on in (self.start, self.start + SOON))
        retires = offer.retirement is not None and offer.retirement.day <= self.start + SOON
        return "closing" if now == "open" and (soon != "open" or retires) else now

    def _sold(self, offer: TuningOffer, on: date) -> str:
        status = offer.status(on).status
        if status != "closed-to-newcomers":
            return status
        return {"yes": "open", "no": "closed", UNKNOWN: "closing"}[self.tuned_before]

    @cached_property
    def case(self) -> Case:
        """What the rules look at."""
        sized = self.offer and (self.offer.least_parameters or self.offer.most_parameters)
        asked_for = {"tuning_offer": self.tuning_offer, "tuned_before": self.tuned_before}
        return situation(self.values | asked_for, self.on_sale, "open" if sized else "vendor")

    @cached_property
    def spoken(self) -> Spoken:
        """What the rules say about techniques."""
        return spoken(self.case)

    @cached_property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The published cases most like this one, the nearest first."""
        return nearest(profile(self.values))

    @cached_property
    def votes(self) -> Mapping[Technique, float]:
        """What published cases say to the answers, as logarithms of odds."""
        return votes(profile(self.values))

    @cached_property
    def ends(self) -> Ends:
        """How likely each technique is the end."""
        return joined(self.spoken, self.votes)

    @property
    def certainty(self) -> Certainty:
        """How sure the end is."""
        # What is for sale, from which day on, tells nothing about the case itself.
        return certainty(self.ends, len(self.given & questions().keys()))

    @cached_property
    def advice(self) -> Advice:
        """Every option, weighed within its technique."""
        return advise(self.case)

    def best_of(self, technique: Technique) -> Weighed:
        """The option of a technique that has most points; its plain form where none has any.

        What is barred stands only where nothing else is left.
        """
        of_technique = [one for one in self.advice.weighed if one.option.technique == technique]
        plain = (one for one in of_technique if one.option.key in PLAIN_OPTIONS and not one.barred)
        return of_technique[0] if of_technique[0].points > 0 else next(plain, of_technique[0])

    @property
    def option(self) -> Option:
        """What is likely in the end."""
        return self.best_of(self.ends.first).option

    @cached_property
    def week(self) -> WeekStep:
        """What to do this week."""
        sure = UNKNOWN if self.certainty == "too little is known" else self.certainty
        known = {"end": self.ends.first, "rival": self.ends.rival or "", "certainty": sure}
        words = {name: frozenset({word}) for name, word in known.items()}
        return week(dataclasses.replace(self.case, words={**self.case.words, **words}))

    @cached_property
    def unanswered(self) -> tuple[str, ...]:
        """The questions that are open and that play a part."""
        return tuple(
            name
            for name, declared in self.inputs().items()
            if name not in self.unused and getattr(self, name) == (None if isinstance(declared, Number) else UNKNOWN)
        )

    @property
    def unused(self) -> frozenset[str]:
        return frozenset({"tuned_before", "start"} if self.offer is None else ())

    @cached_property
    def _answered(self) -> Mapping[str, Mapping[Any, Ends]]:
        """Where it would end with each answer to each open question, the others left as they are."""
        return {
            name: {value: self.variant(name, value).ends for value in self._possible(name)} for name in self.unanswered
        }

    @cached_property
    def widened(self) -> Mapping[str, tuple[Technique, ...]]:
        """The open questions whose answer alone could turn the likely end, with the techniques it could turn to."""
        turned = {name: dict.fromkeys(ends.first for ends in found.values()) for name, found in self._answered.items()}
        others = {name: tuple(one for one in found if one != self.ends.first) for name, found in turned.items()}
        return {name: found for name, found in others.items() if found}

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The open questions that would tell most: by how far their answers move the shares, on average.

        An answer counts as often as published cases give it, and once more; what nobody answers tells little.
        """
        now, moved = dict(self.ends.shares), {}
        for name, found in self._answered.items():
            often = given_answers(name, tuple(found))
            far = {
                value: sum(abs(share.get(one, 0) - now.get(one, 0)) for one in {**now, **share})
                for value, share in ((value, dict(ends.shares)) for value, ends in found.items())
            }
            moved[name] = sum(often[value] * far[value] for value in found) / max(1, sum(often.values()))
        return tuple(sorted((name for name in moved if moved[name] > 0), key=lambda name: -moved[name])[:OFFERED])

    def _possible(self, name: str) -> Iterator[Any]:
        """The answers that matter: every choice, and for a number each side of each value at which a reason turns."""
        declared = self.inputs()[name]
        if isinstance(declared, Choice):
            # Which model is on sale is a matter for the shop: as an open question it widens nothing.
            yield from (key for key in declared.options() if name != "tuning_offer" and key != UNKNOWN)
        elif isinstance(declared, Number):
            turning = (*thresholds(name), *technique_thresholds(name), *bounds(name, self.values))
            near = {near for bound in turning for near in (bound - 1, bound, bound + 1)}
            yield from sorted({declared.least, *(value for value in near if declared.allows(value))})

    def then(self, verdict: str) -> str:
        return titles()[verdict]


@cache
def titles() -> Mapping[str, str]:
    """The title of each option by key."""
    return {key: option.title for key, option in options().items()}


@cache
def technique_thresholds(name: str) -> tuple[float, ...]:
    """The values of a number at which a reason for a technique begins or ceases to apply, smallest first."""
    limits = (limit for rule in technique_rules().values() for limit in (rule.least, rule.most))
    return tuple(sorted({limit[name] for limit in limits if name in limit}))
