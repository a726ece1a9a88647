"""Stands in for threading, as far as Jinja2 asks it in the page, where no thread but one runs."""

from _thread import RLock
from _thread import allocate_lock as Lock  # noqa: N812

__all__ = ["Lock", "RLock"]
