"""One number is read as it is told, in figures or in words; what could be two is asked about."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.bills.amounts import read_rate
from calculators.kit.amounts import read_exact
from calculators.kit.inputs import Number


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *(("1,5k", 1_500), ("half a million", 500_000), ("20 Mio", 20_000_000), ("five thousand", 5_000)),
        *(
            ("a dozen", 12),
            ("two hundred calls a day", 200),
            ("about 500", 500),
            ("~500/day", 500),
            ("ca. 2 Mio.", 2e6),
        ),
    ],
)
def test_a_single_number_is_read_in_every_calculator_as_the_advisor_reads_it(typed: str, value: float) -> None:
    assert read_exact(typed, grouped=True, unit="calls/day") == value == read_rate(typed.replace("calls ", ""))


@pytest.mark.parametrize("typed", ["500-1000", "500 to 1000", "1–2k", "a few", "thousands", "two or three"])
def test_a_span_is_no_single_number(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^“.*” is not one number$"):
        read_exact(typed, grouped=True, unit="calls/day")


@pytest.mark.parametrize(
    "typed", ["", "many", "1.2.3", "1\t2\t3", "a\tb\n1\t2", "0x10", "<100", "five apples", "€5", "5-"]
)
def test_what_is_no_number_in_words_is_told_as_no_number(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is not a number|nothing is typed|is not told in"):
        read_exact(typed, grouped=True, unit="calls/day")


@pytest.mark.parametrize(
    ("typed", "value"), [("1.500", 1_500), ("2.048 calls/day", 2_048), ("1.500k", 1_500), ("2,048", 2_048)]
)
def test_a_dot_before_three_digits_parts_thousands_where_only_a_whole_number_will_do(typed: str, value: int) -> None:
    assert Number("Calls", 1, unit="calls/day", least=0, most=10_000, whole=True).read(typed) == value


@pytest.mark.parametrize("typed", ["1.5", "1.50", "1.500,5", "0.500", "½"])
def test_a_part_of_one_is_no_whole_number(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a whole number"):
        Number("Calls", 1, unit="calls/day", least=0, most=10_000, whole=True).read(typed)


def test_a_share_below_one_per_cent_is_told_as_it_was_read() -> None:
    share = Number("Right", 50, unit="%", least=0, most=100)
    assert share.echo("0.8", 0.8) == "0.8 %, less than 1 in 100"
    assert not share.echo("80", 80)


@pytest.mark.parametrize(
    ("typed", "share"), [("26 of 40", 65), ("26/40", 65), ("1 out of 3", 33.333333), ("0 of 40", 0)]
)
def test_a_share_may_be_told_as_two_counts(typed: str, share: float) -> None:
    assert read_exact(typed, unit="%") == share


@pytest.mark.parametrize("typed", ["¾", "50/50", "3 of 0", "half"])
def test_a_share_that_could_be_two_is_asked_about(typed: str) -> None:
    with pytest.raises(ValueError, match=r"can be read in two ways; type 75 or 0.75|is not a number"):
        read_exact(typed, unit="%")


@given(
    st.text(max_size=60) | st.text("0123456789 .,-/%½kmonadyfhtus\t\n$", max_size=30),
    st.sampled_from(["%", "USD/h", "calls/day"]),
)
def test_any_text_is_one_finite_number_or_refused_in_one_line(typed: str, unit: str) -> None:
    try:
        value = read_exact(typed, unit=unit)
    except ValueError as refused:
        assert re.fullmatch(r"[^\n]{5,200}", str(refused))
    else:
        assert abs(value) < float("inf")
