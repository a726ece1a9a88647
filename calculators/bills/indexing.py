"""What it takes to make a corpus searchable, from its chunks to the bill for their vectors."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from calculators.bills.fields import TYPED, TYPED_WORDS
from calculators.figures.tables import catalogue
from calculators.kit.numbers import say_number


@cache
def embedding_models() -> Mapping[str, tuple[str, str]]:
    """The embedding models of the price data, and the option to type figures."""
    models = {key: (model.name, model.provider) for key, model in catalogue().embeddings.items()}
    return models | {TYPED: TYPED_WORDS}


def embedding_cost(tokens: float, price: float) -> float:
    """USD to embed so many tokens at a price in USD/Mtok."""
    return tokens * price / 1e6


class Corpus(NamedTuple):
    """Documents of one length, cut into chunks of which neighbours overlap by a share of their tokens.

    `document` and `chunk` are lengths in tokens; there is one vector for each chunk. Nothing is rounded: all are means.
    """

    tokens: float
    overlap: float
    document: float
    chunk: float
    chunks_per_document: float
    documents: float
    vectors: float

    @classmethod
    def cut(cls, tokens: float, document_tokens: float, chunk_tokens: float, overlap: float) -> "Corpus":
        """The corpus cut: D·(1 + overlap) / chunk chunks a document; one shorter than a chunk is one chunk."""
        document = min(document_tokens, tokens)
        chunk = min(chunk_tokens, document)
        chunks, documents = (1 + overlap) * document / chunk, tokens / document
        return cls(tokens, overlap, document, chunk, chunks, documents, documents * chunks)

    @property
    def embedded_tokens(self) -> float:
        """Tokens that are embedded: those of the corpus, overlapping ones twice."""
        return self.tokens * (1 + self.overlap)


@dataclass(frozen=True)
class ContextBill:
    """A context that a model writes for every chunk: D·w + k·D·c + k·(chunk + instruction)·i + k·context·o a document.

    The document is written to the prompt cache once and read from it for each of its k chunks. The prices w (cache
    write), c (cached input), i (input) and o (output) are in USD/Mtok. Source: Anthropic, Introducing Contextual
    Retrieval, whose 1.02 USD per million tokens comes out with the prices of Claude 3 Haiku.
    """

    corpus: Corpus
    instruction_tokens: float
    context_tokens: float
    cache_write_price: float
    cached_input_price: float
    input_price: float
    output_price: float

    @property
    def document_cost(self) -> float:
        """USD for the contexts of one document."""
        corpus = self.corpus
        per_chunk = (
            corpus.document * self.cached_input_price
            + (corpus.chunk + self.instruction_tokens) * self.input_price
            + self.context_tokens * self.output_price
        )
        return (corpus.document * self.cache_write_price + corpus.chunks_per_document * per_chunk) / 1e6

    @property
    def cost(self) -> float:
        """USD for the contexts of the whole corpus."""
        return self.corpus.documents * self.document_cost

    @property
    def reckoning(self) -> str:
        """The formula for one document, with these numbers."""
        document, chunks = say_number(self.corpus.document), say_number(self.corpus.chunks_per_document)
        asked = say_number(self.corpus.chunk + self.instruction_tokens)
        return (
            f"({document} × {say_number(self.cache_write_price)} + "
            f"{chunks} × {document} × {say_number(self.cached_input_price)} + "
            f"{chunks} × {asked} × {say_number(self.input_price)} + "
            f"{chunks} × {say_number(self.context_tokens)} × {say_number(self.output_price)}) / 1,000,000"
        )


class Indexing(NamedTuple):
    """A corpus made searchable once: a context written for every chunk, if any, then all of it embedded."""

    corpus: Corpus
    embedding_price: float
    contexts: ContextBill | None

    @property
    def embedded_tokens(self) -> float:
        """Tokens embedded, contexts included."""
        contexts = self.corpus.vectors * self.contexts.context_tokens if self.contexts else 0.0
        return self.corpus.embedded_tokens + contexts

    @property
    def embedding_cost(self) -> float:
        """USD to embed the whole corpus: tokens x (1 + overlap) x price."""
        return embedding_cost(self.embedded_tokens, self.embedding_price)

    @property
    def contexts_cost(self) -> float:
        """USD to write contexts for the whole corpus."""
        return self.contexts.cost if self.contexts else 0.0

    @property
    def cost(self) -> float:
        """USD for both."""
        return self.embedding_cost + self.contexts_cost
