"""A sentence or line left in the source language: “Yangında altı kişi yaralandı”, above its own translation.

Models copy what they take for a name, and pages repeat the original headline. English headlines have few small words,
and names and titles look foreign: a line counts only when it has no English function word, many of its words are no
common English words, and the word lists of another language know it. Where the line beside it says the same, it can go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist import language
from mtassist.detect.untranslated._sentences import foreign_language
from mtassist.edits import deletion
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="untranslated.sentence",
    summary="A sentence was left in the source language.",
    mqm=Mqm.UNTRANSLATED,
    severity=Severity.CRITICAL,
    confidence=0.95,
    examples=(
        bad(
            "[[Karaköy'de minibüs devrildi: 7 yaralı]]\n\nMinibus overturned in Karaköy: 7 injured\n\nIt was late.",
            fix="",
        ),
        bad("The vote is on Sunday. [[Der Bürgermeister tritt zurück und geht nach Hause.]] His party was surprised."),
        bad("[[El alcalde anunció ayer un nuevo plan para la ciudad]]\n\nThe vote is on Sunday, and it is open."),
        ok("Five killed after bus overturns\n\nThe driver fled."),
        ok("FC Bayern München – Borussia Mönchengladbach 2:1\n\nThe match was late."),
        ok("Comité Européen des Entreprises Vins\n\nThe group met on Monday."),
        ok("“Wir schaffen das.” It became her best-known sentence."),
        ok("Občané – nezávislí kandidáti won one seat."),
        misses("[[Son Dakika]]\n\nThe vote is on Sunday.", "two words may be a name"),
    ),
)

ANCHOR = re.compile(r"\d+|[^\W\d_a-z][^\W\d_]{2,}")


def find_all(document: Document) -> Iterator[Issue]:
    if len(document.blocks) == 1 and len(document.blocks[0].segments) == 1:
        return  # then the whole text is foreign: the report says so
    lines = [(s.span, s.text, foreign_language(s.text)) for b in document.blocks for s in b.segments]
    found = [n for n, line in enumerate(lines) if line[2]]
    if 2 * len(found) > len(lines):  # the whole text is foreign: the report says so once
        return
    for n in found:
        span, text, code = lines[n]
        beside = [lines[m][1] for m in (n + 1, n - 1) if 0 <= m < len(lines) and not lines[m][2]]
        twin = any(_says_the_same(text, other) for other in beside)
        fixes = [[deletion(document.text, span)]] if twin else []
        message = f"This looks like {language.NAMES[code or 'en']}."
        yield RULE.issue(document, (span.start, span.end), message, fixes=fixes)


def _says_the_same(foreign: str, english: str) -> bool:
    """A line of like length that shares a name or a number is its translation."""
    shared = set(ANCHOR.findall(foreign)) & set(ANCHOR.findall(english))
    return bool(shared) and 0.5 <= len(foreign) / len(english) <= 2
