"""A file of the reader's, whatever its bytes: read line by line, row by row, or refused in one clear clause."""

import csv
import gzip
import io
import json
import zipfile
from collections import Counter
from dataclasses import dataclass
from itertools import chain, product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calculators.files.json_list import elements
from calculators.files.jsonl import DEEPEST, Faulty, record
from calculators.files.lines import LONGEST_LINE, Lines, Unreadable
from calculators.files.reading import CSV, JSONL, _Feed, guessed, table


@dataclass(frozen=True)
class File:
    path: Path


@pytest.fixture
def file(tmp_path: Path):
    """Makes a file of bytes, or of a text in UTF-8."""

    def made(content: bytes | str) -> File:
        path = tmp_path / "given"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return File(path)

    return made


def texts(given: File) -> list[str]:
    return [line.text for line in Lines(given)]


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 50)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"one\ntwo \xc3\xbc\n",
        b"one\r\ntwo \xc3\xbc\r\n",
        b"one\rtwo \xc3\xbc\r",
        b"one\ntwo \xc3\xbc",
        b"\xef\xbb\xbfone\ntwo \xc3\xbc\n",
        "one\ntwo ü\n".encode("utf-16"),
        "one\r\ntwo ü\r\n".encode("utf-16-le"),
        "one\ntwo ü".encode("utf-16-be"),
        "one\ntwo ü\n".encode("utf-32"),
        "one\r\ntwo ü".encode("utf-32-be"),
        b"one\ntwo \xfc\n",
    ],
    ids=["UTF-8", "CRLF", "CR", "no end", "BOM", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32BE", "Latin-1"],
)
def test_every_usual_encoding_and_line_end_gives_the_same_lines(file, content: bytes) -> None:
    assert texts(file(content)) == ["one", "two ü"]


def test_a_line_in_latin_letters_is_counted_and_those_of_windows_are_known(file) -> None:
    given = Lines(file(b"plain\n\x93quoted\x94 for 5 \x80\nplain\n\x81\n"))
    assert [line.text for line in given] == ["plain", "“quoted” for 5 €", "plain", "\x81"]
    assert given.latin == 2


def test_each_line_that_is_not_utf8_is_named_with_what_stands_there(file) -> None:
    lines = ["größer", b"kleiner", "größe".encode("cp1252")]
    given = Lines(file(b"\n".join(one.encode() if isinstance(one, str) else one for one in lines)))
    assert [line.text for line in given] == ["größer", "kleiner", "größe"]
    assert given.latins == [(3, "größe")]


