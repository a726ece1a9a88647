"""Telephone numbers in a text, told from dates, prices and the numbers of orders."""

import re

COUNTRIES = re.compile(
    r"1|7|2(?:[07]|1[12368]|[2-6]\d|9[01789])|3(?:[0-469]|5\d|7\d|8[0-35-79])|4(?:[013-9]|2[013])|5(?:[1-8]|0\d|9\d)"
    r"|6(?:[0-6]|7\d|8\d|9[0-2])|8(?:[1246]|0[08]|5[02356]|7\d|8[0-36])|9(?:[0-58]|6\d|7[0-79]|9[2-68])"
)
"""The calling codes of countries (ITU E.164)."""

INTERNATIONAL = re.compile(
    r"(?a)(?<![\w+])(?:\+|(?<!\d[ .\-/])00)(?=[1-9])\d{1,4}(?:[ .\-/\xa0\u202f\u2011]{0,2}\(?\d{1,12}\)?){1,6}"
)
AMERICAN = re.compile(
    r"(?a)(?<![\w.+\-/])(?:1[ .-])?(?:\(([2-9]\d\d)\) ?|([2-9]\d\d)[.-])([2-9]\d\d)[ .-](\d{4})(?!\w|[-./]\d)"
)
NATIONAL = re.compile(
    r"(?a)(?<![\w.,+\-/])(?:"
    r"0[1-9](?:[ .\-]\d\d){4}"  # 06 12 34 56 78
    r"|0\d[ -]\d{4}[ -]\d{4}"  # 03-1234-5678
    r"|0[1-9][ -]\d{8}"  # 06-12345678
    r"|0\d{2,3}-\d{3,4}-\d{4}"  # 090-1234-5678
    r"|\(0[1-9]\d{1,4}\) ?\d{3,8}(?:[ -]\d{2,6}){0,2}"  # (030) 123456
    r"|0[1-9]\d{1,4} ?/ ?\d{3,9}(?:[ -]\d{1,6}){0,2}"  # 030/123456
    r"|0[1-9]\d{1,4} \d{3,8}(?: \d{2,6}){0,2}"  # 020 7183 8750
    r"|\(\d\d\) ?9?\d{4}-\d{4}"  # (11) 98765-4321
    r")(?!\w|[-./]\d)"
)
FILMS = re.compile(
    r"(?:0044|44|0)(?:7700900|2079460|1632960|11[3-8]4960|1[2-6]14960|1914980|2896496|2920180|3069990|8081570|9098790)"
)
"""What the British numbers begin with that Ofcom keeps for drama."""

CALLED = re.compile(
    r"(?i)\b(?:tel|phone|telephone|mobile|cell|cellphone|call|fax|whatsapp|handy\w*|mobil|telefon\w*|t[ée]l[ée]phone"
    r"|portable|m[óo]vil|celular|cellulare|tel[ée]fono|telefoon|mobiel|telefone|тел|телефон|电话|手机|電話)"
    r"(?:\W{1,3}(?:number|no|nr|nummer|is|me|us|at|on|at:|num[eé]ro|número|home|work)){0,3}\W{0,3}\Z"
)
NUMBERED = re.compile(
    r"(?i)(?:#|№|\b(?:order|orders|invoice|ref|reference|ticket|tracking|case|account|isbn|issn|sku|vat|serial|part|model"
    r"|article|item|customer|policy|claim|booking|confirmation|id|ids|version|rfc|doi|patent|bestell\w*|rechnung\w*"
    r"|kunden\w*|auftrag\w*|artikel\w*|commande|facture|pedido|factura|ordine|fattura)\b[^\d\n]{0,16})\Z"
)

DATED = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[./ -]?[01]\d[./ -]?[0-3]\d|[0-3]?\d[./-][0-3]?\d[./-](?:19|20)?\d\d)(?!\d)"
)


MADE_UP = frozenset(["1234567", "12345678", "123456789", "1234567890", "0123456789"])


def has_phone(around: str, digits: str, before: str) -> bool:
    """A telephone number in one of its usual forms, or digits after a word that says that they are one."""
    if any(map(is_international, INTERNATIONAL.findall(around))):
        return True
    if NUMBERED.search(before.rstrip("( ")):
        return False
    if any(not is_fiction("".join(number)) for number in AMERICAN.findall(around)):
        return True
    if any(is_national(re.sub(r"\D", "", number)) for number in NATIONAL.findall(around)):
        return True
    plain = re.sub(r"\D", "", digits)
    if not 7 <= len(plain) <= 15 or len(set(plain)) < 3 or plain in MADE_UP or FILMS.match(plain):
        return False
    if len(plain) in (7, 10, 11) and is_fiction(plain[-10:].rjust(10, "2")):
        return False
    return CALLED.search(before.rstrip("+(")) is not None and DATED.search(digits) is None


def is_international(number: str) -> bool:
    """A number of a country's calling code and of a length that may be."""
    plain = re.sub(r"\D", "", number)
    if plain.startswith("00"):
        plain = plain[2:]
        if plain in number:  # all in one: any number may begin with zeros
            return False
    country = COUNTRIES.match(plain)
    if not country or not 9 <= len(plain) <= 15 or FILMS.match(plain):
        return False
    return country[0] != "1" or (len(plain) == 11 and not is_fiction(plain[1:]))


def is_national(digits: str) -> bool:
    return 9 <= len(digits) <= 12 and not FILMS.match(digits)


def is_fiction(ten: str) -> bool:
    """An American number of the exchange 555, kept for fiction or given to nobody, or of the area 555."""
    return ten[3:6] == "555" or ten[:3] == "555"
