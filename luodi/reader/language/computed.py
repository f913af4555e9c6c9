"""Tables whose rows are computed when they are first asked for."""

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Computed(dict[Key, Value]):
    """A dict that computes and keeps what it lacks; a look-up of what it has costs no call.

    >>> squares = Computed(lambda n: n * n)
    >>> squares[3], len(squares)
    (9, 1)
    """

    def __init__(self, value: Callable[[Key], Value]) -> None:
        super().__init__()
        self._value = value

    def __missing__(self, key: Key) -> Value:
        value = self[key] = self._value(key)
        return value
