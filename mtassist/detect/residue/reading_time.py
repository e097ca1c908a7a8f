"""How long the article takes to read: “2 min read”, “Reading time: 3 minutes”.

Sites print it beside the date. In prose a reading time has an article before it (“a two-minute read”) or a verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.cues import cues
from mtassist.detect.residue._position import edges, removal, within
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="residue.reading-time",
    summary="A reading time of the page stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.97,
    examples=(
        bad("Ferry fares to rise\n\n[[2 min read]]\n\nThe ferry company said so.", fix=""),
        bad("Ferry fares to rise\n\n[[Reading time: approx. 3 minutes]]\n\nThe ferry company said so.", fix=""),
        bad("Ferry fares to rise\n\n[[3 minutes of reading]]\n\nThe ferry company said so.", fix=""),
        bad("[[4 min. read]] The ferry company will raise its fares in June, it said.", fix=""),
        bad("Ferry fares to rise\n\n[[Lesezeit: 2 Min.]]\n\nThe ferry company said so.", fix=""),
        bad("Ferry fares to rise\n\n[[2 min]]\n\nThe company said on Monday that fares will rise in June.", fix=""),
        ok("Ferry fares rise\n\nThe company said on Monday that fares will rise.\n\n2 min\n\nIt is over."),
        ok("A two-minute read of the contract would have shown it."),
        ok("5 minutes before the end Keller scored."),
        ok("Reading time with a parent shrank from 20 to 12 minutes a day."),
        ok("Reading: 2 points from the drop"),
    ),
)

N = (
    r"(?:(?:approx(?:imately|\.)?|about|around|ca\.?|circa|less\sthan|under|up\sto|[~<≈])\s?)"
    r"?(?:\d{1,3}(?:[-–]\d{1,3})?|one|two|three|four|five|a|an)"
)
UNIT = r"(?:[\s-]?(?:min(?:ute)?s?\b\.?|['′]))"
LABELLED = (
    r"(?:(?:est(?:imated|\.)?\s)?(?:(?:article\s)?(?:reading|read|listening)[\s-](?:time|duration"
    r"|length)|(?:time|duration)\s(?:to\sread|of\sreading|for\sreading)|reads?\sin)"
    r"|Lesezeit|Lesedauer|Temps\sde\slecture|Tiempo\sde\slectura|Tempo\sde\sleitura|Tempo\sdi\slettura|Leestijd"
    r"|Okuma\ssüresi|Время\sчтения|Час\sчитання|Czas\sczytania|Doba\sčtení|Olvasási\sidő|Lästid"
    r"|Lesetid|Læsetid|Lukuaika)"
)
BARE = rf"{N}{UNIT}\s?(?:of\s)?(?:read(?:ing)?(?:\stime)?|to\sread|listen(?:ing)?)"
WHOLE = re.compile(
    rf"\W*(?:{LABELLED}\s?[:：-]?\s?{N}(?:{UNIT}|\s?\w{{1,7}}\.?)(?:\s?\d+\s?sec\w*\.?)?|{BARE})\W*", re.IGNORECASE
)
OPENING = re.compile(rf"(?:{BARE}|{LABELLED}\s?[:：]\s?{N}{UNIT})[.:|]?(?=\s+[A-Z\"“‘])", re.IGNORECASE)
BESIDE_HEADLINE = re.compile(rf"\W{{0,2}}(?:read(?:ing)?\s?:?\s)?{N}\s?min\.?\W{{0,2}}", re.IGNORECASE)


CUES = cues(
    "min read reads reading listen listening lesezeit lesedauer temps tiempo tempo leestijd okuma время час czas doba"
    " olvasási lästid lesetid læsetid lukuaika"
)


def find_all(document: Document) -> Iterator[Issue]:
    for number, block in enumerate(document.blocks):
        span = reading_time(block.text[:90], len(block.text))
        if not span and len(block.text) <= 20 and 0 < number < edges(document)[0]:
            span = (0, len(block.text)) if BESIDE_HEADLINE.fullmatch(block.text) else None
        if span:
            yield removal(RULE, document, within(block, span), "This is the page's reading time, not the article.")


@lru_cache(maxsize=4096)
def reading_time(text: str, length: int) -> tuple[int, int] | None:
    """Where a block of this beginning and length holds a reading time."""
    if not any(map(str.isdigit, text[:60])) and "minute" not in text:
        return None
    if length <= 60 and WHOLE.fullmatch(text):
        return 0, length
    if "min" not in text[:40]:
        return None
    if (match := OPENING.match(text)) and not text[match.end() :].lstrip()[:1].islower():
        return match.span()
    return None
