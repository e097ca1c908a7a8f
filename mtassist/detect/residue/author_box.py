"""The author box of a page in mid-article: a name, and under it what that person does for the paper.

    Friederike Moll
    Political correspondent for the Baltic states in Riga.

Copying the page takes the box along with the paragraphs on both sides. In prose the role follows in a sentence;
lists of people under their names (award winners, panels) repeat the shape, so three boxes or more are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.cues import cues
from mtassist.detect.residue._people import NAME, NEVER, is_name
from mtassist.detect.residue._position import alternation, removal, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Mqm, Severity, Span

RULE = Rule(
    id="residue.author-box",
    summary="The author's name and role stand in the middle of the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MAJOR,
    confidence=0.92,
    examples=(
        bad(
            (
                "Riga waits.\n\n[[Friederike Moll\n\nPolitical correspondent for the Baltic states in "
                "Riga.]]\n\nThe vote is on Sunday."
            ),
            fix="",
        ),
        bad(
            "Riga waits.\n\n[[Dr. Jan van der Moll\nEditor in the economics department]]\n\nThe vote is on Sunday.",
            fix="",
        ),
        bad(
            (
                "Riga waits.\n\n[[Ana Ruiz\n\nis a reporter at Harbour Radio and lives in Riga.]]\n\nThe vote is "
                "on Sunday."
            ),
            fix="",
        ),
        bad("Riga waits.\n\n[[Ana Ruiz, political editor]]\n\nThe vote is on Sunday.", fix=""),
        bad("Riga waits.\n\n[[Ana Ruiz Political correspondent in Riga.]]\n\nThe vote is on Sunday.", fix=""),
        bad("Riga waits.\n\n[[About the author: Ana Ruiz is a freelance journalist in Riga.]]", fix=""),
        bad("Riga waits.\n\n[[(The author is a researcher at the Harbour Institute)]]", fix=""),
        ok("Riga waits.\n\nAna Ruiz is a reporter at Harbour Radio."),
        ok("Riga waits.\n\nAna Ruiz\n\nThe political correspondent had not slept for days when the vote came."),
        ok(
            "Ana Ruiz\n\nEditor of the year\n\nJan Moll\n\nReporter of the year\n\nEva Lind\n\nPhotographer of the year"
        ),
        ok("Riga waits.\n\n“We are not asleep.”\n\nAna Ruiz\n\nEditor of the Harbour Daily"),
        ok("New Harbour\n\nA reporter at the scene saw smoke over the northern quay."),
        ok("Ana Ruiz, editor of the Harbour Daily, was held on Friday."),
        misses("Riga waits.\n\n[[Ana Ruiz\n\nLives in Riga.]]\n\nThe vote is on Sunday.", "no word for what she does"),
    ),
)

ROLE = rf"(?:{alternation('roles')})"
LEAD = r"(?:(?:is|was|works|has\sbeen|writes|reports|covers|heads|born)\b[^.!?]{0,60}?)"
ADJECTIVES = (
    r"(?:(?:our|senior|chief|deputy|former|freelance|responsible|political|economic|business|sports?"
    r"|cultural?|foreign|special|staff|managing|executive|leading|head|science|finance|financial"
    r"|legal|news|video|photo|online|web|local|parliamentary|diplomatic|defen[cs]e|security|feature"
    r"|features|economy|economics|politics|opinion|data|investigative|editorial|independent"
    r"|award-winning|volunteer|working|responsible|[A-Z][\w-]+)\s){0,4}"
)
VERBS = re.compile(
    r"\b(?:said|says|told|had|did|was|were|will|would|could|saw|won|died|asked|wrote|added|announced"
    r"|found|killed|held|arrested|resigned)\b"
)
WORKS = re.compile(
    (
        rf"(?:is|has\sbeen|was|works\sas|has\sworked\sas|writes|reports|covers)\b(?=.{{0,120}}\b{ROLE}s?\b"
        rf"|.{{0,40}}\b(?:for|from|about|on)\b)"
    ),
    re.IGNORECASE,
)
VERBLESS = re.compile(
    rf"(?:an?\s)?{ADJECTIVES}{ROLE}\b(?!\s(?:{ROLE}\s)?(?:had|has|is|was|were|who|of\sthe\syear)\b)", re.IGNORECASE
)
SEPARATED = re.compile(rf"(?P<name>{NAME})(?:,|\s?[|–—-]|:)\s(?P<role>(?i:{ADJECTIVES}{ROLE})\b.{{0,110}})")
GLUED = re.compile(
    rf"(?P<name>{NAME})\s(?P<role>(?=[A-Z])(?i:{ADJECTIVES}{ROLE})\b\s(?:for|in|at|of|about|with)\b.{{0,110}})"
)
SOMEBODY = re.compile(rf"(?i:{ADJECTIVES}{ROLE})s?:?\s{NAME}")
ABOUT = re.compile(
    r"\((?:The\s)?(?:author|writer)s?\s(?:is|are|was|serves|works|teaches)\b[^()]{5,180}\)|(?:About\sthe\s(?:author|reporter|writer|person)s?|The\sauthor|To\sthe\sperson)\s?(?::|$)",
    re.IGNORECASE,
)
OPENS = re.compile(NAME)
HINT = re.compile(ROLE, re.IGNORECASE)
MESSAGE = "This is the author box of the page: a name and a role, not the article."


CUES = cues(lines=True)


def find_all(document: Document) -> Iterator[Issue]:
    found = list(_boxes(document.blocks))
    if len(found) < 3:
        for span in found:
            yield removal(RULE, document, span, MESSAGE)


def _boxes(blocks: tuple[Block, ...]) -> Iterator[Span]:
    done = -1
    for number, block in enumerate(blocks):
        if number <= done or not number or len(block.text) > 220:
            continue
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if blocks[number - 1].text[-1] in '"”’»':  # whose words those were
            continue
        if following and is_name(block.text) and role(following.text):
            done = number + 1
            yield Span(block.span.start, following.span.end)
        elif single(block.text):
            yield block.span


@lru_cache(maxsize=4096)
def role(text: str) -> bool:
    """Whether a line says what a journalist does, and is no sentence of the article."""
    if len(text) > 220 or not HINT.search(text):
        return bool(len(text) <= 160 and WORKS.match(text) and text[:1].islower())
    if WORKS.match(text):
        return text[:1].islower() or words(text) <= 25
    return bool(VERBLESS.match(text)) and words(text) <= 22 and not VERBS.search(text)


@lru_cache(maxsize=4096)
def single(text: str) -> bool:
    """Whether one line holds name and role: “Ana Ruiz, political editor”."""
    if text[:3] in ("Abo", "The", "To ", "(Th", "(Au") and ABOUT.match(text):
        return text[0] == "(" or (":" in text and bool(HINT.search(text)))
    if len(text) > 150 or not OPENS.match(text) or not HINT.search(text):
        return False
    match = SEPARATED.fullmatch(text) or GLUED.fullmatch(text)
    if not match or words(text) > 16 or VERBS.search(text) or NEVER & set(match["name"].split()):
        return False
    if SOMEBODY.fullmatch(match["role"]):  # a byline: “Finance Reporter Li Na”
        return False
    return match.re is GLUED or not text.endswith((".", "!", "?"))
