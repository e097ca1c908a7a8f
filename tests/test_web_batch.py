"""The Batch and Rules & history tabs: what lies behind them, without a browser."""

import csv
import io
import json
import threading
import zipfile
from pathlib import Path

import pytest
from conftest import fake

from mtassist import InputError, Severity
from mtassist.formats.floors import Pinned, RuleFigures
from mtassist.score import mqm
from mtassist.store import Line, MuteLine, Record, RuleLine, Store
from mtassist.types import Safety
from mtassist.web import tables, uploads
from mtassist.web.uploads import Batch, Problem, Result, Running


@pytest.fixture(autouse=True)
def animals(only):
    only(
        fake("a.cat", "cat", "lion"),
        fake("a.dog", "dog", "wolf", safety=Safety.SHOW, severity=Severity.MAJOR),
        scorers=[mqm],
    )


class Shelf:
    """A store of one test."""

    def __init__(self, muted=()):
        self.kept = []
        self.rules = frozenset(muted)

    def add(self, report, *, title, by):
        self.kept.append((title, by, report.document.text))
        text = report.document.text
        return Record(f"id{len(self.kept)}", title, text, report.document.source, by, "2026-03-01T12:00", report)

    def muted(self):
        return frozenset(), self.rules


@pytest.fixture
def files(tmp_path):
    """Files by name and content, as a browser hands them over."""

    def make(contents):
        for name, content in contents.items():
            (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return [(tmp_path / name, name) for name in contents]

    return make


def run(batch, given):
    list(batch.read(given))
    list(batch.run())
    return batch


def test_every_text_is_checked_and_kept_under_its_name(files):
    shelf = Shelf()
    batch = run(Batch(shelf, "Ann"), files({"a.txt": "A cat and a dog.", "b.csv": "text\nA cow.\nA cat.\n"}))
    assert shelf.kept == [
        ("a.txt", "Ann", "A cat and a dog."),
        ("b.csv:2", "Ann", "A cow."),
        ("b.csv:3", "Ann", "A cat."),
    ]
    assert batch.results == [
        Result("id1", "a.txt", 5, 2, 1200.0, "major"),
        Result("id2", "b.csv:2", 2, 0, 0.0, "none"),
        Result("id3", "b.csv:3", 2, 1, 500.0, "minor"),
    ]
    assert batch.problems == []
    assert batch.checked == batch.characters


def test_what_is_muted_stays_quiet_and_a_muted_rule_that_is_gone_does_no_harm(files):
    batch = run(Batch(Shelf(muted=["a.cat", "a.unicorn"]), "Ann"), files({"a.txt": "A cat and a dog."}))
    assert batch.results[0].findings == 1


def test_problems_and_notes_name_file_and_line_and_the_rest_goes_on(files):
    given = files(
        {
            "a.png": "x",
            "b.csv": "id,text\n1\n2,A cat.\n",
            "c.txt": "Größe: A cat sat.".encode("cp1252"),
            "d.zip": b"PK",
            "e.txt": "A dog.",
        }
    )
    batch = run(Batch(Shelf(), "Ann"), given)
    assert [r.name for r in batch.results] == ["b.csv:3", "c.txt", "e.txt"]
    assert [(p.name, p.words.partition(";")[0], p.note) for p in batch.problems] == [
        ("a.png", "not a kind that is read", False),
        ("b.csv:2", "1 columns, wanted 2", False),
        ("c.txt", "read as cp1252 (guessed: it is not UTF-8)", True),
        ("d.zip", "not a zip that can be read: File is not a zip file", False),
    ]


def test_texts_that_the_page_cannot_open_are_not_checked(files, monkeypatch):
    monkeypatch.setattr(uploads, "LONGEST", 20)
    batch = run(Batch(Shelf(), "Ann"), files({"a.txt": "A cat. " * 9, "b.txt": "A cat."}))
    assert [r.name for r in batch.results] == ["b.txt"]
    assert batch.problems == [Problem("a.txt", "63 characters; at most 20: split the text")]


def test_a_batch_that_would_fill_the_memory_ends(files, monkeypatch):
    monkeypatch.setattr(uploads, "MOST", 20)
    batch = run(Batch(Shelf(), "Ann"), files({"a.csv": "text\nA cat, a cow.\nA dog, a cow.\n", "b.txt": "A cat."}))
    assert [r.name for r in batch.results] == ["a.csv:2", "b.txt"]
    assert batch.problems[0].name == "a.csv:3"


def test_what_the_store_refuses_is_a_problem(files):
    shelf = Shelf()

    def add(report, *, title, by):
        raise InputError("the disk is full; make room")

    shelf.add = add
    batch = run(Batch(shelf, "Ann"), files({"a.txt": "A cat.", "b.txt": "A dog."}))
    assert batch.results == []
    assert [p.words for p in batch.problems] == ["the disk is full; make room"] * 2


def test_a_stopped_batch_ends_before_the_next_text_and_keeps_what_is_done(files):
    shelf = Shelf()
    batch = Batch(shelf, "Ann")
    list(batch.read(files({"a.csv": "text\n" + "A cat.\n" * 100})))
    for count, _ in enumerate(batch.run(), 1):
        if count == 20:
            batch.stop()
    assert count == len(batch.results) == len(shelf.kept) == 20
    assert batch.progress() == "20 of 100 texts"


def test_reading_can_be_stopped_too(files):
    batch = Batch(Shelf(), "Ann")
    for count in batch.read(files({"a.csv": "text\n" + "A cat.\n" * 100, "b.txt": "A dog."})):
        if count == 7:
            batch.stop()
    assert batch.total == 7
    assert list(batch.run()) == []


def test_progress_says_rate_and_time_left(files, monkeypatch):
    now = iter(range(0, 10_000, 2))
    monkeypatch.setattr(uploads.time, "monotonic", lambda: float(next(now)))
    batch = Batch(Shelf(), "Ann")
    list(batch.read(files({"a.csv": "text\n" + "A cat and a dog.\n" * 100})))
    steps = batch.run()
    for _ in range(40):
        next(steps)
    assert batch.progress() == "40 of 100 texts · 2 words a second · about 2 minutes left"


def test_one_person_has_one_batch_at_a_time(files):
    running, first, second = Running(), Batch(Shelf(), "Ann"), Batch(Shelf(), "Ann")
    with running.of("Ann", first):
        with pytest.raises(InputError, match="your last batch is still running"), running.of("Ann", second):
            pytest.fail("two at once")
        with running.of("Bob", second):
            assert running.stop("Ann")
        assert first.stopped
        assert not second.stopped
    assert not running.stop("Ann")
    with running.of("Ann", second):
        pass


def test_the_place_is_free_again_when_the_page_is_closed_midway(files):
    running = Running()

    def page():
        with running.of("Ann", Batch(Shelf(), "Ann")):
            yield

    steps = page()
    next(steps)
    thread = threading.Thread(target=steps.close)  # closed elsewhere, as servers do
    thread.start()
    thread.join()
    assert not running.stop("Ann")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_spreadsheet_runs_no_cell(start):
    name = f"{start}cmd|' /C calc'!A0"
    content = uploads.as_csv([Result(name, name, 5, 2, 1.5, "major")], [Problem(name, name)])
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    words = [cell for row in rows[1:] for cell in row if cell]
    assert sum(cell == f"'{name}" for cell in words) == 4
    assert not any(cell.startswith(start) for cell in words)


def test_the_csv_lists_results_and_all_that_was_not_checked():
    content = uploads.as_csv(
        [Result("x1", 'a "b", c', 500, 20, 12.34, "major")],
        [Problem("b.csv:2", "empty"), Problem("n", "note", note=True)],
    )
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))) == [
        list(uploads.COLUMNS),
        ["x1", 'a "b", c', "500", "20", "40.0", "12.34", "major", ""],
        ["", "b.csv:2", "", "", "", "", "", "empty"],
    ]


