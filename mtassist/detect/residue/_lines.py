"""Judges one line: is all of it residue? Residue glued into a line of text is `_glue`'s business."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mtassist.detect.residue import _labels, _prompts, _tokens
from mtassist.detect.residue._labels import LIKELY, SURE, WEAK
from mtassist.segment import sentences

RULES = {
    "share": "share-bar",
    "network": "share-bar",
    "follow": "interface-label",
    "save": "interface-label",
    "like": "interface-label",
    "readmore": "interface-label",
    "source": "interface-label",
    "menu": "interface-label",
    "toggle": "toggle",
    "subscribe": "prompt",
    "newsletter": "prompt",
    "consent": "prompt",
    "login": "prompt",
    "paywall": "prompt",
    "comment": "comment-box",
    "player": "player",
    "ad": "player",
    "rights": "disclaimer",
    "notice": "rights",
    "translation": "disclaimer",
    "views": "counter",
    "number": "counter",
    "related": "teaser",
    "token": "template-token",
}
QUOTE = re.compile(r"[\"“”„«»]")
BULLETS = re.compile(r"[^\w\[(\"“”„«»'‘]*")
COUNT = re.compile(r"\d{1,3}(?:[.,]?\d{1,3})*[KkM]?")
COUNTED = re.compile(
    r"(?i)(?:seen|viewed|read|visited|shared|displayed|watched)(?: by)? \d[\d.,]*k? (?:times?|people|users|readers)"
    r"|\d[\d.,]*k? (?:times?|people|users|readers) (?:have )?(?:seen|viewed|read|visited|shared|commented)(?: this)?\W?"
)
AFTER = re.compile(  # how a headline is joined to “Read also”
    r"(?P<strong>[ \t\xa0]*[:|»›→►▶➤>][ \t\xa0:|»›→►▶➤>]*"
    r"|[ \t\xa0]*[\])】][ \t\xa0]*|[ \t\xa0]{2,}|[ \t\xa0]+[-–—][ \t\xa0]+)"
    r"|(?P<plain>[ \t\xa0]+(?=[\"“«'‘]?[A-Z0-9\xc0-\xde]))"
)


NEXT = re.compile(  # a sentence that begins without the full stop of the headline before it
    r"(?<=[a-z0-9]) (?=(?:The|A|An|In|On|At|He|She|It|They|We|But|And|According|This|That|For|After|With|As|When"
    r"|However|Meanwhile|Earlier|If|No|Not|His|Her|Their|From|By|To|Since|During|Also|There)\s[a-z])"
)


def begins_again(words: str) -> int | None:
    """Where a new sentence begins after a headline that has no full stop; none in a headline all in capitals."""
    found = NEXT.search(words, 0, 300)
    return found.start() if found and not words[: found.start()].istitle() else None


@dataclass(frozen=True, slots=True)
class Mark:
    """Residue in a line."""

    rule: str
    start: int
    end: int
    weight: int
    whole: bool = True
    opens: bool = False  # the headlines of this label stand on the next lines


@lru_cache(maxsize=4096)
def whole(line: str) -> Mark | None:
    """The line as residue, if all of it is. A weak mark needs other residue beside it."""
    if _tokens.whole(line):
        return Mark("template-token", 0, len(line), SURE)
    if COUNT.fullmatch(line):
        return Mark("counter", 0, len(line), WEAK)
    if COUNTED.fullmatch(line):
        return Mark("counter", 0, len(line), LIKELY)
    if pieces := _labels.whole(line):
        weight = _labels.proof(line, pieces)
        kind = _labels.kind(pieces)
        if weight and kind in RULES:
            return Mark(RULES[kind], 0, len(line), weight, opens=pieces[-1].label.teases)
    return _teaser(line) or _prompt(line)


def _teaser(line: str) -> Mark | None:
    """“Read also: Fire in the harbour of Lisvik”."""
    start = _start(line)
    if start is None or len(line) > 320:
        return None
    pieces, _ = _labels.chain(line, start, limit=1)
    if not pieces or not pieces[0].label.teases:
        return None
    label, after = pieces[0].label, AFTER.match(line, pieces[0].end)
    if not after or len(line[after.end() :].split()) < (2 if label.weight >= LIKELY else 1):
        return None
    if len(line) > 160 and (len(sentences(line[after.end() :])) > 1 or begins_again(line[after.end() :])):
        return None  # the article goes on in the same line
    weight = label.weight
    joined = after["strong"] or line.startswith("More ", start)
    if weight == WEAK and joined and label.kind == "related" and pieces[0].words > 1 and not line.endswith("."):
        weight = LIKELY  # “On the subject: …”, “More on Lisvik”
    if after["plain"] is not None:
        if weight < LIKELY or pieces[0].words < 2 or line.endswith((".", ",", ";")):
            return None
        weight = LIKELY
    return Mark("teaser", 0, len(line), min(weight, LIKELY))


def _start(line: str) -> int | None:
    lead = BULLETS.match(line)
    start = lead.end() if lead else 0
    return (
        start + 1
        if line[start : start + 1] in ("[", "(")
        else start
        if line[start : start + 1] not in '"“”„«»'
        else None
    )


def _prompt(line: str) -> Mark | None:
    """All sentences, or most of the text, are said by the site and not by the article."""
    if QUOTE.match(line):
        return None
    parts = [line[a:b] for a, b in sentences(line)]
    kinds = [_said(part) for part in parts]
    known = [k for k in kinds if k]
    told = sum(len(p) for p, k in zip(parts, kinds, strict=True) if k)
    if not known or not (len(known) == len(parts) or (len(known) >= 2 and kinds[0] and told > 0.6 * len(line))):
        return None
    return Mark(max(dict.fromkeys(known), key=known.count), 0, len(line), LIKELY)


def _said(part: str) -> str | None:
    if kind := _prompts.sentence(part):
        return kind
    if (pieces := _labels.whole(part)) and _labels.proof(part, pieces) >= SURE:
        return RULES.get(_labels.kind(pieces))
    return None
