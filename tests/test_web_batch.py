"""The batches of a server, and the tables of Rules & history: what lies behind the pages, without a browser."""

import csv
import io
import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import fake

from mtassist import InputError, Severity
from mtassist.batch import journal
from mtassist.formats.floors import Pinned, RuleFigures
from mtassist.score import mqm
from mtassist.store import Line, MuteLine, RuleLine, Store
from mtassist.store.database import folder_of
from mtassist.types import Safety
from mtassist.web import found, intake, pace, running, tables, uploaded
from mtassist.web.batches import Batches
from mtassist.web.intake import File
from mtassist.web.turns import Turns

SOON = 20  # seconds until something is taken to be broken


@pytest.fixture(autouse=True)
def animals(only):
    only(
        fake("a.cat", "cat", "lion"),
        fake("a.dog", "dog", "wolf", safety=Safety.SHOW, severity=Severity.MAJOR),
        scorers=[mqm],
    )


@pytest.fixture
def store(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'test.db'}")
    yield store
    store.close()


@pytest.fixture
def batches(tmp_path, store):
    made = Batches(tmp_path / "batches", store)
    yield made
    made.close()


@pytest.fixture
def files(tmp_path):
    """Files by name and content, as a browser hands them over: under other names."""

    def make(contents):
        folder = tmp_path / f"sent-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        for number, content in enumerate(contents.values()):
            (folder / str(number)).write_bytes(content.encode() if isinstance(content, str) else content)
        return [File(name, folder / str(number)) for number, name in enumerate(contents)]

    return make


@pytest.fixture
def slow(monkeypatch):
    """Each text waits for ``let(number)``; without it the run stands still."""

    class Gate:
        allowed = 0

        def let(self, number):
            self.allowed += number

    gate = Gate()
    run = running.engine.run

    def stepping(groups, recipe):
        for results in run(groups, recipe):
            until = time.monotonic() + SOON
            while gate.allowed < 1 and time.monotonic() < until:
                time.sleep(0.005)
            gate.allowed -= 1
            yield results

    monkeypatch.setattr(running.engine, "run", stepping)
    return gate


def until(batches, id, *states, done=None):
    """Waits until the batch is in one of these states, and so many of its texts are done."""
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        told = batches.look(id)
        if (not states or told["state"] in states) and (done is None or told["done"] == done):
            return told
        time.sleep(0.01)
    raise AssertionError(told)


def finished(batches, given, **how):
    return until(batches, batches.start(given, by="Ann", **how), "done")


def taken(batches, id, kind, tmp_path):
    return batches.take(id, kind, tmp_path / "taken").read_bytes()


# One batch from its files to its results


def test_every_document_is_scored_under_its_name_worst_first(batches, files):
    told = finished(batches, files({"a.txt": "A cat and a dog.", "b.csv": "text\nA cow.\nA cat.\n"}))
    assert told["rows"] == [
        [0, "a.txt", 5, 2, 400.0, 1200.0, "major", None],
        [2, "b.csv:3", 2, 1, 500.0, 500.0, "minor", None],
        [1, "b.csv:2", 2, 0, 0.0, 0.0, "", None],
    ]
    assert (told["name"], told["by"], told["files"], told["texts"], told["done"]) == (
        "a.txt and 1 more",
        "Ann",
        2,
        3,
        3,
    )
    assert told["problems"] == []
    assert told["share"] == 1.0


def test_systems_have_a_line_each_and_one_together(batches, files):
    table = "system,text\nfast,A cat.\ngood,A cow.\n"
    told = finished(batches, files({"a.txt": "A cat and a dog.", "c.md": "A cow.", "b.csv": table}))
    figures = [(s["name"], s["documents"], s["words"], s["found"]) for s in [*told["systems"], told["all"]]]
    assert figures == [
        ("documents", 2, 7, 2),
        ("fast", 1, 2, 1),
        ("good", 1, 2, 0),
        ("All together", 4, 11, 3),
    ]
    assert told["all"]["rate"] == 1000 * 3 / 11
    assert told["all"]["low"] < told["all"]["mqm"] < told["all"]["high"]


