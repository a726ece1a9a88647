"""Personal data or secrets: what is found, what is not taken for them, how long a hostile text takes."""

import json
import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import given_file
from calculators.training_file import keys
from calculators.training_file.personal import KINDS, found

LETTERS = "qR7tZ0bW3nK9xLp2Vd5Hs8Jf4Gm6Yc1TuEaOiDvNkBwSrXzQhUjMlPyCgFe"
HEX = "9f2c41d07be85a3664d1f09b7c5e83a2417d60bf95ce38a27f4b1d60e9c85a73"
UPPER = "Q7RT2BW3NK5XLP4V"
JWT = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI{}IiwibmFtZSI6IkVsZW5hIn0.k3v9QmT1xLr0ZsWb7Yd2Nf5Hg8Jp4Uc6Ae"

# The secrets are put together from pieces, so that no scanner takes this file for a leak.
FOUND = {
    "email": [
        "Write to maria.keller@uniklinik-bonn.de before Friday.",
        "Reply-To: <j.o'neill+orders@mail.acme-tools.co.uk>",
        "His address is pavel_novak99@seznam.cz.",
        "contact:ana@empresa.com.br;bcc=x",
        "müller@firma.de schrieb gestern",
    ],
    "phone": [
        "Call me on +44 20 7183 8750 after six.",
        "My number is +1 (212) 736-5000.",
        "Tel. +49 (0)30 901820",
        "0049 151 23456789 ist meine Handynummer",
        "+33612345678",
        "You can reach her at (415) 867-5309.",
        "212-736-5000 is the hotel",
        "1-800-273-8255",
        "415.867.5309",
        "Appelez le 06 12 34 56 78 demain.",
        "Rufen Sie 030/901820 33 an",
        "unter (089) 233 96500 erreichbar",
        "Ring 0161 275 2000 and ask for Tom",
        "06-12345678 is mijn nummer",
        "電話は03-3581-0101です",
        "me liga no (11) 98765-4321",
        "Telefon: 612345678",
        "My phone number is 9876543210, call any time",
        "llámame al móvil 612 345 678",
        # told by what stands before them, in the words of many languages
        "Questions about your order? Call 212-736-5001.",
        "Text me at 6464719921 tonight",
        "You can reach us on 98204 17653.",
        "Meine Nummer ist 664 1837745",
        "Mon GSM est le 478 91 32 67",
        "Il mio cellulare è 347 6612893.",
        "El teléfono es 913 36 80 00",
        "Ligue para o 213 818 900",
        "O meu telemóvel é 917 345 628.",
        "Proszę dzwonić pod numer 22 552 03 55.",
        "Zavolejte mi na 605 318 742.",
        "Ring til mig på 26 74 81 93.",
        "Позвоните мне: 903 718-44-26",
        "我的手机号是13817462905。",
        "전화번호는 1064827195 입니다",
        # told by their form
        "U bereikt ons op 02 650 21 11.",
        "020-5253333 is ons nieuwe nummer",
        "Växel 08-790 60 00, mobil 070-438 21 65",
        "Мой номер 8 (916) 472-31-85",
    ],
    "card": [
        "Please charge 4539 5787 6362 1486 today",
        "card 4539578763621486, exp 04/29",
        "5425-2334-3010-9903",
        "Amex 3714 964053 82491",
        "Meine Kreditkarte: 4916338506082832",
    ],
    "iban": [
        "IBAN DE44 5001 0517 5407 3249 31 bei der ING",
        "Pay to GB33BUKB20201555555555 please",
        "FR76 3000 6000 0112 3456 7890 189",
        "AT483200000012345864",
    ],
    "ssn": [
        "Her SSN is 536-22-8726.",
        "ssn:212-09-4413",
        "536-90-4399",
        "SSN# 536-22-8726",
        "Her customer id is 536-22-8726.",
        "I paid the invoice. My social security number: 536-22-8726",
    ],
    "ip": [
        "Login from 81.169.145.78 failed",
        '"remote_addr": "93.184.215.14"',
        "from 2a00:1450:4001:82b::200e at noon",
        "ssh root@5.9.102.7",
    ],
    "key": [
        "my key is sk-" + LETTERS[:48],
        "OPENAI_API_KEY=sk-proj-" + LETTERS + "_" + LETTERS[::-1],
        "sk-ant-" + "api03-" + LETTERS + LETTERS[3:40] + "AA",
        "aws AKIA" + UPPER,
        "token ghp_" + LETTERS[:36],
        "github_pat_" + LETTERS[:22] + "_" + LETTERS[:59],
        "AIza" + LETTERS[:35],
        "xoxb-" + "1720394856-1720394857-" + LETTERS[:24],
        "sk_live_" + LETTERS[:24],
        "glpat-" + LETTERS[:20],
        "DATABASE_URL=postgres://shop:" + "vK9fz2Lq@db.acme-tools.com:5432/shop",
        "SG." + LETTERS[:22] + "." + LETTERS[:43],
        "https://hooks.slack.com/services/" + "T01AB2C3D/B04EF5G6H/" + LETTERS[:24],
        "gsk_" + LETTERS[:52],
        "ghr_" + LETTERS[:36],
        "glrt-" + LETTERS[:20],
        "aws_secret" + "_access_key = " + LETTERS[:38] + "/+",
        '"SecretAccess' + 'Key": "' + LETTERS[:39] + '/"',
        "Account" + "Key=" + (LETTERS * 2)[:86] + "==",
        "GOCSPX-" + LETTERS[:28],
        "SK" + HEX[:32],
        HEX[:32] + "-us" + "12",
        "110201543" + ":AA" + LETTERS[:33],
        "//npm.acme-tools.com/:_auth" + "Token=9f2c41d0-7be8-4a36-a4d1-f09b7c5e83a2",
        "sq0" + "atp-" + LETTERS[:22],
        "AKC" + (LETTERS * 2)[:70],
        "hvs." + (LETTERS * 2)[:95],
        "dapi" + HEX[:32],
        LETTERS[:14] + ".atlasv1." + (LETTERS * 2)[:64],
        "lin_api_" + LETTERS[:40],
        "ntn_" + LETTERS[:46],
        "PMAK-" + HEX[:24] + "-" + HEX[:34],
        "NRAK-" + "Q7RT2BW3NK5XLP4VHS8JF6GM9YC",
        "glsa_" + LETTERS[:32] + "_" + HEX[:8],
        "AGE-SECRET-" + "KEY-1" + (UPPER * 4)[:58],
    ],
    "private-key": [
        "-----BEGIN RSA PRIVATE " + "KEY-----\nMII" + LETTERS + "\n" + LETTERS,
        "-----BEGIN OPENSSH PRIVATE " + "KEY-----\n" + LETTERS,
        "-----BEGIN PRIVATE " + "KEY-----\\nMII" + LETTERS,
    ],
    "token": ["Authorization: Bearer " + JWT.format("0NzExIiwicm9sZSI6ImFkb"), JWT.format("5OTk3NTMxIiwiZXhwIjox")],
}

