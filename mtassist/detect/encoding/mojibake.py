"""Characters read in the wrong encoding: “MÃ¼nchen”, “donâ€™t”, and what tokenizers make of them, “MÃ1 ⁄ 4nchen”.

The page was decoded with the wrong table, and then translated. Normalisation hides the damage (“¼” becomes “1⁄4”, so
ftfy no longer sees it) and tokenizers pull it apart with blanks; both are undone before ftfy reads it. No more than the
broken characters is touched: curly quotes and wide letters are not damage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from mtassist.cues import cues
from mtassist.detect.encoding._joints import join
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="encoding.mojibake",
    summary="A character was read in the wrong encoding.",
    mqm=Mqm.ENCODING,
    severity=Severity.MAJOR,
    safety=Safety.SAFE,
    confidence=0.98,
    examples=(
        bad("The train to M[[Ã¼]]nchen was late.", fix="ü"),
        bad("The train to M[[Ã1 ⁄ 4]]nchen was late.", fix="ü"),
        bad("The train to M[[Ã¼]]nchen – “at last” – was late.", fix="ü"),
        bad("It didn[[â€™]]t stop.", fix="’"),
        bad("It didn[[ â € ™ ]]t stop.", fix="’"),
        bad("The mayor of Logro[[Ã±]]o spoke.", fix="ñ"),
        bad("The match ended 2[[â€“]]1.", fix="–"),
        bad("Nicol[[Ã3]]s won the race.", fix="ó"),
        bad("The council[[\x92]]s vote was close.", fix="’"),
        bad("It was late[[\u00c3\u0082]].", fix=""),
        bad("The train to K[[ ö ]]tzting was late.", fix="ö"),
        bad("The train to M[[u ̈]]nchen was late.", fix="ü"),
        bad("The train to D[[i\u0307]]yarbek was late.", fix="i"),
        bad("The houses of [[i\u0307]]ncirli were sold.", fix="İ"),
        ok("The café’s owner said “no” – in Málaga…"),
        ok("SÃO PAULO won at home; João’s team is first."),
        ok("Noah’s Ark™ costs £5 (¥700) in the Ålesund shop."),
        ok("Add 1⁄4 cup of milk and ¼ onion."),
        ok("They moved à la carte, from Ö to Å."),
        misses("The train to M[[Ã]]nchen was late.", "half of the character is gone"),
    ),
)

# What the bytes 80 to BF look like when read as Latin 1 or Windows 1252, and the first bytes of two and more.
TAIL = (
    "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
)
LEAD = "\u00c2-\u00f4\u0102\u0103\u010e-\u0111\u03a0-\u03c3\u0420\u0421"
GATE = re.compile(f"[{LEAD}] ?[{TAIL}]|[\u0080-\u0084\u0086-\u009f]|[√∆Œ‚][{TAIL}©®°±¶ß†]")
WORD = re.compile(r"[^ \t]+")
SPACED = re.compile(f"(?:â ?€ ?[{TAIL}]|[ÂÃ] [\u00a1-\u00bf]|Å [\u00a1-\u00bf])")
FOLDED = re.compile(
    r"(?<=[^\W\d_])Ã ?(?:(?P<quarter>1 ?[⁄∕] ?4)|(?P<half>1 ?[⁄∕] ?2)|(?P<three>3 ?[⁄∕] ?4)|(?P<digit>[123](?!\d)))"
)
MEANT = {"quarter": "ü", "half": "ý", "three": "þ", "1": "ù", "2": "ò", "3": "ó"}
APART = re.compile(r"(?<![^\W\d_])[A-Z](?P<hole> (?P<letter>[äöüßñçøåæşğıőűłřšžčěůńśźżťďňţșțğ]) )[a-z]{2,}")
ACCENT = re.compile(r"(?P<base>[A-Za-zı]) ?(?P<mark>[\u0300-\u0304\u0306-\u030c\u0327\u0328¨´¸˜](?=[a-z]))")
DOTTED = re.compile("(?P<first>(?<![^\\W_]))i\u0307(?=[^\\W\\d_])|(?<=[^\\W\\d_])i\u0307")  # İ, made small by a program
SPACING = {"¨": "\u0308", "´": "\u0301", "¸": "\u0327", "˜": "\u0303"}


CUES = cues(shape=r"[^\x00-\x7f‘’“”–—…]")


def find_block(block: Block) -> Iterator[Issue]:
    for start, end, new in _repairs(block.text):
        message = f"This was “{new}” before it was read in the wrong encoding."
        yield RULE.issue(block, (start, end), message, fix=new)


@lru_cache(maxsize=4096)
def _repairs(text: str) -> tuple[tuple[int, int, str], ...]:
    """Places and what belongs there, in order and apart."""
    found = [*_folded(text), *_accents(text), *_dotted(text)]
    if GATE.search(text):
        found += [*_spaced(text), *_broken(text)]
    kept: list[tuple[int, int, str]] = []
    for start, end, new in sorted(found, key=lambda f: (f[0], -f[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, new))
    return tuple(kept)


def _folded(text: str) -> Iterator[tuple[int, int, str]]:
    for match in FOLDED.finditer(text) if "Ã" in text else ():
        yield *match.span(), MEANT[match["digit"] or match.lastgroup or ""]


def _accents(text: str) -> Iterator[tuple[int, int, str]]:
    for match in APART.finditer(text):
        yield *match.span("hole"), match["letter"]
    for match in ACCENT.finditer(text):
        whole = unicodedata.normalize("NFC", match["base"] + SPACING.get(match["mark"], match["mark"]))
        if len(whole) == 1 and len(match.group()) > 1 and (" " in match.group() or match["mark"] in SPACING):
            yield *match.span(), whole


def _dotted(text: str) -> Iterator[tuple[int, int, str]]:
    for match in DOTTED.finditer(text) if "i\u0307" in text else ():
        yield *match.span(), "i" if match["first"] is None else "\u0130"


def _spaced(text: str) -> Iterator[tuple[int, int, str]]:
    from ftfy import fix_encoding

    for match in SPACED.finditer(text):
        new = fix_encoding(match.group().replace(" ", ""))
        if len(new) == 1:
            yield *join(text, *match.span(), new), new


def _broken(text: str) -> Iterator[tuple[int, int, str]]:
    from ftfy import fix_encoding

    for match in WORD.finditer(text):
        word = match.group()
        if GATE.search(word) and (fixed := fix_encoding(word)) != word:
            yield from _differences(word, re.sub(r"[ÂÃ](?![^\W\d_])", "", fixed), match.start())


def _differences(old: str, new: str, base: int) -> Iterator[tuple[int, int, str]]:
    """The stretch that changed, without what both have in common at either side."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    yield base + head, base + len(old) - tail, new[head : len(new) - tail]
