"""Personal data in a text, secrets among it, told by kind: what must not go into a training file by oversight.

Found is what can be told by its form: see KINDS. What is set aside for examples is not reported: example.com and its
like, domain.com and other hosts of everybody's examples, 555 and other numbers kept for films, documentation
networks, the test numbers of card schemes, keys that are plainly made up. Nor are role addresses (info@, support@),
private networks and the well-known name servers.

Not found: names, postal addresses, dates of birth, health, passport, tax and licence numbers (their forms are those of
any number), passwords in prose, keys without a prefix of their own, addresses or numbers that are spelt out ("jane at
company dot com"), and national telephone numbers without a leading zero, brackets or a word like "phone" before them.
"""

import ipaddress
import re
from collections.abc import Iterator

from calculators.training_file.keys import has_key, has_private_key, has_token
from calculators.training_file.payment import ACCOUNT, has_card, is_account
from calculators.training_file.reserved import ADVERTISED, NAME_SERVERS, RESERVED, ROLES, USUAL, listed
from calculators.training_file.signs import signs
from calculators.training_file.telephone import has_phone, is_called, is_of_goods

KINDS = {
    "email": "e-mail addresses",
    "phone": "telephone numbers",
    "card": "payment card numbers",
    "iban": "bank account numbers (IBAN)",
    "ssn": "US social security numbers",
    "ip": "IP addresses",
    "key": "API keys and passwords in addresses",
    "private-key": "private keys",
    "token": "signed login tokens (JWT)",
}

NUMBER = re.compile(r"\d(?:[ ().\-/\xa0\u202f\u2011]{0,3}\d){3,}")
"""Four digits or more with little between them: whatever has none of these holds no number of any kind."""

OF_ACCOUNTS = bytes(48 if 48 <= sign <= 57 else 65 if 65 <= sign <= 90 else 32 for sign in range(256))
"""Every digit to 0 and every capital to A: a number of an account begins with AA00."""

OF_SIX = bytes(ord("x") if sign in b"0123456789abcdefABCDEF" else sign for sign in range(256))
"""Every digit of hexadecimal numbers to x."""

DIGITS = bytes(48 if 48 <= sign <= 57 else sign for sign in range(256))
"""Every digit to 0."""

BETWEEN = b" ().-/" + bytes(range(128, 256))
"""What may stand between the digits of a number, and whatever is beyond ASCII: rather too much than too little."""

SEVEN, DECIMAL = b"0" * 7, b"0.0"
"""A number of a person has seven digits or more, an address of the internet one beside a point: else none is there."""

DAY = re.compile(r"(?:(?:19|20)\d\d[./-][01]\d[./-][0-3]\d|[0-3]?\d[./-][0-3]?\d[./-](?:19|20)\d\d)(?: [012]?\d)?")
"""A date, perhaps with the hour after it: the most frequent of what is no number of anybody."""

LOCAL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}\Z")
DOMAIN = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.){1,8}([A-Za-z]{2,24})(?![A-Za-z0-9_-])")
FILES = listed("css gif htm html jpeg jpg js json md pdf png py svg ts txt webp xml yaml yml")
IN_ADDRESS = re.compile(r"//[^\s/]*\Z")

SOCIAL = re.compile(r"(?a)(?<![\w+\-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w\-])")
QUAD = re.compile(r"(?a)(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w/]|\.\d)")
SIX = re.compile(r"(?a)[23](?<![\w:.].)[0-9A-Fa-f]{3}:[0-9A-Fa-f:]{3,34}(?![\w:.])")
VERSIONED = re.compile(
    r"(?i)(?:\bv|\b(?:version|release|firmware|build|chapter|section|clause|kapitel|abschnitt))[ .:]*[\d.]*\Z"
)


def found(text: str) -> tuple[str, ...]:
    """The kinds of personal data and secrets in a text, as keys of KINDS in their order."""
    kinds = set()
    if "@" in text and has_email(text):
        kinds.add("email")
    data = text.encode("utf-8", "replace")
    kinds.update(numbers(text, data))
    if has_key(text, data):
        kinds.add("key")
    if has_private_key(text):
        kinds.add("private-key")
    if has_token(text):
        kinds.add("token")
    return tuple(kind for kind in KINDS if kind in kinds) if kinds else ()


def has_email(text: str) -> bool:
    """An address of a person: not of a role, and not one set aside for examples."""
    at = text.find("@")
    while at >= 0:
        # A piece of fixed length around each sign: the work grows with the text and no faster.
        if domain := DOMAIN.match(text[at + 1 : at + 255]):
            before = text[max(0, at - 80) : at]
            local = LOCAL.search(before[-64:])
            host = domain[0].lower()
            if (
                local
                and local[0].lower().strip(".") not in ROLES
                and domain[1].lower() not in FILES
                and not RESERVED.search(host)
                and not USUAL.match(host)
                and not IN_ADDRESS.search(before)  # user and password before a host
            ):
                return True
        at = text.find("@", at + 1)
    return False


def numbers(text: str, data: bytes) -> Iterator[str]:
    """The kinds of the numbers in a text, whose bytes are `data`; some more than once."""
    zeros = data.translate(DIGITS)
    if b"0" not in zeros and text.isascii():
        return
    accounts = [number[0] for number in ACCOUNT.finditer(text)] if b"AA00" in data.translate(OF_ACCOUNTS) else ()
    if any(map(is_account, accounts)):
        yield "iban"
    if accounts:  # so that their digits are not taken for another number
        text = ACCOUNT.sub(" ", text)
    if text.count(":") > 2 and b"xxxx:" in data.translate(OF_SIX) and any(map(is_public, SIX.findall(text))):
        yield "ip"
    some = SEVEN in zeros.translate(None, BETWEEN) or DECIMAL in zeros or any(map(str.isdecimal, signs(text)))
    for candidate in NUMBER.finditer(text) if some else ():
        digits = candidate[0]
        if len(digits) < 7 or DAY.fullmatch(digits):
            continue
        start, end = candidate.span()
        # What stands before decides what a number is.
        before, around = text[max(0, start - 40) : start], text[max(0, start - 5) : end + 5]
        if digits.count(".") > 2 and not VERSIONED.search(before) and any(map(is_public, QUAD.findall(around))):
            yield "ip"
        if len(digits) < 9 and not is_called(before):
            continue
        if len(digits) > 13 and has_card(around):
            yield "card"
        if digits.count("-") > 1 and has_social(around, before):
            yield "ssn"
        if has_phone(around, digits, before):
            yield "phone"


def has_social(around: str, before: str) -> bool:
    """A US social security number: its form alone, which parts and orders have too, so what stands before counts."""
    if is_of_goods(SOCIAL.sub("", before)):  # of a list of parts each one
        return False
    return any(number not in ADVERTISED for number in SOCIAL.findall(around))


def is_public(address: str) -> bool:
    """An address of the public internet, and not one that everybody knows."""
    try:
        return address not in NAME_SERVERS and ipaddress.ip_address(address).is_global
    except ValueError:
        return False
