"""Reports of tests of code name each task with what became of it."""

import json
from pathlib import Path
from typing import Any

from tests.results.made import ANSWER, PAIRS, given, said


def swe_bench(side: int, errors: int = 0) -> str:
    """A report of SWE-bench, in which some that are not resolved ended with an error."""
    resolved = [f"owl__owl-{n}" for n, pair in enumerate(PAIRS) if pair[side]]
    rest = [f"owl__owl-{n}" for n, pair in enumerate(PAIRS) if not pair[side]]
    lists: dict[str, Any] = {"resolved_ids": resolved, "error_ids": rest[:errors], "empty_patch_ids": rest[errors:][:2]}
    lists |= {"unresolved_ids": rest[errors:][2:], "completed_ids": resolved, "incomplete_ids": [], "schema_version": 2}
    return json.dumps({"total_instances": 60, "resolved_instances": len(resolved), **lists})


def evalplus(side: int) -> str:
    """Results of EvalPlus: those of the plain tests are the other way round."""
    tasks = {
        f"HumanEval/{n}": [
            {
                "task_id": f"HumanEval/{n}",
                "solution": "pass",
                "base_status": words[not pair[side]],
                "plus_status": words[pair[side]],
            }
        ]
        for n, pair in enumerate(PAIRS)
        for words in [("fail", "pass")]
    }
    return json.dumps({"date": "2025-01-01", "hash": "h", "eval": tasks, "pass_at_k": {"base": {"pass@1": 0.5}}})


def test_reports_of_swe_bench_are_joined_by_their_ids(tmp_path: Path) -> None:
    told, asked = said(*(given(tmp_path, f"{at}.json", swe_bench(at)) for at in (0, 1)))
    assert asked is None, asked
    assert "a report of SWE-bench" in told
    assert ANSWER in told


def test_an_error_in_swe_bench_counts_as_not_resolved_or_is_asked_about(tmp_path: Path) -> None:
    told, asked = said(*(given(tmp_path, f"{at}.json", swe_bench(at, errors=6 * at)) for at in (0, 1)))
    assert ANSWER in told if asked is None else "error" in str(asked)


def test_both_kinds_of_tests_of_evalplus_are_asked_about_and_none_is_a_model(tmp_path: Path) -> None:
    files = [given(tmp_path, f"{at}.json", evalplus(at)) for at in (0, 1)]
    _, asked = said(*files)
    assert asked is not None
    assert [one.words for one in asked.choices] == ["plus tests", "plain tests"]
    told, asked = said(*files, result_column="plus tests")
    assert asked is None, asked
    assert ANSWER in told
    told, asked = said(files[0])
    assert not told
    assert "--after-file" in str(asked)


def test_scores_that_list_only_failures_are_told_and_what_to_count(tmp_path: Path) -> None:
    failed = [{"id": f"multiple_{n}", "valid": False, "possible_answer": [{"f": {}}]} for n in range(27)]
    heading = {"accuracy": 0.73, "correct_count": 73, "total_count": 100}
    _, asked = said(given(tmp_path, "score.json", "\n".join(map(json.dumps, [heading, *failed]))))
    assert asked is not None
    assert "lists only the items that failed: 73 of 100 are right" in str(asked)
    assert "--both-wrong" in str(asked)


def test_samples_of_a_task_of_evalplus_are_runs_of_it(tmp_path: Path) -> None:
    def sampled(side: int) -> str:
        made = json.loads(evalplus(side))
        made["eval"] = {task: samples * 5 for task, samples in made["eval"].items()}
        return json.dumps(made)

    files = [given(tmp_path, f"{at}.json", sampled(at)) for at in (0, 1)]
    told, asked = said(*files, result_column="plus tests")
    assert asked is None, asked
    assert "60 of 60 items take part" in told
    assert "an item has several results of a model, and their mean counts" in told
