"""``seeds/floors.json``: the quality that is pinned, and what each rule was measured at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from mtassist import lists
from mtassist.errors import ConfigError
from mtassist.formats import text

SCHEMA = "mtassist/floors/1"


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What one rule was measured at."""

    findings: int = 0  # on translated articles
    right: int = 0
    alarms: int = 0  # on genuine English


@dataclass(frozen=True, slots=True)
class Pinned:
    """The content of ``floors.json``."""

    corpus: str = ""  # digest of the articles
    floors: Mapping[str, float] = field(default_factory=dict)  # "found.quote": 0.8
    ceiling: float = 0.0  # false alarms per 1,000 words of genuine English
    words: int = 0  # of genuine English that the rules were measured on
    rules: Mapping[str, RuleFigures] = field(default_factory=dict)


def path() -> Path:
    """``seeds/floors.json`` of a checkout, or the copy that a wheel carries beside the word lists."""
    folder = lists.folder()
    packed = folder / "floors.json"
    return packed if packed.is_file() else folder.parent / "floors.json"


def read(file: Path) -> Pinned | None:
    """What is pinned, or None when nothing is yet."""
    if not file.is_file():
        return None
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
        if given["schema"] != SCHEMA:
            raise ValueError(f"schema {given['schema']!r}, wanted {SCHEMA!r}")
        rules = {id: RuleFigures(**figures) for id, figures in given["rules"].items()}
        return Pinned(given["corpus"], given["floors"], given["ceiling"], given["words"], rules)
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{file}: not a file of floors: {error!r}; restore it, or pin anew with --update") from None


def measured() -> Pinned:
    """What the rules were last measured at; empty when they were not."""
    return read(path()) or Pinned()


def write(file: Path, pinned: Pinned) -> None:
    """Replace what is pinned, in one step."""
    given = {"schema": SCHEMA, **asdict(pinned)}
    text.write(str(file), (json.dumps(given, indent=1, sort_keys=True) + "\n").encode())
