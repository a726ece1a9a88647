"""The letters of a text that is not UTF-8: told by its bytes, named, never another text in silence."""

import json
from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from calculators.dataset_check import DatasetCheck
from calculators.files.lines import Lines, Unreadable
from calculators.kit.given_file import GivenFile, given_file

WORDS = {
    "cp932": "返品はどうすればいいですか;配送先の変更;領収書をください;東京;はい;１０個",
    "euc_jp": "返品はどうすればいいですか;配送先の変更;領収書をください;東京;はい",
    "gb18030": "怎么退货;修改送货地址;请开发票;联通;中国;在三十天内",
    "gbk": "怎么退货;修改送货地址;请开发票;联通;中国;在三十天内",
    "big5": "怎麼退貨;修改送貨地址;請開發票;台北;在三十天內",
    "cp949": "반품은 어떻게 하나요;배송지를 바꾸고 싶어요;영수증을 주세요;서울;네",
    "cp1250": "Łódź;Gdańsk;zażółć gęślą jaźń;płatność;świeży;dziękuję",
    "iso8859_2": "Příliš žluťoučký kůň;Plzeň;žádost o vrácení peněz;řidičský průkaz;číslo",
    "cp1251": "Как вернуть посылку;Москва;оплата картой;хорошо;плохо",
    "koi8_r": "Как вернуть посылку;Москва;оплата картой;хорошо;плохо",
    "cp1253": "Πώς επιστρέφω το δέμα μου;Αθήνα;πληρωμή;ευχαριστώ",
    "cp1254": "İstanbul;müşteri şikâyeti;ödeme yapıldı;Iğdır;güneş;çağrı",
}
OTHERS = {
    "Czech": ("cp1250", "Příliš žluťoučký kůň;Plzeň;žádost o vrácení peněz;číslo objednávky"),
    "Polish": ("iso8859_2", "Łódź;Gdańsk;zażółć gęślą jaźń;płatność;świeży;dziękuję;książka;wąski"),
    "Hungarian": ("cp1250", "Győr;kérdés a szűrőről;főváros;időpont;vásárló;erősítő"),
    "Romanian": ("cp1250", "întrebare;plată;Timişoara;Braşov;ţară;învăţător"),
    "Croatian": ("cp1250", "Šibenik;čekanje;kuća;riječ;Đakovo;Čakovec"),
    "Ukrainian": ("cp1251", "Як повернути посилку;Київ;її їжа;що це є"),
}
WEST = {
    "German": "Straße;Müller;größer;für;Österreich;Äpfel;Übung;„gut“;5 m³;20 °C",
    "one street": "Münchner Straße",
    "French": "Ça a été créé à l’été;«naïf» «œuvre»;voilà;où;être;Noël",
    "capitals": "«CAFÉ»;ÉTÉ;À VOIR;MÊME;FRANÇAIS",
    "Spanish": "¿Qué es?;¡Sí!;niño;mañana;corazón;atención;inglés;nº 5",
    "Portuguese": "não;ação;coração;você;três;avô;mãe;informações;nº 5",
    "Swedish": "Åsa;Ärlig;räksmörgås;fråga;svår",
    "Icelandic": "Það er gott;spurning;svarið;þú;Ísland;öðru;æfing;stærð",
    "Estonian": "küsimus;õppimine;öö;žürii;šokk;täna",
    "names": "Müller;José;François;Åsa;Núñez;Gonçalves;Søren;João;Zoë",
    "marks": "don’t;“quoted”;5 €;20 °C;one – two…",
    "cubic metres": "5 m³;6 m³;£5",
}


def given(path: Path, content: bytes) -> GivenFile:
    path.write_bytes(content)
    return given_file(str(path))


def rows(words: str) -> list[str]:
    return [f"{word},{at % 2},1" for at, word in enumerate(words.split(";") * 4)]


def read(file: GivenFile) -> tuple[list[str], Lines]:
    lines = Lines(file)
    return [line.text for line in lines], lines


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", WORDS)
def test_a_table_is_read_in_the_letters_that_it_was_written_in(tmp_path: Path, encoding: str, ends: str) -> None:
    wanted = ["id,before,after", *rows(WORDS[encoding])]
    found, lines = read(given(tmp_path / "a.csv", ends.join(wanted).encode(encoding)))
    assert found == wanted
    assert lines.letters
    assert lines.letters.sure


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_of_one_encoding_are_told_too(tmp_path: Path, language: str) -> None:
    encoding, words = OTHERS[language]
    wanted = ["id,before,after", *rows(words)]
    found, lines = read(given(tmp_path / "a.csv", "\n".join(wanted).encode(encoding)))
    assert found == wanted
    assert lines.letters
    assert lines.letters.codec == encoding


@pytest.mark.parametrize("language", WEST)
def test_letters_of_the_west_stay_what_they_are(tmp_path: Path, language: str) -> None:
    wanted = ["id,before,after", *rows(WEST[language])]
    found, lines = read(given(tmp_path / "a.csv", "\n".join(wanted).encode("cp1252")))
    assert found == wanted
    assert lines.letters
    assert lines.letters.codec == "cp1252"
    assert lines.letters.sure == (language != "cubic metres")


