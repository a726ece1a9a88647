"""Work in other processes gives what it gives in this one, in the same order, whatever becomes of them."""

import os
from collections.abc import Iterator

import pytest

from calculators.files import helpers
from calculators.files.helpers import InOrder

HERE = os.getpid()


def squared(number: int) -> int:
    return number * number


def where(number: int) -> int:
    return os.getpid()


def lost(number: int) -> int:
    if number == 5 and os.getpid() != HERE:
        os._exit(1)
    return number


def wrong(number: int) -> int:
    raise ValueError(f"{number} is wrong")


@pytest.fixture(params=[1, 2])
def processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(helpers, "processes", request.param)
    monkeypatch.setattr(helpers, "_made", None)
    yield request.param
    helpers.close()


def made(function: object, numbers: range) -> list[int]:
    taken: list[int] = []
    work = InOrder(function, taken.append, weight=10)
    for number in numbers:
        work.give(number, 1)
    work.done()
    return taken


def test_results_come_in_the_order_of_what_was_given(processes: int) -> None:
    assert made(squared, range(205)) == [number * number for number in range(205)]


def test_little_work_stays_here(processes: int) -> None:
    assert set(made(where, range(9))) == {HERE}
    assert made(where, range(0)) == []


def test_much_work_is_shared_where_that_is_allowed(processes: int) -> None:
    assert (set(made(where, range(200))) == {HERE}) == (processes == 1)


def test_a_process_that_is_lost_loses_nothing(processes: int) -> None:
    assert made(lost, range(200)) == list(range(200))


def test_where_no_process_can_be_had_the_work_is_done_here(processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError("no semaphores on this machine")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", none)
    assert set(made(where, range(200))) == {HERE}


def test_what_is_raised_there_is_raised_here(processes: int) -> None:
    with pytest.raises(ValueError, match="0 is wrong"):
        made(wrong, range(200))
