"""The command line: ``mtassist check | fix | rules | eval | serve | user``. Reads, calls the library, writes.

It decides nothing itself. Exit status: 0 nothing found or done, 1 issues found, 2 the input or an option is wrong.
What is slow to import is imported by the command that needs it, so that ``mtassist --help`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import mtassist
from mtassist import config as configuration
from mtassist import plugins
from mtassist.batch import Texts
from mtassist.config import Config
from mtassist.errors import ConfigError, MtassistError
from mtassist.formats import console, text
from mtassist.formats.report import Checked
from mtassist.types import Safety, Severity

if TYPE_CHECKING:
    from mtassist.batch.baseline import News
    from mtassist.batch.memory import Memory

DONE, FOUND, WRONG = 0, 1, 2

app = typer.Typer(
    name="mtassist",
    help="Find and mend what machine translation leaves behind in English news.",
    add_completion=False,
    invoke_without_command=True,
    rich_markup_mode=None,  # plain help: rich would double the time it takes
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    TEXT = "text"
    COMPACT = "compact"
    JSON = "json"
    SARIF = "sarif"


class Scores(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    JSON = "json"
    TEXT = "text"
    PARQUET = "parquet"


class Engine(StrEnum):
    LOCAL = "local"
    RAY = "ray"


class Listing(StrEnum):
    TEXT = "text"
    JSON = "json"


Given = Annotated[list[str] | None, typer.Argument(metavar="FILE|DIR|-", help="Texts, folders of them, - for stdin.")]
Select = Annotated[list[str] | None, typer.Option(metavar="IDS", help="Only these rules or families, by commas.")]
Ignore = Annotated[list[str] | None, typer.Option(metavar="IDS", help="Not these rules or families, by commas.")]
ConfigFile = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Options; see README.")]
Remembered = Annotated[
    Path | None,
    typer.Option("--memory", metavar="FILE", help="Mark what sites repeat: a list that score --learn has written."),
]
Outlet = Annotated[
    str | None, typer.Option(metavar="NAME", help="Of the list only this site; else what any site on it repeats.")
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|PATH|URL|none",
        help="none: the rules alone. A bigger model beside the bundled one: a COMET checkpoint or a corrector, by its "
        "folder or its name in the Hugging Face cache; or http://HOST:PORT/v1#NAME, a server of OpenAI's chat "
        "completions, which is sent the sentences with findings.",
    ),
]
Metrics = Annotated[
    list[str] | None,
    typer.Option(
        "-m",
        "--metrics",
        metavar="NAMES",
        help="Of quality, mqm, bleu, chrf, ter, hter, by commas. Without it quality,mqm; with --model none mqm alone.",
    ),
]
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to stdout.")]

SEVERAL = ("-t", "--translations", "-r", "--references")  # several files may follow


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and say how it ended. Every error that a user can mend is one line on standard error."""
    try:
        given = _spread(sys.argv[1:] if arguments is None else arguments)
        return int(app(given, prog_name="mtassist", standalone_mode=False) or DONE)
    except MtassistError as error:
        return _complain(str(error))
    except typer.TyperException as error:
        return _complain(_one_line(error))