def test_the_json_lines_are_whole_reports_with_their_addresses(files):
    batch = run(Batch(Shelf(), "Ann"), files({"a.txt": "A cat\u2028and a dog.", "b.txt": "A cow."}))
    lines = [json.loads(line) for line in uploads.as_jsonl(batch.lines).decode().strip().split("\n")]
    assert [(line["id"], line["path"], len(line["issues"])) for line in lines] == [
        ("id1", "a.txt", 2),
        ("id2", "b.txt", 0),
    ]
    assert lines[0]["scores"][0]["name"] == "mqm"
    assert lines[0]["signature"].startswith("mtassist:")


def test_the_worst_document_comes_first_with_its_address_last():
    found = [Result("x", "good", 100, 0, 0.0, "none"), Result("y", "bad", 100, 9, 99.96, "critical")]
    assert tables.results(found) == [
        ["bad", 100, 9, 90.0, 100.0, "critical", "y"],
        ["good", 100, 0, 0.0, 0.0, "none", "x"],
    ]
    assert all(len(row) == len(tables.RESULTS) for row in tables.results(found))


def test_problems_come_before_notes_and_none_is_left_uncounted():
    many = [Problem("a", "note", note=True), *(Problem(f"b:{n}", "wrong") for n in range(tables.SHOWN + 4))]
    shown = tables.problems(many)
    assert shown[0] == ["b:0", "wrong", "not checked"]
    assert shown[-1][0] == "… and 5 more"


