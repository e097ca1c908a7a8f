"""A rights notice of the page: “© All rights reserved”, “Any use of materials only with a link”, “18+”.

It stands below the article on most sites, and copying takes it along: who may use, read or answer for the text. People
write of rights in sentences (“All rights reserved for members were sold”), which have more to say; a notice is a line,
or hangs on the end of the last sentence. “The views expressed are those of the author” is what English papers print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.detect.residue import _notices
from mtassist.detect.residue._position import edges, removal, within
from mtassist.rules import Rule, bad, misses, ok
from mtassist.segment import in_lines
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="residue.rights",
    summary="A rights notice of the page stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.97,
    examples=(
        bad("The council meets on Friday.\n\n[[© All rights reserved]]", fix=""),
        bad("The council meets on Friday.\n\n[[© 2023 Harbour Media Ltd.]]", fix=""),
        bad("The council meets on Friday. [[© REPRODUCTION RESERVED]]", fix=""),
        bad("The council meets on Friday.\n\n[[Unauthorized reproduction and redistribution prohibited.]]", fix=""),
        bad("He left.\n\n[[Copyright © Harbour Daily. Reproduction without permission is prohibited.]]", fix=""),
        bad(
            "The council meets on Friday.\n\n[[When quoting, an active link to the Harbour Daily is mandatory]]", fix=""
        ),
        bad("He left.\n\n[[The opinion of the editors may not coincide with the opinion of the author]]", fix=""),
        bad("He left.\n\n[[The author's opinion may not coincide with the position of the editors]]", fix=""),
        bad("[[18+]]\n\nThe council meets on Friday.\n\nHe left.", fix=""),
        ok("The views expressed are those of the author and do not necessarily reflect those of the paper."),
        ok("The use of materials such as asbestos is prohibited without a permit."),
        ok("Without permission of the council, copying of the plans is not allowed."),
        ok("This text represents only a first draft, the minister told reporters."),
        ok("He left.\n\nCopyright law in the islands dates from 1911."),
        ok("Children\n\nEntry 4 crowns, 18+ 9 crowns"),
        ok("She says that all rights reserved for members were sold in 2019."),
        ok("Copyright lawyers expect a long trial over the song."),
        ok("Reproduction is slow in these sharks, which makes every loss count."),
        ok("A worker may be dismissed\n\n(c) if the act breaks a duty of the contract."),
        misses("He left.\n\n[[Whoever borrows from us should say so]]", "no fixed wording"),
    ),
)

TELLING = (
    "©",
    "ⓒ",
    "(c)",
    "(C)",
    "ights",
    "RIGHTS",
    "opyright",
    "OPYRIGHT",
    "eproduc",
    "EPRODUC",
    "edistribut",
    "epubli",
    "eprint",
)
PHRASE = r"""(?:
    all\srights\s(?:to\s[\w ]{1,40}\s)?(?:are\s)?reserved
  | (?:all\s)?rights\sreserved
  | (?:total\sor\spartial\s|partial\sor\stotal\s)?reproduction
    (?:\s(?:in\swhole|or\sdistribution|of\sth|without)[\w ,]{0,60})?
    \s(?:is\s)?(?:strictly\s)?(?:reserved|prohibited|forbidden)
  | reproduction\srights\sreserved
  | (?:unauthori[sz]ed|no\sunauthori[sz]ed|illegal)\s(?:reproduction|copying|use|re-?print(?:ing)?|re-?distribution)
    [\w ,/]{0,60}
    (?:prohibited|forbidden|not\s(?:permitted|allowed))?
  | all\srights\sbelong\sto\s[\w .&'’-]{2,50}
  | no\s(?:part\sof\sthis|reproduction|reprint)[\w ,/]{3,90}
  | this\s(?:material|article|content|text)\s(?:may|must|cannot)\s(?:not\s)?be
    \s(?:published|reproduced|copied|redistributed)[\w ,/]{0,80}
)"""
HOLDER = r"""(?:[©ⓒ]|\(c\)|copyrights?\b(?:\s?(?:[©ⓒ]|\(c\)|by\b))?)"""
MARKED = (
    r"""(?:[©ⓒ]|\(c\)|copyrights?\s?(?:[©ⓒ]|\(c\)|by\b|,?\s(?=(?:19|20)\d\d)))"""  # “Copyright law of 1911” is none
)
FLAGS = re.IGNORECASE | re.VERBOSE
WHOLE = re.compile(
    rf"\W*(?:{HOLDER}[^.!?:;]{{0,60}}[.,:|-]?\s?)?{PHRASE}(?:[\s.,|–-]+[\w .,&'’©|-]{{0,60}})?\W*", FLAGS
)
YEAR = re.compile(rf"\W?{MARKED}\s?(?:[^.!?:;]{{0,50}}\b)?(?:19|20)\d\d\b(?:[^!?:;]{{0,80}})", FLAGS)
TRAILING = re.compile(
    rf"(?<=[.!?\"”’»)])(\s+(?:{HOLDER}[\w ,&'’-]{{0,50}}[.,]?\s?)?"
    r"(?:all\srights\sreserved|reproduction\sreserved|rights\sreserved)[.!]?)$",
    FLAGS,
)


OWNER = re.compile(
    r"(?i:copyrights?)\s(?:(?:by|©|\(c\))\s?)?[A-ZÀ-Þ][\w.&'’-]*(?:\s(?:[A-ZÀ-Þ&\d][\w.&'’-]*|of|the|and)){0,5}\.?"
)
MESSAGE = "This is a rights notice of the page, not the article."


def glance(text: str) -> bool:
    """Whether there are several lines, or one that speaks of rights or is short."""
    return any(map(text.__contains__, TELLING)) or len(text) < 30 or in_lines(text)


def find_all(document: Document) -> Iterator[Issue]:
    first, last = edges(document)
    for number, block in enumerate(document.blocks):
        text = block.text
        if span := notice(text):
            yield removal(RULE, document, within(block, span), MESSAGE)
        elif (
            (number < first or number >= last or len(text) <= 8)
            and (number or len(text) < 30)
            and _notices.notice(text)
        ):
            yield removal(RULE, document, block.span, MESSAGE, safety=Safety.REVIEW, confidence=0.88)
        elif number >= max(last, 1) and len(text) <= 60 and text[0] in "Cc" and OWNER.fullmatch(text):
            yield removal(RULE, document, block.span, MESSAGE, confidence=0.9)


@lru_cache(maxsize=4096)
def notice(text: str) -> tuple[int, int] | None:
    """Where a block holds a rights notice: all of it, or its end."""
    ending = text[-250:]
    if not any(map(ending.__contains__, TELLING)):
        return None
    if len(text) <= 250 and (WHOLE.fullmatch(text) or (YEAR.fullmatch(text) and len(text.split()) <= 12)):
        return 0, len(text)
    if match := TRAILING.search(text, max(0, len(text) - 120)):
        start, end = match.span(1)
        return start + len(match[1]) - len(match[1].lstrip()), end
    return None