PLAIN = [
    # what is set aside for examples
    "Write to jane@example.com, john@mail.example.org or me@test.",
    "Send it to user@localhost or admin@intranet.local.",
    "jane@example2.com, bob@domain.com, example@gmail.com and mary@email.com",
    "Contact support@acme-tools.com or info@firma.de; noreply@shop.com",
    "Clone git@github.com:acme/tools.git",
    "Use icon@2x.png and logo@3x.webp.",
    "@app.route('/home') and @property.setter are decorators; follow @jane.doe",
    "npm install left-pad@1.3.0 react@18.2.0",
    "price@10.50 each",
    "Call (555) 123-4567 or 212-555-0143 or +1 555 010 9999.",
    "In the film he dials 07700 900461 or 020 7946 0018.",
    "+44 7700 900123",
    "Test with 4242 4242 4242 4242 or 4111111111111111.",
    "IBAN: DE89 3704 0044 0532 0130 00 (an example)",
    "SSN 078-05-1120 and 123-45-6789 are known fakes.",
    "ping 123.45.67.89, 8.8.8.8, 192.168.0.1, 10.0.0.5, 127.0.0.1, 203.0.113.7 or 2001:db8::1",
    "OPENAI_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "api_key='sk-your-api-key-goes-here-and-nowhere-else-please'",
    "AKIAIOSFODNN7" + "EXAMPLE",
    "postgres://user:password@db.acme-tools.com/shop",
    "mysql://root:root@localhost:3306 or redis://:${REDIS_PASSWORD}@cache:6379",
    "-----BEGIN PRIVATE " + "KEY-----\n...\n-----END PRIVATE KEY-----",
    JWT.format("xMjM0NTY3ODkwIiwicm9sZSI6"),
    # numbers that are none
    "material: brass\npart_no: 532-18-7281\nprice_eur: 4.20",
    "order_number: 532-18-7281",
    "ARTICLE_ID: 532-18-7281",
    "Part 532-18-7281 is out of stock; spare parts: 318-22-4410 (left), 318-22-4411 (right).",
    "Your order 536-22-8726 has shipped. Item no. 278-44-1902 follows.",
    "The RMA is 212-736-4471, the parcel 0131 348 5000 and the batch 0412 873 645.",
    "Vorgangsnummer 0711 2160112, Ersatzteil 0221 4710 366, Bestelnummer 06-29174483",
    "Member number 312-664-8017, contract 040/42838-4501, registration 01 2345 6789",
    "Número de pedido: 976 761 000; numero d'ordine 051 2099 111; zamówienie nr 508 417 293",
    "We order by phone, and the phone order 212-736-5000 is yours.",
    "The values 06 12 34 56 78 90 12 were drawn.",
    "SSN 457-55-5462 was printed in an advertisement.",
    "AC" + HEX[:32] + " names an account; md5 " + HEX[:32] + "; etag " + HEX[:32] + "-use",
    "aws_secret" + "_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLE" + "KEY",
    "The lin_api_key, the hvs. of a vault, an sq0 and the dapi of a workspace",
    "On 2023-04-05 12:30:45 and 05.04.2023 08:15 and 12/31/2024 we met.",
    "From 01.02.2023 to 28.02.2023, 01/02/2023 - 03/04/2023, 2023-01-01 2023-12-31",
    "20230405 123000, 20240101T000000Z, 1700000000, 1700000000000",
    "It costs 1,299.00 USD or 1.299,00 EUR, in all 1 299 000 units, 12 500 000 people.",
    "Order 0123 456 789 shipped; invoice 2023-000-1234; ticket #0800 123 4567.",
    "Ihre Bestellnummer 0171 2345678 wurde versandt.",
    "tracking number 9400 1000 0000 0000 0000 00",
    "ISBN 978-3-16-148410-0 and ISBN 0-306-40615-2",
    "The case number is 123-456-7890, policy (123) 456-7890.",
    "We use version 10.4.3.2 and 4.18.0.553, firmware 1.10.20.30",
    "Section 3.14.15.92 of the standard, v6.1.7.8",
    "Pi is 3.14159265358979323846, e is 2.718281828459045.",
    "Coordinates 52.5200, 13.4050 and 40.7128 -74.0060",
    "The code is 4539 5787 6362 1487 (wrong check digit).",
    "id 4539578763621486123456 and 84539578763621486",
    "uuid 123e4567-e89b-12d3-a456-426614174000",
    "sha 9f2c41d07be85a3664d1f09b7c5e83a2417d60bf95ce38a27f4b1d60e9c85a73",
    "phones from 2019 to 2023; call back in 24 hours; call 911 or 112",
    "Phone: 12345 is too short; tel 000 000 000",
    "scores 98 97 95 88 76 54 32 10 9 8 7 6 5 4 3 2 1",
    "[0.1, 0.25, 0.333, 0.5, 0.75, 0.9, 1.0] and (0.123 4567) and 0,30 901820",
    "DE12 3456 7890 1234 5678 90 has the wrong check digits; AB12 CDEF 3456 7890",
    "GET /2023/10/12/1234567/index HTTP/1.1 at 10:20:30:40",
    "The task-" + LETTERS[:40] + " and risk-" + LETTERS[:40],
    "A sketch-book of skin tones; ask-me-anything-about-everything-you-ever-wanted-to-know",
    "ratio 16:9, 2001:odyssey, 12:34:56:78:9a:bc is a MAC address",
    "2,147,483,647 + 1 = 2,147,483,648 and 10 +1234567890",
    "The population was 0 in 1900. 0123456789",
    "",
    "Nothing at all.",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts])