def _spread(given: Sequence[str]) -> list[str]:
    """Several files after one ``-t`` or ``-r`` of score, as comet-score and sacrebleu take them.

    >>> _spread(["score", "-t", "a", "b", "-r", "c"])
    ['score', '-t', 'a', '-t', 'b', '-r', 'c']
    """
    spread: list[str] = []
    option = None
    for word in given:
        if option and not word.startswith("-") and spread[-1] != option:
            spread.append(option)
        elif word.startswith("-"):
            option = word if given[0] in ("score", "compare") and word in SEVERAL else None
        spread.append(word)
    return spread


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mtassist {mtassist.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Find and mend what machine translation leaves behind in English news."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def check(
    given: Given = None,
    source: Annotated[str | None, typer.Option(metavar="FILE", help="The text that was translated.")] = None,
    select: Select = None,
    ignore: Ignore = None,
    min_severity: Annotated[Severity | None, typer.Option(help="Leave out what hurts a reader less.")] = None,
    min_confidence: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="C", help="Leave out what is less sure, 0 to 1.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print what was found.")] = Format.TEXT,
    model: Model = None,
    memory: Remembered = None,
    outlet: Outlet = None,
    config: ConfigFile = None,
    no_exit: Annotated[bool, typer.Option("--no-exit", help="End with 0, not 1, when something was found.")] = False,
    output: Output = None,
) -> None:
    """Show what machine translation left behind in texts, and the smallest fix for each."""
    options = _config(
        config,
        select=_ids(select),
        ignore=_ids(ignore),
        min_severity=min_severity,
        min_confidence=min_confidence,
        model=model,
        memory=_memory(memory),
        outlet=outlet,
    )
    texts = _texts(given, quiet=output is None and sys.stdout.isatty())
    texts.spare(output)
    reports = texts.reports(options, texts.source(source))
    first = next(reports, None)
    if first is not None:
        _write(_pieces(format, chain([first], reports)), output)
    raise typer.Exit(WRONG if texts.wrong else FOUND if texts.found and not no_exit else DONE)


@app.command()
def fix(
    given: Given = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what would change; ends with 1 if anything would.")
    ] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Also the fixes that a person should look at (review).")
    ] = False,
    in_place: Annotated[bool, typer.Option("--in-place", help="Replace the files, each in one step.")] = False,
    output: Output = None,
    select: Select = None,
    ignore: Ignore = None,
    model: Model = None,
    memory: Remembered = None,
    outlet: Outlet = None,
    config: ConfigFile = None,
) -> None:
    """Make the safe fixes and print the text; encoding and line ends stay as they are."""
    options = _config(
        config, select=_ids(select), ignore=_ids(ignore), model=model, memory=_memory(memory), outlet=outlet
    )
    texts = _texts(given, quiet=not in_place)
    _one_way_out(texts, diff=diff, in_place=in_place, output=output)
    trust = Safety.REVIEW if unsafe_fixes else Safety.SAFE
    changed = 0
    for file, mended in texts.mended(options, trust):
        changed += mended != file.text
        if diff:
            _write(console.difference(file.path, file.text, mended), output)
        elif not in_place:
            text.write(output or text.STDIN, file.encode(mended))
        elif mended != file.text:
            with texts.going_on():
                text.write(file.path, file.encode(mended))
    if in_place:
        console.say("note", f"{changed:,} of {len(texts.paths):,} texts changed")
    elif diff and not changed and not texts.wrong:
        more = "" if unsafe_fixes else "; --unsafe-fixes also shows those that a person should look at"
        console.say("note", f"nothing to change: no {'' if unsafe_fixes else 'safe '}fix was found{more}")
    raise typer.Exit(WRONG if texts.wrong else FOUND if diff and changed else DONE)


def _one_way_out(texts: Texts, *, diff: bool, in_place: bool, output: str | None) -> None:
    """Refuse what would leave it open where the mended texts go."""
    if in_place and (diff or output):
        raise ConfigError(f"--in-place does not go with {'--diff' if diff else '--output'}; choose one")
    if diff:
        texts.spare(output)
    if in_place and text.STDIN in texts.paths:
        raise ConfigError("--in-place needs files: standard input cannot be replaced")
    if (in_place or diff) and (page := next(filter(text.is_page, texts.paths), None)):
        raise ConfigError(f"{page}: no fix is written into a page; `mtassist fix {page} -o FILE` writes its clean text")
    if len(texts.paths) > 1 and not in_place and (output or not diff):
        raise ConfigError(
            f"{len(texts.paths)} texts do not go into one; use --in-place or --diff, or fix them one by one"
        )


