"""Times of many questions, asked one after the other."""

import time
from dataclasses import dataclass
from statistics import median

REPEATS = 3


@dataclass(frozen=True)
class Times:
    """Milliseconds, one for each question: when asked first, and the median of `REPEATS` more.

    `unfinished` is how many had an answer cut off by the limit of time, each time.
    """

    first: list[float]
    warm: list[float]
    unfinished: int = 0


def times(asks):
    """The Times of functions without arguments, each a question.

    A function may return a `Found`; what else it returns is finished.
    """
    first = [_timed(ask)[0] for ask in asks]
    warm, unfinished = [], 0
    for ask in asks:
        answers = [_timed(ask) for _ in range(REPEATS)]
        warm.append(median(taken for taken, _ in answers))
        unfinished += not any(getattr(found, "is_complete", True) for _, found in answers)
    return Times(first, warm, unfinished)


def once(asks, seconds):
    """The Times of functions called once each, of as many as begin within some seconds."""
    end, taken = time.monotonic() + seconds, []
    for ask in asks:
        if taken and time.monotonic() > end:
            break
        taken.append(_timed(ask)[0])
    return Times(taken, taken)


def _timed(ask):
    begun = time.perf_counter()
    found = ask()
    return (time.perf_counter() - begun) * 1000, found
