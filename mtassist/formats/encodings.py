"""Which encoding are these bytes in? Byte order mark, UTF-8, UTF-16 and UTF-32 by their shape, then the likeliest."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

MARKS = (  # UTF-32 before UTF-16: its little-endian mark begins with the other's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROL = re.compile(r"[\x00-\x06\x0e-\x1a\x7f]")


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
    return Decoded(text, encoding, mark) if len(CONTROL.findall(text)) <= len(text) // 100 else None


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
    if b"\0" in content:
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    return _as(content, best.encoding) if best else None
