"""Two sentences run together: “the charges were applied Previously, the station had apologised”.

A full stop gets lost where two lines were joined or a sentence was cut and glued. The second sentence still has its
capital. Headlines, names and quoted titles are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.typography._words import headline, role
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="typography.full-stop-missing",
    summary="Two sentences run together without a full stop.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    confidence=0.8,
    examples=(
        bad("The charges were [[applied Previously]], the station had said sorry.", fix="applied. Previously"),
        bad("Sales reached 90 [[billion The]] leaders were the usual firms of the trade.", fix="billion. The"),
        bad("The team was very [[nice It]] was a good day for all of us.", fix="nice. It"),
        bad('He called the vote [[stolen" He]] then left the hall with his men.', fix='stolen." He'),
        ok("They read The Times and saw Into the Woods at the Globe."),
        ok("Fire Destroys Old Mill The Town Had Hoped To Save"),
        ok("He met Wilson Or and Zheng He, and saw Saturn's outermost A ring."),
        ok("The film Here We Stay and the movement We Go On won; so did the song Now and then."),
        ok("The charges were applied. Previously, the station had said sorry."),
        misses("The charges were [[applied Nobody]] spoke.", "a name could stand there"),
    ),
)

WORDS = "|".join(sorted(role("opener") | {"His", "Her"}))
PLACE = re.compile(rf"(?P<left>\b[a-z]{{2,}})(?P<quote>[\"”]?) (?P<word>{WORDS})(?= ?,? [a-z\d])")
TITLED = re.compile(r"film|movie|song|book|album|series|show|novel|play|called|named|titled|entitled|band|magazine")
OWNERS = ("His", "Her")  # of whom? in mid-sentence also a mark of reverence
QUOTED = (*OWNERS, "He", "She", "They", "We", "It", "This", "However", "The", "In", "But")  # after a quotation
INSIDE = role("inside")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in PLACE.finditer(text):
        left, word = match["left"], match["word"]
        if left in INSIDE or TITLED.fullmatch(left) or headline(_around(text, match.start())):
            continue
        if word not in QUOTED if match["quote"] else word in OWNERS:
            continue
        message = f"A sentence seems to end before “{word}”."
        yield RULE.issue(block, match.span(), message, fixes=_fixes(left, match["quote"], word))


def _fixes(left: str, quote: str, word: str) -> tuple[str, ...]:
    if quote:
        return f"{left}.{quote} {word}", f"{left}{quote}. {word}"
    return f"{left}. {word}", f"{left} {word.lower()}"


def _around(text: str, at: int) -> str:
    """The words near a place, which show whether it is in a headline."""
    return text[max(0, at - 150) : at + 150]
