"""`mtassist score --learn FILE`: what comes back in a batch, added to a list that people review, and used at once.

The batch is read twice: first to learn from all of it, then to score with what the list says now. So each document is
looked at with the same list, whichever comes first. The list is written at the very end, as a whole: a run that was cut
off has changed nothing, and after ``--resume`` it says the same. A batch that was learnt before counts no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from mtassist.batch.engine import Group
from mtassist.batch.learning import learn
from mtassist.batch.memory import Memory
from mtassist.batch.scoring import Asked
from mtassist.batch.units import grouped
from mtassist.errors import ConfigError, InputError
from mtassist.formats.text import STDIN
from mtassist.segment import document
from mtassist.types import Document


@dataclass(frozen=True)
class Lesson:
    """A list before and after a batch. ``read`` counts the documents of each outlet."""

    path: Path
    before: Memory
    after: Memory
    read: Counter[str]

    def write(self) -> None:
        if self.after != self.before or not self.path.exists():
            self.after.write(self.path)

    def said(self) -> Iterator[str]:
        """A line an outlet: what is on the list, and what is new."""
        if self.after == self.before and self.after.batches:
            yield f"{self.path}: this batch was learnt before and counts once; the list was used as it is"
            return
        known = {(entry.outlet, entry.fragment) for entry in self.before.entries}
        now = Counter(entry.outlet for entry in self.after.entries)
        new = Counter(entry.outlet for entry in self.after.entries if (entry.outlet, entry.fragment) not in known)
        for outlet, count in sorted(self.read.items()):
            name = outlet or "without an outlet"
            yield f"{self.path}: {name}: {now[outlet]:,} entries, {new[outlet]:,} of them new, {count:,} documents read"
        if new:
            yield f'{self.path}: look through what is new; "no" under keep vetoes an entry'


def taught(
    asked: Asked, path: Path, follow: Callable[[Iterable[Group]], Iterable[Group]] = iter
) -> tuple[Asked, Lesson]:
    """The same run with the list as it is after this batch, and what was learnt; nothing is written yet.

    ``follow`` may show how far the work is.
    """
    asked.check()
    _check(asked, path)
    before = Memory.read(path) if path.exists() else Memory()
    read: Counter[str] = Counter()
    digest = sha256()

    def documents() -> Iterator[tuple[str, Document]]:
        for group in follow(grouped(asked.units())):
            if group[0].problem:
                continue
            given, text = asked.recipe.config.outlet, "\n".join(unit.text for unit in group)
            outlet = (group[0].outlet or "") if given is None else given
            read[outlet] += 1
            digest.update(f"{outlet}\0{text}\0".encode("utf-8", "surrogatepass"))
            yield outlet, document(text)

    learnt = learn(documents(), before)
    batch = digest.hexdigest()[:16]
    after = before if batch in before.batches else Memory(learnt.entries, (*before.batches, batch))
    config = replace(asked.recipe.config, memory=after)
    return replace(asked, recipe=replace(asked.recipe, config=config)), Lesson(path, before, after, read)


def _check(asked: Asked, path: Path) -> None:
    """Refuse what cannot be learnt from, and a list that could not be written after hours."""
    if STDIN in (*asked.systems, *asked.paths):
        raise ConfigError("--learn reads the input twice, which standard input does not allow; save it to a file")
    if asked.plain and not asked.documents:
        raise ConfigError(
            f"--learn counts documents, and {asked.plain[0]} has lines; say with --documents FILE which document each "
            "line belongs to, or give whole texts"
        )
    if path.is_dir() or not path.resolve().parent.is_dir():
        raise InputError(f"{path}: no file can be written there; name a file in a folder that exists")
    if path.resolve() in {Path(each).resolve() for each in filter(None, (*asked.files, asked.output))}:
        raise ConfigError(f"--learn {path} is one of the inputs or the output; name another file")
