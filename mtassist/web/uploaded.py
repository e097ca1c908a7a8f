"""A file that somebody opens in the Review tab, as the one text to review."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mtassist.errors import InputError
from mtassist.formats import incoming

KINDS = (".txt", ".md", ".html", ".htm", ".docx")


def read(name: str, content: bytes) -> dict[str, Any]:
    """The text of the file, and its source where it brings one. The name is a label, never a path."""
    shown = name.replace("\\", "/").rpartition("/")[2][:120] or "upload.txt"
    if Path(shown).suffix.lower() not in KINDS:
        raise InputError(f"{shown}: a file of one article is wanted ({', '.join(KINDS)}); tables and zips go to Batch")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(shown).suffix.lower()}"
        path.write_bytes(content)
        found = list(incoming.texts(path, shown))
    if not found:
        raise InputError(f"{shown}: empty; there is no text to look at")
    if found[0].problem:
        raise InputError(f"{shown}: {found[0].problem}")
    return {"text": found[0].text, "source": found[0].source or ""}