def test_a_document_of_several_segments_is_one_row_and_opens_as_one(batches, files, store):
    lines = [{"doc": "d1", "text": t, "source": s} for t, s in [("A cat.", "Eine Katze."), ("A dog.", "Ein Hund.")]]
    told = finished(batches, files({"w.jsonl": "".join(json.dumps(line) + "\n" for line in lines)}))
    assert told["rows"] == [[0, "w.jsonl · d1", 4, 2, 500.0, 1500.0, "major", None]]
    record = store.get(batches.open(told["id"], 0, by="Bob"))
    assert (record.text, record.source) == ("A cat.\nA dog.", "Eine Katze.\nEin Hund.")
    assert (record.title, record.by) == ("w.jsonl · d1", "Bob")


def test_what_is_bad_is_listed_with_its_reason_and_the_rest_goes_on(batches, files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../in.txt", "A cat.")
        archive.writestr("in.exe", "x")
    given = files(
        {
            "a.docx": "x",
            "b.csv": "id,text\n1\n2,A cat.\n",
            "c.txt": "Größe: A cat sat.".encode("cp1252"),
            "d.zip": b"PK",
            "e.txt": "A dog.",
            "f.zip": packed.getvalue(),
            "g.xliff": "<xliff><file",
            "h.txt": "",
            "i.parquet": "x",
        }
    )
    told = finished(batches, [*given, File("j.png", None), File("k.txt", None, size=10**9)])
    assert sorted(row[1] for row in told["rows"]) == ["b.csv:3", "c.txt", "e.txt", "f.zip/in.txt"]
    problems = {(where, what.partition(";")[0].partition(":")[0], kind) for where, what, kind in told["problems"]}
    assert problems == {
        ("a.docx", "not a .docx file, or a damaged one", "not read"),
        ("b.csv:2", "1 column, wanted 2", "not read"),
        ("c.txt", "read as cp1252 (guessed", "note"),
        ("d.zip", "not a zip that can be read", "not read"),
        ("f.zip/in.exe", "not a kind that is read", "not read"),
        ("g.xliff", "line 1", "not read"),
        ("h.txt", "empty", "not read"),
        ("i.parquet", "no Parquet that can be read", "not read"),
        ("j.png", "not a kind that is read", "not read"),
        ("k.txt", "1,000.0 MB is too big", "not read"),
    }
    assert told["unread"] == 9
    assert not list(Path(batches.folder).parent.glob("in.txt"))


def test_a_zip_bomb_is_listed_and_the_rest_goes_on(batches, files):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a" * 20_000_000)
    told = finished(batches, files({"bomb.zip": bomb.getvalue(), "b.txt": "A cat."}))
    assert [row[1] for row in told["rows"]] == ["b.txt"]
    assert [where.partition("/")[0] for where, _, _ in told["problems"]] == ["bomb.zip"]


def test_columns_with_unusual_names_are_guessed_and_it_is_said(batches, files):
    told = finished(batches, files({"week.csv": "Nr,Artikel\n1,A cat sat upon the mat.\n2,A dog sat there too.\n"}))
    assert sorted(row[1] for row in told["rows"]) == ["week.csv:2", "week.csv:3"]
    ((where, says, kind),) = told["problems"]
    assert (where, kind) == ("week.csv:2", "note")
    assert "the likeliest was taken, column “Artikel”" in says


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", "%PDF"), ("a.csv", "1,2\n3,4\n"), ("a.csv", "b,b\nx,y\n"), ("a.jsonl", '{"n": 1}'), ("a.tsv", "\0" * 9)],
)
def test_nobody_at_the_page_is_told_of_options_of_the_command(batches, files, name, content):
    told = finished(batches, files({name: content}))
    assert told["problems"]
    assert not [says for _, says, _ in told["problems"] if "--" in says or " -t" in says]


