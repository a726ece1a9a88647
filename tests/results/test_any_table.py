"""Any file given to the statistics: an answer with finite figures, or one sentence that says why there is none."""

import csv
import io
import math
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.agreement import SCALES, Agreement
from calculators.before_after import BeforeAfter
from calculators.kit.given_file import given_file
from calculators.kit.inputs import Refused
from calculators.kit.model import Calculator
from calculators.results.results_file import KINDS

WORDS = "id,item,before,after,score_before,score_after,baseline,tuned_v1,document,model,result,winner,win_rate,rater,"
WORDS += "rater_1,rater 2,label,text,x,"
CELLS = "1,0,true,no,0.5,7.25,85 %,-3,1e9,A,B,tie,before,,NA,?,nan,inf,spam,Spam,low,high,q1,q2,d1,=1+1,base,tuned"
TABLES = st.integers(1, 6).flatmap(
    lambda width: st.tuples(
        st.lists(st.sampled_from(WORDS.split(",")), min_size=width, max_size=width),
        st.lists(
            st.lists(st.sampled_from(CELLS.split(",")), min_size=max(1, width - 1), max_size=width + 1), max_size=25
        ),
    )
)


def is_sound(kind: type[Calculator], content: bytes, **inputs: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "given.csv"
        path.write_bytes(content)
        try:
            case = kind(file=given_file(str(path)), **inputs)  # type: ignore[call-arg]
            result = case.result()
        except Refused as refused:
            assert set(refused.problems) <= set(kind.inputs())
            assert all("\n" not in told and told.endswith(".") for told in refused.problems.values())
            return
        assert result.verdict == case.verdict in kind.verdicts
        for figure in result.figures:
            for value in (figure.value, figure.low, figure.high):
                assert value is None or math.isfinite(value)
            if figure.low is not None and figure.high is not None and figure.value is not None:
                assert figure.low <= figure.value <= figure.high
        for download in result.downloads:
            saved = io.BytesIO()
            case.write(download.key, saved)
            assert saved.getvalue()


def written(table: tuple[list[str], list[list[str]]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([table[0], *table[1]])
    return out.getvalue().encode()


@pytest.mark.parametrize("results", KINDS)
@given(table=TABLES)
@settings(max_examples=40)
def test_any_table_of_results_is_compared_or_refused_in_a_sentence(
    results: str, table: tuple[list[str], list[list[str]]]
) -> None:
    is_sound(BeforeAfter, written(table), results=results)


@pytest.mark.parametrize("scale", SCALES)
@given(table=TABLES)
@settings(max_examples=60)
def test_any_table_of_labels_is_reckoned_or_refused_in_a_sentence(
    scale: str, table: tuple[list[str], list[list[str]]]
) -> None:
    is_sound(Agreement, written(table), scale=scale)


@pytest.mark.parametrize("kind", [BeforeAfter, Agreement])
@given(content=st.binary(max_size=300))
@settings(max_examples=60)
def test_any_bytes_are_read_or_refused_in_a_sentence(kind: type[Calculator], content: bytes) -> None:
    is_sound(kind, content)
