"""Statistics of HELM by instance: per_instance_stats.json of one run.

Source: src/helm/benchmark/metrics/statistic.py in github.com/stanford-crfm/helm. Perturbed instances stand
apart: they bear the name of their perturbation.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from calculators.exports.roles import Made, Roles, Tool

ASIDE = ("num_", "inference_", "training_", "batch_", "max_prob", "logprob", "finish_reason", "prompt_truncated")


PART, PLAIN = "perturbation", "unperturbed"


def _first(first: Mapping[str, Any]) -> Made | None:
    if not {"instance_id", "stats"} <= first.keys():
        return None

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        changed = one.get("perturbation")
        name = changed.get("name", "perturbed") if isinstance(changed, dict) else changed
        means = {}
        for stat in one.get("stats") or ():
            metric = str((stat.get("name") or {}).get("name"))
            if not metric.startswith(ASIDE) and stat.get("count"):
                means[metric] = stat.get("mean", stat.get("sum"))
        kept = {"instance_id": one.get("instance_id"), "trial": one.get("train_trial_index")}
        yield {**kept, PART: name or PLAIN, **means}

    return Made(Roles(("instance_id",), run="trial", metric=PART, usual=PLAIN), change=change)


TOOL = Tool("statistics of HELM by instance", None, _first)
