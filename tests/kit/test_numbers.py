"""Numbers are read as people type them, never guessed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.kit.numbers import read_number, say, say_range, write_number


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5,000", 5_000),
        ("5 000", 5_000),
        ("5\u202f000", 5_000),
        ("5'000", 5_000),
        ("5_000", 5_000),
        ("2k", 2_000),
        ("2.5M", 2_500_000),
        ("1.2 billion", 1_200_000_000),
        ("1.5e6", 1_500_000),
        ("1 234,5", 1_234.5),
        ("1.234,5", 1_234.5),
        ("1,234.5", 1_234.5),
        ("1,234,567", 1_234_567),
        (" 12 \n", 12),
        ("１２３", 123),
        ("0,15", 0.15),
        (".5", 0.5),
        ("-3", -3),
        ("\u22123", -3),
        ("-0", 0),
        ("5,000 calls/day", 5_000),
        ("5,000 calls", 5_000),
        ("10⁶", 1_000_000),
        ("10^6", 1_000_000),
        ("3 × 10⁶ calls/day", 3_000_000),
        ("2.5*10^3", 2_500),
        ("-10⁻²", -0.01),
        ("1½k", 1_500),
        ("¼ million", 250_000),
        ("20 Mio", 20_000_000),
        ("1,5 Mio.", 1_500_000),
        ("2 Mrd", 2_000_000_000),
        ("2 lakh", 200_000),
        ("3 crores", 30_000_000),
        ("1,00,000", 100_000),
        ("500/day", 500),
        ("500 calls a day", 500),
        ("500 per day", 500),
        ("𝟏𝟐", 12),
        ("٣٤", 34),
        ("٥٬٠٠٠", 5_000),
        ("٥٬٠٠٠٫٥", 5_000.5),
        ("5\u200b000\ufeff", 5_000),
        ("\u200f-3\u200e", -3),
    ],
)
def test_a_count_is_understood_however_it_is_typed(typed: str, value: float) -> None:
    assert read_number(typed, grouped=True, unit="calls/day") == value


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("10 %", "%", 10),
        ("10%", "%", 10),
        ("$0.15", "USD/Mtok", 0.15),
        ("0.15 USD", "USD/Mtok", 0.15),
        ("$ 2", "USD", 2),
        ("½", "USD/Mtok", 0.5),
        ("2 USD per Mtok", "USD/Mtok", 2),
        ("$2/M", "USD/Mtok", 2),
        ("$80/h", "USD/h", 80),
        ("80 dollars an hour", "USD/h", 80),
        ("80 per cent", "%", 80),
        ("1 GPU", "GPUs", 1),
        ("1 try", "tries", 1),
    ],
)
def test_a_number_may_carry_its_own_unit(typed: str, unit: str, value: float) -> None:
    assert read_number(typed, unit=unit) == value


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("1,234", "can be read in two ways; type 1234 or 1.234"),
        ("5.000", "can be read in two ways; type 5000 or 5"),
        ("", "nothing is typed"),
        ("abc", "is not a number"),
        ("1,2,3", "is not a number"),
        ("10 %", "“10 %” is not told in USD/Mtok"),
        ("2 cents", "“2 cents” is not told in USD/Mtok"),
        ("2/month", "“2/month” is not told in USD/Mtok"),
        ("€5", "is not a number"),
        ("1e309", "is too large"),
        ("9" * 400, "400 characters are too many"),
        ("nan", "is not a number"),
        ("inf", "is not a number"),
        ("<script>", "is not a number"),
        ("0x10", "is not a number"),
        ("2²", "“²” is no plain digit"),
        ("110⁶", "“⁶” is no plain digit"),
        ("①②", "“①” is no plain digit"),
        ("H₂", "“₂” is no plain digit"),
        ("⒑", "“⒑” is no plain digit"),
        ("5Ⅿ", "“Ⅿ” is no plain digit"),
        ("10⁶ 5", "is not a number"),
    ],
)
def test_what_is_no_number_or_two_is_refused_in_words(typed: str, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        read_number(typed, unit="USD/Mtok")


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_what_a_field_shows_is_read_back_as_the_same_value(value: float) -> None:
    assert read_number(write_number(value), unit="USD/Mtok") == value


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_whole_number_with_its_groups_is_read_back_as_the_same_value(value: int) -> None:
    assert read_number(write_number(value, whole=True), grouped=True) == value


@given(st.text(max_size=60))
def test_any_text_is_a_finite_number_or_refused_in_one_line(typed: str) -> None:
    try:
        value = read_number(typed, unit="USD")
    except ValueError as refused:
        assert 0 < len(str(refused)) < 160
    else:
        assert abs(value) < float("inf")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.00044, "USD/call", "0.00044 USD/call"),
        (2_118.45, "USD/month", "2,118 USD/month"),
        (12.3, "USD", "12.30 USD"),
        (0.6, "USD/label", "0.60 USD/label"),
        (5, "USD", "5 USD"),
        (0, "USD", "0 USD"),
        (33_426.4, "calls/day", "33,426 calls/day"),
        (8.04, "months", "8.04 months"),
        (90, "%", "90 %"),
        (-0.25, "USD/call", "-0.25 USD/call"),
        (1, "GPUs", "1 GPU"),
        (1, "tries", "1 try"),
        (1, "searches", "1 search"),
        (1, "calls/day", "1 call/day"),
        (1, "billion parameters", "1 billion parameters"),
        (1.5, "hours", "1.5 hours"),
        (3.14e23, "FLOPs", "3.14 × 10²³ FLOPs"),
    ],
)
def test_numbers_are_said_with_their_unit_and_no_more_digits_than_matter(value: float, unit: str, words: str) -> None:
    assert say(value, unit) == words


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (5_621, 10_339, "USD", "5,621 to 10,339 USD"),
        (0.5, 2, "USD/month", "0.50 to 2 USD/month"),
        (1, 2, "GPUs", "1 to 2 GPUs"),
    ],
)
def test_a_range_is_said_with_its_unit_once(low: float, high: float, unit: str, words: str) -> None:
    assert say_range(low, high, unit) == words
