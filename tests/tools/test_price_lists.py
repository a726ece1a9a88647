"""The lists of others are fetched into a place of their own; without a registry one sentence says so."""

import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tools import price_lists
from tools.price_lists import SECOND_FILE, NotFetchedError, fetched

Pip = Callable[..., bool]


@pytest.fixture(autouse=True)
def packages() -> Iterator[None]:
    """What a test loads is gone after it."""
    before = list(sys.path)
    yield
    sys.path[:] = before
    for name in [name for name in sys.modules if name.split(".")[0] == "genai_prices"]:
        del sys.modules[name]


def registry(*missing: str) -> Pip:
    """Stands in for pip: lays fake packages where the real ones would lie, but for those that are missing."""

    def pip(command: str, *arguments: str) -> bool:
        name, _, version = arguments[-1].partition("==")
        folder = Path(arguments[-2])
        if arguments[-1] in missing:
            return False
        if command == "download":
            folder.mkdir()
            models = {"gpt-7": {"input_cost_per_token": 1.1e-07, "mode": "chat", "deprecation_date": "2027-03-01"}}
            with zipfile.ZipFile(folder / f"{name}-9.9-py3-none-any.whl", "w") as wheel:
                wheel.writestr(SECOND_FILE, json.dumps(models))
            return True
        version = version or "2.0"
        (folder / "genai_prices").mkdir(parents=True)
        (folder / "genai_prices/__init__.py").write_text("")
        (folder / "genai_prices/data.py").write_text(f"providers = ['as of {version}']")
        info = folder / f"genai_prices-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: genai-prices\nVersion: {version}\n")
        return True

    return pip


def test_the_newest_lists_lie_beside_the_one_that_was_read_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(price_lists, "pip", registry())
    lists = fetched("1.0", tmp_path)
    assert (lists.providers, lists.version, lists.before) == (("as of 2.0",), "2.0", ("as of 1.0",))
    assert lists.second_version == "9.9"
    assert lists.second_price("openai/gpt-7", "input") == Decimal("0.11")
    assert lists.second_price("openai/gpt-7", "output") is None
    assert lists.second_retirement("openai/gpt-7") == date(2027, 3, 1)
    assert lists.opinion("openai/gpt-8") is None


def test_where_nothing_newer_is_out_the_newest_is_the_one_that_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(price_lists, "pip", registry("genai-prices==2.0"))
    assert fetched("2.0", tmp_path).before == ("as of 2.0",)


def test_the_older_and_the_second_list_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(price_lists, "pip", registry("genai-prices==1.0", "litellm"))
    lists = fetched("1.0", tmp_path)
    assert (lists.before, lists.second, lists.second_version) == (None, {}, None)


def test_without_a_registry_one_sentence_says_what_to_look_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(price_lists, "pip", registry("genai-prices"))
    with pytest.raises(NotFetchedError, match="could not be fetched, so nothing was compared"):
        fetched("1.0", tmp_path)


def test_names_of_other_lists_for_our_providers_are_known() -> None:
    names = set(price_lists._second_names("together/meta-llama/Llama-3.3-70B-Instruct-Turbo"))
    assert "together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo" in names
    assert "xai/grok-4.7" in set(price_lists._second_names("x-ai/grok-4.7"))
    assert "gpt-4.1" in set(price_lists._second_names("openai/gpt-4.1"))