@app.command()
def rules(
    name: Annotated[str | None, typer.Argument(metavar="ID", help="A rule, or a family.")] = None,
    format: Annotated[Listing, typer.Option(help="How to print them.")] = Listing.TEXT,
) -> None:
    """List the rules; with an ID show all of one: what, why, examples, measured precision."""
    from mtassist.formats import cards, floors

    chosen = plugins.choose((name,) if name else (), ())
    modules = [module for module in plugins.cards() if module.RULE.id in chosen]
    measured = floors.measured()
    if format is Listing.JSON:
        console.show([(cards.as_json(modules, measured), "")])
    elif name in chosen:
        console.show(cards.card(modules[0], measured))
    else:
        console.show(cards.listing(modules, measured))


@app.command("eval")
def evaluate(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help="Articles; or what an option wants.")
    ] = None,
    gate: Annotated[bool, typer.Option("--gate", help="End with 1 if a floor of seeds/floors.json breaks.")] = False,
    update: Annotated[bool, typer.Option("--update", help="Pin what is reached now; floors only rise.")] = False,
    allow_regression: Annotated[
        bool, typer.Option("--allow-regression", help="With --update: floors may fall.")
    ] = False,
    clean: Annotated[
        bool, typer.Option("--clean", help="PATHs are JSON lines of genuine English: false alarms.")
    ] = False,
    segmentation: Annotated[bool, typer.Option("--segmentation", help="Compare sentence splitters.")] = False,
    speed: Annotated[bool, typer.Option("--speed", help="Characters a second over the texts of PATH.")] = False,
    harper: Annotated[Path | None, typer.Option(metavar="FOLDER", help="With --speed: where harper.js is.")] = None,
    growth: Annotated[bool, typer.Option("--growth", help="Time and memory as texts grow.")] = False,
    page: Annotated[bool, typer.Option("--page", help="The review page in a real browser.")] = False,
    site_memory: Annotated[
        bool, typer.Option("--site-memory", help="What score --learn finds in made-up batches, and what it costs.")
    ] = False,
    ranking: Annotated[
        bool, typer.Option("--ranking", help="PATHs are translations and human scores: is their order the same?")
    ] = False,
    throughput: Annotated[
        bool, typer.Option("--throughput", help="Segments a second of `score`; PATHs have a segment a line.")
    ] = False,
    sacrebleu: Annotated[
        bool, typer.Option("--sacrebleu", help="PATH has refs and systems: are our numbers sacreBLEU's?")
    ] = False,
    bundled: Annotated[
        bool, typer.Option("--bundled", help="PATHs are the data folder and articles: what the bundled model reaches.")
    ] = False,
    parts: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="With --bundled: only sentences, calibration, harm, gain, speed or articles, by commas.",
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="No more segments than so, with --ranking, --throughput, --sacrebleu, --bundled."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Figures for programs.")] = False,
) -> None:
    """Measure: what is found and mended in annotated articles, false alarms, speed."""
    from mtassist.evaluate import measures

    given = paths or []
    pin = partial(measures.update, given, clean=clean, allow_regression=allow_regression)
    modes = {  # whether the option was given, and what it measures
        "--gate": (gate, partial(measures.gate, given)),
        "--clean": (clean, pin if update else partial(measures.clean, given)),
        "--update": (update and not clean, pin),
        "--segmentation": (segmentation, partial(measures.segmentation)),
        "--speed": (speed, partial(measures.speed, given, harper)),
        "--growth": (growth, partial(measures.growth)),
        "--page": (page, partial(measures.page)),
        "--site-memory": (site_memory, partial(measures.site_memory)),
        "--ranking": (ranking, partial(measures.ranking, given, limit)),
        "--throughput": (throughput, partial(measures.throughput, given, limit)),
        "--sacrebleu": (sacrebleu, partial(measures.sacrebleu, given, limit)),
        "--bundled": (bundled, partial(measures.bundled, given, parts, limit)),
    }
    asked = {mode: measured for mode, (wanted, measured) in modes.items() if wanted}
    if len(asked) > 1:
        raise ConfigError(f"{' and '.join(asked)} measure different things; run them one after the other")
    if allow_regression and not update:
        raise ConfigError("--allow-regression goes with --update")
    if harper and not speed:
        raise ConfigError("--harper goes with --speed")
    if parts and not bundled:
        raise ConfigError("--parts goes with --bundled")
    if limit and not (ranking or throughput or sacrebleu or bundled):
        raise ConfigError("--limit goes with --ranking, --throughput, --sacrebleu or --bundled")
    measure = next(iter(asked.values()), partial(measures.accuracy, given))()
    console.show((f"{line}\n", "") for line in (measure.json() if as_json else measure.lines))
    raise typer.Exit(FOUND if measure.failed else DONE)


