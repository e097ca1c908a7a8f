"""An age left as the source language writes it: “the 24-jährige driver”, “a 35-letniego man”, “the 71-årige”.

German, Dutch, Slavic, Nordic and Baltic languages make one word of number, “year” and an adjective ending, and rare
forms or slips of the writer are copied. Nobody writes such a word in English outside a quotation of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.rules import Rule, bad, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="untranslated.age",
    summary="An age is written as in another language.",
    mqm=Mqm.UNTRANSLATED,
    severity=Severity.MAJOR,
    confidence=0.95,
    examples=(
        bad("The car hit the [[24jährigen]] driver.", fix="24-year-old"),
        bad("The [[24-Jährige]] was hurt.", fix="24-year-old"),
        bad("A [[35-letniego]] man was held.", fix="35-year-old"),
        bad("The [[71-årige]] teacher retired.", fix="71-year-old"),
        bad("The [[18-jarige]] left.", fix="18-year-old"),
        bad("The [[40letý]] man was held.", fix="40-year-old"),
        bad("The [[25-vuotias]] skier won.", fix="25-year-old"),
        bad("The [[52-godišnji]] driver was held.", fix="52-year-old"),
        bad("The [[30-letnij]] man was held.", fix="30-year-old"),
        ok("The 24-year-old driver was hurt."),
        ok("He was 24 years old and had a 3-litre car."),
        ok("The 12-lette model is a trademark."),
    ),
)

FORM = re.compile(
    r"\b(?P<age>1?\d{1,2})-?(?:"
    r"[Jj]ährig(?:e[nmrs]?)?|[Jj]aehrig(?:e[nmrs]?)?|jarige?n?|årig(?:e|a|en|es)?|vuotia(?:s|an|at)|aasta(?:ne|se)"
    r"|letni(?:a|ą|ch|ego|ej|emu|m|mi)?|letn(?:ij|iy|yaya|ego|yi)|let(?:ý|á|é|ého|ému|ým|nik|na|nega|ni)|ročn(?:ý|á|ého)"
    r"|godišnj(?:i|a|e|eg|ak|aka|akinja)|godisnj(?:i|a|e|ak|aka)|richn(?:yi|iy|oho|a)|gadīg(?:ais|ā|s)|metis"
    r")\b"
)
HINT = re.compile(r"\d-?(?:[Jj]|å|v|aa|l|r|g|m)")


CUES = cues(shape="0-?[aAå]")


def find_block(block: Block) -> Iterator[Issue]:
    if HINT.search(block.text):
        for match in FORM.finditer(block.text):
            message = f"“{match.group()}” is an age in another language."
            yield RULE.issue(block, match.span(), message, fix=f"{match['age']}-year-old")
