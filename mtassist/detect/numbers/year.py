"""Years with a word or letter too many: “in 2026 year”, “of 2023 r.”, “in 2023 AD”, “in 2021-2022 years”.

Russian, Chinese and Japanese write a word or a letter for “year” behind the number, Polish “r.”, Arabic “AD”. “The
2000 year tradition”, “2,000 years” and years before 1900 with “AD” are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.numbers._context import before, matches
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.year",
    summary="A year has a word or letter too many.",
    mqm=Mqm.DATE_FORMAT,
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        bad("The next film comes in [[2026 year]] to the screen.", fix="2026"),
        bad("It will end in the first quarter of [[2023 r]].", fix="2023"),
        bad("It ended in [[2023 r.]] with a loss.", fix="2023"),
        bad("It ended in [[2023 AD]] with a loss.", fix="2023"),
        bad("It was built in [[2021-2022 years]] by a firm.", fix="2021-2022"),
        bad("It was built in [[the year 2021 year]] by a firm.", fix="2021"),
        bad("They met in [[the 2021]].", fix="2021"),
        ok("Some 2000 years ago and in the last 2,000 years; a 2000 year old tree; a 2023 year-end sale."),
        ok("It exported more in the 2005/06 year and in the 2005-06 years."),
        ok("They met in the 2021 final, in the 2020s and on the 2021-22 tour."),
        ok("It was built in 70 AD and sold for 2023 R1,000; the 2000 year tradition; in 1984 G. Orwell died."),
        misses("They met in [[2021 season]].", "only an article is missing"),
    ),
)

PLACE = re.compile(
    r"(?P<year>(?:19|20)[0-9][0-9](?:[-–/](?:19|20)?[0-9][0-9])?)"
    r"(?:[ \u00a0]?(?P<letter>r|гг?|р|yy|yil)\b(?P<point>\.?)(?=[ ,.;:)]|$)"
    r"|(?P<word> years?)\b(?![ -](?:old|end|ago|of|later|long)|['’])|(?P<ad>[ ]A\.?D\b\.?)|(?P<bare>)(?=[.;:)]|$))"
)
LEAD = re.compile(
    r"\b(?:in|of|since|until|from|by|after|before|for|is|during|to|and) (?P<the>the year )?$", re.IGNORECASE
)
ARTICLE = re.compile(r"\b(?:in|since|until|of|by) (?P<the>the )$")
PLURAL = re.compile(r"[-–/]")
GLUED = re.compile(r"[\w.,:/$€£-]$")

CUES = cues(shape="0000")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in matches(PLACE, text):
        left, year, start, end = before(text, match.start(), 24), match["year"], match.start(), match.end()
        lead = LEAD.search(left)
        if GLUED.search(left):
            continue
        if match["word"]:
            if not _extra(text, match, left) or (lead is None and not left.endswith("the ")):
                continue
        elif match["letter"]:
            if lead is None:
                continue
            if match["point"] and (end == len(text) or text[end : end + 2].strip()[:1].isupper()):
                end -= 1  # the point ends the sentence too
        elif match["ad"]:
            end -= match["ad"].endswith(".")
        elif not ARTICLE.search(left) or PLURAL.search(year):
            continue
        else:
            start -= 4
        if lead and lead["the"]:
            start -= len(lead["the"])
        yield RULE.issue(block, (start, end), f"English writes “{year}”.", fix=year)


def _extra(text: str, match: re.Match[str], left: str) -> bool:
    """“in 2019 year” and “the 2019 year.”, but not “the 2000 year tradition” or “in 2000 years”."""
    if match["word"] == " years" or PLURAL.search(match["year"]):
        return match["word"] == " years" and bool(PLURAL.search(match["year"])) and not left.endswith("the ")
    return not left.endswith("the ") or text[match.end() : match.end() + 1] in tuple(".,;:)")
