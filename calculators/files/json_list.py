"""The objects of JSON that does not keep to lines: one list of all, or objects that go over several lines."""

import re
from collections.abc import Iterator

from calculators.files.lines import LONGEST_LINE, QUOTED, Line, Lines

TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|["\[\]{}]', re.DOTALL)
BREAKS = re.compile(r"\s*[\r\n]\s*")


def over_lines(first: str, second: str) -> bool:
    """Whether a file with these first two lines holds a list, or an object that goes on in the next lines.

    Where each line is a list of its own, each is a line that is wrong.
    """
    return first == "{" or (first[:1] == "[" and not (first[-1] == "]" and second[:1] == "["))


def elements(given: Lines, *, strict: bool = False) -> Iterator[Line]:
    """The objects in order, each on one line: the number of the line where it begins, the bytes read, and its text.

    What stands between and behind them is given with what is wrong about it; where it is `strict`, commas too many and
    too few are.
    """
    scan = _Scan(strict)
    for done, piece in given.pieces():
        yield from scan.more(done, piece)
        if scan.ended:
            return
    yield from scan.end()


class _Scan:
    """Finds where objects begin and end in a text that comes in pieces."""

    def __init__(self, strict: bool) -> None:
        self.ended = False
        self._strict = strict
        self._text = ""
        self._at = 0
        self._begin = -1
        self._between = 0
        """Where the text begins that is in no object."""
        self._depth = 0
        self._line = 1
        self._done = 0
        self._listed: bool | None = None
        self._closed = False
        self._found = False
        """Whether an object was found."""

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
            if not self._depth:
                yield from self._stray(found.start(), token)
                if self.ended:
                    return
            if self._listed is None:
                self._listed = token == "["
                if self._listed:
                    self._between = found.end()
                    continue
            if token in "[{":
                if not self._depth:
                    self._begin = found.start()
                self._depth += 1
            else:
                self._depth -= 1
                if self._depth < 0:
                    self._closed, self._depth = True, 0
                    self._between = found.end()
                elif not self._depth:
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
            return
        yield from self._stray(len(self._text))
        if self._listed and not self._closed:
            yield self._line_of("", "the list is never closed; the file may be cut off")

    def _stray(self, end: int, before: str = "") -> Iterator[Line]:
        """What stands outside of the objects and is no comma."""
        found = self._text[self._between : end]
        text = found.strip(", \t\r\n\ufeff")
        begin = self._between + found.find(text[:1]) if text else end
        if self._closed and before and before in "[{" and not text:  # two files that were put together
            begun = self._line_of(self._text[end : end + QUOTED], "the list ends before this, which is read too", end)
            self._closed, self._found = False, False
            self._listed = None if before == "[" else False
            if self._strict:
                yield begun._replace(between=True)
        elif self._closed and (text or end < len(self._text)):
            self.ended = True
            yield self._line_of(
                self._text[begin : begin + QUOTED], "the list ends before this, which is not read", begin
            )
        elif text:
            yield self._line_of(text[:QUOTED], "this is no object of JSON", begin)
        elif self._strict and self._listed and before and not self._closed:
            wanted = 1 if before in "[{" and self._found else 0
            if (commas := found.count(",")) != wanted:
                much = "a comma is missing before this" if commas < wanted else "there is a comma too many before this"
                yield self._line_of(self._text[end : end + QUOTED], much, end)._replace(between=True)

    def _element(self, end: int) -> Line:
        text = BREAKS.sub(" ", self._text[self._begin : end])
        number = self._line + self._text.count("\n", 0, self._begin)
        self._begin, self._between, self._found = -1, end, True
        return Line(number, self._done, text)

    def _line_of(self, text: str, problem: str, begin: int = -1) -> Line:
        begin = max(self._begin, 0) if begin < 0 else begin
        return Line(self._line + self._text.count("\n", 0, begin), self._done, text, problem)

    def _forget(self) -> None:
        """Drop the text before the object that is open, or before the place that is looked at."""
        cut = self._begin if self._begin >= 0 else min(self._at, self._between)
        self._line += self._text.count("\n", 0, cut)
        self._text = self._text[cut:]
        self._at -= cut
        self._between -= cut
        self._begin = 0 if self._begin >= 0 else -1
