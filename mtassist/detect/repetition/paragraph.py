"""A paragraph that stands in the text twice.

Page templates show a lead or a caption twice, and copies are pasted twice. People repeat a paragraph only as a refrain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from mtassist import edits
from mtassist.cues import cues
from mtassist.detect.repetition._sentences import bare, opening, pulled
from mtassist.rules import Rule, bad, ok
from mtassist.types import Block, Document, Issue, Kind, Mqm, Severity

RULE = Rule(
    id="repetition.paragraph",
    summary="A paragraph stands in the text twice.",
    mqm=Mqm.ADDITION,
    severity=Severity.MAJOR,
    confidence=0.93,
    examples=(
        bad(
            "Osta news\n\nThe mayor opened a new bridge in the town on Friday.\n\nRain fell all day.\n\n"
            "[[The mayor opened a new bridge in the town on Friday.]]\n\nMany came.",
            fix="",
        ),
        bad(
            "Osta news\n\nThe mayor opened a new bridge in the town on Friday. Rain fell all day, and few came.\n\n"
            "[[The mayor opened a new bridge in the town on Friday. Rain fell all day and few came]]\n\nThe end.",
            fix="",
        ),
        ok(
            "Osta news\n\n“It was a very hard choice for all of us in the town,” she said. It was made in May.\n\n"
            "It was a very hard choice for all of us in the town, she said. It was made in May.\n\nAnna Benn, mayor"
        ),
        ok("Osta news\n\nThe bells rang.\n\nNobody came.\n\nThe bells rang."),
        ok("Osta news\n\nOsta 3 Benn 2 (after extra time)\n\nReport: A. Mann\n\nOsta 3 Benn 1 (after extra time)"),
        ok(
            "Osta news\n\nThe price of bread rose by 3 per cent in the town of Osta in May.\n\n"
            "The price of bread rose by 4 per cent in the town of Benn in May."
        ),
    ),
)

SHORT = 40  # characters
NEAR = 95.0

CUES = cues(lines=True)


def find_all(document: Document) -> Iterator[Issue]:
    groups: dict[str, list[Block]] = defaultdict(list)
    for block in document.blocks[1:]:
        if len(block.text) >= SHORT and block.kind is not Kind.HEADING and block.kind is not Kind.ITEM:
            groups[opening(block.text)].append(block)
    for blocks in groups.values():
        if len(blocks) > 1:
            yield from _copies(document, blocks)


def _copies(document: Document, blocks: list[Block]) -> Iterator[Issue]:
    seen: dict[str, Block] = {}
    shapes: dict[tuple[str, int], list[str]] = {}
    for block in blocks:
        words = bare(block.text)
        if words.count(" ") < 6:
            continue
        if (first := seen.setdefault(words, block)) is not block:
            if not pulled(first.text, block.text):
                yield _issue(document, block, "This paragraph stands in the text already.", 0.95)
            continue
        shape = words[:24], len(words) // 40
        like = [w for size in (-1, 0, 1) for w in shapes.get((shape[0], shape[1] + size), ())]
        if any(_alike(words, other) for other in like[:8]):
            yield _issue(document, block, "This paragraph stands in the text already, nearly word for word.", 0.85)
        shapes.setdefault(shape, []).append(words)


def _issue(document: Document, block: Block, message: str, confidence: float) -> Issue:
    hole = edits.deletion(document.text, block.span)
    return RULE.issue(document, (block.span.start, block.span.end), message, fixes=[[hole]], confidence=confidence)


@lru_cache(maxsize=4096)
def _alike(one: str, two: str) -> bool:
    """Nearly the same words, and the same figures."""
    if [w for w in one.split() if w.isdigit()] != [w for w in two.split() if w.isdigit()]:
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(one, two, score_cutoff=NEAR) >= NEAR and len(set(one.split()) ^ set(two.split())) <= 4
