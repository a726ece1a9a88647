"""Files as the tools export them: known by their structure, named in the answer, read as the tool means them."""

import io
import json
import zipfile
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest

from calculators.agreement import Agreement
from calculators.exports import zstandard
from calculators.exports.known import TOOLS
from calculators.exports.table import export
from calculators.kit.inputs import Refused
from tests.exports import samples
from tests.exports.samples import as_csv, both, lines
from tests.results.made import ANSWER, VOTES, given, pressed, said, table

ONE_FILE: dict[str, tuple[str | bytes, str]] = {
    "promptfoo, results.json": (
        json.dumps({"evalId": "e", "results": {"version": 3, "results": samples.promptfoo()}}, indent=1),
        "promptfoo",
    ),
    "promptfoo, JSON Lines": (lines(samples.promptfoo()), "promptfoo"),
    "promptfoo, CSV": (samples.promptfoo_csv(True), "promptfoo"),
    "promptfoo, old CSV": (samples.promptfoo_csv(False), "promptfoo"),
    **{name: (as_csv(both(of)), name) for name, of in samples.PLATFORMS.items()},
    "MT-Bench": (lines(samples.mt_bench()), "MT-Bench"),
    "Kaggle": (samples.kaggle(), "Chatbot Arena"),
}
TWO_FILES = {
    "inspect_ai": [json.dumps(samples.inspect_log(at)) for at in (0, 1)],
    "inspect_ai, three epochs": [json.dumps(samples.inspect_log(at, 3)) for at in (0, 1)],
    "inspect_ai, .eval": [samples.inspect_eval(at) for at in (0, 1)],
    "lm-eval": [lines(samples.lm_eval(at)) for at in (0, 1)],
    "HELM": [json.dumps(samples.helm(at)) for at in (0, 1)],
    "deepeval": [json.dumps(samples.deepeval(at)) for at in (0, 1)],
    "OpenAI evals": [lines(samples.openai_evals(at)) for at in (0, 1)],
    "OpenAI evals, platform": [lines(samples.openai_items(at)) for at in (0, 1)],
    "promptfoo": [lines(samples.promptfoo(at)) for at in (0, 1)],
    "LangSmith": [samples.langsmith(at) for at in (0, 1)],
    "Langfuse": [lines(samples.langfuse(at)) for at in (0, 1)],
    "Langfuse, CSV": [samples.langfuse_csv(at) for at in (0, 1)],
    "Braintrust": [json.dumps(samples.braintrust(at)) for at in (0, 1)],
    "Braintrust, from the API": [json.dumps({"events": samples.braintrust(at), "cursor": None}) for at in (0, 1)],
    "Braintrust, CSV": [samples.braintrust_csv(at) for at in (0, 1)],
    "MLflow": [json.dumps(samples.mlflow(at)) for at in (0, 1)],
    "ragas": [samples.ragas(at) for at in (0, 1)],
}


@pytest.mark.parametrize("name", ONE_FILE)
def test_both_runs_in_one_export_are_compared(name: str, tmp_path: Path) -> None:
    text, tool = ONE_FILE[name]
    told, asked = said(given(tmp_path, "export.txt", text))
    assert asked is None, asked
    assert ANSWER in told or VOTES in told
    assert tool in told.partition(".")[0] + told


@pytest.mark.parametrize("name", TWO_FILES)
def test_two_exports_are_joined_by_their_items(name: str, tmp_path: Path) -> None:
    before, after = (given(tmp_path, f"{at}.txt", text) for at, text in enumerate(TWO_FILES[name]))
    told, asked = said(before, after)
    assert asked is None, asked
    assert ANSWER in told
    assert name.partition(",")[0] in told


@pytest.mark.parametrize("name", TWO_FILES)
def test_one_run_alone_is_named_and_the_other_asked_for(name: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "one.txt", TWO_FILES[name][0]))
    assert not told
    assert asked is not None
    assert "--after-file" in str(asked)
    assert name.partition(",")[0] in str(asked)


def test_a_score_with_its_verdict_are_two_metrics_of_azure(tmp_path: Path) -> None:
    files = [given(tmp_path, f"{at}.json", json.dumps(samples.azure(at))) for at in (0, 1)]
    told, asked = said(*files)
    assert not told
    assert asked is not None
    assert [dict(press.fills)["result_column"] for press in asked.choices] == [
        "outputs.rel.relevance",
        "outputs.rel.relevance_result",
    ]
    told, asked = said(*files, **pressed(asked, "relevance_result"))
    assert asked is None, asked
    assert ANSWER in told
    assert "Azure" in told


def test_scores_of_langfuse_that_name_no_item_are_refused_with_the_way_on(tmp_path: Path) -> None:
    heads = "id,traceId,datasetRunId,timestamp,source,name,dataType,value,stringValue,comment"
    rows = [(n, f"t{n}", "", "2026", "EVAL", "correctness", "NUMERIC", n % 2, "", "") for n in range(20)]
    told, asked = said(given(tmp_path, "scores.csv", table(heads, rows)))
    assert not told
    assert "export the traces of each run" in str(asked)


def packed_with_zstandard(side: int) -> bytes:
    """An .eval archive whose members say that they are packed with Zstandard; a stand-in packs them."""
    plain, out = samples.inspect_eval(side), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as given_, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name in given_.namelist():
            packed.writestr(name, zlib.compress(given_.read(name)))
    made = out.getvalue()
    # The method stands at byte 8 of a member, at byte 10 of its entry in the directory.
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        pieces = made.split(mark)
        method = (93).to_bytes(2, "little")
        made = mark.join([pieces[0], *(one[: at - 4] + method + one[at - 2 :] for one in pieces[1:])])
    return made


