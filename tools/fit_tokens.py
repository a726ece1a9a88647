"""Fit the weights by which tokens are reckoned, from texts of your own: writes `token_weights.py` anew.

Each file of a folder is one kind of text, all kinds count alike. The first half of each is fitted, the second measured:
how far the estimate is off stands beside each. Every family of tokenizers is named with what counts for it, an encoding
of tiktoken or a file tokenizer.json:

    python -m tools.fit_tokens texts/ weights.py o200k=o200k_base llama3=llama3/tokenizer.json
"""

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import mul
from pathlib import Path
from typing import NamedTuple

from calculators.training_file import exact
from calculators.training_file import token_weights as now
from calculators.training_file.languages import language
from calculators.training_file.tokens import PIECE, features

ALIKE = 400_000
"""Every kind of text counts like one of so many characters, a short one at most eight times what it is."""

MOST_TIMES = 8
CHUNK = 4_000
"""Characters of a part of a text whose language is told by itself."""

COMMON_HAN = 500
COMMON_MARKS = 40
RIDGE = 2.0
"""Keeps the weight of what is seldom seen near to zero."""

Rows = list[list[float]]


class Kind(NamedTuple):
    """One kind of text: its name, the parts that are fitted, those that are measured."""

    name: str
    fitted: list[str]
    measured: list[str]


class Fit(NamedTuple):
    """Weights of features and factors of languages, each by family."""

    weights: Mapping[str, Sequence[float]]
    languages: Mapping[str, Sequence[float]]
    han: str

    def estimate(self, text: str) -> list[float]:
        """The tokens of a text by family, as the page will reckon them."""
        factors = self.languages.get(spoken(text), self.languages["unknown"])
        return [one * factor for one, factor in zip(self.sums(text), factors, strict=True)]

    def sums(self, text: str) -> list[float]:
        """The same before the factor of its language."""
        families = range(len(next(iter(self.weights.values()))))
        total = [0.0 for _ in families]
        for piece, times in Counter(PIECE.findall(text)).items():
            parts = [(self.weights[name], count) for name, count in features(piece) if name in self.weights]
            for family in families:
                found = sum(weights[family] * count for weights, count in parts)
                total[family] += times * max(now.LEAST, found)
        return total


def spoken(text: str) -> str:
    """The language by whose factor a text is reckoned."""
    found = language(text)
    return "plain" if found == "unknown" and text.isascii() else found


