"""The first sheet of a decision record: what was advised, what it costs, how sure it is, who decides."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from calculators.advice.rules import UNKNOWN
from calculators.advice.techniques import TITLES, Technique
from calculators.advisor import ANY, Advisor, titles
from calculators.advisor_words import told_end
from calculators.bills.uncertainty import wins
from calculators.bills.work_fields import BILLS
from calculators.kit.numbers import say, say_number
from calculators.proof.how_often import how_often, kept_aside
from calculators.record.answers import Document, Entry, entry
from calculators.total_cost import OPTIONS, TotalCost
from calculators.total_cost_words import TIE, inside

COSTED: Mapping[Technique, tuple[str, ...]] = {
    "prompting": ("cached", "prompt"),
    "rag": ("rag",),
    "fine-tuning": ("tuned", "rented"),
    "rag+fine-tuning": ("rag-tuned",),
    "none": (),
}
"""What total cost can say of each technique; of several the cheapest counts."""
IN_THE_HOUSE = ("rented",)
"""What is left of them where the data must stay."""
SHARED = ("calls_per_day", "prefix_tokens", "corpus_tokens", "examples_count", "tuning_offer")
"""What the advisor and total cost ask alike, under the same names."""
SURE_ORDER = 0.75
"""From this share of draws on the order of two costs is worth no word of doubt, as in total cost."""
MOST_ANSWERS, MOST_TURNS, MOST_NOTES = 6, 3, 300
"""So many answers about the case, turning points, characters of notes stand on the first sheet; all in the annex."""
CLOSE = "close"
CALLED = {"clear": "very likely", "likely": "likely", CLOSE: "close"}
OPEN = "too little is known"


@dataclass(frozen=True)
class Part:
    """One part of the sheet: its key, its heading, and sentences; `calculator` with a query is where to look closer."""

    key: str
    heading: str
    words: tuple[str, ...]
    link: str = ""
    calculator: str = ""
    query: str = ""


@dataclass(frozen=True)
class Summary:
    """The sheet of a record in which the advisor was asked."""

    document: Document
    advice: Entry

    @property
    def advisor(self) -> Advisor:
        """The case that the advisor was told."""
        assert isinstance(self.advice.case, Advisor)
        return self.advice.case

    @cached_property
    def costed(self) -> Entry:
        """What all ways cost: as the reader asked it, else with what the advisor was told and usual values."""
        kept = self.document.record.calculators.get(TotalCost.slug)
        return entry(TotalCost.slug, urlencode(self._carried) if kept is None else kept)

    @property
    def _carried(self) -> Mapping[str, str]:
        case, inputs, found = self.advisor, TotalCost.inputs(), {}
        for name in SHARED:
            value = getattr(case, name)
            if name in case.given and value not in (None, UNKNOWN, ANY) and inputs[name].allows(value):
                found[name] = inputs[name].write(value)
        return found

    @property
    def implied(self) -> Entry | None:
        """What all ways cost, where the reader has asked no calculator; it is worked out for the sheet alone."""
        return self.costed if self.costed.result and not self.document.reckoned else None

    @property
    def parts(self) -> tuple[Part, ...]:
        """What stands on the sheet, in order."""
        return (
            Part("question", "Question", tuple(self._question())),
            *self._ends(),
            self._cost(),
            Part("how_often", "How often such advice is right", (self._how_often(),)),
            Part("would_change", "What would change it", tuple(self._changes())),
            Part("decision", "Who decides, and when", tuple(self._decision())),
        )

    def _question(self) -> Iterator[str]:
        noted = self.document.record.notes.strip().split("\n\n")[0]
        if noted:
            yield textwrap.shorten(noted, MOST_NOTES, placeholder=" … (more in the annex)")
        yield self.advice.kind.question
        inputs = Advisor.inputs()
        apart = (inputs["start"].label, inputs["calls_per_day"].label)
        told = [f"{one.label}: {one.value}" for one in self.advice.changed if one.label not in apart]
        if told:
            more = f"; and {len(told) - MOST_ANSWERS} more in the annex" if len(told) > MOST_ANSWERS else ""
            yield f"The case. {'; '.join(told[:MOST_ANSWERS])}{more}."
        yield f"Volume. {self._volume()}"

    def _volume(self) -> str:
        calls, case = TotalCost.inputs()["calls_per_day"], self.costed.case
        if "calls_per_day" in self.advisor.given and self.advisor.calls_per_day is not None:
            return f"{calls.say(self.advisor.calls_per_day)}, as the advisor was told."
        if "calls_per_day" in case.given and isinstance(case, TotalCost):
            return f"{calls.say(case.calls_per_day)}, as “{TotalCost.title}” was told."
        assert isinstance(case, TotalCost)
        return f"Not told yet; what it costs is worked out for {calls.say(case.calls_per_day)}."

    def _ends(self) -> Iterator[Part]:
        assert self.advice.result
        for line in self.advice.result.lines:
            named = f": {line.named}" if line.named.lower() not in line.title.lower() else ""
            both = f" {told_end(self.advisor)}" if (line.key, self.advisor.certainty) == ("likely_end", CLOSE) else ""
            yield Part(line.key, line.label, (f"{line.title}{named}.", f"{line.told}{both}"))

    def _cost(self) -> Part:
        carried = self._carried
        calls = TotalCost.inputs()["calls_per_day"]
        case = self.costed.case
        volume = ""
        if "calls_per_day" not in carried and isinstance(case, TotalCost):
            volume = f", {calls.say(case.calls_per_day)} among them"
        if TotalCost.slug in self.document.record.calculators:
            basis = "your answers to it"
        elif carried:
            labels = [TotalCost.inputs()[name].label for name in carried]
            basis = f"what you told the advisor ({', '.join(labels)}) and usual values for the rest{volume}"
        else:
            basis = f"usual values{volume}, because the advisor was told no numbers"
        words = tuple(self._cost_words())
        link = f"By “{TotalCost.title}”, with {basis}"
        return Part("cost", "What it costs", words, link, TotalCost.slug, self.costed.query)

    def _cost_words(self) -> Iterator[str]:
        found, end = self.costed, self.advisor.ends.first
        if found.result is None or not isinstance(found.case, TotalCost):
            yield f"What it costs cannot be worked out with the answers that are kept: {found.problem}"
            return
        case = found.case
        advised = self._advised(case)
        cheapest = next(iter(case.totals))
        months = say(case.horizon, "months")
        if advised is None:
            yield (
                "What needs no language model has no bill here."
                if end == "none"
                else f"What {TITLES[end]} costs is not known: a price is missing."
            )
            yield f"Beside it, the cheapest way that is priced: {self._priced(case, cheapest)}, over {months}."
            return
        work = "Bills alone are counted, nobody’s work." if case.work == BILLS else "The work of people is counted in."
        yield f"{self._priced(case, advised)}, over {months}. {work}"
        if self.advisor.data_stays == "must-stay" and advised not in IN_THE_HOUSE:
            yield "That is the price at a provider; your data must stay, so an open model in the house takes its place."
        if advised == cheapest:
            yield f"Advice and cost agree: of the {len(case.totals)} ways that are compared it is the cheapest."
            return
        more = case.totals[advised] - case.totals[cheapest]
        if more <= TIE * case.totals[advised]:
            yield f"Advice and cost agree: {inside(OPTIONS[cheapest])} costs the same within {100 * TIE:g} %."
            return
        times = case.totals[advised] / case.totals[cheapest] if case.totals[cheapest] else 0
        how = f"{say_number(times)} times as much" if times >= 2 else f"{roughly(more)} more"
        won = wins(case.drawn)[cheapest]
        doubt = f", and it is cheapest in only {round(100 * won)} % of what may come" if won < SURE_ORDER else ""
        yield f"The cheapest is {inside(self._priced(case, cheapest))}{doubt}. The advised way costs {how}."
        yield self._why_not(cheapest)

    def _advised(self, case: TotalCost) -> str | None:
        """The advised way in the words of total cost; None where it has none or no price."""
        keys = COSTED[self.advisor.ends.first]
        if self.advisor.data_stays == "must-stay" and "rented" in keys:
            keys = IN_THE_HOUSE
        known = [key for key in keys if key in case.totals]
        return min(known, key=case.totals.__getitem__) if known else None

    @staticmethod
    def _priced(case: TotalCost, key: str) -> str:
        low, high = case.spread[key]
        return f"{OPTIONS[key]}: {roughly(case.totals[key])}, likely between {roughly(low)} and {roughly(high)}"

    def _why_not(self, cheapest: str) -> str:
        """Why the cheapest way is not the advice."""
        case, end = self.advisor, self.advisor.ends.first
        other = next(technique for technique, keys in COSTED.items() if cheapest in keys)
        name = TITLES[other]
        if other == end:
            return "It is the same technique bought elsewhere, and your data must stay in the house."
        shares = dict(case.ends.shares)
        against = sorted(
            (rule for rule in case.spoken.rules if rule.speaks.get(other, 0) < 0), key=lambda rule: rule.speaks[other]
        )
        barring = [rule for rule in case.spoken.rules if other in rule.rules_out]
        speaking = sorted(
            (rule for rule in case.spoken.rules if rule.speaks.get(end, 0) > 0), key=lambda rule: -rule.speaks[end]
        )
        if barring:
            return f"That is not the advice, because {name} is ruled out. {barring[0].why}"
        reason = (against or speaking)[0].why if against or speaking else ""
        odds = f"{name} ends best in about {round(100 * shares.get(other, 0))} cases like yours in 100"
        why = f"That is not the advice, because {odds}, {TITLES[end]} in {round(100 * shares[end])}. {reason}".rstrip()
        if other == case.ends.rival:
            return f"{why} It is the rival, so count both on the same inputs before you pay for either."
        return why

    def _how_often(self) -> str:
        """From the proof of outcomes: in how many cases the likely end did best, and where it was as sure as here."""
        whole, either, word = how_often(), how_often("either"), self.advisor.certainty
        cases = "published cases kept aside until the rules stood" if kept_aside() else "published cases"
        told = (
            f"In {whole.of} {cases}, what the advisor called the likely end did best in {whole.right}; that or its "
            f"rival, where it said close, in {either.right}."
        )
        if word == OPEN:
            return f"{told} With so little told nothing is counted: answer more before you lean on it."
        same = how_often(word)
        return f"{told} Where it said {CALLED[word]}, as here: in {same.right} of {same.of}." if same.of else told

    def _changes(self) -> Iterator[str]:
        if self.advice.asks:
            yield f"Answer next, it would tell most: {', '.join(self.advice.asks)}."
        named = titles()
        for turn in self.advice.turns.near:
            yield f"“{turn.label}” being “{turn.at}”, not “{turn.now}”: then {inside(named[turn.verdict])}."
        if self.costed.result and self.costed.slug in self.document.record.calculators:
            turned = [turn for turn in self.costed.turns.found if turn.field == "calls_per_day"]
            yield from (f"At {turn.at}, {inside(OPTIONS[turn.verdict])} would cost least." for turn in turned[:1])

    def _decision(self) -> Iterator[str]:
        review = self.document.review
        if review.day:
            yield f"Look at it again on {review.day}: {review.why}."


def roughly(amount: float) -> str:
    """An amount of USD to three digits: with a range beside it no more are known."""
    return f"{say_number(float(f'{amount:.3g}'))} USD"


def summary(document: Document) -> Summary | None:
    """The sheet of a record; None where the advisor was not asked, or its answers no longer fit."""
    return Summary(document, document.advice) if document.advice else None
