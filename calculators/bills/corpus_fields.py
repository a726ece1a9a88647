"""Inputs about a corpus that is searched: its size, how it is cut, how much of it changes, how it is embedded."""

from typing import Any

from calculators.bills.amounts import read_size
from calculators.bills.fields import price, share
from calculators.bills.indexing import embedding_models
from calculators.kit.inputs import FRONT, choice, number
from calculators.kit.stops import ladder


def corpus_tokens(told: str, group: str = FRONT) -> Any:
    """Declare the size of the corpus, which may be told in words, pages, documents or bytes of text."""
    told += " Tokens, or as in “300 pages”, “2 GB of text”."
    return number(
        2_000_000,
        "Corpus",
        group,
        told,
        unit="tokens",
        least=1,
        most=100_000_000_000,
        whole=True,
        told=read_size,
        stops=ladder(10_000, 1_000_000_000),
    )


def overlap(group: str) -> Any:
    """Declare how far neighbouring chunks overlap."""
    return share(10, "Overlap", group, "Tokens that stand in two neighbouring chunks, as a share.", most=900)


def churn(group: str, told: str) -> Any:
    """Declare how much of the corpus changes."""
    return share(5, "Corpus changed per month", group, told, most=10_000)


def embedding_model(group: str, told: str) -> Any:
    """Declare the choice of an embedding model."""
    return choice("openai/text-embedding-3-small", "Embedding model", embedding_models, group, told)


def embedding_price(group: str, told: str) -> Any:
    """Declare what embedding costs; the default is the price of the chosen model."""
    return price(lambda self: self.embedding and self.embedding.price, "Embedding price", group, told, most=100)
