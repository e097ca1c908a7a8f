"""Names of news sites: those we know, and the shape of those we do not."""

from __future__ import annotations

import re
from functools import lru_cache

from mtassist.detect.residue._position import alternation

KNOWN = alternation("sites")
SITE_WORD = re.compile(rf"(?:{alternation('site_words')})", re.IGNORECASE)
DOMAIN = (
    r"(?:(?:[\w-]+\.)+(?:com?|net|org|info|news|online|tv|eu|example|[a-z]{2})(?:\.[a-z]{2})?\b"
    r"|[\w-]+\.(?:COM|NET|ORG))"
)
PORTAL = (
    r"(?:Yahoo!?(?:\sJapan)?!?(?:\s?News)?|MSN(?:\sNews)?|Google\sNews|livedoor(?:\sNews)?|LINE\sNEWS"
    r"|Naver(?:\sNews)?|Daum|NetEase|Sina|Sohu)"
)
SITE = re.compile(rf"(?:{KNOWN}|{DOMAIN}|{PORTAL})!?", 0)
WORD = re.compile(r"[\w.!&'’@-]+")
SMALL = frozenset(["of", "the", "and", "in", "for", "on", "at", "de", "la", "le", "el", "del", "di", "da", "du", "and"])


@lru_cache(maxsize=4096)
def site(name: str) -> bool:
    """Whether a few words are the name of a news site.

    >>> site("Harbour Gazette"), site("Xinhua"), site("harbour.example"), site("Polly Harbour")
    (True, True, True, False)
    """
    name = name.strip()
    if SITE.fullmatch(name):
        return True
    found = WORD.findall(name)
    if not 2 <= len(found) <= 8 or not all(
        w[:1].isupper() or w in SMALL or w[:1].isdigit() or w[:1] == "@" for w in found
    ):
        return False
    return any(SITE_WORD.fullmatch(w.strip(".!'’")) for w in found) or _said_twice(found)


def _said_twice(found: list[str]) -> bool:
    half = len(found) // 2
    return len(found) % 2 == 0 and half > 0 and found[:half] == found[half:]
