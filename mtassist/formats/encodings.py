"""Which encoding are these bytes in? Byte order mark, UTF-8, UTF-16 and UTF-32 by their shape, then the likeliest."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

MARKS = (  # UTF-32 before UTF-16: its little-endian mark begins with the other's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LEGACY = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8_r", "mac_roman"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
)
SOUND = {"Ll", "Lu", "Lo", "Mn", "Pi", "Pf", "Pd", "Ps", "Pe", "Po", "Sc", "Zs"}
JOINING = "\N{RIGHT SINGLE QUOTATION MARK}\N{ACUTE ACCENT}\N{EM DASH}\N{EN DASH}\N{SOFT HYPHEN}"
ACCENTED = re.compile("[\u00c0-\u024f]{3}")
RARE = "¤¦¬¸ˇ˘˙˛˝†‡ƒ‰\N{HALFWIDTH KATAKANA MIDDLE DOT}"
CONTROL = re.compile(r"[\x00-\x06\x0e-\x1a\x7f]")
BEYOND = re.compile(r"[^\x00-\x7f]")
ENOUGH = 5_000  # characters beyond ASCII tell an encoding


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    mark: bytes = b""


def decode(content: bytes) -> Decoded | None:
    """The text of the bytes, or None when they hold none."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _as(content[len(mark) :], encoding, mark)
    return _as(content, "utf-8") or _wide(content) or _legacy(content)


def _as(content: bytes, encoding: str, mark: bytes = b"") -> Decoded | None:
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    controls = sum(
        1 for _ in CONTROL.finditer(text)
    )  # a text may have a few: that is a finding, not another kind of file
    return Decoded(text, encoding, mark) if controls <= max(2, len(text) // 100) and controls * 5 <= len(text) else None


def _wide(content: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark: English text has a NUL in every second byte, or in three of four."""
    if b"\0" not in content:
        return None
    for encoding, width, letter in (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1)):
        units = [content[at::width] for at in range(width)]
        shares = [unit.count(0) / max(1, len(unit)) for unit in units]
        if shares[letter] < 0.05 and all(share > 0.5 for at, share in enumerate(shares) if at != letter):
            return _as(content, encoding)
    return None


def _legacy(content: bytes) -> Decoded | None:
    """The encoding in which the fewest characters look odd; of equals the web's default, then the likeliest."""
    if b"\0" in content:
        return None
    from charset_normalizer import from_bytes

    likely = [match.encoding for match in from_bytes(content, cp_isolation=list(LEGACY), threshold=0.9)]
    likely.sort(key=lambda encoding: encoding not in ("cp949", "gb18030"))  # of the East Asian sets the most used
    decoded = filter(None, (_as(content, encoding) for encoding in dict.fromkeys(["cp1252", *likely])))
    return min(decoded, key=_oddness, default=None)


def _oddness(decoded: Decoded) -> float:
    """The share of characters beyond ASCII that no writer would put there."""
    text, usual = decoded.text, USUAL.get(decoded.encoding, _usual_letter)
    beyond = [match.start() for match in islice(BEYOND.finditer(text), ENOUGH)]
    odd = sum(not (usual(text[at]) and _fits(text, at)) for at in beyond)
    return odd / max(1, len(beyond))


def _fits(text: str, at: int) -> bool:
    """Whether a character goes with its neighbours.

    Odd are a capital inside a word, three accented letters in a row, and a sign between two letters.
    """
    before, here, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    if here.isalpha():
        return not (before.islower() and here.isupper()) and not ACCENTED.fullmatch(text, max(0, at - 1), at + 2)
    return here in JOINING or here >= "\N{IDEOGRAPHIC SPACE}" or not (before.isalpha() and after.isalpha())


def _usual_letter(character: str) -> bool:
    return unicodedata.category(character) in SOUND and character not in RARE


def _rows(codec: str, *rows: range) -> Callable[[str], bool]:
    """East Asian sets keep common characters in rows of their own: a test for the lead byte."""
    leads = frozenset(lead for row in rows for lead in row)
    return lambda character: (character.encode(codec, "ignore") or b"\0")[0] in leads


SIGNS = range(0xA1, 0xA4)  # rows of punctuation
USUAL: dict[str, Callable[[str], bool]] = {
    "gb18030": _rows("gb2312", SIGNS, range(0xB0, 0xD8)),
    "big5": _rows("big5", range(0xA1, 0xC7)),
    "cp932": _rows("euc_jp", range(0xA1, 0xD0)),  # kana stand in the rows after the signs
    "euc_jp": _rows("euc_jp", range(0xA1, 0xD0)),
    "cp949": _rows("euc_kr", SIGNS, range(0xB0, 0xC9)),
}
