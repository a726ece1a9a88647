"""The language of a text, told by its script or, among Latin letters, by its small words.

It looks at the first thousand characters, leaves out code, and says "unknown" rather than guess: of a few words, of
names, labels, tables and code. Of 108 answers of ten to thirty words (tests/training_file/sentences.py: four a
language), not looked at while the words were chosen, 104 are told right and four not at all; of questions of 3 to 8
words about 9 of 10 are told. Danish and Norwegian, Czech and Slovak, French, Spanish and Catalan are each other's
nearest. A language that is not in NAMES is unknown, or taken for its neighbour in it; in a text of two languages the
one with more words counts.
"""

import re
from collections.abc import Sequence
from struct import Struct

from calculators.training_file.function_words import LETTERS, WORDS
from calculators.training_file.signs import signs

NAMES = {
    "am": "Amharic",
    "ar": "Arabic",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "gu": "Gujarati",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "kk": "Kazakh",
    "km": "Khmer",
    "kn": "Kannada",
    "ko": "Korean",
    "lo": "Lao",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "ml": "Malayalam",
    "mr": "Marathi",
    "my": "Burmese",
    "nl": "Dutch",
    "no": "Norwegian",
    "pa": "Punjabi",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "si": "Sinhala",
    "sk": "Slovak",
    "sr": "Serbian",
    "sv": "Swedish",
    "ta": "Tamil",
    "te": "Telugu",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "unknown": "unknown",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}

LOOKED_AT = 500
SAMPLE = 200
"""So many letters tell the script."""

CODE = b"(){}[];=<>_\\|"
TOO_MUCH_CODE = 0.05
"""From this share of its characters on a text is code, or a table, and not prose."""

WORD = re.compile(r"[^\W\d_]+")
PLAIN = bytes(byte + 32 if 65 <= byte <= 90 else byte if 97 <= byte <= 122 else 32 for byte in range(256))
LATIN_BYTES = PLAIN[:128] + bytes(range(128, 256))
"""The same, and what stands for letters beyond ASCII as it is."""

LATIN = tuple(sorted(WORDS))
BITS = 16
OF_EACH = Struct(f"<{len(LATIN)}H")
ONE = {code: 1 << BITS * place for place, code in enumerate(LATIN)}
COUNTS: dict[str, int] = {}
"""For each word a number with a one in the place of each language that has it, so that one sum counts for them all."""
for _code, _words in WORDS.items():
    for _word in set(_words.split()):
        COUNTS[_word] = COUNTS.get(_word, 0) + ONE[_code]
SINGLE = frozenset(word for word in COUNTS if len(word) == 1)
LONGER = {word: one for word, one in COUNTS.items() if word not in SINGLE}
MISSING = 0.7
"""A letter that a language has not counts against it, though not as much as a word for it: names bring some."""

OWNERS: dict[str, list[tuple[str, float]]] = {}
"""For each letter the languages that write with it, and what it counts for them: the fewer they are, the more."""
for _code, _letters in LETTERS.items():
    for _letter in _letters:
        OWNERS[_letter] = [
            (code, MISSING + min(1.5, 3 / sum(_letter in own for own in LETTERS.values())))
            for code, own in LETTERS.items()
            if _letter in own
        ]
FOREIGN = re.compile("[^\x00-\x7f]")

SCRIPTS = {
    "Cyrillic": "\u0400-\u052f",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "hy": "\u0530-\u058f",
    "he": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Arabic": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Devanagari": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "pa": "\u0a00-\u0a7f",
    "gu": "\u0a80-\u0aff",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "kn": "\u0c80-\u0cff",
    "ml": "\u0d00-\u0d7f",
    "si": "\u0d80-\u0dff",
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "my": "\u1000-\u109f",
    "ka": "\u10a0-\u10ff",
    "am": "\u1200-\u139f",
    "km": "\u1780-\u17ff",
    "ko": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "Kana": "\u3040-\u30ff",
    "Han": "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
}
OTHER = re.compile("[" + "".join(SCRIPTS.values()) + "]+")
OF_SCRIPT = {name: re.compile(f"[{characters}]") for name, characters in SCRIPTS.items()}

