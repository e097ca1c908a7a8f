"""The mark of a news agency left at the end of a text or on a line: “(APA / dpa / Reuters)”, “/dpa/”, “… he said. dpa”.

German, Austrian, Turkish, Korean and other papers sign wire copy so, and the mark survives translation. English text
names the agency in the dateline or in a sentence (“told AFP”, “Reuters reported”), and defines initials in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.detect.residue._agencies import ANY, FOREIGN, PICTURES
from mtassist.detect.residue._position import edges, removal, within
from mtassist.rules import Rule, bad, misses, ok
from mtassist.segment import in_lines
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.agency-mark",
    summary="The mark of a news agency hangs on the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        bad("The bridge stays closed, the mayor said.\n\n[[(APA / dpa / Reuters)]]", fix=""),
        bad("The bridge stays closed, the mayor said. [[(dpa)]]", fix=""),
        bad("The bridge stays closed, the mayor said. [[dpa]]", fix=""),
        bad("“The bridge stays closed.” [[− afp]]", fix=""),
        bad("The bridge stays closed.\n\n[[/dpa/]]\n\nRepairs begin in May.", fix=""),
        bad("The bridge stays closed.\n\n[[© dpa-infocom, dpa:230712-99-12345/3]]", fix=""),
        bad("The bridge stays closed, the mayor said.\n\n[[(With material from dpa)]]", fix=""),
        bad("The bridge stays closed, the mayor said. [[(End)]]", fix=""),
        bad("The bridge stays closed, the mayor said.\n\n[[azi/ mark/]]", fix=""),
        bad("The bridge stays closed, the mayor said.\n\n[[UNIAN]]", fix=""),
        bad("The bridge stays closed, the mayor said.\n\n[[End of message/ 2041]]", fix=""),
        bad("The bridge stays closed, the mayor said.\n\n[[End of the news]]", fix=""),
        ok("The mayor told AFP."),
        ok("She works for the American Psychiatric Association (APA)."),
        ok("The bridge stays closed, the mayor told the agency TASS."),
        ok("The ferry arrived on Saturday (PA)"),
        ok("The bridge stays closed. “Never again,” he told dpa."),
        ok("Bring three things to the rally: water, a hat and batteries (AA)."),
        misses("The bridge stays closed, the mayor said. [[ab/cd]]", "initials of editors: any two letters"),
    ),
)

JOINT = r"\s?(?:[/,;+&|-]|and)\s?"
SMALL = r"[a-z]{2,4}"  # initials of an editor: dpa/kra
WITH = rf"[Ww]ith\s(?:the\s)?(?:agencies|{ANY})"
MARKS = rf"(?:{ANY}|DPA|AFP|{WITH}|agencies)(?:{JOINT}(?:{ANY}|{SMALL}\b|[\w. ]{{2,25}}\b))*"
MATERIAL = (
    rf"(?:[Ww]ith\s)?(?:[Mm]aterial|[Ii]nformation|[Cc]ontent|[Rr]eports?|[Aa]gency\smaterial)"
    rf"\s(?:from|of|by)\s(?:the\s)?{MARKS}"
)
REPORTED = (
    rf"(?:\([Aa]ccording\sto\s(?:a\s|the\s)?{MARKS}(?:\sreports?)?\)|[^/]{{2,30}}/[^/]{{2,30}}\s\([^()"
    rf"]{{0,40}}(?:News\sAgency|Reuters|AFP|dpa)[^()]{{0,30}}\))"
)
NUMBERED = r"(?:©\s?)?dpa(?:-infocom)?(?:\s?GmbH)?,?\s?(?:dpa)?[:\s]?\s?\d{6}[-\d/]+"
ENDING = r"(?:[Ee]nd|END|Ende|[Ee]nd\sof\s(?:the\s)?(?:text|report|message|news|item))"
CLOSING = r"(?:The\s)?[Ee]nd\sof\s(?:the\s)?(?:message|news|report|item|dispatch)\s?[/.]{0,2}\s?[A-Z]?\d{0,6}"
WHOLE = re.compile(
    rf"\W{{0,2}}(?:{NUMBERED}|{MATERIAL})\W{{0,2}}|[a-z]{{2,5}}/ ?[a-z]{{2,5}}/|{REPORTED}|{CLOSING}"
    rf"|[(\[/【]\s?(?:{MARKS}|{ENDING})\s?[)"
    rf"\]/】]\.?|(?:{ANY})(?:\s?/\s?(?:{ANY}|{SMALL}|{PICTURES})){{0,3}}"
)
PLAIN = re.compile(rf"{ANY}(?:\s?/\s?{ANY})*")
LOCAL = re.compile(FOREIGN)
TRAILING = re.compile(
    rf"(?<=[.!?\"”’»“])\s+(?P<mark>[(\[/【]\s?(?:{FOREIGN}(?:{JOINT}(?:{ANY}|{SMALL}\b)){{0,4}}|{MARKS}"
    rf"|{MATERIAL}|{ENDING})\s?[)\]/】]\.?"
    rf"|(?:[−–—-]{{1,2}}\s?)?(?:dpa|afp|apa|sda|sid|epd|kna|awp|ddp|ritzau|ntb)(?:/{SMALL})?"
    rf"|[−–—-]{{1,2}}\s?{FOREIGN})$"
)
SIGNS = "([/【−–—-"
HINT = re.compile(r"[)\]/】.]$|\b[A-Zİa-z]{2,}$|\d$")
MESSAGE = "This is the mark of a news agency, not the article."


def glance(text: str) -> bool:
    """Whether there are several lines, or one that is short or has signs of a mark at its end."""
    line = text.strip()
    signed = line[-1:] != "." or any(map(line[-80:].__contains__, SIGNS))
    return signed or len(line) <= 90 or in_lines(line)


def find_all(document: Document) -> Iterator[Issue]:
    for number, block in enumerate(document.blocks):
        span = mark(block.text)
        if span and not (span[0] == 0 and _headword(block.text, number, edges(document)[1])):
            yield removal(RULE, document, within(block, span), MESSAGE)


def _headword(text: str, number: int, last: int) -> bool:
    """An agency's bare name may be a heading; only at the end of a text is it a signature."""
    plain = bool(PLAIN.fullmatch(text)) and not text.islower() and "/" not in text
    return number == 0 or (number < last and plain and not LOCAL.fullmatch(text))


@lru_cache(maxsize=4096)
def mark(text: str) -> tuple[int, int] | None:
    """Where a block holds an agency's mark: all of it, or its end."""
    if len(text) <= 90 and WHOLE.fullmatch(text):
        return 0, len(text)
    ending = text[-80:]
    if ending[-1:] == "." and not any(map(ending.__contains__, SIGNS)):
        return None
    match = TRAILING.search(ending) if HINT.search(ending[-2:]) or ending[-1:] == "]" else None
    return (len(text) - len(ending) + match.start("mark"), len(text)) if match else None
