"""Options. One frozen object, made once at the edge (command line or page) and passed down."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtassist.errors import ConfigError
from mtassist.types import Severity

if TYPE_CHECKING:
    from mtassist.batch.memory import Memory


@dataclass(frozen=True, slots=True)
class Config:
    """The defaults are the recommendation."""

    select: tuple[str, ...] = ()  # rule ids or families that run; empty: all
    ignore: tuple[str, ...] = ()  # rule ids or families that do not
    min_severity: Severity = Severity.NEUTRAL
    min_confidence: float = 0.0
    ignored: frozenset[str] = frozenset()  # fingerprints of findings that a person has dismissed
    model: str = "default"  # "none": the rules alone; else one as bundled, or a bigger one beside it
    max_characters: int = 5_000_000  # a longer text is refused
    strict: bool = False  # let a failing plugin raise
    memory: Memory | None = None  # what sites repeat, as learnt from batches
    outlet: str | None = None  # the site that all texts come from; None: as each text says, or unknown

    @classmethod
    def read(cls, path: Path) -> Config:
        """From ``mtassist.toml``, or the ``[tool.mtassist]`` table of a ``pyproject.toml``."""
        try:
            given = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise ConfigError(f"{path}: no such file; --config wants a TOML file") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: not TOML: {error}") from None
        except OSError as error:
            raise ConfigError(f"{path}: not readable: {error.strerror}; --config wants a TOML file") from None
        if path.name == "pyproject.toml":
            given = given.get("tool", {}).get("mtassist", {})
        if not isinstance(given, dict):
            raise ConfigError(f"{path}: tool.mtassist is {given!r}; wanted a table of options")
        return cls.of(given, str(path))

    @classmethod
    def of(cls, given: dict[str, Any], where: str) -> Config:
        """From plain values as TOML has them; ``ignore-list``, ``memory`` and ``model`` name files beside ``where``."""
        values = {key.replace("-", "_"): value for key, value in given.items()}
        known = {f.name for f in fields(cls)} - {"ignored"} | {"ignore_list"}
        if unknown := sorted(set(values) - known):
            raise ConfigError(f"{where}: unknown option {', '.join(unknown)}; known are {', '.join(sorted(known))}")
        for name, value in values.items():
            values[name] = _checked(name, value, where)
        if (name := values.get("model", "")) not in ("default", "none", ""):
            folder = Path(where).parent
            values["model"] = str(folder / name) if os.path.exists(folder / name.partition("#")[0]) else name
        if (listed := values.pop("ignore_list", None)) is not None:
            values["ignored"] = fingerprints(Path(where).parent / listed)
        if (learnt := values.pop("memory", None)) is not None:
            from mtassist.batch.memory import Memory

            values["memory"] = Memory.read(Path(where).parent / learnt)
        return cls(**values)


def nearest(folder: Path) -> Path | None:
    """The ``mtassist.toml``, or ``pyproject.toml`` with a ``[tool.mtassist]``, in a folder or the nearest one above."""
    for place in (folder, *folder.parents):
        if (own := place / "mtassist.toml").is_file():
            return own
        if (shared := place / "pyproject.toml").is_file() and "[tool.mtassist" in shared.read_text("utf-8", "replace"):
            return shared
    return None


def fingerprints(path: Path) -> frozenset[str]:
    """The first word of each line of an ignore list; the rest of the line is for people."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such ignore list; make one with a fingerprint on each line") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a readable ignore list: {error}") from None
    return frozenset(line.split()[0] for line in lines if line.strip() and not line.startswith("#"))


def _checked(name: str, value: Any, where: str) -> Any:
    if name in ("select", "ignore"):
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise ConfigError(f"{where}: {name} is {value!r}; wanted a list of rule ids or families")
        return tuple(value)
    if name == "min_severity":
        if value not in list(Severity):
            raise ConfigError(f"{where}: min_severity is {value!r}; wanted one of {', '.join(Severity)}")
        return Severity(value)
    if name == "min_confidence":
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise ConfigError(f"{where}: min_confidence is {value!r}; wanted a number from 0 to 1")
        return float(value)
    kind, wanted = KINDS[name]
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ConfigError(f"{where}: {name} is {value!r}; wanted {wanted}")
    return value


KINDS = {
    "model": (str, "a model's name, its folder, the URL of a server, or none"),
    "max_characters": (int, "a whole number"),
    "strict": (bool, "true or false"),
    "ignore_list": (str, "the name of a file"),
    "memory": (str, "the name of a file that `mtassist score --learn` has written"),
    "outlet": (str, "the name of a site"),
}
DEFAULT = Config()
