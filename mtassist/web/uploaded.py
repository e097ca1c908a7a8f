"""A file that somebody opens in the Review tab, as the one text to review."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from mtassist.errors import InputError
from mtassist.formats import incoming


def read(name: str, content: bytes) -> dict[str, Any]:
    """The text of the file, and what is worth knowing of how it was read. The name is a label, never a path."""
    shown = incoming.shown(name.replace("\\", "/").rpartition("/")[2])
    suffix = PurePosixPath(shown).suffix.lower()
    if suffix not in incoming.WHOLE:
        wanted = ", ".join(incoming.WHOLE)
        raise InputError(f"{shown}: a file of one article is wanted ({wanted}); tables and zips go to Batch")
    found = incoming.whole(shown, suffix, content)
    return {"text": found.text, "note": found.note}
