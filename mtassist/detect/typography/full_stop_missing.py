"""Two sentences run together: “the charges were applied Previously, the station had apologised”.

A full stop gets lost where two lines were joined, a sentence was cut and glued, or a turn of a talk begins (“draws
with the machine Coach: she is calm”). Headlines, headings glued to their text, names and quoted titles are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.typography._capitals import Capital, beside, capitals
from mtassist.detect.typography._words import TITLED, headline, role
from mtassist.lists import words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Mqm, Severity

RULE = Rule(
    id="typography.full-stop-missing",
    summary="Two sentences run together without a full stop.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    confidence=0.8,
    examples=(
        bad(
            "It rained. The charges were [[applied Previously]], the station had said sorry.", fix="applied. Previously"
        ),
        bad("It rained. Sales had reached 90 [[billion The]] leaders were the usual firms.", fix="billion. The"),
        bad("It rained. The team was very [[nice It]] was a good day for all of us.", fix="nice. It"),
        bad('He called the vote [[stolen" He]] then left the hall with his men.', fix='stolen." He'),
        bad("The girl draws with the [[machine Coach]]: she is not in a hurry.", fix="machine. Coach"),
        bad("Storms hit the United [[States The]] effects of an early thaw", fix="States: The"),
        bad("Summer fair at the old [[mill Next]] month they show their pots", fix="mill: Next"),
        ok("A walk through the town of The Hague"),
        ok("Farmers ask the minister: What happens next in the valley"),
        ok("They read The Times and saw Into the Woods at the Globe."),
        ok("Fire Destroys Old Mill The Town Had Hoped To Save"),
        ok("Fire destroys old mill on the river near the town The town had hoped to save it."),
        ok("It rained. Junk in space The region of most concern is far away."),
        ok("He met Wilson Or and Zheng He, and saw Saturn's outermost A ring."),
        ok("The film Here We Stay and the movement We Go On won; so did the song Now and then."),
        ok("The charges were applied. Previously, the station had said sorry. She is the Coach: of the year."),
        misses("The charges were [[applied Nobody]] spoke.", "a name could stand there"),
    ),
)

OPENERS = role("opener") | {"His", "Her"}
OWNERS = frozenset(["His", "Her"])  # of whom? in mid-sentence also a mark of reverence
LINKS = frozenset(["When", "While", "If", "Because", "Although", "Until"])  # these rather have a capital too many
QUOTED = OWNERS | {"He", "She", "They", "We", "It", "This", "However", "The", "In", "But"}  # after a quotation
TURNS = words("titles") | {
    "Expert",
    "Police",
    "Mother",
    "Witness",
    "Teacher",
    "Owner",
    "Analyst",
    "Host",
    "Question",
    "Answer",
}
INSIDE = role("inside")
HEADED = frozenset(["The", "This", "These", "How", "Why", "What", "Next", "Here", "There"])  # open half a headline
TWO_SMALL = re.compile(r" [a-z]{2,} [a-z]")
STOPS = (".", "!", "?", "…", ":", "”", '"')
ENDS = re.compile(r"[.!?…][\"”’)]*\s|:\s")
FINITE = re.compile(r"\b(?:was|were|is|are|has|had|have|will|would|said|says|did|does)\b")
ENOUGH = 8  # words that make a sentence of what stands before; a heading has fewer


CUES = cues(inner=OPENERS | TURNS | HEADED)


def find_all(document: Document) -> Iterator[Issue]:
    for number, block in enumerate(document.blocks):
        text = block.text
        glued = number == 0 and not text.endswith(STOPS) and 20 < len(text) < 220
        for place in capitals(text):
            if glued and place.word in HEADED and _headed(text, place):
                yield _heading(block, place)
            elif place.word in OPENERS or place.word in TURNS:
                left, mark = beside(text, place.start)
                if left.islower() and _ends(text, place, left, mark, first=number == 0):
                    yield _issue(block, place, left, mark)


def _issue(block: Block, place: Capital, left: str, mark: str) -> Issue:
    word = place.word
    start = place.start - 1 - len(mark) - len(left)
    fixes = (f"{left}.{mark} {word}", f"{left}{mark}. {word}" if mark else f"{left} {word.lower()}")
    return RULE.issue(block, (start, place.end), f"A sentence seems to end before “{word}”.", fixes=fixes)


def _headed(text: str, place: Capital) -> bool:
    """Whether a second half of a headline in common spelling begins here, its colon or blank line lost."""
    left, mark = beside(text, place.start)
    if mark or len(left) < 3 or left in INSIDE or left in TITLED or text[: place.start].count(" ") < 4:
        return False
    return TWO_SMALL.match(text, place.end) is not None and not headline(text)


def _heading(block: Block, place: Capital) -> Issue:
    left, _ = beside(block.text, place.start)
    start = place.start - 1 - len(left)
    fixes = (f"{left}: {place.word}", f"{left}. {place.word}")
    return RULE.issue(block, (start, place.end), f"A headline seems to go on at “{place.word}”.", fixes=fixes)


def _ends(text: str, place: Capital, left: str, mark: str, *, first: bool) -> bool:
    word, end = place.word, place.end
    if left in INSIDE or left in TITLED or len(left) < 2:
        return False
    if text[end : end + 2] == ": ":
        return not mark and word in TURNS
    if word not in OPENERS or not re.match(r" ?,? [a-z\d]", text[end : end + 4]):
        return False
    if headline(text[max(0, place.start - 150) : end + 150]):
        return False
    if mark:
        return mark in ('"', "”") and word in QUOTED
    return word not in OWNERS and word not in LINKS and _sentence(text, place.start, first=first)


def _sentence(text: str, at: int, *, first: bool) -> bool:
    """Whether what stands before is a sentence, and no heading glued to its text."""
    left = text[max(0, at - 400) : at]
    stops = list(ENDS.finditer(left))
    if not stops and (first or at > 400):
        return False
    clause = left[stops[-1].end() :] if stops else left
    return clause.count(" ") >= ENOUGH or (clause.count(" ") > 2 and FINITE.search(clause) is not None)
