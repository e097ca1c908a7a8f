"""Two words run together at a lost line break: “she likes the northSanz told the radio”.

Pages lose the break between two paragraphs, a heading and its text, or a name and a caption. Names with a capital
inside (“iPhone”, “YouTube”, “McAdam”) are left alone: it is said only where the text has the second word on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.typography._near import in_address
from mtassist.detect.typography._words import role
from mtassist.lists import words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="typography.glued",
    summary="Two words run together where a line ended.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("Sanz wants the [[northSanz]] told it on the radio.", fix="north. Sanz"),
        bad("He likes the [[northThe]] coach told it on the radio.", fix="north. The"),
        ok("Gene and the GeneEthics group; Ethics matter to Hancock and HancockEnergy. Energy too."),
        ok("The iPhone and the eBay page of YouTube; a Phone, a Bay and a Tube."),
        ok("McAdam met FitzRoy and DiMario; Roy and Adam and Mario came."),
        ok("SpaceX and PayPal pay; Pal came. PayPal grew. PayPal fell."),
        ok("The northwind blew."),
        misses("A win for Spain. [[SpainReiner]] was glad. Reiner scored.", "firms are named like that"),
        misses("He likes the [[northNobody]] told it.", "the second word stands nowhere else"),
    ),
)

OPENERS = role("opener")
SPOT = re.compile(r"[A-Z](?<=[a-z]{3}[A-Z])[a-z]{2,}(?![\w@/.-]\w)(?!\w)")
LEFT = re.compile(r"(?<![\w.@#/'’-])[a-z]{3,}$")


CUES = cues(shape=SPOT.pattern)


def find_all(document: Document) -> Iterator[Issue]:
    text = document.text
    found = [(word.group(), m) for m in SPOT.finditer(text) if (word := _left(text, m.start()))]
    if not found or len(found) > 200:
        return
    seen: set[str] = set(re.findall(r"[^\W\d_]+", text))
    for left, match in found:
        right, start, end = match.group(), match.start() - len(left), match.end()
        if left + right in words("camel_names") or text.count(left + right) > 1 or in_address(text, start, end):
            continue
        known = right in seen or right in OPENERS
        if known and _word(left):
            message = f"“{left}” and “{right}” run together."
            fixes = (f"{left}. {right}", f"{left}\n\n{right}", f"{left} {right}")
            yield RULE.issue(document, (start, end), message, fixes=fixes)


def _left(text: str, at: int) -> re.Match[str] | None:
    """The small letters before a capital, if a word begins with them."""
    return LEFT.search(text, max(0, at - 40), at)


def _word(word: str) -> bool:
    """Whether this is a common English word."""
    from wordfreq import zipf_frequency

    return zipf_frequency(word, "en", wordlist="small") >= 3
