"""Every tool whose files are known, in the order in which they are tried."""

from calculators.exports import (
    alpaca_eval,
    fastchat,
    helm,
    inspect_log,
    labels,
    lm_eval,
    openai_evals,
    platforms,
    promptfoo,
)
from calculators.exports.roles import Tool

TOOLS: tuple[Tool, ...] = (
    promptfoo.TOOL,
    inspect_log.TOOL,
    inspect_log.TABLE,
    lm_eval.TOOL,
    fastchat.GAMES,
    fastchat.HARD,
    fastchat.TOOL,
    fastchat.ARENA,
    alpaca_eval.TOOL,
    platforms.LANGSMITH,
    platforms.LANGSMITH_RUNS,
    platforms.LANGFUSE,
    platforms.LANGFUSE_TRACES,
    platforms.BRAINTRUST,
    platforms.AZURE,
    platforms.MLFLOW,
    platforms.RAGAS_RESULT,
    platforms.DEEPEVAL,
    helm.TOOL,
    openai_evals.TOOL,
    labels.STUDIO_JSON,
    labels.ARGILLA,
    labels.DOCCANO,
    labels.PRODIGY,
    labels.TURK,
)
