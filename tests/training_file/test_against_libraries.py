"""Our numbers of telephones, accounts, cards held against libraries that follow the registers of the world.

Why these do not judge in the page themselves: docs/decisions/0015-libraries-measured.md.
"""

import random
import re
import string
from collections.abc import Iterator

import phonenumbers
import pytest
from stdnum import iban, luhn, numdb
from stdnum.us import ssn

from calculators.training_file.payment import LENGTHS, is_account, is_card
from calculators.training_file.personal import found
from calculators.training_file.reserved import ADVERTISED
from calculators.training_file.telephone import COUNTRIES

SHORTEST = 9
"""Digits, the country's own included; with fewer a number could be any: those of some islands."""

FORMS = phonenumbers.PhoneNumberFormat
KINDS = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)
SETS = {"n": string.digits, "a": string.ascii_uppercase, "c": string.ascii_uppercase + string.digits}
ACCOUNTS = {
    country: [(int(count), SETS[kind]) for count, kind in re.findall(r"(\d+)!([nac])", about["bban"])]
    for country in (first + second for first in string.ascii_uppercase for second in string.ascii_uppercase)
    if "bban" in (about := numdb.get("iban").info(country)[0][1])
}
"""By country how many characters of which kind follow the country and the check digits of an account number."""


def examples(form: int) -> Iterator[tuple[str, str]]:
    """For each region a mobile number and one of the fixed network, and how it is written."""
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in KINDS:
            if number := phonenumbers.example_number_for_type(region, kind):
                yield region, phonenumbers.format_number(number, form)


def test_every_calling_code_is_known() -> None:
    assert [code for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE if not COUNTRIES.fullmatch(str(code))] == []


@pytest.mark.parametrize("form", [FORMS.INTERNATIONAL, FORMS.E164, FORMS.RFC3966], ids=["spaced", "E.164", "link"])
def test_numbers_of_every_country_are_found_where_they_begin_with_its_code(form: int) -> None:
    numbers = [(region, number) for region, number in examples(form) if sum(map(str.isdigit, number)) >= SHORTEST]
    assert len({region for region, _ in numbers}) > 220
    missed = {region for region, number in numbers if found(f"It is {number} as of today.") != ("phone",)}
    assert missed <= {"US"}  # whose example is of the exchange 555


def test_numbers_of_nearly_every_country_are_found_after_a_word_for_telephone() -> None:
    numbers = [(region, number) for region, number in examples(FORMS.NATIONAL) if sum(map(str.isdigit, number)) >= 7]
    missed = [number for _, number in numbers if "phone" not in found(f"Phone: {number}")]
    assert len(missed) < 0.02 * len(numbers), missed


def test_the_lengths_of_account_numbers_are_those_of_the_register() -> None:
    assert {country: 4 + sum(count for count, _ in parts) for country, parts in ACCOUNTS.items()} == LENGTHS


@pytest.mark.parametrize("country", ACCOUNTS)
def test_account_numbers_are_told_as_the_library_tells_them(country: str) -> None:
    chance = random.Random(7)
    body = "".join("".join(chance.choices(characters, k=count)) for count, characters in ACCOUNTS[country])
    number = country + iban.calc_check_digits(f"{country}00{body}") + body
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    assert [iban.is_valid(one, check_country=False) for one in (number, wrong)] == [True, False]
    assert [is_account(one) for one in (number, wrong)] == [True, False]


def test_check_digits_of_cards_are_told_as_the_library_tells_them() -> None:
    chance = random.Random(7)
    for _ in range(2_000):
        number = "4" + "".join(chance.choices(string.digits, k=15))
        assert is_card(number) == luhn.is_valid(number), number


def test_social_security_numbers_are_told_as_the_library_tells_them() -> None:
    chance = random.Random(7)
    areas = [0, 1, 665, 666, 667, 899, 900, 999, *chance.choices(range(1_000), k=400)]
    for area in areas:
        number = f"{area:03}-{chance.choice([0, 1, 45, 99]):02}-{chance.choice([0, 1, 6789, 9999]):04}"
        if number not in ADVERTISED:
            assert ("ssn" in found(f"It is {number} as of today.")) == ssn.is_valid(number), number