@pytest.mark.parametrize("between", [b"\n", b" "])
def test_a_list_with_a_letter_of_windows_keeps_its_other_letters(file, between: bytes) -> None:
    far = b"x" * 70_000  # behind what an encoding is told by
    given = Lines(file(b"[" + between.join((far, "größer".encode(), "größe".encode("cp1252"), "süß]".encode()))))
    assert "".join(piece for _, piece in given.pieces()).split(between.decode())[-3:] == ["größer", "größe", "süß]"]
    assert given.latin == 1
    assert given.latins[0][0] == (3 if between == b"\n" else 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32-le"])
def test_a_line_says_where_it_begins(file, encoding: str) -> None:
    content = "".join(f"{place} ü 😀 {'x' * place}\n" for place in range(2_000)).encode(encoding)
    plain = encoding.replace("-sig", "") if encoding != "utf-16" else "utf-16-le"
    for line in Lines(file(content)):
        assert content[line.offset :].decode(plain, "ignore").startswith(line.text + "\n")
        assert line.text.startswith(f"{line.number - 1} ")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing in this file"),
        (b"\xef\xbb\xbf\n \r\n", "nothing in this file"),
        (b"\x00\x01\x02\x03" * 300, "binary data"),
        (bytes(range(256)) * 20, "binary data"),
        (zipped("notes.txt"), "zip archive; unpack"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "spreadsheet (xlsx)"),
        (zipped("[Content_Types].xml", "word/document.xml"), "Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old office file"),
        (gzip.compress(b"{}\n" * 50), "gzip; unpack"),
        (b"PAR1" + bytes(90), "Parquet"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<!DOCTYPE html><html>", "web page"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_text_is_named_with_what_to_do(file, content: bytes, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        Lines(file(content))
    assert words in str(refused.value)
    assert "; " in str(refused.value)
    assert not str(refused.value).endswith(".")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_one_line_of_50_mb_is_told_and_the_others_are_read(file, encoding: str) -> None:
    given = file(("first\n" + "x" * (50_000_000 // (1 + (encoding == "utf-16"))) + "\nlast\n").encode(encoding))
    first, long, last = Lines(given)
    assert (first.text, last.text) == ("first", "last")
    assert (first.number, long.number, last.number) == (1, 2, 3)
    assert long.problem == "this line has 50.0 MB, and lines are read up to 32 MB"
    assert len(long.text) == 200
    assert last.offset == given.path.stat().st_size - len("last\n") * (1 + (encoding == "utf-16"))


def test_a_line_of_just_the_longest_length_is_read(file) -> None:
    (line,) = Lines(file(b"x" * LONGEST_LINE))
    assert not line.problem
    assert len(line.text) == LONGEST_LINE


@given(st.binary(max_size=2_000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused_in_words(file, content: bytes) -> None:
    for read in (texts, lambda given: list(table(given).rows)):
        try:
            read(file(content))
        except Unreadable as refused:
            assert str(refused)


printed = st.characters(min_codepoint=32, exclude_categories=["Cs"])


@given(st.lists(st.text(printed, max_size=50), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_written_are_the_lines_read(file, written: list[str]) -> None:
    written = ["beginning", *written]
    assert texts(file("".join(text + "\n" for text in written))) == written


# JSON


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"a": 1', "the line ends before its object does"),
        ('{"a": "x', "never closed"),
        ('{"a": 1,}', "a comma before a closing bracket (character 8)"),
        ('{"a": [1, ]}', "a comma before a closing bracket (character 9)"),
        ("{'a': 1}", "JSON wants double quotes"),
        ('{"a": 1}{"a": 2}', "write one object on each line"),
        ('{"a": 1},', "lines of JSONL need none"),
        ('[{"a": 1},', "without a list around them"),
        ("]", "without a list around them"),
        ('[{"a": 1}]', "this line holds a list, not an object"),
        ('"a"', "this line holds a text"),
        ("null", "this line holds null"),
        ("17", "this line holds a number"),
        ('{"a": NaN}', "NaN is not a number in JSON"),
        ('{"a": -Infinity}', "-Infinity is not a number in JSON"),
        ('{"a": 1e999}', "too large"),
        ('{"a": ' + "9" * 5_000 + "}", "thousands of digits"),
        ('{"a": 1, "b": 2, "a": 3}', "the key “a” stands twice"),
        ('{"a": "x\ty"}', "raw tab"),
        ('{"a": "\\x"}', "backslash"),
        ('{"a": "\\ud83d"}', "half of a letter"),
        ("[" * 100_000 + "]" * 100_000, "levels deep"),
        ('{"a":' * 1_000 + "1" + "}" * 1_000, "levels deep"),
        ("hello", "not written as JSON"),
    ],
)
def test_a_faulty_line_of_json_is_told_in_words(line: str, words: str) -> None:
    with pytest.raises(Faulty) as told:
        record(line)
    assert words in str(told.value)


def test_brackets_within_texts_are_no_nesting() -> None:
    text = '"}[{' * 500
    assert record(json.dumps({"code": text})) == {"code": text}
    assert record('{"a":' * DEEPEST + "1" + "}" * DEEPEST)


objects = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(st.characters(exclude_categories=["Cs"])),
        st.lists,
        max_leaves=5,
    ),
)  # fmt: skip


@given(objects, st.booleans())
def test_what_json_writes_is_read_as_it_was(made: dict, plain: bool) -> None:
    assert record(json.dumps(made, ensure_ascii=plain)) == made


@given(st.lists(objects, min_size=1, max_size=5), st.sampled_from([None, 1, 4]), st.booleans(), st.integers(1, 40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_objects_in_a_list_or_over_lines_are_found_wherever_a_piece_of_the_file_ends(
    file, made: list[dict], indent: int | None, listed: bool, chunk: int
) -> None:
    texts = [json.dumps(one, indent=indent, ensure_ascii=False) for one in made]
    given_lines = Lines(file(f"[{', '.join(texts)}]" if listed else "\n".join(texts)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("calculators.files.lines.CHUNK", chunk)
        found = list(elements(given_lines))
    assert [record(one.text) for one in found] == made
    assert not any("\n" in one.text or one.problem for one in found)


# Tables


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separated_cells_are_read_whatever_separates_them(file, delimiter: str, end: str) -> None:
    rows = [["id", "answer, or none", "score"], ["1", 'says "no; never"', "0.5"], ["2", "two\nlines | and\ttabs", "1"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    read = table(file(out.getvalue()))
    assert (read.kind, read.delimiter, read.columns) == (CSV, delimiter, ("id", "answer, or none", "score"))
    assert [list(row.cells) for row in read.rows] == rows[1:]


def test_rows_know_their_lines_and_a_wrong_row_is_told_without_losing_the_next(file) -> None:
    read = table(file('a,b\n1,"x\ny"\n2\n3,4,5\n6,"un"closed\n7,8\n9,"never closed\n10,11\n'))
    assert [(row.number, row.cells, bool(row.problem)) for row in read.rows] == [
        (2, ("1", "x\ny"), False),
        (4, ("2", ""), True),
        (5, ("3", "4"), True),
        (6, ("", ""), True),
        (7, ("7", "8"), False),
        (8, ("", ""), True),
        (9, ("10", "11"), False),
    ]


def test_a_line_for_spreadsheets_that_names_the_separator_is_no_heading(file) -> None:
    read = table(file("sep=;\na;b\n1;2\n"))
    assert read.columns == ("a", "b")
    assert [row.cells for row in read.rows] == [("1", "2")]


def test_columns_without_a_name_or_with_the_same_can_be_told_apart(file) -> None:
    assert table(file("a,,a\n1,2,3\n")).columns == ("a", "column 2", "a (3)")


def test_objects_on_lines_are_a_table_too(file) -> None:
    read = table(
        file('{"id": 7, "right": true}\n\n{"id": "b", "score": 0.5, "right": null}\n{"id": }\n{"id": ["x"]}\n')
    )
    assert (read.kind, read.columns) == (JSONL, ("id", "right", "score"))
    rows = list(read.rows)
    assert [row.cells for row in rows] == [("7", "true", ""), ("b", "", "0.5"), ("", "", ""), ('["x"]', "", "")]
    assert [row.number for row in rows] == [1, 3, 4, 5]
    assert [bool(row.problem) for row in rows] == [False, False, True, False]


def test_a_list_over_many_lines_is_refused_in_words(file) -> None:
    with pytest.raises(Unreadable, match="write one object on each line"):
        table(file('[\n{"a": 1},\n{"a": 2}\n]\n'))


def test_columns_are_guessed_by_whole_names_first() -> None:
    columns = ("Item ID", "New model", "old_model", "id")
    assert guessed(columns, "id") == "id"
    assert guessed(columns, "item") == "Item ID"
    assert guessed(columns, "after", "new") == "New model"
    assert guessed(columns, "mode") == ""


def test_rows_behind_a_quote_that_is_never_closed_are_read_once_more_and_no_oftener(file, monkeypatch) -> None:
    """Every file of up to three such rows; so that no file costs more than twice its length."""
    read = Counter[str]()
    feed = _Feed.__next__

    def counted(self: _Feed) -> str:
        text = feed(self)
        read["lines"] += 1
        return text

    monkeypatch.setattr(_Feed, "__next__", counted)
    rows = ['"', "x", '"x', 'x"', '""', '"""', '""x', '"""x', 'x,"', '"x"', ",", '"x,"']
    for content in chain.from_iterable(product(rows, repeat=count) for count in range(1, 4)):
        read.clear()
        list(table(file("a,b\n" + "\n".join(content) + "\n")).rows)
        assert len(content) < read["lines"] <= 2 * len(content), content


def test_a_number_before_each_row_stands_in_a_column_without_a_name_as_in_r(file) -> None:
    sheet = table(file('"asked","told"\n"1","a","b"\n"2","c","d"\n'))
    assert (sheet.columns, [row.cells for row in sheet.rows]) == (
        ("column 1", "asked", "told"),
        [("1", "a", "b"), ("2", "c", "d")],
    )
    loose = table(file("asked,told\nHi, you,b\nHo, you,d\n"))
    assert [bool(row.problem) for row in loose.rows] == [True, True]


def test_a_separator_at_the_end_of_a_row_makes_no_cell(file) -> None:
    sheet = table(file("asked,told\na,b,\nc,d\n"))
    assert [(row.cells, row.problem) for row in sheet.rows] == [(("a", "b"), ""), (("c", "d"), "")]


def test_a_space_before_a_cell_in_quotes_is_no_part_of_it(file) -> None:
    sheet = table(file('asked, told\n"a, b", "c, d"\n"e", "f"\n'))
    assert [row.cells for row in sheet.rows] == [("a, b", "c, d"), ("e", "f")]
    said = table(file('asked,told\n"He said ""no"", ""never""",x\n a,y\n'))
    assert [row.cells for row in said.rows] == [('He said "no", "never"', "x"), (" a", "y")]


def test_the_line_below_the_headings_of_a_markdown_table_is_no_row(file) -> None:
    sheet = table(file("| asked | told |\n|:---|---:|\n| a | - |\n"))
    assert [[cell.strip() for cell in row.cells] for row in sheet.rows] == [["a", "-"]]


def test_words_of_a_name_are_apart_where_a_capital_begins_one() -> None:
    assert guessed(("questionText", "answerKey"), "answer") == "answerKey"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"a": 1} {"b": 2}', "a second object begins at character 10"),
        ("\ufeff{}", "character 1: U+FEFF (the byte order mark"),
        ("\x00", "U+0000"),
        ('{"a":\u200b1}', "character 6: U+200B"),
        ('{"a": "\t"}', "a raw tab"),
    ],
)
def test_what_no_eye_sees_in_json_is_named(line: str, told: str) -> None:
    with pytest.raises(Faulty) as fault:
        record(line)
    assert told in str(fault.value)
