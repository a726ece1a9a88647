"""The objects of JSON that does not keep to lines: one list of all, or objects that go over several lines."""

import re
from collections.abc import Iterator

from calculators.kit.lines import LONGEST_LINE, QUOTED, Line, Lines

TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|["\[\]{}]', re.DOTALL)
BREAKS = re.compile(r"\s*[\r\n]\s*")


def over_lines(first: str) -> bool:
    """Whether a file whose first line is this holds a list, or an object that goes on in the next lines."""
    return first[:1] == "[" or first == "{"


def elements(given: Lines) -> Iterator[Line]:
    """The objects in order, each on one line: the number of the line where it begins, the bytes read, and its text."""
    scan = _Scan()
    for done, piece in given.pieces():
        yield from scan.more(done, piece)
        if scan.ended:
            return
    yield from scan.end()


class _Scan:
    """Finds where objects begin and end in a text that comes in pieces."""

    def __init__(self) -> None:
        self.ended = False
        self._text = ""
        self._at = 0
        self._begin = -1
        self._depth = 0
        self._line = 1
        self._done = 0
        self._listed: bool | None = None

    def more(self, done: int, piece: str) -> Iterator[Line]:
        """The objects that end in the next piece."""
        self._text += piece
        self._done = done
        for found in TOKEN.finditer(self._text, self._at):
            token = found[0]
            if token == '"':  # its end is in the next piece
                self._at = found.start()
                break
            self._at = found.end()
            if token[0] == '"':
                continue
            if self._listed is None:
                self._listed = token == "["
                if self._listed:
                    continue
            if token in "[{":
                if not self._depth:
                    self._begin = found.start()
                self._depth += 1
            else:
                self._depth -= 1
                if self._depth < 0:
                    self.ended = True
                    return
                if not self._depth:
                    yield self._element(found.end())
        else:
            # What follows the last token holds none; only a text may begin at the very end.
            self._at = max(self._at, len(self._text))
        self._forget()
        if len(self._text) > LONGEST_LINE:
            yield self._line_of("", f"an object begins here that has more than {LONGEST_LINE // 1_000_000} MB")
            self.ended = True

    def end(self) -> Iterator[Line]:
        """What is left when the file ends."""
        if self._depth > 0:
            yield self._line_of(self._text[:QUOTED], "an object begins here that never ends; the file may be cut off")

    def _element(self, end: int) -> Line:
        text = BREAKS.sub(" ", self._text[self._begin : end])
        number = self._line + self._text.count("\n", 0, self._begin)
        self._begin = -1
        return Line(number, self._done, text)

    def _line_of(self, text: str, problem: str) -> Line:
        begin = max(self._begin, 0)
        return Line(self._line + self._text.count("\n", 0, begin), self._done, text, problem)

    def _forget(self) -> None:
        """Drop the text before the object that is open, or before the place that is looked at."""
        cut = self._begin if self._begin >= 0 else self._at
        self._line += self._text.count("\n", 0, cut)
        self._text = self._text[cut:]
        self._at -= cut
        self._begin = 0 if self._begin >= 0 else -1
