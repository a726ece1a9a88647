"""Which signs beyond ASCII a text has: few in most, so that what hangs on them is soon told."""

from functools import lru_cache

ASCII = bytes(range(128))


@lru_cache(maxsize=4)
def signs(text: str) -> frozenset[str]:
    """The signs of a text that are beyond ASCII, each once; those of the last few texts are remembered."""
    if text.isascii():
        return frozenset()
    return frozenset(text.encode("utf-8", "replace").translate(None, ASCII).decode())