@pytest.mark.parametrize("library", ["compression.zstd", "backports.zstd", "zstandard"])
def test_a_log_packed_with_zstandard_is_read_where_something_unpacks_it(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(name: str) -> object:
        if name != library:
            raise ImportError(name)

        def stream_reader(packed: io.BytesIO, *, read_across_frames: bool) -> io.BytesIO:
            assert read_across_frames
            return io.BytesIO(zlib.decompress(packed.read()))

        reader = SimpleNamespace(stream_reader=stream_reader)
        return SimpleNamespace(decompress=zlib.decompress, ZstdDecompressor=lambda: reader)

    monkeypatch.setattr(zstandard, "import_module", found)
    files = [given(tmp_path, f"{at}.eval", packed_with_zstandard(at)) for at in (0, 1)]
    told, asked = said(*files)
    assert asked is None, asked
    assert ANSWER in told


def test_without_anything_that_unpacks_it_the_way_on_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(zstandard, "import_module", missing)
    told, asked = said(given(tmp_path, "one.eval", packed_with_zstandard(0)))
    assert not told
    assert "install zstandard to read it here, or write it as JSON (inspect log convert --to json)" in str(asked)


def test_alpaca_evals_preference_is_a_win_rate_of_the_second(tmp_path: Path) -> None:
    """By hand: (14 + 41 / 2) of 60."""
    told, _ = said(given(tmp_path, "annotations.json", json.dumps(samples.alpaca())))
    assert "after wins 57.5 %, before 42.5 %" in told
    assert "“reference” is before, “mine” after" in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            json.dumps({"results": {"gsm8k": {"exact_match,none": 0.6}}, "configs": {}, "n-samples": {}}),
            "--log_samples",
        ),
        (json.dumps({"rows": [{"inputs.query": f"Q{n}", "outputs.g.g": n} for n in range(9)], "metrics": {}}), "Azure"),
        (json.dumps({"columns": ["inputs", "a/v1/score"], "data": [[f"Q{n}", n] for n in range(9)]}), "MLflow"),
        (
            table("user_input,response,faithfulness,answer_relevancy", [(f"Q{n}", "x", n / 9, 0.5) for n in range(9)]),
            "ragas",
        ),
        (b"PAR1" + b"\0" * 50, "Parquet"),
        (
            table(
                ",win_rate,standard_error,n_wins,n_total,mode", [(f"m{n}", 9.5 * n, 1.4, n, 805, "x") for n in range(9)]
            ),
            "annotations.json",
        ),
        (
            lines([{"model": f"m{n}", "length_controlled_winrate": n, "n_wins": n, "n_total": 805} for n in range(9)]),
            "annotations.json",
        ),
    ],
    ids=["lm-eval totals", "Azure", "MLflow", "ragas", "Parquet", "a leaderboard", "a leaderboard in JSON Lines"],
)
def test_what_holds_no_two_runs_is_named_with_the_way_on(text: str | bytes, words: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "export.txt", text))
    assert not told
    assert words in str(asked)


@pytest.mark.parametrize("name", samples.LABEL_FILES)
def test_labels_of_every_tool_give_the_alpha_of_their_table(name: str, tmp_path: Path) -> None:
    plain = Agreement(file=given(tmp_path, "plain.csv", samples.LABEL_FILES["columns"]))
    case = Agreement(file=given(tmp_path, "export.txt", samples.LABEL_FILES[name]))
    assert case.judged is not None
    assert case.judged.coefficient == pytest.approx(plain.judged.coefficient, rel=1e-12)  # type: ignore[union-attr]
    assert (case.items, len(case.ratings.raters)) == (30, 3)  # type: ignore[union-attr]
    assert name.partition(",")[0] in case.result().read[0].words or name == "columns"


def test_doccanos_export_of_one_member_is_refused_with_the_way_on(tmp_path: Path) -> None:
    text = lines([{"id": n, "text": "t", "label": ["x"], "Comments": []} for n in range(9)])
    with pytest.raises(Refused, match="called “member”, that names the member"):
        Agreement(file=given(tmp_path, "all.jsonl", text)).result()


@pytest.mark.parametrize("name", ["member", "annotator", "Username", "who", "labeler"])
@pytest.mark.parametrize("labels", ["label", "labels"])
def test_exports_of_doccanos_members_joined_are_read(name: str, labels: str, tmp_path: Path) -> None:
    more: dict[str, object] = {"Comments": []} if labels == "label" else {"meta": {}, "annotation_approver": None}
    rows = [
        {"id": n, "text": f"t {n}", labels: [label], **more, name: member}
        for at, member in enumerate(("admin", "mary"))
        for n, label in enumerate("xyxxyxyyxx" if at else "xyxyyxyyxx")
    ]
    case = Agreement(file=given(tmp_path, "joined.jsonl", lines(rows)))
    assert case.raw == 0.9
    assert "doccano" in case.result().read[0].words


def test_doccanos_examples_are_joined_by_their_own_id(tmp_path: Path) -> None:
    rows = [
        {"id": 100 * at + n, "example_id": n, "text": f"t {n}", "label": [label], "Comments": [], "username": member}
        for at, member in enumerate(("admin", "mary"))
        for n, label in enumerate("xyxxyxyyxx" if at else "xyxyyxyyxx")
    ]
    case = Agreement(file=given(tmp_path, "joined.jsonl", lines(rows)))
    assert case.items == 10


def test_no_table_is_taken_for_two_tools(tmp_path: Path) -> None:
    for name, (text, _) in ONE_FILE.items():
        first = export(given(tmp_path, f"{name}.txt", text)).tool
        assert first in {tool.name for tool in TOOLS}
