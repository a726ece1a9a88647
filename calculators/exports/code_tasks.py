"""Reports of tests of code that a model wrote: of SWE-bench, of EvalPlus, of BFCL, each of one run.

Source: swebench/harness/reporting.py in github.com/SWE-bench/SWE-bench, which lists ids by what became of them, where
an empty patch is not resolved; evalplus/evaluate.py in github.com/evalplus/evalplus, whose tests are those of the data
set and, beside them, many more; bfcl_eval/eval_checker/eval_runner.py in github.com/ShishirPatil/gorilla, which
writes totals above the items that failed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from calculators.exports.roles import Made, Roles, Tool
from calculators.files.lines import Unreadable

BECAME = {
    "resolved_ids": "resolved",
    "unresolved_ids": "unresolved",
    "empty_patch_ids": "unresolved",
    "error_ids": "error",
    "incomplete_ids": "",
}
"""What became of the ids in a list."""

PLUS, PLAIN = "plus tests", "plain tests"
"""Not “base”, as the file has it: that is the name of a model before."""


def _swe_bench(made: Any) -> Made | None:
    if not isinstance(made, dict) or not {"resolved_ids", "unresolved_ids"} <= made.keys():
        return None
    found: dict[str, str] = {}
    for name, became in BECAME.items():
        for one in made.get(name) or ():
            found.setdefault(str(one), became)
    rows = [{"instance_id": one, "resolved": became} for one, became in found.items()]
    return Made(Roles(("instance_id",), results=("resolved",), settled=True), rows)


def _evalplus(made: Any) -> Made | None:
    tasks = made.get("eval") if isinstance(made, dict) else None
    if not isinstance(tasks, dict) or not tasks:
        return None
    first = next(iter(tasks.values()))
    if not isinstance(first, list) or not first or not isinstance(first[0], dict) or "base_status" not in first[0]:
        return None

    def rows() -> Iterator[dict[str, Any]]:
        for task, samples in tasks.items():
            for at, one in enumerate(samples, 1):
                yield {"task_id": task, "sample": at, PLUS: one.get("plus_status"), PLAIN: one.get("base_status")}

    return Made(Roles(("task_id",), run="sample", results=(PLUS, PLAIN), more=True), rows())


def _bfcl(first: Mapping[str, Any]) -> Made | None:
    if first.keys() != {"accuracy", "correct_count", "total_count"}:
        return None
    right, whole = first["correct_count"], first["total_count"]
    raise Unreadable(
        "this is a score file of the Berkeley Function-Calling Leaderboard, which lists only the items that failed: "
        f"{right} of {whole} are right. Of two such files give the counts instead: ids in both lists are wrong both "
        "times (--both-wrong), those in the list before alone are gained (--items-gained), in that after alone lost "
        f"(--items-lost), all others of the {whole} are right both times (--both-right)"
    )


BFCL = Tool("scores of the Berkeley Function-Calling Leaderboard", None, _bfcl)
SWE_BENCH = Tool("a report of SWE-bench", _swe_bench)
EVALPLUS = Tool("results of EvalPlus", _evalplus)
