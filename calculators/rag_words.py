"""How the answer of “rag” is told."""

from collections.abc import Iterator

from calculators.bills import work_fields
from calculators.bills.comparing import SAME
from calculators.bills.words import capital
from calculators.figures.prices import Kind
from calculators.kit.chart import Bar, Bars
from calculators.kit.facts import Fact
from calculators.kit.model import Figure, Result, Step, Table
from calculators.kit.numbers import say, say_money, say_number
from calculators.kit.telling import tell
from calculators.rag import LINES, Rag


def told(case: Rag) -> Result:
    return tell(case, _answer, _why, _notices, _figures, _working, _chart, _table, facts=_other_facts)


def _figures(case: Rag) -> Iterator[Figure]:
    added, whole = case.added_monthly_cost, case.whole_prompt.monthly_cost
    all_in = added + case.answers_monthly_cost
    yield Figure("added_monthly_cost", "What retrieval adds", added, "USD/month")
    yield Figure("added_call_cost", "What it adds to a call", added / case.calls_per_month, "USD/call")
    yield Figure("all_monthly_cost", "With instructions, questions and answers", all_in, "USD/month")
    yield Figure(
        "whole_prompt_monthly_cost",
        "The whole corpus in every prompt instead",
        whole,
        "USD/month",
        text=_no_whole_prompt(case),
    )
    yield Figure("up_front_cost", "Once: indexing and work", case.up_front_cost, "USD")
    yield Figure("monthly_cost", "A month from then on", case.monthly_cost, "USD/month")
    yield Figure("call_cost", "A call to the model", case.call_cost, "USD/call")
    yield Figure("retrieved_call_cost", "Retrieved text in a call", case.retrieved_bill.cost, "USD/call")
    yield Figure("cacheable_share", "Input read from the cache", _cached_share(case), "%")
    yield Figure("database_monthly_cost", "Vector store", case.store_bill.cost, "USD/month")
    yield Figure("vectors", "Vectors kept", case.corpus.vectors, "vectors")
    yield Figure("vector_gb", "Size of the vectors", case.vector_bytes / 1e9, "GB")
    yield Figure("embedding_cost", "Embedding the corpus once", case.indexing.embedding_cost, "USD")
    if case.context_bill:
        yield Figure("contexts_cost", "Contexts for the corpus once", case.indexing.contexts_cost, "USD")
        per_mtok = case.indexing.contexts_cost / case.corpus_tokens * 1e6
        yield Figure("contexts_per_mtok", "Contexts per million tokens of corpus", per_mtok, "USD/Mtok")
    if case.whole_prompt.bill:
        cost = case.whole_prompt.bill.cost
        yield Figure("whole_prompt_call_cost", "A call with the whole corpus in it", cost, "USD/call")
    yield Figure("total_cost", f"In all, {say(case.horizon, 'months')}", case.total_cost, "USD")


def _no_whole_prompt(case: Rag) -> str:
    """Why the whole corpus cannot stand in every prompt; empty where it can."""
    if case.whole_prompt.bill:
        return ""
    return "too long" if case.whole_prompt.too_long else "not known"


def _cached_share(case: Rag) -> float:
    """Percent of a call's input tokens that are read from the cache, on average."""
    read = case.prefix_tokens * case.cache_hits + case.retrieved_tokens * case.retrieved_hits
    return read / case.prompt_tokens if case.prompt_tokens else 0.0


def _answer(case: Rag) -> str:
    added = case.added_monthly_cost
    whole, all_in = case.whole_prompt.monthly_cost, added + case.answers_monthly_cost
    if case.verdict == "whole-prompt" and whole is not None:
        return (
            f"The whole corpus in every prompt is cheaper than retrieval: {say_money(whole)} a month "
            f"against {say_money(all_in)}."
        )
    if case.verdict == "nothing":
        return "Retrieval adds nothing to the bill: every line is 0."
    a_call = say_money(added / case.calls_per_month)
    first, second, *_ = case.largest
    costs = f"Retrieval adds {say_money(added)} a month, {a_call} a call"
    if case.lines[second] >= case.lines[first] * (1 - SAME):
        return f"{costs}; {LINES[first]} and {LINES[second]} cost the same."
    share = 100 * case.lines[first] / added
    part = "over 99" if 99 < share < 100 else say_number(round(share))
    return f"{costs}; the largest line, {part} % of it, is {LINES[first]}."


def _why(case: Rag) -> str:
    share = say(round(_cached_share(case), 1), "%")
    why = (
        f"{say_number(case.retrieved_tokens)} tokens of retrieved text make "
        f"{say(case.retrieved_bill.cost, 'USD/call')} of the {say(case.call_cost, 'USD')} that a call to the model "
        f"costs; {share} of its input is read from the cache."
    )
    if case.verdict == "whole-prompt":
        return why
    if case.whole_prompt.bill:
        cost = say(case.whole_prompt.bill.cost, "USD/call")
        return f"{why} With the whole corpus in its prompt a call would cost {cost}."
    if case.whole_prompt.too_long:
        longest = say(case.longest_prompt, "tokens")
        return f"{why} The whole corpus is too long for a prompt of at most {longest}."
    return f"{why} What the whole corpus in every prompt would cost is not known."


