"""RAG: its lines, contexts or vectors as published, the stores' ways to bill, the corpus in the prompt."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.bills.fields import TYPED
from calculators.bills.indexing import ContextBill, Corpus
from calculators.figures.tables import catalogue
from calculators.kit.inputs import Refused
from calculators.kit.model import DAYS_PER_MONTH, Calculator
from calculators.rag import LINES, NO_CONTEXT, Rag
from calculators.upkeep import Upkeep

PLAIN: dict[str, Any] = {
    "base_model": TYPED,
    "vector_store": TYPED,
    "embedding_model": TYPED,
    "calls_per_day": 1_000,
    "corpus_tokens": 1_000_000,
    "retrieved_chunks": 10,
    "chunk_tokens": 500,
    "overlap": 0,
    "churn": 0,
    "embedding_price": 0.1,
    "dimensions": 1_000,
    "prefix_tokens": 0,
    "variable_tokens": 100,
    "output_tokens": 0,
    "cache_hits": 0,
    "base_input": 1,
    "base_output": 1,
    "storage_price": 0,
    "search_price": 0,
    "minimum_fee": 0,
    "longest_prompt": 0,
    "horizon": 10,
    "work": "bills",
}
"""By hand: 1,000 calls a day, each with 5,000 retrieved tokens at 1 USD/Mtok: 5 USD a day. 2,000 vectors of 4 kB."""


def plain(**changes: Any) -> Rag:
    return Rag(**PLAIN | changes)


def test_the_published_price_of_contexts_is_reproduced_with_one_cache_write_and_one_cached_read_per_chunk() -> None:
    """Anthropic: 1.02 USD per million document tokens, chunks of 800 in documents of 8,000, Claude 3 Haiku."""
    bill = ContextBill(Corpus.cut(1_000_000, 8_000, 800, 0), 50, 100, 0.3, 0.03, 0.25, 1.25)
    assert bill.document_cost == pytest.approx((2_400 + 2_400 + 2_125 + 1_250) / 1e6)
    assert bill.cost == pytest.approx(1.02, abs=0.005)


def test_indexing_is_embedded_tokens_times_price_times_overlap_and_the_changes_of_every_month() -> None:
    case = plain(overlap=20, churn=5)
    assert case.indexing.embedding_cost == pytest.approx(1 * 1.2 * 0.1)
    assert case.lines["embedding"] * 10 == pytest.approx(1 * 1.2 * 0.1 * (1 + 0.05 * 10))


def test_contexts_are_embedded_with_their_chunks_and_written_again_when_the_corpus_changes() -> None:
    case = plain(context_model="anthropic/claude-3-haiku", context_tokens=100, churn=10)
    assert case.indexing.embedded_tokens == 1_000_000 + 2_000 * 100
    assert case.lines["contexts"] * 10 == pytest.approx(2 * case.indexing.contexts_cost)
    assert plain().indexing.contexts_cost == 0


def test_vectors_take_their_numbers_times_their_bytes() -> None:
    case = plain()
    assert case.corpus.vectors == 2_000
    assert case.vector_bytes == 2_000 * 1_000 * 4
    assert plain(number_bytes=1).vector_bytes == 2_000 * 1_000
    assert plain(stored_beside=50).stored_gb == pytest.approx(0.012)


def test_a_document_shorter_than_a_chunk_is_one_chunk() -> None:
    case = plain(document_tokens=100)
    assert case.corpus.vectors == 10_000
    assert case.retrieved_tokens == 10 * 100


def test_no_more_is_retrieved_than_there_is() -> None:
    assert plain(corpus_tokens=1_000).retrieved_tokens == 1_000


def test_the_retrieved_text_is_paid_for_in_every_call_and_a_part_of_it_may_be_cached() -> None:
    assert plain().retrieved_bill.cost == pytest.approx(0.005)
    assert plain().lines["retrieved"] == pytest.approx(5 * DAYS_PER_MONTH)
    half = plain(retrieved_hits=50, base_cached_input=0.1, base_cache_write=1.25)
    assert half.retrieved_bill.cost == pytest.approx(5_000 * (0.5 * 0.1 + 0.5 * 1.25) / 1e6)
    # Of 5,100 tokens of input, 2,500 are read from the cache on average.
    share = next(one.value for one in half.result().figures if one.key == "cacheable_share")
    assert share == pytest.approx(100 * 2_500 / 5_100)


def test_a_store_bills_storage_reads_and_writes_and_at_least_its_minimum() -> None:
    """0.008 GB, 2,000 vectors of 4 write units; 30,437.5 searches of at least 0.25 read units."""
    store = {"storage_price": 0.5, "read_price": 16, "read_units_per_gb": 1, "least_read_units": 0.25, "write_price": 4}
    case = plain(churn=50, **store)
    searches = 1_000 * DAYS_PER_MONTH
    assert case.store_bill.storage_cost == pytest.approx(0.008 * 0.5)
    assert case.store_bill.read_cost == pytest.approx(searches * 0.25 * 16 / 1e6)
    assert case.store_bill.first_write_cost == pytest.approx(2_000 * 4 * 4 / 1e6)
    assert case.store_bill.write_cost == pytest.approx(0.5 * 2_000 * 4 * 4 / 1e6)
    assert case.up_front_cost == pytest.approx(0.1 + 2_000 * 4 * 4 / 1e6)
    floor = case.replace(minimum_fee=50)
    assert floor.store_bill.cost == 50
    assert any("minimum of 50 USD" in notice for notice in floor.result().notices)


def test_a_search_reads_more_units_the_more_is_kept() -> None:
    big = plain(corpus_tokens=1_000_000_000, read_price=16, read_units_per_gb=1, least_read_units=0.25)
    assert big.store_bill.read_units == pytest.approx(8)


def test_each_store_of_the_list_bills_in_its_own_way() -> None:
    """50 million tokens are 100,000 vectors of 1,536 numbers, 0.6144 GB; 152,187.5 searches a month."""
    gb, searches = 0.6144, 5_000 * DAYS_PER_MONTH
    by_hand = {
        "pinecone-serverless-standard": 50,
        "openai-file-search": searches * 2.5 / 1_000,  # less than the free GiB
        "turbopuffer": 16,
        "weaviate-serverless": 153.6 * 0.095,
        "qdrant-cloud": 25,
        "chroma-cloud": gb * 1e9 / 2**30 * (0.33 + searches * 7.32 / 1e6 + 0.05 * 2.5),  # a twentieth is written anew
        "aws-s3-vectors": gb * (0.06 + 0.05 * 0.2) + searches * 0.0025 / 1_000,
        "azure-ai-search-basic": 73,
        "aws-rds-pgvector": 47.45,
    }
    assert set(by_hand) == set(catalogue().vector_stores)
    for store, cost in by_hand.items():
        case = Rag(vector_store=store, corpus_tokens=50_000_000, overlap=0)
        assert case.vector_bytes / 1e9 == pytest.approx(gb)
        assert case.store_bill.cost == pytest.approx(cost), store


def test_a_plan_is_bought_as_often_as_the_vectors_need() -> None:
    case = Rag(vector_store="qdrant-cloud", corpus_tokens=500_000_000, overlap=0)
    assert case.stored_gb == pytest.approx(6.144)
    assert case.store_bill.cost == 50
    assert any("2 times" in fact.name for fact in case.facts(case.result()))


def test_reranking_is_billed_by_search_or_by_the_tokens_compared() -> None:
    searches = 1_000 * DAYS_PER_MONTH
    assert plain(rerank_price=2).lines["rerank"] == pytest.approx(searches * 0.002)
    by_tokens = plain(rerank_token_price=0.05, rerank_candidates=100)
    assert by_tokens.lines["rerank"] == pytest.approx(searches * 100 * 500 * 0.05 / 1e6)


def test_searching_twice_doubles_what_searches_cost_and_leaves_the_prompt() -> None:
    once, twice = plain(search_price=1), plain(search_price=1, searches_per_call=2)
    assert twice.lines["database"] == pytest.approx(2 * once.lines["database"])
    assert twice.lines["queries"] == pytest.approx(2 * once.lines["queries"])
    assert twice.lines["retrieved"] == once.lines["retrieved"]


def test_a_small_corpus_in_every_prompt_is_compared_with_retrieval() -> None:
    small = plain(corpus_tokens=20_000, longest_prompt=200_000, cache_hits=100, base_cached_input=0.1)
    assert small.whole_prompt.bill is not None
    # 20,000 tokens read at 0.1 and 100 at 1 USD/Mtok, against 5,000 retrieved at 1 USD/Mtok.
    assert small.whole_prompt.bill.cost == pytest.approx(0.0021)
    assert small.verdict == "whole-prompt"
    assert small.replace(cache_hits=0).verdict == "retrieved"


def test_a_corpus_beyond_the_longest_prompt_cannot_stand_in_it() -> None:
    case = plain(longest_prompt=1_000_000)
    figures = {figure.key: figure for figure in case.result().figures}
    assert figures["whole_prompt_monthly_cost"].value is None
    assert figures["whole_prompt_monthly_cost"].text == "too long"
    assert plain(longest_prompt=1_000_100).whole_prompt.bill is not None


def test_the_whole_corpus_is_billed_at_the_long_context_price_and_that_price_is_cited() -> None:
    case = Rag(corpus_tokens=400_000, longest_prompt=1_000_000)
    assert case.base_input == 2
    assert case.whole_prompt.price("input") == 4
    assert any("above 272,000 tokens" in fact.name for fact in case.facts(case.result()))
    assert case.replace(base_input=3).whole_prompt.price("input") == 3


def test_the_work_of_people_is_a_line_unless_bills_alone_count() -> None:
    """By hand: 80 hours at 80 USD over 10 months are 640 USD a month, more than the 152 USD of retrieved text."""
    case = plain(work="counted", rag_hours=80, wage=80)
    assert case.lines["work"] == pytest.approx(640)
    assert case.verdict == "work"
    assert case.up_front_cost == pytest.approx(plain().up_front_cost + 6_400)
    assert case.monthly_cost == pytest.approx(plain().monthly_cost)
    assert not any("bills alone" in notice for notice in case.result().notices)
    assert plain(wage=500).lines["work"] == 0
    assert any("bills alone" in notice for notice in plain().result().notices)
    assert {"rag_hours", "wage"} <= plain().unused


def test_a_rag_that_people_must_build_says_so_by_default() -> None:
    assert Rag().rag_work == Rag().rag_hours * Rag().wage > 0
    assert Rag(rag_work=1_000).lines["work"] == pytest.approx(1_000 / 24)


def test_the_lines_make_up_what_retrieval_adds_and_the_total() -> None:
    case = Rag(context_model="anthropic/claude-haiku-4-5", rerank_price=2)
    assert sum(case.lines.values()) == pytest.approx(case.added_monthly_cost)
    assert case.total_cost == pytest.approx(24 * (case.added_monthly_cost + case.answers_monthly_cost))
    assert case.total_cost == pytest.approx(case.up_front_cost + 24 * case.monthly_cost)


def test_equal_lines_are_called_equal_and_no_line_is_called_none() -> None:
    tied = plain(search_price=5)  # 0.005 USD a search, as much as the text that it finds
    assert "cost the same" in tied.replace(embedding_price=0).result().answer
    nothing = plain(base_input=0, embedding_price=0)
    assert nothing.verdict == "nothing"
    assert nothing.result().answer == "Retrieval adds nothing to the bill: every line is 0."


def test_an_unknown_figure_is_asked_for_and_not_guessed() -> None:
    with pytest.raises(Refused) as refused:
        Rag(vector_store=TYPED)
    assert set(refused.value.problems) == {"storage_price", "search_price", "minimum_fee"}
    with pytest.raises(Refused, match="Length of a vector: no figure is known here"):
        Rag(embedding_model="mistral/mistral-embed")
    with pytest.raises(Refused, match="API cached input price: no price is known here"):
        Rag(base_model="cohere/command-a").result()
    assert Rag(base_model="cohere/command-a", cache_hits=0).result().figures
    with pytest.raises(Refused, match="Context cache write price: no price is known here"):
        Rag(context_model=TYPED).result()


def test_a_store_whose_searches_have_no_known_price_says_so() -> None:
    notices = " ".join(Rag(vector_store="weaviate-serverless").result().notices)
    assert "No price of a search is known for this store" in notices


def test_a_price_that_changes_later_is_told() -> None:
    notices = " ".join(Rag(base_model="google/gemini-4-argon", cache_hits=0).result().notices)
    assert "Prices change on 2026-12-01" in notices


def test_the_chart_shows_the_largest_line_first() -> None:
    chart = Rag().result().chart
    assert chart is not None
    assert chart.layout()[0].name == "The retrieved text in every call"
    assert [bar.value for bar in chart.bars] == sorted((bar.value for bar in chart.bars), reverse=True)


@given(
    calls=st.integers(1, 10_000_000),
    more=st.integers(1, 10_000_000),
    store=st.sampled_from([*catalogue().vector_stores]),
)
def test_more_calls_never_cost_less(calls: int, more: int, store: str) -> None:
    few, many = Rag(calls_per_day=calls, vector_store=store), Rag(calls_per_day=calls + more, vector_store=store)
    assert few.monthly_cost <= many.monthly_cost
    assert few.total_cost <= many.total_cost


@given(
    corpus=st.integers(1, 10**11),
    more=st.integers(0, 10**10),
    chunks=st.integers(0, 1_000),
    context=st.sampled_from([NO_CONTEXT, "anthropic/claude-haiku-4-5"]),
)
def test_a_larger_corpus_and_more_chunks_never_cost_less(corpus: int, more: int, chunks: int, context: str) -> None:
    case = Rag(corpus_tokens=corpus, retrieved_chunks=chunks, context_model=context)
    larger = case.replace(corpus_tokens=corpus + more)
    assert larger.added_monthly_cost >= case.added_monthly_cost * (1 - 1e-9)
    assert case.replace(retrieved_chunks=chunks + 1).added_monthly_cost >= case.added_monthly_cost
    assert case.verdict in {*LINES, "nothing", "whole-prompt"}


def test_fewer_chunks_than_are_to_be_retrieved_are_said_to_be_so() -> None:
    tiny = Rag(corpus_tokens=1_000, retrieved_chunks=4, chunk_tokens=500, overlap=10)
    # By hand: 1,000 tokens with an overlap of 10 % make 2.2 chunks of 500.
    assert tiny.retrieved_tokens == pytest.approx(1_100)
    assert any("cut into 2.2 chunks, fewer than the 4" in notice for notice in tiny.result().notices)
    assert not any("fewer than" in notice for notice in Rag().result().notices)


def test_the_calls_of_a_month_can_be_typed_exactly() -> None:
    assert Rag(calls_per_day=123_457, days_per_month=1).calls_per_month == 123_457


@pytest.mark.parametrize("calculator", [Rag, Upkeep])
def test_a_corpus_may_be_told_in_pages_or_bytes_of_text_as_to_the_advisor(calculator: type[Calculator]) -> None:
    """By hand: 2 × 10⁹ bytes, 6 a word, 1.3 tokens a word; 300 pages of 500 words."""
    corpus = calculator.inputs()["corpus_tokens"]
    assert corpus.read("2 GB of text") == 433_333_333
    assert corpus.read("300 pages") == 195_000
    assert corpus.echo("2 GB of text", 433_333_333) == "433,333,333 tokens"
    with pytest.raises(ValueError, match="may hold more than text; if it is plain text, add “of text”"):
        corpus.read("2 GB")