@app.command()
def score(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Texts, tables, XLIFF, TMX, PO, zips, folders; - for stdin."),
    ] = None,
    translations: Annotated[
        list[str] | None, typer.Option("-t", "--translations", metavar="FILE", help="A segment a line.")
    ] = None,
    source: Annotated[str | None, typer.Option("-s", "--source", metavar="FILE", help="Their sources.")] = None,
    references: Annotated[list[str] | None, typer.Option("-r", "--references", metavar="FILE")] = None,
    post_edit: Annotated[str | None, typer.Option(metavar="FILE", help="Post-edited by a person, for hter.")] = None,
    documents: Annotated[str | None, typer.Option(metavar="FILE", help="The document of each line.")] = None,
    column: Annotated[
        list[str] | None, typer.Option(metavar="ROLE=NAME", help="Of a table: which column is text, source, …")
    ] = None,
    metrics: Metrics = None,
    weights: Annotated[str, typer.Option(help="Of mqm: wmt, xcomet, gemba or matecat.")] = "wmt",
    format: Annotated[Scores, typer.Option(help="What is written.")] = Scores.JSONL,
    output: Output = None,
    to_json: Annotated[str | None, typer.Option(metavar="FILE", help="As comet-score: -o FILE --format json.")] = None,
    report: Annotated[str | None, typer.Option(metavar="FILE.html", help="Also a page to read, print or send.")] = None,
    baseline: Annotated[
        str | None, typer.Option(metavar="FILE", help="Say what is new since the run that wrote these JSON lines.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where a run to the same -o was cut off.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    engine: Annotated[
        Engine, typer.Option(help="ray: on the cluster of RAY_ADDRESS, else on one of this machine.")
    ] = Engine.LOCAL,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many segments of each system.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read, and score nothing.")] = False,
    fail_under: Annotated[
        float | None,
        typer.Option(
            metavar="NUMBER",
            help="End with 1 where any system's first metric is worse: quality, bleu, chrf below, others above it.",
        ),
    ] = None,
    issues: Annotated[bool, typer.Option("--issues/--no-issues", help="Each finding in the output.")] = True,
    select: Select = None,
    ignore: Ignore = None,
    model: Model = None,
    memory: Remembered = None,
    learn: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="First learn from all documents what each site repeats and add it to this list, then mark it in them. "
            "The input is read twice.",
        ),
    ] = None,
    outlet: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The site of all documents; else the column outlet or the folder in PATH."),
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Score many translations: quality by a model; MQM points; BLEU, chrF++ and TER by sacreBLEU; HTER."""
    from mtassist.batch import scoring, survey
    from mtassist.batch.engine import Recipe
    from mtassist.batch.report import since
    from mtassist.formats.columns import role

    if to_json and output:
        raise ConfigError("--to-json and --output both name the output; leave one out")
    if learn and memory:
        raise ConfigError("--learn FILE also marks what is on that list; leave --memory out")
    columns = tuple(map(role, column or ()))
    recipe = Recipe(
        metrics=_ids(metrics) or (),
        weights=weights,
        references=len(references or [name for kind, name in columns if kind == "reference"]),
        config=_config(
            config, select=_ids(select), ignore=_ids(ignore), model=model, memory=_memory(memory), outlet=outlet
        ),
        keep_issues=issues,
        keep_texts=report is not None,
    )
    asked = scoring.Asked(
        systems=tuple(translations or ()),
        paths=tuple(paths or ()),
        columns=columns,
        source=source,
        references=tuple(references or ()),
        edited=post_edit,
        documents=documents,
        recipe=recipe,
        format="json" if to_json else format.value,
        output=to_json or output,
        resume=resume,
        workers=workers,
        engine=engine.value,
        limit=limit,
        report=report,
        baseline=baseline,
    )
    if dry_run:
        asked.check()
        console.show((f"{line}\n", "") for line in survey.survey(asked.units()))
        return
    lesson = None
    if learn:
        from mtassist.batch import sites

        asked, lesson = sites.taught(asked, learn, partial(console.counted, done=0, total=None, doing="Learning"))
    news: list[News] = []
    with _stoppable(scoring.kept(asked)):
        ends = scoring.score(asked, console.counted, news.append)
    if lesson:
        lesson.write()
        for line in lesson.said():
            console.say("note", line)
    if asked.output:
        console.show((f"{line}\n", "") for line in scoring.describe(ends, recipe))
    for each in news:
        since.show(each, recipe.measures())
    worse = fail_under is not None and any(scoring.fails(total, recipe, fail_under) for total in ends)
    raise typer.Exit(FOUND if worse else DONE)


@app.command()
def compare(
    systems: Annotated[list[str], typer.Argument(metavar="SYSTEM_A SYSTEM_B ...", help="A segment a line.")],
    source: Annotated[str | None, typer.Option("-s", "--source", metavar="FILE", help="Their sources.")] = None,
    references: Annotated[list[str] | None, typer.Option("-r", "--references", metavar="FILE")] = None,
    post_edit: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="For hter: one for each system, in their order.")
    ] = None,
    metrics: Metrics = None,
    weights: Annotated[str, typer.Option(help="Of mqm: wmt, xcomet, gemba or matecat.")] = "wmt",
    resamples: Annotated[int, typer.Option(min=1, help="Of the bootstrap.")] = 1_000,
    trials: Annotated[int, typer.Option(min=1, help="Of the randomisation.")] = 10_000,
    segments: Annotated[int, typer.Option(min=0, help="So many of those that differ most are shown.")] = 3,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many segments of each system.")] = None,
    format: Annotated[Listing, typer.Option(help="How to print it.")] = Listing.TEXT,
    output: Output = None,
    select: Select = None,
    ignore: Ignore = None,
    model: Model = None,
    config: ConfigFile = None,
) -> None:
    """Test whether systems differ from the first one by more than chance; SACREBLEU_SEED sets the seed."""
    from mtassist.batch import comparing, standings
    from mtassist.batch.engine import Recipe

    recipe = Recipe(
        metrics=_ids(metrics) or (),
        weights=weights,
        references=len(references or ()),
        config=_config(config, select=_ids(select), ignore=_ids(ignore), model=model),
    )
    asked = comparing.Versus(
        systems=tuple(systems),
        source=source,
        references=tuple(references or ()),
        edits=tuple(post_edit or ()),
        recipe=recipe,
        resamples=resamples,
        trials=trials,
        shown=segments,
        limit=limit,
        output=output,
    )
    found = comparing.compare(asked, console.counted)
    told = standings.text(found) if format is Listing.TEXT else [standings.as_json(found)]
    _write(((words, "") for words in told), output)


@app.command()
def train(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="The folder of the data: *.jsonl.gz.")],
    encoder: Annotated[Path, typer.Option(metavar="DIR", help="all-MiniLM-L6-v2: model.safetensors and the rest.")],
    articles: Annotated[Path, typer.Option(metavar="DIR", help="Annotated articles, to set thresholds by.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="The folder of the model.")],
    teacher: Annotated[
        Path | None, typer.Option(metavar="FILE", help="SmolLM2-135M-Instruct, Q4_1, as a .gguf file.")
    ] = None,
    begin: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A model made so, to give it the stages it has not had.")
    ] = None,
    work: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where a run that is cut off goes on; beside the model.")
    ] = None,
) -> None:
    """Make the bundled model anew from its data: hours on a CPU. A run that was cut off goes on where it was."""
    try:
        from mtassist.train import fit, make
    except ImportError as error:
        raise ConfigError(f"training needs {error.name}: pip install 'mtassist[train]'") from None

    say = partial(console.say, "note")
    folder = work or out.with_name(f"{out.name}.work")
    make.make(data, articles, encoder, out, work=folder, stages=fit.STAGES, teacher=teacher, begin=begin, say=say)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Where to listen; 0.0.0.0 is every network of this machine.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 7860,
    auth: Annotated[Path | None, typer.Option(metavar="FILE", help="Who may come in; see mtassist user.")] = None,
    insecure: Annotated[bool, typer.Option("--insecure", help="Let everybody in the network in.")] = False,
    model: Model = None,
    memory: Remembered = None,
    config: ConfigFile = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Start the review page, until Ctrl-C."""
    from mtassist.web import serve as server

    options = _config(config, model=model, memory=_memory(memory))
    kept = Config(model=options.model, memory=options.memory, outlet=options.outlet)  # people choose the rest
    server.serve(host, port, auth, insecure=insecure, open_browser=open_browser, config=kept)


