"""Dates in the form of another language: “2019 year 7 month”, “12.03.2023”, “9. 9.”, “18. November”, “Sunday 27/02”.

Japanese and Chinese write year, month and day with a word each; Germans and Czechs put a point after the day;
Spaniards say “5 de julio de 2020”; Indonesians add “(5/9)”, Arabs “AD”. “12/03/2023”, “July 5”, “5 July” and “the 5th
of July” are English and left alone. An impossible day (“February 30”) is shown without a fix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import DIGITS
from mtassist.detect.numbers._context import DAYS, MONTHS, before, days_in, matches, month
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
        bad("They met on [[12.03.2023]] in Alba.", fix="March 12, 2023"),
        bad("They met on [[2023.3.12]] in Alba.", fix="March 12, 2023"),
        bad("They meet on [[15/1/2023 AD]] in Alba.", fix="January 15, 2023"),
        bad("They meet on [[15/1/2023]] in Alba.", fix="January 15, 2023"),
        bad("They will meet on [[24.12.]] in Alba.", fix="December 24"),
        bad("The tickets went on sale on [[9. 9.]] and were gone by noon.", fix="September 9"),
        bad("Police have searched for her since [[18. November]] in vain.", fix="November 18"),
        bad("It begins on [[23. July 2021]] in Alba.", fix="July 23, 2021"),
        bad("It was signed on [[5 of July of 2020]] in Alba.", fix="July 5, 2020"),
        bad("It was signed on [[the 5 of July]] in Alba.", fix="July 5"),
        bad("It was signed on [[July 5 of 2020]] in Alba.", fix="July 5, 2020"),
        bad("It was signed on [[July 5 day]] in Alba.", fix="July 5"),
        bad("They met on Monday [[(5/9)]] in Alba.", fix="(September 5)"),
        bad("They met on Monday [[(5/9/2022)]] in Alba.", fix="(September 5, 2022)"),
        bad("On Sunday[[ 27/02]] the court will meet.", fix=", February 27"),
        bad("They met on Wednesday[[ 14 / 6]] in Alba.", fix=", June 14"),
        bad("They met on [[2023-03-12]] in Alba.", fix="March 12, 2023"),
        bad("It is open from [[12. to 18. May]] each day.", fix="May 12 to 18"),
        bad("It is open [[12.-18. May]] each day.", fix="May 12-18"),
        bad("It is open from [[12/05]] on.", fix="May 12"),
        bad("The network said so on [[7/21]].", fix="July 21"),
        bad("It was signed on [[the 2nd of the March]] in Alba.", fix="March 2"),
        bad("They met on [[February 30]] in Alba.", fix=None),
        bad("They met on [[31 April]] in Alba.", fix=None),
        ok("They met on July 5, 2020, on 5 July, on the 5th of July and on 12/03/2023, or open on 24/7."),
        ok("Version 1.2.2022 of the firmware; the score was 7. May came. Five of July's 24/25 days."),
        ok("It grew to 9. August was dry; born on February 29. It rose from 5.10. Then it fell."),
        ok("Model 2023-03-12 failed; it rose from 12 to 18. May came; he won by 7/21 and from 3/4 to 7/8 of it."),
        ok("In the 7 months 25 days were dry. He won 3/4 of them on Sunday 3/4 of the way."),
        misses("They met in [[the 7th month]] of the year.", "may be meant"),
    ),
)

DAY, MONTH, YEAR = "(?:[12][0-9]|3[01]|0?[1-9])", "(?:1[0-2]|0?[1-9])", "(?:19|20)[0-9][0-9]"
AHEAD = (
    r"(?=3[01]\b|[0-9]{1,4}(?:[./] ?[0-9JFMASONDo]| / [0-9]|-[01][0-9]-|\.?(?: ?[-–] ?| to | until )[0-3]?[0-9]\."
    r"|[a-z]{0,2}\.? (?:year|month|of|th|day|[FJAMSOND])))"
)
PLACE = re.compile(
    rf"{AHEAD}(?:(?P<ya>{YEAR}) years? (?P<ma>{MONTH}) months?(?: (?P<da>{DAY}) days?)?\b"
    rf"|(?P<mb>{MONTH}) month (?P<db>{DAY}) (?:day|night)\b"
    rf"|(?P<dc>{DAY})\.[ ]?(?P<mc>{MONTH})\.[ ]?(?P<yc>{YEAR})(?![\w/-]|\.\d)"
    rf"|(?P<dd>{DAY})\.(?P<gap>[ ]?)(?P<md>{MONTH})\.(?![ ]?\d)(?=[ ,)]|$)"
    rf"|(?P<de>{DAY})\.[ ]?(?:of )?(?P<ne>{MONTHS})\b(?:,? (?P<ye>{YEAR})\b)?(?= [a-z(]|[.,;)]|$)"
    rf"|(?P<df>{DAY})(?:st|nd|rd|th)? of (?:the )?(?P<nf>{MONTHS}) of (?P<yf>{YEAR})\b"
    rf"|(?P<dg>{DAY})(?: of|(?:st|nd|rd|th)? of the) (?P<ng>{MONTHS})\b(?! of|['’])(?:,? (?P<yg>{YEAR})\b)?"
    rf"|(?P<dh>{DAY})/(?P<mh>{MONTH})/(?P<yh>{YEAR})\b(?!/)(?P<ad> A\.?D\b)?"
    rf"|(?P<yi>{YEAR})(?P<mark>[./-])[ ]?(?P<mi>{MONTH})(?P=mark)[ ]?(?P<di>{DAY})(?![\w/:])(?!\.\d)"
    rf"|(?P<dj>{DAY})[ ]?/[ ]?(?P<mj>{MONTH})(?![\w/])"
    rf"|(?P<ms>{MONTH})/(?P<ds>1[3-9]|2[0-9]|3[01])(?![\w/])"
    rf"|(?P<dr>{DAY})(?P<point>\.?)(?P<link>[ ]?[-–][ ]?| to | until )(?P<er>{DAY})\. (?P<nr>{MONTHS})\b"
    rf"|(?P<dk>{DAY})(?:(?:st|nd|rd|th)? of (?P<yk>{YEAR})\b|(?: th)? day\b(?! of| old| after| before|s))"
    rf"|(?P<dl>30|31)(?:st|nd|th)?(?: of)? (?P<nl>February|April|June|September|November)\b"
    r"|(?P<dm>30|31)(?:st|nd|th)?\b(?!,\d|\.\d))"
)
NAMED = re.compile(rf"\b(?P<month>{MONTHS}) $")
GLUED = re.compile(r"[\w.,:/-]$")
COUNTED = re.compile(r"\d $")
WORDS = "on|since|until|till|from|of|before|after|between|the|day|around|reported|seen|for|by"
BEFORE = re.compile(rf"(?:\b(?:{WORDS})|[–(,-])[ ]?$", re.IGNORECASE)
TIMED = re.compile(r"\b(?:on|since|until|till|from|before|after|between|by|and|to|dated) $", re.IGNORECASE)
SURE = re.compile(r"\b(?:on|since|until|till|dated) $", re.IGNORECASE)
WEEKDAY = re.compile(rf"\b(?:{DAYS})day,?(?P<gap> )(?P<open>\(?)$")
VERSION = re.compile(r"(?:version|release|v|firmware|no|section|article|chapter)\.?[ ]$", re.IGNORECASE)

CUES = DIGITS


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in matches(PLACE, text):
        left, part = before(text, match.start()), _parts(match)
        if GLUED.search(left):
            continue
        named = NAMED.search(left)
        name = part.get("n") or (named["month"] if named else "")
        form = part["form"]
        if form in "lm":
            yield from _impossible(block, match, name, part)
        elif form == "j":
            yield from _slashed(block, match, left, part)
        elif found := _place(text, match, left, part, len(named.group()) if named else 0):
            start, end = found
            fix = _english(int(part.get("d", 0)), name or month(int(part["m"])), part.get("y"))
            if form == "r":
                fix += f"{match['link'] if match['link'].strip().isalpha() else '-'}{part['e']}"
            fix = f"({fix})" if text[start] == "(" else fix
            yield RULE.issue(block, (start, end), f"English writes “{fix}”.", fix=fix)


def _parts(match: re.Match[str]) -> dict[str, str]:
    """Day, month or its name, year, and the letter of the form that was found."""
    found = {key: value for key, value in match.groupdict().items() if value and len(key) == 2 and key != "ad"}
    return {key[0]: value for key, value in found.items()} | {"form": next(iter(found))[1]}


def _impossible(block: Block, match: re.Match[str], name: str, part: dict[str, str]) -> Iterator[Issue]:
    day, start = int(part["d"]), match.start()
    if name and day > days_in(name):
        if part["form"] == "m":
            start -= len(name) + 1
        message = f"{name} has no {day}{'st' if day == 31 else 'th'}."
        yield RULE.issue(block, (start, match.end()), message, severity=Severity.MAJOR)


def _slashed(block: Block, match: re.Match[str], left: str, part: dict[str, str]) -> Iterator[Issue]:
    """“(5/9)” and “27/02” after a weekday, or “on 27/02”."""
    day, number, start, end = int(part["d"]), int(part["m"]), match.start(), match.end()
    weekday = WEEKDAY.search(left)
    if " " in match.group() and not weekday:
        return  # a fraction or a score
    if weekday and weekday["open"] and block.text.startswith(")", end):
        start, end, fixes = start - 1, end + 1, [f"({_english(day, month(number))})"]
    elif weekday and not weekday["open"] and (day > 12 or part["m"].startswith("0")):
        start, fixes = start - 1, [f", {_english(day, month(number))}"]
        start -= left.endswith(", ")
    elif (SURE.search(left) and day > 12 and (day, number) != (24, 7)) or (
        TIMED.search(left) and part["m"].startswith("0") and not left.endswith(" by ")
    ):
        fixes = [_english(day, month(number))]
    else:
        return
    yield RULE.issue(block, (start, end), f"English writes “{fixes[0].strip(' ,')}”.", fixes=fixes)


def _place(text: str, match: re.Match[str], left: str, part: dict[str, str], named: int) -> tuple[int, int] | None:
    """Where the date stands, with what goes with it; nothing if it may be something else."""
    form, (start, end) = part["form"], match.span()
    article = 4 if left.endswith(" the ") else 0
    if form == "k":
        return (start - named, end) if named else None
    if form == "r" and not (match["point"] or "-" in match["link"] or "–" in match["link"]):
        return None
    if form == "s" and not (SURE.search(left) or left.endswith(" from ")):
        return None
    if form == "b" and COUNTED.search(left):
        return None
    if form in "ci" and (VERSION.search(left) or (form == "i" and not TIMED.search(left))):
        return None
    if form == "d":
        return _pointed(text, match, left)
    if form == "e":
        return (start, end) if BEFORE.search(left) and not COUNTED.search(left) else None
    if form == "h":
        weekday = WEEKDAY.search(left)
        if not match["ad"] and (int(part["d"]) <= 12 or not SURE.search(left)):
            return (start - 1, end + 1) if weekday and weekday["open"] and text.startswith(")", end) else None
    return start - article, end


def _pointed(text: str, match: re.Match[str], left: str) -> tuple[int, int] | None:
    """“24.12.”: its last point may end the sentence, and “5.10.” may be a number."""
    start, end = match.span()
    weekday = WEEKDAY.search(left)
    if weekday and not weekday["open"] and match["md"].startswith("0"):
        return start, end
    goes_on = re.match(r" [a-z(]|,", text[end : end + 2])
    if not (SURE if not match["gap"] else TIMED).search(left) or not (goes_on or match["gap"]):
        return None
    return start, end if goes_on else end - 1


def _english(day: int, name: str, year: str | None = None) -> str:
    """The date in American news order."""
    shown = f"{name} {day}" if day else name
    return f"{shown}, {year}" if year and day else f"{name} {year}" if year else shown
