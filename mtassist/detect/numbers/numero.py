"""The number sign of another language: “№ 25”, “nº 5”, “Nr. 3”.

Russian and Bulgarian have a sign of their own, Romance languages write “nº” and German “Nr.”; English writes “No.”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import DIGITS, cues
from mtassist.detect.numbers._context import before, figures
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="numbers.numero",
    summary="A number has the number sign of another language.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.93,
    examples=(
        bad("The law [[№ 25]] was signed in May.", fix="No. 25"),
        bad("She goes to school [[№25]] in Alba.", fix="No. 25"),
        bad("The law [[nº 5]] was signed in May.", fix="No. 5"),
        bad("He wore the shirt with the [[Nr. 10]] on it.", fix="No. 10"),
        ok("School No. 25, Chanel No.5, #10 and no. 3."),
        ok("It is 25º warm at nine."),
        misses("The law [[num. 5]] was signed.", "rare"),
    ),
)

SIGN = re.compile(r"(?:№|\b[Nn][º°]|\bNr\.?|\bnr\.)[ \u00a0]?$")

CUES = DIGITS & cues(spelt="Nr nr", shape="[№º°]")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for at in figures(text):
        if sign := SIGN.search(before(text, at, 5)):
            end = at
            while end < len(text) and text[end] in "0123456789":
                end += 1
            fix = f"No. {text[at:end]}"
            yield RULE.issue(block, (at - len(sign.group()), end), "English writes “No.”.", fix=fix)
