"""Dates and years in the form of another language: “2019 year 7 month”, “12.03.2023”, “18. November”, “5 of July”.

Japanese and Chinese write year, month and day with a word each; Germans and Czechs put a point after the day;
Spaniards say “5 de julio de 2020”; Indonesians add “(5/9)”. “12/03/2023”, “July 5”, “5 July” and “the 5th of July”
are English and left alone. An impossible day (“February 30”) is shown without a fix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.numbers._context import MONTHS, days_in, matches, month
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.date",
    summary="A date is not written as in English, or cannot exist.",
    mqm=Mqm.DATE_FORMAT,
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        bad("They have met since [[2019 year 7 month]] on the net.", fix="July 2019"),
        bad("It appeared on [[2021 year 12 month 15 day]] in Ube.", fix="December 15, 2021"),
        bad("An article of [[7 month 25 day]] says so.", fix="July 25"),
        bad("The next film comes in [[2026 year]] to the screen.", fix="2026"),
        bad("They met on [[12.03.2023]] in Alba.", fix="March 12, 2023"),
        bad("They will meet on [[24.12.]] in Alba.", fix="December 24"),
        bad("Police have searched for her since [[18. November]] in vain.", fix="November 18"),
        bad("It begins on [[23. July 2021]] in Alba.", fix="July 23, 2021"),
        bad("It was signed on [[5 of July of 2020]] in Alba.", fix="July 5, 2020"),
        bad("It was signed on [[July 5 of 2020]] in Alba.", fix="July 5, 2020"),
        bad("They met on Monday [[(5/9)]] in Alba.", fix="(September 5)"),
        bad("They met on [[February 30]] in Alba.", fix=None),
        bad("They met on [[31 April]] in Alba.", fix=None),
        ok("They met on July 5, 2020, on 5 July, on the 5th of July and on 12/03/2023."),
        ok("Some 2000 years ago and in the last 2,000 years; a 2000 year old tree; a 2023 year-end sale."),
        ok("Version 1.2.2022 of the firmware; the score was 7. May came."),
        ok("It grew to 9. August was dry; born on February 29. It rose from 5.10. Then it fell."),
        ok("In the 7 months 25 days were dry."),
        misses("They met in [[the 7th month]] of the year.", "may be meant"),
    ),
)

DAY = r"[12]\d|3[01]|0?[1-9]"
SPOT = re.compile(r"[(\dJFMASOND]")
PLACE = re.compile(
    rf"\b(?P<y>(?:19|20)\d\d) years? (?P<ym>1[0-2]|0?[1-9]) months?(?: (?P<yd>{DAY}) days?)?\b"
    rf"|(?<![\d.,] )\b(?P<mm>1[0-2]|0?[1-9]) month (?P<md>{DAY}) (?:day|night)\b"
    r"|(?P<year>(?:19|20)\d\d) year\b(?![ -](?:old|end|ago|of|later|long))"
    rf"|(?<![\w.,:/-])(?P<dd>{DAY})\.[ ]?(?P<dm>1[0-2]|0?[1-9])\.[ ]?(?P<dy>(?:19|20)\d\d)(?![\w/-]|\.\d)"
    rf"|(?<=\b[Oo]n )(?P<sd>{DAY})\.(?P<sm>1[0-2]|0?[1-9])\.(?=[ ,][a-z(])"
    rf"|(?<![\w.,:/-])(?<!\d )(?P<pd>{DAY})\. (?P<pm>{MONTHS})\b(?:,? (?P<py>(?:19|20)\d\d)\b)?(?= [a-z(]|[.,;)]|$)"
    rf"|\b(?P<od>{DAY})(?:st|nd|rd|th)? of (?P<om>{MONTHS}) of (?P<oy>(?:19|20)\d\d)\b"
    rf"|(?<![\w.,-])(?P<bd>{DAY}) of (?P<bm>{MONTHS})\b(?! of)"
    rf"|\b(?P<cm>{MONTHS}) (?P<cd>{DAY})(?:st|nd|rd|th)? of (?P<cy>(?:19|20)\d\d)\b"
    rf"|(?<=day )\((?P<xd>{DAY})/(?P<xm>1[0-2]|0?[1-9])(?:/(?P<xy>(?:19|20)\d\d))?\)"
    rf"|\b(?P<im>February|April|June|September|November) (?P<id>30|31)(?:st|th)?\b(?!,\d|\.\d)"
    rf"|(?<![\w.,-])(?P<jd>30|31)(?:st|th)?(?: of)? (?P<jm>February|April|June|September|November)\b"
)
LEAD = re.compile(r"\b(?:in|of|since|until|from|by|after|before|for|is) $", re.IGNORECASE)
WORDS = "on|since|until|till|from|of|before|after|between|the|day|around|reported|seen|for"
BEFORE = re.compile(rf"(?:\b(?:{WORDS})|[–(,-])[ ]?$", re.IGNORECASE)
VERSION = re.compile(r"(?:version|release|v|firmware|no|section|article|chapter)\.?[ ]$", re.IGNORECASE)


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in matches(SPOT, PLACE, text):
        part = match.groupdict()
        if name := part["im"] or part["jm"]:
            day = int(part["id"] or part["jd"])
            if day > days_in(name):
                message = f"{name} has no {day}{'st' if day == 31 else 'th'}."
                yield RULE.issue(block, match.span(), message, severity=Severity.MAJOR)
        elif part["year"]:
            if _a_year(text, match):
                yield RULE.issue(block, match.span(), f"English writes “{part['year']}”.", fix=part["year"])
        elif _wanted(text, match):
            fix = _english(part)
            yield RULE.issue(block, match.span(), f"English writes “{fix}”.", fix=fix)


def _wanted(text: str, match: re.Match[str]) -> bool:
    left = text[max(0, match.start() - 12) : match.start()]
    if match["pd"]:
        return bool(BEFORE.search(left))
    return not (match["dd"] and VERSION.search(left))


def _a_year(text: str, match: re.Match[str]) -> bool:
    """“in 2019 year” and “the 2019 year.”, but not “the 2000 year tradition”."""
    left = text[max(0, match.start() - 8) : match.start()]
    return bool(LEAD.search(left)) or (left.endswith("the ") and text[match.end() : match.end() + 1] in tuple(".,;:)"))


def _english(part: dict[str, str | None]) -> str:
    """The date in American news order."""
    first = {k: next((v for p in prefixes if (v := part[p])), None) for k, prefixes in FIELDS.items()}
    name = first["month"] or ""
    name = month(int(name)) if name.isdigit() else name
    day = f" {int(first['day'])}" if first["day"] else ""
    year = first["year"]
    shown = f"{name}{day}, {year}" if year and day else f"{name} {year}" if year else f"{name}{day}"
    return f"({shown})" if part["xd"] else shown


FIELDS = {
    "year": ("y", "dy", "py", "oy", "cy", "xy"),
    "month": ("ym", "mm", "dm", "sm", "pm", "om", "bm", "cm", "xm"),
    "day": ("yd", "md", "dd", "sd", "pd", "od", "bd", "cd", "xd"),
}
