"""The section or rubric of a page: “< Men's Tennis >”, “Home > Politics > World”, “Sport” above a headline.

Breadcrumbs and rubric brackets have no place in running text. English editors do put words in square brackets, inside
quotations (“[The mayor] was there”) or as notes to the reader (“[Editor's note: …]”); a single word such as “Politics”
is a heading unless the headline stands right below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.detect.residue._position import (
    alternation,
    edges,
    first_words,
    opening_word,
    prose,
    removal,
    titled,
    within,
    words,
)
from mtassist.detect.residue._tags import is_label, tags
from mtassist.rules import Rule, bad, misses, ok
from mtassist.segment import in_lines
from mtassist.types import Block, Document, Issue, Mqm, Severity, Span

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
        bad("[[Lisvik Wave » Town » Ruiz sells practice hours]]\n\nRuiz sells practice hours\n\nIt is so.", fix=""),
        bad("[[Lisvik Wave ▸ Living ▸ Text]]\n\nRuiz sells practice hours\n\nThe hours are sold in June.", fix=""),
        ok("Lisvik → Riga: ferry fares rise\n\nThe hours are sold in June, she said on Monday."),
        bad("[[News | Sport]]\n\nRuiz sells practice hours\n\nThe hours are sold in June.", fix=""),
        bad("[[Sports]]\n\nRuiz sells practice hours\n\nThe hours are sold in June, she said on Monday.", fix=""),
        bad("Ruiz sells practice hours\n\n[[【Video】]] The hours are sold in June, she said.", fix=""),
        bad("Ruiz sells practice hours\n\n[[Tags: Tennis, Ruiz, Harbour Open]]", fix=""),
        bad("Ruiz sells practice hours\n\n[[Tags # Tennis # Ruiz # Harbour]]", fix=""),
        bad("Ruiz sells practice hours\n\n[[#tennis #harbour]]", fix=""),
        bad("Ruiz sells\n\nShe sells the hours in June, she said on Monday.\n\n[[TAGS\ntennis\nharbour]]", fix=""),
        bad("[[Health and Community | The Old Town]]\n\nThe hours are sold in June, she said on Monday.", fix=""),
        bad("[[Society]]\n18+\n\nRuiz sells practice hours\n\nThe hours are sold in June, she said.", fix=""),
        bad("Ruiz sells practice hours\n\n[[< Tennis: Ruiz 6-3 > ◇ 1st round ◇ Harbour Court]]\n\nIt is so.", fix=""),
        bad("Ruiz sells hours\n\n[[Original title: Ruiz sells practice hours by the harbour]]\n\nIt is so.", fix=""),
        ok("Opinion | Why Ruiz sells hours\n\nThe hours are sold in June, she said on Monday in the end."),
        ok("Topics: the mayor spoke of the harbour and of the ferry that runs twice a day."),
        ok("Tags and labels are checked at the door before anybody may enter the hall."),
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
OPENERS = first_words("sections") | {"home", "homepage", "start", "main", "index", "all"}
STEP = re.compile(r"\s*[>»›→▸▹►⟩❯]\s*")
SECTION = re.compile(rf"(?:{SECTIONS})", re.IGNORECASE)
PAIR = re.compile(
    rf"(?:(?P<a>{SECTIONS})(?:\s(?:and|&)\s|,\s)[\w' -]{{3,25}}|[\w' -]{{3,25}}\s(?:and|&)\s(?:{SECTIONS}))",
    re.IGNORECASE,
)
SIGNS = " \t|[](){}【】［］<>#/»›>-–—•·:"
BARS = re.compile(r"\s+[|/»›>•·–-]\s+")
# English papers set these before a bar and a headline, or over a part of the text
RUBRICS = re.compile(
    r"opinion|opinions|analysis|review|reviews|comment|commentary|editorial|column|live|video|interview|"
    r"exclusive|background|guide|advice|report|top|important|country|world|area|social|various|general|agenda|"
    r"the country|the world",
    re.IGNORECASE,
)
ROUNDS = re.compile(
    r"[<＜〈][^<>＜＞〈〉\n]{2,110}[>＞〉]\s?[◇◆▽△].{2,120}|[◇◆▽△◎][^◇◆▽△◎]{2,60}(?:[◇◆▽△◎][^◇◆▽△◎]{2,60}){1,6}"
)
GAME = re.compile(r"[<＜〈][A-Z][^<>＜＞〈〉/=\"@{};]{2,110}[>＞〉]|[◇◆][^\n]{2,90}\)")
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
SENTENCE_ENDS = '.!?"”'
OPEN = re.compile(r"[<＜〈【［\[]")
SIGN = re.compile("[<＜〈【［\\[◇◆▽△◎#>»›→▸▹►⟩❯]")
MESSAGE = "This is a section or rubric of the page, not the article."


def glance(text: str) -> bool:
    """Whether there are several lines, or one that does not end like a sentence or has a sign of a rubric."""
    line = text.strip()
    signed = any(map(line.__contains__, "<>[#")) if line.isascii() else SIGN.search(line)
    return bool(signed) or line[-1:] not in ".!?”" or in_lines(line)


def find_all(document: Document) -> Iterator[Issue]:
    blocks = document.blocks
    end, last = edges(document)
    done = 0
    for number, block in enumerate(blocks):
        text = block.text
        if number < done:
            continue
        if len(text) <= 40 and is_label(text) and (done := _below(document, number, last)):
            yield removal(RULE, document, Span(block.span.start, blocks[done - 1].span.end), MESSAGE)
        elif (
            (text[-1] not in SENTENCE_ENDS or number < end)
            and len(text) <= 240
            and (
                crumbs(text)
                or (number < end and trail(text))
                or tags(text, number >= last)
                or (number < end and _over_headline(blocks, number, end))
            )
        ):
            yield removal(RULE, document, block.span, MESSAGE)
        elif span := bracket(text[:160] if len(text) > 260 else text, number < end):
            whole = 0 < number < end and span[0] == 0 and not prose(text) and text.startswith("[Photo]")
            yield removal(RULE, document, block.span if whole else within(block, span), MESSAGE)


@lru_cache(maxsize=4096)
def crumbs(text: str) -> bool:
    if text[-1] in SENTENCE_ENDS:
        return False
    if text[0] in "<＜〈◇◆▽△◎":
        return bool(ROUNDS.fullmatch(text))
    return opening_word(text) in OPENERS and bool(CRUMBS.fullmatch(text))


@lru_cache(maxsize=4096)
def trail(text: str) -> bool:
    """The way to the page, in names of any kind; the last may be the headline: “Wave » News » Ferry fares rise”."""
    steps = STEP.split(text) if (">" in text or not text.isascii()) and STEP.search(text) else []
    if not 3 <= len(steps) <= 7 or not all(steps):
        return False
    return all(words(s) <= 4 and titled(s.split()) and s[0].isalpha() for s in steps[:-1]) and words(steps[-1]) <= 25


def _below(document: Document, number: int, last: int) -> int:
    """Where the list ends whose lines stand directly below a label such as “Tags”; 0 without one."""
    blocks, k = document.blocks, number + 1
    while k < len(blocks) and k <= number + 15 and _item(document, k):
        k += 1
    return k if k > number + 1 and (number >= last or blocks[number + 1].text[0] == "#") else 0


def _item(document: Document, number: int) -> bool:
    above, block = document.blocks[number - 1], document.blocks[number]
    near = document.text.count("\n", above.span.end, block.span.start) <= 1
    return near and words(block.text) <= 4 and block.text[-1] not in ".!?:;"


def _over_headline(blocks: tuple[Block, ...], number: int, end: int) -> bool:
    """Whether a line of the head names sections: above the headline, or alone between headline and text."""
    text = blocks[number].text
    if number and (GAME.fullmatch(text) or (0 < number == end - 1 and lone(text) and _only(blocks, number))):
        return True
    if any(words(b.text) > 3 for b in blocks[:number]) or len(blocks) < 2:
        return False
    if number == 0 and parts(text):
        return True
    below = [b.text for b in blocks[number + 1 : min(end, number + 4)]]
    return lone(text) and any(not prose(t) and 3 <= words(t) <= 25 for t in below)


def _only(blocks: tuple[Block, ...], number: int) -> bool:
    """Whether no other line is as short, as headings of a round-up are, and a headline stands above."""
    return words(blocks[0].text) >= 4 and not any(len(b.text) <= 25 for b in blocks[number + 1 :])


@lru_cache(maxsize=4096)
def lone(text: str) -> bool:
    """Whether a line is the name of a section: “Society”, “[Society]”, “Law and order”."""
    name = text.strip(SIGNS)
    if len(name) > 45 or not name[:1].isupper() or (name == text and RUBRICS.fullmatch(name)):
        return False
    return bool(SECTION.fullmatch(name)) or (bool(PAIR.fullmatch(name)) and words(name) <= 4 and text[-1] not in ".!?")


@lru_cache(maxsize=4096)
def parts(text: str) -> bool:
    """“Health and Community | The Old Town”: a section and a part of it."""
    names = [n.strip() for n in BARS.split(text)]
    if not 2 <= len(names) <= 4 or not all(1 <= words(n) <= 4 and titled(n.split()) for n in names):
        return False
    if RUBRICS.fullmatch(names[0]) or text[-1] in ".!?":
        return False
    return bool(PAIR.fullmatch(names[0])) or (bool(SECTION.fullmatch(names[0])) and words(text) <= 4)


@lru_cache(maxsize=4096)
def bracket(text: str, near_headline: bool) -> tuple[int, int] | None:
    """A rubric in brackets: anywhere in a headline, at the start of any other block."""
    if not OPEN.search(text):
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
