"""The tables of figures, read once, with what changed in them and when."""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from calculators.kit import strict
from calculators.kit.facts import DayFact, Fact, Source
from calculators.kit.offers import TuningOffer
from calculators.kit.prices import KINDS, ApiModel, PriceRow

__all__ = ["ApiModel", "Catalogue", "Change", "DayFact", "Fact", "Source", "TuningOffer", "catalogue"]

DATA = Path(__file__).resolve().parents[2] / "data"


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
    """All tables, in the order of their files."""

    sources: Mapping[str, Source]
    api_models: Mapping[str, ApiModel]
    tuning_offers: Mapping[str, TuningOffer]

    @cached_property
    def as_of(self) -> date:
        """The date of the figures: the latest day on which one of them was read."""
        prices = [row.as_of for model in self.api_models.values() for row in model.prices]
        return max(prices + [offer.as_of for offer in self.tuning_offers.values()])

    def changes(self) -> tuple[Change, ...]:
        """Price changes, closings and retirements, past and coming, oldest first."""
        changes = [change for model in self.api_models.values() for change in _model_changes(model)]
        changes += [change for offer in self.tuning_offers.values() for change in _offer_changes(offer)]
        return tuple(sorted(changes, key=lambda change: change.day))


@cache
def catalogue(folder: Path = DATA) -> Catalogue:
    """The tables in a folder. Raises DataError where a row is not as declared."""
    sources = strict.table(folder / "sources.yaml", Source)
    models = strict.table(folder / "api_models.yaml", ApiModel, {"sources": sources})
    offers = strict.table(folder / "tuning_offers.yaml", TuningOffer, {"sources": sources, "api_models": models})
    for offer in offers.values():
        if offer.base:
            object.__setattr__(offer, "base_model", models[offer.base])
    return Catalogue(MappingProxyType(sources), MappingProxyType(models), MappingProxyType(offers))


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
