"""The tables of figures, read once, with what changed in them."""

import dataclasses
import os
import sys
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from calculators.figures.offers import TuningOffer
from calculators.figures.prices import KINDS, ApiModel, PriceRow
from calculators.kit import strict
from calculators.kit.build_date import build_date
from calculators.kit.facts import Source
from calculators.kit.strict import DataError

if TYPE_CHECKING:
    from calculators.figures.hardware import Gpu, GpuPrice, Utilisation
    from calculators.figures.labels import LabellingRate
    from calculators.figures.retrieval import Embedding, VectorStore
    from calculators.figures.rules import Rule
    from calculators.figures.shapes import OpenModel
    from calculators.figures.software import Framework, ServingSpeed

DATA = Path(__file__).resolve().parents[2] / "data"
READERS = DATA / "yours"
"""Where the page puts the tables that a reader gives it; nowhere else does this folder exist."""

OVERLAID = (
    "sources",
    "api_models",
    "tuning_offers",
    "gpus",
    "gpu_prices",
    "utilisation",
    "frameworks",
    "serving_speeds",
    "open_models",
    "embeddings",
    "vector_stores",
    "labelling_rates",
    "rules",
)
"""The tables whose rows a company's own may replace or add to."""


@dataclasses.dataclass(frozen=True)
class Change:
    """What changed, or will, in one row on one day."""

    day: date
    kind: str
    subject: str
    words: str
    source: str
    table: str
    row: str


@dataclasses.dataclass(frozen=True)
class Catalogue:
    """All tables, in the order of their files.

    Prices are read at once. Every other table, and the module that knows its rows, is read when it is first asked for:
    a page that needs prices alone does not wait for the rest.
    """

    sources: Mapping[str, Source]
    api_models: Mapping[str, ApiModel]
    tuning_offers: Mapping[str, TuningOffer]
    folder: Path = DATA
    own: tuple[Path, ...] = ()

    @cached_property
    def as_of(self) -> date:
        """The date of the figures: the latest day on which one of them was read."""
        prices = [row.as_of for model in self.api_models.values() for row in model.prices]
        return max(prices + [offer.as_of for offer in self.tuning_offers.values()])

    @property
    def first_day(self) -> date:
        """The first day of every calculator, unless its reader says another: that of the build, or of newer figures."""
        return max(self.as_of, build_date())

    @cached_property
    def gpus(self) -> Mapping[str, "Gpu"]:
        """What GPUs can do."""
        from calculators.figures.hardware import Gpu

        return self._read("gpus", Gpu)

    @cached_property
    def gpu_prices(self) -> Mapping[str, "GpuPrice"]:
        """What an hour of a GPU costs."""
        from calculators.figures.hardware import GpuPrice

        prices = self._read("gpu_prices", GpuPrice, gpus=self.gpus)
        for price in prices.values():
            object.__setattr__(price, "card", self.gpus[price.gpu])
        return prices

    @cached_property
    def utilisation(self) -> Mapping[str, "Utilisation"]:
        """The part of a GPU's peak that training really uses."""
        from calculators.figures.hardware import Utilisation

        return self._read("utilisation", Utilisation, gpus=self.gpus)

    @cached_property
    def open_models(self) -> Mapping[str, "OpenModel"]:
        """The shapes of open models."""
        from calculators.figures.shapes import OpenModel

        return self._read("open_models", OpenModel)

    @cached_property
    def frameworks(self) -> Mapping[str, "Framework"]:
        """What training frameworks set as they come."""
        from calculators.figures.software import Framework

        return self._read("frameworks", Framework)

    @cached_property
    def serving_speeds(self) -> Mapping[str, "ServingSpeed"]:
        """How fast replicas answer."""
        from calculators.figures.software import ServingSpeed

        return self._read("serving_speeds", ServingSpeed, gpus=self.gpus)

    @cached_property
    def embeddings(self) -> Mapping[str, "Embedding"]:
        """What turning text into vectors costs."""
        from calculators.figures.retrieval import Embedding

        return self._read("embeddings", Embedding)

    @cached_property
    def vector_stores(self) -> Mapping[str, "VectorStore"]:
        """What keeping and searching vectors costs."""
        from calculators.figures.retrieval import VectorStore

        return self._read("vector_stores", VectorStore)

    @cached_property
    def labelling_rates(self) -> Mapping[str, "LabellingRate"]:
        """What labels cost."""
        from calculators.figures.labels import LabellingRate

        return self._read("labelling_rates", LabellingRate)

    @cached_property
    def rules(self) -> Mapping[str, "Rule"]:
        """Figures that are no prices: rules of vendors, rules of thumb, measured slow-downs."""
        from calculators.figures.rules import Rule

        return self._read("rules", Rule)

    def _read(self, name: str, row: type[strict.Row], **known: Collection[str]) -> Mapping[str, strict.Row]:
        return _overlaid(self.folder, self.own, name, row, {"sources": self.sources, **known})

    def changes(self) -> tuple[Change, ...]:
        """Price changes, closings and retirements, past and coming, oldest first."""
        changes = [change for model in self.api_models.values() for change in _model_changes(model)]
        changes += [change for offer in self.tuning_offers.values() for change in _offer_changes(offer)]
        return tuple(sorted(changes, key=lambda change: change.day))


