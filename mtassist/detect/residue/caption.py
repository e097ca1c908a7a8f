"""The caption of a picture that is not there: “From left: Ana, Jan and Eva”, “Symbol image”, “Archive photo: …”.

A caption that no label or side mark gives away cannot be told from a heading by rules. Sentences that name sides
(“Keller (left) fell in the second half.”) are prose; labels such as “File photo” count at the edges of a line only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.cues import cues
from mtassist.detect.residue._people import NAME
from mtassist.detect.residue._position import STOP, alternation, removal, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.caption",
    summary="The caption of a picture stands among the paragraphs.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad(
            "They wed.\n\n[[From left: Ana, Jan and Eva – on the way to the harbour (2016)]]\n\nMore is known.", fix=""
        ),
        bad("They wed.\n\n[[Symbol image]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[Archive photo: the old bridge in winter]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[The old bridge in winter (symbolic picture)]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[Illustrative photo.]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[Zdjęcie ilustracyjne]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[Ana Ruiz, left, with Jan Moll]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[In the picture: the pair on the bridge]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[Ana Ruiz (left) and Jan Moll on the bridge]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[The picture shows Ana Ruiz (left) on the bridge in spring.]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[▲ The old bridge in winter]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[The picture shows the pair on the bridge]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[The pair on the bridge, in an archive image]]\n\nMore is known.", fix=""),
        ok("They wed.\n\n▲ 2.3 %\n\nMore is known."),
        ok("The picture shows the pair on the bridge, the museum said."),
        ok("From left to right, parties rejected the plan."),
        ok("The match turned when Keller (left) fell in the second half."),
        ok("The bigger picture\n\nMore is known."),
        ok("The image of the bridge went around the world."),
        ok("She (centre) won"),
        ok("Archive photos of the bridge go on show in May, the museum said."),
        misses("They wed.\n\n[[Ana and Jan on the bridge]]\n\nMore is known.", "nothing tells it from a heading"),
    ),
)

PICTURE = r"(?:photo(?:graph)?|image|picture|pic|footage|illustration|recording)s?"
UNTRANSLATED = alternation("captions")
KIND = (
    rf"(?:(?:archive|archival|archived|file|stock|symbol(?:ic)?|sample|theme|reference|referential"
    rf"|representati(?:ve|onal)|illustrat(?:ive|ion|ional)|generic|example|data|schematic|material|profile|information|title|cover|main|lead"
    rf"|featured?)\s{PICTURE}|{PICTURE}\s(?:for\sillustration|is\sillustrative|from\sthe\sarchives?"
    rf"|of\s(?:the\s)?archives?)(?:\s(?:purposes?|only|purposes\sonly))?|{UNTRANSLATED}"
    rf"|schematic\sdiagram|data\smap|screen\s?(?:shot|grab|capture)s?(?:\s(?:of|from)\s(?:the\s|a\s)?(?:video|film|website|post|internet"
    rf"|surveillance|social\snetworks?|footage|broadcast))?"
    rf"|(?:photo|image|picture)\scaption|caption)"
)
SIDES = (
    r"(?:(?:seen\s|pictured\s)?from\s(?:the\s)?left(?:\sto\sright|\sto\sthe\sright)?|from\s(?:the\s)"
    r"?right(?:\sto\sleft)?|left\sto\sright|right\sto\sleft|l(?:eft)?\s?[-–to]+\s?r(?:ight)?"
    r"|clockwise\sfrom\s[\w ]{3,20}|(?:in|on)\sthe\s(?:photo|picture|image)s?(?:\s(?:above|below))?"
    r"|pictured(?:\s(?:above|below|here))?)"
)
OPENING = re.compile(rf"\W{{0,2}}(?:{SIDES}\s?[:：]|{SIDES}\)|{KIND}\s?(?:[:：|/–—.]|-\s|\())", re.IGNORECASE)
WHOLE = re.compile(rf"\W{{0,2}}(?:an?\s)?{KIND}(?:\sof\s[\w ,'’-]{{2,60}})?\W{{0,2}}", re.IGNORECASE)
CLOSING = re.compile(rf"(?:[(\[/|–—,-]|\.)\s?{KIND}[)\]]?\.?$", re.IGNORECASE)
BESIDE = re.compile(rf"{NAME}, (?:left|right|cent(?:er|re)|second from (?:left|right)),\s")
IN_ARCHIVE = re.compile(
    r",\s(?:in|on)\s(?:an?|the|this)\s(?:archive|archival|file|recent|undated|old|past)\s(?:photo(?:graph)?|image|picture)\.?$",
    re.IGNORECASE,
)
ARROW = re.compile(r"[▲△↑⬆▴◀◁]\s?[\"“'‘]?[A-Z].{5,}")
TAKEN = re.compile(
    r"\((?:(?i:photo(?:graph)?ed|pictured|photographed|taken|filmed|shot)\sby\s[^()]{2,50}"
    r"|(?i:foto|beeld|bild|bilde|kuva|fot\.?|zdroj|źródło|фото|photo\scredit)\s?:\s?[^()]{2,40})\)$"
)
WITH_PHOTO = re.compile(r"[\[【](?:[Ww]ith\s)?(?:photo|image|picture)s?[\]】]")
BY = re.compile(rf"(?:,|=)\s(?:photographed|filmed)\s(?:on\s[\w ,]{{3,25}}\s)?by\s{NAME}(?:\s\([\w ]{{2,20}}\))?$")
JAPANESE = re.compile(r"\((?:AP|AFP|Reuters|EPA)\s?=\s?[\w ]{2,25}\)$")
SIDE = re.compile(
    r"\((?:(?:from|on|at)\s(?:the\s)?)?(?:left|right|cent(?:er|re)|middle|2nd\sfrom\s(?:left|right)"
    r"|second\sfrom\s(?:left|right)|l|r|L|R|pictured)\)"
)
SHOWS = re.compile(r"(?:The|This|Our)\s(?:photo|picture|image)s?\sshows?\b")
CREDITED = re.compile(r"\.\s(?:Photo|Picture|Image)s?\s(?:by|:|provided|courtesy)")
KINDS = ("photo", "image", "pic", "foto", "bild", "illustrat", "footage", "caption", "purposes", "recording", "archive")


CUES = cues(lines=True)


def find_all(document: Document) -> Iterator[Issue]:
    for number, block in enumerate(document.blocks):
        if len(block.text) <= 260 and number and caption(block.text):
            yield removal(RULE, document, block.span, "This is the caption of a picture, not the article.")


@lru_cache(maxsize=4096)
def caption(text: str) -> bool:
    """Whether a block is a caption."""
    ending = text[-30:].lower()
    if OPENING.match(text) or (len(text) <= 90 and WHOLE.fullmatch(text)):
        return True
    if any(kind in ending for kind in KINDS) and CLOSING.search(text[-60:]) and words(text) <= 30:
        return True
    if text[0] in "▲△↑⬆▴◀◁" and len(text) <= 200:
        return bool(ARROW.match(text))
    if any(word in ending for word in ("photo", "image", "picture")) and IN_ARCHIVE.search(text):
        return True
    if SHOWS.match(text) and (not STOP.search(text) or CREDITED.search(text)):
        return words(text) <= 30
    if text[-1] == ")" and words(text) <= 25 and TAKEN.search(text[-70:]):
        return True
    if "photographed by" in text[-70:] and BY.search(text[-90:]):
        return True
    if text[0] in "[【" and not STOP.search(text) and WITH_PHOTO.match(text):
        return True
    if text[-1] == ")" and JAPANESE.search(text[-45:]):
        return True
    if ", " in text[:60] and not STOP.search(text) and BESIDE.match(text):
        return words(text) <= 30
    if "(" not in text or not SIDE.search(text):
        return False
    return bool(SHOWS.match(text)) or (not STOP.search(text) and 5 <= words(text) <= 30)
