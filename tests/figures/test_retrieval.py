"""What embeddings or vector stores cost: the expected figures are the vendors', typed in by hand."""

import pytest

from calculators.figures.tables import catalogue

EMBEDDINGS, STORES = catalogue().embeddings, catalogue().vector_stores

PRICES = {
    "openai/text-embedding-3-small": (0.02, 0.01, 1536),
    "openai/text-embedding-3-large": (0.13, 0.065, 3072),
    "google/gemini-embedding-2": (0.2, 0.1, 3072),
    "cohere/embed-v5.0-fast": (0.08, None, 2048),
    "voyage/voyage-4-lite": (0.02, None, 1024),
    "mistral/mistral-embed": (0.1, 0.05, None),
    "amazon/titan-embed-text-v2": (0.02, None, 1024),
    "together/bge-base-en-v1.5": (0.008, None, 768),
}


@pytest.mark.parametrize("key", PRICES)
def test_an_embedding_costs_what_is_listed(key: str) -> None:
    row = EMBEDDINGS[key]
    assert (row.price, row.batch_price, row.vector_length) == PRICES[key]
    assert row.price.unit == "USD/Mtok"


def test_a_batch_never_costs_more() -> None:
    assert all(row.batch is None or row.batch < row.input for row in EMBEDDINGS.values())


def test_two_sources_that_agree_make_a_price_sure() -> None:
    assert all((row.confidence == "high") == bool(row.agrees) for row in EMBEDDINGS.values())


def test_pinecone_bills_storage_reads_writes_and_never_less_than_its_minimum() -> None:
    store = STORES["pinecone-serverless-standard"]
    assert store.storage_per_gb_month == 0.33
    assert (store.read_price, store.write_price, store.minimum_fee) == (16, 4, 50)
    assert store.minimum_fee is not None
    assert (store.minimum_fee.unit, store.minimum_fee.confidence) == ("USD/month", "high")
    # A query takes one read unit for each GB, a quarter at least.
    assert [store.read_units(gigabytes) for gigabytes in (0.01, 0.25, 1, 40)] == [0.25, 0.25, 1, 40]


def test_storage_by_the_day_is_turned_into_a_month() -> None:
    store = STORES["openai-file-search"]
    assert store.storage_per_gb_month == pytest.approx(0.1 * 365.25 / 12)
    assert store.storage_per_gb_month is not None
    assert store.storage_per_gb_month.unit == "USD/GB/month"
    assert (store.free_gb, store.call_price, store.gb_means) == (1, 2.5, "GiB")
    assert store.read_units(1) is None


def test_what_a_store_does_not_bill_or_nobody_knows_stays_unknown() -> None:
    weaviate, qdrant = STORES["weaviate-serverless"], STORES["qdrant-cloud"]
    assert weaviate.storage_per_gb_month is None
    assert weaviate.storage_per_million_dimensions == 0.095
    assert weaviate.minimum_fee is None
    assert (qdrant.plan_price, qdrant.plan_memory, qdrant.read_price) == (25, 4, None)
    assert {key for key, store in STORES.items() if store.confidence == "low"} == {
        "aws-s3-vectors",
        "azure-ai-search-basic",
        "aws-rds-pgvector",
        "weaviate-serverless",
        "qdrant-cloud",
    }
