"""Annotated articles: a text, what the machine left behind in it, and how a careful editor mends each place.

A folder holds ``mt/*.json`` (translated) and ``clean/*.json`` (genuine English, to count false alarms).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from mtassist.errors import InputError
from mtassist.types import Span

PILES = ("mt", "clean")


@dataclass(frozen=True, slots=True)
class Artefact:
    """One thing left behind. ``fixes`` are the texts that may stand there instead; none: not knowable from the text."""

    span: Span
    kind: str
    fixes: tuple[str, ...]
    optional: bool  # arguable: neither a miss nor a false alarm


@dataclass(frozen=True, slots=True)
class Article:
    name: str
    genuine: bool  # written in English: whatever is found here, but for the blemishes, is a false alarm
    text: str
    artefacts: tuple[Artefact, ...]
    blemishes: tuple[Span, ...]
    reference: str | None = None  # the same news as a person translated it


def read(folder: Path) -> tuple[Article, ...]:
    """All articles of a folder, by name."""
    paths = [path for pile in PILES for path in sorted((folder / pile).glob("*.json"))]
    if not paths:
        raise InputError(f"{folder}: no annotated articles; wanted are mt/*.json and clean/*.json in it")
    return tuple(_article(path) for path in paths)


def digest(folder: Path) -> str:
    """Changes when any article does."""
    whole = sha256()
    for pile in PILES:
        for path in sorted((folder / pile).glob("*.json")):
            whole.update(f"{pile}/{path.name}\0".encode() + path.read_bytes() + b"\0")
    return whole.hexdigest()


def _article(path: Path) -> Article:
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        artefacts = tuple(_artefacts(given))
        blemishes = tuple(_span(b) for b in given.get("known_blemishes", ()) if isinstance(b, dict) and "start" in b)
        name, genuine = f"{path.parent.name}-{path.stem}", path.parent.name == "clean"
        return Article(name, genuine, given["text"], artefacts, blemishes, given.get("reference") or None)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: not an annotated article: {error!r}") from None


def _artefacts(given: dict[str, Any]) -> Iterator[Artefact]:
    for each in given.get("artefacts", ()):
        span = _span(each)
        if "text" in each and span.of(given["text"]) != each["text"]:
            raise ValueError(f"{each['text']!r} does not stand at {span.start}-{span.end}")
        fixes = () if each["suggestion"] is None else (each["suggestion"], *(each.get("also") or ()))
        yield Artefact(span, each["kind"], fixes, bool(each.get("optional")))


def _span(given: dict[str, Any]) -> Span:
    return Span(given["start"], given["end"])
