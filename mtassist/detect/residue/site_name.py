"""The name of the site glued to the headline, or alone above it: “Ships leave - Xinhua”, “Complete Harbour News”.

It comes from the title of the page. Portals add their sources in brackets (“(TV Harbour) - Yahoo! News”), Japanese
papers whole chains of rubrics. A dash or bar in a headline may as well part a quotation, a place or an author, so what
follows must be a known site, look like one, be said twice, or be missing where the headline is repeated below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.detect.residue._dates import NUMERIC, TIME
from mtassist.detect.residue._position import alternation, edges, prose, removal, within, words
from mtassist.detect.residue._sites import DOMAIN, PORTAL, masthead, signed, site
from mtassist.rules import Rule, bad, misses, ok
from mtassist.segment import in_lines
from mtassist.types import Block, Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.site-name",
    summary="The name of the site is glued to the headline or stands above it.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        bad("First ships leave the port [[- Xinhua]]\n\nThe port opened on Sunday.", fix=""),
        bad("First ships leave the port[[-Xinhua.com]]\n\nThe port opened on Sunday.", fix=""),
        bad("First ships leave the port [[(TV Harbour) - Yahoo! News]]\n\nThe port opened on Sunday.", fix=""),
        bad("First ships leave the port[[-Today's News-Harbour Daily]]\n\nThe port opened on Sunday.", fix=""),
        bad("First ships leave!\n\n[[(TV Harbour) - Yahoo! News]]\n\nThe port opened on Sunday.", fix=""),
        bad("First ships leave the port [[| HARBOUR DIGITAL]]\n\nThe port opened on Sunday.", fix=""),
        bad(
            "First ships leave the port [[| Town Topics | Harbour Shimbun News]]\n\nThe port opened on Sunday.", fix=""
        ),
        bad("First ships leave the port [[- Teller Harbour Teller Harbour]]\n\nThe port opened on Sunday.", fix=""),
        bad("First ships leave the port [[harbour365.net Yahoo!News]]\n\nThe port opened on Sunday.", fix=""),
        bad(
            "Lunch at “Kobune”[[暮Lifestyle・ChihoーHarbour Newspaper NewsーHarbour Newspaper Live]]\n\nIt is good.",
            fix="",
        ),
        bad(
            "[[Complete Harbour World]]\n\nFirst ships leave the port\n\nThe port opened on Sunday, as the mayor said.",
            fix="",
        ),
        bad("First ships leave the port [[- DW 09 - 08. 02 2023]]\n\nThe port opened on Sunday.", fix=""),
        bad("First ships leave the port [[: Sports Hinode]]\n\nThe port opened on Sunday.", fix=""),
        bad("First ships leave the port[[_Harbour Daily]]\n\nThe port opened on Sunday.", fix=""),
        bad(
            "First ships leave the port\n\n[[Harbour Daily]]\n\nThe port opened to all ships on Sunday, he said.",
            fix="",
        ),
        bad("Ships leave\n\nThe port opened to all ships on Sunday, he said.\n\n[[Sports Hinode company]]", fix=""),
        ok("Which papers do they read?\n\nHarbour Daily\n\nOcean Post\n\nIsland Herald"),
        ok("First ships leave the port : what we know\n\nThe port opened on Sunday."),
        ok("Fall of a giant: what next for Booking.com\n\nThe portal sells rooms."),
        ok("Sixty ships and no pilot - harbour report\n\nThe port opened on Sunday."),
        ok("This is our Brexit, not yours | Polly Harbour\n\nThe port opened on Sunday."),
        ok("Ships leave - at last\n\nThe port opened on Sunday."),
        ok("Man held over attack on Daily Telegraph\n\nThe port opened on Sunday."),
        ok("World News in Brief\n\nThe port opened on Sunday, the mayor said in the end."),
        ok("Cup final: Red Star - Harbour Stars"),
        misses(
            "First ships leave the port [[- Lighthouse]]\n\nThe port opened on Sunday.", "any word may follow a dash"
        ),
    ),
)

SECTION = re.compile(rf"(?:{alternation('sections')})", re.IGNORECASE)
DATE_TAIL = re.compile(
    rf"[\s,–-]*(?:\d{{1,2}}\s?[-–]\s?)?(?:{NUMERIC}|\d{{1,2}}\.\s?\d{{1,2}}\.?\s?\d{{4}})(?:,?\s?{TIME})?\s*$"
)
BAR = re.compile(r"\s*[|｜¦]\s*|\s+[»«·•/]\s+|_(?=[A-Z])")
DASH = re.compile(
    r"(?P<loose>\s+(?:--|[-–—:])\s+)|\s?(?:--|[-–—])\s?(?=[\w(])|:\s(?=[A-Z][\w ]+(?:Digital|Shimbun"
    r"|Online|Newspaper|Edition)\s*$)"
)
BEFORE = re.compile(r"\s*(?:\([^()]{2,40}(?:\([^()]{1,20}\))?\)|（[^（）]{2,40}）)?$")
PORTAL_NAME = re.compile(PORTAL)
LINE = re.compile(
    rf"(?:\([^()]{{2,40}}\)|\"?[A-Z][\w. !]{{1,25}}\"?)\s[-–—]\s(?:{PORTAL})"
)  # “(TV Harbour) - Yahoo! News” alone
DOMAINS = re.compile(
    rf"(?<=[\s)\]>”\"])(?:{DOMAIN}|{PORTAL})(?:\s(?:{DOMAIN}|{PORTAL})){{1,3}}$|(?<=[)\]>])\s(?:{DOMAIN}|{PORTAL})$"
)
CHAIN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]*[A-Z][\w'’&. ]*(?:\s?[・ー｜－／]\s?[A-Z][\w'’&.! ]*){1,6}$")
MESSAGE = "This is the name of the site, not the headline."
ALONE = "This is the name of the site, not the article."


def glance(text: str) -> bool:
    """Whether there are several lines, or one that does not end like a sentence."""
    line = text.strip()
    return line[-1:] not in '.?"”' or line[-4:-3] == "." or in_lines(line)


def find_all(document: Document) -> Iterator[Issue]:
    blocks = document.blocks
    end, last = edges(document)
    for number, block in enumerate(blocks[: max(end, 2)]):
        if len(block.text) > 250:
            continue
        dashed = "-" in block.text or not block.text.isascii()
        if (dashed and LINE.fullmatch(block.text)) or (number < 2 and _masthead(blocks, number, end)):
            yield removal(RULE, document, block.span, ALONE)
        elif (start := suffix(block.text)) or (start := _missing_below(blocks, number)):
            yield removal(RULE, document, within(block, (start, len(block.text))), MESSAGE)
        elif 1 <= number < end and number < last and signed(block.text) and words(blocks[0].text) >= 4:
            yield removal(RULE, document, block.span, ALONE, confidence=0.85)
    for number in range(max(last, end, 2), len(blocks)):
        text = blocks[number].text
        if signed(text) and not any(signed(b.text) for b in blocks[last:number] + blocks[number + 1 :]):
            yield removal(RULE, document, blocks[number].span, ALONE, confidence=0.85)


def _masthead(blocks: tuple[Block, ...], number: int, end: int) -> bool:
    """A site's name alone above the headline: short, and a line that is no paragraph follows."""
    text = blocks[number].text
    if words(text) > 5 or number + 1 >= len(blocks) or not masthead(text):
        return False
    return number + 1 < end and not prose(blocks[number + 1].text) and words(blocks[number + 1].text) > 3


