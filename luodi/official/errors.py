"""The refusals of official texts."""

from typing import ClassVar

from luodi.errors import DomainError

__all__ = ["NoChineseFont"]


class NoChineseFont(DomainError):
    """A PDF where the machine has no font to set Chinese in."""

    code: ClassVar[str] = "no_chinese_font"
    message: ClassVar[str] = (
        "There is no Chinese font on the server, so no PDF can be made. Download the Word file "
        "instead, or ask the administrator to install a font such as Noto CJK."
    )
    status: ClassVar[int] = 503