@cache
def catalogue(folder: Path = DATA, *own: Path) -> Catalogue:
    """The tables in a folder, overlaid with a company's own and a reader's. Raises DataError as `read_tables` does."""
    return read_tables(folder, own or own_tables())


def read_tables(folder: Path, own: tuple[Path, ...]) -> Catalogue:
    """The tables in a folder, overlaid with those in others. Raises DataError where a row is not as declared."""
    sources = _overlaid(folder, own, "sources", Source, {})
    models = _overlaid(folder, own, "api_models", ApiModel, {"sources": sources})
    offers = _overlaid(folder, own, "tuning_offers", TuningOffer, {"sources": sources, "api_models": models})
    for offer in offers.values():
        if offer.base:
            object.__setattr__(offer, "base_model", models[offer.base])
    return Catalogue(sources, models, offers, folder, own)


def own_tables() -> tuple[Path, ...]:
    """The folders of tables that stand in for ours: a company's, then in the page a reader's.

    A company's is what DATA= names, or where the bundle puts it for the page. Raises DataError where the folder that is
    named cannot be what was meant.
    """
    named = os.environ.get("DATA")
    if not named:
        return tuple(packed for packed in (DATA / "own", READERS) if packed.is_dir())
    folder = Path(named).resolve()
    if not folder.is_dir():
        raise DataError(f"DATA={named}: there is no such folder")
    tables = sorted(folder.glob("[!.]*.y*ml"))
    for path in tables:
        if path.suffix != ".yaml" or path.stem not in OVERLAID:
            allowed = ", ".join(f"{name}.yaml" for name in OVERLAID)
            raise DataError(f"{folder.name}/{path.name}: this is not the name of a table; allowed: {allowed}")
    if not tables:
        raise DataError(f"DATA={named}: there is no table in this folder, such as api_models.yaml")
    return (folder,)


def plain_tables() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table as plain values by its place in `data/`, a company's own among them: what the bundle packs."""
    evidence = (DATA / "evidence", "evidence/")  # what rules and the matrix refer to
    for folder, place in ((DATA, ""), evidence, *((own, "own/") for own in own_tables())):
        for path in sorted(folder.glob("*.yaml")):
            yield f"{place}{path.stem}.json", strict.plain(path)


def _overlaid(
    folder: Path, own: tuple[Path, ...], name: str, row: type[strict.Row], known: Mapping[str, Collection[str]]
) -> Mapping[str, strict.Row]:
    """The rows of one table: ours in their order, replaced by theirs of the same key, then what theirs add."""
    rows = strict.table(folder / f"{name}.yaml", row, known)
    for path in (one / f"{name}.yaml" for one in own):
        if strict.exists(path):
            theirs = strict.table(path, row, known, own=True)
            for one in theirs.values():
                object.__setattr__(one, "own", True)
            rows |= theirs
    return MappingProxyType(rows)


def _model_changes(model: ApiModel) -> Iterator[Change]:
    place = ("api_models", model.key)
    for before, after in pairwise(model.prices):
        if after.since:
            yield Change(after.since, "price", model.name, _difference(before, after), after.source, *place)
    if end := model.retirement:
        yield Change(end.day, "retirement", model.name, end.words or "No longer answers.", end.source, *place)


def _offer_changes(offer: TuningOffer) -> Iterator[Change]:
    place = ("tuning_offers", offer.key)
    end, base = offer.retirement, offer.base_model and offer.base_model.retirement
    for entry in offer.availability[1:]:
        if entry.since and not (end and entry.since == end.day):  # nothing to tune any more: the retirement says it
            yield Change(entry.since, "tuning", f"{offer.name} ({offer.provider})", str(entry), entry.source, *place)
    if end and not (base and base.day == end.day):
        words = end.words or "No longer answers."
        yield Change(end.day, "retirement", f"{offer.name}, tuned ({offer.provider})", words, end.source, *place)


def _difference(before: PriceRow, after: PriceRow) -> str:
    """What a price change changes, in USD/Mtok: "Input from 2 to 4, output from 10 to 20."."""
    parts = []
    for kind, words in KINDS.items():
        old, new = getattr(before, kind), getattr(after, kind)
        if old != new and new is not None:
            parts.append(
                f"{words} from {old:g} to {new:g}" if old is not None else f"{words} {new:g}, listed for the first time"
            )
    if before.long_context and not after.long_context:
        parts.append("long prompts no longer cost more")
    sentence = ", ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def main() -> None:
    """Read every table, and say in one line what is wrong with the first that is not as declared."""
    try:
        for name in OVERLAID:
            getattr(catalogue(), name)
    except DataError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
