"""Numbers of payment cards or of bank accounts, told by their check digits."""

import re

from calculators.training_file.reserved import PRINTED_ACCOUNTS, TEST_CARDS

CARD = re.compile(
    r"(?a)(?<![\w.,+\-])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}|3[47]\d\d([ -]?)\d{6}\2\d{5}|3[068]\d\d([ -]?)\d{6}\3\d{4})"
    r"(?!\w|[-.,]\d)"
)
ISSUED = re.compile(r"4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[4-8]|30[0-5]|6011|64[4-9]|65|62")
"""What the numbers of Visa, Mastercard, American Express, Diners Club, JCB, Discover and UnionPay begin with."""

# What must not stand before comes after the first letter: so only capitals are looked at closely.
ACCOUNT = re.compile(r"(?a)[A-Z](?<!\w.)[A-Z]\d\d(?: ?[A-Z0-9]{1,4}){3,9}")
COUNTRIES = (
    "15:NO 16:BE 18:DK,FI,FK,FO,GL,NL,SD 19:MK,SI 20:AT,BA,EE,KZ,LT,LU,MN,XK 21:CH,HR,LI,LV "
    "22:BG,BH,CR,DE,GB,GE,IE,ME,RS,VA 23:AE,GI,IL,IQ,OM,SO,TL 24:AD,CZ,ES,MD,PK,RO,SA,SE,SK,TN,VG 25:LY,PT,ST "
    "26:IS,TR 27:BI,DJ,FR,GR,IT,MC,MR,SM 28:AL,AZ,BY,CY,DO,GT,HN,HU,LB,NI,PL,SV 29:BR,EG,PS,QA,UA 30:JO,KW,MU,YE "
    "31:MT,SC 32:LC 33:RU"
)
LENGTHS = {country: int(row[:2]) for row in COUNTRIES.split() for country in row[3:].split(",")}
"""Characters of an account number by its country (the register of ISO 13616)."""


def has_card(text: str) -> bool:
    return any(is_card(re.sub(r"\D", "", number[0])) for number in CARD.finditer(text))


def is_card(digits: str) -> bool:
    """The number of a card by its length, issuer and check digit (Luhn), and not a test number."""
    if not ISSUED.match(digits) or digits in TEST_CARDS or len(set(digits)) < 3:
        return False
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def is_account(text: str) -> bool:
    """An account number of its country's length and with the right check digits (mod 97); more may follow it."""
    plain = text.replace(" ", "")
    number = plain[: LENGTHS.get(plain[:2], 0)]
    if len(number) < 15 or len(number) != LENGTHS[plain[:2]] or number in PRINTED_ACCOUNTS:
        return False
    turned = number[4:] + number[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1