def test_a_file_of_another_kind_alone_is_told_what_is_read_and_among_others_in_short(batches, files):
    (problem,) = finished(batches, files({"a.pdf": "x"}))["problems"]
    assert problem[1].startswith("not a kind that is read; wanted .txt, .md,")
    (problem,) = finished(batches, files({"a.pdf": "x", "b.txt": "A cat."}))["problems"]
    assert problem[1] == "not a kind that is read"


def test_two_files_of_one_name_are_told_apart(batches, files):
    told = finished(batches, [*files({"a.txt": "A cat."}), *files({"a.txt": "A cow."})])
    assert [row[1] for row in told["rows"]] == ["a.txt", "a.txt (2)"]


def test_names_are_labels_and_never_paths(batches, files, tmp_path):
    names = ["../../evil.txt", "/etc/passwd.csv", "a\u202etxt.csv", "x" * 500 + ".txt"]
    told = finished(batches, files(dict.fromkeys(names, "text\nA cat.\n")), name="../../../night")
    assert told["name"] == "night"
    assert {row[1].partition(":")[0] for row in told["rows"]} == {
        "evil.txt",
        "etc/passwd.csv",
        "atxt.csv",
        f"…{'x' * 115}.txt",
    }
    outside = {path.name for path in tmp_path.rglob("*") if "evil" in path.name or "passwd" in path.name}
    assert outside == set()


def test_what_was_muted_when_it_began_stays_quiet(batches, files, store, monkeypatch):
    monkeypatch.setattr(store, "muted", lambda: (frozenset(), frozenset({"a.cat", "a.unicorn"})))
    assert finished(batches, files({"a.txt": "A cat and a dog."}))["all"]["found"] == 1


def test_nothing_is_left_of_the_uploads_once_they_are_read(batches, files):
    given = files({"a.txt": "A cat."})
    id = finished(batches, given)["id"]
    assert not given[0].path.exists()
    assert sorted(path.name for path in (batches.folder / id).iterdir()) == [
        "batch.json",
        "hold",
        "journal",
        "texts.jsonl",
    ]


@pytest.mark.parametrize(
    ("limit", "value", "given", "says"),
    [
        ("FILES", 1, {"a.txt": "A cat.", "b.txt": "A cow."}, "2 files are too many at once; at most 1"),
        ("SIZE", 5, {"a.txt": "A cat."}, "0 MB are too much at once"),
        ("FILES", 9, {}, "there are no files"),
    ],
)
def test_too_much_at_once_is_refused_and_leaves_nothing(batches, files, monkeypatch, limit, value, given, says):
    monkeypatch.setattr(intake, limit, value)
    with pytest.raises(InputError, match=says):
        batches.start(files(given), by="Ann")
    assert batches.every() == []
    assert list(batches.folder.iterdir()) == []


@pytest.mark.parametrize(("limit", "value"), [("TEXTS", 2), ("CHARACTERS", 14)])
def test_a_batch_that_would_never_end_says_where_it_stopped(batches, files, monkeypatch, limit, value):
    monkeypatch.setattr(intake, limit, value)
    told = finished(batches, files({"a.csv": "text\nA cat.\nA dog.\nA cow.\nA pig.\n"}))
    assert [row[1] for row in told["rows"]] == ["a.csv:3", "a.csv:2"]
    assert told["problems"] == [("a.csv:4", told["problems"][0][1], "not read")]
    assert "in one batch: from here on nothing was read" in told["problems"][0][1]


def test_the_number_of_batches_is_bounded(batches, files, monkeypatch):
    monkeypatch.setattr("mtassist.web.batches.MOST", 1)
    finished(batches, files({"a.txt": "A cat."}))
    with pytest.raises(InputError, match="1 batches already; delete some"):
        batches.start(files({"a.txt": "A cat."}), by="Ann")


# Cancelled, cut off, gone on with


MANY = "text\n" + "".join(f"A cat and {n} dogs.\n" for n in range(40))


