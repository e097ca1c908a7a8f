"""Letters of another alphabet in an English word: “mayor” with a Cyrillic “a”, “Ｔｈｅ” in wide letters.

Systems and keyboards of Russian, Greek and East Asian pages leave letters that look like Latin ones. A reader sees
nothing, but search finds nothing either. Words all in another alphabet, and Greek letters on their own, are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="encoding.lookalike",
    summary="A word has letters of another alphabet that look like Latin ones.",
    mqm=Mqm.ENCODING,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.95,
    examples=(
        bad("The [[m\N{CYRILLIC SMALL LETTER A}yor]] left.", fix="mayor"),
        bad("[[\N{CYRILLIC CAPITAL LETTER TE}he]] mayor left.", fix="The"),
        bad("[[\N{FULLWIDTH LATIN CAPITAL LETTER T}he]] mayor left.", fix="The"),
        ok("They wrote мэр on the wall, and the β-blocker and the αβ rule, 5 µm and Ω mean nothing."),
        ok("The paper “Кур’єр” and the KyївPost group; the А-class in Москва."),
        misses("The town of [[\N{CYRILLIC CAPITAL LETTER A}\N{CYRILLIC CAPITAL LETTER EM}]].", "may be Russian"),
    ),
)

CYRILLIC = dict(zip("асеорхуіјАВЕКМНОРСТХІЅ", "aceopxyijABEKMHOPCTXIS", strict=True))
STRANGE = "\u0405\u0406\u0410-\u044f\u0456\u0458\uff21-\uff3a\uff41-\uff5a"
SPOT = re.compile(f"[{STRANGE}]")
WORD = re.compile(f"[A-Za-z{STRANGE}]+")
WIDE = re.compile("[\uff21-\uff3a\uff41-\uff5a]")


CUES = cues(shape=SPOT.pattern)


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if text.isascii() or not SPOT.search(text):
        return
    for match in WORD.finditer(text):
        word = match.group()
        if word.isascii():
            continue
        if WIDE.search(word):
            fix = unicodedata.normalize("NFKC", word)
        else:
            strange = [c for c in word if not c.isascii()]
            if 2 * len(strange) >= len(word) or not all(c in CYRILLIC for c in strange):
                continue
            fix = "".join(CYRILLIC.get(c, c) for c in word)
        yield RULE.issue(block, match.span(), f"“{fix}” has letters of another alphabet.", fix=fix)
