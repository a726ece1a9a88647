"""How far each tool carries for a case, in the words of the decision matrix."""

from collections.abc import Mapping

from calculators.advice.lesson import Rating
from calculators.advice.likely import Ends
from calculators.advice.rules import Advice, Tool
from calculators.advice.techniques import Technique

ENDS: Mapping[Tool, tuple[Technique, ...]] = {
    "prompting": ("prompting",),
    "rag": ("rag", "rag+fine-tuning"),
    "tuning": ("fine-tuning", "rag+fine-tuning"),
}
"""The ends that a tool has a part in."""

PLAIN: Mapping[Tool, tuple[str, ...]] = {
    "prompting": ("prompt",),
    "rag": ("rag",),
    "tuning": ("tune-encoder", "tune-open", "tune-api"),
}
"""The options that are a tool in its plain form, which is what the matrix rates."""

BEST = 0.45
"""The share, alone or joined, from which the leading tool is the best choice: about as likely as all others."""


def rating(ends: Ends, advice: Advice, tool: Tool) -> Rating:
    """How far a tool carries.

    needed: both tools that it is one of are missing, and to join them is the likely end or its rival. best: no tool has
    a part in likelier ends, and they are about as likely as all others. works: its plain form has points, or it leads.
    not relevant: most of its options cure nothing here, and none of the others has points. marginal: the rest, and what
    is ruled out.
    """
    shares = {name: sum(dict(ends.shares).get(end, 0.0) for end in ENDS[name]) for name in ENDS}
    if any(one.option.tools != (tool,) and tool in one.option.tools for one in advice.open) and (
        "rag+fine-tuning" in (ends.first, ends.rival)
    ):
        return "needed"
    leads = shares[tool] == max(shares.values())
    if leads and shares[tool] >= BEST:
        return "best"
    of_tool = [one for one in advice.weighed if one.option.tools == (tool,)]
    able = [one for one in of_tool if not one.barred]
    if shares[tool] and (leads or any(one.points > 0 for one in able if one.option.key in PLAIN[tool])):
        return "works"
    beside = [one for one in of_tool if one.barred == "beside the point"]
    return "not relevant" if len(beside) > len(able) and all(one.points <= 0 for one in able) else "marginal"
