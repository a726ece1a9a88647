"""Tell whether a training file can be sent off."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import BinaryIO, ClassVar

from calculators.bills import tuning
from calculators.bills.fields import LEAST_EPOCHS, MOST_EPOCHS, tuning_offers
from calculators.figures.offers import TuningOffer
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused, choice, number, text, upload
from calculators.kit.model import Calculator
from calculators.kit.numbers import say
from calculators.kit.remarks import LEVELS, Remark
from calculators.training_file import exact, report
from calculators.training_file.cleaning import losses, unwanted, write_cleaned, write_rejected
from calculators.training_file.convert import AS_IT_STANDS, TARGETS
from calculators.training_file.formats import formats
from calculators.training_file.kinds import KINDS
from calculators.training_file.lengths import Estimate, Lengths, Way, estimate, longest, rule, typed
from calculators.training_file.losses import Losses
from calculators.training_file.reading import Asked, Unusable, opened, survey
from calculators.training_file.sample import Sample
from calculators.training_file.shapes import AUTO, Form
from calculators.training_file.survey import (
    CONFLICT,
    DUPLICATE,
    FLAGS,
    LEAK,
    MOST_TOLD,
    NEAR,
    OF_FORM,
    PERSONAL,
    REJECTED,
    UNFIT,
    Finding,
    Survey,
    Told,
)
from calculators.training_file.takers import (
    ANY,
    Taking,
    all_takings,
    errors,
    heeded,
    limit,
    pictures_over,
    takers,
    taking,
    told_traits,
    trimmed_by,
)
from calculators.training_file.tokens import FAMILIES

READING = "How the file is read"
CLEANING = "What is good enough"
TOKENS = "Tokens, epochs and price"

ACCEPTED = "JSONL with one example on each line, CSV whose first line names the columns, or running text (.txt)"

SETS = {"faults": ("Fifteen letters with faults in them", ""), "clean": ("Five conversations without errors", "")}
DEPTHS = {"all": ("Everything", ""), "structure": ("Format and copies only, for very large files", "")}
LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "faulty": ("Faulty lines and exact copies", ""),
    "suspect": ("Also refusals, cut-off answers, personal data, near copies and leaks", ""),
}
UNKNOWN_TOKENIZER = "unknown"
TOKENIZERS: Mapping[str, tuple[str, str]] = {
    UNKNOWN_TOKENIZER: ("Not known: between the fewest and the most of those below", ""),
    "o200k": ("o200k, of OpenAI from GPT-4o on", "OpenAI"),
    "cl100k": ("cl100k, of GPT-3.5 and GPT-4", "OpenAI"),
    "llama3": ("Llama 3", "Open models"),
    "qwen": ("Qwen 2.5 and 3", "Open models"),
}
SUSPECT = LEAK | NEAR | PERSONAL | UNFIT | FLAGS["pair-same"]
UNCLEAN = SUSPECT | CONFLICT | DUPLICATE | OF_FORM
WEIGHTS = {"personal": 5, "leak": 5, "near-leak": 3, "conflict": 3, "one-mould": 0.01}
"""What a finding costs beside others where it touches as many lines: what cannot be undone costs most, a hint least."""


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


def weight(found: Finding) -> tuple[int, float]:
    """Where a finding stands among others: by its level, then by the lines that it touches and what it costs."""
    return LEVELS.index(found.kind.level), -found.count * WEIGHTS.get(found.kind.key, 1)


def shapes() -> Mapping[str, tuple[str, str]]:
    """The shapes that can be chosen."""
    return {AUTO: ("As the file looks", ""), **{key: (one.name, "") for key, one in formats().items()}}


def training() -> Mapping[str, tuple[str, str]]:
    """Who may train: all, or one of them."""
    return {ANY: ("Not decided: all of them in a table", ""), **{key: (name, "") for key, name in takers().items()}}


def offers() -> Mapping[str, tuple[str, str]]:
    """Who would train; what nobody sells any more is called ended."""
    known = catalogue().tuning_offers
    ended = {key for key, offer in known.items() if offer.availability[-1].status == "closed"}
    return {
        key: (f"{name} (ended)" if key in ended else name, provider)
        for key, (name, provider) in tuning_offers().items()
    }


def usual_epochs(self: "DatasetCheck") -> float:
    """The epochs that a provider took by default for as many examples as remain."""
    try:
        remaining = self.remaining
    except Refused:
        return 3
    return tuning.default_epochs(remaining) or 3 if remaining else 3


def measured_letters(self: "DatasetCheck") -> float:
    """Characters in a token of the file at hand; four of English where none can be read."""
    usual = rule("english/characters-per-token") or 4.0
    try:
        found = Lengths(self.survey).per_token(self.families)
    except Refused:
        found = None
    return usual if found is None else float(f"{min(20, max(0.2, found)):.3g}")


@dataclass(frozen=True)
class DatasetCheck(Calculator):
    """A training file is read where it lies, line by line; nothing of it leaves your machine.

    You learn which lines a provider would refuse and why, what a model would learn that you did not mean to teach, how
    many good examples remain, and what training on them would cost. Then you can save the cleaned file.
    """

    slug = "dataset-check"
    count_with: ClassVar = staticmethod(exact.count_with)
    title = "Check a training file"
    question = "Is the training file clean enough, and are there enough examples in it?"
    asked_otherwise: ClassVar = frozenset({"sample"})
    verdicts: ClassVar = {
        "broken": "the file would be refused",
        "too-few": "there are too few examples",
        "clean-first": "the file needs cleaning first",
        "ready": "the file is ready",
        "unknown": "nobody can tell without the file",
    }

    file: GivenFile | None = upload(
        "Training file",
        help="JSONL as providers take it, CSV, or running text. It is read here, in the page, and goes nowhere.",
        accepts=".jsonl,.json,.csv,.tsv,.txt",
    )
    validation: GivenFile | None = upload(
        "Validation file",
        help="Checked for examples that are in the training file too.",
        accepts=".jsonl,.json,.csv,.tsv,.txt",
    )
    sample: str = choice("faults", "Example set", lambda: SETS, help="Shown as long as there is no file.")

    taker: str = choice(
        ANY, "Who trains", training, help="Whose rules count: those of a provider or a tool, with its limits."
    )

    line_shape: str = choice("auto", "Shape of the examples", shapes, READING, "What each line holds.")
    asked: str = text(
        column("asked"),
        "Column of the input",
        READING,
        "Of CSV, or the key of JSON; several with + between them. Told at first is what their names say.",
    )
    answered: str = text(column("answered"), "Column of the answer", READING, "Told at first is what its name says.")
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

    save_as: str = choice(
        AS_IT_STANDS,
        "Shape of the cleaned file",
        lambda: TARGETS,
        CLEANING,
        "Written in another shape, the answer tells what does not come along.",
    )

    longest: int = number(
        lambda self: limit(self.taker, "longest-example") or limit("openai", "longest-example"),
        "Longest example",
        TOKENS,
        "What is longer is cut off and not billed. Your provider’s limit may be higher.",
        unit="tokens",
        least=1,
        most=10_000_000,
        whole=True,
    )
    tokenizer: str = choice(
        UNKNOWN_TOKENIZER, "Tokenizer", lambda: TOKENIZERS, TOKENS, "Of the model that would be trained."
    )
    letters_per_token: float = number(
        measured_letters,
        "Characters in a token",
        TOKENS,
        "Measured on this file. If you have counted with your model’s tokenizer, type it, and the range below closes.",
        unit="characters/token",
        least=0.2,
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
        "fireworks/up-to-16b-lora-sft", "Tuning offer", offers, TOKENS, "Who would train the model."
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
        return Asked(self.line_shape, self.asked, self.answered, self.depth == "all", exact.chosen)

    @property
    def counted(self) -> list[int]:
        """The tokens that the reader typed, if there is no file whose examples they could be counted beside."""
        return typed(self.lengths)[0]

    @property
    def only_counted(self) -> bool:
        """Whether there are token counts and nothing else."""
        return bool(self.counted) and self.file is None

    @property
    def surveys(self) -> tuple[Survey, Survey | None]:
        """What the training file holds, then the validation file. Raises Refused."""
        try:
            return survey(self.source, self.read_as, self.validation)
        except Unusable as problem:
            label = self.inputs()[problem.field].label
            accepted = f"; accepted is {ACCEPTED}" if problem.field in ("file", "validation") else ""
            raise Refused({problem.field: f"{label}: {problem}{accepted}."}) from None

    @property
    def survey(self) -> Survey:
        """What the training file holds. Raises Refused."""
        return self.surveys[0]

    @property
    def mask(self) -> int:
        """What keeps an example out of the cleaned file."""
        suspect = SUSPECT if self.left_out == "suspect" else 0
        return REJECTED | DUPLICATE | suspect | unwanted(self.survey, self.taker, self.save_as)

    @property
    def remaining(self) -> int:
        """Examples in the cleaned file."""
        return len(self.counted) if self.only_counted else self.survey.examples - self.left_out_count

    @property
    def left_out_count(self) -> int:
        """Examples that are not in the cleaned file."""
        return self.survey.flagged(self.mask) + len(self.unwritten)

    @property
    def unwritten(self) -> Collection[int]:
        """The places of the examples that cannot be written in the shape of the cleaned file."""
        return self.losses.places if self.losses else ()

    @property
    def accepted_from(self) -> Fact | None:
        """The examples below which who trains takes no job, where one is named; OpenAI where nobody is chosen."""
        who = self.taker if self.taker != ANY else "openai"
        return limit(who, "least-examples", "" if self.only_counted else self.survey.form.shape)

    @cached_property
    def takings(self) -> tuple[Taking, ...]:
        """What each who may train says to the file as it is."""
        found = self.survey
        left = found.examples - found.flagged(REJECTED | DUPLICATE)
        if self.taker == ANY:
            return tuple(all_takings(found, left, self.most_tokens))
        return (taking(self.taker, found, left, self.most_tokens),)

    @property
    def too_few_for(self) -> tuple[Taking, ...]:
        """Those who want more examples than remain, and refuse nothing else; who trains no more only where chosen."""
        return tuple(one for one in self.takings if one.few and (self.taker != ANY or not one.ended))

    @property
    def failed(self) -> bool:
        return self.file is not None and self.verdict == "broken"

    @property
    def verdict(self) -> str:
        if self.only_counted:
            return "unknown"
        chosen = self.takings[0] if self.taker != ANY else None
        if (
            errors(self.survey, self.taker)
            or self.survey.unreadable
            or self.survey.counts["other-shape"]
            or (chosen and not chosen.ok and not chosen.few and not chosen.in_part)
        ):
            return "broken"
        if self.remaining < self.enough or self.too_few_for:
            return "too-few"
        mine = [one for one in self.takings if one.takes_shape and (one is chosen or not one.ended)]
        # Who reads no list of objects, or no columns, says so himself.
        unclean = (
            self.survey.flagged(UNCLEAN & ~sum(FLAGS[name] for name in heeded(self.taker)))
            or self.survey.encoded
            or self.survey.counts["ids"]
            or self.survey.running
            or self.most_tokens > self.longest
        )
        willing = mine and all(one.ok for one in mine)
        return "ready" if willing and not unclean else "clean-first"

    @cached_property
    def pictures_over(self) -> tuple[tuple[str, int, str], ...]:
        """Examples whose pictures somebody who takes the shape refuses: the finding, the place, how large or many."""
        return tuple(pictures_over(self.survey, self.takings))

    @property
    def idle(self) -> frozenset[str]:
        known = {"tokenizer", "letters_per_token"} if self.counted or exact.chosen else set()
        return frozenset(known | ({"sample"} if self.file else set()))

    @property
    def unused(self) -> frozenset[str]:
        # What another way of reading would bring can only be told by reading the file again, which takes too long.
        return self.idle | {"line_shape", "asked", "answered", "depth", "save_as"}

    # Tokens and their price.

    @property
    def families(self) -> tuple[int, ...]:
        """The families of tokenizers that come into question, by their place among all."""
        return (FAMILIES.index(self.tokenizer),) if self.tokenizer in FAMILIES else tuple(range(len(FAMILIES)))

    @cached_property
    def estimate(self) -> Estimate:
        """The tokens of the examples that remain, or those that the reader counted."""
        if self.counted:
            total = sum(self.counted)
            return Estimate(self.counted, total, total, total)
        return estimate(self.survey, self.way)

    @property
    def way(self) -> Way:
        """How the tokens of the examples that remain are counted."""
        # Nothing stands around what is tokens already.
        frame = (rule("openai-2023/tokens-per-message") or 0.0) if self.survey.form.shape != "tokens" else 0.0
        own = self.letters_per_token if "letters_per_token" in self.given and not exact.chosen else None
        return Way(self.mask, self.families, frame, own, self.unwritten)

    @cached_property
    def most_tokens(self) -> int:
        """The tokens of the longest example that remains; a hundred nearby cases ask for it, so it costs no pass."""
        return max(self.counted) if self.counted else longest(self.survey, self.way)

    @cached_property
    def over_limit(self) -> int:
        """Examples longer than the limit."""
        return sum(tokens > self.longest for tokens in self.estimate.each)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found, the gravest first, then what touches most lines and costs most."""
        found, more = self.survey, []
        if self.over_limit and not self.counted:
            flagged = enumerate(zip(found.lines, found.flags, strict=True))
            lines = (line for place, (line, flags) in flagged if not flags & self.mask and place not in self.unwritten)
            long = (
                Told(line, f"about {say(tokens, 'tokens')}")
                for line, tokens in zip(lines, self.estimate.each, strict=True)
                if tokens > self.longest
            )
            more.append(Finding(KINDS["over-long"], self.over_limit, tuple(islice(long, MOST_TOLD)), found.spot))
        if self.taker != ANY:
            more += told_traits(self.takings[0], found, self.mask)
        for key in ("big-picture", "many-pictures"):
            told = [Told(found.lines[place], words) for kind, place, words in self.pictures_over if kind == key]
            more += [Finding(KINDS[key], len(told), tuple(told[:MOST_TOLD]), found.spot)] if told else []
        more += [one for one in found.findings if one.kind.key not in heeded(self.taker)]
        return tuple(sorted(more, key=weight))

    @cached_property
    def losses(self) -> Losses | None:
        """What does not come along in the shape of the cleaned file; None where it stays as it stands."""
        if self.save_as == AS_IT_STANDS or self.only_counted:
            return None
        return losses(self.source, self.read_as, self.validation, self.mask, self.save_as, self.taker)

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
    def remarks(self) -> tuple[Remark, ...]:
        if self.file is None:
            return ()
        return tuple(
            Remark(self.file.path, one.line, found.kind.level, found.kind.key, found.kind.title, words)
            for found in self.findings
            for one, words in report.told(found)
        )

    def write(self, key: str, out: BinaryIO) -> None:
        if key not in {file.key for file in self.result().downloads}:
            raise KeyError(key)
        if key == "report-md":
            out.write(report.markdown(self, self.result(), self.survey, self.findings).encode())
        elif key == "report-json":
            out.write(report.as_json(self, self.result(), self.survey, self.findings).encode())
        else:
            source = opened(self.source, self.read_as)
            if key == "cleaned":
                without = trimmed_by(self.taker)
                write_cleaned(source, self.survey, self.mask, out, self.save_as, self.taker, without=without)
            else:
                write_rejected(source, self.survey, self.mask, out, self.save_as, self.taker)
