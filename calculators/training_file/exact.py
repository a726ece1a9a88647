"""Tokens counted by a tokenizer that is installed, in place of the estimate: for the command line."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

SHORT = {"o200k": "o200k_base", "cl100k": "cl100k_base"}


class Counter(NamedTuple):
    """What counts the tokens of a text, with its name to be told."""

    name: str
    count: Callable[[str], int]


class NoCounter(ValueError):
    """A tokenizer that cannot count here: why, and what to do, in words."""


chosen: Counter | None = None
"""What the command line has been told to count with."""


def count_with(name: str) -> None:
    """Count from now on with an encoding of tiktoken, or with a file tokenizer.json; with nothing, estimate again.

    Nothing is fetched: the vocabulary must be on this machine. Raises NoCounter.
    """
    global chosen
    chosen = (_by_file(Path(name)) if name.endswith(".json") else _by_encoding(SHORT.get(name, name))) if name else None


def _by_encoding(name: str) -> Counter:
    tiktoken = _installed("tiktoken")
    known = tiktoken.list_encoding_names()
    if name not in known:
        raise NoCounter(f"tiktoken knows no “{name}”, but {', '.join(known)}; of other models name the tokenizer.json")
    load = _installed("tiktoken.load")
    fetch = load.read_file
    load.read_file = lambda place: _not_here(name) if "://" in place else fetch(place)
    try:
        encode = tiktoken.get_encoding(name).encode_ordinary
    except OSError as problem:
        raise NoCounter(f"the vocabulary of {name} cannot be read: {problem.strerror or problem}") from None
    finally:
        load.read_file = fetch
    return Counter(f"{name} of tiktoken", lambda text: len(encode(text)))


def _not_here(name: str) -> NoReturn:
    raise NoCounter(
        f"the vocabulary of {name} is not on this machine, and nothing is fetched; let tiktoken load it once where "
        "there is a network, and name the folder in TIKTOKEN_CACHE_DIR"
    )


def _by_file(path: Path) -> Counter:
    tokenizers = _installed("tokenizers")
    if not path.is_file():
        raise NoCounter(f"there is no file {path}; models on Hugging Face bring a tokenizer.json")
    try:
        encode = tokenizers.Tokenizer.from_file(str(path)).encode
    except Exception as problem:  # noqa: BLE001  # the library raises no narrower one
        raise NoCounter(f"{path} holds no tokenizer that tokenizers can read: {problem}") from None
    return Counter(f"{path.name} of tokenizers", lambda text: len(encode(text, add_special_tokens=False)))


def _installed(module: str) -> Any:
    package = module.partition(".")[0]
    try:
        return import_module(module)
    except ImportError:
        raise NoCounter(f"{package} is not installed; pip install {package}") from None
