"""A bracket that opens and never closes, or one that closes and never opened.

Brackets are lost where a line was cut or a caption glued in. List marks (“a)”), smileys, quotations that run over
several paragraphs within brackets, and doubled Russian smiles “))” are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.cues import cues
from mtassist.detect.typography._near import in_address
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="typography.bracket",
    summary="A bracket has no partner.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    confidence=0.8,
    examples=(
        bad("The mill was built in 1901 [[(the oldest in the valley]].", fix="(the oldest in the valley)"),
        bad("The mill was built in 1901 [[(the oldest in the valley, which is]] not easy to tell.", fix=None),
        bad("The baker [[(58 .]] He sells bread.", fix="(58)."),
        bad("The baker [[(42]], a night worker, sells bread.", fix="(42)"),
        bad("The baker of Alba [[(ALP]] said nothing.", fix="(ALP)"),
        bad("They play on the hill [[(upstairs .]] It is hard.", fix="(upstairs)."),
        bad("They play on the hill [[([at]] night.", fix=None),
        bad("The old mill[[)]] was sold on Monday to a firm from the city.", fix=""),
        ok("The bridge (since 1901) is closed."),
        ok("We want a) water, b) bread and 1) peace; see (ii) too."),
        ok("So glad to be here :) and there ;-) and everywhere))"),
        ok("(The mill was sold.\n\nIts owner had died.)"),
        ok("The law (article 3(b)(ii)) was changed."),
        misses("The mill [[(]]built in 1901 was sold.\n\nHe left) and wept.", "the two may be a pair"),
    ),
)

MANY = 20  # a block with more of them is no prose
MARK = re.compile(r"[()（）]")
LISTED = re.compile(r"(?:^|[\s(])\w{1,3}$|[:;=xX8]\s?[-'^o]?$|[)\U0001f300-\U0001faff]\ufe0f?\s?$")
AGE = re.compile(r"\((?:\d{1,3}|[A-Z]{2,6})(?=[ ,.;:]|$)(?P<gap> ?)(?P<stop>[.,;:](?!\d))?")
WORDS = re.compile(r"\([^\W_][^\W_]*(?: [^\W_]+){0,3}(?P<gap> ?)(?P<stop>[.;:])(?=\s|$)")
DAY = re.compile(r"\d(?:st|nd|rd|th) day $")
CLAUSE = re.compile(r"\([^()\[\],;:.!?\n“”\"]{3,60}(?=[.!?]?$)")


CUES = cues(shape="[()]")


def find_all(document: Document) -> Iterator[Issue]:
    lonely = [(block, at) for block in document.blocks for at in _lonely(block.text)]
    if len({block.text[at] in "(（" for block, at in lonely}) > 1:
        return  # the one may close the other
    for block, at in lonely:
        if DAY.search(block.text, max(0, at - 12), at):
            continue  # told with the day
        place = block.span.start + at
        if block.text[at] == ")":
            yield RULE.issue(document, (place, place + 1), "This bracket was never opened.", fix="", safety=Safety.SHOW)
        elif short := AGE.match(block.text, at) or WORDS.match(block.text, at):
            end = short.start("gap") - at
            stop = end + len(short["gap"]) + 1 if short["stop"] and short["gap"] else end
            fix = short.group()[:end] + ")" + (short["stop"] if stop > end else "")
            yield RULE.issue(document, (place, place + stop), "This bracket is never closed.", fix=fix)
        elif clause := CLAUSE.match(block.text, at):
            fix = clause.group() + ")"
            yield RULE.issue(document, (place, place + len(fix) - 1), "This bracket is never closed.", fix=fix)
        elif block.text[at] == "(":
            end = min(block.span.end, place + 40)
            stop = max(place + 1, place + document.text[place:end].rstrip().rfind(" "))
            yield RULE.issue(document, (place, stop), "This bracket is never closed.", confidence=0.7)


@lru_cache(maxsize=4096)
def _lonely(text: str) -> tuple[int, ...]:
    """Where a block has brackets without a partner, but for list marks and smileys."""
    if "(" not in text and ")" not in text and "（" not in text and "）" not in text:
        return ()
    opened: list[int] = []
    lonely: list[int] = []
    for match in MARK.finditer(text):
        at = match.start()
        if match.group() in "(（":
            opened.append(at)
        elif opened:
            opened.pop()
        elif not LISTED.search(text[max(0, at - 12) : at]) and text[at + 1 : at + 2] != ")":
            lonely.append(at)
    if len(opened) + len(lonely) > MANY:
        return ()
    return tuple(
        at for at in sorted([*opened, *lonely]) if not in_address(text, at, at) and text[at - 1 : at] not in (":", ";")
    )