def test_each_kind_is_found_in_its_usual_forms_and_nothing_else_with_it(kind: str, text: str) -> None:
    assert found(text) == (kind,)


@pytest.mark.parametrize("text", PLAIN)
def test_what_only_looks_like_it_or_is_set_aside_for_examples_is_not_reported(text: str) -> None:
    assert found(text) == ()


def test_every_kind_has_words_and_a_test() -> None:
    assert list(KINDS) == list(FOUND)


def test_all_kinds_of_a_text_are_told_in_their_order() -> None:
    assert found("\n".join(texts[0] for texts in reversed(FOUND.values()))) == tuple(KINDS)


def test_a_find_among_reserved_ones_is_still_a_find() -> None:
    assert found("jane@example.com, support@acme-tools.com and then petra.lang@gmx.de") == ("email",)
    assert found("4242 4242 4242 4242 or 5425-2334-3010-9903") == ("card",)
    assert found("8.8.8.8 and 81.169.145.78") == ("ip",)
    assert found("(555) 123-4567 or (415) 867-5309") == ("phone",)


def test_random_order_numbers_are_seldom_taken_for_cards() -> None:
    chance = random.Random(1)
    numbers = ["".join(chance.choices("0123456789", k=16)) for _ in range(5000)]
    taken = sum(found(f"The shipment {number} has left.") != () for number in numbers)
    # One in ten passes the check digit, about one in five begins like a card.
    assert taken / len(numbers) < 0.03


