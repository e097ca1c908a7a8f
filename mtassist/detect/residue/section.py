"""The section or rubric of a page: “< Men's Tennis >”, “Home > Politics > World”, “Sport” above a headline.

Breadcrumbs and rubric brackets have no place in running text. English editors do put words in square brackets, inside
quotations (“[The mayor] was there”) or as notes to the reader (“[Editor's note: …]”); a single word such as “Politics”
is a heading unless the headline stands right below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.detect.residue._position import alternation, head, prose, removal, within, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.section",
    summary="The section or rubric of the page stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("Ruiz sells practice hours [[< Men's Tennis >]]\n\nThe hours are sold in June.", fix=""),
        bad("[[<Harbour food notes>]] Fried fish of the season\n\nThe fish is good.", fix=""),
        bad("[[Home > Politics > World]]\n\nRuiz sells practice hours\n\nThe hours are sold in June.", fix=""),
        bad("[[News | Sport]]\n\nRuiz sells practice hours\n\nThe hours are sold in June.", fix=""),
        bad("[[Sports]]\n\nRuiz sells practice hours\n\nThe hours are sold in June, she said on Monday.", fix=""),
        bad("Ruiz sells practice hours\n\n[[【Video】]] The hours are sold in June, she said.", fix=""),
        bad("Ruiz sells practice hours\n\n[[Tags: Tennis, Ruiz, Harbour Open]]", fix=""),
        ok("“[The mayor] was there,” she said."),
        ok("[Editor's note: this text was changed on Monday.] The club sells hours."),
        ok("Politics\n\nThe mayor said on Monday that the old bridge will stay closed until the spring."),
        ok("If a < b and b > c, the club wins."),
        ok("The text <url> was cut."),
        ok("[But] it is hard to expect them to do it on Sunday."),
        ok("Sport: Ruiz sells practice hours"),
        misses("Sport: Ruiz sells practice hours [[(tennis)]]", "brackets after a headline may say anything"),
    ),
)

SECTIONS = alternation("sections")
ANGLE = re.compile(
    r"(?:[<＜〈]\s?(?P<a>[A-Z][^<>＜＞〈〉/=\"]{2,60}?)\s?[>＞〉]|【\s?(?P<b>[A-Z][^【】]{1,50})】|［(?P<c>[A-Z][^［］]{1,50})］)"
)
PART = rf"(?:{SECTIONS}|home(?:\s?page)?|start(?:\spage)?|main(?:\spage)?|index|all\snews)"
CRUMBS = re.compile(
    rf"\W{{0,2}}(?:(?:home(?:\s?page)?|start(?:\spage)?|main(?:\spage)?|{SECTIONS})(?:\s?(?:[>»›→]|::"
    rf"|/)\s?[\w &'’-]{{2,30}}){{1,5}}"
    rf"|(?:{PART})(?:\s?[|•·/,]\s?(?:{PART})){{1,6}})\W{{0,2}}",
    re.IGNORECASE,
)
SECTION = re.compile(rf"(?:{SECTIONS})", re.IGNORECASE)
TAGS = re.compile(
    r"(?:Tags?|Keywords?|Key\swords|Topics?|Categor(?:y|ies)|Filed\s(?:under|in)|Posted\sin|Labels?"
    r"|Hashtags?|Rubrics?|Section|Themes?)\s?[:：]\s?\S.{0,150}"
)
LINKS = re.compile(r"Video|Photo|Picture|Image|Gallery|Full|Watch|Read|See|View|Related|Infographic")
TEASER = re.compile(r"\[(?P<t>[\"“‘']?[A-Z][^\[\]]{2,80})\](?=\s?[A-Z\"“‘'])")
NOTE = re.compile(
    r"(?i)\b(?:note|update[sd]?|correction|editor|this|warning|spoiler|advert|sic|translat|emphasis"
    r"|laughs?|applause)\b|^(?:he|she|it|they|we|i|you|his|her|their|the|a|an|but|and|so|that|there"
    r"|if|in|on|mr|mrs|ms)\b"
)
LABELS = re.compile(
    r"(?:Video|Photos?|Pictures?|Image|Images|Exclusive|Breaking(?:\snews)?|Interview|Official|Column"
    r"|Review|Comment|Opinion|Editorial|Update|Live|Analysis|Special|Report|Full\stext|Gallery"
    r"|Photo\sgallery|Comprehensive|Poll|Infographic|Podcast|Survey|Watch|Read|See|View|Related)"
    r"(?:\s[\w' ]{1,40})?"
)
MESSAGE = "This is a section or rubric of the page, not the article."


def find_all(document: Document) -> Iterator[Issue]:
    blocks = document.blocks
    end = head(blocks)
    for number, block in enumerate(blocks):
        text = block.text
        if len(text) <= 200 and (crumbs(text) or (_above_headline(document, number, end))):
            yield removal(RULE, document, block.span, MESSAGE)
        elif span := bracket(text[:160] if len(text) > 260 else text, number < end):
            yield removal(RULE, document, within(block, span), MESSAGE)


@lru_cache(maxsize=4096)
def crumbs(text: str) -> bool:
    if text[-1] in '.!?"”' or not any(c in text for c in ">»›→/|•·,:"):
        return False
    return bool(CRUMBS.fullmatch(text) or TAGS.fullmatch(text))


def _above_headline(document: Document, number: int, end: int) -> bool:
    """A section's name as the very first line, with the headline and not a paragraph below it."""
    blocks = document.blocks
    if number or len(blocks) < 3 or end < 2 or not SECTION.fullmatch(blocks[0].text):
        return False
    below = blocks[1].text
    return not prose(below) and 3 <= words(below) <= 25


@lru_cache(maxsize=4096)
def bracket(text: str, near_headline: bool) -> tuple[int, int] | None:
    """A rubric in brackets: anywhere in a headline, at the start of any other block."""
    if not any(c in text for c in "<＜〈【［["):
        return None
    match = ANGLE.search(text) if near_headline else ANGLE.match(text)
    if match and _rubric(text, match):
        return match.span()
    match = TEASER.match(text)
    if not match or match["t"][-1] in ".?!:,;":
        return None
    if LABELS.fullmatch(match["t"]):  # above the text a label of the headline, in the text a link and its words
        return match.span() if near_headline or not LINKS.match(match["t"]) or len(text) > 120 else (0, len(text))
    return match.span() if 3 <= words(match["t"]) <= 10 and not NOTE.search(match["t"]) else None


def _rubric(text: str, match: re.Match[str]) -> bool:
    inner = (match["a"] or match["b"] or match["c"]).strip()
    edge = not match.start() or match.end() == len(text.rstrip()) or text[match.end() : match.end() + 2] in (" (", " [")
    return words(inner) <= 6 and not any(c in inner for c in "@{};") and edge
