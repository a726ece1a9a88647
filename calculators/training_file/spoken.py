"""The languages of the texts of a file: of one too short to tell, only what the others bear out."""

from array import array
from collections import Counter
from collections.abc import Iterator

from calculators.training_file.function_words import WORDS
from calculators.training_file.languages import CYRILLIC, NAMES

UNKNOWN = "unknown"
WORDS_ENOUGH = 6
LETTERS_ENOUGH = 40
"""A text of fewer of both may be a name, a label or a title, whose small words are those of another language."""

LANGUAGES = tuple(NAMES)
PLACES = {name: at for at, name in enumerate(LANGUAGES)}
BRIEF = 128
"""Added to the place of a language that was told of a short text."""

SCRIPTS = {
    **dict.fromkeys(WORDS, "Latin"),
    **dict.fromkeys(CYRILLIC, "Cyrillic"),
    **dict.fromkeys(("ar", "fa", "ur"), "Arabic"),
    **dict.fromkeys(("hi", "mr"), "Devanagari"),
    **dict.fromkeys(("zh", "ja"), "Han"),
}
"""The script that a language shares with others; any other language has its own."""


def is_brief(text: str) -> bool:
    """Whether a text has too few words to tell its language by them."""
    return len(text) < LETTERS_ENOUGH and len(text.split()) < WORDS_ENOUGH


class Spoken:
    """The language told of each text of a file, in order."""

    def __init__(self) -> None:
        self._told = array("B")

    def add(self, language: str, *, brief: bool) -> None:
        """Keep what was told of one text."""
        self._told.append(PLACES[language] + (BRIEF if brief else 0))

    def all(self) -> tuple[str, Iterator[str]]:
        """The language of most texts, then that of each; unknown where nothing bears out what a short one seems."""
        counts = Counter(self._told)
        long = {LANGUAGES[at]: count for at, count in counts.items() if at < BRIEF and LANGUAGES[at] != UNKNOWN}
        brief = {LANGUAGES[at - BRIEF]: count for at, count in counts.items() if at >= BRIEF}
        # Where all are short, what half of them seem is no chance.
        held = {name: count for name, count in brief.items() if name != UNKNOWN and 2 * count >= len(self._told)}
        usual = max((count, name) for name, count in (long or held or {UNKNOWN: 0}).items())[1]
        likely = {at: LANGUAGES[at] for at in range(len(LANGUAGES))}
        for at, name in tuple(likely.items()):
            borne = usual != UNKNOWN and (name == usual or SCRIPTS.get(name, name) != SCRIPTS.get(usual, usual))
            likely[BRIEF + at] = name if borne else UNKNOWN
        return usual, map(likely.__getitem__, self._told)
