"""Judgements of MT-Bench by FastChat, of pairs or of single answers; battles of Chatbot Arena.

Source: fastchat/llm_judge/common.py, show_result.py in github.com/lm-sys/FastChat: only where both games name the same
winner it counts, else it is a tie; show_result.py in github.com/lmarena/arena-hard-auto. Kaggle's battles have three
columns of 0 or 1.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from calculators.exports.roles import Made, Roles, Tool

KAGGLE = {"winner_model_a": "model_a", "winner_model_b": "model_b", "winner_tie": "tie"}

OF_ARENA = frozenset({"anony", "tstamp", "conversation_a", "conv_metadata", "category_tag", "judge_hash"})
"""Further columns of Chatbot Arena's battles; without one of them a table of two models beside a winner is anyone's.

Source: fastchat/serve/monitor/clean_battle_data.py in github.com/lm-sys/FastChat, the later sets of lmarena-ai.
"""


def _games(first: Mapping[str, Any]) -> Made | None:
    if not {"model_1", "model_2", "g1_winner"} <= first.keys():
        return None

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        games = one.get("g1_winner"), one.get("g2_winner", one.get("g1_winner"))
        winner = games[0] if games[0] == games[1] or "error" in games else "tie"
        winner = "error" if "error" in games else winner
        named = {name: one.get(name) for name in ("model_1", "model_2")}
        turn = one.get("turn", 1)
        kept = {name: one.get(name) for name in ("g1_winner", "g2_winner")}
        yield {"question": one.get("question_id"), "turn": turn, **named, "winner": winner, **kept}

    roles = Roles(("question", "turn"), cluster="question", winner="winner", sides=("model_1", "model_2"))
    return Made(roles._replace(games=("g1_winner", "g2_winner")), change=change)


def _hard(first: Mapping[str, Any]) -> Made | None:
    """Arena-Hard: the model against the baseline, in the first game the baseline is A, in the second the model."""
    if not {"model", "judge", "games"} <= first.keys() or not {"uid", "question_id"} & first.keys():
        return None
    item = "uid" if "uid" in first else "question_id"

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        names = ("baseline", str(one.get("model")))
        won = []
        for game, sides in zip(one.get("games") or (), (names, names[::-1]), strict=False):
            found = re.fullmatch(r"([AB])(>+|<+|=)([AB])", str((game or {}).get("score")))
            first_better = found and ((found[1] == "A") == (found[2][0] == ">"))
            won.append("error" if not found else "tie" if found[2] == "=" else sides[0 if first_better else 1])
        winner = "error" if "error" in won or len(won) < 2 else won[0] if won[0] == won[1] else "tie"
        kept = {item: one.get(item), "model_1": one.get("baseline") or names[0], "model_2": names[1]}
        side = {names[0]: "model_1", names[1]: "model_2"}
        games = [side.get(name, name) for name in (*won, "", "")]
        yield {**kept, "winner": side.get(winner, winner), "g1_winner": games[0], "g2_winner": games[1]}

    roles = Roles((item,), winner="winner", sides=("model_1", "model_2"), games=("g1_winner", "g2_winner"))
    return Made(roles, change=change)


def _single(first: Mapping[str, Any]) -> Made | None:
    if not {"question_id", "model", "judge", "score"} <= first.keys():
        return None

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        kept = {"question": one.get("question_id"), "turn": one.get("turn", 1), "model": one.get("model")}
        yield {**kept, "score": one.get("score")}

    roles = Roles(("question", "turn"), "model", cluster="question", results=("score",))
    return Made(roles._replace(words={"-1": "out", "-1.0": "out"}), change=change)


def _battles(columns: Sequence[str]) -> Made | None:
    names = set(columns)
    if not {"model_a", "model_b"} <= names:
        return None
    if KAGGLE.keys() <= names:

        def change(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
            won = [word for name, word in KAGGLE.items() if str(row.get(name)).strip() in ("1", "1.0", "True", "true")]
            yield {"id": row.get("id"), "model_a": row["model_a"], "model_b": row["model_b"]} | {
                "winner": won[0] if len(won) == 1 else ""
            }

        return Made(Roles(("id",), winner="winner", sides=("model_a", "model_b")), change=change)
    if "winner" not in names or not names & OF_ARENA:
        return None
    item = next((name for name in ("id", "question_id", "conversation_a_id") if name in names), "")
    return Made(Roles((item,) if item else (), winner="winner", sides=("model_a", "model_b")))


GAMES = Tool("MT-Bench judgements of FastChat (a tie where both games of a pair disagree)", None, _games)
HARD = Tool("Arena-Hard judgements (a tie where both games of a pair disagree)", None, _hard)
TOOL = Tool("MT-Bench judgements of FastChat (-1 where the judge gave no score)", None, _single)
ARENA = Tool("battles as Chatbot Arena writes them", None, lambda first: _battles(tuple(first)), _battles)
