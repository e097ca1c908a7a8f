"""What harms a run: hostile files, full disks, Ctrl-C, kill -9, lost workers. One line says it; no output is half."""

import io
import os
import random
import signal
import struct
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import SCORE, SENTENCES

from mtassist import InputError
from mtassist.batch import processes, reading
from mtassist.batch.engine import Recipe
from mtassist.cli import main
from mtassist.errors import WorkLost

posix = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs signals, and /proc to see who is left")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A long file, and what an undisturbed run makes of it."""
    folder = tmp_path_factory.mktemp("whole")
    rng = random.Random(7)
    lines = (" ".join(rng.sample(SENTENCES, 3)) for _ in range(1_500))
    (folder / "long.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    subprocess.run([*SCORE, "-t", "long.txt", "-o", "out.jsonl"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("few.txt").write_text("".join(f"{line}\n" for line in SENTENCES * 20), encoding="utf-8")


@pytest.fixture
def long(whole):
    Path("long.txt").symlink_to(whole / "long.txt")
    return (whole / "out.jsonl").read_bytes()


def said(captured):
    """The one line that a person reads."""
    lines = captured.readouterr().err.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


# --- what cannot be read or written is said at once


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
@pytest.mark.parametrize(
    ("given", "error"),
    [
        (["-t", "pipe.txt"], "pipe.txt: no plain file, and it is read more than once; save it to one first"),
        (["-t", "few.txt", "-s", "pipe.txt"], "pipe.txt: no plain file, and it is read more than once"),
        (["-t", "/dev/zero"], "/dev/zero: no plain file"),
        (["pipe.txt"], "pipe.txt: no plain file"),
    ],
)
def test_what_has_no_end_is_not_begun(given, error, capsys):
    os.mkfifo("pipe.txt")
    assert main(["score", *given]) == 2
    assert error in said(capsys)


@pytest.mark.parametrize(
    ("output", "error"),
    [
        ("folder", "--output folder is a folder; name a file in it"),
        ("gone/out.jsonl", "gone/out.jsonl: not written: there is no folder gone"),
        ("few.txt/out.jsonl", "few.txt/out.jsonl: not written: there is no folder few.txt"),
    ],
)
def test_an_output_that_cannot_be_is_said_before_anything_is_scored(output, error, capsys):
    Path("folder").mkdir()
    assert main(["score", "-t", "few.txt", "-o", output]) == 2
    assert error in said(capsys)
    assert sorted(os.listdir()) == ["few.txt", "folder"]


def test_an_output_that_may_not_be_replaced_is_said_before_anything_is_scored(capsys, monkeypatch):
    Path("out.jsonl").write_text("old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write anywhere
    assert main(["score", "-t", "few.txt", "-o", "out.jsonl"]) == 2
    assert said(capsys) == "error: out.jsonl: not written: you lack the permission; name another file"
    assert Path("out.jsonl").read_text() == "old"


# --- a full disk


@contextmanager
def disk_of(size):
    """No file grows beyond some bytes: how a full disk looks to a program."""
    resource = pytest.importorskip("resource", reason="needs limits on the size of files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("workers", ["1", pytest.param("2", marks=pytest.mark.slow)])
def test_a_full_disk_is_one_line_and_the_run_goes_on_when_there_is_room(workers, capsys):
    command = ["score", "-t", "few.txt", "-o"]
    assert main([*command, "whole.jsonl"]) == 0
    capsys.readouterr()
    with disk_of(8_000):
        assert main([*command, "out.jsonl", "--workers", workers]) == 2
    assert "out.jsonl.journal: not written: File too large; make room, and go on with --resume" in said(capsys)
    assert not Path("out.jsonl").exists()
    assert main([*command, "out.jsonl", "--resume"]) == 0
    assert Path("out.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()


def test_a_disk_that_is_full_at_the_end_leaves_the_old_output_whole(capsys, monkeypatch):
    Path("out.jsonl").write_text("old")

    def full(file):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)  # only the output is waited for
        assert main(["score", "-t", "few.txt", "-o", "out.jsonl"]) == 2
    assert said(capsys) == "error: out.jsonl: not written: No space left on device"
    assert Path("out.jsonl").read_text() == "old"
    assert sorted(os.listdir()) == [".out.jsonl.journal", "few.txt", "out.jsonl"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_standard_output_that_is_full_is_one_line():
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*SCORE, "-t", "few.txt"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error: standard output: not written: No space left on device")
    assert done.stderr.count("\n") == 1


def test_no_room_for_the_ids_that_were_seen_is_one_line(monkeypatch):
    Path("a.csv").write_text("id,text\n" + "".join(f"{n},Text {n}.\n" for n in range(9_000)))

    class Tiny(reading._Seen):
        def __init__(self):
            super().__init__()
            self._held.execute("PRAGMA max_page_count=20")

    monkeypatch.setattr(reading, "_Seen", Tiny)
    with pytest.raises(InputError, match="no room for temporary files"):
        list(reading.units_of(["a.csv"]))


# --- hostile files


OF_ITSELF = """
import sys
from pathlib import Path
from mtassist.cli import main
code = main(["score", *sys.argv[1:]])
Path("status.txt").write_text(Path("/proc/self/status").read_text())
sys.exit(code)
"""


def measured(*arguments, stdin=None):
    """Exit status, what was said, seconds, and the most bytes that were in memory.

    The run tells its own memory: what its parent would be told counts the parent's, from before it became the run.
    """
    begin = time.perf_counter()
    with open("err.txt", "wb") as err, open("stdout.txt", "wb") as out:
        command = [sys.executable, "-c", OF_ITSELF, *arguments]
        done = subprocess.run(command, stdin=stdin, stdout=out, stderr=err, check=False)
    lines = Path("status.txt").read_text().splitlines()
    Path("status.txt").unlink()
    peak = next(1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    return done.returncode, Path("err.txt").read_text(), time.perf_counter() - begin, peak


@pytest.mark.slow
@posix
@pytest.mark.parametrize(
    ("name", "head", "good", "given"),
    [
        ("line.txt", b"", b"\nThe the end.\n", ["-t", "line.txt"]),
        ("line.txt", b"", b"\nThe the end.\n", ["-"]),
        ("line.csv", b"text,source\n", b",x\nThe the end.,x\n", ["line.csv"]),
        ("line.jsonl", b'{"text": "', b'"}\n{"text": "The the end."}\n', ["line.jsonl"]),
        ("line.po", b'msgid "x"\nmsgstr "', b'"\n\nmsgid "y"\nmsgstr "The the end."\n', ["line.po"]),
    ],
    ids=["lines", "stdin", "csv", "jsonl", "po"],
)
def test_a_line_of_a_gigabyte_is_a_problem_and_the_next_is_scored(name, head, good, given):
    with open(name, "wb") as file:  # full of holes, so that it takes no room
        file.write(head)
        file.seek(1 << 30, os.SEEK_CUR)
        file.write(good)
    with open(name, "rb") as stdin:
        status, err, took, peak = measured(*given, "--no-issues", stdin=stdin)
    out = Path("stdout.txt").read_text()
    assert (status, err) == (0, "")
    assert out.count('"problem": "') == 1
    assert '"findings": {"repetition.word": 1}' in out
    assert peak < 250_000_000  # 120 MB where this was written, as for one short line
    assert took < 60


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
XML = "<!DOCTYPE xliff [{}]><xliff><file><body><trans-unit><target>&l9;</target></trans-unit></body></file></xliff>"


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.slow
@posix
def test_a_folder_full_of_harm_is_scored_in_bounded_time_and_memory():
    Path("secret.txt").write_text("The password is swordfish.")
    zeros = b"\0" * 200_000_000
    harm = {
        "bomb.zip": zipped({"bomb.csv": zeros}),
        "bomb.docx": zipped({"word/document.xml": zeros, "[Content_Types].xml": "<Types/>"}),
        "external.xlf": XML.format(f'<!ENTITY l9 SYSTEM "file://{Path("secret.txt").resolve()}">').encode(),
        "laughs.xlf": XML.format(f'<!ENTITY l0 "ha">{LAUGHS}').encode(),
        "nuls.txt": b"The\0 the\0 end" * 100,
        "path.zip": zipped({"../../evil.txt": "The the end.", "/tmp/evil.txt": "It rained."}),
        "zip.zip": zipped({"a.zip": zipped({"a.txt": "The the end."})}),
    }
    del zeros
    Path("harm").mkdir()
    for name, content in harm.items():
        Path("harm", name).write_bytes(content)
    Path("harm/good.txt").write_text("Nobody saw the the fire.")
    status, err, took, peak = measured("harm", "-o", "out.jsonl")
    assert (status, err) == (0, "")
    lines = Path("out.jsonl").read_text().splitlines()
    for name in {*harm} - {"path.zip"}:
        assert any(f'"problem": "harm/{name}' in line for line in lines), name
    assert sum('"repetition.word": 1' in line for line in lines[:-1]) == 2  # good.txt and what lies in path.zip
    assert "swordfish" not in Path("out.jsonl").read_text()
    written = {str(path) for path in Path().rglob("*") if path.is_file() and path.parent.name != "harm"}
    assert written == {"err.txt", "few.txt", "out.jsonl", "secret.txt", "stdout.txt"}
    assert peak < 400_000_000
    assert took < 60


# --- Ctrl-C, kill -9, a closed pipe


def begun(*arguments):
    """A run that is at work: its journal grows. It leads a session of its own."""
    process = subprocess.Popen(
        [*SCORE, "-t", "long.txt", "-o", "out.jsonl", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    journal, end = Path(".out.jsonl.journal"), time.monotonic() + 60
    while not (journal.exists() and journal.stat().st_size > 5_000):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)
    return process


def alive(session):
    """The processes of a session, without those that only wait to be buried: number → command."""
    found = {}
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit():
                state, _, _, of = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
                if int(of) == session and state != "Z":
                    found[int(folder.name)] = (folder / "cmdline").read_text()
        except OSError:  # it has ended meanwhile
            continue
    return found


def emptied(session, within=10):
    end = time.monotonic() + within
    while alive(session) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(session)


def goes_on(wanted):
    """The run is gone on with, and nothing shows that it was cut off."""
    assert not Path("out.jsonl").exists()
    assert not list(Path().glob(".*.part"))
    assert main(["score", "-t", "long.txt", "-o", "out.jsonl", "--resume"]) == 0
    assert Path("out.jsonl").read_bytes() == wanted
    assert not list(Path().glob(".*"))


@pytest.mark.slow
@posix
@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_is_one_line_leaves_nobody_behind_and_can_be_gone_on_with(workers, long):
    process = begun("--workers", workers)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert err == "note: stopped; what was scored is kept: go on with --resume\n"
    assert emptied(process.pid)
    goes_on(long)


@pytest.mark.slow
@posix
def test_workers_leave_with_a_run_that_was_killed(long):
    process = begun("--workers", "2")
    assert len(alive(process.pid)) >= 3
    process.kill()
    process.communicate()
    assert emptied(process.pid)
    goes_on(long)


@pytest.mark.slow
@posix
def test_a_worker_that_was_killed_is_one_line(long):
    process = begun("--workers", "2")
    workers = [number for number, command in alive(process.pid).items() if "spawn_main" in command]
    os.kill(workers[0], signal.SIGKILL)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (2, "")
    assert err == (
        "error: a worker process died; it was killed, or there was too little memory; "
        "what was scored is kept: go on with --resume\n"
    )
    assert emptied(process.pid)
    goes_on(long)


def half_a_message(pipe, recipe):
    pipe.recv()
    os.write(pipe.fileno(), struct.pack("!i", 1_000) + b"half")
    os._exit(1)


@posix
def test_a_worker_that_dies_while_it_sends_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(processes, "_begin", half_a_message)
    with pytest.raises(WorkLost, match="a worker process died"):
        list(processes.run([[]] * 3, Recipe(), 2))


@pytest.mark.slow
@posix
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_pipe_that_nobody_reads_ends_the_run_in_silence(workers, long):
    process = subprocess.Popen(
        [*SCORE, "-t", "long.txt", "--workers", workers],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout.readline().startswith(b'{"system": "long.txt"')
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(20) == 1
    assert emptied(process.pid)
