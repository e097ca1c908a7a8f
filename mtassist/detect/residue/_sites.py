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

COMPANY = re.compile(
    r"(?P<name>[A-Z][\w'’&. -]{2,45}?)\s"
    r"(?:[Cc]ompany|[Cc]o\.?,?(?:\s[Ll]td\.?)?|[Cc]orporation|[Ii]nc\.|[Ll]td\.?|[Hh]eadquarters)"
)


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


@lru_cache(maxsize=4096)
def masthead(text: str) -> bool:
    last = text.split()[-1:]
    if not text[:1].isalnum() or ":" in text or "eporter " in text or (last and last[0][-1:] in ".?:!;,"):
        return False
    return site(text) and all(
        w[:1].isupper() or w[:1].isdigit() or w in ("of", "the", "and") or "." in w for w in text.split()
    )


@lru_cache(maxsize=4096)
def signed(text: str) -> bool:
    """Whether a line is the name of a site or of the company that owns one."""
    if len(text) > 50 or len(text.split()) > 5 or " " not in text:
        return False
    match = COMPANY.fullmatch(text)
    return masthead(match["name"] if match else text)
