"""Who wrote or edited the page: “Text: Ana Ruiz”, “[Editor in charge: Li Na]”, “Harbour Daily reporter Li Na”.

Chinese, Korean and Japanese papers name reporter and editor on lines of their own or in brackets at the end; others
label the author. “By Ana Ruiz” under the headline is English; in mid-article it belongs to another page. Labels such as
“Author:” also stand in boxes about books and films, among other labels; those boxes are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.detect.residue import _house, _notices
from mtassist.detect.residue import _lines as _residue
from mtassist.detect.residue._agencies import ANY, FOREIGN
from mtassist.detect.residue._dates import AGO, NUMERIC, WITH_YEAR
from mtassist.detect.residue._people import HEADLINE, NAME, NAMES, NEVER, is_name
from mtassist.detect.residue._position import block_lines, edges, removal, within, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.segment import in_lines
from mtassist.types import Block, Document, Issue, Mqm, Severity, Span

RULE = Rule(
    id="residue.byline",
    summary="A byline of the page stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        bad("Prices rose.\n\n[[Sino-Harbour Finance Reporter Li Na]]\n\nThe market opened late on Monday.", fix=""),
        bad("The market opened late on Monday.\n\n[[(Editor in charge: Li Na)]]", fix=""),
        bad("The market opened late on Monday.\n\n[[责编：李娜]]", fix=""),
        bad("The market opened late on Monday. [[(Reporter Li Na)]]", fix=""),
        bad("The market opened late on Monday.\n\n[[(Miyata Keiko)]]", fix=""),
        bad("The market opened late on Monday.\n\n[[Text: Ana Ruiz, photos: Jan Moll]]", fix=""),
        bad("Prices rose\n\n[[of Editorial staff]]\n\nThe market in the old town opened late on Monday.", fix=""),
        bad(
            "Prices rose\n\n[[by Ana Ruiz, Harbour Daily]]\n\nThe market in the old town opened late on Monday.", fix=""
        ),
        bad(
            "Prices rose\n\n[[By Le Phare with AFP]]\nUpdated on 4 May at 10:14\n\nThe market opened late on Monday.",
            fix="",
        ),
        bad("Prices rose\n\n[[From our correspondent in Rome]]\n\nThe market opened late on Monday.", fix=""),
        bad("The market opened late on Monday.\n\n[[Reporter Kim Min-su mkim@harbour.example]]", fix=""),
        bad("The market opened late on Monday.\n\n[[Kim Min-su reporter mkim@harbour.example]]", fix=""),
        bad("Prices rose\n\n[[Author:\nAna Ruiz]]\n\nThe market opened late on Monday.", fix=""),
        bad(
            "Prices rose\n\nThe market in the old town opened late on Monday.\n\n[[By Ana Ruiz, Rome]]\n\n"
            "The market in the new town closed early on Friday, as before.",
            fix="",
        ),
        bad("The market opened late on Monday.\n\n[[Process editor: u022]]", fix=""),
        bad("The market opened late on Monday.\n\n[[(Abc/xy)]]", fix=""),
        bad("The market opened late on Monday.\n\n[[*Under the supervision of Ana Ruiz]]", fix=""),
        bad("The market opened late on Monday.\n\n[[/ Reporter Kim Min-su mkim@harbour.example]]", fix=""),
        bad("Prices rose\n\n[[L. Moll\nMadrid]]\n\nThe market in the old town opened late on Monday.", fix=""),
        bad("Prices rose\n\n[[News Center / Madrid]]\n\nThe market in the old town opened late on Monday.", fix=""),
        bad("The market opened late on Monday.\n\n[[(Harbour Daily client)]]", fix=""),
        ok("Ana Ruiz\n\nJan Moll\n\nEva Lind"),
        ok("The Long Tide\n\nDirector: Ana Ruiz\n\nCast: Jan Moll\n\nThe family leaves its island in the spring."),
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
    rf"|(?:The\s)?(?:conversation|interview|material|text|article|report)\s(?:was\s)?(?:conducted|led|prepared|recorded|held"
    rf"|written|translated|compiled|made)\sby\s(?:{NAMES})"
    rf"|(?:Text|Article|Story|Words|Written|Edited|Posted|Published|Prepared|Compiled|Translated|Submitted|Reported|Recorded"
    rf"|Interviewed)\sby\s(?:{NAMES}|[Aa]dmin(?:istrator)?|(?:the\s)?[Ee]ditor(?:s|ial\s(?:staff|team"
    rf"|office|board))?))\W?"
)
CJK = re.compile(
    r"[(（\[【]?(?:责编|責編|责任编辑|責任編輯|编辑|編輯|记者|記者|通讯员|作者|来源|文|기자|取材・文|文・写真)\s?[:：/=]?\s?[^()（）\[\]【】.。]{1,40}[)）\]】]?"
)
KOREAN_NAME = re.compile(
    rf"{NAME},?\s[Rr]eporter\s?=?(?:\s{_house.MAIL})?|{_house.PLACE}\s?=\s?Reporter\s{NAME}(?:\s{_house.MAIL})?"
)
OFFICE = re.compile(
    r"\W?(?:(?:[Bb]y|[Ff]rom|[Oo]f)\s(?:our|the|a)\s(?:own\s|special\s|staff\s|foreign\s|local\s)"
    r"?(?:correspondents?|reporters?|editors?|editorial\s(?:staff|team|office|board)|newsroom"
    r"|news\sdesk)(?:\s(?:in|for|at)\s[\w\s]{3,30})?"
    rf"(?:,?\s{NAMES})?"
    r"|(?:Our|Staff|Special)\s(?:correspondent|reporter)s?(?:\s(?:in|from)\s[\w\s]{3,30})?|(?:(?:[Bb]y|of)\s)"
    r"?[Ee]ditorial\s(?:staff|team|office)(?:\s(?:of\s)?[\w\s]{3,25})?)\W?"
)
HOUSE = re.compile(
    rf"(?:This\snewspaper['’]s\s)?(?:[A-Z][\w'&-]*(?:\s(?:of\s|and\s|the\s)?[A-Z][\w'&-]*){{0,5}}[,:]?\s)?(?:[Rr]eporters?"
    rf"|[Cc]orrespondents?|[Ii]ntern)\s?(?:{NAMES}|[A-Z][\w-]+(?:\s[A-Z][\w-]+){{0,2}})"
    r"(?:,?\s(?:[Ii]ntern|[Cc]orrespondents?|[Ee]ditors?|[Rr]eporters?)\s[A-Z][\w-]+(?:\s[A-Z][\w-]+)"
    rf"{{0,3}})*(?:\s{_house.MAIL})?"
)
CLOSING = re.compile(
    rf"(?<=[.!?\"”’»])\s*([(\[（【]\s?(?:(?:[\w-]+\s){{0,3}}(?i:reporters?|correspondents?"
    rf"|editors?\sin\scharge|responsible\seditor|intern|stylist)\b\s?[:：]?\s?{NAMES}[^()\[\]]{{0,60}})"
    rf"[)\]）】]\.?)$"
)
KOREAN = re.compile(r"[(\[【][^()\[\]【】]{0,40}(?:기자|특파원|記者|记者|통신원)[^()\[\]【】]{0,20}[)\]】]\s?=?")
BRACKET = re.compile(
    r"[(\[（【]\s?(?:[\w'&.-]+\s){0,4}(?i:reporters?|correspondents?|editors?|stylist"
    r"|editorial\sdepartment|responsible\seditor)\b[^()\[\]]{0,70}[)\]）】]\.?"
)
LONE = re.compile(r"(?:Author|Authors|Reporter|Writer|Editor|Text|By|Journalist|Written by|Correspondent)\s?:?")
BY = re.compile(rf"By\s{NAMES}(?:,\s[\w\s./-]{{2,40}})?\.?")
HEAD = re.compile(
    rf"by\s{NAMES},\s[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){{0,3}}"
    rf"|[Bb]y\s[\w .'’-]{{2,30}}\s(?:with|and)\s(?:the\s)?(?:{ANY}|agencies)"
)
AGENCY = re.compile(rf"(?:{FOREIGN}|AGENCIES|Agencies|Europa\sPress)")
DATED = re.compile(rf"{NUMERIC}|{WITH_YEAR}|{AGO}", re.IGNORECASE)
OTHER_LABEL = re.compile(r"[A-Z][\w ]{2,25}:\s?\S")
FRIEND = re.compile(
    r"(?i)(?:photo|picture|image|foto|text|author|editor|reporter|source|published|updated|video|interview)"
)
HINT = re.compile(
    r"(?i)by\s|report|correspond|edit|author|text|writer|journalist|interview|redact|proof|translat"
    r"|intern|stylist|[责責编編记記通作文기取来]|by:|office"
)
# of the same in ASCII, looked for first: it is much faster
STEMS = ["by", "report", "correspond", "edit", "author", "text", "writer", "journalist", "interview", "redact", "proof"]
STEMS += ["translat", "intern", "stylist", "office"]
MESSAGE = "This says who wrote or edited the page: it is not the article."


def glance(text: str) -> bool:
    """Whether there are several lines, or one that does not end like a sentence or begins with a bracket."""
    line = text.strip()
    if line[-1:] not in '.!?"”’' or line[-2:] in (").", "].") or line[:1] in "([【" or line.count(" ") < 6:
        return True
    return in_lines(line)


def find_all(document: Document) -> Iterator[Issue]:
    blocks = document.blocks
    first, last = edges(document)
    done = 0
    for number, block in enumerate(blocks):
        text = block.text
        if number < done:
            continue
        if number and len(text) <= 40 and (lines := _lines(document, number, first)):
            done = number + lines
            yield removal(RULE, document, Span(block.span.start, blocks[done - 1].span.end), MESSAGE)
        elif (span := byline(text)) and not _boxed(blocks, number):
            if number or span[0]:
                yield removal(RULE, document, within(block, span), MESSAGE)
        elif text[0] in "([【" and (match := KOREAN.match(text[:90])):
            yield removal(RULE, document, within(block, match.span()), MESSAGE)
        elif number and number >= last and (sure := _house.signature(text)) and not _boxed(blocks, number):
            yield removal(RULE, document, block.span, MESSAGE, confidence=sure)
        elif 0 < number < first and _house.head_line(text):
            yield removal(RULE, document, block.span, MESSAGE, confidence=0.8)
        elif 0 < number < first and (headed := _headed(block)):
            yield removal(RULE, document, headed, MESSAGE, confidence=0.8)
        elif number >= last - 1 and len(text) > 60 and (start := _house.initials(text[-50:], len(text))):
            yield removal(RULE, document, within(block, (start, len(text))), MESSAGE, confidence=0.85)
        elif first <= number < last and len(text) <= 80 and BY.fullmatch(text):
            yield removal(RULE, document, block.span, MESSAGE, confidence=0.7)


def _headed(block: Block) -> Span | None:
    """The line of a block that is an author with the paper or the agency."""
    lines = [*block_lines(block)] or [(block.span, block.text)]
    return next((span for span, line in lines if HEAD.fullmatch(line.strip())), None)


def _lines(document: Document, number: int, first: int) -> int:
    """How many lines a byline takes here: a label and the name below it, or a name and the place below it."""
    blocks, text = document.blocks, document.blocks[number].text
    below = blocks[number + 1].text if number + 1 < len(blocks) else ""
    if LONE.fullmatch(text):
        return 2 if is_name(below) else 0
    if number >= first or not _house.NAMED.fullmatch(text) or NEVER & set(text.split()):
        return 2 if 0 < number < first and AGENCY.fullmatch(text) and _place(document, number) else 0
    if _place(document, number):
        return 2
    near = [blocks[n].text for n in (number - 1, number + 1) if 0 <= n < len(blocks)]
    dated = any(len(t) <= 60 and DATED.search(t) for t in near)
    return 1 if dated and number > 1 - bool(blocks[0].text) and _house.known_name(text) else 0


def _place(document: Document, number: int) -> bool:
    """Whether the line directly below is the name of a place."""
    if number + 1 >= len(document.blocks):
        return False
    block, below = document.blocks[number], document.blocks[number + 1]
    near = document.text.count("\n", block.span.end, below.span.start) == 1
    return near and len(below.text) <= 30 and bool(_house.PLACE_ALONE.fullmatch(below.text))


@lru_cache(maxsize=4096)
def byline(text: str) -> tuple[int, int] | None:
    """Where a block names its makers: all of it, or its end."""
    bracket = text[-1] in ")]）】" or text[-2:] in (").", "].")
    if text[-1] in '.!?"”’' and not bracket and not (text[-1] == "." and text.count(" ") < 6):
        return None
    if len(text) <= 160 and _hinted(text) and _whole(text):
        return 0, len(text)
    if bracket:
        ending = text[-160:]
        if match := CLOSING.search(ending):
            start = len(text) - len(ending) + match.start(1)
            return start, len(text)
    return None


def _hinted(text: str) -> bool:
    plain = text.isascii() and not any(map(text.lower().__contains__, STEMS))
    return not plain and HINT.search(text) is not None


def _whole(text: str) -> bool:
    if text.startswith("(Report") and ";" in text:  # the credits of an English agency
        return False
    if _house.whole(text) == 2:
        return True
    if text[0] in "/=<|■◆▶" and text[1:].lstrip():
        text = text[1:].strip(" >=")
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
    return any(len(t) <= 80 and OTHER_LABEL.match(t) and not _furniture(t) for t in near)


def _furniture(text: str) -> bool:
    return bool(FRIEND.match(text) or _house.whole(text) or _notices.notice(text) or _residue.whole(text))
