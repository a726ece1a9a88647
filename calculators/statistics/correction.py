"""What a judge that errs does to a result, put right by the items that people labelled, too."""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from calculators.statistics import student
from calculators.statistics.proportions import Interval, square


@dataclass(frozen=True)
class Corrected:
    """A mean with its standard error and degrees of freedom; `trust` is the weight that the judge was given."""

    mean: float
    error: float
    degrees: float
    trust: float = 1.0

    def interval(self, confidence: float) -> Interval:
        """As many standard errors to either side as Student's t asks for."""
        half = student.two_sided(confidence, self.degrees) * self.error
        return self.mean - half, self.mean + half


@dataclass(frozen=True)
class Errors:
    """Of items that people call right (sensitivity) or wrong (specificity) the share on which a judge agrees.

    Each is (agreeing, items).
    """

    sensitivity: tuple[int, int]
    specificity: tuple[int, int]

    @property
    def youden(self) -> float:
        """How much of a true difference the judge shows: sensitivity + specificity - 1; 0 for one who guesses."""
        return _share(self.sensitivity) + _share(self.specificity) - 1

    def true_share(self, right: int, items: int) -> Corrected | None:
        """The share that people would call right where the judge calls so many right: Rogan and Gladen (1978).

        Its error adds up what the items and both error rates leave open; None where the judge tells nothing.
        """
        smallest = min(items, self.sensitivity[1], self.specificity[1])
        if not smallest or self.youden <= 0:
            return None
        slope, seen = self.youden, right / items
        sensitivity, specificity = _share(self.sensitivity), _share(self.specificity)
        found = min(1.0, max(0.0, (seen + specificity - 1) / slope))
        variance = math.fsum(
            (
                seen * (1 - seen) / items,
                square(found) * sensitivity * (1 - sensitivity) / self.sensitivity[1],
                square(1 - found) * specificity * (1 - specificity) / self.specificity[1],
            )
        )
        return Corrected(found, math.sqrt(variance) / slope, max(1.0, smallest - 1.0))


def _share(group: tuple[int, int]) -> float:
    return group[0] / group[1]


def prediction_powered(
    judged: Sequence[float],
    judged_too: Sequence[float],
    labelled: Sequence[float],
    clusters: tuple[Sequence[Hashable], Sequence[Hashable]] | None = None,
) -> Corrected | None:
    """The mean that people would give to all items, from a judge on many and people on few of the same kind.

    `judged` are the judge's values of items without labels; `judged_too` and `labelled` those of the judge and of
    people, on the same items in the same order. People's mean, plus as much of the judge's difference between both
    sets as lowers the error most: PPI++ of Angelopoulos, Duchi and Zrnic (2023). The values may be differences of two
    models. `clusters` name the documents of the items without labels, then of those with them. None with fewer than
    three labelled items or documents, or two others.
    """
    few, many = len(labelled), len(judged)
    if few < 3 or many < 2 or len(judged_too) != few:
        return None
    others = Sums.of([(one, one) for one in judged])
    both = Sums.of(list(zip(judged_too, labelled, strict=True)))
    trust, mean = _tuned(both, others)
    if clusters is not None:
        return _over_clusters(Corrected(mean, 0.0, 0.0, trust), judged, judged_too, labelled, clusters)
    without = [_tuned(both.less(one, two), others)[1] for one, two in zip(judged_too, labelled, strict=True)]
    middle = math.fsum(without) / few
    # The weight is learnt from the same few items: so each is left out in turn, the weight tuned without it.
    of_few = (few - 1) / few * math.fsum(square(one - middle) for one in without)
    parts = (of_few, few - 1), (square(trust) * others.first_variance / many, many - 1)
    total = math.fsum(part for part, _ in parts)
    below = math.fsum(square(part) / freedom for part, freedom in parts)
    return Corrected(mean, math.sqrt(total), square(total) / below if below else few - 1.0, trust)


def _over_clusters(
    found: Corrected,
    judged: Sequence[float],
    judged_too: Sequence[float],
    labelled: Sequence[float],
    clusters: tuple[Sequence[Hashable], Sequence[Hashable]],
) -> Corrected | None:
    """The same with its error by leaving each document out in turn, its items with labels and those without."""
    apart = _by_cluster([(one, one) for one in judged], clusters[0])
    few = _by_cluster(list(zip(judged_too, labelled, strict=True)), clusters[1])
    if len(few) < 3:
        return None
    names = list(dict.fromkeys((*few, *apart)))
    whole_few, whole_apart = Sums.added(few.values()), Sums.added(apart.values())
    without = []
    for name in names:
        both = whole_few.minus(few[name]) if name in few else whole_few
        others = whole_apart.minus(apart[name]) if name in apart else whole_apart
        if both.count < 2 or others.count < 2:
            return None  # one document holds nearly all
        without.append(_tuned(both, others)[1])
    middle = math.fsum(without) / len(names)
    variance = (len(names) - 1) / len(names) * math.fsum(square(one - middle) for one in without)
    return Corrected(found.mean, math.sqrt(variance), len(few) - 1.0, found.trust)


@dataclass(frozen=True)
class Sums:
    """Pairs of values by their number, sums, squares, products."""

    count: int
    first: float
    second: float
    squares: float
    products: float

    @classmethod
    def of(cls, pairs: Sequence[tuple[float, float]]) -> "Sums":
        """Of these pairs."""
        first, second = (math.fsum(one) for one in zip(*pairs, strict=True))
        squares, products = math.fsum(one * one for one, _ in pairs), math.fsum(one * two for one, two in pairs)
        return cls(len(pairs), first, second, squares, products)

    @classmethod
    def added(cls, parts: Iterable["Sums"]) -> "Sums":
        """All of them together."""
        listed = list(parts)
        sums = (math.fsum(getattr(one, name) for one in listed) for name in ("first", "second", "squares", "products"))
        return cls(sum(one.count for one in listed), *sums)

    def minus(self, part: "Sums") -> "Sums":
        """Without those that a part sums up."""
        return Sums(
            self.count - part.count,
            self.first - part.first,
            self.second - part.second,
            self.squares - part.squares,
            self.products - part.products,
        )

    def less(self, one: float, two: float) -> "Sums":
        """Without one pair."""
        return self.minus(Sums(1, one, two, one * one, one * two))

    @property
    def first_variance(self) -> float:
        """Variance of the first values, with n - 1."""
        return max(0.0, self.squares - self.first * self.first / self.count) / (self.count - 1)

    @property
    def covariance(self) -> float:
        """Covariance of both, with n - 1."""
        return (self.products - self.first * self.second / self.count) / (self.count - 1)


def _by_cluster(pairs: Sequence[tuple[float, float]], clusters: Sequence[Hashable]) -> Mapping[Hashable, Sums]:
    members: dict[Hashable, list[tuple[float, float]]] = {}
    for pair, cluster in zip(pairs, clusters, strict=True):
        members.setdefault(cluster, []).append(pair)
    return {cluster: Sums.of(inside) for cluster, inside in members.items()}


def _tuned(both: Sums, others: Sums) -> tuple[float, float]:
    """The weight of the judge that lowers the error most, from 0 to 1, and the mean with it."""
    count = both.count + others.count
    first, squares = both.first + others.first, both.squares + others.squares
    spread = max(0.0, squares - first * first / count) / (count - 1)
    trust = both.covariance / ((1 + both.count / others.count) * spread) if spread > 1e-12 * squares / count else 0.0
    trust = min(1.0, max(0.0, trust))
    return trust, trust * others.first / others.count + (both.second - trust * both.first) / both.count
