"""Scale words of another language: “5 milliard”, “6 thous.”, “3.2 ten thousand”, “25 thousand 932”, “3 millions of”.

“Milliard” is a billion, East Asia counts in ten thousands, Spaniards in thousands of millions, Russians in thousands
and units, and writes “70 thousand” where English news writes all the figures. “Billiard” and doubled scales are in
doubt and shown without a fix. “Ten thousand people” is English, and so is “2 lakh” in India.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from mtassist.cues import DIGITS, cues
from mtassist.detect.numbers._context import before, countable, matches, units
from mtassist.detect.numbers._figures import english, spoken, value
from mtassist.lists import rows
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.scale",
    summary="A word for a large number is not used as in English.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("The bridge costs [[5 milliards of]] euros.", fix="5 billion"),
        bad("The bridge costs [[3,5 mln]] euros.", fix="3.5 million"),
        bad("The bridge costs [[200 Mio.]] euros.", fix="200 million"),
        bad("The bridge costs [[12 Mrd. Euro]] in all.", fix="12 billion euros"),
        bad("Some [[6 thous.]] beavers live there.", fix="6,000"),
        bad("The debt is [[2 billiards]] in all.", fix=None),
        bad("Some [[3.2 ten thousand]] homes were built.", fix="32,000"),
        bad("About [[9.5 thousand]] cases are known.", fix="9,500"),
        bad("About [[9,5 thousand]] cases are known.", fix="9,500"),
        bad("Almost [[70 thousand]] euros were raised.", fix="70,000"),
        bad("They cost [[3 to 6 thousand]] euros each.", fix="3,000 to 6,000"),
        bad("Some [[5-6 thousand]] people came.", fix="5,000-6,000"),
        bad("About [[5 hundred]] people came.", fix="500"),
        bad("The rent is NIS [[96 thousands]] a year.", fix="96,000"),
        bad("It cost [[3 millions of]] euros.", fix="3 million"),
        bad("It cost [[3 million of]] euros.", fix="3 million"),
        bad("It cost [[25 thousand 932]] rubles.", fix="25,932"),
        bad("They carried [[6 thousand and 200]] tons.", fix="6,200"),
        bad("It cost [[2 billion 300 million]] won.", fix="2.3 billion"),
        bad("It cost [[1 billion 2000 million]] won.", fix="1.2 billion"),
        bad("The market grew to [[96,280 million]] yuan.", fix="96.28 billion"),
        bad("The debt is [[3 thousand million]] euros.", fix="3 billion"),
        bad("They have [[5 hundred million]] users.", fix="500 million"),
        bad("It cost [[120 million millions]] in all.", fix=None),
        ok("Some ten thousand people and ten thousand more came, half a million in all."),
        ok("He led Company 3 Thousand Oaks and came in 5 hundredths of a second behind."),
        ok("It grew from 5 to 6 million and from two to three thousand."),
        ok("It cost 1,250 dollars, 3.5 million euros or 2 lakh rupees."),
        ok("The 46 mill workers left; 3 mills closed. Some 3 million of them left, 3 million of the firm's men too."),
        ok("He plays billiards; the 3 billiard tables were sold."),
        ok("China buys $70 billion of goods and pays off 55 million of debt."),
        ok("They met hundreds of thousands of fans, one in a million; a 10 million 20 years ago."),
        misses("The plant makes [[1,281 million]] a year.", "figures as exact as that are often given so on purpose"),
    ),
)

SIZES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
CALQUES = {
    "ten thousand": 10**4,
    "tens of thousands": 10**4,
    "hundred million": 10**8,
    "hundred thousand": 10**5,
    "hundred millions": 10**8,
    "thousand million": 10**9,
    "thousand millions": 10**9,
    "thousand of millions": 10**9,
}
POINTED = ("mio.", "mrd.", "tsd.", "tys.", "thous.", "mlrd.", "mln.")
MONEY = re.compile(r" (?P<name>Euro|Dollar|Pound)s?\b(?![ -][A-Z])")
FIGURE = r"[0-9]{1,15}(?:[.,][0-9]{1,9}){0,5}"
PEOPLE = "the|them|these|those|this|that|us|you|its|it|his|her|their|our|my|which|whom|all|a|an|such|one|both"


@cache
def _words() -> dict[str, str]:
    return {row["word"]: row["english"] for row in rows("scale_words")}


@cache
def _pattern() -> re.Pattern[str]:
    foreign = "|".join(sorted(map(re.escape, _words()), key=lambda w: (-len(w), w)))
    calques = "|".join(sorted(CALQUES, key=lambda w: (-len(w), w)))
    counted = "|".join(sorted(units("money") | countable()))
    return re.compile(
        rf"(?P<number>{FIGURE})(?:"
        r"(?P<link>[ ]?[-–][ ]?| to | or )(?P<upper>[0-9]{1,3}) (?-i:thousand)\b|[ \u00a0]?(?:"
        r"(?P<twice>(?:million|billion|thousand)s? (?:million|billion|thousand)s)\b"
        rf"|(?P<foreign>(?:{foreign})\b(?: of\b|\.?)(?! tables?| players?| halls?| balls?))|(?P<calque>{calques})\b"
        r"|(?P<first>trillion|billion|million|thousand)s?,? (?:and )?"
        r"(?P<more>[0-9]+)(?: (?P<second>billion|million|thousand)s?\b(?: (?P<rest>[0-9]{3})\b)?"
        r"|(?<= [0-9]{3})(?!\w|[.,:/-]\d| years?\b))"
        rf"|(?P<plural>(?:thousand|million|billion|trillion)s)\b(?P<of> of(?= (?!(?:{PEOPLE})\b)[a-z]))?"
        rf"|(?P<single>million|billion|trillion) of(?= (?:{counted})\b)"
        r"|(?P<hundred>(?-i:hundred))\b(?! and)|(?P<thousand>(?-i:thousand))\b(?! and)|(?P<million>million)\b))",
        re.IGNORECASE,
    )


CUES = DIGITS & cues([*_words(), *CALQUES, *SIZES, *(f"{size}s" for size in SIZES)])


def find_block(block: Block) -> Iterator[Issue]:
    for match in matches(_pattern(), block.text):
        left = before(block.text, match.start(), 2)
        if not re.search(r"[\w.,/-]$", left):
            yield from _issues(block, match)


def _issues(block: Block, match: re.Match[str]) -> Iterator[Issue]:
    span, severity = match.span(), Severity.MAJOR
    message, fix = "", None
    if foreign := match["foreign"]:
        yield _foreign(block, match, foreign)
        return
    if match["twice"]:
        message = "Two scale words follow each other: which one is meant?"
    elif calque := match["calque"]:
        fix = spoken(value(match["number"]) * CALQUES[calque.lower()])
    elif match["first"]:
        if not (fix := _summed(match)):
            return
    elif word := match["plural"] or match["single"]:
        severity, fix = Severity.MINOR, _scaled(match["number"], word.lower().removesuffix("s"))
    elif fix := _neater(match):
        severity = Severity.MINOR
    else:
        return
    yield RULE.issue(block, span, message or f"English writes “{fix}”.", fix=fix, severity=severity)


def _foreign(block: Block, match: re.Match[str], foreign: str) -> Issue:
    word, end = foreign.removesuffix(" of").rstrip("."), match.end()
    size = _words()[word.lower()]
    ends = end == len(block.text) or not (block.text[end : end + 2][-1].islower() or foreign.lower() in POINTED)
    if foreign.endswith(".") and ends:
        end -= 1  # the point ends the sentence
    fix = None if size == "-" else _scaled(match["number"], size)
    if fix and (money := MONEY.match(block.text, end)):
        fix, end = f"{fix} {money['name'].lower()}s", money.end()
    return RULE.issue(block, (match.start(), end), f"“{word}” is no English number word.", fix=fix)


def _scaled(number: str, size: str) -> str:
    """A number with its scale word; thousands are written out."""
    return spoken(value(number) * 1000) if size == "thousand" else f"{english(number)} {size}"


def _summed(match: re.Match[str]) -> str:
    """“25 thousand 932” as one number; Korean “1 billion 2000 million” counts the second in ten thousandths."""
    first, more = SIZES[match["first"].lower()], int(match["more"][:30])
    if second := match["second"]:
        size = SIZES[second.lower()]
        if match["more"].endswith("000") and 1000 <= more < 10_000 and first == 1000 * size:
            return spoken((value(match["number"]) + Decimal(more) / 10_000) * first)
        if size >= first or more * size >= first:
            return ""
        return spoken(value(match["number"]) * first + more * size + int(match["rest"] or 0))
    return spoken(value(match["number"]) * first + more) if first == SIZES["thousand"] else ""


def _neater(match: re.Match[str]) -> str | None:
    """“9.5 thousand” and “96,280 million” in the larger or smaller unit."""
    figure = match["number"]
    if upper := match["upper"]:
        if not (figure.isdigit() and int(figure) < int(upper)):
            return None
        link = match["link"] if match["link"].strip().isalpha() else match["link"].strip()
        return f"{spoken(value(figure) * 1000)}{link}{spoken(value(upper) * 1000)}"
    if match["hundred"]:
        return spoken(value(figure) * 100) if re.fullmatch(r"[1-9][0-9]?", figure) else None
    if match["thousand"]:
        return spoken(value(figure) * 1000) if re.fullmatch(r"[1-9][0-9]{0,2}|[0-9]+[.,][0-9]{1,2}", figure) else None
    whole = re.fullmatch(r"[0-9]{1,3},[0-9]{2}0", figure)
    return spoken(value(figure) * 10**6) if match["million"] and whole else None
