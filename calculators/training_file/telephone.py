"""Telephone numbers in a text, told from dates, prices, the numbers of orders."""

import re
from functools import cache
from typing import NamedTuple

COUNTRIES = re.compile(
    r"1|7|2(?:[07]|1[12368]|[2-6]\d|9[01789])|3(?:[0-469]|5\d|7\d|8[0-35-79])|4(?:[013-9]|2[013])|5(?:[1-8]|0\d|9\d)"
    r"|6(?:[0-6]|7\d|8\d|9[0-2])|8(?:[1246]|0[08]|5[02356]|7\d|8[0-368])|9(?:[0-58]|6\d|7[0-79]|9[2-68])"
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
    r"0[1-9](?:[ .\-]\d\d){4}(?![ .]\d)"  # 06 12 34 56 78
    r"|0\d[ -]\d{4}[ -]\d{4}"  # 03-1234-5678
    r"|0[1-9][ -]\d{8}"  # 06-12345678
    r"|0[1-9]\d-\d{7,8}"  # 020-5253333
    r"|0\d{2,3}-\d{3,4}-\d{4}"  # 090-1234-5678
    r"|0[1-9]\d{0,2}[ -]\d{2,3} \d\d \d\d(?! \d)"  # 070-438 21 65
    r"|\(0[1-9]\d{1,4}\) ?\d{3,8}(?:[ -]\d{2,6}){0,2}"  # (030) 123456
    r"|0[1-9]\d{1,4} ?/ ?\d{3,9}(?:[ -]\d{1,6}){0,2}"  # 030/123456
    r"|0[1-9]\d{1,4} \d{3,8}(?: \d{2,6}){0,2}"  # 020 7183 8750
    r"|\(\d\d\) ?9?\d{4}-\d{4}"  # (11) 98765-4321
    r"|8[ -]?\(?[3489]\d\d\)?[ -]\d{3}-\d\d-\d\d"  # 8 (916) 123-45-67
    r")(?!\w|[-./]\d)"
)
FILMS = re.compile(
    r"(?:0044|44|0)(?:7700900|2079460|1632960|11[3-8]4960|1[2-6]14960|1914980|2896496|2920180|3069990|8081570|9098790)"
)
"""What the British numbers begin with that Ofcom keeps for drama."""


def turned(words: str) -> str:
    """A pattern for one of these words read backwards; `_` stands for a space, and a word with `*` may go on."""
    made = []
    for word in words.split():
        stem = re.escape(word.rstrip("*").replace("_", " ")[::-1])
        made.append(r"\w{0,12}" + stem if word.endswith("*") else stem)
    return "(?:" + "|".join(made) + ")"


BETWEEN = (
    "number no nr nummer numer* is me us mich mig mi at on unter numéro numero número home work ist est es è é to är "
    "er je ons oss os en pelo au le la al el lo il o para op på til na pod do mnie мне μου είναι στο"
)
TELEPHONES = (
    "tel tél phone telephone téléphone mobile cell cellphone fax whatsapp gsm natel handy* mobil* telefon* rufnummer "
    "durchwahl portable móvil movil celular cellulare telefono teléfono telemóvel telefoon* mobiel puhelin* тел "
    "телефон мобильный τηλ τηλέφωνο κινητό my_number her_number his_number our_number contact_number meine_nummer "
    "mon_numéro notre_numéro mi_número mi_numero mio_numero meu_número mijn_nummer ons_nummer mitt_nummer mit_nummer "
    "mój_numer мой_номер"
)
CALLING = (
    "call text_me text_us reach_me reach_us reach_him reach_her reach_them ring dial erreich* anrufen ruf rufe_sie "
    "rufen_sie appeler appelez joindre llame llama* lláma* chiam* contact* kontakt* ligue ligar bel bereik* soita* "
    "zadzwoń dzwonić zavolejte позвоните звоните arayın καλέστε"
)
"""After these words digits are a telephone number: what it is called, what is done with it. BETWEEN may follow them."""

GOODS = (
    "order orders invoice ref reference ticket tracking isbn issn sku serial part parts model article item version rfc "
    "doi patent rma parcel shipment package delivery_note catalog* product spare replacement lot batch barcode quote "
    "voucher bestel* rechnung* auftrag* artikel* vorgang* sendung* lieferschein* ersatzteil* ordern* commande facture "
    "pedido factura ordine fattura zamówieni* seal bolt screw nut washer bearing gasket kit pump hose clip filter "
    "valve belt cable adapter cartridge sensor motor module assembly bracket switch relay fuse drawing case_number "
    "dichtung* schraube* pumpe* schlauch* ventil* zeichnung* pièce referencia pieza teil teile* sachnummer serien* "
    "seriennr material* charge* lager* gerät* bauteil* auftr ean gtin upc asin mpn plu waybill consignment awb "
    "référence réf article_n livraison colis lieferung* paket* envío seguimiento lote numéro_de_série artículo codice "
    "articolo spedizione nummer_der_bestellung"
)
"""What has a number that is nobody's."""

PEOPLE = (
    "case account vat customer policy claim booking confirmation id ids contract registration member permit loan "
    "prescription docket employee student passport code kunden* vertrag* versicherung*"
)
"""What has a number of its own that may belong to a person."""


class Before(NamedTuple):
    """What may stand before digits, read backwards: that they are called, or are the number of something else."""

    called: re.Pattern[str]
    numbered: re.Pattern[str]
    of_goods: re.Pattern[str]


@cache
def before_digits() -> Before:
    """Made when the first digits are met: a page that is given no file has no need of it."""
    spoken = rf"(?:{turned(BETWEEN)}\W{{1,3}}){{0,4}}{turned(TELEPHONES + ' ' + CALLING)}(?![\w./])"
    written = rf"[是は는]?(?:{turned('号 号码 番号 번호')})?{turned('电话 手机 電話 携帯 전화')}"
    return Before(
        re.compile(rf"\W{{0,3}}(?:{spoken}|{written})"),
        re.compile(rf"[#№]|[^\d\n]{{0,16}}?\b{turned(GOODS + ' ' + PEOPLE)}\b"),
        re.compile(rf"[^\d\n]{{0,16}}?\b{turned(GOODS)}\b"),
    )


DATED = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[./ -]?[01]\d[./ -]?[0-3]\d|[0-3]?\d[./-][0-3]?\d[./-](?:19|20)?\d\d)(?!\d)"
)
MADE_UP = frozenset(["1234567", "12345678", "123456789", "1234567890", "0123456789"])


def is_called(before: str) -> bool:
    """Whether digits after this text are said to be a telephone number."""
    return before_digits().called.match(before.rstrip("+(").lower()[::-1]) is not None


def is_of_goods(before: str) -> bool:
    """Whether digits after this text are said to be of an order, a part or another thing."""
    before = before.lower()
    # The name of a column has "_" between its words, as some of the words that are looked for.
    return any(before_digits().of_goods.match(one[::-1]) for one in (before, before.replace("_", " ")))


def has_phone(around: str, digits: str, before: str) -> bool:
    """A telephone number in one of its usual forms, or digits after a word that says that they are one."""
    if any(map(is_international, INTERNATIONAL.findall(around))):
        return True
    if before_digits().numbered.match(before.rstrip("( ").lower()[::-1]) and not is_called(before):
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
    return is_called(before) and DATED.search(digits) is None


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
