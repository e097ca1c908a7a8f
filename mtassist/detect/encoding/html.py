"""Tags of the web page left in the text: “the <b>minister</b>”, “<br>”, “< / p >”, “&lt;em&gt;”.

Pages are translated piece by piece, and tags come back with blanks inside, escaped twice, or without their partner.
Writers do use “<” for hearts and in sums (“<3”, “if a < b”), so only the names of real tags count, and what stands
inside a tag must look like an attribute.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.encoding._joints import hole
from mtassist.detect.encoding._markup import CODED, COMMENT, TAG
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Edit, Issue, Mqm, Safety, Severity, Span

RULE = Rule(
    id="encoding.html",
    summary="A tag of the web page is left in the text.",
    mqm=Mqm.ENCODING,
    severity=Severity.MAJOR,
    safety=Safety.SAFE,
    confidence=0.98,
    examples=(
        bad("The mayor spoke first.[[<br />]]The vote followed.", fix=" "),
        bad("The mayor [[<b>]]spoke first.", fix=""),
        bad("The mayor spoke first. [[< / p >]]", fix=""),
        bad("Water is H[[<sub>]]2O.", fix=""),
        bad("The [[&lt;em&gt;]]mayor spoke first.", fix=""),
        bad('See [[<a href = "https://example.org/news" target = "_ blank">]]our report.', fix=""),
        bad("The mayor spoke. [[<!-- teaser -->]] The vote followed.", fix=""),
        ok("Readers sent in messages such as “I <3 this town”."),
        ok("The rule holds if a <b and c> d for every town."),
        ok("Shares rose < 2 percent, analysts said, and > 1 percent in Oslo."),
        ok("The site <example.org> was offline."),
        misses("The mayor [[b>]]spoke first.", "half a tag is too short to be sure"),
    ),
)

INLINE = frozenset(
    ["a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "q", "small", "span", "strike", "strong"]
    + ["sub", "sup", "u"]
)

CUES = CODED


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if "<" not in text and "&" not in text and "‹" not in text:
        return
    for pattern in (TAG, COMMENT):
        for match in pattern.finditer(text):
            tag = match.groupdict().get("name") or ""
            start, end, new = hole(text, *match.span(), breaks=tag.lower() not in INLINE)
            message = "This is code of the web page, not text."
            yield RULE.issue(block, match.span(), message, fixes=[[Edit(Span(start, end), new)]])
