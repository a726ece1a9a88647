"""What is wrong with each example of a file, as one number an example, however many kinds of findings there are."""

from array import array
from collections.abc import Iterator


class Flags:
    """A list of numbers of any size, of which few differ: each that differs is kept once."""

    def __init__(self) -> None:
        self._at = array("I")
        self._known: list[int] = []
        self._places: dict[int, int] = {}

    def _place(self, flags: int) -> int:
        place = self._places.setdefault(flags, len(self._known))
        if place == len(self._known):
            self._known.append(flags)
        return place

    def append(self, flags: int) -> None:
        """Add those of a further example."""
        self._at.append(self._place(flags))

    def __len__(self) -> int:
        return len(self._at)

    def __getitem__(self, place: int) -> int:
        return self._known[self._at[place]]

    def __setitem__(self, place: int, flags: int) -> None:
        self._at[place] = self._place(flags)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Flags) and list(self) == list(other)

    def __repr__(self) -> str:
        return f"Flags({list(self)})"

    def __iter__(self) -> Iterator[int]:
        return map(self._known.__getitem__, self._at)
