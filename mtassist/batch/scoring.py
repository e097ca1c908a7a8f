"""`mtassist score`: from options to output. Reads, runs, writes; says what went wrong in one line."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from mtassist.batch import reading, results
from mtassist.batch import report as reporting
from mtassist.batch.baseline import Baseline, News
from mtassist.batch.engine import Recipe, Result, run
from mtassist.batch.journal import Journal, name_of
from mtassist.batch.measures import NEEDS
from mtassist.batch.results import Total
from mtassist.batch.units import Unit, count_lines, grouped, limited, parallel
from mtassist.errors import ConfigError, InputError, WorkLost
from mtassist.formats import parquet, text
from mtassist.formats.columns import Columns

Follow = Callable[[Iterable[list[Result]], int, int | None], Iterable[list[Result]]]  # results, done, of how many


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    systems: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()  # files and folders that hold more than lines
    columns: Columns = ()  # what those of tables are called
    source: str | None = None
    references: tuple[str, ...] = ()
    edited: str | None = None
    documents: str | None = None
    recipe: Recipe = field(default_factory=Recipe)
    format: str = "jsonl"
    output: str | None = None
    resume: bool = False
    workers: int = 1
    engine: str = "local"
    limit: int | None = None
    report: str | None = None  # where the page for people goes
    baseline: str | None = None  # JSON lines of an earlier run

    @property
    def plain(self) -> tuple[str, ...]:
        """The systems with a segment a line."""
        return tuple(path for path in self.systems if not reading.is_read_here(path))

    @property
    def others(self) -> tuple[str, ...]:
        return (*filter(reading.is_read_here, self.systems), *self.paths)

    @property
    def beside(self) -> tuple[str, ...]:
        return tuple(path for path in (self.source, *self.references, self.edited, self.documents) if path)

    @property
    def files(self) -> list[str]:
        """Every file that is read, those in folders as well."""
        return [*self.plain, *self.beside, *reading.files(self.others)]

    def check(self) -> None:
        """Refuse what cannot be measured, before anything is read."""
        given = [*self.systems, *self.paths]
        if not given:
            raise ConfigError("nothing to score; name the translations: PATH, or -t FILE with a segment a line")
        if len(set(given)) < len(given):
            raise ConfigError("one system is named twice; name each once")
        if self.others and self.beside:
            raise ConfigError(
                f"{self.beside[0]} goes with line files; {self.others[0]} holds what belongs to it itself"
            )
        reading.check(self.others)
        for metric in self.recipe.metrics:
            there = self.edited if metric == "hter" else self.references
            if metric in NEEDS and not there and self.plain:
                option = "--post-edit FILE" if metric == "hter" else "-r FILE"
                raise ConfigError(f"{metric} needs {NEEDS[metric]}: {option}")
        if self.plain and not self.source and (name := self._beside_source()):
            raise ConfigError(f"{name} by {self.recipe.config.model} needs the sources: -s FILE")
        for path in (*self.plain, *self.beside):
            if Path(path).exists() and not Path(path).is_file():
                raise InputError(f"{path}: no plain file, and it is read more than once; save it to one first")
        if self.output and Path(self.output).is_dir():
            raise ConfigError(f"--output {self.output} is a folder; name a file in it")
        if self.output and Path(self.output).exists() and not os.access(self.output, os.W_OK):
            raise InputError(f"{self.output}: not written: you lack the permission; name another file")
        if self.resume and not self.output:
            raise ConfigError("--resume needs -o FILE: the journal lies beside it")
        if self.resume and text.STDIN in given:
            raise ConfigError("--resume cannot read standard input again; save it to a file")
        self._check_output()
        self.recipe.measures()

    def _check_output(self) -> None:
        read = tuple(filter(None, (*self.plain, *self.beside, *self.others, self.baseline)))
        for option, given in (("--output", self.output), ("--report", self.report)):
            if not given:
                continue
            output = Path(given).resolve()
            if any(Path(path).resolve() == output for path in read):
                raise ConfigError(f"{option} {given} is one of the inputs; name another file")
            if folder := next((path for path in self.others if Path(path).resolve() in output.parents), None):
                raise ConfigError(f"{option} {given} lies in {folder}, which is read; name a file elsewhere")
        if self.report:
            self._check_report(Path(self.report))
        if self.format == "parquet":
            parquet.check()
            if not self.output and sys.stdout.isatty():
                raise ConfigError("--format parquet is not for a terminal; name a file with -o")

    def _check_report(self, path: Path) -> None:
        if self.report == text.STDIN or path.is_dir() or not path.resolve().parent.is_dir():
            raise ConfigError(f"--report {self.report}: no file can be written there; name one in a folder that exists")
        if self.output and path.resolve() == Path(self.output).resolve():
            raise ConfigError(f"--report and --output both name {self.report}; name two files")
        if not self.recipe.keep_texts:
            raise ValueError("a report needs Recipe.keep_texts")

    def units(self) -> Iterator[Unit]:
        given = parallel(
            self.plain,
            source=self.source,
            references=self.references,
            edited=self.edited,
            documents=self.documents,
        )
        return limited(chain(given, self._complete(reading.units_of(self.others, self.columns))), self.limit)

    def _complete(self, units: Iterable[Unit]) -> Iterator[Unit]:
        """Units that lack what a metric needs become problems: one number must not be of fewer units than another."""
        beside = self._beside_source()
        for unit in units:
            if beside and not unit.problem and not (unit.source and unit.source.strip()):
                unit = replace(unit, problem=f"without a source, which {beside} by {self.recipe.config.model} needs")
            lacks = (
                metric
                for metric in self.recipe.metrics
                if metric in NEEDS and not (unit.edited if metric == "hter" else unit.references)
            )
            if not unit.problem and (metric := next(lacks, None)):
                unit = replace(unit, problem=f"without {NEEDS[metric]}, which {metric} needs")
            yield unit

    def _beside_source(self) -> str | None:
        """The metric that reads the source as well, if there is one."""
        return next((m.name for m in self.recipe.measures() if getattr(m, "needs_source", False)), None)

    def groups(self) -> int | None:
        """How many groups of units there are in all, if that can be told without reading everything twice."""
        if self.documents or self.others:
            return None
        return sum(min(count_lines(path), self.limit or sys.maxsize) for path in self.plain)

    def name(self) -> str:
        """Of the run: two of one name give the same output."""
        recipe = [self.recipe.metrics, self.recipe.weights, self.recipe.keep_issues, self.recipe.keep_texts, self.limit]
        given = [self.systems, self.paths, self.columns]
        roles = [*given, self.source, self.references, self.edited, self.documents, self.recipe.signatures()]
        return name_of([*recipe, *roles, self.recipe.signature()], self.files)


def quietly(made: Iterable[list[Result]], done: int, total: int | None) -> Iterable[list[Result]]:
    """Follow a run without a word."""
    return made


def score(asked: Asked, follow: Follow = quietly, tell: Callable[[News], object] | None = None) -> list[Total]:
    """Score everything and write it; the totals of each system. ``follow`` may show how far the work is, and ``tell``
    what is new since the baseline."""
    asked.check()
    units, earlier = asked.units(), Baseline(asked.baseline) if asked.baseline else None
    if asked.output and (path := Path(asked.output)) and (path.is_file() or not path.exists()):
        if not path.parent.is_dir():
            raise InputError(f"{asked.output}: not written: there is no folder {path.parent}")
        journal = Journal(path.with_name(f".{path.name}.journal"), asked.name(), resume=asked.resume)
        return _score(asked, units, journal, follow, earlier, tell)
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal", asked.name(), resume=False)
        return _score(asked, units, journal, follow, earlier, tell)


def _score(
    asked: Asked,
    units: Iterable[Unit],
    journal: Journal,
    follow: Follow,
    earlier: Baseline | None,
    tell: Callable[[News], object] | None,
) -> list[Total]:
    for path in filter(None, [asked.output, asked.report]):
        text.forget_cut(path)
    finished = False
    found: dict[str, Total] = {}
    try:
        if journal.done:
            results.add(found, journal.results())
        left = islice(grouped(units), journal.done, None)
        with closing(run(left, asked.recipe, workers=asked.workers, engine=asked.engine)) as made:
            for group in follow(made, journal.done, asked.groups()):
                journal.add(group)
                results.add(found, group)
        ends = list(found.values())
        if asked.format == "jsonl":  # the journal has the very lines
            written = results.ended(journal.lines(), ends, asked.recipe)
        else:
            written = results.WRITERS[asked.format](journal.results(), ends, asked.recipe)
        if asked.output:
            text.write_pieces(asked.output, written)
        else:
            _print(written)
        news = earlier.news(journal.results(), ends, asked.recipe) if earlier else None
        if news and tell:
            tell(news)
        if asked.report:
            text.write(asked.report, reporting.write(journal.results(), ends, asked.recipe, news))
        finished = True
        return ends
    except WorkLost as error:
        raise WorkLost(f"{error}; {kept(asked)}") from None
    finally:
        journal.close(finished=finished)


def kept(asked: Asked) -> str:
    """What is left of a run that did not come to its end."""
    return "what was scored is kept: go on with --resume" if asked.output else "a run with -o FILE can be gone on with"


def _print(pieces: Iterator[bytes]) -> None:
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:  # nobody reads on; the command line knows what that means
        raise
    except OSError as error:
        raise InputError(f"standard output: not written: {error.strerror}; make room, or name a file with -o") from None


def describe(ends: Sequence[Total], recipe: Recipe) -> Iterator[str]:
    """The table at the end of a run, for people."""
    wide = max([len(total.system) for total in ends] + [6])
    names = [name for name in recipe.metrics if any(name in total.counts for total in ends)]
    rows = {total.system: [_scored(total.line(recipe), name) for name in names] for total in ends}
    wides = [max(8, *(len(row[n]) for row in rows.values())) for n in range(len(names))]
    heads = " ".join(f"{name:>{space}}" for name, space in zip(names, wides, strict=True))
    yield f"{'system':{wide}} {'segments':>9} {'words':>10} {heads}".rstrip()
    for total in ends:
        scores = " ".join(f"{each:>{space}}" for each, space in zip(rows[total.system], wides, strict=True))
        yield f"{total.system:{wide}} {total.segments:9,} {total.words:10,} {scores}".rstrip()
        if total.problems:
            yield f"{'':{wide}} {total.problems:9,} could not be scored: they say why in the output"


def _scored(line: Result, name: str) -> str:
    """A number, with its interval where it has one."""
    if name not in line["scores"]:
        return "–"
    interval = " [{:.2f}, {:.2f}]".format(*line["intervals"][name]) if name in line["intervals"] else ""
    return f"{line['scores'][name]:.2f}{interval}"


def fails(total: Total, recipe: Recipe, line: float) -> bool:
    """Whether a system is worse than the line by the first metric asked for; one without a number is."""
    first = recipe.measures()[0]
    value = total.line(recipe)["scores"].get(first.name)
    return value is None or (value < line if first.higher_is_better else value > line)
