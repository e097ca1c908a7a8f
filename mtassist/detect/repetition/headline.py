"""The headline said again: as the first line, as a caption, or as the first sentence of the text.

Pages print a headline in the title, above the article and under the picture; a copy has it two or three times, one of
them cut (“talks with the mini…”) or with the site's name. The worse copy goes. Real news opens with a sentence that
resembles the headline, so only a copy counts: the same words but for marks, spaces and capitals, or one cut short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.cues import cues
from mtassist.edits import deletion
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Issue, Mqm, Severity, Span

RULE = Rule(
    id="repetition.headline",
    summary="The headline is said again.",
    mqm=Mqm.ADDITION,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("[[Hauliers want talks\n\nHauliers want talks]]\n\nThey met on Monday.", fix="Hauliers want talks"),
        bad(
            (
                "[[“Soon”: hauliers want talks with the mini...\n\n'Soon': Hauliers want talks with the "
                "minister]]\n\nThey met."
            ),
            fix="'Soon': Hauliers want talks with the minister",
        ),
        bad("[[Riga hauliers meet | HARBOUR DIGITAL\n\nRiga hauliers meet]]\n\nThey met.", fix="Riga hauliers meet"),
        bad("Hauliers of Riga want talks.\n\n[[Hauliers of Riga want talks.]] All of them met on Monday.", fix=""),
        bad(
            "Hauliers of Riga want talks\n\nThey met on Monday.\n\n[[Hauliers of Riga want talks]]\n\nMore is known.",
            fix="",
        ),
        bad(
            ("Harbour World\n\n[[“Talks” wanted with the mini...\n\n'Talks' wanted with the mini…]]\n\nThey met."),
            fix="“Talks” wanted with the mini...",
        ),
        bad("Harbour World\n\n[[Hauliers want talks\n\nHauliers want talks]]\n\nThey met.", fix="Hauliers want talks"),
        ok("Hauliers want talks\n\nHauliers want talks with the minister, their spokesman said on Monday."),
        ok("Fitness expert praises winter walks\n\nA fitness expert praised walks in winter."),
        ok("Talks\n\nTalks\n\nHauliers met."),
        ok("What can hauliers do now?\n\nThey met on Monday.\n\n“What can hauliers do now?” she asked."),
        ok(
            "It can walk on three legs.\n\nThe robot learns by itself, she said.\n\nThe robot learns by "
            "itself, she said."
        ),
        misses("Hauliers want talks\n\n[[Carriers demand talks]]\n\nThey met on Monday.", "said in other words"),
    ),
)

FOLD = re.compile(r"[\W_]+")
CUT = re.compile(r"\s?(?:\.\.\.?|…)\W*$")
STOP = re.compile(r"(?<!\.)[.!?][\"'”’»“)]*$")
BAR = re.compile(r"\s*[|｜]\s*|\s+[-–—]\s+")
ENOUGH = 14  # letters and digits: shorter lines may well recur
MESSAGE = "The headline is said again here."


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Letters and digits alone, small.

    >>> folded("“Soon”: talks!")
    'soontalks'
    """
    return FOLD.sub("", text).casefold()


CUES = cues(lines=True)


def find_all(document: Document) -> Iterator[Issue]:
    blocks = document.blocks
    for number, title in enumerate(blocks[:3]):
        if number and (len(blocks[number - 1].text) > 140 or STOP.search(title.text)):
            return  # a paragraph has begun: what follows is no headline
        if len(title.text) > 200 or len(title.text.split()) < 3 or len(folded(title.text)) < ENOUGH:
            continue
        if found := list(_copies(document, number)):
            yield from found
            return


def _copies(document: Document, number: int) -> Iterator[Issue]:
    title = document.blocks[number]
    start = folded(title.text[:12])[:6]
    for other in range(number + 1, len(document.blocks)):
        block = document.blocks[other]
        if folded(block.text[:12])[:6] != start:
            continue
        worse = worse_copy(title.text, block.text) if len(block.text) <= 250 else ""
        if worse and other == number + 1:  # one below the other: they are shown together
            spoilt = title if worse == "first" else block
            yield _issue(document, Span(title.span.start, block.span.end), spoilt.span)
        elif worse == "second" and not STOP.search(block.text):
            yield _issue(document, block.span, block.span)
        elif other <= number + 2 and len(block.segments) > 1 and folded(block.segments[0].text) == folded(title.text):
            yield _issue(document, block.segments[0].span, block.segments[0].span)


def _issue(document: Document, shown: Span, worse: Span) -> Issue:
    return RULE.issue(document, (shown.start, shown.end), MESSAGE, fixes=[[deletion(document.text, worse)]])


@lru_cache(maxsize=4096)
def worse_copy(first: str, second: str) -> str:
    """“first” or “second” where one line repeats the other, else nothing."""
    a, b = folded(first), folded(second)
    if len(b) < ENOUGH or a[:8] != b[:8]:
        return ""
    if a == b:
        return "second"
    if CUT.search(first) and b.startswith(folded(CUT.sub("", first))):
        return "first"
    if CUT.search(second) and a.startswith(folded(CUT.sub("", second))):
        return "second"
    for one, other, name in ((first, b, "first"), (second, a, "second")):
        bars = list(BAR.finditer(one))
        if bars and any(folded(one[: bar.start()]) == other for bar in bars):
            return name
    return ""
