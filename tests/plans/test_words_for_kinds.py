"""The reader's slugs have words on the pages: none is ever shown raw."""

import re

from luodi.plans.templatetags.kinds import MISSING_KINDS, REPAIR_KINDS
from luodi.reader.repair.losses import find_missing
from tests.conftest import ROOT


def test_every_documented_kind_of_repair_has_words() -> None:
    reference = (ROOT / "docs/reference/reader-output.md").read_text("utf-8")
    row = next(line for line in reference.splitlines() if "`frame_shift`:" in line)
    assert set(re.findall(r"`(\w+)`:", row)) == REPAIR_KINDS.keys()


def test_every_kind_of_loss_has_words() -> None:
    text = "落实xx个试点（此处隐藏4474字）。（略）某省同意，以总书记新时代思想为指导\ufffd。"
    found = {loss.kind for loss in find_missing(text)}
    assert found | {"body"} == MISSING_KINDS.keys()