def kinds(folder: Path) -> list[Kind]:
    """The kinds of texts in a folder."""
    found = []
    for path in sorted(folder.iterdir()):
        text = path.read_text("utf-8") if path.is_file() else ""
        parts = [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]
        found += [Kind(path.stem, parts[: (len(parts) + 1) // 2], parts[(len(parts) + 1) // 2 :])] if parts else []
    return found


def fitted(texts: Sequence[Kind], counts: Sequence[Callable[[str], int]]) -> Fit:
    """The weights by weighted least squares over all pieces, then the factors of the languages."""
    often: Counter[str] = Counter()
    han: Counter[str] = Counter()
    for kind in texts:
        size = sum(map(len, kind.fitted))
        pieces = Counter(piece for part in kind.fitted for piece in PIECE.findall(part))
        for piece, times in pieces.items():
            often[piece] += round(1000 * times * min(MOST_TIMES, ALIKE / size))
        han.update(sign for part in kind.fitted for sign in part if "\u3400" <= sign <= "\u9fff")
    common = "".join(sorted(sign for sign, _ in han.most_common(COMMON_HAN)))
    now.HAN = frozenset(common)  # by which a piece is told what it is made of
    marks = Counter({name: 0 for piece in often for name, _ in features(piece) if name.startswith("q")})
    made = {piece: Counter[str]() for piece in often}
    for piece, times in often.items():
        for name, count in features(piece):
            made[piece][name] += count
            if name in marks and 1 < len(name) - 1 < 4:
                marks[name] += times
    kept = {name for name, _ in marks.most_common(COMMON_MARKS)}
    names = sorted({name for found in made.values() for name in found if name[0] != "q" or name in kept})
    place = {name: at for at, name in enumerate(names)}
    square: Rows = [[0.0] * len(names) for _ in names]
    right: Rows = [[0.0] * len(counts) for _ in names]
    for piece, times in often.items():
        weight = times / 1000
        truth = [count(piece) for count in counts]
        row = [(place[name], count) for name, count in made[piece].items() if name in place and count]
        for at, one in row:
            line, share = square[at], weight * one
            for to, other in row:
                line[to] += share * other
            for family, true in enumerate(truth):
                right[at][family] += share * true
    for at in range(len(names)):
        square[at][at] += RIDGE
    solved = solution(square, right)
    fit = Fit({name: rounded(name, solved[at]) for name, at in place.items()}, {}, common)
    return fit._replace(languages=factors(fit, texts, counts))


def rounded(name: str, weights: Sequence[float]) -> list[float]:
    """Weights as they are written down: those of pairs in steps, all others in thousandths."""
    if name[0] != "b":
        return [round(one, 3) for one in weights]
    return [(_sign(one) - now.ZERO) * now.STEP for one in weights]


def _sign(weight: float) -> int:
    return max(0, min(len(now.SIGNS) - 1, round(weight / now.STEP) + now.ZERO))


def solution(square: Rows, right: Rows) -> Rows:
    """What a symmetric positive matrix makes the right sides of (Cholesky's way)."""
    lower: Rows = []
    for at, row in enumerate(square):
        mine: list[float] = []
        for to in range(at):
            theirs = lower[to]
            mine.append((row[to] - sum(map(mul, mine, theirs))) / theirs[to])
        mine.append((row[at] - sum(map(mul, mine, mine))) ** 0.5)
        lower.append(mine)
    sides = range(len(right[0]))
    for at, mine in enumerate(lower):
        for side in sides:
            known = sum(mine[to] * right[to][side] for to in range(at))
            right[at][side] = (right[at][side] - known) / mine[at]
    for at in reversed(range(len(lower))):
        for side in sides:
            known = sum(lower[to][at] * right[to][side] for to in range(at + 1, len(lower)))
            right[at][side] = (right[at][side] - known) / lower[at][at]
    return right


def factors(fit: Fit, texts: Sequence[Kind], counts: Sequence[Callable[[str], int]]) -> dict[str, list[float]]:
    """What is left over of each language: the true tokens to those reckoned, each kind of text alike."""
    left: dict[str, list[list[float]]] = {"unknown": []}
    for kind in texts:
        parts: dict[str, list[str]] = {}
        for part in kind.fitted:
            parts.setdefault(spoken(part), []).append(part)
        for code, own in parts.items():
            true = [sum(map(count, own)) for count in counts]
            sums = [sum(column) for column in zip(*map(fit.sums, own), strict=True)]
            left.setdefault(code, []).append([one / other for one, other in zip(true, sums, strict=True)])
    even = [[1.0] * len(counts)]
    return {
        code: [round(sum(column) / len(column), 3) for column in zip(*(found or even), strict=True)]
        for code, found in sorted(left.items())
    }


def written(fit: Fit, families: Sequence[str], old: str) -> str:
    """The module of the weights, in place of the old one: what does not hang on the texts stays as it is."""
    none = [0.0] * len(families)
    pairs = [
        "".join(
            now.SIGNS[_sign(fit.weights.get(f"b{first}{second}", none)[family])]
            for first in now.FIRST
            for second in now.SECOND
        )
        for family in range(len(families))
    ]
    others = {name: tuple(round(1000 * one) for one in own) for name, own in fit.weights.items() if name[0] != "b"}
    values = {
        "FAMILIES": f"({', '.join(map(_quoted, families))}{',' * (len(families) == 1)})",
        "PAIRS": f"(\n{''.join(f'    ({_lines(own, 110, 8)}    ),{chr(10)}' for own in pairs)})",
        "WEIGHTS: dict[str, tuple[int, ...]]": _table({name: str(own) for name, own in others.items()}),
        "LANGUAGES": _table(
            {code: f"({', '.join(f'{one:.3f}' for one in own)},)" for code, own in fit.languages.items()}
        ),
        "HAN": f"frozenset({_lines(fit.han, 55, 4)})" if fit.han else "frozenset[str]()",
    }
    for name, value in values.items():
        form = re.compile(rf"^{re.escape(name)} = .*?(?=^\"\"\")", re.MULTILINE | re.DOTALL)
        old = form.sub(lambda _, line=f"{name} = {value}\n": line, old)  # type: ignore[misc]
    return old


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _lines(text: str, width: int, deep: int) -> str:
    parts = [text[start : start + width] for start in range(0, len(text), width)]
    return "\n" + "".join(f"{' ' * deep}{_quoted(part)}\n" for part in parts)


def _table(rows: Mapping[str, str]) -> str:
    return "{\n" + "".join(f"    {_quoted(name)}: {value},\n" for name, value in sorted(rows.items())) + "}"


def told(fit: Fit, texts: Sequence[Kind], counts: Sequence[Callable[[str], int]]) -> Iterator[str]:
    """How far the estimate is off, on the halves that were not fitted: its share of the true tokens, by family."""
    for kind in texts:
        if kind.measured:
            true = [sum(map(count, kind.measured)) for count in counts]
            found = [sum(column) for column in zip(*map(fit.estimate, kind.measured), strict=True)]
            shares = "".join(f"{one / other:8.3f}" for one, other in zip(found, true, strict=True))
            yield f"{kind.name:28}{shares}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, write, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="a folder with one file of UTF-8 for each kind of text")
    parser.add_argument("out", type=Path, help="where the weights are written")
    parser.add_argument("families", nargs="+", metavar="FAMILY=TOKENIZER")
    given = parser.parse_args(arguments)
    families, counts = [], []
    for one in given.families:
        family, _, name = one.partition("=")
        try:
            exact.count_with(name)
        except exact.NoCounter as problem:
            parser.error(f"{one}: {problem}")
        if exact.chosen is None:
            parser.error(f"{one}: name what counts, as in o200k=o200k_base")
        families.append(family)
        counts.append(exact.chosen.count)
    texts = kinds(given.texts)
    if not texts:
        parser.error(f"{given.texts} holds no texts")
    fit = fitted(texts, counts)
    given.out.write_text(written(fit, families, Path(now.__file__).read_text("utf-8")), "utf-8")
    print(f"{'':28}{''.join(f'{family:>8}' for family in families)}")
    print(*told(fit, texts, counts), sep="\n")


if __name__ == "__main__":
    main()
