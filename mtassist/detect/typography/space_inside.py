"""A blank inside what is written in one: “U. S. officials”, “did n't”, “and / or”, “the 2019 / 20 season”, “Su - 27”.

Systems that split words for translation leave the pieces apart. Initials (“J. K. Rowling”) and line breaks of verse
(“roses / violets”) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="typography.space-inside",
    summary="There is a space inside what is written in one.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.95,
    examples=(
        bad("The [[U. S.]] officials denied it.", fix="U.S."),
        bad("It begins at 3 [[p. m.]] on Monday.", fix="p.m."),
        bad("He [[did n't]] know of it.", fix="didn't"),
        bad("They [[are n’t]] here.", fix="aren’t"),
        bad("The [[mayor 's]] office denied it.", fix="mayor's"),
        bad("The fee is for firms [[and / or]] towns.", fix="and/or"),
        bad("They won the [[2019 / 20]] season.", fix="2019/20"),
        bad("They lost in [[2019/ 2020]] too.", fix="2019/2020"),
        bad("The [[Su - 27]] jets and the tanks came.", fix="Su-27"),
        bad("The [[COVID- 19]] ward is full.", fix="COVID-19"),
        bad("Prices rose by [[10% - 15%]] in May.", fix="10%-15%"),
        bad("Some [[10 ~ 20]] people came.", fix="10-20"),
        ok("In the years 2019 / 2021 / 2023 it rained; group A - 16 men; I saw F - 5 of them; Il - 2 lost."),
        bad("They wrote [[# metoo]] on the wall.", fix="#metoo"),
        ok("J. K. Rowling and A. S. Byatt; the '90s and rock 'n' roll; 's Hertogenbosch."),
        ok("Roses are red / violets are blue; he is # 1 in U.S. polls."),
        ok("He said 'so what 's that' and 'it is what 's new' then."),
        misses("The [[mayor' s]] office.", "the mark may end a quotation"),
    ),
)

TELLING = (
    "/ ",
    " /",
    "- ",
    "~",
    " n't",
    " n’t",
    " 's ",
    " ’s ",
    "/ or",
    "# ",
    ". S.",
    ". N.",
    ". K.",
    ". m.",
    ". g.",
    ". e.",
    ". D.",
)
PLACE = re.compile(
    r"(?P<verb>\b(?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|should|must|need) n['’]t\b)"
    r"|(?P<owner>(?<!['‘’])\b[^\W\d_]{2,} ['’]s(?= [a-z]+[ .,]))"
    r"|(?P<short>\bU\. [SKN]\.|\b[ap]\. m\.|\be\. g\.|\bi\. e\.|\bWashington, D\. C\.)(?= [a-z]|[,;)]|$)"
    r"|(?P<season>(?<![\w/.,])(?<!/ )(?:19|20)[0-9]{2}(?: / ?|/ )(?:19|20)?[0-9]{2}\b(?![ ]?/|[.,]\d))"
    r"|(?P<model>\b(?:COVID|Covid|MiG|Su|Tu|MH|SARS-CoV|Boeing|Airbus|HIMARS)(?: - ?|- )[1-9][0-9]*\b(?! ?[%:/]))"
    r"|(?P<range>(?<![\w.,~])(?<!~ )[0-9]+(?:\.[0-9]+)?(?:% - (?=[0-9.]+%)|%?[ ]?~[ ]?)"
    r"[0-9]+(?:\.[0-9]+)?%?)(?![\w~])"
    r"|(?P<or>\band / or\b)|(?P<tag>(?<![\w#])# [A-Za-z]\w{2,}(?= |[.,]|$))"
)


CUES = cues(shape=r"^/|/$|-$|~|#$|^a?['’]a|^[aA]\.(?:[,;)]|$)")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if not any(map(text.__contains__, TELLING)):
        return
    for match in PLACE.finditer(text):
        if match["owner"] and re.search(r"['‘’](?!s\b)", text[max(0, match.start() - 60) : match.start()]):
            continue  # within single quotes
        if match["range"]:
            fix = re.sub(" ?[~-] ?", "-", match.group())
            yield RULE.issue(block, match.span(), f"English writes “{fix}”.", fix=fix)
            continue
        fix = match.group().replace(", ", ",").replace(" ", "").replace(",", ", ")
        yield RULE.issue(block, match.span(), f"“{fix}” is written in one.", fix=fix)
