"""The passes of repair, in the order that undoes the damage: what was done last goes first."""

from luodi.reader.offsets import Draft
from luodi.reader.repair.frame_shift import realign
from luodi.reader.repair.glosses import remove_glosses
from luodi.reader.repair.pinyin_words import restore_words
from luodi.reader.repair.punctuation import widen_punctuation
from luodi.reader.repair.spacing import close_gaps
from luodi.reader.repair.traditional import simplify

__all__ = ["repair"]


def repair(draft: Draft) -> None:
    """Undoes, in place, what copying sites did to a published text; a clean text stays as it is.

    Uncertain repairs carry their alternatives; what is lost for good is left for
    `losses.find_missing`.
    """
    realign(draft)
    remove_glosses(draft)
    simplify(draft)
    restore_words(draft)
    widen_punctuation(draft)
    close_gaps(draft)
