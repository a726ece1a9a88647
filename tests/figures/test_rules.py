"""Rules are what their sources say; the expected figures were typed in by hand."""

import pytest

from calculators.figures.tables import catalogue

RULES = catalogue().rules

VALUES = {
    "openai-2023/usual-epochs": (3, "epochs"),
    "openai-2023/least-passes": (100, "examples x epochs"),
    "openai-2023/most-passes": (25_000, "examples x epochs"),
    "openai-2023/least-epochs": (1, "epochs"),
    "openai-2023/most-epochs": (25, "epochs"),
    "openai-2023/longest-example": (4096, "tokens/example"),
    "english/tokens-per-word": (1.3, "tokens/word"),
    "english/characters-per-token": (4, "characters/token"),
    "memory/adam-mixed": (16, "bytes/parameter"),
    "memory/adamw-bf16": (8, "bytes/parameter"),
    "qlora/nf4": (4.5, "bits/parameter"),
    "qlora/nf4-double": (4.127, "bits/parameter"),
}


@pytest.mark.parametrize("key", VALUES)
def test_a_rule_has_its_value_and_unit(key: str) -> None:
    figure = RULES[key].figure
    assert figure is not None
    assert (figure, figure.unit) == VALUES[key]


def test_where_only_a_range_is_known_no_value_is_made_up() -> None:
    slower = RULES["qlora/slower-than-lora"]
    assert (slower.figure, slower.lowest, slower.highest) == (None, 1.02, 1.7)
    assert (RULES["memory/overhead"].lowest, RULES["memory/overhead"].highest) == (0.4, 0.68)
    assert RULES["english/tokens-per-word"].lowest is None


def test_lora_is_faster_by_what_torchtune_measured() -> None:
    assert RULES["lora/speed-over-full"].figure == pytest.approx(8210 / 7210, abs=0.0005)
