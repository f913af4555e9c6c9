"""Why a file could not be read as a plan. Each message says what is wrong and what to do."""

from typing import ClassVar

from luodi.errors import LuodiError


class ReaderError(LuodiError):
    """A file the reader refuses; nothing else has happened."""

    code: ClassVar[str] = "unreadable"
    message: ClassVar[str] = "%(name)s cannot be read as a plan."
