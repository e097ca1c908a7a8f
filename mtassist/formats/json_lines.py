"""Records of a file of JSON lines, plain or gzipped, as data sets are made of them. The first bad line ends it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from mtassist.errors import InputError

T = TypeVar("T")


def read(path: Path, make: Callable[[dict[str, Any]], T], wanted: str) -> Iterator[T]:
    """What ``make`` takes out of each line; ``wanted`` names for people what it needs there."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    made = make(json.loads(line))
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise InputError(f"{path}:{number}: wanted a JSON line with {wanted}: {error!r}") from None
                yield made
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; wanted JSON lines with {wanted}") from None
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise InputError(f"{path}: not readable: {error}") from None
