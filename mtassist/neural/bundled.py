"""The model that comes with mtassist: where it lies, and what it has read of late. Loaded when first asked."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from mtassist.config import Config
from mtassist.neural.reading import Reading

if TYPE_CHECKING:
    from mtassist.neural.reader import Reader

DEFAULT = "mini"
CARD = "model.toml"
HOME = "MTASSIST_MODELS"  # the environment's word for the folder of models
_threads: int | None = None  # that read; none: one for each core
KEPT = 8192  # sentences whose readings are remembered: proofs and scores read them again


class Bundled:
    """A model in a folder. Every sentence is read once, whoever asks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: OrderedDict[str, Reading] = OrderedDict()
        self._lock = Lock()

    @property
    def card(self) -> Mapping[str, Any]:
        """What ``model.toml`` says: its tasks, thresholds and calibration."""
        return _card(self._folder)

    @property
    def signature(self) -> str:
        """Its name and eight hexadecimal digits that change with the weights and with every number of its card."""
        return f"{self._folder.name}@{_hash(self._folder)}"

    def read(self, sentences: Sequence[str]) -> list[Reading]:
        """A reading of each sentence, in order."""
        with self._lock:
            found = {s: self._known.pop(s) for s in dict.fromkeys(sentences) if s in self._known}
        new = [s for s in dict.fromkeys(sentences) if s not in found]
        if new:
            found |= zip(new, self._reader().read(new), strict=True)
        with self._lock:
            self._known |= found  # at the end: read last, forgotten last
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return [found[sentence] for sentence in sentences]

    def forget(self) -> None:
        """What was read, so that it is read anew: for measuring."""
        with self._lock:
            self._known.clear()

    def _reader(self) -> Reader:
        with self._lock:
            return _reader(self._folder)


def named(config: Config) -> Bundled | None:
    """The model that reads under these options; none where the rules shall be alone."""
    if config.model == "none":
        return None
    folder = at(config.model)
    if not folder:
        if config.model != "default":
            from mtassist.neural import bigger

            bigger.look(config.model)  # works beside this one; a name that it does not know either is an error
        folder = at("default")
    if folder and not folder.is_absolute():
        return _bundled(folder.resolve())  # somebody may change the working directory
    return _opened(folder) if folder else None


def at(name: str) -> Path | None:
    """The folder of a model as bundled, by its path or its name; the default is none that happens to lie here."""
    for card, folder in _places(name, os.environ.get(HOME)):
        if os.path.isfile(card):  # asked for every text: cheaper than Path's, and of any length
            return folder
    return None


@cache
def _places(name: str, chosen: str | None) -> tuple[tuple[str, Path], ...]:
    """Where a model may lie: its card and its folder."""
    folders = (home(chosen) / DEFAULT,) if name == "default" else (Path(name), home(chosen) / name)
    return tuple((str(folder / CARD), folder) for folder in folders)


def home(chosen: str | None = None) -> Path:
    """The folder of the models: ``MTASSIST_MODELS``, or those of the package, or ``models`` of a checkout."""
    if chosen := chosen or os.environ.get(HOME):
        return Path(chosen)
    packed = Path(__file__).parents[1] / "_models"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "models"


@cache
def _opened(folder: Path) -> Bundled:
    return _bundled(folder.resolve())  # one for all ways to name it


@cache
def _bundled(folder: Path) -> Bundled:
    return Bundled(folder)


@cache
def _card(folder: Path) -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads((folder / CARD).read_text(encoding="utf-8"))


@cache
def _hash(folder: Path) -> str:
    return sha256((folder / CARD).read_bytes()).hexdigest()[:8]


@cache
def _reader(folder: Path) -> Reader:
    from mtassist.neural.reader import Reader

    return Reader(folder, _threads)


def use_threads(count: int) -> None:
    """How many sentences are read at a time in this process; without it as many as there are cores.

    For a process that is one of several: said before anything is read.
    """
    global _threads
    _threads = count


def threads() -> int | None:
    return _threads
