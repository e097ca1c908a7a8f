"""A list of other articles under its label: “Popular articles now”, “More in this section”, with their headlines.

Sites put such boxes between two paragraphs or below the text, and a copy takes label and headlines along. An article
lists facts under headings of its own (“Key facts”, “Winners”); only words for what a site offers make a label, and only
lines directly below it, or with bullets, belong to it. What `residue.teaser` has seen already is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.detect.residue import _page
from mtassist.detect.residue._position import edges, prose, removal, within, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.segment import BULLET
from mtassist.types import Document, Issue, Mqm, Severity, Span

RULE = Rule(
    id="residue.related",
    summary="A list of other articles stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad(
            "The ferry left.\n\n[[Access ranking\n1 Cable car stands still\n2 Mayor resigns at sea]]\n\nIt rained.",
            fix="",
        ),
        bad("The ferry left.\n\n[[What else to read\nCable car stands still\nMayor resigns]]\n\nIt rained.", fix=""),
        bad("The ferry left.\n\n[[Popularity ranking\n• The car at the end of the cable]]\n\nIt rained.", fix=""),
        bad("The ferry left.\n\n[[Previous: Cable car stands still\nNext: Mayor resigns at sea]]", fix=""),
        ok("The ferry left.\n\nKey facts\n• It was built in 1911\n• It carries forty cars\n\nIt rained."),
        ok("The ferry left.\n\nMore information is at the town hall."),
        ok("Latest news\n\nThe ferry left at noon with forty cars and came back empty, the captain said."),
        ok("The most popular ferries\nThe Heron was built in 1911.\nThe Gull was built in 1920."),
        ok("The ferry left.\n\nOther news: the ferry has a new captain."),
        ok("Popular topics\n\nHe spoke of ferries and of cars, and then of nothing else until the night came."),
        misses(
            "The ferry left.\n\n[[Our readers' hearts\nCable car stands still\nMayor resigns]]\n\nIt rained.",
            "an unheard-of label",
        ),
    ),
)

KIND = (
    r"(?:related|recommended|popular|most\s(?:read|viewed|popular|commented|shared|discussed|clicked|visited|watched|important)"
    r"|latest|last|recent|other|similar|more|further|additional|trending|hot|top|main|important|interesting|editor['’]?s['’]?"
    r"|editorial|today['’]?s|current|next|previous|earlier|same|new|newest|fresh|selected|special|best|our|past|linked|also)"
)
THING = (
    r"(?:news|articles?|stories|posts?|materials?|publications?|topics?|contents?|headlines|readings?|links|videos|texts"
    r"|recommendations?|choices?|picks?|selections?|ranking|information|read|viewed|items|entries)"
)
WHICH = (
    r"(?:now|today|right\snow|of\sthe\s(?:day|week|hour|month|author|section|editors?)|this\sweek|by\sthe\s(?:same\s)?author|for\syou"
    r"|(?:on|about|to)\s(?:the|this)\s(?:same\s)?(?:topic|subject|theme|issue)|(?:from|in|of)\s(?:the|this|our)\s(?:same\s)?"
    r"(?:section|category|author|rubric|media|site|edition)|(?:from|in|on)\s[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)"
)
LABEL = re.compile(
    rf"[^\w\n]{{0,4}}(?:(?:the\s)?(?:{KIND}\s){{1,3}}(?:{THING})(?:\s{WHICH}){{0,2}}|(?:news|articles|topics|stories)\s{WHICH}"
    rf"|(?:most\s(?:read|viewed|popular|commented|shared|discussed|watched|clicked))(?:\s{WHICH})?"
    r"|(?:more|also|other|others)\s(?:in|on|from|about|by|of|this)\s(?:(?:the|this|our|same)\s){0,2}[\w-]{3,20}"
    r"|(?:in|on|to|about)\s(?:the\s|this\s){1,2}(?:same\s)?(?:section|category|topic|subject|theme|rubric)"
    r"|(?:access|reading|article|news|popularity)\sranking|(?:read|see|watch|look|view)\s(?:also|too|more|next|on)"
    r"|also\s(?:read|see|watch|this|interesting|important)|(?:do\snot|don['’]t)\smiss(?:\s(?:it|this|out))?"
    r"|(?:it\s|this\s)?(?:may|might|could|can|will)\s(?:also\s)?(?:be\sof\s)?interest\syou|what\selse\sto\sread"
    r"|you\s(?:may|might|could|will|can)\s(?:also\s)?(?:like|enjoy|be\sinterested(?:\sin)?)(?:\sthis)?|we\srecommend"
    r"|our\s(?:choice|selection|recommendation)s?|(?:previous|next|prev)\s(?:article|news|post|story)|background)\s?[:»›>|▼]?",
    re.IGNORECASE,
)
GLUED = re.compile(
    r"(?:ALSO\s(?:THIS|READ|SEE)|Also\s(?:this|read|see))\s?[:|»]\s?[^.!?\n]{8,160}?[a-z](?=[A-Z][a-z]*\s[a-z])"
)
LINE = re.compile(
    r"[^\w\n]{0,3}(?:ALSO\sTHIS|Also\sthis|ALSO\s(?:READ|SEE)|Also\simportant|Previous|Next|Previous\sarticle|Next\sarticle"
    r"|(?:Previous|Next)\s(?:news|post|story))\s?[:|»›]\s?(?P<title>\S.{8,160})"
)
BOX = re.compile(r"[^\w\n]{0,4}(?:background|more\sinformation|more\snews|latest\snews|our\s)", re.IGNORECASE)
ITEM_END = re.compile(r"[.,;:]$")
FIRST = re.compile(
    r"\W{0,4}(?:"
    r"the|related|recommended|popular|most|latest|last|recent|other|others|similar|more|further|additional|"
    r"trending|hot|top|main|important|interesting|editor|editors|editorial|today|current|next|previous|prev|"
    r"earlier|same|new|newest|fresh|selected|special|best|our|past|linked|also|news|articles|topics|stories|in|"
    r"on|to|about|access|reading|article|popularity|read|see|watch|look|view|do|don|it|this|may|might|could|can|"
    r"will|what|you|we|background"
    r")\b",
    re.IGNORECASE,
)
MESSAGE = "Other articles of the site are listed here: not this article."


def find_all(document: Document) -> Iterator[Issue]:
    blocks = document.blocks
    done = 0
    for number, block in enumerate(blocks):
        if number < max(done, 1):
            continue
        if label(block.text) and (done := _end(document, number)):
            if any(
                m.start <= block.span.start and blocks[done - 1].span.end <= m.end
                for m in _page.findings(document.text)
            ):
                continue  # residue.teaser has it
            yield removal(RULE, document, Span(block.span.start, blocks[done - 1].span.end), MESSAGE)
        elif end := glued(block.text[:220]):
            yield removal(RULE, document, within(block, (0, end)), MESSAGE)
        elif linked(block.text):
            done = _links_end(document, number)
            if done > number + 1 or number >= edges(document)[1] or block.text[:4].upper() == "ALSO":
                yield removal(RULE, document, Span(block.span.start, blocks[done - 1].span.end), MESSAGE)


@lru_cache(maxsize=4096)
def label(text: str) -> bool:
    """Whether a line is the label of a list of articles."""
    if len(text) > 60 or text[-1] in ".!?" or not FIRST.match(text):
        return False
    return words(text) <= 8 and bool(LABEL.fullmatch(text))


@lru_cache(maxsize=4096)
def glued(text: str) -> int:
    """Where a link ends that runs into the paragraph: “ALSO THIS: Gold in the ovenThe governor came …”."""
    match = GLUED.match(text) if text[:4] in ("ALSO", "Also") else None
    return match.end() if match else 0


@lru_cache(maxsize=4096)
def linked(text: str) -> bool:
    """“Next: Mayor resigns at sea”."""
    found = [LINE.fullmatch(line) for line in text.split("\n")] if ":" in text or "|" in text or "»" in text else []
    return bool(found) and text[-1] not in ".;," and all(m and words(m["title"]) >= 3 for m in found)


def _links_end(document: Document, number: int) -> int:
    end = number + 1
    while end < len(document.blocks) and linked(document.blocks[end].text) and _near(document, end):
        end += 1
    return end


def _near(document: Document, number: int) -> bool:
    above, block = document.blocks[number - 1], document.blocks[number]
    return document.text.count("\n", above.span.end, block.span.start) <= 1


def _end(document: Document, number: int) -> int:
    """Where the headlines end that stand below a label; 0 if none do."""
    blocks, bullets = document.blocks, 0
    end = number + 1
    while end < len(blocks) and end <= number + 10:
        text = blocks[end].text
        bullet = bool(BULLET.match(text)) or text[0] in ">»›▶►"
        if not headline(text) or not (_near(document, end) or bullet) or (bullets and not bullet):
            break
        bullets += bullet
        end += 1
    plain = BOX.match(blocks[number].text) and not blocks[number].text.isupper()
    return end if end > number + (2 if plain else 1) and not label(blocks[end - 1].text) else 0


@lru_cache(maxsize=4096)
def headline(text: str) -> bool:
    """Whether a line may be the headline of an article."""
    return 3 <= words(text) <= 26 and len(text) <= 170 and not ITEM_END.search(text) and not prose(text)