@pytest.mark.parametrize(
    "rates", [[0.0], [3, 1, 4, 1, 5], [0.0] * 50, [*range(100)], [1.0] * 99 + [5000.0], [1e6] * 30]
)
def test_a_histogram_counts_every_document_once_in_few_bars(rates):
    bars = tables.histogram(rates)
    assert sum(count for _, count in bars) == len(rates)
    assert 1 <= len(bars) <= tables.BINS
    assert len({name for name, _ in bars}) == len(bars)


def test_one_outlier_does_not_flatten_the_histogram():
    bars = tables.histogram([*range(40), 5000])
    assert len(bars) > 5
    assert bars[-1][0].endswith("+")


def test_no_document_makes_no_histogram():
    assert tables.histogram([]) == []


def test_the_history_shows_how_far_each_review_is():
    lines = [Line("x", "T", "Ann", "2026-03-01T12:30:59+00:00", "2026-03-02T08:00:01+00:00", 500, 31, 12)]
    assert tables.documents(lines) == [["T", "Ann", "2026-03-02 08:00", 500, 31, "12 of 31", "x"]]
    assert len(tables.documents(lines)[0]) == len(tables.DOCUMENTS)


@pytest.mark.parametrize(("issues", "decided", "says"), [(0, 0, "–"), (3, 1, "1 of 3"), (3, 3, "3 of 3 ✓")])
def test_progress_of_a_review(issues, decided, says):
    assert tables.decided(Line("x", "T", "Ann", "", "", 500, issues, decided)) == says


def test_only_what_is_muted_now_is_listed():
    mutes = [
        MuteLine("rule", "a.cat", "cat", "Ann", "2026-03-01T12:30:59+00:00", "x", True),
        MuteLine("here", "0123", "dog", "Ann", "2026-03-01T12:30:59+00:00", None, False),
        MuteLine("here", "4567", "cow", "Ann", "2026-03-01T12:30:59+00:00", None, True),
    ]
    assert tables.mutes(mutes) == [
        ["rule", "a.cat", "cat", "Ann", "2026-03-01 12:30"],
        ["finding", "4567", "cow", "Ann", "2026-03-01 12:30"],
    ]


def test_decisions_by_rule_the_most_decided_first():
    lines = [RuleLine("a.cat", 1, 0, 0), RuleLine("a.dog", 6, 3, 1), RuleLine("a.cow", 0, 0, 0)]
    assert tables.decisions(lines) == [["a.dog", 6, 1, 3, 60], ["a.cat", 1, 0, 0, 100]]
    assert tables.verdicts(lines)[:3] == [("a.dog", "accepted", 6), ("a.dog", "edited", 1), ("a.dog", "rejected", 3)]


def test_a_rule_that_was_never_measured_claims_nothing():
    from mtassist import plugins

    pinned = Pinned(words=100_000, rules={"a.cat": RuleFigures(findings=8, right=6, alarms=5)})
    assert tables.rules(plugins.rules(), pinned) == [
        ["a.cat", "minor", "Finds cat.", "75%", "8", "0.050"],
        ["a.dog", "major", "Finds dog.", "", "", "0.000"],
    ]
    assert tables.rules(plugins.rules(), Pinned())[0][3:] == ["", "", ""]


def test_rules_are_found_by_any_of_their_words():
    rows = [["quotes.comma", "minor", "A comma"], ["quotes.extra", "major", "A mark"]]
    assert tables.holding(rows, "QUOTES major") == rows[1:]
    assert tables.holding(rows, " ") == rows


def test_a_batch_ends_up_in_the_history(files, tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'test.db'}")
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../a.txt", "A cat.")
    batch = run(Batch(store, "Ann"), [(packed, "all.zip")])
    assert [(line.id, line.title, line.by) for line in store.lines()] == [(batch.results[0].id, "all.zip/a.txt", "Ann")]
    assert [p.name for p in Path(tmp_path).parent.glob("a.txt")] == []
    store.close()