HOSTILE = {
    "digits": "1",
    "spaced digits": "1 ",
    "zeros": "0",
    "brackets": "(0",
    "signs": "a@",
    "only signs": "@",
    "a long name": "a.b-c",
    "an endless domain": "a@" + "b." * 100,
    "plus": "+1",
    "plus and space": "+49 30 ",
    "dots": "1.1.1.",
    "colons": "2001:",
    "capital letters": "AA00",
    "account numbers": "DE44 5001 0517 5407 3249 ",
    "keys": "sk-",
    "long keys": "sk-ant-api03-" + "a" * 50 + " ",
    "beginnings of tokens": "eyJ",
    "tokens": "eyJhbGciOiJIUzI1NiJ9.",
    "beginnings of private keys": "-----BEGIN ",
    "private keys": "-----BEGIN A B C PRIVATE KEY-----",
    "addresses": "://a:b",
    "dashes": "0-",
    "slashes": "01/",
    "telephone": "tel ",
    "telephones": "telephone number is 1234567 ",
    "hyphens": "212-736-5001-",
    "national": "030 12",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_time_for_a_hostile_text_grows_with_its_length_and_no_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        times = []
        for _ in range(2):
            start = time.process_time()
            found(text)
            times.append(time.process_time() - start)
        return min(times)

    quarter, whole = seconds(100_000), seconds(400_000)
    # Four times the text takes four times as long; sixteen times if the work were quadratic.
    assert whole < max(9 * quarter, 0.5)
    assert whole < 4


@given(st.text(alphabet="0123456789 ()+-./@:aeyJsk_DE\n", max_size=200))
def test_any_text_gets_kinds_in_order(text: str) -> None:
    kinds = found(text)
    assert list(kinds) == sorted(set(kinds), key=list(KINDS).index)


@given(st.from_regex(re.compile(r"[a-z][a-z0-9.]{0,20}[a-z0-9]@[a-z0-9]{2,20}\.(com|de|io)", re.ASCII), fullmatch=True))
def test_an_address_is_found_wherever_it_stands(address: str) -> None:
    name, _, host = address.partition("@")
    expected = found(f"x {address} y")
    assert found(address) == found(f"<{address}>") == found(f"Hello {address}, how are you?") == expected
    if len(name) > 14 and not host.startswith("example"):
        assert "email" in expected


@pytest.mark.parametrize(
    "text",
    [
        "Replace seal 219-44-1180 and bolt 219-44-1181.",
        "Use gasket kit 601-38-2210.",
        "Drawing 455-12-3390 shows the valve.",
        "pump 455-12-3390, hose 455-12-3391, clip 455-12-3392",
    ],
)
def test_the_number_of_a_part_is_nobody_s(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(("prefix", "form"), keys.SECRETS)
def test_a_key_of_any_vendor_is_long_enough_not_to_be_passed_over(prefix: str, form: str) -> None:
    @settings(max_examples=30, deadline=None, derandomize=True, database=None)
    @given(st.from_regex(form, fullmatch=True))
    def long_enough(key: str) -> None:
        named = any(name in key for name in keys.NAMES)
        assert named or prefix not in key or keys.RUN in key.encode().translate(keys.OF_KEYS)

    long_enough()


GOODS = ["part_no", "partNumber", "Artikelnummer", "Teile-Nr.", "Seriennummer", "sku", "order", "invoice no", "Réf."]
GOODS += ["tracking", "référence", "Materialnummer", "EAN", "pieza"]


@pytest.mark.parametrize("name", GOODS)
@pytest.mark.parametrize("number", ["431-76-5790", "4539578763621486", "206-555-0199 12", "030/1234567"])
def test_a_column_of_goods_holds_numbers_of_nobody(tmp_path: Path, name: str, number: str) -> None:
    path = tmp_path / "goods.jsonl"
    rows = [{"question": "Which one is it?", name: number, "answer": f"The pump of {at}."} for at in range(3)]
    path.write_text("\n".join(map(json.dumps, rows)))
    case = DatasetCheck(file=given_file(str(path)), asked=f"question+{name}", answered="answer")
    assert not case.survey.counts["personal"]


@pytest.mark.parametrize("name", ["ssn", "customer", "note", "phone"])
def test_any_other_column_may_hold_those_of_people(tmp_path: Path, name: str) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text(json.dumps({"question": "Who is it?", name: "431-76-5790", "answer": "The cook."}))
    case = DatasetCheck(file=given_file(str(path)), asked=f"question+{name}", answered="answer")
    assert case.survey.counts["personal"] == 1