def test_a_cancelled_batch_keeps_what_is_done_and_goes_on_from_there(batches, files, slow, tmp_path):
    id = batches.start(files({"a.csv": MANY}), by="Ann")
    slow.let(7)
    until(batches, id, "running", done=7)
    batches.cancel(id)
    assert batches.look(id)["pace"] == "cancelling"
    slow.let(1)
    told = until(batches, id, "cancelled")
    assert told["done"] in (7, 8)
    assert len(told["rows"]) == told["done"]
    batches.resume(id)
    slow.let(100)
    assert until(batches, id, "done")["done"] == 40
    undisturbed = finished(batches, files({"a.csv": MANY}))["id"]
    assert taken(batches, id, "jsonl", tmp_path) == taken(batches, undisturbed, "jsonl", tmp_path)


def test_a_batch_that_waits_can_be_cancelled(batches, files, slow, monkeypatch):
    monkeypatch.setattr(running, "LOOK", 0.01)
    first, second, third = (batches.start(files({f"{n}.csv": MANY}), by="Ann") for n in "abc")
    assert until(batches, third, "waiting")["done"] == 0
    batches.cancel(third)
    assert until(batches, third, "cancelled")["texts"] is None
    slow.let(1000)
    until(batches, first, "done")
    until(batches, second, "done")
    batches.resume(third)
    assert until(batches, third, "done")["texts"] == 40


def test_batches_have_their_turn_in_the_order_in_which_they_came():
    line = Turns(2)
    for who in ("first", "second", "third", "fourth", "fifth"):
        line.enter(who)
    assert line.wait("second", 0)
    assert line.wait("first", 0)
    assert not line.wait("third", 0)
    line.leave("fourth")  # it was cancelled while it waited
    assert not line.wait("fifth", 0)
    with ThreadPoolExecutor() as pool:
        later = pool.submit(line.wait, "third", SOON)
        line.leave("second")
        assert later.result()
    assert not line.wait("fifth", 0)
    line.leave("first")
    assert line.wait("fifth", 0)


def test_the_server_ends_in_the_midst_and_another_goes_on(batches, files, slow, store, tmp_path):
    id = batches.start(files({"a.csv": MANY}), by="Ann")
    slow.let(5)
    until(batches, id, "running", done=5)
    slow.let(1)
    batches.close()
    again = Batches(tmp_path / "batches", store)
    told = again.look(id)
    assert (told["state"], told["done"]) == ("interrupted", 6)
    assert len(told["rows"]) == 6
    again.resume(id)
    slow.let(100)
    until(again, id, "done", done=40)
    assert again.every()[0]["state"] == "done"


