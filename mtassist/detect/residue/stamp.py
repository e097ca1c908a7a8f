"""When the page was published: “Published: 12.03.2023, 14:05”, “Updated 3 days ago”, “11/02/2021 | 08:45”.

The stamp stands between headline and text, sometimes with the site or the author before it. A date alone may head an
entry of a chronology, so it counts only between headline and text, and only when no other line of the text is a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.cues import cues
from mtassist.detect.residue._dates import AGO, DAY_MONTH, MONTH, NUMERIC, TIME, WEEKDAY, WITH_YEAR
from mtassist.detect.residue._people import NAMES
from mtassist.detect.residue._position import (
    alternation,
    block_lines,
    edges,
    first_words,
    opening_word,
    removal,
)
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Severity, Span

RULE = Rule(
    id="residue.stamp",
    summary="The page's date or time of publication stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        bad("Ferry fares to rise\n\n[[Published on 12.03.2023 at 14:05]]\n\nThe company said so.", fix=""),
        bad("Ferry fares to rise\n\n[[11/02/2021 | 08:45]]\n\nThe company said so.", fix=""),
        bad("Ferry fares to rise\n\n[[radioharbour.example 3 days ago]]\n\nThe company said so.", fix=""),
        bad("Ferry fares to rise\n\n[[Created: 4 May 2022, 10:15 Updated: 4 May 2022, 11:20]]\n\nSo it is.", fix=""),
        bad("Ferry fares to rise\n\n[[As of: March 3, 2023 7:12 p.m.]]\n\nThe company said so.", fix=""),
        bad("Ferry fares to rise\n\n[[By Ana Ruiz | 04.05.2022 | 10:15]]\n\nThe company said so.", fix=""),
        bad("Ferry fares to rise\n\n[[4 May 2021]]\n\nThe ferry company will raise its fares in June.", fix=""),
        bad("Ferry fares to rise\n\n[[Updated on March 12]]\n\nThe company said so.", fix=""),
        bad(
            "Ferry fares to rise\n\n[[Published 12.03.2023 at 14:05 Updated 12.03.2023, 16:10\nReading time: 3 min]]"
            "\n\nThe company said so.",
            fix="",
        ),
        bad(
            "Ferry fares to rise\n\nBy Le Phare with AFP\n[[Published on 4 May at 9 am , Updated on 4 May at 1 p.m.]]"
            "\n\nThe company said so.",
            fix="",
        ),
        bad(
            "Ferry fares to rise\n\n[[Kurono 2024/1/24 18:05 (Last updated 1/24 19:30) Paid article]]\n\nSo it is.",
            fix="",
        ),
        bad("Ferry fares to rise\n\n[[Writing · 12/05/2023 7:30 · Act. to the 9:12]]\n\nThe company said so.", fix=""),
        bad("Ferry fares to rise\n\n[[Yesterday, 14:05]]\n\nThe company said so.", fix=""),
        bad("Ferry fares to rise\n\n[[Economy • Today, 14:05]]\n\nThe company said so.", fix=""),
        bad("[[Updated: 12.03.2023 14:05]] The ferry company will raise its fares in June.", fix=""),
        bad("Ferry fares to rise\n\n[[Ana Ruiz March 3, 2023 128 Views 2 Min Read]]\n\nThe company said so.", fix=""),
        bad("Ferry fares to rise\n\n[[Posted by admin on March 3, 2023]]\n\nThe company said so.", fix=""),
        bad("Ferry fares to rise\n\n[[03·08·22 | 21:14]]\n\nThe company said so.", fix=""),
        bad(
            "Ferry fares to rise\n\n[[By The drafting - Posted on 4 May at 7:15 a.m, updated at 09h40]]\n\nSo it is.",
            fix="",
        ),
        bad(
            "Ferry fares to rise\n\n[[Reporter Kim Han-bit kim@bit.example Input 2024.05.21 09:12 Edit 2024.05.22]]"
            "\n\nThe company said so.",
            fix="",
        ),
        bad("Ferry fares to rise\n\n[[By our correspondent Ana Ruiz · 5 minutes ago]]\n\nThe company said so.", fix=""),
        bad("Ferry fares to rise\n\n[[Delivery 11/6 (Sun) 8:31]]\n\nThe company said so.", fix=""),
        ok("The show returns to the harbour stage.\n\nDate: 12 May\n\nTickets cost ten crowns at the door."),
        ok("The war began.\n\nMarch 3, 2020\n\nThe first shots fell.\n\nMarch 4, 2020\n\nThe city fell."),
        ok(
            "Ferry fares to rise\n\nThe ferry company will raise its fares in June, it said on Friday.\n\n12 "
            "March 2023\n\n"
            "That was the day the old fares came in, and few have forgotten it."
        ),
        ok("Ferry fares to rise\n\nTuesday, May 4, 2021\n\nThe ferry company will raise its fares in June, it said."),
        ok("The treaty was signed 3 days ago"),
        ok("Doors open at 7.30 p.m."),
        ok("Published in 1923, the novel sold well."),
        ok("Updated rules for ferries from May 4"),
    ),
)

LABEL = rf"(?:\b(?:{alternation('stamps')})\b\s?[:：.]?)"
PIECE = re.compile(
    r"(?P<meta>\b\d[\d.,]*(?:\s\d{3})?\s?[KkM]?\s(?:views?|reads|shares?|comments?|likes?|visits?|clicks)\b"
    r"|\b(?:paid|members[-\s]only)\sarticle\b|\b\d[\d,]*\scharacters\b"
    r"|\breading\stime\W{1,3}\d{1,2}\s?min(?:ute)?s?\b|\b\d{1,2}\s?min(?:ute)?s?\.?\sread\b|\bno\scomments?\b)|"
    rf"(?P<label>(?<!\w)(?:{alternation('stamps')})(?!\w)\s?[:：.]?)|(?P<full>{NUMERIC}|{WITH_YEAR}"
    r"|\b\d{1,2}/\d{1,2}\s?\((?:Mon|Tues?|Wed|Thu|Fri|Sat|Sun)[a-z]*\))"
    rf"|(?P<day>{DAY_MONTH}|(?<![\d/])\d{{1,2}}/\d{{1,2}}(?![\d/]))"
    rf"|(?P<time>{TIME})|(?P<ago>{AGO}|\bjust\snow\b)|(?P<weekday>{WEEKDAY}|\b(?:yesterday|today|on|at|in|to\sthe|the)\b)",
    re.IGNORECASE,
)
LABELS = first_words("stamps")
SIGNS = " \t\u00a0|,·•/–—-:;()[]<>@©*+»›."
SITE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}|[A-Z][\w.'!&-]*(?:\s[A-Z][\w.'!&-]*){0,3}")
OFFICE = (
    r"(?:[Tt]he\s)?(?:[Dd]rafting|[Ww]riting|[Rr]edaction|[Nn]ewsroom|[Ee]ditors?"
    r"|[Ee]ditorial(?:\s(?:staff|team|office|board))?)"
)
ROLE = r"(?:[Rr]eporter|[Cc]orrespondent|[Jj]ournalist|[Ii]ntern)"
AUTHOR = re.compile(
    rf"(?:[Bb]y|Author:?|From|Text:?)\s(?:(?:our\s{ROLE}\s)?{NAMES}|[Aa]dmin|[Ss]taff|{OFFICE})"
    rf"|(?:{ROLE}:?\s)?{NAMES}(?:,?\s{ROLE})?(?:\s[\w.+-]+@[\w.-]+)?"
)
OPENING = re.compile(
    rf"{LABEL}\s?(?:{NUMERIC}|{WITH_YEAR}|{AGO})(?:,?\s(?:at\s)?{TIME})?[.,]?(?=\s+[\"“A-Z])", re.IGNORECASE
)
NEAR = re.compile(
    rf"(?:[A-Z]\w{{2,15}}(?:\s\w{{2,15}})?\s[•|·]\s)?\W?(?:today|yesterday),?\s(?:at\s)?{TIME}\W?", re.IGNORECASE
)
ENGLISH = re.compile(rf"{WEEKDAY},?\s{MONTH}\s\d{{1,2}},\s\d{{4}}\.?")  # “Friday, July 21, 2017”: papers print it
EVENT = re.compile(
    r"\W?(?:dates?|time|release|state|record|entry|registration|added)\b", re.IGNORECASE
)  # of a show, a box
MESSAGE = "This says when the page was published: it is not the article."


CUES = cues("ago now", shape=r"\d")


def find_all(document: Document) -> Iterator[Issue]:
    first, last = edges(document) if len(document.blocks) > 1 else (1, 1)  # which takes a closer look at a sentence
    lone: list[Span] = []
    for number, block in enumerate(document.blocks):
        text = block.text
        kind = stamp(text) if len(text) <= 120 else ""
        if kind == "sure" or (kind == "edge" and (0 < number < first or number >= max(last, 1))):
            yield removal(RULE, document, block.span, MESSAGE)
        elif kind == "date":
            lone.append(block.span if 0 < number < first or number >= max(last, 1) else Span(0, 0))
        elif not kind and (end := opening(text[:140])):
            yield removal(RULE, document, Span(0, end).shift(block.span.start), MESSAGE)
        elif not kind:
            for span, line in block_lines(block):
                if len(line) <= 120 and stamp(line) == "sure":
                    yield removal(RULE, document, span, MESSAGE)
    if len(lone) == 1 and lone[0].end:
        yield removal(RULE, document, lone[0], MESSAGE, confidence=0.75)


@lru_cache(maxsize=4096)
def stamp(text: str) -> str:
    """“sure”, “edge” (only beside the headline or at the end), “date” (a date alone), or nothing."""
    digits = sum(map(str.isdigit, text))
    if (
        (not digits or (digits < 3 and opening_word(text) not in LABELS))
        and " ago" not in text
        and "just now" not in text
    ):
        return ""
    if text[-1] in '.!?"”' and text.count(" ") > 7 and not text.endswith(".m."):
        return ""
    seen = {name for match in PIECE.finditer(text) for name in [match.lastgroup]}
    rest = " ".join(PIECE.sub(" | ", text).strip(SIGNS).split())
    rest = re.sub(r"^(?:\| ?)+|(?: ?\|)+$", "", re.sub(r"[|\s,·•/–—:;()-]{2,}", " | ", rest)).strip(SIGNS)
    rest = rest.replace("By | ", "By ", 1)  # “By the editors”
    dated = bool(seen & {"full", "ago"}) or {"label", "day", "time"} <= seen
    if NEAR.fullmatch(text):
        return "sure"
    if rest:
        named = all(AUTHOR.fullmatch(part) or SITE.fullmatch(part) for part in rest.split(" | "))
        sure = "ago" in seen or "meta" in seen or rest[:3] in ("By ", "by ") or "@" in rest
        return "sure" if named and dated and sure else "edge" if named and "full" in seen and len(rest) <= 40 else ""
    if "ago" in seen or (dated and "meta" in seen):
        return "sure"
    if "label" in seen and seen & {"full", "day", "time"}:
        if EVENT.match(text):
            return "edge" if "full" in seen else ""
        return "sure"
    if {"full", "time"} <= seen:
        return "edge" if re.search(WEEKDAY, text, re.IGNORECASE) and not re.search(NUMERIC, text) else "sure"
    return "date" if "full" in seen and not ENGLISH.fullmatch(text) else ""


@lru_cache(maxsize=4096)
def opening(text: str) -> int:
    """Where a stamp at the start of a paragraph ends; 0 without one."""
    match = OPENING.match(text) if opening_word(text) in LABELS and any(map(str.isdigit, text[:60])) else None
    return match.end() if match and not text[match.end() :].lstrip()[:1].islower() else 0
