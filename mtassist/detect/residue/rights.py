"""A rights notice of the page: “© All rights reserved”, “Reproduction reserved”, “© 2023 Harbour Media”.

It stands below the article on most sites, and copying takes it along. People write of rights in sentences (“All rights
reserved for members were sold”), which have more to say; a notice is a line, or hangs on the end of the last sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.detect.residue._position import removal, within
from mtassist.rules import Rule, bad, misses, ok
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
        ok("She says that all rights reserved for members were sold in 2019."),
        ok("Copyright lawyers expect a long trial over the song."),
        ok("Reproduction is slow in these sharks, which makes every loss count."),
        ok("A worker may be dismissed\n\n(c) if the act breaks a duty of the contract."),
        misses("He left.\n\n[[Any use of materials needs a link to the harbour paper]]", "no fixed wording"),
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
)
PHRASE = r"""(?:
    all\srights\s(?:to\s[\w ]{1,40}\s)?(?:are\s)?reserved
  | (?:all\s)?rights\sreserved
  | (?:total\sor\spartial\s|partial\sor\stotal\s)?reproduction
    (?:\s(?:in\swhole|or\sdistribution|of\sth|without)[\w ,]{0,60})?
    \s(?:is\s)?(?:strictly\s)?(?:reserved|prohibited|forbidden)
  | reproduction\srights\sreserved
  | (?:unauthori[sz]ed|no\sunauthori[sz]ed|illegal)\s(?:reproduction|copying|use|reprint(?:ing)?|redistribution)
    [\w ,/]{0,60}
    (?:prohibited|forbidden|not\s(?:permitted|allowed))?
  | no\s(?:part\sof\sthis|reproduction|reprint)[\w ,/]{3,90}
  | this\s(?:material|article|content|text)\s(?:may|must|cannot)\s(?:not\s)?be
    \s(?:published|reproduced|copied|redistributed)[\w ,/]{0,80}
)"""
HOLDER = r"""(?:[©ⓒ]|\(c\)|copyrights?\b(?:\s?(?:[©ⓒ]|\(c\)|by\b))?)"""
FLAGS = re.IGNORECASE | re.VERBOSE
WHOLE = re.compile(
    rf"\W*(?:{HOLDER}[^.!?:;]{{0,60}}[.,:|-]?\s?)?{PHRASE}(?:[\s.,|–-]+[\w .,&'’©|-]{{0,60}})?\W*", FLAGS
)
YEAR = re.compile(rf"\W?{HOLDER}\s?(?:[^.!?:;]{{0,50}}\b)?(?:19|20)\d\d\b(?:[^!?:;]{{0,80}})", FLAGS)
TRAILING = re.compile(
    rf"(?<=[.!?\"”’»)])(\s+(?:{HOLDER}[\w ,&'’-]{{0,50}}[.,]?\s?)?"
    r"(?:all\srights\sreserved|reproduction\sreserved|rights\sreserved)[.!]?)$",
    FLAGS,
)


def find_all(document: Document) -> Iterator[Issue]:
    for block in document.blocks:
        if span := notice(block.text):
            yield removal(RULE, document, within(block, span), "This is a rights notice of the page, not the article.")


@lru_cache(maxsize=4096)
def notice(text: str) -> tuple[int, int] | None:
    """Where a block holds a rights notice: all of it, or its end."""
    ending = text[-250:]
    if not any(sign in ending for sign in TELLING):
        return None
    if len(text) <= 250 and (WHOLE.fullmatch(text) or (YEAR.fullmatch(text) and len(text.split()) <= 12)):
        return 0, len(text)
    if match := TRAILING.search(text, max(0, len(text) - 120)):
        start, end = match.span(1)
        return start + len(match[1]) - len(match[1].lstrip()), end
    return None