KILLED = """
import os, sys, time
from pathlib import Path
from mtassist.store import Store
from mtassist.web.batches import Batches
from mtassist.web.intake import File
folder = Path(sys.argv[1])
batches = Batches(folder / "batches", Store(f"sqlite:///{folder / 'other.db'}"))
id = batches.start([File("a.csv", folder / "a.csv")], by="Ann")
print(id, flush=True)
while batches.look(id)["done"] < int(sys.argv[2]):
    time.sleep(0.001)
print("killed", flush=True)
time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.parametrize("done", [0, 1, 250])
def test_after_kill_9_the_result_is_that_of_an_undisturbed_batch(tmp_path, store, monkeypatch, done, files):
    monkeypatch.undo()  # the real rules: the other process has no others
    text = "text\n" + "".join(f"He left the the town {n} on Monday.\n" for n in range(600))
    (tmp_path / "a.csv").write_text(text)
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(done)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        id = process.stdout.readline().strip()
        assert process.stdout.readline() == "killed\n"
        elsewhere = Batches(tmp_path / "batches", store)
        if elsewhere.look(id)["state"] == "running":
            with pytest.raises(InputError, match="running already"):
                elsewhere.resume(id)
        process.kill()
    told = elsewhere.look(id)
    assert told["state"] == "interrupted"
    with open(tmp_path / "batches" / id / "journal", "ab") as file:
        file.write(b'{"half a line')
    elsewhere.resume(id)
    until(elsewhere, id, "done", done=600)
    undisturbed = finished(elsewhere, files({"a.csv": text}))["id"]
    for kind in ("jsonl", "csv"):
        assert taken(elsewhere, id, kind, tmp_path) == taken(elsewhere, undisturbed, kind, tmp_path)


def test_a_batch_cut_off_while_reading_reads_again(batches, files, monkeypatch, store, tmp_path):
    go_on = threading.Event()

    def halting(*given):
        for text in texts(*given):
            yield text
            go_on.wait(SOON)

    texts = intake.texts
    monkeypatch.setattr(intake, "texts", halting)
    id = batches.start(files({"a.csv": MANY}), by="Ann")
    assert until(batches, id, "reading")["texts"] is None
    threading.Timer(0.1, go_on.set).start()
    batches.close()
    again = Batches(tmp_path / "batches", store)
    assert again.look(id)["state"] == "interrupted"
    again.resume(id)
    assert until(again, id, "done")["done"] == 40


def test_what_other_rules_have_scored_is_scored_anew(batches, files, slow, monkeypatch):
    id = batches.start(files({"a.csv": MANY}), by="Ann")
    slow.let(5)
    until(batches, id, "running", done=5)
    batches.cancel(id)
    slow.let(1)
    until(batches, id, "cancelled")
    monkeypatch.setattr(running.engine.Recipe, "signature", lambda self: "another")
    batches.resume(id)
    slow.let(100)
    told = until(batches, id, "done")
    assert (told["done"], len(told["rows"])) == (40, 40)


def test_a_full_disk_stops_a_batch_with_words_and_without_places(batches, files, slow, monkeypatch, tmp_path):
    id = batches.start(files({"a.csv": MANY}), by="Ann")
    slow.let(3)
    until(batches, id, "running", done=3)

    def full(self, results):
        with journal._told(self.path):
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(journal.Journal, "add", full)
        slow.let(1)
        told = until(batches, id, "failed")
    assert told["said"] == "journal: not written: No space left on device; make room, and resume the batch"
    batches.resume(id)
    slow.let(100)
    assert until(batches, id, "done")["said"] == ""


def test_a_done_batch_is_not_resumed_and_one_that_ended_not_cancelled(batches, files):
    id = finished(batches, files({"a.txt": "A cat."}))["id"]
    with pytest.raises(InputError, match="nothing left to resume"):
        batches.resume(id)
    with pytest.raises(InputError, match="does not run here"):
        batches.cancel(id)


# Several batches


def test_batches_lie_beside_their_database(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert folder_of(f"sqlite:///{tmp_path / 'desk.db'}") == tmp_path / "desk-files"
    assert folder_of("postgresql://me@there/desk") == tmp_path / "mtassist" / "desk-files"


def test_all_are_listed_the_newest_first_until_deleted(batches, files, tmp_path):
    first, second = (finished(batches, files({name: "A cat."}))["id"] for name in ("a.txt", "b.txt"))
    assert [(batch["name"], batch["state"]) for batch in batches.every()] == [("b.txt", "done"), ("a.txt", "done")]
    document = batches.open(first, 0, by="Ann")
    batches.delete(first)
    assert [batch["id"] for batch in batches.every()] == [second]
    assert [path.name for path in batches.folder.iterdir()] == [second]
    assert batches._store.get(document).text == "A cat."
    with pytest.raises(InputError, match="it may have been deleted"):
        batches.look(first)


def test_what_a_killed_server_left_half_made_is_put_away(batches, files, store, tmp_path):
    id = finished(batches, files({"a.txt": "A cat."}))["id"]
    for name in (".new-abc", ".gone-abc", ".new-now"):
        (tmp_path / "batches" / name).mkdir()
        if name != ".new-now":
            os.utime(tmp_path / "batches" / name, (0, 0))
    Batches(tmp_path / "batches", store)
    assert {path.name for path in batches.folder.iterdir()} == {".new-now", id}


def test_a_running_batch_is_not_deleted(batches, files, slow):
    id = batches.start(files({"a.csv": MANY}), by="Ann")
    with pytest.raises(InputError, match="cancel it first"):
        batches.delete(id)
    slow.let(100)
    until(batches, id, "done")


@pytest.mark.parametrize("id", ["", "..", "../../../etc", "a/b", "x" * 12, "x" * 13, ".gone-xxxxxx"])
def test_an_address_that_is_none_leads_nowhere(batches, id):
    for verb in (batches.look, batches.resume, batches.cancel, batches.delete):
        with pytest.raises(InputError, match="no batch"):
            verb(id)


# Opening


def test_a_document_opens_as_one_of_the_history_and_as_the_same_again(batches, files, store):
    id = finished(batches, files({"a.csv": "text,source\nA cow.,\nA cat.,Eine Katze.\n"}))["id"]
    assert store.lines() == []
    opened = batches.open(id, 1, by="Bob")
    assert batches.open(id, 1, by="Ann") == opened
    assert [(line.id, line.title, line.by) for line in store.lines()] == [(opened, "a.csv:3", "Bob")]
    assert store.get(opened).source == "Eine Katze."
    store.delete(opened)
    assert batches.open(id, 1, by="Ann") not in (opened, batches.open(id, 0, by="Ann"))


def test_what_review_finds_is_what_the_batch_has_counted(batches, files, store, monkeypatch):
    monkeypatch.undo()  # the real rules
    text = "He left the the town, said „Anna“. It cost 3.500 euros.\n\nFollow I follow"
    told = finished(batches, files({"a.txt": text}))
    record = store.get(batches.open(told["id"], 0, by="Ann"))
    assert told["rows"][0][3] == len(record.report.issues) > 3
    assert round(told["rows"][0][5], 2) == record.report.scores[0].value
    assert told["all"]["quality"] is told["rows"][0][7] is None


@pytest.mark.parametrize("number", [-1, 1, 99])
def test_a_row_that_is_none_opens_nothing(batches, files, number):
    id = finished(batches, files({"a.csv": "id,text\n1,A cat.\n2\n"}))["id"]
    with pytest.raises(InputError, match="there is no text"):
        batches.open(id, number, by="Ann")


# Taking away


def test_the_csv_is_for_spreadsheets_and_holds_everything(batches, files, tmp_path):
    id = finished(batches, files({"a.txt": "A cat.", "b.csv": "text\nA dog.\n"}) + [File("c.png", None)])["id"]
    content = taken(batches, id, "csv", tmp_path)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(row["document"], row["findings"], row["rules"]) for row in rows] == [
        ("a.txt", "1", "a.cat"),
        ("b.csv:2", "1", "a.dog"),
        ("c.png", "0", ""),
    ]
    assert rows[2]["problem"] == "c.png: not a kind that is read"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_spreadsheet_runs_no_cell(batches, files, tmp_path, start):
    name = f"{start}cmd|' C calc'!A0.txt"
    id = finished(batches, files({name: "A cat."}))["id"]
    rows = list(csv.reader(io.StringIO(taken(batches, id, "csv", tmp_path).decode("utf-8-sig"))))
    assert any(cell == f"'{name}" for cell in rows[1])
    assert not any(cell.startswith(start) for row in rows for cell in row)


def test_the_json_lines_are_those_of_the_engine(batches, files, tmp_path):
    id = finished(batches, files({"a.txt": "A cat\u2028and a dog.", "b.txt": "A cow."}))["id"]
    lines = [json.loads(line) for line in taken(batches, id, "jsonl", tmp_path).decode().strip().split("\n")]
    assert [(line["system"], line["segment"], line["document"]) for line in lines] == [
        ("documents", 0, "a.txt"),
        ("documents", 1, "b.txt"),
        ("documents", None, None),
    ]
    assert [issue["rule"] for issue in lines[0]["issues"]] == ["a.cat", "a.dog"]
    assert lines[2]["findings"] == {"a.cat": 1, "a.dog": 1}
    assert lines[2]["signatures"]["mqm"] == mqm.SIGNATURE


def test_the_report_stands_alone_and_shows_the_worst(batches, files, tmp_path):
    id = finished(batches, files({"<b>.txt": "A cat <script>and</script> a dog.", "b.txt": "A cow."}))["id"]
    page = taken(batches, id, "html", tmp_path).decode()
    assert "&lt;b&gt;.txt" in page
    assert "<script" not in page
    assert "a.dog" in page


def test_results_can_be_taken_away_while_more_come(batches, files, slow, tmp_path):
    id = batches.start(files({"a.csv": MANY}), by="Ann")
    with pytest.raises(InputError, match="no results yet"):
        taken(batches, id, "csv", tmp_path)
    slow.let(4)
    until(batches, id, "running", done=4)
    assert len(taken(batches, id, "csv", tmp_path).splitlines()) == 5
    with pytest.raises(InputError, match="nothing of the kind 'exe'"):
        taken(batches, id, "exe", tmp_path)
    slow.let(100)
    until(batches, id, "done")


# What is shown


def test_rows_come_in_the_order_asked_for_and_no_more_than_asked_for(batches, files):
    given = files({"a.txt": "A cat.", "b.txt": "A dog, a dog and a cow and a pig.", "c.txt": "A cow and a pig."})
    id = finished(batches, given)["id"]
    names = {order: [row[1] for row in batches.look(id, order=order)["rows"]] for order in (*found.ORDERS, "nonsense")}
    assert names == {
        "score": ["b.txt", "a.txt", "c.txt"],
        "quality": ["a.txt", "b.txt", "c.txt"],  # none is judged
        "rate": ["a.txt", "b.txt", "c.txt"],
        "found": ["b.txt", "a.txt", "c.txt"],
        "words": ["b.txt", "c.txt", "a.txt"],
        "worst": ["b.txt", "a.txt", "c.txt"],
        "name": ["a.txt", "b.txt", "c.txt"],
        "nonsense": ["b.txt", "a.txt", "c.txt"],
    }
    few = batches.look(id, most=1)
    assert (len(few["rows"]), few["of"]) == (1, 3)
    assert "rows" not in batches.look(id, table=False)


def test_progress_says_rate_and_time_left(monkeypatch):
    now = iter(range(0, 10_000, 2))
    monkeypatch.setattr(pace.time, "monotonic", lambda: float(next(now)))
    steps = pace.Pace(1600)
    assert str(steps) == ""
    for _ in range(40):
        steps.add(16, 5)
    assert str(steps) == "2 words a second · about 2 minutes left"
    assert steps.share == 0.4


@pytest.mark.parametrize(
    "rates", [[0.0], [3, 1, 4, 1, 5], [0.0] * 50, [*range(100)], [1.0] * 99 + [5000.0], [1e6] * 30]
)
def test_a_histogram_counts_every_document_once_in_few_bars(rates):
    bars = found.histogram(rates)
    assert sum(count for _, count in bars) == len(rates)
    assert 1 <= len(bars) <= found.BINS
    assert len({name for name, _ in bars}) == len(bars)


def test_one_outlier_does_not_flatten_the_histogram():
    bars = found.histogram([*range(40), 5000])
    assert max(documents for _, documents in bars) < 15
    assert bars[-1][0].endswith("+")


def test_no_document_makes_no_histogram():
    assert found.histogram([]) == []


# What the script may ask for


@pytest.fixture
def asks(batches, tmp_path):
    """The functions of the tab by name, for somebody at this machine."""
    import gradio as gr
    from starlette.requests import Request

    from mtassist.web import batch

    request = gr.Request(Request({"type": "http", "headers": [], "client": ("127.0.0.1", 1)}))
    made = {function.__name__: function for function in batch.functions(batches, tmp_path / "gradio")}
    (tmp_path / "gradio").mkdir()
    return lambda name, **asked: made[name](asked, request)


def test_the_script_starts_looks_and_takes_away(asks, batches, tmp_path):
    (tmp_path / "gradio" / "x").write_text("A cat.")
    sent = [{"name": "a.txt", "path": str(tmp_path / "gradio" / "x")}, {"name": "b.png", "path": None, "size": 5}]
    id = asks("start", files=sent, by=" Ann \n Lee ")["id"]
    until(batches, id, "done")
    told = asks("look", id=id, most=10, table=True)
    assert (told["by"], told["rows"][0][1], told["problems"][0][0]) == ("Ann Lee", "a.txt", "b.png")
    assert [batch["id"] for batch in asks("every")["batches"]] == [id]
    assert asks("open", id=id, number=0)["id"] == batches.open(id, 0, by="x")
    answer = asks("take", id=id, kind="csv")
    assert answer["name"] == "a-txt-and-1-more.csv"
    assert answer["at"] == f"gradio_api/file={tmp_path}/gradio/taken/{id}/a-txt-and-1-more.csv"
    assert asks("delete", id=id) == {}


@pytest.mark.parametrize("path", ["/etc/passwd", "{gradio}/../secret", "{gradio}", "{gradio}/link", "", 7])
def test_a_file_that_was_not_uploaded_is_not_taken(asks, batches, tmp_path, path):
    (tmp_path / "secret").write_text("A cat.")
    os.symlink(tmp_path / "secret", tmp_path / "gradio" / "link")
    given = path.format(gradio=tmp_path / "gradio") if isinstance(path, str) else path
    answer = asks("start", files=[{"name": "a.txt", "path": given}], by="Eve")
    assert answer == {"error": "A.txt: it did not arrive; choose it again."}
    assert (tmp_path / "secret").exists()
    assert batches.every() == []


def test_a_disk_that_is_full_is_told_without_places(asks, batches, files, monkeypatch, tmp_path):
    id = finished(batches, files({"a.txt": "A cat."}))["id"]

    def full(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    monkeypatch.setattr("mtassist.web.intake.shutil.move", full)
    (tmp_path / "gradio" / "x").write_text("A cat.")
    assert asks("start", files=[{"name": "a.txt", "path": str(tmp_path / "gradio" / "x")}]) == {
        "error": "The files cannot be kept: No space left on device; make room on the server."
    }
    said = asks("take", id=id, kind="csv")["error"]
    assert said == f"Taken/{id}/a-txt.csv: not written: No space left on device."
    assert [batch["id"] for batch in batches.every()] == [id]


@pytest.mark.parametrize("asked", [{}, {"id": None}, {"id": ["x"]}, {"id": "x", "number": "y"}, {"files": "ab"}])
def test_nonsense_from_a_script_is_refused_in_words(asks, asked):
    for name in ("start", "look", "cancel", "resume", "delete", "open", "take"):
        assert asks(name, **asked)["error"].endswith(".")


# A file of one article, for Review


def test_a_file_of_one_article_is_its_text_and_how_it_was_read():
    assert uploaded.read("a.txt", b"A cat.") == {"text": "A cat.", "note": ""}
    told = uploaded.read("C:\\night\\b.md", "Größe: A cat sat on the mat.".encode("cp1252"))
    assert told["text"].startswith("Größe")
    assert told["note"].startswith("read as ")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("../x.zip", b"PK", "^x.zip: a file of one article is wanted"),
        ("a.txt", b" ", "^a.txt: empty"),
        ("a.docx", b"PK", "^a.docx: not a .docx file"),
        ("", b"A cat.", "^unnamed: a file of one article is wanted"),
    ],
)
def test_a_file_that_is_none_of_one_article_is_refused_with_its_reason(name, content, says):
    with pytest.raises(InputError, match=says):
        uploaded.read(name, content)


# Rules & history


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
    shown = [row for row in tables.rules(plugins.rules(), pinned) if row[0].startswith("a.")]
    assert shown == [
        ["a.cat", "minor", "Finds cat.", "75%", "8", "0.050"],
        ["a.dog", "major", "Finds dog.", "", "", "0.000"],
    ]
    assert tables.rules(plugins.rules(), Pinned())[0][3:] == ["", "", ""]


def test_rules_are_found_by_any_of_their_words():
    rows = [["quotes.comma", "minor", "A comma"], ["quotes.extra", "major", "A mark"]]
    assert tables.holding(rows, "QUOTES major") == rows[1:]
    assert tables.holding(rows, " ") == rows