@pytest.mark.parametrize("encoding", WORDS)
def test_letters_are_told_far_behind_a_beginning_without_any(tmp_path: Path, encoding: str) -> None:
    plain = [f"{at:07},1,1" for at in range(9_000)]
    wanted = ["id,before,after", *plain, *rows(WORDS[encoding])]
    assert read(given(tmp_path / "a.csv", "\n".join(wanted).encode(encoding)))[0] == wanted


@pytest.mark.parametrize("encoding", WORDS)
def test_a_list_of_json_is_read_in_its_letters(tmp_path: Path, encoding: str) -> None:
    data = [{"id": word, "n": at} for at, word in enumerate(WORDS[encoding].split(";") * 3)]
    for indent in (None, 1):
        text = json.dumps(data, ensure_ascii=False, indent=indent)
        file = given(tmp_path / "a.json", text.encode(encoding))
        assert json.loads("".join(piece for _, piece in Lines(file).pieces())) == data


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("words", [WORDS["cp932"], WORDS["cp1251"], WEST["German"]])
def test_wide_letters_need_no_mark(tmp_path: Path, encoding: str, words: str) -> None:
    wanted = ["id,before,after", *rows(words)]
    assert read(given(tmp_path / "a.csv", "\n".join(wanted).encode(encoding)))[0] == wanted


def test_broken_bytes_among_utf_8_spoil_no_other_letter_and_their_line_is_told(tmp_path: Path) -> None:
    table = ["id,before,after", *rows("größer 😀 für Łódź;東京")]
    content = "\n".join(table).encode().split(b"\n")
    content[3] = content[3].replace("😀".encode(), "😀".encode()[:3])
    found, lines = read(given(tmp_path / "a.csv", b"\n".join(content)))
    assert [found[at] for at in range(len(table)) if at != 3] == [table[at] for at in range(len(table)) if at != 3]
    assert found[3] == table[3].replace("😀", "\ufffd")
    assert "(line 4)" in lines.remarks[0]
    assert "\ufffd (line 4)" in lines.remarks[1]


def test_a_line_of_broken_bytes_makes_no_file_unreadable(tmp_path: Path) -> None:
    content = [f"größer {at},1,1".encode() for at in range(50)]
    content[20] = bytes(range(0x81, 0x9F)) + b",1,1"
    found, lines = read(given(tmp_path / "a.csv", b"\n".join(content)))
    assert found[:20] == [f"größer {at},1,1" for at in range(20)]
    assert "(line 21)" in lines.remarks[0]


def test_letters_that_nothing_settles_are_refused_or_read_with_a_word_of_caution(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="another encoding than UTF-8"):
        Lines(given(tmp_path / "a.csv", "id,x\nКак вернуть посылку,хорошо\n".encode("cp866")))
    lines = read(given(tmp_path / "b.csv", b"id,x\n5 m\xb3,1\n"))[1]
    assert lines.remarks == (
        "Some lines are not UTF-8 (line 2); they were read as Windows Latin-1 (windows-1252); if names look wrong, "
        "save the file as UTF-8.",
    )


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("정답;오답;없음", "cp949"),
        ("好;不好", "gb18030"),
        ("對;錯", "big5"),
        ("質問;回答", "euc_jp"),
        ("МОСКВА;ДА;КИЕВ", "cp1251"),
    ],
)
def test_a_few_letters_are_never_taken_for_others_in_silence(tmp_path: Path, words: str, encoding: str) -> None:
    file = given(tmp_path / "a.csv", "\n".join(["id,before,after", *rows(words)]).encode(encoding))
    with pytest.raises(Unreadable, match="another encoding than UTF-8"):
        Lines(file)


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp932", "Shift-JIS"), ("cp1250", "windows-1250"), ("utf-16", "UTF-16LE")]
)
def test_the_answer_names_what_was_read(tmp_path: Path, encoding: str, name: str) -> None:
    words = WORDS.get(encoding, WEST["German"])
    table = "\n".join(["id,before,after", *(f"{one} {at},{at % 2},1" for at in range(4) for one in words.split(";"))])
    case = BeforeAfter(file=given(tmp_path / "a.csv", table.encode(encoding)))
    assert name in " ".join(case.result().notices)


def test_training_data_name_their_letters_and_are_cleaned_to_utf_8(tmp_path: Path) -> None:
    lines = [json.dumps({"prompt": f"{one} {at}", "completion": f"{one}!"}, ensure_ascii=False)
             for at in range(12) for one in WORDS["gb18030"].split(";")]  # fmt: skip
    case = DatasetCheck(file=given(tmp_path / "a.jsonl", "\n".join(lines).encode("gb18030")))
    assert "in GB18030" in case.result().answer + " ".join(case.result().notices)
    path = tmp_path / "cleaned.jsonl"
    with path.open("wb") as out:
        case.write("cleaned", out)
    assert "联通" in path.read_text("utf-8")
