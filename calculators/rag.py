"""Tell what retrieval (RAG) costs, line by line, with the largest first."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, ClassVar

from calculators.bills import corpus_fields, fields, store_fields, work_fields
from calculators.bills.billing import TokenBill, known_bill
from calculators.bills.comparing import SAME
from calculators.bills.fields import base_models, known_price, price, share, tokens, usd
from calculators.bills.indexing import ContextBill, Corpus, Indexing, embedding_cost
from calculators.bills.model_prices import base_bill, base_price
from calculators.bills.vector_billing import StoreBill
from calculators.figures.prices import KINDS, ApiModel, Kind
from calculators.figures.retrieval import Embedding, VectorStore
from calculators.figures.rows import BYTES
from calculators.figures.tables import catalogue
from calculators.kit.inputs import choice, number
from calculators.kit.model import Calculator
from calculators.kit.stops import steps

NO_CONTEXT = "none"
"""The option for chunks that are embedded as they are."""

CHUNKS = "Chunks and embedding"
CONTEXTS = "Contexts for chunks"
TOKENS = "Calls and tokens"
PRICES = "Prices of the API model"
STORE = "Prices of the vector store"
RERANK = "Reranking"
WORK = "Work of people"
TIME = "Time and limits"

CONTEXT_PRICES = ("context_cache_write", "context_cached_input", "context_input", "context_output")

LINES = {
    "retrieved": "the retrieved text in every call",
    "database": "the vector store",
    "embedding": "embedding the corpus and its changes",
    "contexts": "writing contexts for the chunks",
    "queries": "embedding the questions",
    "rerank": "reranking",
    "work": "the work of people who build it",
}
"""What retrieval adds to the bill, line by line, in words."""


@cache
def context_models() -> Mapping[str, tuple[str, str]]:
    """The models that may write contexts, and the option to do without."""
    return {NO_CONTEXT: ("None: chunks are embedded as they are", "")} | dict(base_models())


def context_price(kind: Kind, told: str) -> Any:
    """Declare a price for writing contexts; the default is what the chosen model costs on the first day."""
    return price(
        lambda self: self.context and self.context.price(kind, self.start, self.corpus.document),
        f"Context {KINDS[kind]} price",
        CONTEXTS,
        told,
        none="not known",
    )


@dataclass(frozen=True)
class WholePrompt:
    """The whole corpus in every prompt, read from the cache: what retrieval is set against."""

    case: "Rag"

    def price(self, kind: Kind) -> float | None:
        """USD/Mtok for a prompt that holds the whole corpus: the typed price, else that of its length."""
        case, field = self.case, f"base_{kind}"
        if field in case.given or case.model is None:
            typed: float | None = getattr(case, field)
            return typed
        return case.model.price(kind, case.start, self.tokens)

    @property
    def tokens(self) -> float:
        """Tokens of a prompt that holds the whole corpus."""
        return self.case.prefix_tokens + self.case.corpus_tokens + self.case.variable_tokens

    @property
    def too_long(self) -> bool:
        """Whether the corpus cannot stand in a prompt."""
        return self.tokens > self.case.longest_prompt

    @cached_property
    def bill(self) -> TokenBill | None:
        """A call with the whole corpus in its repeated prompt; None where it is too long, or a price is not known."""
        if self.too_long:
            return None
        case = self.case
        counts = case.prefix_tokens + case.corpus_tokens, case.variable_tokens, case.output_tokens
        return known_bill(*counts, case.cache_hits / 100, *map(self.price, KINDS))

    @property
    def monthly_cost(self) -> float | None:
        """USD a month with the whole corpus in every prompt; None where that cannot be."""
        return self.bill.cost * self.case.calls_per_month if self.bill else None


@dataclass(frozen=True)
class Rag(Calculator):
    """Retrieval is paid for in many places: the corpus is embedded, the vectors are kept, and every call searches them.

    What is found goes into the prompt of every call and is paid for each time. The calculator adds the lines up for a
    month and for a call, shows which is the largest, and asks whether the whole corpus in every prompt, read from the
    cache, would be cheaper.
    """

    slug = "rag"
    title = "Cost of RAG"
    question = "What does retrieval (RAG) cost, and which of its lines is the largest?"
    verdicts: ClassVar = {key: f"the largest line is {words}" for key, words in LINES.items()} | {
        "nothing": "retrieval adds nothing to the bill",
        "whole-prompt": "the whole corpus in every prompt is cheaper",
    }

    start: date = fields.first_day(TIME, "Prices are those of this day; a known later change is told.")
    calls_per_day: int = fields.calls_per_day()
    corpus_tokens: float = corpus_fields.corpus_tokens("All documents that can be searched.")
    base_model: str = fields.base_model("The model that reads what is found and answers.")
    retrieved_chunks: int = number(
        10,
        "Chunks put into each call",
        help="What is found and handed to the model, after reranking if there is any.",
        unit="chunks",
        most=10_000,
        whole=True,
        stops=steps(0, 50, 1),
    )
    vector_store: str = store_fields.vector_store("Who keeps the vectors and searches them.")

    chunk_tokens: int = tokens(500, "Length of a chunk", CHUNKS, "A document shorter than this is one chunk.", least=1)
    overlap: float = corpus_fields.overlap(CHUNKS)
    document_tokens: int = tokens(
        8_000,
        "Length of a document",
        CHUNKS,
        "On average; contexts are written with the whole document in view.",
        least=1,
    )
    churn: float = corpus_fields.churn(CHUNKS, "Share that is new or changed and must be indexed again.")
    embedding_model: str = corpus_fields.embedding_model(CHUNKS, "It turns chunks and questions into vectors.")
    embedding_price: float = corpus_fields.embedding_price(
        CHUNKS, "Per million tokens embedded; many providers charge less in a batch."
    )
    dimensions: float = number(
        lambda self: self.embedding and self.embedding.vector_length,
        "Length of a vector",
        CHUNKS,
        "Numbers in one vector.",
        unit="dimensions",
        least=1,
        most=100_000,
        whole=True,
    )
    number_bytes: float = number(
        4,
        "Bytes per number",
        CHUNKS,
        "4 for numbers of 32 bits, 1 where the store keeps them in 8.",
        unit="bytes",
        least=0.01,
        most=8,
    )
    stored_beside: float = share(
        0,
        "Stored beside the vectors",
        CHUNKS,
        "Index and text kept with the vectors, as a share of them; 0 counts the vectors alone.",
        most=10_000,
    )

    context_model: str = choice(
        NO_CONTEXT,
        "Model that writes contexts",
        context_models,
        CONTEXTS,
        "Contextual retrieval: a model tells for every chunk where in its document it stands, before it is embedded.",
    )
    instruction_tokens: int = tokens(50, "Instruction", CONTEXTS, "What the model is told for each chunk.")
    context_tokens: int = tokens(100, "Context written", CONTEXTS, "Per chunk; embedded with it.")
    context_input: float | None = context_price("input", "For chunk and instruction.")
    context_cached_input: float | None = context_price(
        "cached_input", "The document is read from the cache once for every chunk."
    )
    context_cache_write: float | None = context_price("cache_write", "The document is written to the cache once.")
    context_output: float | None = context_price("output", "For the context written.")

    prefix_tokens: int = fields.prefix_tokens("Instructions that stand the same in every call.", TOKENS, 1_000)
    variable_tokens: int = fields.variable_tokens(
        TOKENS, "The question and what else differs, the retrieved text apart."
    )
    output_tokens: int = fields.output_tokens(TOKENS, count=300)
    cache_hits: float = fields.cache_hits(TOKENS)
    retrieved_hits: float = share(
        0,
        "Retrieved text that hits the cache",
        TOKENS,
        "Usually 0: other chunks are found for every question. More where the same ones come first in the same order.",
    )
    searches_per_call: float = number(
        1, "Searches per call", TOKENS, "More than one where the model asks again.", unit="searches", most=1_000
    )
    query_tokens: int = tokens(
        lambda self: min(self.variable_tokens, 100_000),
        "Question embedded",
        TOKENS,
        "Per search; the default is the rest of the input.",
        most=100_000,
    )

    base_input: float = base_price("input", PRICES)
    base_cached_input: float | None = base_price("cached_input", PRICES)
    base_cache_write: float | None = base_price("cache_write", PRICES)
    base_output: float = base_price("output", PRICES)

    storage_price: float = store_fields.listed("storage_price", STORE)
    free_gb: float = store_fields.listed("free_gb", STORE)
    dimension_price: float = store_fields.listed("dimension_price", STORE)
    plan_price: float = store_fields.plan_price(STORE)
    read_price: float = store_fields.listed("read_price", STORE)
    read_units_per_gb: float = store_fields.listed("read_units_per_gb", STORE)
    least_read_units: float = store_fields.listed("least_read_units", STORE)
    search_price: float = store_fields.listed("search_price", STORE)
    write_price: float = store_fields.listed("write_price", STORE)
    write_units: float = store_fields.write_units(STORE)
    write_price_per_gb: float = store_fields.listed("write_price_per_gb", STORE)
    minimum_fee: float = store_fields.listed("minimum_fee", STORE)

    rerank_price: float = number(
        0, "Reranking a search", RERANK, "0 where nothing is reranked.", unit="USD/1,000 searches", most=1_000
    )
    rerank_token_price: float = price(
        0, "Reranking by tokens", RERANK, "Where the tokens that are compared are billed.", most=100
    )
    rerank_candidates: int = number(
        50, "Chunks compared", RERANK, "Found by the search, before the best are chosen.", unit="chunks", most=10_000,
        whole=True,
    )  # fmt: skip

    work: str = work_fields.work(WORK)
    wage: float = work_fields.wage(WORK)
    rag_hours: float = work_fields.work_hours("rag-hours", "Hours on RAG", WORK, "Once, to build the pipeline.")
    rag_work: float = usd(work_fields.paid("rag_hours"), "Work on RAG", WORK, "The hours at the wage.")

    longest_prompt: int = tokens(
        200_000,
        "Longest prompt",
        TIME,
        "What the model can read, or what you would send: beyond it the whole corpus cannot stand in the prompt.",
        most=100_000_000,
    )
    horizon: float = fields.horizon("What is paid once, indexing and work, is spread over it.", TIME)
    days_per_month: float = fields.days_per_month(TIME)

    @property
    def model(self) -> ApiModel | None:
        """The base model, or None where prices are typed."""
        return catalogue().api_models.get(self.base_model)

    @property
    def context(self) -> ApiModel | None:
        """The model that writes contexts, or None where there is none or its prices are typed."""
        return catalogue().api_models.get(self.context_model)

    @property
    def embedding(self) -> Embedding | None:
        """The embedding model, or None where its figures are typed."""
        return catalogue().embeddings.get(self.embedding_model)

    @cached_property
    def store(self) -> VectorStore | None:
        """The vector store, or None where its prices are typed."""
        return catalogue().vector_stores.get(self.vector_store)

    @cached_property
    def corpus(self) -> Corpus:
        """The corpus, cut into chunks."""
        return Corpus.cut(self.corpus_tokens, self.document_tokens, self.chunk_tokens, self.overlap / 100)

    @cached_property
    def retrieved_tokens(self) -> float:
        """Tokens of retrieved text in a call: top k x chunk, never more than there is."""
        return min(self.retrieved_chunks, self.corpus.vectors) * self.corpus.chunk

    @property
    def prompt_tokens(self) -> float:
        """Tokens of the prompt, retrieved text included: what long-context prices go by."""
        return self.prefix_tokens + self.variable_tokens + self.retrieved_tokens

    @property
    def calls_per_month(self) -> float:
        """Calls a month."""
        return self.calls_per_day * self.days_per_month

    @property
    def searches_per_month(self) -> float:
        """Searches a month."""
        return self.calls_per_month * self.searches_per_call

    @property
    def vector_bytes(self) -> float:
        """Bytes of all vectors: vectors x dimensions x bytes of a number."""
        return self.corpus.vectors * self.dimensions * self.number_bytes

    @property
    def stored_gb(self) -> float:
        """What the store keeps, in the GB that the store means."""
        unit = BYTES[(self.store and self.store.gb_means) or "GB"]
        return self.vector_bytes * (1 + self.stored_beside / 100) / unit

    def bill(self, prefix: float, variable: float, output: float, hits: float) -> TokenBill:
        """So many tokens at the prices of the base model. Raises Refused where a price is missing."""
        instead = ", or set the calls and the text that hit the cache to 0 %"
        return base_bill(self, prefix, variable, output, hits, instead)

    @cached_property
    def answer_bill(self) -> TokenBill:
        """What a call costs without retrieved text: instructions, question, answer."""
        return self.bill(self.prefix_tokens, self.variable_tokens, self.output_tokens, self.cache_hits / 100)

    @cached_property
    def retrieved_bill(self) -> TokenBill:
        """What the retrieved text of a call costs."""
        return self.bill(self.retrieved_tokens, 0, 0, self.retrieved_hits / 100)

    @property
    def call_cost(self) -> float:
        """USD a call to the model, with its retrieved text."""
        return self.answer_bill.cost + self.retrieved_bill.cost

    @cached_property
    def context_bill(self) -> ContextBill | None:
        """What contexts for the chunks cost; None where none are written. Raises Refused where a price is missing."""
        if self.context_model == NO_CONTEXT:
            return None
        prices = (known_price(self, field, ", or choose no model that writes contexts") for field in CONTEXT_PRICES)
        return ContextBill(self.corpus, self.instruction_tokens, self.context_tokens, *prices)

    @cached_property
    def indexing(self) -> Indexing:
        """The whole corpus made searchable once."""
        return Indexing(self.corpus, self.embedding_price, self.context_bill)

    @cached_property
    def store_bill(self) -> StoreBill:
        """A month of the vector store."""
        gigabytes = self.stored_gb
        return StoreBill(
            gigabytes=gigabytes,
            million_dimensions=self.corpus.vectors * self.dimensions / 1e6,
            storage_price=self.storage_price,
            free_gb=self.free_gb,
            dimension_price=self.dimension_price,
            plan_price=self.plan_price,
            searches=self.searches_per_month,
            read_units=max(self.least_read_units, self.read_units_per_gb * gigabytes),
            read_price=self.read_price,
            search_price=self.search_price,
            written=self.churn / 100,
            write_units=self.corpus.vectors * self.write_units,
            write_price=self.write_price,
            write_price_per_gb=self.write_price_per_gb,
            minimum_fee=self.minimum_fee,
        )

    @property
    def up_front_cost(self) -> float:
        """USD once: embedding the corpus, its contexts, writing the vectors, and the work of people."""
        return self.indexing.cost + self.store_bill.first_write_cost + self.rag_work

    @cached_property
    def lines(self) -> dict[str, float]:
        """USD a month that retrieval adds, by line; what is paid once is spread over the horizon.

        Indexing: cost x (1 + monthly churn x months) / months.
        """
        indexed = self.churn / 100 + 1 / self.horizon
        rerank_tokens = self.rerank_candidates * self.corpus.chunk
        rerank = self.rerank_price / 1e3 + rerank_tokens * self.rerank_token_price / 1e6
        return {
            "retrieved": self.calls_per_month * self.retrieved_bill.cost,
            "database": self.store_bill.cost + self.store_bill.first_write_cost / self.horizon,
            "embedding": self.indexing.embedding_cost * indexed,
            "contexts": self.indexing.contexts_cost * indexed,
            "queries": self.searches_per_month * embedding_cost(self.query_tokens, self.embedding_price),
            "rerank": self.searches_per_month * rerank,
            "work": self.rag_work / self.horizon,
        }

    @property
    def added_monthly_cost(self) -> float:
        """USD a month that retrieval adds to the calls, what is paid once spread over the horizon."""
        return math.fsum(self.lines.values())

    @property
    def answers_monthly_cost(self) -> float:
        """USD a month for instructions, questions and answers, which cost the same without retrieval."""
        return self.calls_per_month * self.answer_bill.cost

    @property
    def monthly_cost(self) -> float:
        """USD a month for all of it, once it stands: what is paid up front is left out."""
        return self.answers_monthly_cost + self.added_monthly_cost - self.up_front_cost / self.horizon

    @property
    def total_cost(self) -> float:
        """USD over the horizon, for all of it."""
        return self.up_front_cost + self.horizon * self.monthly_cost

    @cached_property
    def whole_prompt(self) -> WholePrompt:
        """The same calls with the whole corpus in every prompt."""
        return WholePrompt(self)

    @property
    def verdict(self) -> str:
        whole, added = self.whole_prompt.monthly_cost, self.added_monthly_cost
        if whole is not None and whole < (added + self.answers_monthly_cost) * (1 - SAME):
            return "whole-prompt"
        first = self.largest[0]
        return first if self.lines[first] else "nothing"

    @property
    def largest(self) -> tuple[str, ...]:
        """The lines, the largest first."""
        return tuple(sorted(self.lines, key=self.lines.__getitem__, reverse=True))

    @property
    def unused(self) -> frozenset[str]:
        no_context = self.context_model == NO_CONTEXT
        hits = bool(self.cache_hits or self.retrieved_hits)
        no_part = {
            **dict.fromkeys(("instruction_tokens", "context_tokens", *CONTEXT_PRICES), no_context),
            "base_cached_input": not hits,
            "base_cache_write": not hits or {self.cache_hits, self.retrieved_hits} <= {0, 100},
            **{name: self.store is not None and not getattr(self, name) for name in store_fields.PRICES},
            "free_gb": not self.storage_price,
            "read_units_per_gb": not self.read_price,
            "least_read_units": not self.read_price,
            "write_units": not self.write_price,
            "rerank_candidates": not self.rerank_token_price,
        }
        unused = frozenset(name for name, unused in no_part.items() if unused)
        return unused | work_fields.unused(self, {"rag_hours": "rag_work"})