@app.command()
def user(
    name: Annotated[str, typer.Argument(metavar="NAME", help="How the person signs in.")],
    file: Annotated[Path, typer.Option(metavar="FILE", help="The file for mtassist serve --auth.")],
) -> None:
    """Let a person in, or change the password: asked twice, or read from standard input."""
    from mtassist.web import guard

    new = guard.add(file, name, _password(name))
    console.say("note", f"{name} was {'added to' if new else 'given a new password in'} {file}")


def _password(name: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    password = getpass(f"Password for {name}: ")
    if getpass("The same again: ") != password:
        raise ConfigError("the two passwords differ; nothing was written")
    return password


def _pieces(format: Format, reports: Iterable[Checked]) -> Iterable[console.Piece]:
    if format is Format.TEXT:
        return console.text(reports, across=console.across())
    if format is Format.COMPACT:
        return console.compact(reports)
    if format is Format.JSON:
        from mtassist.formats import report

        return [(report.as_json(reports), "")]
    from mtassist.formats import sarif

    return [(sarif.as_json(reports), "")]


def _texts(given: Sequence[str] | None, *, quiet: bool) -> Texts:
    """The texts named, or standard input when something is piped into it."""
    if not given and sys.stdin.isatty():
        raise ConfigError("no text was given; name a file, a folder, or - for standard input")
    return Texts(given or [text.STDIN], say=console.say, follow=partial(console.progress, quiet=quiet))


def _config(file: Path | None, **flags: Any) -> Config:
    """Options from the file named or the nearest one, and over them those of the command line."""
    path = file or configuration.nearest(Path.cwd())
    options = Config.read(path) if path else Config()
    options = replace(options, **{name: value for name, value in flags.items() if value is not None})
    plugins.choose(options.select, options.ignore)  # a wrong name is an error before any text is read
    plugins.model(options)  # and so is a model, or a server of one, that is not there
    return options


def _memory(file: Path | None) -> Memory | None:
    from mtassist.batch.memory import Memory

    return Memory.read(file) if file else None


def _ids(given: Iterable[str] | None) -> tuple[str, ...] | None:
    """``a,b`` and a repeated option both make a list."""
    return None if not given else tuple(id.strip() for ids in given for id in ids.split(",") if id.strip())


@contextmanager
def _stoppable(kept: str) -> Iterator[None]:
    """Say what Ctrl-C has left; the exit status is Typer's."""
    try:
        yield
    except KeyboardInterrupt:
        console.say("note", f"stopped; {kept}")
        raise


def _write(pieces: Iterable[console.Piece], output: str | None) -> None:
    if output:
        text.write(output, "".join(words for words, _ in pieces).encode("utf-8", "backslashreplace"))
    else:
        console.show(pieces)


def _complain(message: str) -> int:
    console.say("error", message)
    return WRONG


def _one_line(error: typer.TyperException) -> str:
    message = getattr(error, "format_message", error.__str__)()
    return f"{' '.join(message.split()).rstrip('.').replace('Value error, ', '')}; see mtassist --help"
