"""A currency sign in the wrong place: “50 €”, “$ 90 billion”, “1.200.000 €”, “Rp205.000,-”, “5 million Dollars”.

Most languages set the sign behind the number, Germans, Czechs and Indonesians end a price with “,-”, and Russian and
German systems leave a blank after “$”. “EUR 5 million”, “US$5” and a sign alone are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist.cues import DIGITS
from mtassist.detect.numbers._context import before, matches
from mtassist.detect.numbers._figures import FIGURE, english
from mtassist.lists import rows
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.currency",
    summary="A currency sign is set off or stands behind its number.",
    mqm=Mqm.CURRENCY_FORMAT,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("The ticket costs [[50 €]] at the door.", fix="€50"),
        bad("The ticket costs [[50 US$]] at the door.", fix="US$50"),
        bad("The ticket costs [[50€]] at the door.", fix="€50"),
        bad("The ticket costs [[12,50 €]] at the door.", fix="€12.50"),
        bad("The region gave [[1.200.000 €]] for a pipe.", fix="€1,200,000"),
        bad("The bridge costs [[1.5 million €]] in all.", fix="€1.5 million"),
        bad("The bridge costs [[3 M€]] in all.", fix="€3 million"),
        bad("Sales reached [[$ 90]] billion in May.", fix="$90"),
        bad("Sales reached [[€ 1.500.000]] in May.", fix="€1,500,000"),
        bad("Sales reached [[US $90]] billion in May.", fix="US$90"),
        bad("The grant is [[HK $ 4,000]] a month.", fix="HK$4,000"),
        bad("The ticket costs [[Euro 50]] at the door.", fix="50 euros"),
        bad("The tickets cost [[250,- CZK]] at the door.", fix="250 CZK"),
        bad("He was fined [[1000,-]] euros.", fix="1,000"),
        bad("The tickets cost [[250 Kč]] at the door.", fix="250 Czech crowns"),
        bad("The loss reached [[Rp205.000,-]] in May.", fix="Rp205,000"),
        bad("The bridge costs 5 million [[Dollars]] in all.", fix="dollars"),
        ok("The ticket costs €50, $50, EUR 5 million, US$5, US$ 5 million or 50 euros at the door."),
        ok("The US $5 bill; he told the US $5 million was too much; plan A $2 million short."),
        ok("The Euro 2024 final and the Euro 5 engine; the $ sign; a 3 $20 notes deal."),
        ok("Prices in €: 50 or 60. The New 7 Dollar Bill; the 24 Euro finalists."),
        misses("The ticket costs [[£ fifty]] at the door.", "hardly ever seen"),
    ),
)

SIGNS = "€$£₺₴₪₹₩"
CURRENCIES = r"Euros|Euro(?=[.,;:)]|$| (?:for|in|a|per|to|and|from|on|at|with|of|is|was|are|each|more)\b)"
CURRENCIES += "|Dollars|Pounds|Rubles|Roubles|Yuan|Yen|Rupees|Pesos|Crowns|Francs|Liras?|Dirhams|Riyals|Hryvnias?"
DASH = re.compile(r",[-–—]+|\.[-–—](?!\w)")
LEFT = re.compile(
    r"(?<![A-Za-z$€£])(?P<sign>(?:(?<!\b[Tt]he )(?<!\bthat )(?:US|HK|NT|AU|NZ|CA) )\$(?:[ \u00a0]?)|[€$£¥][ \u00a0])$"
)
NAMED = re.compile(r"\b(?P<name>Rp|Rs|Tk|kr|Kr|R\$|US\$|Euros?|[€$£])\.?[ \u00a0]?$")
YEAR_OR_CLASS = re.compile(r"(?:19|20)\d\d|\d")  # the tournament, the emission class
EURO = re.compile(r"\b(Euros? )$")
AFTER_EURO = re.compile(r"(?P<scale> [mb]illion)?(?= (?:at|per|for|each|in|a|to)\b|[.,;)] |[.,;)]?$)")


@cache
def _marks() -> dict[str, str]:
    return {row["mark"]: row["english"] for row in rows("currency_marks")}


@cache
def _telling(ascii_only: bool) -> tuple[str, ...]:
    names = (
        "Euro",
        "Dollars",
        "Pounds",
        "ubles",
        "Yuan",
        "Yen",
        "Rupees",
        "Pesos",
        "Crowns",
        "Francs",
        "Lira",
        "Dirhams",
        "Riyals",
    )
    signs = (*SIGNS, "¥", ",-", ",–", ".-", "Hryvni", *names, *sorted(_marks()))
    return tuple(sign for sign in signs if sign.isascii() or not ascii_only)


@cache
def _place() -> re.Pattern[str]:
    marks = "|".join(sorted(map(re.escape, _marks()), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?P<number>{FIGURE})(?:"
        rf"(?P<dash>,[-–—]{{1,2}}(?![\w]))(?P<code>[ \u00a0]?[A-Z]{{3}}\b)?"
        rf"|[ \u00a0]?(?P<short>M|Md|Mds|k)€"
        rf"|[ ](?P<dollar>US[ ]?\$)(?![\w$]|[ ]?\d)"
        rf"|(?P<scale> (?:thousand|million|billion|trillion))?(?:[ \u00a0]?(?P<sign>[{SIGNS}])(?![\w{SIGNS}]|[ ]?\d)"
        rf"|[ \u00a0]?(?P<mark>{marks})(?!\w)|[ ](?P<name>{CURRENCIES})\b(?![ -][A-Z\d]))"
        r"|(?P<bare>))"
    )


CUES = DIGITS


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if not any(map(text.__contains__, _telling(text.isascii()))):
        return
    for match in matches(_place(), text):
        left = before(text, match.start(), 12)
        if left[-1:] not in (".", ",", ":", "/", "-") or left[-2:-1] == " ":
            yield from _issues(block, match, left)


def _issues(block: Block, match: re.Match[str], left: str) -> Iterator[Issue]:
    start, end, number, scale = match.start(), match.end(), match["number"], match["scale"] or ""
    if match["dash"]:
        named = NAMED.search(left)
        start -= len(named.group()) if named else 0
        fix = (named.group().strip() if named else "") + _grouped(number) + (match["code"] or "")
    elif match["short"]:
        size = {"k": "thousand", "M": "million"}.get(match["short"], "billion")
        fix = f"€{english(number)} {size}" if size != "thousand" else f"€{english(number)},000"
    elif match["dollar"]:
        fix = "US$" + english(number)
    elif match["sign"] and not re.search(rf"[\w{SIGNS}]$", left):
        fix = match["sign"] + english(number) + scale
    elif match["mark"] and not left[-1:].isalnum():
        fix = f"{english(number)}{scale} {_marks()[match['mark']]}"
    elif match["name"]:
        if left.rstrip().endswith(("The", "New")) or left[-1:].isalpha():
            return
        many = "s" if match["name"] == "Euro" and (number != "1" or scale) else ""
        start, fix = match.start("name"), match["name"].lower() + many
    else:
        yield from _early(block, match, left)
        return
    yield RULE.issue(block, (start, end), f"English writes “{fix}”.", fix=fix)


def _grouped(number: str) -> str:
    """The figure in English; one without marks gets its commas."""
    return f"{int(number):,}" if number.isdigit() else english(number)


def _early(block: Block, match: re.Match[str], left: str) -> Iterator[Issue]:
    """A sign or name that stands before the number, but with a blank."""
    start, end, number = match.start(), match.end("number"), match["number"]
    if sign := LEFT.search(left):
        fix = sign["sign"].replace(" ", "").replace("\u00a0", "") + english(number)
        yield RULE.issue(block, (start - len(sign.group()), end), f"English writes “{fix}”.", fix=fix)
    elif not YEAR_OR_CLASS.fullmatch(number) and (euro := EURO.search(left)):
        after = AFTER_EURO.match(block.text, end)
        if after:
            fix = f"{english(number)}{after['scale'] or ''} euros"
            yield RULE.issue(block, (start - len(euro[1]), after.end()), f"English writes “{fix}”.", fix=fix)
