"""Near copies among many texts, found with small sketches instead of comparing all with all.

Two texts are alike in the share of their pairs of neighbouring words that both have (Jaccard; Broder 1997, "On the
resemblance and containment of documents"). Of 85 words, four exchanged here and there leave a similarity of 0.83.
Pairs are reported from an estimated 0.8 on, the threshold of Lee et al. 2022, "Deduplicating training data makes
language models better"; the estimate is good to 0.03. So there are found, of the pairs of a similarity of

    1.00 all                              0.80 about half
    0.90 more than 99 of 100              0.75 fewer than 1 of 10
    0.85 about 19 of 20                   0.70 fewer than 1 of 100

where texts have 60 words or more; of 20 words about 19 of 20 at 0.9. Texts of one template, alike for most of their
length, are near copies too. A copy in other words, or in another language, is not found.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from zlib import crc32

from calculators.training_file.sketch import BANDS, PLACES, ROWS, columns, similarity, sketch

SIMILAR = 0.8
"""From this estimated similarity on two texts are reported as near copies."""

LEADERS = 2
MOST_LEADERS = 32
SMALL = 40_000
"""A text is compared with so many unlike texts of its group, more where there are fewer texts in all; where a template
puts still more there, the group is divided, so many times."""

DIVISIONS = 3
AT_ONCE = 2_000
"""So many sketches are made into keys together."""


def unheard(share: float) -> None:
    """Nobody asks how far the search is."""


Step = Callable[[float], None]
"""Told again and again, as it may take a minute, which share of the search is done."""

Pair = tuple[int, int, float]
"""A text, another one, and their estimated similarity."""

Found = dict[int, tuple[float, int]]
"""For a text the nearest other one: their similarity, and where that one stands."""


class Sketches:
    """The sketches of texts in the order they are added: 132 bytes a text, 40 more once they are compared."""

    def __init__(self) -> None:
        self.bounded = 0
        """After a question: of how many texts not all likely copies were looked at, since too many share a template."""
        self._hashes = bytearray()
        self._numbers = array("I")
        self._added = 0

    def __len__(self) -> int:
        return self._added

    def add(self, text: str) -> None:
        """Make the sketch of the next text, and keep it."""
        self.keep(sketch(text))

    def keep(self, hashes: bytes) -> None:
        """Keep the sketch of the next text; that of one without words is empty, counts and is like no other."""
        if hashes:
            self._hashes += hashes
            self._numbers.append(self._added)
        self._added += 1

    def pairs(self, step: Step = unheard) -> list[Pair]:
        """Every later text that is a near copy of an earlier one, once: the earlier one, itself, their similarity.

        Whoever drops all the later ones keeps a near copy of each, for no earlier one is dropped.
        """
        same = firsts(self._checksums(), self._number)
        search = Search(self._number, self._keys(), step)
        search.among([at for at, first in enumerate(same) if at == first])
        self.bounded = len(search.left)
        found: Found = {}
        for at, first in enumerate(same):
            if at != first:
                found[at] = found.get(first, (1.0, first))
            elif at in search.found:
                alikeness, earlier = search.found[at]
                if earlier in found:  # which is dropped itself, so that the one that stays must be near
                    earlier = found[earlier][1]
                    alikeness = similarity(self._number(at), self._number(earlier))
                if alikeness >= SIMILAR:
                    found[at] = alikeness, earlier
        number = self._numbers
        return [(number[earlier], number[at], alikeness) for at, (alikeness, earlier) in found.items()]

    def against(self, other: "Sketches", step: Step = unheard) -> list[Pair]:
        """Every text here with a near copy among the others, once: itself, one there, their similarity."""
        theirs = len(other._numbers)

        def number(at: int) -> int:
            return other._number(at) if at < theirs else self._number(at - theirs)

        keys = [before + own for before, own in zip(other._keys(), self._keys(), strict=True)]
        same = firsts(chain(other._checksums(), self._checksums()), number)
        search = Search(number, keys, step)
        search.across([at for at, first in enumerate(same) if at == first], theirs)
        self.bounded = len(search.left)
        pairs = []
        for at in range(theirs, len(same)):
            first = same[at]
            if first < theirs:
                pairs.append((self._numbers[at - theirs], other._numbers[first], 1.0))
            elif first in search.found:
                alikeness, their = search.found[first]
                pairs.append((self._numbers[at - theirs], other._numbers[their], alikeness))
        return pairs

    def _keys(self) -> "list[array[int]]":
        """Of each band the keys: four hashes as one number a text."""
        keys = [bytearray(ROWS * len(self._numbers)) for _ in range(BANDS)]
        for start in range(0, len(self._hashes), PLACES * AT_ONCE):
            found = columns(bytes(self._hashes[start : start + PLACES * AT_ONCE]))
            end = start // PLACES + len(found[0])
            for place, column in enumerate(found):
                row, band = divmod(place, BANDS)
                keys[band][ROWS * start // PLACES + row : ROWS * end : ROWS] = column
        return [array("I", bytes(one)) for one in keys]

    def _number(self, at: int) -> int:
        """The sketch of a text as one number, quick to compare."""
        return int.from_bytes(self._hashes[at * PLACES : (at + 1) * PLACES], "little")

    def _checksums(self) -> Iterator[int]:
        whole = memoryview(bytes(self._hashes))
        return (crc32(whole[start : start + PLACES]) for start in range(0, len(whole), PLACES))


class Search:
    """The pairs that are alike, of those with a key in common; the work for each text is bounded."""

    def __init__(self, number: Callable[[int], int], keys: "list[array[int]]", step: Step) -> None:
        self.number = number
        self.keys = keys
        self.step = step
        self.leaders = max(LEADERS, min(MOST_LEADERS, SMALL // max(1, len(keys[0]))))
        self.found: Found = {}
        self.left: set[int] = set()
        """The texts that were not compared with all in their groups."""

    def among(self, texts: list[int]) -> None:
        """Look for pairs among these."""
        for band in range(BANDS):
            for group in groups(texts, self.keys[band]):
                self.step(band / BANDS)
                self._compare(group, band, DIVISIONS)

    def across(self, texts: list[int], border: int) -> None:
        """Look for pairs of one text from the border on and one before it."""
        for band in range(BANDS):
            for group in groups(texts, self.keys[band]):
                self.step(band / BANDS)
                self._compare_across(group, border, band, DIVISIONS)

    def _compare(self, group: list[int], band: int, divisions: int) -> None:
        """Compare each text with the first ones of its group that are unlike each other; divide what is left."""
        leaders: list[tuple[int, int]] = []
        rest = []
        for later in group:
            if later in self.found:
                continue
            mine = self.number(later)
            for earlier, theirs in leaders:
                if (alikeness := similarity(mine, theirs, SIMILAR)) >= SIMILAR:
                    self.found[later] = alikeness, earlier
                    break
            else:
                if len(leaders) < self.leaders:
                    leaders.append((later, mine))
                else:
                    rest.append(later)
        if divisions:
            band = (band + 1) % BANDS
            for part in groups(rest, self.keys[band]):
                self._compare(part, band, divisions - 1)
        else:
            self.left.update(rest)

    def _compare_across(self, group: list[int], border: int, band: int, divisions: int) -> None:
        """Compare each text from the border on with the first ones before it; divide the group if there are more."""
        if not group[0] < border <= group[-1]:
            return
        before = [at for at in group if at < border]
        leaders = [(at, self.number(at)) for at in before[: self.leaders]]
        for mine in group[len(before) :]:
            if mine in self.found:
                continue
            number = self.number(mine)
            alikeness, at = max((similarity(number, theirs, SIMILAR), -at) for at, theirs in leaders)
            if alikeness >= SIMILAR:
                self.found[mine] = alikeness, -at
        if len(before) > self.leaders:
            if divisions:
                band = (band + 1) % BANDS
                for part in groups(group, self.keys[band]):
                    self._compare_across(part, border, band, divisions - 1)
            else:
                self.left.update(group[len(before) :])


def firsts(checksums: Iterable[int], number: Callable[[int], int]) -> "array[int]":
    """For each sketch the place of the first one that is the very same."""
    of_all = array("I", checksums)
    same = array("I", range(len(of_all)))
    for group in groups(range(len(of_all)), of_all):
        first = number(group[0])
        for at in group[1:]:
            if number(at) == first:  # and not the checksum alone
                same[at] = group[0]
    return same


def groups(texts: Iterable[int], keys: "array[int]") -> Iterator[list[int]]:
    """The texts that share a key, wherever more than one does, each group in their order, by their keys."""
    key = keys.__getitem__
    texts = list(texts)
    shared = {one for one, times in Counter(map(key, texts)).items() if times > 1}
    together = [text for text in texts if key(text) in shared] if shared else []
    for _, group in groupby(sorted(together, key=key), key=key):
        yield list(group)
