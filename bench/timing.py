"""Clocks of the bench: they count the time of this process alone, however busy the machine is."""

import time
from collections.abc import Callable, Iterable

ROUNDS = 3


def best_of(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Processor seconds of the fastest of several rounds, after one that warms up."""
    work()
    return min(_seconds(work) for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def megabytes_a_second(work: Callable[[str], object], texts: Iterable[str]) -> float:
    """Speed on one core over `texts`, in megabytes of UTF-8 a second."""
    texts = list(texts)
    size = sum(len(text.encode()) for text in texts) / 1e6
    return size / best_of(lambda: [work(text) for text in texts])
