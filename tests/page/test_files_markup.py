"""Script in a reader's file, or in its name, is text wherever it comes back: in the page, in what is saved."""

import io
import json
from pathlib import Path
from urllib.parse import urlencode

import pytest

from calculators import calculator
from calculators.page.browser import answer, download
from tests.page.test_render import ATTACK

BAD = ATTACK.replace(chr(34), "")  # a quote would only break the CSV and JSON of these files


def chat(question: str, reply: str, role: str = "assistant") -> str:
    return json.dumps({"messages": [{"role": "user", "content": question}, {"role": role, "content": reply}], BAD: BAD})


FILES = {
    "dataset-check": [
        "\n".join(
            [
                *(chat(f"{BAD} {number}", f"{BAD} {number % 3}") for number in range(12)),
                chat(BAD, "one"),
                chat(BAD, "two"),
                chat("a", "b", BAD),
                json.dumps({BAD: [BAD]}),
                f'{{"messages": "{BAD}',
                json.dumps({"messages": [{"role": "system", "content": BAD * 20}, {"role": "user", "content": BAD}]}),
            ]
        ),
        f"{BAD},prompt,completion\n{BAD},{BAD},{BAD}\n{BAD},{BAD}\n",
        BAD,
    ],
    "before-after": [
        f"id,{BAD},after {BAD}\n"
        + "".join(f"{BAD}{number},1,{number % 2}\n" for number in range(9))
        + f"{BAD},{BAD},0\n",
        f"id,before,after\n1,{BAD},{BAD}\n{BAD},1\n",
        f"{BAD}\n{BAD}\n",
    ],
    "agreement": [
        "item,rater,label\n"
        + "".join(f"{BAD}{number},{BAD}{rater},{BAD}{number % rater}\n" for number in range(6) for rater in (1, 2)),
        f"item,{BAD},b {BAD}\n{BAD},{BAD},{BAD}x\n2,{BAD},{BAD}\n",
    ],
}
CASES = [
    pytest.param(slug, text, id=f"{slug}-{place}") for slug, texts in FILES.items() for place, text in enumerate(texts)
]


@pytest.mark.parametrize(("slug", "text"), CASES)
def test_no_text_of_a_file_becomes_markup(
    slug: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = BAD.replace("/", "")[:120] + ".csv"
    Path(name).write_text(text, "utf-8")
    query = urlencode({"file": name})
    html = answer(slug, query)
    assert BAD not in html
    assert "<img" not in html
    kind = calculator(slug)
    read = kind.read({"file": name})
    try:
        offered = read.calculator.result().downloads
    except ValueError:
        return
    for one in offered:
        out = io.BytesIO()
        assert download(slug, query, one.key, out)[0] == one.name
        if one.name.endswith(".md"):
            assert "<img" not in out.getvalue().decode().replace("\\<", "")
        if one.name.endswith("items.csv"):
            assert not any(line[:1] in "=+-@" for line in out.getvalue().decode().splitlines())