CYRILLIC_WORDS = {
    "ru": "и в не на что я с как это по но из у за вы мы он она они для или если когда где был была было быть "
    "есть от до же вам вас мне меня его её их то так можно только уже ещё все этот эта эти чтобы при нет "
    "да мой твой наш ваш почему сколько никто сегодня снова себя свой во спасибо пожалуйста здесь очень "
    "после перед под над через чем который которая которые также нас нам ли может будет",
    "uk": "і в не на що я з як це по але із у за ви ми він вона вони для або якщо коли де був була було бути є "
    "від до же вам вас мені мене його її їх то так можна тільки вже ще всі цей ця ці щоб при немає та й "
    "чи мій твій наш ваш чому скільки ніхто сьогодні знову себе свій дякую будь ласка тут дуже після "
    "перед під над через ніж який яка які також нас нам може буде",
    "bg": "и в не на че аз с как това по но от у за вие ние той тя те или ако кога къде беше бил бъде е са съм "
    "си се да ще ви му я ги то така може само вече още всички този тази тези при няма ли ми до мой моя "
    "наш ваш защо колко никой днес отново себе благодаря моля тук много след преди под над през който "
    "която които също нас докато ни бъда бъдат",
    "be": "і ў не на што я з як гэта па але за вы мы ён яна яны для або калі дзе быў была было быць ёсць ад да "
    "жа вам мне яго яе іх так можна толькі ўжо яшчэ усе гэты мой твой наш ваш чаму колькі ніхто сёння "
    "зноў дзякуй ласка тут вельмі пасля перад які якая якія таксама нас нам можа будзе",
    "sr": "и у не на што ја са како је да се за од до али или ако када где био била било бити су сам ми ви он "
    "она они то овај ова ово може само већ још све који која које није по из мој наш ваш зашто колико "
    "нико данас опет себе свој хвала молим овде веома после пре кроз такође нас нам док",
    "kk": "және бұл мен үшін бір да де емес ол біз сіз не қалай қайда бар жоқ болды деп осы өте ғана керек сол "
    "немесе бойынша",
}
CYRILLIC = {code: frozenset(own.split()) for code, own in CYRILLIC_WORDS.items()}
CYRILLIC_LETTERS = {"ru": "ыэё", "uk": "іїєґ", "bg": "", "be": "ўіыэё", "sr": "јљњђћџ", "kk": "әғқңөұүһіыэ"}
CYRILLIC_HABITS = {
    "ru": ("ть ", "ого ", "ый ", "ая ", "ов ", "ся ", "ь"),
    "uk": ("ти ", "ого ", "ий ", "ів ", "ся ", "ь"),
    "bg": ("ъ", "ъ", "ът ", "ите ", "ата ", "ята "),
    "be": ("ць ", "ага ", "аў ", "цца ", "ь"),
    "sr": ("ти ", "ог ", "им ", "је"),
    "kk": ("ды ", "дың ", "ған ", "лар"),
}
"""How words of the language like to end, and signs that it writes more often."""
CYRILLIC_MARKS = "ыэёіїєґўјљњђћџәғқңөұүһ"


def language(text: str) -> str:
    """The two letters of ISO 639-1 for the language of a text, one of NAMES; or "unknown"."""
    if "```" in text:
        text = " ".join(text.split("```")[::2])
    text = text[:LOOKED_AT]
    if text.isascii():
        return told(text, text.encode().translate(PLAIN).decode(), "")
    beyond = signs(text)
    if OTHER.search("".join(beyond)) is None:  # Latin letters, marks and emoji: a few signs put in their plain form
        data, letters = text.encode("utf-8", "replace"), set[str]()
        for sign in beyond:
            plain = "".join([one if one.isalnum() and not one.isdecimal() else " " for one in sign.lower()])
            letters.update(FOREIGN.findall(plain))
            data = data.replace(sign.encode(), plain.encode())
        return told(text, data.translate(LATIN_BYTES).decode(), "".join(letters))
    text = text.lower()
    others = "".join(OTHER.findall(text))
    words = WORD.findall(text)
    if len(others) > 1 and len(others) * 4 > sum(map(len, words)):
        return by_script(text, words, others[:SAMPLE])
    return told(text, " ".join(words), "".join(set(FOREIGN.findall("".join(words)))))


def told(text: str, plain: str, letters: str) -> str:
    """The language that has the most of the words of `plain`, if it has enough of them and more than the next."""
    words = plain.split()
    if len(words) < 3 or len(plain) - plain.count(" ") < 2 * len(words):
        return "unknown"
    data = text.encode("utf-8", "replace")
    if len(data) - len(data.translate(None, CODE)) > TOO_MUCH_CODE * len(text):
        return "unknown"
    # Names of variables have one letter too: such a word counts once.
    total = sum(filter(None, map(LONGER.get, words))) + sum(map(COUNTS.__getitem__, SINGLE.intersection(words)))
    if not total and not letters:
        return "unknown"
    counts: Sequence[float] = OF_EACH.unpack(total.to_bytes(OF_EACH.size, "little"))
    if letters:
        points = dict(zip(LATIN, counts, strict=True))
        for letter in letters:
            for code, more in OWNERS.get(letter, ()):
                points[code] += more
        counts = [count - MISSING * len(letters) for count in points.values()]
    second, first = sorted(counts)[-2:]
    # Of two that are alike the last: it is no answer anyway.
    best = LATIN[len(LATIN) - 1 - counts[::-1].index(first)]
    enough = 2 if len(words) < 9 else 3
    return best if first >= enough and first >= 0.2 * len(words) and first > 1.05 * second else "unknown"


def by_script(text: str, words: list[str], letters: str) -> str:
    """The language of a text of which much is not in Latin letters: of these letters."""
    counts = {name: len(form.findall(letters)) for name, form in OF_SCRIPT.items() if form.search(letters)}
    if counts.get("Kana", 0) * 12 > len(letters):
        return "ja"
    script = max(counts, key=counts.__getitem__)
    if script == "Han":
        return "zh"
    if script == "Cyrillic":
        return cyrillic(text + " ", words) if len(letters) > 5 else "unknown"
    if script == "Arabic":
        return arabic(letters)
    if script == "Devanagari":
        return "mr" if re.search(r"ळ|आहे|आणि|नाही", text) else "hi"
    return script


def cyrillic(text: str, words: list[str]) -> str:
    """Told by the letters that only some of the languages have, then by their words."""
    marks = {letter for letter in CYRILLIC_MARKS if letter in text}
    points = []
    for code, small in CYRILLIC.items():
        count: float = sum(map(small.__contains__, words))
        count += sum(2 if letter in CYRILLIC_LETTERS[code] else -3 for letter in marks)
        count += sum(map(text.count, CYRILLIC_HABITS[code])) / 2
        points.append((count, code))
    (second, _), (first, best) = sorted(points)[-2:]
    return best if first > max(0, second) else "unknown"


def arabic(text: str) -> str:
    """Urdu and Persian have letters that Arabic has not."""
    if re.search("[ٹڈڑںےھہ]", text):
        return "ur"
    return "fa" if re.search("[پچژگکی]", text) else "ar"
