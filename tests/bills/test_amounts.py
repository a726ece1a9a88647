"""Amounts are read as people tell them, or refused in one sentence that says what may be typed; never guessed."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.advice.questions import questions
from calculators.bills.amounts import SIZES, read_count, read_rate, read_size
from calculators.kit.amounts import COUNTS
from calculators.kit.inputs import UNSURE
from calculators.kit.numbers import write_number

PAGE = SIZES["page"]
READERS = (read_count, read_rate, read_size)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("none", 0),
        ("None yet.", 0),
        ("no examples", 0),
        ("0", 0),
        ("a few", 5),
        ("Only a few", 5),
        ("a handful of e-mails", 5),
        ("several", 7),
        ("a dozen or so", 12),
        ("two dozen", 24),
        ("fifty", 50),
        ("twenty-five", 25),
        ("dozens", 40),
        ("one hundred", 100),
        ("a hundred or so", 100),
        ("about a hundred", 100),
        ("a couple of hundred", 200),
        ("three hundred pairs", 300),
        ("several hundred", 400),
        ("hundreds of PDFs", 400),
        ("5 hundreds", 500),
        ("one thousand", 1_000),
        ("1.5k", 1_500),
        ("1,5k", 1_500),
        ("about 2,000 tickets", 2_000),
        ("thousands", 3_000),
        ("a few thousand", 3_000),
        ("some thousands of letters", 3_000),
        ("5 thousands", 5_000),
        ("12k rows", 12_000),
        ("10k+", 10_000),
        ("tens of thousands of tickets", 30_000),
        ("two hundred thousand", 200_000),
        ("2 hundred thousand", 200_000),
        ("hundreds of thousands", 300_000),
        ("half a million", 500_000),
        ("0.5 million", 500_000),
        ("2.3M", 2_300_000),
        ("a couple million", 2_000_000),
        ("5 Mio.", 5_000_000),
        ("2 Tsd.", 2_000),
        ("over a million", 1_000_000),
        ("1e6", 1_000_000),
        ("~200", 200),
        ("ca. 500", 500),
        ("500ish", 500),
        ("some 500", 500),
        ("up to 300", 300),
        ("400 Seiten", 400),
    ],
)
def test_a_count_is_understood_in_words_or_in_figures(typed: str, value: float) -> None:
    assert read_count(typed) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("500-1000", 750),
        ("500 to 1000 letters", 750),
        ("10 000 – 20 000", 15_000),
        ("between 100 and 200", 150),
        ("2-3 thousand", 2_500),
        ("10-20k", 15_000),
        ("500-1k", 750),
        ("between 5 and 10 thousand", 7_500),
        ("two or three hundred", 250),
        ("ten to twenty", 15),
    ],
)
def test_a_span_is_read_as_its_middle_and_the_scale_counts_for_both_ends(typed: str, value: float) -> None:
    assert read_count(typed) == value


@pytest.mark.parametrize("words", ["<{}", "less than {}", "fewer than {} examples", "under {}"])
def test_fewer_than_a_number_is_not_that_number(words: str) -> None:
    assert read_count(words.format(50)) == 49


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5 000", 5_000),
        ("5'000", 5_000),
        ("5’000", 5_000),
        ("5\u202f000 tickets", 5_000),
        ("5,000", 5_000),
        ("1.234.567", 1_234_567),
        ("1,234,567 rows", 1_234_567),
    ],
)
def test_groups_of_digits_are_read_as_a_number_has_them_in_many_countries(typed: str, value: float) -> None:
    assert read_count(typed) == value


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("typed", ["5.000", "1.000"])
def test_what_a_german_and_an_english_reader_take_for_two_numbers_is_asked_about(
    reader: Callable[[str], float], typed: str
) -> None:
    with pytest.raises(ValueError, match=r"can be read in two ways; type .*000 or"):
        reader(typed)


@pytest.mark.parametrize(
    ("typed", "tokens"),
    [
        ("300 pages", 300 * PAGE),
        ("about 300 A4 pages", 300 * PAGE),
        ("300pages", 300 * PAGE),
        ("300+ pages", 300 * PAGE),
        ("a page", PAGE),
        ("half a page", PAGE / 2),
        ("two pages", 2 * PAGE),
        ("a couple of pages", 2 * PAGE),
        ("10-20 pages", 15 * PAGE),
        ("2-3 thousand pages", 2_500 * PAGE),
        ("a 30-page manual", 30 * PAGE),
        ("300 pages of policy", 300 * PAGE),
        ("500 tickets", 500 * PAGE),
        ("thousands of e-mails", 3_000 * PAGE),
        ("1 document", 3 * PAGE),
        ("5,000 documents", 15_000 * PAGE),
        ("200 policies", 600 * PAGE),
        ("hundreds of PDFs", 1_200 * PAGE),
        ("half a million documents", 1_500_000 * PAGE),
        ("2 million words", 2_600_000),
        ("100,000 tokens", 100_000),
        ("1.5m tokens", 1_500_000),
        ("100k", 100_000),
        ("2e9", 2_000_000_000),
        ("2 GB of text", 433_333_333),
        ("about 30 MB of plain text", 6_500_000),
        ("500 kB of markdown", 108_333),
        ("half a gigabyte of text", 108_333_333),
        ("60,000 characters", 13_000),
        ("no documents", 0),
        ("none", 0),
    ],
)
def test_a_text_is_understood_in_tokens_words_pages_documents_or_bytes_of_text(typed: str, tokens: float) -> None:
    assert read_size(typed) == tokens


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5,000 a day", 5_000),
        ("thousands per day", 3_000),
        ("5000/day", 5_000),
        ("200 calls a day", 200),
        ("millions", 3_000_000),
    ],
)
def test_a_rate_may_say_that_it_is_a_day(typed: str, value: float) -> None:
    assert read_rate(typed) == value


@pytest.mark.parametrize("typed", ["2 GB", "2 GB of documents", "2GB of PDFs", "two gigabytes"])
def test_files_may_hold_more_than_text_so_what_they_are_is_asked(typed: str) -> None:
    """By hand: 2 × 10⁹ bytes, 6 a word, 1.3 tokens a word."""
    with pytest.raises(ValueError, match=r"if it is plain text, add “of text” \(430,000,000 tokens\);.*“300 pages”$"):
        read_size(typed)


UNREAD = [
    *("", "?", "n/a", "lots", "a lot", "a bunch", "plenty", "many", "not many", "quite a few", "almost none"),
    *("no idea", "no limit", "no way", "nobody", "I do not", "some day", "one day", "nan", "inf", "seven-ish of"),
    *("20 per class", "20/class", "1 each", "1000 per month", "2000 tickets a year", "every ticket since 2010"),
    *("3 x 100", "200 + 300", "200 and 300", "200 labelled, 3000 raw", "hundreds or thousands", "hundreds, thousands"),
    *("dozens of hundreds", "hundreds of millions", "100s", "5%", "€500", "500 USD", "20 MB", "1/2 million"),
    *(
        "1000-500",
        "between 100",
        "2²",
        "①②",
        "500 2023 tickets",
        "tausend",
        "minus five",
        "two hundred and fifty-ish x",
    ),
]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("typed", UNREAD)
def test_what_is_no_amount_is_refused_and_never_guessed(reader: Callable[[str], float], typed: str) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]{5,160}$"):
        reader(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("80 documents of 12 pages each", "100 papers, each 10 pages", "40 pages of 500 words", "page 300"),
        *("500 three-page documents", "1 page per ticket", "tickets of 2 pages", "300 pages a month"),
        *(
            "10 books",
            "our wiki",
            "the handbook",
            "pages",
            "lots of pages",
            "many documents",
            "5000 lines",
            "400 Seiten",
        ),
    ],
)
def test_a_text_told_in_two_amounts_or_in_none_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^“.*” (is not an amount|tells .*(as in “300 pages”|in all))$"):
        read_size(typed)


@pytest.mark.parametrize("name", ["examples_count", "corpus_tokens", "calls_per_day", "classes_count", "prefix_tokens"])
@pytest.mark.parametrize("typed", [one for one in UNREAD if one and not UNSURE.fullmatch(one)])
def test_a_refusal_says_in_one_sentence_what_may_be_typed(name: str, typed: str) -> None:
    with pytest.raises(
        ValueError, match=r"type a whole number from 0 to .*, or words such as “thousands”, or “I do"
    ) as no:
        questions()[name].value(typed)
    assert str(no.value).startswith(questions()[name].label)
    assert re.search(r"[^.!?]*\.$", str(no.value))
    assert "\n" not in str(no.value)


@pytest.mark.parametrize("typed", ["2 h", "50k tokens", "300 pages", "200 words", "30 min", "2 GB", "5000 characters"])
@pytest.mark.parametrize("name", ["examples_count", "calls_per_day", "classes_count"])
def test_what_counts_something_else_is_no_number_of_these(name: str, typed: str) -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        questions()[name].value(typed)


@pytest.mark.parametrize("typed", ["100 per hour", "4000/month", "4000 a month", "20 weekly", "5 tickets each hour"])
def test_a_rate_of_another_time_is_asked_for_by_the_day(typed: str) -> None:
    with pytest.raises(ValueError, match="is not told by the day; how many are there a day"):
        read_rate(typed)


@pytest.mark.parametrize("typed", ["?", "n/a", "idk", "I don’t know", "don't know yet", "no idea", "Not sure."])
@pytest.mark.parametrize("name", ["examples_count", "best_score", "corpus_tokens"])
def test_not_knowing_may_be_told_in_many_words(name: str, typed: str) -> None:
    assert questions()[name].value(typed) is None


@pytest.mark.parametrize("word", COUNTS)
def test_each_word_for_a_range_is_read_alone_or_before_what_is_counted(word: str) -> None:
    assert read_count(word) == read_count(f"about {word}") == read_count(f"{word} of them") == COUNTS[word]


@given(st.integers(0, 10**10))
def test_a_number_as_a_field_shows_it_is_read_back(value: int) -> None:
    for reader in READERS:
        assert reader(write_number(value, whole=True)) == reader(str(value)) == value


@given(st.text(max_size=60) | st.text("0123456789 .,-kmb+<~oneathrudsfil'", max_size=30))
def test_any_text_is_a_finite_amount_or_refused_in_one_line(typed: str) -> None:
    for reader in READERS:
        try:
            value = reader(typed)
        except ValueError as refused:
            assert 0 < len(str(refused)) < 200
        else:
            assert abs(value) < float("inf")
            assert re.search(r"\w", typed)
