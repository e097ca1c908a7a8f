"""Who wrote or edited the page: “Text: Ana Ruiz”, “[Editor in charge: Li Na]”, “Harbour Daily reporter Li Na”.

Chinese, Korean and Japanese papers name reporter and editor on lines of their own or in brackets at the end; others
label the author. “By Ana Ruiz” under the headline is English; in mid-article it belongs to another page. Labels such as
“Author:” also stand in boxes about books and films, among other labels; those boxes are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.detect.residue._people import HEADLINE, NAME, NAMES, is_name
from mtassist.detect.residue._position import head, removal, tail, within, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Mqm, Severity, Span

RULE = Rule(
    id="residue.byline",
    summary="A byline of the page stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("Prices rose.\n\n[[Sino-Harbour Finance Reporter Li Na]]\n\nThe market opened late on Monday.", fix=""),
        bad("The market opened late on Monday.\n\n[[(Editor in charge: Li Na)]]", fix=""),
        bad("The market opened late on Monday.\n\n[[责编：李娜]]", fix=""),
        bad("The market opened late on Monday. [[(Reporter Li Na)]]", fix=""),
        bad("The market opened late on Monday.\n\n[[(Miyata Keiko)]]", fix=""),
        bad("The market opened late on Monday.\n\n[[Text: Ana Ruiz, photos: Jan Moll]]", fix=""),
        bad("Prices rose\n\n[[From our correspondent in Rome]]\n\nThe market opened late on Monday.", fix=""),
        bad("The market opened late on Monday.\n\n[[Reporter Kim Min-su mkim@harbour.example]]", fix=""),
        bad("The market opened late on Monday.\n\n[[Kim Min-su reporter mkim@harbour.example]]", fix=""),
        bad("Prices rose\n\n[[Author:\nAna Ruiz]]\n\nThe market opened late on Monday.", fix=""),
        bad(
            "Prices rose\n\nThe market in the old town opened late on Monday.\n\n[[By Ana Ruiz, Rome]]\n\n"
            "The market in the new town closed early on Friday, as before.",
            fix="",
        ),
        ok("Prices rose\n\nBy Ana Ruiz\n\nThe market opened late on Monday."),
        ok("By the Associated Press"),
        ok("(Reporting by Ana Ruiz; Editing by Jan Moll)"),
        ok("Reporters Without Borders said so."),
        ok("The Long Tide\n\nAuthor: Ana Ruiz\n\nPublisher: Harbour Press\n\nA family leaves its island."),
        ok("Interview: Ana Ruiz\n\nThe mayor talks about the bridge."),
        ok("Former Reporter Wins Prize"),
        ok("Editor: stay calm"),
        misses("The market opened late on Monday.\n\n[[Ana Ruiz]]", "a name alone may be a heading"),
    ),
)

MAKER = (
    r"(?:(?:Staff|Our|Special|Chief|Responsible|Executive|Duty|Managing|Correspondent|Intern|Photo"
    r"|Text|Online|Web|News)\s)?"
    r"(?:Reporters?|Correspondents?|Editors?|Journalists?|Authors?|Writers?|Text|Texts|Interview(?:er"
    r"|ed\sby)?|Redactor|Redaction|"
    r"Editing|Edited|Editorial|Proofread(?:ing|er)?|Translat(?:ion|or|ed)|Compiled|Prepared|Written"
    r"|Reported|Posted|Submitted|Recorded)"
    r"(?:[\s-]in[\s-](?:[Cc]harge|[Cc]hief))?(?:\s(?:by|of\sthe\stext))?"
)
LABELLED = re.compile(
    rf"\W?(?:(?i:{MAKER})(?:\s?(?:and|&|/|,)\s?(?i:photos?|text|video|pictures?))?\s?[:：/]\s?(?P<who>\S[^:：]{{1,60}})"
    rf"(?:[,;/|.\s]\s?(?i:photos?|pictures?|images?|text|editors?|reporters?|video|design"
    rf"|correspondents?)\s?[:：]\s?[^:：]{{2,60}}){{0,3}}"
    rf"|(?:Text|Article|Story|Words|Written|Edited|Posted|Published|Prepared|Compiled|Translated|Submitted|Reported|Recorded"
    rf"|Interviewed)\sby\s(?:{NAMES}|[Aa]dmin(?:istrator)?|(?:the\s)?[Ee]ditor(?:s|ial\s(?:staff|team"
    rf"|office|board))?))\W?"
)
CJK = re.compile(
    r"[(（\[【]?(?:责编|責編|责任编辑|責任編輯|编辑|編輯|记者|記者|通讯员|作者|来源|文|기자|取材・文|文・写真)\s?[:：/=]?\s?[^()（）\[\]【】.。]{1,40}[)）\]】]?"
)
KOREAN_NAME = re.compile(rf"{NAME},?\s[Rr]eporter\s?=?(?:\s\S+@\S+)?")
OFFICE = re.compile(
    r"\W?(?:(?:[Bb]y|[Ff]rom)\s(?:our|the|a)\s(?:own\s|special\s|staff\s|foreign\s|local\s)"
    r"?(?:correspondents?|reporters?|editors?|editorial\s(?:staff|team|office|board)|newsroom"
    r"|news\sdesk)(?:\s(?:in|for|at)\s[\w\s]{3,30})?"
    r"|(?:Our|Staff|Special)\s(?:correspondent|reporter)s?(?:\s(?:in|from)\s[\w\s]{3,30})?|(?:By\s)"
    r"?[Ee]ditorial\s(?:staff|team|office)(?:\s(?:of\s)?[\w\s]{3,25})?)\W?"
)
HOUSE = re.compile(
    rf"(?:[A-Z][\w'&-]*(?:\s(?:of\s|and\s|the\s)?[A-Z][\w'&-]*){{0,5}}[,:]?\s)?(?:[Rr]eporters?"
    rf"|[Cc]orrespondents?|[Ii]ntern)\s?(?:{NAMES}|[A-Z][\w-]+(?:\s[A-Z][\w-]+){{0,2}})"
    r"(?:,?\s(?:[Ii]ntern|[Cc]orrespondents?|[Ee]ditors?|[Rr]eporters?)\s[A-Z][\w-]+(?:\s[A-Z][\w-]+)"
    r"{0,3})*(?:\s\S+@\S+)?"
)
CLOSING = re.compile(
    rf"(?<=[.!?\"”’»])\s*([(\[（【]\s?(?:(?:[\w-]+\s){{0,3}}(?i:reporters?|correspondents?"
    rf"|editors?\sin\scharge|responsible\seditor|intern|stylist)\b\s?[:：]?\s?{NAMES}[^()\[\]]{{0,60}})"
    rf"[)\]）】]\.?)$"
)
SIGNED = re.compile(rf"[(（]\s?(?:{NAME}|[A-Z][a-z]+\s[A-Z]{{2,}}|[A-Z]{{2,}}\s[A-Z][a-z]+)\s?[)）]\.?")
KOREAN = re.compile(r"[(\[【][^()\[\]【】]{0,40}(?:기자|특파원|記者|记者|통신원)[^()\[\]【】]{0,20}[)\]】]\s?=?")
BRACKET = re.compile(
    r"[(\[（【]\s?(?:[\w'&.-]+\s){0,4}(?i:reporters?|correspondents?|editors?|stylist"
    r"|editorial\sdepartment|responsible\seditor)\b[^()\[\]]{0,70}[)\]）】]\.?"
)
LONE = re.compile(r"(?:Author|Authors|Reporter|Writer|Editor|Text|By|Journalist|Written by|Correspondent)\s?:?")
BY = re.compile(rf"By\s{NAMES}(?:,\s[\w\s./-]{{2,40}})?\.?")
OTHER_LABEL = re.compile(r"[A-Z][\w ]{2,25}:\s?\S")
FRIEND = re.compile(
    r"(?i)(?:photo|picture|image|foto|text|author|editor|reporter|source|published|updated|video|interview)"
)
HINT = re.compile(
    r"(?i)by\s|report|correspond|edit|author|text|writer|journalist|interview|redact|proof|translat"
    r"|intern|stylist|[责責编編记記通作文기取来]|by:|office"
)
MESSAGE = "This says who wrote or edited the page: it is not the article."


def find_all(document: Document) -> Iterator[Issue]:
    blocks = document.blocks
    first, last = head(blocks), tail(blocks)
    skip = False
    for number, block in enumerate(blocks):
        if skip:
            skip = False
            continue
        if number and LONE.fullmatch(block.text) and number + 1 < len(blocks) and is_name(blocks[number + 1].text):
            skip = True
            yield removal(RULE, document, Span(block.span.start, blocks[number + 1].span.end), MESSAGE)
        elif (span := byline(block.text)) and not _boxed(blocks, number):
            if number or span[0]:
                yield removal(RULE, document, within(block, span), MESSAGE)
        elif block.text[0] in "([【" and (match := KOREAN.match(block.text[:90])):
            yield removal(RULE, document, within(block, match.span()), MESSAGE)
        elif number >= len(blocks) - 2 and number and block.text[0] in "(（" and SIGNED.fullmatch(block.text):
            yield removal(RULE, document, block.span, MESSAGE, confidence=0.8)
        elif first <= number < last and len(block.text) <= 80 and BY.fullmatch(block.text):
            yield removal(RULE, document, block.span, MESSAGE, confidence=0.7)


@lru_cache(maxsize=4096)
def byline(text: str) -> tuple[int, int] | None:
    """Where a block names its makers: all of it, or its end."""
    bracket = text[-1] in ")]）】" or text[-2:] in (").", "].")
    if text[-1] in '.!?"”’' and not bracket and not (text[-1] == "." and text.count(" ") < 6):
        return None
    if len(text) <= 160 and HINT.search(text) and _whole(text):
        return 0, len(text)
    if bracket:
        ending = text[-160:]
        if match := CLOSING.search(ending):
            start = len(text) - len(ending) + match.start(1)
            return start, len(text)
    return None


def _whole(text: str) -> bool:
    if text.startswith("(Report") and ";" in text:  # the credits of an English agency
        return False
    if KOREAN_NAME.fullmatch(text) or OFFICE.fullmatch(text) or CJK.fullmatch(text) or BRACKET.fullmatch(text):
        return not text.startswith("(Reporting")
    if HOUSE.fullmatch(text):
        return words(text) <= 14 and HEADLINE.isdisjoint(text.split())
    match = LABELLED.fullmatch(text)
    return match is not None and _named(match["who"])


def _named(who: str | None) -> bool:
    """Whether what follows a label is people, a desk or initials, and not a sentence."""
    if who is None:
        return True
    first = re.split(r"[,;/|]|\sand\s", who.strip(" .()[]"))[0].strip()
    return (
        bool(re.fullmatch(NAME, first))
        or (words(first) <= 2 and first[:1].isupper() and len(first) > 1 and " " in first)
        or (bool(first) and not first.isascii() and words(first) <= 3)
    )


def _boxed(blocks: tuple[Block, ...], number: int) -> bool:
    """Whether a neighbour is a label of another kind, as in a box about a book or a film."""
    near = [blocks[n].text for n in (number - 1, number + 1) if 0 <= n < len(blocks)]
    return any(len(t) <= 80 and OTHER_LABEL.match(t) and not FRIEND.match(t) for t in near)