def _notices(case: Rag) -> Iterator[str]:
    bill = case.store_bill
    if case.retrieved_chunks > case.corpus.vectors:
        there = say_number(case.corpus.vectors)
        yield (
            f"The corpus is cut into {there} chunks, fewer than the {say_number(case.retrieved_chunks)} put into each "
            f"call: {there} are counted. All of it stands in every prompt, so nothing needs to be retrieved."
        )
    if bill.use < bill.minimum_fee:
        yield (
            f"You pay the store’s minimum of {say_money(bill.minimum_fee)} a month: "
            f"what you use of it comes to {say_money(bill.use)}."
        )
    if case.store and not (case.read_price or case.search_price or case.plan_price):
        yield f"No price of a search is known for this store, so none is counted. {case.store.note or ''}".rstrip()
    if case.work == work_fields.BILLS:
        yield "The work of people is left out: bills alone are counted."
    if case.verdict == "whole-prompt" and case.cache_hits:
        seconds = 86_400 / case.calls_per_day
        yield (
            f"This counts on {say(case.cache_hits, '%')} of the calls hitting the cache, with one call in "
            f"{say_number(seconds)} seconds on average. Providers drop a prompt that nobody asks for."
        )
    changes = case.model.price_changes(case.start) if case.model else ()
    for first in changes[:1]:
        then = case.variant("start", first)
        if then.call_cost != case.call_cost:
            yield (
                f"Prices change on {first}: from then on a call to the model costs {say(then.call_cost, 'USD')} "
                f"instead of {say(case.call_cost, 'USD')}. The answer stays with the first day."
            )


def _working(case: Rag) -> Iterator[Step]:
    corpus, bill = case.corpus, case.store_bill
    vectors = f"{say_number(case.corpus_tokens)} tokens × {say_number(1 + corpus.overlap)} / {say_number(corpus.chunk)}"
    yield Step("Vectors", vectors, corpus.vectors, "vectors")
    if case.context_bill:
        yield Step("Contexts for a document", case.context_bill.reckoning, case.context_bill.document_cost, "USD")
        documents = f"{say_number(corpus.documents)} documents × {say_money(case.context_bill.document_cost)}"
        yield Step("Contexts for the corpus", documents, case.indexing.contexts_cost, "USD")
    embedded = f"{say_number(case.indexing.embedded_tokens)} tokens × {say(case.embedding_price, 'USD/Mtok')}"
    yield Step("Embedding the corpus", embedded, case.indexing.embedding_cost, "USD")
    indexing = case.indexing.cost
    yield Step(
        "Indexing, spread over the months",
        f"{say_money(indexing)} × (1 + {say(case.churn, '%')} × {say_number(case.horizon)}) / "
        f"{say(case.horizon, 'months')}",
        case.lines["embedding"] + case.lines["contexts"],
        "USD/month",
    )
    numbers = f"{say_number(case.dimensions)} × {say_number(case.number_bytes)} bytes"
    size = f"{say_number(corpus.vectors)} vectors × {numbers}"
    yield Step("Size of the vectors", size, case.vector_bytes / 1e9, "GB")
    yield Step("Vector store", bill.reckoning, bill.cost, "USD/month")
    searches = f"{say_number(case.searches_per_month)} searches × {say_number(case.query_tokens)} tokens × "
    price = say(case.embedding_price, "USD/Mtok")
    yield Step("Embedding the questions", f"{searches}{price}", case.lines["queries"], "USD/month")
    if case.rag_work and "rag_work" not in case.given:
        hours = f"{say(case.rag_hours, 'h')} × {say(case.wage, 'USD/h')}"
        yield Step("Work on RAG", hours, case.rag_work, "USD")
    yield Step("Retrieved text in a call", case.retrieved_bill.reckoning, case.retrieved_bill.cost, "USD/call")
    calls = f"{say_number(case.calls_per_month)} calls × {say(case.retrieved_bill.cost, 'USD')}"
    yield Step("Retrieved text", calls, case.lines["retrieved"], "USD/month")
    yield Step("The rest of a call", case.answer_bill.reckoning, case.answer_bill.cost, "USD/call")
    if case.whole_prompt.bill:
        whole = case.whole_prompt.bill
        yield Step("A call with the whole corpus", whole.reckoning, whole.cost, "USD/call")


def _shown(case: Rag) -> list[tuple[str, float]]:
    """The lines that cost something, and what the calls cost without retrieval; the largest first."""
    shown = [(LINES[key], case.lines[key]) for key in case.largest if case.lines[key]]
    shown.append(("instructions, questions and answers", case.answers_monthly_cost))
    named = [(capital(words), cost) for words, cost in shown]
    return sorted(named, key=lambda line: line[1], reverse=True)


def _chart(case: Rag) -> Bars:
    first = _shown(case)[0]
    return Bars(
        title="A month, line by line",
        summary=f"The largest line: {first[0]}, {say(first[1], 'USD/month')}. {_answer(case)}",
        unit="USD/month",
        bars=tuple(Bar(name, cost) for name, cost in _shown(case)),
    )


def _table(case: Rag) -> Table:
    added = case.added_monthly_cost
    rows: list[tuple[str, ...]] = []
    for key in case.largest:
        cost = case.lines[key]
        share = say(round(100 * cost / added, 1), "%") if added else "0 %"
        rows.append((capital(LINES[key]), say_money(cost), say_money(cost / case.calls_per_month), share))
    return Table(
        title="What retrieval adds",
        heads=("Line", "A month", "A call", "Share"),
        rows=tuple(rows),
        note=f"What is paid once, indexing and work, is spread over {say(case.horizon, 'months')}.",
    )


def _other_facts(case: Rag) -> Iterator[Fact]:
    """Prices of the long prompt, where they are others than those in the fields."""
    if case.whole_prompt.bill:
        kinds: tuple[Kind, ...] = ("input", "cached_input", "cache_write", "output")
        for kind in kinds:
            long = case.whole_prompt.price(kind)
            field = f"base_{kind}"
            if isinstance(long, Fact) and field not in case.unused and long != getattr(case, field):
                yield long
