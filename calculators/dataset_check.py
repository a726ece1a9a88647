"""Tell whether a training file can be sent off: what is wrong with it, what it holds, and what it would cost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import BinaryIO, ClassVar
from urllib.parse import urlencode

from calculators.bills import tuning
from calculators.bills.fields import LEAST_EPOCHS, MOST_EPOCHS, TYPED, listing, tuning_offers
from calculators.figures.offers import TuningOffer
from calculators.figures.tables import catalogue
from calculators.files.reading import CSV
from calculators.kit.chart import Bar, Bars
from calculators.kit.facts import Fact, Sourced
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused, choice, number, text, upload
from calculators.kit.model import Calculator, Download, Figure, PlanStep, Result, Step
from calculators.kit.numbers import say, say_money, say_number
from calculators.training_file import report
from calculators.training_file.cleaning import write_cleaned, write_rejected
from calculators.training_file.kinds import KINDS
from calculators.training_file.lengths import Estimate, Rates, estimate, rule, typed
from calculators.training_file.sample import Sample
from calculators.training_file.scorecard import Card
from calculators.training_file.shapes import CALLED, SHAPES, Form
from calculators.training_file.survey import (
    CONFLICT,
    DUPLICATE,
    LEAK,
    MOST_TOLD,
    NEAR,
    PERSONAL,
    REFUSAL,
    REJECTED,
    TRUNCATED,
    UNFIT,
    Asked,
    Finding,
    Survey,
    Told,
    Unusable,
    opened,
    survey,
)
from calculators.training_file.tally import Spread, spread, top_share

READING = "How the file is read"
CLEANING = "What is good enough"
TOKENS = "Tokens, epochs and price"

ACCEPTED = "JSONL with one example on each line, or CSV whose first line names the columns"

SETS = {"faults": ("Fifteen letters with faults in them", ""), "clean": ("Five conversations without errors", "")}
DEPTHS = {"all": ("Everything", ""), "structure": ("Format and copies only, for very large files", "")}
LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "faulty": ("Faulty lines and exact copies", ""),
    "suspect": ("Also refusals, cut-off answers, personal data, near copies and leaks", ""),
}
SUSPECT = LEAK | NEAR | PERSONAL | UNFIT
UNCLEAN = SUSPECT | CONFLICT | DUPLICATE

MOST_NOTICED = 3


@lru_cache(maxsize=4)
def guessed_form(file: GivenFile | Sample, shape: str) -> Form | None:
    """How a file looks as if it were to be read; None where it cannot be."""
    try:
        return opened(file, Asked(shape)).form
    except (ValueError, OSError):
        return None


def column(which: str) -> object:
    """The default of a column: what the file looks as if it were; empty where it has no columns."""
    return lambda self: getattr(guessed_form(self.source, self.line_shape), which, "")


def usual_epochs(self: "DatasetCheck") -> float:
    """The epochs that a provider took by default for as many examples as remain."""
    try:
        remaining = self.remaining
    except Refused:
        return 3
    return tuning.default_epochs(remaining) or 3 if remaining else 3


@dataclass(frozen=True)
class DatasetCheck(Calculator):
    """A training file is read where it lies, line by line; nothing of it leaves your machine.

    You learn which lines a provider would refuse and why, what a model would learn that you did not mean to teach, how
    many good examples remain, and what training on them would cost. Then you can save the cleaned file.
    """

    slug = "dataset-check"
    title = "Check a training file"
    question = "Is the training file clean enough, and are there enough examples in it?"
    verdicts: ClassVar = {
        "broken": "the file would be refused",
        "too-few": "there are too few examples",
        "clean-first": "the file needs cleaning first",
        "ready": "the file is ready",
        "unknown": "nobody can tell without the file",
    }

    file: GivenFile | None = upload(
        "Training file",
        help="JSONL as providers take it, or CSV. It is read here, in the page, and goes nowhere.",
        accepts=".jsonl,.json,.csv,.tsv,.txt",
    )
    validation: GivenFile | None = upload(
        "Validation file",
        help="Checked for examples that are in the training file too.",
        accepts=".jsonl,.json,.csv,.tsv,.txt",
    )
    sample: str = choice("faults", "Example set", lambda: SETS, help="Shown as long as there is no file.")

    line_shape: str = choice("auto", "Shape of the examples", lambda: SHAPES, READING, "What each line holds.")
    asked: str = text(column("asked"), "Column of the input", READING, "Of CSV, or the key of JSON; a guess at first.")
    answered: str = text(column("answered"), "Column of the answer", READING, "A guess at first.")
    depth: str = choice(
        "all",
        "Look for",
        lambda: DEPTHS,
        READING,
        "Looking into the texts for near copies, personal data and languages takes several times as long.",
    )

    enough: float = number(
        lambda _: rule("openai-2023/examples-with-effect"),
        "Enough from",
        CLEANING,
        "Good examples that you want to have. From here OpenAI saw a clear effect; a hard task needs far more.",
        unit="examples",
        least=1,
        most=100_000_000,
        whole=True,
    )
    left_out: str = choice(
        "faulty", "Leave out of the cleaned file", lambda: LEFT_OUT, CLEANING, "The rest you decide yourself."
    )

    longest: int = number(
        lambda _: rule("openai-2023/longest-example"),
        "Longest example",
        TOKENS,
        "What is longer is cut off and not billed. Your provider’s limit may be higher.",
        unit="tokens",
        least=1,
        most=10_000_000,
        whole=True,
    )
    letters_per_token: float = number(
        lambda _: rule("english/characters-per-token"),
        "Characters in a token",
        TOKENS,
        "Plain letters, digits and marks. Measure it with your model’s tokenizer, and the range below closes.",
        unit="characters/token",
        least=0.5,
        most=20,
    )
    lengths: str = text(
        "",
        "Exact tokens of each example",
        TOKENS,
        "If you have counted them: numbers with spaces between, in place of the estimate.",
        most=4_000,
    )
    tuning_offer: str = choice(
        "fireworks/up-to-16b-lora-sft", "Tuning offer", tuning_offers, TOKENS, "Who would train the model."
    )
    epochs: float = number(
        usual_epochs,
        "Epochs",
        TOKENS,
        "How often training sees each example. The default is OpenAI’s rule of 2023.",
        unit="epochs",
        least=LEAST_EPOCHS,
        most=MOST_EPOCHS,
    )

    @property
    def source(self) -> GivenFile | Sample:
        """The reader's file, or the example set."""
        return self.file if isinstance(self.file, GivenFile) else Sample(self.sample)

    @property
    def read_as(self) -> Asked:
        """How the file is to be read."""
        return Asked(self.line_shape, self.asked, self.answered, self.depth == "all")

    @property
    def counted(self) -> list[int]:
        """The tokens that the reader typed, if there is no file whose examples they could be counted beside."""
        return typed(self.lengths)[0]

    @property
    def only_counted(self) -> bool:
        """Whether there are token counts and nothing else."""
        return bool(self.counted) and self.file is None

    @property
    def _surveys(self) -> tuple[Survey, Survey | None]:
        try:
            return survey(self.source, self.read_as, self.validation)
        except Unusable as problem:
            field = "validation" if problem.validation else "file"
            label = self.inputs()[field].label
            raise Refused({field: f"{label}: {problem}; accepted is {ACCEPTED}."}) from None

    @property
    def survey(self) -> Survey:
        """What the training file holds. Raises Refused."""
        return self._surveys[0]

    @property
    def mask(self) -> int:
        """What keeps an example out of the cleaned file."""
        return REJECTED | DUPLICATE | (SUSPECT if self.left_out == "suspect" else 0)

    @property
    def remaining(self) -> int:
        """Examples in the cleaned file."""
        if self.only_counted:
            return len(self.counted)
        return self.survey.examples - self.survey.flagged(self.mask)

    @property
    def accepted_from(self) -> Fact | None:
        """The examples below which no tuning job starts."""
        return rule("openai-2023/least-examples")

    @property
    def failed(self) -> bool:
        return self.file is not None and self.verdict == "broken"

    @property
    def verdict(self) -> str:
        if self.only_counted:
            return "unknown"
        if self.survey.flagged(REJECTED):
            return "broken"
        if self.remaining < self.enough:
            return "too-few"
        unclean = self.survey.flagged(UNCLEAN) or self.survey.foreign or self.over_limit
        return "clean-first" if unclean else "ready"

    @property
    def idle(self) -> frozenset[str]:
        known = {"letters_per_token"} if self.counted else set()
        return frozenset(known | ({"sample"} if self.file else set()))

    @property
    def unused(self) -> frozenset[str]:
        # What another way of reading would bring can only be told by reading the file again, which takes too long.
        return self.idle | {"line_shape", "asked", "answered", "depth"}

    # Tokens and their price.

    @property
    def _rates(self) -> tuple[Rates, Rates, Rates]:
        """What tokenizers make of letters: the fewest tokens, the expected ones, the most."""
        frame = rule("openai-2023/tokens-per-message") or 0.0
        wide = catalogue().rules.get("tokenizers/bytes-per-token-beyond-ascii")
        low, mid, high = (wide.highest, wide.figure, wide.lowest) if wide else (None, None, None)
        least, most = (rule(f"tokenizers/characters-per-token-{end}") for end in ("most", "fewest"))
        own = self.letters_per_token
        if "letters_per_token" in self.given:
            least = most = None
        return (
            Rates(max(least or own, own), low or own, frame),
            Rates(own, mid or own, frame),
            Rates(min(most or own, own), high or own, frame),
        )

    @cached_property
    def estimate(self) -> Estimate:
        """The tokens of the examples that remain, or those that the reader counted."""
        if self.counted:
            total = sum(self.counted)
            return Estimate(self.counted, total, total, total)
        return estimate(self.survey, self.mask, self._rates)

    @cached_property
    def over_limit(self) -> int:
        """Examples longer than the limit."""
        return sum(tokens > self.longest for tokens in self.estimate.each)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found, what is too long included."""
        found, kind = self.survey, KINDS["over-long"]
        if not self.over_limit or self.counted:
            return found.findings
        lines = (line for line, flags in zip(found.lines, found.flags, strict=True) if not flags & self.mask)
        long = (
            Told(line, f"about {say(tokens, 'tokens')}")
            for line, tokens in zip(lines, self.estimate.each, strict=True)
            if tokens > self.longest
        )
        more = Finding(kind, self.over_limit, tuple(islice(long, MOST_TOLD)))
        order = list(KINDS)
        return tuple(sorted([*found.findings, more], key=lambda one: order.index(one.kind.key)))

    @cached_property
    def billing_tokens(self) -> int:
        """Tokens of one epoch, long examples cut off."""
        return sum(min(tokens, self.longest) for tokens in self.estimate.each)

    @property
    def charged_tokens(self) -> float:
        """Tokens that training sees."""
        return self.billing_tokens * self.epochs

    @property
    def offer(self) -> TuningOffer | None:
        """The chosen offer; None where prices are typed elsewhere."""
        return catalogue().tuning_offers.get(self.tuning_offer)

    def cost(self, tokens: float) -> float | None:
        """USD for one run on so many tokens; None where the offer bills hours or its price is not known."""
        offer = self.offer
        if offer is None or offer.training_hours is not None or offer.training_price is None:
            return None
        return tuning.training_cost(tokens, offer.training_price, 0, 0, offer.minimum or 0)

    @property
    def _priced(self) -> Iterator[Sourced]:
        """The figures of the offer in use."""
        offer = self.offer
        if offer and self.cost(0) is not None:
            yield from (fact for fact in (offer.training_price, offer.minimum) if isinstance(fact, Fact))

    @property
    def _ends(self) -> tuple[float, float]:
        """By how much the tokens may be fewer or more, as factors."""
        found = self.estimate
        return (found.low / found.total, found.high / found.total) if found.total else (1.0, 1.0)

    def result(self) -> Result:
        if not self.only_counted:
            self.survey  # noqa: B018  # says first what cannot be read
        return Result(
            verdict=self.verdict,
            answer=self._answer(),
            why=self._why(),
            notices=tuple(self._notices()),
            figures=tuple(self._figures()),
            working=tuple(self._working()),
            chart=self._chart(),
            table=None if self.only_counted else self.card.table(),
            more_tables=() if self.only_counted else tuple(self.card.details()),
            downloads=tuple(self._downloads()),
            plan=tuple(self._plan()),
            facts=tuple(self._facts()),
        )

    def _facts(self) -> Iterator[Sourced]:
        yield from self._priced
        if not self.counted:
            keys = ["openai-2023/tokens-per-message", "tokenizers/bytes-per-token-beyond-ascii"]
            if "letters_per_token" not in self.given:
                keys += [f"tokenizers/characters-per-token-{end}" for end in ("fewest", "most")]
            yield from (fact for fact in map(rule, keys) if fact is not None)
        if self.accepted_from is not None:
            yield self.accepted_from

    @cached_property
    def card(self) -> Card:
        """The score card and the tables behind it."""
        cost = self.cost(self.charged_tokens)
        return Card(
            survey=self.survey,
            validation=self._surveys[1],
            remaining=self.remaining,
            enough=self.enough,
            accepted=self.accepted_from,
            findings=self.findings,
            over_limit=self.over_limit,
            longest=self.longest,
            tokens=spread(self.estimate.each),
            top_tenth=top_share(self.estimate.each),
            cost="not known" if cost is None else say_money(cost),
            billed=f"{say(self.charged_tokens, 'tokens')} over {say(self.epochs, 'epochs')}",
            thorough=self.depth == "all",
        )

    def _answer(self) -> str:
        if self.only_counted:
            return (
                f"Nobody can tell without the file, but its tokens are known: {len(self.counted):,} examples of "
                f"{say(self.billing_tokens, 'tokens')} that are billed, {say(self.charged_tokens, 'tokens')} over "
                f"{say(self.epochs, 'epochs')}."
            )
        found, left = self.survey, f"{self.remaining:,} example{'s' * (self.remaining != 1)}"
        remain = "remain" if self.remaining != 1 else "remains"
        if self.verdict == "broken":
            refused = found.flagged(REJECTED)
            said = f"{refused:,} of {found.examples:,} examples would be refused; {left} {remain} after cleaning."
        elif self.verdict == "too-few":
            said = f"Too few: {left} {remain}, and you want {say(self.enough, 'examples')} or more."
        elif self.verdict == "clean-first":
            said = f"Clean first: {left} {remain}, with {self._worst()} in the file as it is."
        else:
            said = f"Ready: {left}, and nothing was found that a provider would refuse or that should not be learned."
        return said if self.file else f"Example set: {said}"

    def _worst(self) -> str:
        """The warnings that count most, each with how often."""
        named = (
            ("leak", "examples of the validation file"),
            ("near-leak", "near copies of the validation file"),
            ("personal", "personal data or keys"),
            ("conflict", "contradictions"),
            ("duplicate", "exact copies"),
            ("near", "near copies"),
            ("refusal", "refusals"),
            ("truncated", "cut-off answers"),
            ("placeholder", "placeholders"),
            ("mark", "marks of chat templates"),
            ("garbled", "garbled letters"),
        )
        counts = self.survey.counts
        told = [self.survey.foreign] if self.survey.foreign else []
        told += [f"{words} ({counts[key]:,})" for key, words in named if counts[key]]
        told += [f"examples longer than the limit ({self.over_limit:,})"] if self.over_limit else []
        return listing(told[:MOST_NOTICED])

    def _why(self) -> str:
        if self.only_counted:
            return "Token counts say what training costs; what is in the examples, only the file can tell."
        found = self.survey
        what = f"{found.examples:,} {CALLED[found.form.shape]}"
        if found.form.kind == CSV or found.form.shape in ("pairs", "text"):
            columns = listing([f"“{name}”" for name in (found.form.asked, found.form.answered) if name] or ["“”"])
            what += f" from {columns}"
        copies = found.flagged(DUPLICATE)
        parts = [f"{found.flagged(REJECTED):,} with an error", f"{copies:,} exact cop{'ies' if copies != 1 else 'y'}"]
        few = self.remaining < self.enough
        lesson = (
            "Collect more like the best of them; more noise would not help."
            if few
            else "Few clean examples beat many noisy ones: read a sample of what remains yourself."
        )
        return f"{what}: {listing(parts)}. {lesson}"

    def _notices(self) -> Iterator[str]:
        words = typed(self.lengths)[1]
        if words:
            yield f"{words:,} of the words under “Exact tokens of each example” are no whole numbers and were left out."
        if self.only_counted:
            return
        if not self.file:
            yield "This is an example set in our own words. Choose or drop a training file, and it is about yours."
        found = self.survey
        if self.counted and len(self.counted) != self.remaining:
            yield f"You typed the tokens of {len(self.counted):,} examples; {self.remaining:,} remain in the file."
        columns = (("asked", found.form.asked), ("answered", found.form.answered))
        for name, used in columns:
            wanted = getattr(self, name)
            if used and wanted and wanted.casefold() != used.casefold():
                yield f"There is no column “{wanted}”; “{used}” is read instead."
        if found.marked:
            yield "The file begins with a byte order mark, over which some programs stumble. The cleaned file has none."
        if found.foreign:
            yield f"The file is {found.foreign}; providers want lines of UTF-8. The cleaned file is written so."
        beside = self._surveys[1]
        if beside and beside.flagged(REJECTED):
            told = next(one for one in beside.findings if one.kind.level == "error")
            yield (
                f"{beside.flagged(REJECTED):,} of {beside.examples:,} examples of the validation file have an error, "
                f"the first in line {told.told[0].line:,}: {told.told[0].detail or told.kind.title}."
            )
        if found.bounded:
            yield (
                f"{found.bounded:,} examples are made from one template; not all were compared with each other, "
                "so there may be more near copies than are told here."
            )
        if self.depth != "all":
            yield "Only format and copies were looked at: nothing is known of near copies, personal data and languages."

    def _figures(self) -> Iterator[Figure]:
        if not self.only_counted:
            yield from self._counts()
        yield from self._tokens()
        if not self.only_counted:
            yield from self._messages()

    def _counts(self) -> Iterator[Figure]:
        found = self.survey
        yield Figure("examples", "Examples in the file", found.examples, "examples")
        yield Figure("rejected", "With an error", found.flagged(REJECTED), "examples")
        yield Figure("duplicates", "Exact copies", found.flagged(DUPLICATE), "examples")
        aside = found.flagged(self.mask) - found.flagged(REJECTED | DUPLICATE)
        if aside:
            yield Figure("set_aside", "Left out as suspect", aside, "examples")
        yield Figure("kept", "Remain after cleaning", self.remaining, "examples")
        yield Figure("warnings", "Warnings", found.of_level("warning"), "")
        yield Figure("conflicts", "Same input, different answers", found.counts["conflict"], "examples")
        if self.validation:
            yield Figure("leaks", "In the validation file too", found.flagged(LEAK), "examples")
        for key, label, flag in (
            ("near_copies", "Near copies", NEAR),
            ("personal", "With personal data or keys", PERSONAL),
            ("refusals", "Refusals", REFUSAL),
            ("truncated", "Cut-off answers", TRUNCATED),
        ):
            if found.flagged(flag):
                yield Figure(key, label, found.flagged(flag), "examples")

    def _tokens(self) -> Iterator[Figure]:
        found = self.estimate
        low, high = self._ends
        ranged = (found.low, found.high) if high > low else (None, None)
        yield Figure("file_tokens", "Tokens in what remains", found.total, "tokens", *ranged)
        if each := spread(found.each):
            for key, label, value in _named(each, "tokens", "Tokens an example"):
                yield Figure(key, label, value, "tokens", detail=True)
        yield Figure("over_limit", "Longer than the limit", self.over_limit, "examples")
        yield Figure("billing_tokens", "Tokens billed an epoch", self.billing_tokens, "tokens", detail=True)
        yield Figure("epochs", "Epochs", self.epochs, "epochs")
        charged = self.charged_tokens
        ends = (charged * low, charged * high) if high > low else (None, None)
        yield Figure("charged_tokens", "Tokens billed in one run", charged, "tokens", *ends)
        cost = self.cost(charged)
        if cost is None:
            told = "by the hour" if self.offer and self.offer.training_hours is not None else "not known"
            yield Figure("training_cost", "One training run", None, "USD", text=told)
        else:
            costs = (self.cost(charged * low), self.cost(charged * high)) if high > low else (None, None)
            yield Figure("training_cost", "One training run", cost, "USD", *costs)

    def _messages(self) -> Iterator[Figure]:
        found = self.survey
        yield Figure("missing_system", "Without a system message", found.counts["no-system"], "examples", detail=True)
        yield Figure("missing_user", "Without a message of a user", found.counts["no-user"], "examples", detail=True)
        used = [turns for flags, turns in zip(found.flags, found.turns, strict=True) if not flags & REJECTED]
        if each := spread(used):
            for key, label, value in _named(each, "messages", "Messages an example"):
                if not key.endswith(("p10", "p90")):
                    yield Figure(key, label, value, "messages", detail=True)

    def _working(self) -> Iterator[Step]:
        if not self.only_counted:
            found, mask = self.survey, self.mask
            counted = f"{found.examples:,} − {found.flagged(mask):,}"
            yield Step("Examples that remain", counted, self.remaining, "examples")
        yield Step(
            "Tokens billed in one run",
            f"{say(self.billing_tokens, 'tokens')} × {say(self.epochs, 'epochs')}",
            self.charged_tokens,
            "tokens",
        )
        cost = self.cost(self.charged_tokens)
        if cost is not None and self.offer and self.offer.training_price is not None:
            price, least = self.offer.training_price, self.offer.minimum or 0
            told = f"{say_number(self.charged_tokens)} / 1,000,000 × {say(price, 'USD/Mtok')}"
            yield Step("One training run", f"{told}, at least {say_money(least)}" if least else told, cost, "USD")

    def _chart(self) -> Bars | None:
        if self.only_counted:
            return None
        found = self.survey
        bars = [
            Bar("Remain", self.remaining),
            Bar("With an error", found.flagged(REJECTED)),
            Bar("Exact copies", found.flagged(DUPLICATE)),
        ]
        aside = found.flagged(self.mask) - found.flagged(REJECTED | DUPLICATE)
        if aside:
            bars.append(Bar("Suspect", aside))
        return Bars("What becomes of the examples", self._answer(), "examples", tuple(bars))

    def _downloads(self) -> Iterator[Download]:
        if self.only_counted:
            return
        stem, dot, ending = self.source.name.rpartition(".")
        stem, ending = (stem, f".{ending}") if dot else (ending, ".jsonl")
        ending = ".jsonl" if self.survey.listed else ending
        yield Download("cleaned", "Save the cleaned file", f"{stem}-cleaned{ending}", "what remains, as it stood")
        rejected = self.survey.flagged(self.mask)
        if rejected:
            told = f"{rejected:,} examples with their line, the reasons and the original"
            yield Download("rejected", "Save what was left out", f"{stem}-left-out.jsonl", told)
        yield Download("report-md", "Save the report", f"{stem}-report.md", "to read and to hand on (Markdown)")
        yield Download("report-json", "Save the report for programs", f"{stem}-report.json", "every figure and finding")

    def write(self, key: str, out: BinaryIO) -> None:
        if self.only_counted or key not in {file.key for file in self._downloads()}:
            raise KeyError(key)
        if key == "report-md":
            out.write(report.markdown(self, self.result(), self.survey, self.findings).encode())
        elif key == "report-json":
            out.write(report.as_json(self, self.result(), self.survey, self.findings).encode())
        else:
            part = write_cleaned if key == "cleaned" else write_rejected
            part(opened(self.source, self.read_as), self.survey, self.mask, out)

    def _plan(self) -> Iterator[PlanStep]:
        if not self.remaining or not self.estimate.total or self.tuning_offer == TYPED:
            return
        mean = self.billing_tokens / max(1, len(self.estimate.each))
        answers = {
            "tuning_offer": self.tuning_offer,
            "examples_count": f"{len(self.estimate.each)}",
            "tokens_per_example": f"{max(1.0, mean):.6g}",
            "epochs": f"{self.epochs:g}",
        }
        yield PlanStep(
            "Then",
            "Compare what providers charge to tune on what remains, and to keep the tuned model",
            "The examples, their tokens and the epochs go along; hosting often costs more than training.",
            "Price the tuning",
            "managed-tuning",
            urlencode(answers),
        )


def _named(found: Spread, key: str, label: str) -> Iterator[tuple[str, str, float]]:
    """The values of a spread with their keys and labels."""
    for end, words, value in (
        ("min", "least", found.least),
        ("p10", "10 % have fewer than", found.p10),
        ("median", "median", found.median),
        ("mean", "mean", found.mean),
        ("p90", "90 % have fewer than", found.p90),
        ("max", "most", found.most),
    ):
        yield f"{key}_{end}", f"{label}, {words}", value