@lru_cache(maxsize=4096)
def suffix(text: str) -> int:
    """Where the site's name begins that ends this headline; 0 without one."""
    if text[-1] in '.?"”' and text[-4:-3] != ".":
        return 0
    dated = DATE_TAIL.search(text) if text[-1].isdigit() else None
    body = text[: dated.start()] if dated else text
    if match := DOMAINS.search(body):
        return match.start() + len(match[0]) - len(match[0].lstrip())
    if not body.isascii() and (match := CHAIN.search(body)) and match.start():
        return _chain_start(body, match)
    bars = not body.isascii() or any(map(body.__contains__, "|_/"))
    dashes = not body.isascii() or any(map(body.__contains__, "-:"))
    return (bars and _after_bar(body)) or (dashes and _after_dash(body)) or 0


def _chain_start(text: str, match: re.Match[str]) -> int:
    """A chain begins after a quotation or with a rubric; else its first link belongs to the headline."""
    before, first = text[: match.start()].rstrip(), re.split("[・ー｜－／]", match[0])[0]
    if before[-1:] in "\"”’'）)」』":
        return match.start()
    rubric = next((n for n in range(3) if SECTION.fullmatch(" ".join(first.split()[-1 - n :]))), None)
    return match.start() + (first.rfind(first.split()[-1 - rubric]) if rubric is not None else len(first))


def _after_bar(text: str) -> int:
    """The first of the bars behind which only sites and rubrics stand, one site among them."""
    bars = list(BAR.finditer(text))
    start, sites = 0, 0
    for number in range(len(bars) - 1, -1, -1):
        stop = bars[number + 1].start() if number + 1 < len(bars) else len(text)
        part = text[bars[number].end() : stop].strip()
        if not part or not (site(part) or SECTION.fullmatch(part) or (sites and words(part) <= 3)):
            break
        if number == 0 and words(text[: bars[0].start()]) < 2:
            break
        start, sites = bars[number].start(), sites + site(part)
    return _with_colon(text, _skip(text, start)) if sites else 0


def _with_colon(text: str, start: int) -> int:
    """“…: Harbour Shimbun Digital | Har-digi”: the name before the bar goes too."""
    before = text[:start].rstrip()
    colon = before.rfind(": ")
    return colon if colon > 0 and site(before[colon + 2 :]) else start


def _after_dash(text: str) -> int:
    match, stop = None, len(text)
    for dash in reversed(list(DASH.finditer(text))):  # chains: “… - Today's News - Harbour Daily”
        name = text[dash.end() : stop]
        if match and SECTION.fullmatch(name.strip()):  # “… - Society - Harbour Daily”
            match, stop = dash, dash.start()
            continue
        if not site(name) or not _parted(dash, name) or words(text[: dash.start()]) < 2:
            break
        match, stop = dash, dash.start()
    if not match:
        return 0
    bracket = BEFORE.search(text, 0, match.start()) if PORTAL_NAME.match(text, match.end()) else None
    return _skip(text, bracket.start() if bracket else match.start())


def _parted(dash: re.Match[str], name: str) -> bool:
    """A dash without blanks also joins words (“pre-Focus”): then only a long name or an address counts."""
    return bool(dash["loose"]) or dash[0].startswith(":") or words(name) > 1 or "." in name or name.startswith("Xinhua")


def _skip(text: str, start: int) -> int:
    return start + len(text[start:]) - len(text[start:].lstrip())


def _missing_below(blocks: tuple[Block, ...], number: int) -> int:
    """Where the tail begins that this headline has and its repetition in the next line has not."""
    if number + 1 >= len(blocks):
        return 0
    text, below = blocks[number].text, blocks[number + 1].text
    if not 12 <= len(below) < len(text) or not text.startswith(below):
        return 0
    tail = text[len(below) :]
    return _skip(text, len(below)) if re.match(r"\s*[|｜–—-]\s*\S", tail) and words(tail) <= 6 else 0
