"""A short line of the page left in the source language: “fot. Archiwum”, “Ostatnia aktualizacja”.

Labels, captions and credits are often left out of a translation, for they stand outside the article. A place or a
newspaper may be a line too: at least one word must be in small letters, most of those common words of one language, and
none an English one. The usual labels are known to the residue rules; lines of whole sentences to another rule here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from mtassist import language, lists, vocabulary
from mtassist.cues import cues
from mtassist.edits import deletion
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Issue, Mqm, Severity, Span

RULE = Rule(
    id="untranslated.label",
    summary="A label of the page was left in the source language.",
    mqm=Mqm.UNTRANSLATED,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("The road was shut.\n\n[[fot. Archiwum]]\n\nThe mayor was late.", fix=""),
        bad("The road was shut.\n\n[[Bütün yazıları]]\n\nThe mayor was late.", fix=""),
        bad("The road was shut.\n\n[[Dalsze informacje]]\n\nThe mayor was late.", fix=""),
        bad("The road was shut.\n\n[[Ostatnia aktualizacja]]\n\nThe mayor was late.", fix=""),
        bad("The road was shut.\n[[Tin khác:]]\nThe mayor was late.", fix=""),
        bad("The road was shut.\n\n[[Mest lest]]\n\nThe mayor was late.", fix=""),
        bad("The road was shut.\n\n[[Tekst gaat verder onder de video]]\n\nThe mayor was late.", fix=""),
        bad("The road was shut.\n\n[[Giá vàng trong nước]]\n\nThe mayor was late.", fix=""),
        ok("The road was shut.\n\nNguyễn Thị Hồng\n\nThe mayor was late."),
        bad("The road was shut.\n\n[[Gündem]]\n\nThe mayor was late.", fix=""),
        bad("The road was shut.\n\n[[ZE SVĚTA]]\n\nThe mayor was late.", fix=""),
        ok("The road was shut.\n\nHealth\n\nGündem Daily\n\nThe mayor was late."),
        ok("The road was shut.\n\nSivas\n\nThe mayor was late."),
        ok("The road was shut.\n\nGazeta Wyborcza\n\nThe mayor was late."),
        ok("The road was shut.\n\nLa dolce vita\n\nThe mayor was late."),
        ok("The road was shut.\n\nPhoto: Anna Kowalska\n\nThe mayor was late."),
        misses("The road was shut.\n\n[[Ogłoszeniówka]]\n\nThe mayor was late.", "one word may be a name"),
    ),
)

MOST = 60  # characters of a label
WORD = re.compile(r"[^\W\d_]+")
VIETNAMESE = re.compile("[\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")  # letters with a hook, a horn or two accents

CUES = cues(lines=True)


def find_all(document: Document) -> Iterator[Issue]:
    for block in document.blocks:
        text = block.text
        if len(text) <= MOST and len(document.blocks) > 1 and (code := _label(text)):
            start = block.span.start
            edit = deletion(document.text, Span(start, start + len(text)))
            message = f"This line looks {language.NAMES.get(code, 'foreign')}."
            yield RULE.issue(document, (start, start + len(text)), message, fixes=[[edit]])


@lru_cache(maxsize=4096)
def _label(text: str) -> str:
    """The language of a label, or nothing."""
    if known := _known().get(text.strip(" \t:.…»›>→|-").lower()):
        return known
    words = WORD.findall(text)
    if len(words) > 2 and any(word.islower() and VIETNAMESE.search(word) for word in words):
        return "vi"
    if not 2 <= len(words) <= 6 or any(_is_english(word) for word in words):
        return ""
    said = [word.lower() for word in words if len(word) > 2 and (word.islower() or text.isupper())]
    spoken = [codes for word in said if (codes := vocabulary.spoken_in(word))]
    shared = set.intersection(*map(set, spoken)) if spoken and 2 * len(spoken) >= len(said) else set()
    return min(shared, key=vocabulary.LANGUAGES.index, default="")


def _is_english(word: str) -> bool:
    return len(word) > 2 and word.lower() in vocabulary.english() and word.lower() not in _credits()


@cache
def _known() -> dict[str, str]:
    """Usual lines of a page in small letters, and their languages."""
    return {row["line"]: row["language"] for row in lists.rows("foreign_labels")}


@cache
def _credits() -> frozenset[str]:
    """Words before the giver of a picture, such as “fot.”."""
    return frozenset(word.rstrip(".").lower() for word in lists.words("credits") if word not in vocabulary.common())
