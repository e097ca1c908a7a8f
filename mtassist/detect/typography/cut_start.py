"""A sentence that begins with a small letter: “the Russian”, “n February 10”, “He left. the midfielder”.

Some systems drop the first letters of a line; others translate a piece of a sentence that the page had cut. Lists,
verses, captions, brand names and chats in small letters are left alone, and so is what follows an abbreviation, three
dots or an unfinished line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.detect.typography._near import abbreviation, after, in_address
from mtassist.lists import words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.segment import in_lines
from mtassist.types import Block, Document, Issue, Kind, Mqm, Severity

RULE = Rule(
    id="typography.cut-start",
    summary="A sentence begins with a small letter, or its first letters are missing.",
    mqm=Mqm.SPELLING,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("[[the]] mayor of the town is building a bridge, the daily writes.", fix="The"),
        bad("The club showed its new players. [[the]] midfielder comes on loan.", fix="The"),
        bad("The mayor spoke.\n\n[[to]] the skiers he said that all was safe.", fix="To"),
        bad("The mayor spoke.\n\n[[n]] February 10 the bridge was closed to all traffic.", fix="On"),
        bad("The mayor spoke.\n\n[[n]] the town of Alba nobody knew of the plan.", fix="In"),
        bad("The mayor spoke.\n\n[[s]] occurred on the bridge at night, police said.", fix=None),
        bad("The mayor spoke.\n\n“[[we]] build the bridge across the river,” she said.", fix="We"),
        bad("The mayor wrote: “[[we]] build the bridge across the river.”", fix="We"),
        ok("The mayor wrote of two ways: “we build” and “we wait”. They call it: “it girl” and “my way”."),
        ok("“iPhone sales fell last year,” the company said on Monday."),
        ok("The mayor spoke of the\n\n“best of all the bridges across the river” and left."),
        ok("iPhone sales fell last year, the company said on Monday."),
        ok("The firms, e.g. steel makers, grew. eBay did not."),
        ok("He waited ... and waited. The U.S. economy grew by approx. two per cent in Jan. and Feb. this year."),
        ok("He has three wishes:\n\nto sleep in the sun all day,\n\nto eat with his friends,\n\nto see the sea again."),
        ok("The mayor of the town said that he would\n\nnot build the bridge across the river this year."),
        ok("by Ana Lund\n\nThe mayor of the town spoke."),
        ok("“Why now? why here?” she asked. “Who knows.”"),
        ok("how many people live on both sides of the river"),
        misses("The mayor said: [[we]] build it.", "after a colon a small letter is right"),
    ),
)

INNER = re.compile(r"\.[ \u00a0]{1,3}(?P<next>[a-z][^\W_]{0,40})(?=[ ,])")
COLON = re.compile(r": [“\"](?P<next>we|they|he|she|i|there|you)(?= [a-z]+ [^“”\"]{12,}[.!?…][”\"])")
LAST = re.compile(r"[^\s.!?]+$")
QUOTED = re.compile(r"[“\"](?P<next>(?:we|my|the|this|it|they|he|she|you|there|our|these|if|when|what|who|i)) [a-z]")
FIRST = re.compile(r"(?P<next>[a-z][^\W_]*(?:['’][a-z]+)?)[ ,]")
MONTHS = re.compile(
    r"\W+(?:the )?(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber)\b(?P<day> \d)?"
)
DAYS = re.compile(r"\W+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
SMALL = re.compile(r"\.[ \u00a0]{1,3}[a-z]|: [“\"]")
ENDS = tuple('.!?…"”’»)')
NOT_WORDS = frozenset(["by", "via", "photo", "image", "source", "from", "with", "and", "or", "vs", "pic", "credit"])


def glance(text: str) -> bool:
    """Whether there are several lines, or one that begins with a small letter or has one where a sentence begins."""
    line = text.strip()
    return line[:1].islower() or line[:1] in '“"' or SMALL.search(line) is not None or in_lines(line)


def find_all(document: Document) -> Iterator[Issue]:
    small = sum(bool(FIRST.match(b.text)) for b in document.blocks)
    careless = small >= 3 and 2 * small > len(document.blocks)
    previous: Block | None = None
    for block in document.blocks:
        for start, end, new in _inner(block.text):
            yield _issue(block, start, end, new)
        lone = len(document.blocks) == 1 and not block.text.endswith(ENDS)  # a piece of something, not a sentence
        if not careless and not lone and _begins(block, previous):
            match = FIRST.match(block.text)
            if match and not _small_name(match["next"]):
                yield _issue(block, 0, match.end("next"), _mended(block.text, match["next"]))
        if (match := QUOTED.match(block.text)) and _ended(previous) and block.text.endswith(ENDS):
            yield _issue(block, *match.span("next"), _mended(match["next"], match["next"]))
        previous = block


def _issue(block: Block, start: int, end: int, new: str | None) -> Issue:
    word = block.text[start:end]
    if len(word) == 1:
        return RULE.issue(block, (start, end), "The first letters of the sentence are missing.", fix=new)
    return RULE.issue(block, (start, end), f"The sentence begins with a small letter: “{word}”.", fix=new)


@lru_cache(maxsize=4096)
def _inner(text: str) -> tuple[tuple[int, int, str | None], ...]:
    """Small letters after a full stop within a block."""
    found = []
    for match in INNER.finditer(text):
        start, following = match.start(), match["next"]
        last = LAST.search(text[max(0, start - 40) : start])
        word = last.group().lstrip("([“\"'‘") if last else ""
        if (
            abbreviation(word)
            or (word[:1].isdigit() and following in ("of", "and"))
            or not word[-1:].islower()
            or _small_name(following)
            or following in _domains()
        ):
            continue
        if text[max(0, start - len(word) - 1) : start].startswith(".") or in_address(text, start, start):
            continue
        at = match.start("next")
        found.append((at, match.end("next"), _mended(text[at : at + 60], following)))
    for match in COLON.finditer(text) if ": " in text else ():
        found.append((*match.span("next"), _mended(match["next"], match["next"]) or match["next"].upper()))
    return tuple(found)


def _domains() -> frozenset[str]:
    return frozenset(("com", "net", "org", "ru", "ua", "cn", "co", "html", "php"))


def _begins(block: Block, previous: Block | None) -> bool:
    """Whether a new sentence must begin here: enough words, and nothing left open before."""
    text = block.text
    if block.kind is Kind.ITEM or not text[:1].islower() or text.count(" ") < 4:
        return False
    if previous is not None and len(text) < 60 and not text.endswith(ENDS):
        return False
    if FIRST.match(text) and text.split(" ", 1)[0] in NOT_WORDS and len(text) < 60:
        return False
    return _ended(previous)


def _ended(previous: Block | None) -> bool:
    """Whether the block before leaves nothing open."""
    return previous is None or (previous.text.endswith(ENDS) and not previous.text.endswith(("...", "…")))


def _mended(text: str, word: str) -> str | None:
    if len(word) > 1 or word == "a":
        return word[0].upper() + word[1:]
    if word != "n":
        return None
    month = MONTHS.match(text, 1)
    return "On" if DAYS.match(text, 1) or (month and month["day"]) else "In" if after(text, 1) == " " else None


def _small_name(word: str) -> bool:
    return word in words("camel_names") or word.isdigit() or any(c.isupper() for c in word[1:])
