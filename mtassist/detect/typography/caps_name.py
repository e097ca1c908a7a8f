"""A surname all in capitals: “Ana LUND said”, where the text has “Lund” too.

Turkish, French and Asian news sets surnames in capitals. It is said only of a surname behind a given name that the
text also writes in the common way; names of firms and acronyms are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.lists import words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="typography.caps-name",
    summary="A surname is written all in capitals.",
    mqm=Mqm.SPELLING,
    severity=Severity.MINOR,
    confidence=0.9,
    relative=True,
    examples=(
        bad("The mayor Ana [[LUND]] spoke. Later Ana Lund left the hall.", fix="Lund"),
        bad("The mayor Ana [[LUNDÇA]] spoke. Later Ana Lundça left the hall.", fix="Lundça"),
        ok("Mayor Ana LUND spoke and left the hall."),
        ok("Port ALBA, May 5. – They met in Port Alba. The Lund NEWS is news. News came."),
        ok("Samsung SDI grew; the Turkish AFAD came. Afad is a town. ANA LUND SPOKE. Lund left."),
        misses("Mayor Ana [[LUND]] spoke.", "it may be the style of the house"),
    ),
)

CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ŽİŞĞ"
PLACE = re.compile(rf"[{CAPITAL}](?<=[^\W\d_A-Z] [{CAPITAL}])[^\W\d_a-z]{{3,}}(?![\w'’-])")
PLAIN = re.compile(r"[A-Z](?<=[a-z] [A-Z])[A-Z]{3,}(?![\w'-])")  # the same in ASCII, much faster
GIVEN = re.compile(r"[^\W\d_]*$")


CUES = cues(shape=r"[^\W\d_a-z]{4}")


def find_all(document: Document) -> Iterator[Issue]:
    text = document.text
    for match in (PLAIN if text.isascii() else PLACE).finditer(text):
        word = match.group()
        given = GIVEN.search(text, max(0, match.start() - 30), match.start() - 1)
        name, first = word.capitalize(), given.group() if given else ""
        if not word.isupper() or not first[:1].isupper() or name not in text or _dateline(text, match.start()):
            continue
        whole = f"{first} {name}" in text or first in words("given_names")
        if whole and first.lower() not in words("always_capital") and re.search(rf"(?<!\w){name}(?!\w)", text):
            yield RULE.issue(document, match.span(), f"“{name}” needs no capitals.", fix=name)


def _dateline(text: str, at: int) -> bool:
    """Whether the place is among the first words of its line, as in “Hong KONG, July 25”."""
    return "\n" in text[max(0, at - 12) : at] or at < 12
