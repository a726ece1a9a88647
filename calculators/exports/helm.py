"""Statistics of HELM by instance: per_instance_stats.json of one run.

Source: src/helm/benchmark/metrics/statistic.py in github.com/stanford-crfm/helm. Perturbed instances stand apart.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from calculators.exports.roles import Made, Roles, Tool

ASIDE = ("num_", "inference_", "training_", "batch_", "max_prob", "logprob", "finish_reason", "prompt_truncated")


def _first(first: Mapping[str, Any]) -> Made | None:
    if not {"instance_id", "stats"} <= first.keys():
        return None

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        if one.get("perturbation"):
            return
        means = {}
        for stat in one.get("stats") or ():
            name = str((stat.get("name") or {}).get("name"))
            if not name.startswith(ASIDE) and stat.get("count"):
                means[name] = stat.get("mean", stat.get("sum"))
        yield {"instance_id": one.get("instance_id"), "trial": one.get("train_trial_index"), **means}

    return Made(Roles(("instance_id",), run="trial"), change=change)


TOOL = Tool("statistics of HELM by instance", None, _first)
