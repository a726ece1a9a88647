"""Rank the techniques for a case: prompting, retrieval, fine-tuning, both, or first something else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property, partial
from typing import Any, ClassVar

from calculators.advice.rules import UNKNOWN, Advice, Case, advise, options, thresholds
from calculators.figures.offers import TuningOffer
from calculators.figures.tables import catalogue
from calculators.kit.inputs import Choice, Number, choice, day, number
from calculators.kit.model import Calculator

DO_NOT_KNOW = "I do not know"
YES_NO = {UNKNOWN: DO_NOT_KNOW, "yes": "Yes", "no": "No"}
ANY = "any"
SOON = timedelta(days=365)
"""An end within a year counts as near: a tuned model that lives less is seldom worth its labels. Our judgement."""

SHORTCOMINGS = {
    "facts": "Facts are missing, wrong or out of date",
    "format": "The form of the output, such as JSON",
    "style": "Style, tone or voice",
    "skill": "The task itself: judgement, classes, a skill",
    "cost": "It costs too much",
    "latency": "It answers too slowly",
}
FACTS = "Facts and documents"
TRIED = "What was measured and tried"
EXAMPLES = "Examples and form"
CALLS = "Calls, cost and speed"
LIMITS = "What is allowed and on sale"


def asked(label: str, words: Mapping[str, str], group: str, told: str) -> Any:
    """Declare a question with answers to choose from; nobody has to know."""
    listed = {key: (said, "") for key, said in words.items()}
    return choice(UNKNOWN, label, lambda: listed, group, told)


count = partial(number, None, none=DO_NOT_KNOW, whole=True)


@cache
def offers() -> Mapping[str, tuple[str, str]]:
    """The tuning offers, after the answers for those who have none in mind."""
    listed = {key: (offer.what, offer.provider) for key, offer in catalogue().tuning_offers.items()}
    return {UNKNOWN: (DO_NOT_KNOW, ""), ANY: ("None in particular", "")} | listed


@dataclass(frozen=True)
class Advisor(Calculator):
    """Which technique helps depends on what falls short: missing facts want fetching, missing behaviour wants examples.

    The advisor weighs your answers by reasons that stand, with their sources, in a table of this course. Any question
    may stay open: an open question widens the answer. How often such advice agrees with published outcomes is told on
    a page of its own.
    """

    slug = "advisor"
    title = "Which technique?"
    question = "Should you prompt better, fetch facts, fine-tune, or do something else first?"
    verdicts: ClassVar = {}
    facts_title = "Reasons that count for the advice"

    task: str = asked(
        "Kind of task",
        {
            UNKNOWN: "I do not know, or several",
            "answers": "Answers to questions",
            "conversation": "Conversation, such as support",
            "writing": "Writing in a given voice",
            "summaries": "Summaries",
            "classification": "Sorting into classes",
            "extraction": "Marking names, extracting fields",
            "code": "Code",
            "sql": "Queries, such as SQL",
            "translation": "Translation or correction of text",
            "reasoning": "Reasoning, mathematics, exams",
        },
        "",
        "What the model does most of the time.",
    )
    falls_short: str = asked(
        "What falls short most",
        {
            UNKNOWN: DO_NOT_KNOW,
            "unmeasured": "Nothing has been measured yet",
            "nothing": "Nothing: it is good enough",
            **SHORTCOMINGS,
        },
        "",
        "Look at 50 bad answers and sort them; the largest heap counts.",
    )
    also_short: str = asked(
        "What else falls short",
        {UNKNOWN: DO_NOT_KNOW, "none": "Nothing else", **SHORTCOMINGS},
        "",
        "The second heap, if it is large too.",
    )
    facts_in: str = asked(
        "Where the facts stand",
        {
            UNKNOWN: DO_NOT_KNOW,
            "public": "In public texts that a model has read",
            "private": "In documents of our own",
            "input": "In the input: nothing else is needed",
        },
        "",
        "The facts that a good answer needs.",
    )
    examples_count: float | None = count(
        "Labelled examples at hand",
        help="Inputs with the answer that you want, checked or not.",
        unit="examples",
        most=10_000_000,
    )

    evaluation_set: str = asked(
        "Is there an evaluation set", YES_NO, TRIED, "Real inputs with a rule for scoring, never used for training."
    )
    best_score: float | None = number(
        None,
        "What the best prompt gets right",
        TRIED,
        "The share of real inputs with an answer that you would accept.",
        unit="%",
        most=100,
        none=DO_NOT_KNOW,
    )
    prompt_tried: str = asked(
        "Was a careful prompt tried",
        YES_NO,
        TRIED,
        "Clear instructions and a few examples, repaired at least twice after reading the bad answers.",
    )
    better_model: str = asked(
        "Was a better base model tried",
        {
            UNKNOWN: DO_NOT_KNOW,
            "untried": "No, and there is one",
            "tried": "Yes, and it does not suffice",
            "none": "There is no other that may be used",
        },
        TRIED,
        "A stronger one for ability, a smaller one for cost or speed.",
    )

    facts_change: str = asked(
        "How often the facts change",
        {
            UNKNOWN: DO_NOT_KNOW,
            "rarely": "Rarely, a few times a year",
            "monthly": "From month to month",
            "daily": "Daily, or for every customer",
        },
        FACTS,
        "How soon an answer from last quarter’s documents would be wrong.",
    )
    corpus_tokens: float | None = count(
        "Text that holds the facts",
        FACTS,
        "All documents that may be needed; 1,000 English words are about 1,300 tokens.",
        unit="tokens",
        most=10_000_000_000,
    )
    retrieval: str = asked(
        "Is there retrieval already",
        {
            UNKNOWN: DO_NOT_KNOW,
            "none": "No",
            "misses": "Yes, and it often misses the passage",
            "finds": "Yes, and it finds the passage",
        },
        FACTS,
        "Look up for some bad answers whether the right passage was in the prompt.",
    )

    examples_quality: str = asked(
        "Quality of the examples",
        {
            UNKNOWN: DO_NOT_KNOW,
            "checked": "Checked by somebody who knows the work",
            "noisy": "As they came, with errors",
            "generated": "Written by a model",
        },
        EXAMPLES,
        "Whether somebody has read them and would sign them.",
    )
    schema: str = asked(
        "Must the output follow a schema",
        {
            UNKNOWN: DO_NOT_KNOW,
            "none": "No",
            "enforceable": "Yes, and it can be enforced",
            "unenforceable": "Yes, and nothing can enforce it here",
        },
        EXAMPLES,
        "Providers enforce JSON schemas as “structured output”, by constrained decoding.",
    )

    calls_per_day: float | None = count(
        "Calls per day", CALLS, "Every call to the model, retries too.", unit="calls/day", most=100_000_000
    )
    prefix_tokens: float | None = count(
        "Repeated prompt",
        CALLS,
        "The part of the prompt that is the same in every call.",
        unit="tokens",
        most=10_000_000,
    )
    caching: str = asked(
        "Could the repeated prompt be cached",
        YES_NO,
        CALLS,
        "Whether the provider bills a repeated beginning less, used today or not.",
    )
    latency: str = asked(
        "How soon an answer must be there",
        {UNKNOWN: DO_NOT_KNOW, "relaxed": "In some seconds or later", "tight": "At once, in less than a second"},
        CALLS,
        "Until the first words of an answer.",
    )

    data_stays: str = asked(
        "May the data leave the house",
        {UNKNOWN: DO_NOT_KNOW, "may-leave": "Yes", "must-stay": "No, it must stay"},
        LIMITS,
        "Whether a vendor may receive your inputs and examples.",
    )
    tuning_offer: str = choice(
        UNKNOWN, "Which model would you tune", offers, LIMITS, "Whether anyone still sells its tuning is looked up."
    )
    tuned_before: str = asked(
        "Have you tuned there before", YES_NO, LIMITS, "Some vendors still tune for old customers only."
    )
    start: date = day(
        lambda _: catalogue().as_of, "Day of the decision", LIMITS, "What is on sale is looked up for this day."
    )

    @property
    def verdict(self) -> str:
        return self.advice.first.option.key

    @cached_property
    def trouble(self) -> frozenset[str]:
        """All that falls short; "unknown" where nobody knows."""
        named = {self.falls_short, self.also_short} - {UNKNOWN, "none"}
        return frozenset(named or {UNKNOWN})

    @cached_property
    def gap(self) -> frozenset[str]:
        """The kinds of trouble: facts, behaviour, both, form, price, speed."""
        of = {
            "facts": "facts",
            "style": "behaviour",
            "skill": "behaviour",
            "format": "form",
            "cost": "price",
            "latency": "speed",
        }
        found = {of[one] for one in self.trouble if one in of}
        return frozenset(found | ({"both"} if {"facts", "behaviour"} <= found else set()))

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
        words: dict[str, frozenset[str]] = {
            "trouble": self.trouble,
            "gap": self.gap,
            "offer": frozenset({self.on_sale}),
        }
        numbers: dict[str, float | None] = {}
        sized = self.offer and (self.offer.least_parameters or self.offer.most_parameters)
        words["offered"] = frozenset({"open" if sized else "vendor"})
        for name, declared in self.inputs().items():
            value = getattr(self, name)
            if isinstance(declared, Number):
                numbers[name] = value
                words[name] = frozenset({UNKNOWN if value is None else "known"})
            elif isinstance(declared, Choice):
                words[name] = frozenset({value})
        return Case(words, numbers)

    @cached_property
    def advice(self) -> Advice:
        """Every option, weighed."""
        return advise(self.case)

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
    def widened(self) -> Mapping[str, tuple[str, ...]]:
        """The open questions whose answer alone could turn the advice, with the options it could turn to."""
        found = {}
        for name in self.unanswered:
            keys = dict.fromkeys(self.variant(name, value).verdict for value in self._possible(name))
            keys.pop(self.verdict, None)
            if keys:
                found[name] = tuple(keys)
        return found

    def _possible(self, name: str) -> Iterator[Any]:
        """The answers that matter to the rules: every choice, and for a number each side of each threshold."""
        declared = self.inputs()[name]
        if isinstance(declared, Choice):
            # Which model is on sale is a matter for the shop: as an open question it widens nothing.
            yield from (key for key in declared.options() if name != "tuning_offer" and key != UNKNOWN)
        elif isinstance(declared, Number):
            yield declared.least
            for bound in thresholds(name):
                yield from (value for value in (bound - 1, bound, bound + 1) if declared.allows(value))

    def then(self, verdict: str) -> str:
        return titles()[verdict]


@cache
def titles() -> Mapping[str, str]:
    """The title of each option by key."""
    return {key: option.title for key, option in options().items()}
