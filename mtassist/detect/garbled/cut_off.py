"""Text that stops in mid-sentence: “shows that the player is the nu”, or a teaser that its own next line completes.

Pages cut long texts, and decoders stop at their limit. A headline may end without a mark, but not with “the”, “of” or
half a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.cues import cues
from mtassist.detect.garbled._grammar import words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Edit, Issue, Mqm, Severity, Span

RULE = Rule(
    id="garbled.cut-off",
    summary="The text stops in mid-sentence.",
    mqm=Mqm.OMISSION,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("The opening is late.\n\nIt shows that the player is [[the nu]]"),
        bad("The opening is late.\n\nThey came to the square with flags [[for the]]"),
        bad("Drivers want talks with the [[mini...]]\n\nDrivers want talks with the minister.", fix="minister"),
        ok("The house that they came from"),
        ok("The opening is late.\n\nWhat to look out for"),
        ok("The opening is late.\n\nHow the Oscars came to be"),
        ok("To be continued…\n\nTo be or not to be."),
        misses("It is late.\n\nThey said that the [[council will]]", "headlines end with verbs too"),
    ),
)

LAST = re.compile(r"(\w+)[ \t]+(\w+)$")
OPEN = words("the a an of and or his their its my our your with from that which into because")
STRONG = words("the an his their its our my of")
DOTS = re.compile(r"(\w+)(?:\.\.\.|…)$")

CUES = cues(lines=True)


def find_all(document: Document) -> Iterator[Issue]:
    blocks = document.blocks
    marked = False
    for number, block in enumerate(blocks):
        following = blocks[number + 1].text if number + 1 < len(blocks) else ""
        dots = block.text.endswith(("...", "…"))
        if dots and (match := DOTS.search(block.text[-60:])) and (whole := _completed(block.text, following, match[1])):
            end = len(block.text)
            start = end - len(match[0])
            edit = Edit(Span(start, end), whole)
            yield RULE.issue(block, (start, end), "The line is cut; the next one goes on.", fixes=[[edit]])
        elif marked and (span := _stops(block.text)):
            yield RULE.issue(block, span, "The text stops in mid-sentence.")
        marked = marked or block.text[-1:] in '.!?”"'


def _completed(text: str, following: str, half: str) -> str | None:
    """The whole word that the next line has where this one is cut."""
    stem = DOTS.sub(half, text)
    if len(stem) < 20 or not following.startswith(stem):
        return None
    rest = re.match(r"\w+", following[len(stem) :])
    return half + rest[0] if rest else None


@lru_cache(maxsize=4096)
def _stops(text: str) -> tuple[int, int] | None:
    """Where the last two words are, if no sentence can end with them."""
    if not text[-1:].isalpha() or text.count(" ") < 6 or not (match := LAST.search(text[-80:])):
        return None
    before, last = match[1].lower(), match[2]
    if last in STRONG or (before in OPEN and last.islower() and _half(last)):
        return len(text) - len(match[0]), len(text)
    return None


def _half(word: str) -> bool:
    """Whether this is no English word, and short enough to be half of one."""
    from wordfreq import zipf_frequency

    return len(word) <= 7 and zipf_frequency(word, "en") < (3.7 if len(word) <= 3 else 1.8)
