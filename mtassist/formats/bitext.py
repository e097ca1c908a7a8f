"""XLIFF 1.2 and 2, and TMX: what translators' tools exchange, entry by entry.

Read here and not with translate-toolkit, which holds a whole file in memory and lets its XML declare entities. This is
expat of the standard library, fed piece by piece; it fetches nothing, and a file that declares entities is refused.
The tests compare both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import IO
from xml.parsers import expat

from mtassist.errors import InputError
from mtassist.formats.entries import ENTRY, LONGEST, Entry
from mtassist.formats.po import po

PIECE = 1 << 16  # bytes
DEPTH = 200  # elements within each other
CODES = {"bpt", "ept", "it", "ph", "ut", "sub"}  # hold codes of the original's format, no words
BREAKS = {"lb", "x-lb", "x-br"}  # what a placeholder for a line break is called


class _Xml:
    """Feeds a file to expat, and follows it from element to element. ``held`` collects the words that count."""

    kind = ""
    root = ""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.held: list[str] | None = None
        self.inside = 0  # how deep within the element whose words are held
        self.unseen = 0  # how deep within something that holds no words
        self.size = 0  # of what was held of the entry
        self.problem = ""
        self.ready: list[Entry] = []
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entities
        parser.SkippedEntityHandler = self._skipped
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words

    @property
    def line(self) -> int:
        return self._parser.CurrentLineNumber

    def read(self, file: IO[bytes]) -> Iterator[Entry]:
        fed = 0
        try:
            while piece := file.read(PIECE):
                fed += len(piece)
                self._parser.Parse(piece, False)
                yield from self._taken()
                if fed - max(0, self._parser.CurrentByteIndex) > LONGEST:  # a tag that never ends is kept as a whole
                    raise InputError(f"line {self.line}: a tag of more than {LONGEST:,} bytes")
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            yield from self._taken()
            said = expat.errors.messages[error.code]
            raise InputError(f"line {error.lineno}: broken XML: {said}; nothing can be read from there on") from None
        except (ValueError, LookupError) as error:  # an encoding that there is not
            yield from self._taken()
            raise InputError(f"no {self.kind} that can be read: {error}; save it in UTF-8") from None
        yield from self._taken()

    def _taken(self) -> Iterator[Entry]:
        ready, self.ready = self.ready, []
        yield from ready

    def _doctype(self, name: str, system: str | None, public: str | None, subset: bool) -> None:
        if subset:
            self._entities()

    def _entities(self, *_: object) -> None:
        raise InputError(f"no usual {self.kind}: it declares entities or elements of its own; take the DOCTYPE out")

    def _skipped(self, name: str, parameter: bool) -> None:
        self.problem = f"&{name[:40]}; is declared nowhere: its text is missing"

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if not self.path and name != self.root:
            raise InputError(f"no {self.kind}: it begins with <{tag[:40]}>, not <{self.root}>")
        if len(self.path) == DEPTH:
            raise InputError(f"line {self.line}: elements nested deeper than {DEPTH}; no {self.kind} is made so")
        if self.held is None:
            self.start(name, attributes)
        else:
            self.inside += 1
            if self.unseen or name in CODES:
                self.unseen += 1
            if attributes.get("ctype") in BREAKS:
                self._hold("\n")
            elif name == "cp":  # a character that XML has no place for
                self._hold("\N{REPLACEMENT CHARACTER}")
        self.path.append(name)

    def _end(self, tag: str) -> None:
        name = self.path.pop()
        if self.held is None:
            self.end(name)
        elif self.inside:
            self.inside -= 1
            self.unseen = max(0, self.unseen - 1)
        else:
            words, self.held = "".join(self.held), None
            self.whole(name, words)

    def _words(self, words: str) -> None:
        if self.held is not None and not self.unseen:
            self._hold(words)

    def _hold(self, words: str) -> None:
        self.size += len(words)
        if self.size > ENTRY:
            self.problem = f"more than {ENTRY:,} characters"
        elif self.held is not None:
            self.held.append(words)

    def begin(self) -> None:
        """A new entry."""
        self.problem, self.size = "", 0

    def hold(self) -> None:
        """The words of the element that begins here count."""
        self.held, self.inside, self.unseen = [], 0, 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def whole(self, name: str, words: str) -> None:
        raise NotImplementedError


class _Xliff(_Xml):
    """``trans-unit`` of 1.2, ``segment`` of 2; what a memory proposes (``alt-trans``, ``match``) is no translation."""

    kind = root = "xliff"

    def __init__(self) -> None:
        super().__init__()
        self.file: str | None = None
        self.unit: str | None = None
        self.at = 0
        self.id: str | None = None
        self.source: str | None = None
        self.target: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "file":
            self.file = attributes.get("original") or attributes.get("id")
        elif name == "unit":
            self.unit = attributes.get("id")
        elif name in ("trans-unit", "segment"):
            own = attributes.get("id")
            parts = [part for part in (self.unit if name == "segment" else None, own) if part]
            self.id = "/".join(parts) if own else None
            self.at, self.source, self.target = self.line, None, None
            self.begin()
        elif name in ("source", "target") and self.path[-1] in ("trans-unit", "segment"):
            self.hold()

    def whole(self, name: str, words: str) -> None:
        if name == "source":
            self.source = words
        else:
            self.target = words

    def end(self, name: str) -> None:
        if name not in ("trans-unit", "segment"):
            return
        problem = self.problem or ("" if (self.target or "").strip() else "not translated: its target is missing")
        self.ready.append(
            Entry(self.at, self.target or "", self.source, document=self.file, id=self.id, problem=problem)
        )


class _Tmx(_Xml):
    """Of each ``tu`` the English side, else the first that is not in the language of the source."""

    kind = root = "tmx"

    def __init__(self) -> None:
        super().__init__()
        self.general = ""
        self.srclang = ""
        self.language = ""
        self.id: str | None = None
        self.at = 0
        self.sides: list[tuple[str, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "header":
            self.general = attributes.get("srclang", "")
        elif name == "tu":
            self.id, self.at, self.sides = attributes.get("tuid"), self.line, []
            self.srclang = attributes.get("srclang", self.general)
            self.begin()
        elif name == "tuv":
            self.language = (attributes.get("xml:lang") or attributes.get("lang") or "").lower()
        elif name == "seg" and self.path[-1] == "tuv":
            self.size += 100  # what a side takes at least
            self.hold()

    def whole(self, name: str, words: str) -> None:
        if self.size <= ENTRY:
            self.sides.append((self.language, words))
        else:
            self.problem = f"more than {ENTRY:,} characters"

    def end(self, name: str) -> None:
        if name != "tu":
            return
        source = next((each for each in self.sides if each[0] == self.srclang.lower()), None)
        others = [each for each in self.sides if each is not source]
        if source is None and len(others) > 1:  # "*all*", or a language that is not there
            source = next((each for each in others if not each[0].startswith("en")), others[0])
            others = [each for each in others if each is not source]
        target = next((each for each in others if each[0].startswith("en")), others[0] if others else ("", ""))
        problem = self.problem or ("" if target[1].strip() else "not translated: it has one side only")
        self.ready.append(Entry(self.at, target[1], source[1] if source else None, id=self.id or None, problem=problem))


def xliff(file: IO[bytes]) -> Iterator[Entry]:
    return _Xliff().read(file)


def tmx(file: IO[bytes]) -> Iterator[Entry]:
    return _Tmx().read(file)


READERS: dict[str, Callable[[IO[bytes]], Iterator[Entry]]] = {
    ".xlf": xliff,
    ".xliff": xliff,
    ".tmx": tmx,
    ".po": po,
}
