"""The newest price lists of others, fetched into a throw-away place: what the site pins stays as it is."""

import dataclasses
import importlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from importlib import metadata
from pathlib import Path
from typing import Any

PACKAGE = "genai-prices"
"""The list that prices are taken from."""

SECOND = "litellm"
"""The list that is asked beside it: for a second opinion, and for the days on which models are retired."""

SECOND_FILE = "litellm/model_prices_and_context_window_backup.json"
"""The one file of that large package that is read; nothing of it is installed or run."""

SECOND_NAMES = {
    "input": "input_cost_per_token",
    "cached_input": "cache_read_input_token_cost",
    "cache_write": "cache_creation_input_token_cost",
    "output": "output_cost_per_token",
    "batch.input": "input_cost_per_token_batches",
    "batch.cached_input": "cache_read_input_token_cost_batches",
    "batch.output": "output_cost_per_token_batches",
}
"""Its names for our kinds of tokens; its prices are those of one token."""

SECOND_MAKERS = {
    "aws": ("bedrock",),
    "fireworks": ("fireworks_ai", "fireworks_ai/accounts/fireworks/models"),
    "google": ("gemini",),
    "together": ("together_ai",),
    "x-ai": ("xai",),
}
"""Its names for our providers, where they are others."""

PATIENCE = 300  # seconds for one package


class NotFetchedError(Exception):
    """A list cannot be had; the message says so in a sentence."""


@dataclasses.dataclass(frozen=True)
class Lists:
    """What others say today: the providers of the first list, now and in the version read last, and the second list.

    `before` is None where that version cannot be had any more, `second` is empty where it was not fetched.
    """

    providers: tuple[Any, ...]
    version: str
    before: tuple[Any, ...] | None = None
    second: Mapping[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)
    second_version: str | None = None

    def opinion(self, key: str) -> Mapping[str, Any] | None:
        """What the second list holds for a model of ours; None where it does not know it."""
        return next((self.second[name] for name in _second_names(key) if name in self.second), None)

    def second_price(self, key: str, column: str) -> Decimal | None:
        """USD/Mtok that the second list has in a column of ours; None where it has none."""
        price = (self.opinion(key) or {}).get(SECOND_NAMES.get(column, ""))
        return None if price is None else Decimal(price) * 1_000_000

    def second_retirement(self, key: str) -> date | None:
        """The day on which a model is retired by the second list; None where it names none."""
        day = (self.opinion(key) or {}).get("deprecation_date")
        try:
            return date.fromisoformat(day) if day else None
        except ValueError:
            return None


def _second_names(key: str) -> Iterator[str]:
    maker, _, model = key.partition("/")
    last = model.rpartition("/")[2]
    for prefix in (maker, *SECOND_MAKERS.get(maker, ())):
        yield f"{prefix}/{model}"
        yield f"{prefix}/{last}"
    yield from (model, last)


def fetched(last_read: str, place: Path) -> Lists:
    """The newest lists, fetched into an empty folder. Raises NotFetchedError where the first cannot be had."""
    newest, older, wheels = place / "newest", place / "older", place / "wheels"
    if not pip("install", "--target", str(newest), PACKAGE):
        raise NotFetchedError(
            f"The newest {PACKAGE} could not be fetched, so nothing was compared. Is the package registry within reach "
            "(network, proxy, mirror)?"
        )
    providers, version = load(newest), _version(newest)
    before = providers if version == last_read else None
    if before is None and pip("install", "--no-deps", "--target", str(older), f"{PACKAGE}=={last_read}"):
        before = load(older)
    second = pip("download", "--no-deps", "--dest", str(wheels), SECOND)
    return Lists(providers, version, before, *(_second(wheels) if second else ({}, None)))


def pip(command: str, *arguments: str) -> bool:
    """Whether pip did it; where packages come from is its own configuration's business."""
    quiet = ["-qq", "--disable-pip-version-check", "--only-binary", ":all:", "--retries", "1"]
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "pip", command, *quiet, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0


def load(folder: Path) -> tuple[Any, ...]:
    """The providers of the package that lies in a folder, whatever version was loaded before."""
    for name in [name for name in sys.modules if name.split(".")[0] == "genai_prices"]:
        del sys.modules[name]
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    providers: Iterable[Any] = importlib.import_module("genai_prices.data").providers
    return tuple(providers)


def _version(folder: Path) -> str:
    return next(one.version for one in metadata.distributions(name=PACKAGE, path=[str(folder)]))


def _second(folder: Path) -> tuple[Mapping[str, Mapping[str, Any]], str | None]:
    """The models of the second list and its version, from the wheel in a folder."""
    wheel = next(folder.glob("*.whl"))
    with zipfile.ZipFile(wheel) as packed:
        models = json.loads(packed.read(SECOND_FILE), parse_float=Decimal, parse_int=Decimal)
    return models, wheel.name.split("-")[1]
