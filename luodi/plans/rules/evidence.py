"""What may be filed with a report or a claim. No Django, no clock, no I/O."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import urlsplit

from luodi.plans.errors import EvidenceMisplaced, EvidenceTooMuch, LinkInvalid, NumberTooLong
from luodi.plans.rules.supervision import Act

__all__ = [
    "LONGEST_LINK",
    "LONGEST_NUMBER",
    "MOST",
    "TAKES_EVIDENCE",
    "Filed",
    "check_evidence",
    "host_of",
]

LONGEST_LINK = 2000
LONGEST_NUMBER = 200
MOST = 20
TAKES_EVIDENCE = frozenset({Act.REPORT, Act.CLAIM})
# A name or an address of a machine; names in Chinese stand there as people write them.
HOST = re.compile(r"[\w-]+(\.[\w-]+)*|\[[0-9a-f:.]+\]")


@dataclass(frozen=True, slots=True)
class Filed:
    """Links and numbers of documents, each once and in order."""

    links: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


def check_evidence(act: Act, links: Iterable[str], numbers: Iterable[str]) -> Filed:
    """What is filed, without empty lines and repetitions.

    Raises EvidenceMisplaced, EvidenceTooMuch, LinkInvalid, NumberTooLong.
    """
    filed = Filed(
        tuple(dict.fromkeys(one.strip() for one in links if one.strip())),
        tuple(dict.fromkeys(" ".join(one.split()) for one in numbers if one.strip())),
    )
    whole = (*filed.links, *filed.numbers)
    if whole and act not in TAKES_EVIDENCE:
        raise EvidenceMisplaced
    if len(whole) > MOST:
        raise EvidenceTooMuch(most=MOST)
    for link in filed.links:
        if not host_of(link):
            raise LinkInvalid(link=link[:80], longest=LONGEST_LINK)
    for number in filed.numbers:
        if len(number) > LONGEST_NUMBER or not number.isprintable():
            raise NumberTooLong(longest=LONGEST_NUMBER)
    return filed


def host_of(link: str) -> str:
    """Whose page a link leads to; empty for what is no safe link.

    >>> host_of("https://data.example.gov.cn/a?b=1"), host_of("https://me@example.cn/")
    ('data.example.gov.cn', '')
    """
    if len(link) > LONGEST_LINK or not link.isprintable() or re.search(r'[\s\\<>"]', link):
        return ""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        # A name before the host makes a link look like one to somewhere else.
        fits = parts.scheme == "https" and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return ""
    shown = f"[{host}]" if ":" in host else host
    # A browser goes to the plain form of wide or styled letters, which is not what was read.
    fits = fits and normalize("NFKC", host) == host
    return host if fits and HOST.fullmatch(shown) else ""
