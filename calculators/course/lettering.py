"""How wide words are, so that they can be broken into lines before a browser sets them."""

WIDTHS = {
    191: "'’‘",
    222: "ijl",
    260: "|",
    278: " \N{NO-BREAK SPACE}!,./:;I[]\\ft",
    333: "()-`r“”",
    355: '"',
    389: "*",
    469: "^",
    500: "Jckxsvyz",
    556: "#$?_Labdeghnopqu0123456789–",
    584: "+<=>~×−",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…→",
    1015: "@",
}
"""Advance widths of Helvetica, near to most sans serifs, in thousandths of the size (Adobe's font metrics)."""

ADVANCE = {character: width / 1000 for width, characters in WIDTHS.items() for character in characters}
WIDEST = 0.8
"""For a character that the table does not know."""
ROOM = 1.08
"""Some systems' sans serifs run wider."""
BOLD = 1.07


def width(text: str, size: float, bold: bool = False) -> float:
    """The room that a line of text needs at this size, in the size's unit."""
    return sum(ADVANCE.get(character, WIDEST) for character in text) * size * ROOM * (BOLD if bold else 1)


def lines(text: str, size: float, room: float | None, bold: bool = False) -> tuple[str, ...]:
    """The text broken where it stands wider than the room; a line feed breaks too, a long word is never cut.

    The lines come out even: as narrow as their number allows.
    """
    if room is None:
        return tuple(text.split("\n"))
    return tuple(line for part in text.split("\n") for line in _even(part, size, room, bold))


def _even(text: str, size: float, room: float, bold: bool) -> list[str]:
    broken = _broken(text, size, room, bold)
    words = max(width(word, size, bold) for word in text.split(" "))
    low, high = words, room
    if len(broken) > 1 and low < high:
        for _ in range(12):  # halving the difference, down to a fraction of a pixel
            middle = (low + high) / 2
            low, high = (low, middle) if len(_broken(text, size, middle, bold)) == len(broken) else (middle, high)
        broken = _broken(text, size, high, bold)
    return broken


def _broken(text: str, size: float, room: float, bold: bool) -> list[str]:
    found: list[str] = []
    for word in text.split(" "):
        if found and width(f"{found[-1]} {word}", size, bold) <= room:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found
