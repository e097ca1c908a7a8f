"""Many texts, one after the other: what is wrong with one is said at once and remembered, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePath

from mtassist.config import Config
from mtassist.errors import ConfigError, InputError
from mtassist.formats import text
from mtassist.pipeline import check
from mtassist.review import fix
from mtassist.segment import document
from mtassist.types import Report, Safety


class Texts:
    """The texts that one command reads.

    ``say`` is told what a person should know, as kind (error, warning, note) and message; ``follow`` hands the paths on
    and may show how far they are.
    """

    def __init__(
        self,
        given: Sequence[str],
        *,
        say: Callable[[str, str], None],
        follow: Callable[[Sequence[str]], Iterable[str]] = iter,
    ) -> None:
        self.wrong = 0  # inputs that could not be read
        self.found = 0  # issues so far
        self._say, self._follow = say, follow
        self._failed: set[str] = set()
        self.paths = tuple(self._expanded(given))

    def _expanded(self, given: Sequence[str]) -> Iterator[str]:
        if given.count(text.STDIN) > 1:
            raise ConfigError("- stands twice: standard input can be read only once")
        for path in given:
            with self.going_on():
                yield from text.paths(path)

    def source(self, path: str | None) -> str | None:
        """The text that was translated; it goes with one text alone."""
        if path is None:
            return None
        if len(self.paths) != 1:
            raise ConfigError(f"--source goes with one text, not with {len(self.paths)}; check them one by one")
        if path == text.STDIN and text.STDIN in self.paths:
            raise ConfigError("--source - and the text - are both standard input; name a file for one of them")
        return text.read(path).text

    def spare(self, output: str | None) -> None:
        """Refuse an output that would replace one of the texts."""
        if output and any(p != text.STDIN and Path(p).resolve() == Path(output).resolve() for p in self.paths):
            raise ConfigError(f"--output {output} is one of the texts; name another file")

    def read(self) -> Iterator[text.TextFile]:
        """Each text that can be read."""
        for path in self._follow(self.paths):
            with self.going_on():
                file = text.read(path)
                if file.note:
                    self._say("note", f"{path}: {file.note}")
                yield file

    def reports(self, config: Config, source: str | None = None) -> Iterator[tuple[str, Report]]:
        """What was found in each text that can be read."""
        for file in self.read():
            with self.going_on(f"{file.path}: "):
                given = replace(document(file.text, source=source), origin=file.origin) if file.origin else file.text
                report = check(given, source=source, config=_for(file.path, config))
                self._warn(file.path, report)
                self.found += len(report.issues)
                yield file.path, replace(report, incomplete=(*filter(None, [file.note]), *report.incomplete))

    def _warn(self, path: str, report: Report) -> None:
        """What could not be judged; and of a plugin that fails, which may do so on every text, the first time."""
        for said in report.incomplete:
            self._say("note", f"{path}: {said}")
        for failure in report.failures:
            if failure.plugin not in self._failed:
                self._failed.add(failure.plugin)
                self._say("warning", f"{path}: {failure.plugin} failed and was left out: {failure.error}")

    def mended(self, config: Config, trust: Safety) -> Iterator[tuple[text.TextFile, str]]:
        """Each text that can be read, with its fixes made."""
        for file in self.read():
            with self.going_on(f"{file.path}: "):
                yield file, fix(file.text, config=_for(file.path, config), trust=trust)

    @contextmanager
    def going_on(self, where: str = "") -> Iterator[None]:
        """What is wrong with one input is said and counted."""
        try:
            yield
        except InputError as error:
            self.wrong += 1
            self._say("error", f"{where}{error}")


def _for(path: str, config: Config) -> Config:
    """With the outlet that the innermost folder names which is on the list of what sites repeat; most name none."""
    if not config.memory or config.outlet is not None:
        return config
    outlet = next(filter(config.memory.knows, reversed(PurePath(path).parts[:-1])), None)
    return config if outlet is None else replace(config, outlet=outlet)
