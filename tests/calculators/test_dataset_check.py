"""The check of a training file: bad files, what remains, what is written, numbers that add up."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calculators.__main__ import main
from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import given_file
from calculators.kit.inputs import Refused
from calculators.training_file.lengths import typed
from calculators.training_file.tally import spread, top_share
from tests.training_file.bad_files import BAD, GOOD, Bad, chat

QUICK = {"suppress_health_check": [HealthCheck.function_scoped_fixture], "deadline": None}


def check(folder: Path, content: str | bytes, name: str = "train.jsonl", **answers: Any) -> DatasetCheck:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return DatasetCheck(file=given_file(str(path)), **answers)


def figures(case: DatasetCheck) -> dict[str, float | None]:
    return {figure.key: figure.value for figure in case.result().figures}


def written(case: DatasetCheck, key: str) -> bytes:
    out = io.BytesIO()
    case.write(key, out)
    return out.getvalue()


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_bad_file_gets_one_clear_sentence_or_a_right_reading(tmp_path: Path, bad: Bad) -> None:
    case = DatasetCheck(file=given_file(str(bad.write(tmp_path))), depth="structure")
    if bad.refused:
        with pytest.raises(Refused) as refused:
            case.result()
        (told,) = refused.value.problems.values()
        assert told.startswith("Training file: ")
        assert told.endswith(
            "; accepted is JSONL with one example on each line, CSV whose first line names the columns, or running "
            "text (.txt)."
        )
        assert bad.words in told
    else:
        assert bad.words in case.result().answer


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("deep.jsonl", "line 7: brackets are nested more than 100 levels deep"),
        ("digits.jsonl", "line 7: a whole number has thousands of digits"),
        ("nan.jsonl", "line 7: NaN is not a number in JSON; write null or leave it out"),
        ("twice.jsonl", "line 7: the key “messages” stands twice in one object"),
        ("half.jsonl", "line 7: half of a letter stands alone"),
        ("long.jsonl", "line 7: this line has 50.0 MB, and lines are read up to 32 MB"),
        ("broken.jsonl", "line 7: a text that begins here is never closed"),
    ],
)
def test_a_bad_line_is_told_by_its_number(tmp_path: Path, name: str, words: str) -> None:
    bad = next(bad for bad in BAD if bad.name == name)
    tables = DatasetCheck(file=given_file(str(bad.write(tmp_path))), depth="structure").result().more_tables
    assert any(words in cell for row in tables[0].rows for cell in row)


def test_a_file_in_another_encoding_is_cleaned_into_utf_8(tmp_path: Path) -> None:
    for content in (
        GOOD.encode("utf-16"),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("latin-1"),
        GOOD.replace("\n", "\r\n"),
    ):
        assert written(check(tmp_path, content), "cleaned").decode() == GOOD


@pytest.mark.parametrize("name", ["list.json", "indented.json", "objects.json"])
def test_json_that_does_not_keep_to_lines_is_cleaned_into_lines(tmp_path: Path, name: str) -> None:
    bad = next(bad for bad in BAD if bad.name == name)
    case = DatasetCheck(file=given_file(str(bad.write(tmp_path))))
    lines = written(case, "cleaned").decode().splitlines()
    assert [json.loads(line) for line in lines] == [json.loads(line) for line in GOOD.splitlines()]
    (cleaned, *_) = case.result().downloads
    assert cleaned.name.endswith("-cleaned.jsonl")


def test_good_lines_behind_many_broken_ones_are_found(tmp_path: Path) -> None:
    found = figures(check(tmp_path, "{broken\n" * 1_000 + GOOD))
    assert (found["rejected"], found["kept"]) == (1_000, 60)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[]", "nothing in it is an object of JSON; the list is empty"),
        ("{'a': 1}\n" * 3, "none of its 3 lines is an object of JSON; line 1: a single quote"),
    ],
)
def test_a_file_without_one_object_is_refused_with_the_first_problem(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        check(tmp_path, content).result()


def test_a_list_that_is_cut_off_is_read_up_to_there(tmp_path: Path) -> None:
    listed = json.dumps([json.loads(line) for line in GOOD.splitlines()], indent=1)
    case = check(tmp_path, listed[:-100], "train.json")
    assert figures(case)["examples"] == 60
    assert figures(case)["rejected"] == 1
    assert case.survey.told["json"][0].detail == "an object begins here that never ends; the file may be cut off"
    assert listed.split("\n")[case.survey.told["json"][0].line - 1] == " {"


def test_a_large_list_on_one_line_is_read_in_pieces(tmp_path: Path) -> None:
    one = json.loads(chat("A “long” one? " + 'with "quotes" and {brackets] ' * 20, "Yes. \\ " * 40))
    content = json.dumps([{**one, "id": at} for at in range(4_000)])
    assert len(content) > 3_000_000
    assert figures(check(tmp_path, content, "train.json", depth="structure"))["duplicates"] == 3_999


def test_a_validation_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "held.jsonl").write_bytes(b"%PDF-1.7")
    with pytest.raises(Refused, match="Validation file: this is a PDF"):
        check(tmp_path, GOOD, validation=given_file(str(tmp_path / "held.jsonl"))).result()


def test_examples_that_stand_in_both_files_are_leaks(tmp_path: Path) -> None:
    held = tmp_path / "held.jsonl"
    held.write_text("".join(GOOD.splitlines(keepends=True)[10:13]) + chat("New?", "Yes.") + "\n")
    case = check(tmp_path, GOOD, validation=given_file(str(held)))
    assert figures(case)["leaks"] == 3
    assert case.verdict == "clean-first"
    assert "with examples of the validation file (3) in" in case.result().answer
    left_out = case.replace(left_out="suspect")
    assert figures(left_out)["kept"] == 57


def test_what_is_left_out_is_written_with_line_reasons_and_original(tmp_path: Path) -> None:
    lines = [chat("a?", "1"), "{", chat("a?", "1"), chat("b?", "")]
    case = check(tmp_path, "\n".join(lines))
    assert written(case, "cleaned").decode() == lines[0] + "\n"
    told = [json.loads(line) for line in written(case, "rejected").splitlines()]
    assert [(one["line"], one["original"]) for one in told] == list(enumerate(lines[1:], 2))
    assert [one["reasons"] for one in told] == [
        [
            "Not valid JSON: the line ends before its object does; it may be cut off, or the object may go over "
            "several lines"
        ],
        ["Exact copy of an earlier example: the same as line 1"],
        ["Empty answer: the last message is empty"],
    ]


SUSPECT = (
    chat("Where is my parcel?", "Please write to Anna at anna.lindqvist@fjordpost.no."),
    chat("Can you help me with my tax return?", "I'm sorry, but I can't help with that."),
    chat("What shall I pack for the night train?", "A warm jacket, something to read, and a bottle of water for the"),
    chat("What is your name?", "My name is [INSERT NAME HERE], and I am glad to help."),
    chat("Which day is it?", "It is Tuesday.<|im_end|>"),
)


def test_what_a_model_should_not_learn_is_told_kept_and_left_out_on_request(tmp_path: Path) -> None:
    case = check(tmp_path, GOOD + "\n".join(SUSPECT))
    told = {one.kind.key: one.told[0].line for one in case.survey.findings if one.kind.level == "warning"}
    assert told == {"personal": 61, "refusal": 62, "truncated": 63, "placeholder": 64, "mark": 65}
    assert figures(case)["kept"] == 65
    assert "personal data or keys (1), refusals (1) and cut-off answers (1)" in case.result().answer
    left_out = case.replace(left_out="suspect")
    assert figures(left_out)["kept"] == 60
    assert [json.loads(line)["line"] for line in written(left_out, "rejected").splitlines()] == [61, 62, 63, 64, 65]


def test_a_text_in_another_language_than_most_is_noted(tmp_path: Path) -> None:
    german = chat("Wo ist der Bahnhof, und wie komme ich dorthin?", "Der Bahnhof ist hinter der Kirche, gleich rechts.")
    english = [chat(f"Where is the station of town {at}, please?", "It is right behind the church.") for at in range(9)]
    survey = check(tmp_path, "\n".join([*english, german])).survey
    assert dict(survey.languages) == {"en": 9, "de": 1}
    assert survey.told["language"] == [(10, "German")]


def test_near_copies_are_told_and_those_in_the_validation_file_are_leaks(tmp_path: Path) -> None:
    words = " ".join(f"word{place} and" for place in range(60))
    held = tmp_path / "held.jsonl"
    held.write_text(chat("Explain it again.", f"{words} then the whole thing ends.") + "\n")
    content = "\n".join(
        [chat("Explain it.", f"{words} then it all ends."), chat("Explain it!", f"{words} then it all stops.")]
    )
    case = check(tmp_path, content, validation=given_file(str(held)))
    found = figures(case)
    assert found["near_copies"] == 1
    assert case.survey.told["near"][0].detail.endswith("are those of line 1")
    assert found["leaks"] == 2
    structure = case.replace(depth="structure")
    assert figures(structure)["leaks"] == 0


def test_csv_is_cleaned_with_its_heading_and_rows_of_several_lines(tmp_path: Path) -> None:
    content = 'id,prompt,completion\r\n1,"a\r\nb",x\r\n2,"a\r\nb",x\r\n3,c\r\n4,d,"y, z"\r\n'
    case = check(tmp_path, content, "train.csv")
    assert written(case, "cleaned").decode() == 'id,prompt,completion\n1,"a\nb",x\n4,d,"y, z"\n'


def test_the_reports_say_what_the_answer_says_and_hide_no_markup(tmp_path: Path) -> None:
    case = check(tmp_path, chat("a?", "<b>1</b>") + "\n" + chat("a?", "<script>") + "\n{}\n")
    report = json.loads(written(case, "report-json"))
    assert report["answer"] == case.result().answer
    assert report["figures"]["conflicts"]["value"] == 2
    assert [one["finding"] for one in report["findings"]] == ["shape", "conflict", "no-system"]
    text = written(case, "report-md").decode()
    assert "| With an error | 1 example |" in text
    assert "<script>" not in text.replace("\\<", "")


def test_a_download_that_is_not_offered_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        written(check(tmp_path, GOOD), "rejected")
    with pytest.raises(KeyError):
        written(DatasetCheck(lengths="1 2 3"), "cleaned")


# Tokens and their price.


def test_the_spread_interpolates_on_the_straight_line() -> None:
    found = spread([26, 28, 45, 111, 8032])  # published: OpenAI cookbook, numpy's default quantiles
    assert found is not None
    assert (found.p10, found.median, found.mean, found.p90) == pytest.approx((26.8, 45, 1648.4, 4863.6))
    assert spread([]) is None


def test_the_longest_tenth_holds_its_share() -> None:
    assert top_share([1] * 9 + [11]) == 0.55  # by hand: 11 of 20
    assert top_share([]) == 0


def test_what_is_too_long_is_told_with_its_line(tmp_path: Path) -> None:
    case = check(tmp_path, GOOD + chat("Long?", "word " * 150) + "\n", longest=100)
    (told,) = [one for one in case.findings if one.kind.key == "over-long"]
    assert told.count == 1
    assert told.told[0].line == 61
    assert figures(case)["billing_tokens"] == figures(case)["file_tokens"] - (figures(case)["tokens_max"] - 100)
    assert '"finding": "over-long"' in written(case, "report-json").decode()


def test_words_that_are_no_counts_are_told() -> None:
    assert typed("26, 28;45 x 1.5") == ([26, 28, 45], 2)
    assert "2 of the words" in DatasetCheck(lengths="26 x 1.5").result().notices[0]


def test_tokens_are_letters_by_the_rate_and_a_frame_for_each_message(tmp_path: Path) -> None:
    turns = [{"role": "user", "content": "a" * 40}, {"role": "assistant", "content": "b" * 80}]
    case = check(tmp_path, json.dumps({"messages": turns}), letters_per_token=5)
    # By hand: "user" and "assistant" are not counted apart, they are in the frame of 3 tokens a message and an example.
    found = figures(case)["file_tokens"]
    assert found == pytest.approx((40 + 80) / 5 + 3 * 3, abs=4)


def test_a_reader_s_own_rate_closes_the_range_of_plain_letters(tmp_path: Path) -> None:
    plain = chat("What is it?", "It is plain.")
    by_rule = next(one for one in check(tmp_path, plain).result().figures if one.key == "file_tokens")
    assert by_rule.low is not None
    assert by_rule.low < by_rule.value < by_rule.high
    own = next(
        one for one in check(tmp_path, plain, letters_per_token=4.2).result().figures if one.key == "file_tokens"
    )
    assert (own.low, own.high) == (None, None)


def test_what_training_costs_is_reckoned_as_managed_tuning_does() -> None:
    case = DatasetCheck(lengths="1000 1000", tuning_offer="together/up-to-16b-lora-sft", epochs=1)
    assert figures(case)["training_cost"] == pytest.approx(0.00096)  # by hand: 2,000 tokens at 0.48 USD/Mtok
    (step,) = case.result().plan
    assert step.calculator == "managed-tuning"
    assert step.query == "tuning_offer=together%2Fup-to-16b-lora-sft&examples_count=2&tokens_per_example=1000&epochs=1"


def test_an_offer_by_the_hour_has_no_price_by_tokens() -> None:
    case = DatasetCheck(lengths="1000", tuning_offer="azure/o4-mini-rft")
    assert figures(case)["training_cost"] is None


# Properties.

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
messages = st.lists(
    st.fixed_dictionaries(
        {},
        optional={"role": st.sampled_from(["user", "assistant", "system", "tool", "x"]), "content": texts | st.none()},
    ),
    max_size=4,
)
records = st.one_of(
    st.fixed_dictionaries({"messages": messages}),
    st.builds(lambda asked, answered: json.loads(chat(asked, answered)), texts, st.sampled_from(["1", "2", "3"])),
    st.dictionaries(texts, texts, max_size=2),
).map(json.dumps)
files = st.lists(records | texts, min_size=1, max_size=12).map("\n".join)


@given(files, st.sampled_from(["faulty", "suspect"]))
@settings(**QUICK)
def test_every_example_is_kept_or_left_out_and_a_cleaned_file_checks_clean(
    tmp_path: Path, content: str, left_out: str
) -> None:
    try:
        case = check(tmp_path, content, left_out=left_out)
        found = figures(case)
    except Refused:
        return
    parts = [found[key] or 0 for key in ("kept", "rejected", "duplicates")] + [found.get("set_aside") or 0]
    assert sum(parts) == found["examples"]
    cleaned = written(case, "cleaned").decode()
    assert len([line for line in cleaned.split("\n") if line.strip()]) >= (found["kept"] or 0)
    if found["kept"]:
        again = figures(check(tmp_path, cleaned, "again.jsonl", line_shape=case.survey.form.shape))
        assert (again["examples"], again["rejected"], again["duplicates"]) == (found["kept"], 0, 0)
    if found["kept"] != found["examples"]:
        left = written(case, "rejected").splitlines()
        assert len(left) == (found["examples"] or 0) - (found["kept"] or 0)
        assert all(json.loads(line)["reasons"] for line in left)


@given(
    st.binary(max_size=400), st.sampled_from(["a.jsonl", "a.csv", "a.txt"]), st.sampled_from(["auto", "pairs", "chat"])
)
@settings(**QUICK)
def test_any_bytes_are_answered_or_refused_in_words(tmp_path: Path, content: bytes, name: str, shape: str) -> None:
    try:
        assert check(tmp_path, content, name, line_shape=shape).result().answer
    except Refused as refused:
        assert set(refused.problems) in ({"file"}, {"asked"}, {"answered"})  # what a column holds may have to be asked


# The command line.


def test_the_command_line_fails_on_errors_only_and_saves_the_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(GOOD)
    bad.write_text(GOOD + "{\n")
    assert main(["dataset-check", str(good), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "ready"
    cleaned = tmp_path / "cleaned.jsonl"
    assert main(["dataset-check", str(bad), "--json", "--save", f"cleaned={cleaned}"]) == 1
    record = json.loads(capsys.readouterr().out)
    assert record["figures"]["rejected"]["value"] == 1
    assert record["answer"] == DatasetCheck(file=given_file(str(bad))).result().answer
    assert cleaned.read_text() == GOOD
    assert main(["dataset-check", str(cleaned)]) == 0
    assert main(["dataset-check"]) == 0, "the example set is nobody's file"
    capsys.readouterr()
    bad.write_bytes(b"%PDF-1.7")
    assert main(["dataset-check", str(bad)]) == 2
    assert capsys.readouterr().err.startswith("Training file: this is a PDF")
