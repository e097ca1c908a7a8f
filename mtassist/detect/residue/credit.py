"""Who made a picture or where a text comes from: “Photo: Ana Ruiz”, “© AFP / Magazine image”, “SOURCE: given”.

On the page it hangs on a picture; copied, it becomes a line among paragraphs or runs into a headline. “Foto:” and
“Zdjęcie:” often stay untranslated. Picture lines that have more to say are captions; sentences about photos
(“Photos: what we know of the blaze” above an article) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.detect.residue import _credits, _lines
from mtassist.detect.residue._agencies import ANY, PICTURES
from mtassist.detect.residue._credits import DOTTED, GIVER, GIVERS, MADE, MORE, NAMED, PHOTO, SAID, SENT, SHOUTED, SHOWN
from mtassist.detect.residue._dates import NUMERIC, TIME
from mtassist.detect.residue._people import NAME, NAMES
from mtassist.detect.residue._position import (
    STOP,
    alternation,
    first_words,
    opening_word,
    prose,
    removal,
    within,
    words,
)
from mtassist.detect.residue._sites import site
from mtassist.rules import Rule, bad, misses, ok
from mtassist.segment import in_lines
from mtassist.types import Block, Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.credit",
    summary="The credit of a picture or of the source stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        bad("The bridge stays closed.\n\n[[Photo: Ana Ruiz]]\n\nRepairs begin in May.", fix=""),
        bad("The bridge stays closed.\n\n[[Zdjęcie: Foto: PAP/Jan Zieliński]]\n\nRepairs begin in May.", fix=""),
        bad("The bridge stays closed.\n\n[[© AFP / Magazine image]]\n\nRepairs begin in May.", fix=""),
        bad("The bridge stays closed.\n\n[[SOURCE: given]]", fix=""),
        bad("The bridge stays closed.\n\n[[Photo by Ana Ruiz, text by Jan Moll]]", fix=""),
        bad("The bridge stays closed.\n\n[[imago images / Sven Moll]]\n\nRepairs begin in May.", fix=""),
        bad("The bridge stays closed.\n\nRepairs begin in May, the mayor said. [[(Photo: Getty Images)]]", fix=""),
        bad(
            "The bridge stays closed.\n\n[[The mayor on the closed bridge (Photo: dpa)]]\n\nRepairs begin in May.",
            fix="",
        ),
        bad("Club signs Davi Lemos [[Photo: Ana Ruiz / Disclosure]]\n\nThe midfielder comes on loan.", fix=""),
        bad("[[Photo: Getty Images]] The first game of the Herons is on Friday, the club said in the end.", fix=""),
        bad("[[Xinhua News Agency (Photo by Li Na)]]", fix=""),
        bad("They wed.\n\n[[The pair leaving the church (Photo archives La Rive libre)]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[The pair leaving the church. EFE/Ana Ruiz]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[PHOTO ANA RUIZ, HARBOUR DAILY]]\n\nMore is known.", fix=""),
        bad(
            "They wed.\n\nThey wed on the old bridge and left by night.\n\n[[Ana Ruiz / Harbour Daily]]\n\nSo it is.",
            fix="",
        ),
        bad("They wed.\n\n[[Photographer: Ana Ruiz]]\n\nMore is known.", fix=""),
        bad("They wed.\n\n[[The picture comes from the Internet]]\n\nMore is known.", fix=""),
        bad("[[Source: Harbour Daily]]\n\nThe pair weds on the bridge\n\nMore is known, they said on Monday.", fix=""),
        ok("Year Ships\n\n2019 410\n\n2020 320\n\nSource: Ministry of Transport"),
        ok("The pair left the church (Ana Ruiz in white)."),
        ok("Photos: harbour fire leaves hundreds without power\n\nA fire broke out on Friday."),
        ok("He posted a photo: “Look at this,” he wrote under it."),
        ok("The source: a pipe that burst in the night under the old bridge near the harbour."),
        ok("The bridge in winter.\n\nImage: Ana Ruiz.\n\nRepairs begin in May."),
        ok("The image is everything, she said."),
        ok("Credit: banks lend less"),
        ok("A clerk may be dismissed\n\n(c) if such an act violates an important duty"),
        ok("Video: what happens next?"),
        misses("[[Ana Ruiz for the Harbour Daily]]\n\nRepairs begin in May.", "no label: reads like a signature"),
    ),
)

LABEL = re.compile(rf"[\W_]*(?:{PHOTO}{MORE}\s?[:：=|/–-][\W_]*)+", re.IGNORECASE)
BY = re.compile(
    rf"\W*(?:{ANY}[\s.,]*\(?\s?)?(?:(?i:{PHOTO}|issued|provided|pictures?)\s(?i:(?:taken\s|provided\s"
    rf"|courtesy\s)?(?:by|of|from)))\s"
    rf"(?:the\s)?(?:[\w .&]{{0,25}}(?:reporter|photographer)\s)?(?:{GIVERS}|{NAMES}|[A-Z]\w+(?=,))"
    rf"(?:[,;]?\s(?:and\s)?(?:[Tt]ext|[Pp]hotos?|[Ii]nterview(?:ed)?|[Vv]ideo)\s(?:by\s)?{NAMES})"
    rf"?(?:\s\([^()]{{1,60}}\)|,\s[\w .]{{3,45}})?\W*"
)
GIVEN = re.compile(
    r"[(\[（](?:(?:Photo|Image|Picture)s?\s)?(?:[Cc]ourtesy\s(?:of|by)|[Pp]rovided\sby|[Ss]upplied\sby)"
    r"\s[^()\[\]]{2,60}[)\]）]\.?"
)
SOURCE = re.compile(rf"\W*(?i:{alternation('credits', 'kind', 'source')})\s?[:：=]\s?(?P<who>\S.{{0,60}})")
SIGN = re.compile(rf"\W?[©ⓒ]\s?(?!\d)\S.{{1,80}}|\(c\)\s?{GIVERS}\)?", re.IGNORECASE)
AGENCY = re.compile(rf"\W?(?:{NAME}\s?[/|,–-]\s?)?(?:{PICTURES})(?:\s?(?:[/|,–-]|via)\s?[\w .&'’-]{{1,40}}){{0,3}}\W?")
AMBIGUOUS = re.compile(
    r"(?:NASA|Twitter|Instagram|Facebook|YouTube|Youtube|Telegram|TikTok|Archives?|Courtesy|Private"
    r"|IST|Getty|Playback|Reproduction|Disclosure|Screenshot|Handout|Afro)"
)
OPENING = re.compile(
    rf"(?i:{PHOTO})\s?[:：]\s?(?:{NAME}\s?[/|,]\s?)?(?:{PICTURES})(?:\s?/\s?(?:{PICTURES}|{NAME}))?[.]?(?=\s+[A-Z\"“‘])"
)
NOTICE = re.compile(r"rights\sreserved|reproduction\s(?:reserved|prohib|forbid)", re.IGNORECASE)  # residue.rights
OPENERS = (
    first_words("credits") | first_words("agencies") | {"issued", "provided", "courtesy", "supplied", "given", "c"}
)
SIGNS = (":", "=", "©", "ⓒ", "ource", "OURCE", "redit")
STAMPED = re.compile(rf"{NUMERIC}|{TIME}")
MESSAGE = "This is the credit of a picture or a source, not the article."


def glance(text: str) -> bool:
    """Whether there are several lines, or one that does not end like a sentence or has a sign of a credit."""
    line = text.strip()
    if line[-1:] not in '.!?"”' or line[:1] in "©ⓒ([" or line.rstrip(" .")[-1:] in ")]）】":
        return True
    return any(map(line.__contains__, SIGNS)) or opening_word(line) in OPENERS or in_lines(line)


def find_all(document: Document) -> Iterator[Issue]:
    blocks = document.blocks
    for number, block in enumerate(blocks):
        if (span := credit(block.text, number == 0)) and not _under_table(blocks, number):
            labelled = span[1] - span[0] == len(block.text) <= 60 and SOURCE.fullmatch(block.text)
            yield removal(RULE, document, within(block, span), MESSAGE, confidence=0.98 if labelled else None)


def _under_table(blocks: tuple[Block, ...], number: int) -> bool:
    """“Source: Ministry of Transport” below a table or a list says where the numbers come from."""
    if not number or not SOURCE.fullmatch(blocks[number].text):
        return False
    above = blocks[number - 1]
    figures = sum(c.isdigit() for c in above.text)
    return len(above.text) <= 60 and figures >= 2 and not STAMPED.search(above.text) and not prose(above.text)


@lru_cache(maxsize=4096)
def credit(text: str, first: bool) -> tuple[int, int] | None:
    """Where a block holds a credit: all of it, its end or its beginning."""
    starts = text[:1] in "©ⓒ([" or opening_word(text) in OPENERS
    if starts and len(text) > 60 and (match := OPENING.match(text[:160])):
        return match.span()
    if len(text) <= 200 and (starts or (len(text) <= 90 and text[-1] not in '.!?"”')) and _whole(text, first):
        return 0, len(text)
    match = _credits.hanging(text)
    if not match or NOTICE.search(text[-130:]):
        return None
    start = len(text) - len(text[-130:]) + match.start()
    start += len(text[start:]) - len(text[start:].lstrip())
    before = text[:start].rstrip()
    caption = (
        not first
        and len(text) <= 220
        and (not STOP.search(before) or (before.count(" ") < 12 and start < 90 and not SAID.search(before)))
    )
    return (0, len(text)) if caption and _lines.whole(before) is None else (start, len(text))


def _whole(text: str, first: bool) -> bool:
    if NOTICE.search(text):
        return False
    if match := LABEL.match(text):
        rest = text[match.end() :]
        if text.startswith("Image: ") and rest[-1:] == ".":  # so set by English sites under each of their pictures
            return False
        return bool(rest) and not (first and not re.match(GIVERS, rest)) and words(rest) <= 30 and rest[-1:] != "?"
    if text.startswith(("Image source, ", "Image caption, ")):
        return words(text) <= 30
    if BY.fullmatch(text) or SIGN.fullmatch(text) or GIVEN.fullmatch(text):
        return words(text) <= 16
    if match := SOURCE.fullmatch(text):
        who = match["who"].rstrip(" )].")
        return (
            (not first or site(who) or bool(re.fullmatch(GIVER, who)))
            and (words(who) <= 4 or _credits.giver(who))
            and not prose(text)
        )
    if first:
        return False
    if MADE.fullmatch(text) or SHOUTED.fullmatch(text) or DOTTED.fullmatch(text):
        return words(text) <= 10
    if SENT.fullmatch(text):
        return words(text) <= 12 and not SHOWN.search(text)
    if match := NAMED.fullmatch(text):
        return site(match["site"]) or bool(re.fullmatch(GIVER, match["site"]))
    return bool(AGENCY.fullmatch(text)) and words(text) <= 8 and not AMBIGUOUS.fullmatch(text.strip(".!? "))
