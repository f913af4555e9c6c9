"""Which fonts of the machine an official text is set in: the standard's own, else the nearest."""

from functools import cache
from typing import TYPE_CHECKING

from luodi.official.errors import NoChineseFont

if TYPE_CHECKING:
    from typst import Fonts

__all__ = ["chosen_fonts", "fonts_of_the_machine"]

SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "SimSun")
SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei")
OTHERS = ("WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback", "Arial Unicode MS")
# As Windows, macOS and Linux call them; who has none of them gets a serif, for 黑体 a sans.
OWN: dict[str, tuple[str, ...]] = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "STZhongsong"),
    "body": ("FangSong_GB2312", "FangSong", "STFangsong"),
    "black": ("SimHei", "STHeiti", "Heiti SC"),
    "script": ("KaiTi_GB2312", "KaiTi", "STKaiti", "Kaiti SC"),
    "song": ("SimSun", "STSong", "Songti SC"),
}
LATIN = ("Times New Roman", "Liberation Serif", "Libertinus Serif")
HEAVY = ("title", "black")
REGULAR, BOLD = 400, 700


@cache
def fonts_of_the_machine() -> "Fonts":
    """Looked for once: it opens every font file. A font installed later needs a restart."""
    from typst import Fonts

    return Fonts()


def chosen_fonts(families: list[str]) -> dict[str, dict[str, object]]:
    """Of each use the family and weight. Raises NoChineseFont where nothing sets Chinese."""
    there = {name.casefold(): name for name in families}
    latin = next((there[name.casefold()] for name in LATIN if name.casefold() in there), None)
    chosen: dict[str, dict[str, object]] = {}
    for use, own in OWN.items():
        others = (*SANS, *SERIF) if use == "black" else (*SERIF, *SANS)
        found = next((n for n in (*own, *others, *OTHERS) if n.casefold() in there), None)
        if found is None:
            raise NoChineseFont
        # Where 小标宋 and 黑体 are missing, the weight has to say what the face does not.
        weight = BOLD if use in HEAVY and found not in own else REGULAR
        chosen[use] = {"family": there[found.casefold()], "weight": weight, "latin": latin}
    return chosen
