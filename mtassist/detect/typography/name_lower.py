"""A name in small letters: “on monday”, “the russian side”, “i thought”.

French, Spanish, Russian and most other languages write weekdays, months and peoples with a small letter, and a system
that learns from careless text writes “i”. French fries, web addresses and species are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist.cues import cues
from mtassist.detect.typography._near import in_address
from mtassist.lists import words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="typography.name-lower",
    summary="A weekday, month, people or place is written with a small letter.",
    mqm=Mqm.SPELLING,
    severity=Severity.MINOR,
    confidence=0.95,
    examples=(
        bad("The bridge was closed on [[monday]] evening.", fix="Monday"),
        bad("She wrote it on [[twitter]] at night.", fix="Twitter"),
        bad("He showed it on [[youtube]] in May.", fix="YouTube"),
        bad("The [[nato]] summit ended.", fix="NATO"),
        bad("They met at the [[united nations]] in May.", fix="United Nations"),
        bad("The [[olympic games]] are over.", fix="Olympic Games"),
        bad("The [[olympic]] flame is lit.", fix="Olympic"),
        ok("Just google it; an amazon rode by; the usa.example.org page; the games of the united and the nations."),
        bad("It was closed before the [[october]] elections.", fix="October"),
        bad("The [[russian]] side denied it.", fix="Russian"),
        bad("They came from [[germany]] by train.", fix="Germany"),
        bad("Eight times [[i]] thought of it.", fix="I"),
        bad("They know that [[i]]'m here.", fix="I"),
        ok("They may march in august silence and eat french fries with polish."),
        ok("See germany.example.org, @russia and #monday; write to monday@example.org."),
        ok("One point (i.e. 557) and i) and so on."),
        ok("The asian-pacific.html page is down."),
        bad("It has been ready since [[march]], he said.", fix="March"),
        bad("They met on 5 [[may]] 2020 in Alba.", fix="May"),
        bad("The [[polish]] president denied it.", fix="Polish"),
        bad("They went to see [[pope]] Francis in Rome.", fix="Pope"),
        ok("They have been on the march since they may; as in may or may not, and the august body."),
        ok("The dutch oven, the polish on the table, the pope and the king of France, 20 may come."),
        misses("They like [[french]] films.", "french windows and french fries are right"),
    ),
)

VERBS = (
    "am|was|have|had|will|would|can|could|do|did|don|think|thought|want|know|knew|hope|love|like|said|say|see|saw|went"
)
VERBS += "|go|got|believe|feel|felt|wish|need|never|also|just|really|still|should|must|may|call"
SELF = re.compile(rf"(?<![\w.@#/'’-])i(?=[’'](?:m|ve|ll|d) | (?:{VERBS}) )")
MONTH_LEFT = re.compile(
    r"(?:\b(?P<word>since|in|last|until|early|late|this|next)|(?<![\d.,:])\d{1,2}(?:th|st|nd|rd)?) $"
)
MONTH_RIGHT = re.compile(r"[.,;]| (?:19|20)\d\d\b| (?:this|last)\b|$")
DAY_RIGHT = re.compile(r" \d{1,2}\b(?![\d,:.-]\d)")
SPELT = {  # capitals of their own
    "youtube": "YouTube",
    "whatsapp": "WhatsApp",
    "tiktok": "TikTok",
    "linkedin": "LinkedIn",
    "nato": "NATO",
    "unesco": "UNESCO",
    "unicef": "UNICEF",
    "usa": "USA",
    "fbi": "FBI",
    "cia": "CIA",
    "bbc": "BBC",
    "cnn": "CNN",
    "fifa": "FIFA",
    "uefa": "UEFA",
}
PLAIN = frozenset(
    ["twitter", "facebook", "instagram", "wikipedia", "netflix", "olympic", "olympics", "paralympic", "nazi", "nazis"]
)
WHOLE = re.compile(
    r"\b(?:united (?:nations|states|kingdom)|european (?:union|commission)|soviet union|(?:paral|ol)ympic games)\b"
    r"(?![-/.]\w)"
)
NOUNS = (
    "president|government|parliament|minister|ministry|authorities|police|army|border|capital|embassy|ambassador|city"
    "|league|team|coach|language|citizens?|side|foreign|prime|media|press|company|economy|military|national|football"
)
NOUN_RIGHT = re.compile(rf" (?:{NOUNS})\b")
NAME_RIGHT = re.compile(r"\.? [A-Z][a-z]{2,}")
RARE = {  # words that are names only beside others
    **dict.fromkeys(["march", "may", "august"], "month"),
    **dict.fromkeys(["french", "polish", "turkish", "dutch", "greek", "swiss", "danish", "thai"], "people"),
    **dict.fromkeys(["pope", "king", "queen", "mrs"], "title"),
}


BEFORE, AFTER = (
    ("", "(", '"', "“"),
    ("", ".", ",", ";", ":", "!", "?", ")", "'s", "’s", '"', "”", '."', ".”", ',"', ",”"),
)


@cache
def _spelt() -> dict[str, str]:
    """Every way a name may stand between blanks → the name; “i” among them."""
    names = sorted(words("always_capital") | RARE.keys() | SPELT.keys() | PLAIN)
    found = {a + name + b: name for name in names for a in BEFORE for b in AFTER}
    return found | {
        a + i: "i" for a in BEFORE for i in ("i", "i'm", "i’m", "i've", "i’ve", "i'll", "i’ll", "i'd", "i’d")
    }


@cache
def _telling() -> frozenset[str]:
    return frozenset(_spelt())


@cache
def _names() -> re.Pattern[str]:
    names = "|".join(sorted(words("always_capital") | SPELT.keys() | PLAIN))
    return re.compile(rf"(?<![\w.@#/'’-])(?:{names})(?:(?=['’]s\b)|(?![\w@/'’-]))(?!\.\w)")


CUES = cues(spelt={*_spelt().values(), "united", "union", "olympic", "paralympic"})


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    whole = "united" in text or " union" in text or "ympic g" in text
    said = text.split()
    if not whole and _telling().isdisjoint(said):
        return
    found = {_spelt()[token] for token in _telling().intersection(said)}
    places = set()
    for word in found:
        if word == "i":
            places |= {match.span() for match in SELF.finditer(text)}
        elif word in RARE:
            spots = re.finditer(rf"\b{word}\b", text)
            places |= {m.span() for m in spots if _name(text, m.start(), m.end(), RARE[word])}
        else:
            places |= {match.span() for match in _names().finditer(text)}
    wholes = [m.span() for m in WHOLE.finditer(text)] if whole else []
    for start, end in sorted({p for p in places if not any(a <= p[0] < b for a, b in wholes)} | set(wholes)):
        if not in_address(text, start, end):
            word = text[start:end]
            fix = SPELT.get(word) or (word.title() if " " in word else word[0].upper() + word[1:])
            yield RULE.issue(block, (start, end), f"“{fix}” is written with a capital.", fix=fix)


def _name(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a word that is a name only beside others stands beside them: “since march”, “polish president”."""
    left = text[max(0, start - 8) : start]
    if kind == "people":
        return NOUN_RIGHT.match(text, end) is not None
    if kind == "title":
        return left[-2:-1].islower() and NAME_RIGHT.match(text, end) is not None
    dated = DAY_RIGHT.match(text, end) is not None and text[start:end] != "may"
    return dated or (MONTH_LEFT.search(left) is not None and MONTH_RIGHT.match(text, end) is not None)
