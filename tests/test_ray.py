"""Scoring on a Ray cluster: the bytes of the local engine, whoever is killed; without Ray or its cluster, one line."""

import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from itertools import count
from multiprocessing import Pipe
from pathlib import Path

import pytest
from conftest import SCORE, SENTENCES

from mtassist import ConfigError
from mtassist.batch import cluster
from mtassist.batch.engine import Recipe, run
from mtassist.batch.scoring import Asked, score
from mtassist.batch.units import Unit
from mtassist.cli import main
from mtassist.errors import WorkLost

JOURNAL = Path(".out.jsonl.journal")
on_a_cluster = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not there: pip install 'mtassist[ray]'"),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to find the workers"),
]


@pytest.fixture
def long(tmp_path, monkeypatch):
    """A long file, and what the local engine makes of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    rng = random.Random(7)
    lines = (" ".join(rng.sample(SENTENCES, 2)) for _ in range(4_000))
    Path("long.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert main(["score", "-t", "long.txt", "--workers", "2", "-o", "whole.jsonl"]) == 0
    return Path("whole.jsonl").read_bytes()


def started(*arguments):
    return subprocess.Popen(
        [*SCORE, "-t", "long.txt", "-o", "out.jsonl", "--engine", "ray", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def until_it_grows(process, size):
    """Wait for results."""
    end = time.monotonic() + 240
    while not (JOURNAL.exists() and JOURNAL.stat().st_size > size):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.05)


def running():
    """Every process: number → parent and command. Those that only wait to be buried are left out."""
    found = {}
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit():
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
                if state != "Z":
                    found[int(folder.name)] = int(parent), (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:  # it has ended meanwhile
            continue
    return found


def below(ancestor):
    """The processes that another one has started, and those that these have started."""
    everybody = running()
    family, before = {ancestor}, 0
    while len(family) > before:
        before = len(family)
        family |= {number for number, (parent, _) in everybody.items() if parent in family}
    return {number: everybody[number][1] for number in family - {ancestor} if number in everybody}


def address(home):
    """Where a cluster listens that has just been started."""
    known, end = Path(home, "ray_current_cluster"), time.monotonic() + 60
    while not known.exists():
        assert time.monotonic() < end
        time.sleep(0.2)
    return known.read_text()


def killed_at_work(number):
    """Kill a worker of Ray that is busy: halted first, so that it cannot be done before it is killed."""
    command = Path(f"/proc/{number}/cmdline")
    try:
        if not command.read_text().startswith("ray::Map"):
            return False
        os.kill(number, signal.SIGSTOP)
        busy = command.read_text().startswith("ray::Map")
        os.kill(number, signal.SIGKILL if busy else signal.SIGCONT)
        return busy
    except OSError:  # it has ended meanwhile
        return False


def gone(numbers, within=30):
    end = time.monotonic() + within
    while (left := set(numbers) & set(running())) and time.monotonic() < end:
        time.sleep(0.1)
    return not left


class TestOnACluster:
    pytestmark = on_a_cluster

    def test_killed_workers_change_nothing_and_nobody_is_left(self, long):
        def cut(groups, done, total):
            for number, group in enumerate(groups):
                yield group
                if number == 99:
                    raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            score(Asked(systems=("long.txt",), output="out.jsonl"), cut)  # begun by the local engine
        begun = JOURNAL.stat().st_size
        process = started("--workers", "3", "--resume")
        killed = 0
        while not killed:  # the first who begins
            assert process.poll() is None, process.communicate()
            killed += any(map(killed_at_work, below(process.pid)))
        until_it_grows(process, begun)
        family = below(process.pid)
        while process.poll() is None and killed < 3:  # and others, later
            killed += any(map(killed_at_work, below(process.pid)))
        out, err = process.communicate(timeout=240)
        assert (process.returncode, err) == (0, "")
        assert out.splitlines()[1].split()[:2] == ["long.txt", "4,000"]  # the table, and nothing of Ray's
        assert Path("out.jsonl").read_bytes() == long
        assert gone(family)
        folder = next(word for command in family.values() for word in command.split() if "/mtassist-ray-" in word)
        assert not Path("/", *Path(folder.partition("=")[2] or folder).parts[1:3]).exists()

    def test_a_cluster_that_goes_away_is_one_line_and_another_engine_goes_on(self, long, monkeypatch):
        monkeypatch.setenv("RAY_gcs_rpc_server_reconnect_timeout_s", "5")  # it would wait for a minute
        monkeypatch.setenv("RAY_AUTH_MODE", "token")
        monkeypatch.setenv("RAY_AUTH_TOKEN", "0123456789abcdef" * 4)
        home = f"/tmp/mtassist-test-{os.getpid()}"  # the names of sockets must be short
        start = (sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--port=0", "--num-cpus=2")
        quiet = ("--include-dashboard=false", "--disable-usage-stats", f"--temp-dir={home}", "--block")
        head = subprocess.Popen([*start, *quiet], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            monkeypatch.setenv("RAY_ADDRESS", address(home))
            process = started("--workers", "2")
            until_it_grows(process, 1_000)
            for number, command in below(head.pid).items():
                if "gcs_server" in command or "raylet/raylet" in command:
                    os.kill(number, signal.SIGKILL)
            out, err = process.communicate(timeout=240)
        finally:
            head.terminate()
            head.wait(60)
            shutil.rmtree(home, ignore_errors=True)
        assert (process.returncode, out) == (2, "")
        assert err.startswith("error: the Ray cluster ")
        assert err.endswith("; what was scored is kept: go on with --resume\n")
        assert err.count("\n") == 1
        assert not Path("out.jsonl").exists()
        assert main(["score", "-t", "long.txt", "-o", "out.jsonl", "--resume"]) == 0
        assert Path("out.jsonl").read_bytes() == long


def test_without_ray_the_error_says_how_to_get_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "ray", None)
    Path("a.txt").write_text("Nobody saw the the fire.\n")
    assert main(["score", "-t", "a.txt", "--engine", "ray", "-o", "out.jsonl"]) == 2
    assert capsys.readouterr().err == "error: --engine ray needs ray, which is not there: pip install 'mtassist[ray]'\n"
    assert not Path("out.jsonl").exists()


def test_the_input_is_read_one_window_ahead_and_no_further():
    read = []
    chunks = (read.append(n) or [(Unit("a", n, "word", f"a:{n}"),)] for n in count())
    ahead = cluster._Ahead(chunks, workers=2)
    ahead.fill()
    assert len(read) == len(ahead.held) == 2 * cluster.CHUNKS
    assert not ahead.add()
    assert [pickle.loads(chunk)[0][0].segment for chunk in ahead.take()] == list(range(2 * cluster.CHUNKS))
    long = ([(Unit("a", n, "word " * 200_000, f"a:{n}"),)] for n in count())
    assert len(cluster._Ahead(long, workers=1).take()) == 16  # no more than fits in memory


def test_a_driver_that_fails_or_ends_is_an_error_in_one_line():
    with pytest.raises(WorkLost, match="the Ray cluster failed: ValueError: no"):
        cluster._results(cluster.ERROR + b"ValueError: no")
    with pytest.raises(ConfigError, match="install the same"):  # an error of ours comes through as it is
        cluster._results(cluster.RESULTS + pickle.dumps(ConfigError("install the same")))
    ours, theirs = Pipe()
    theirs.close()
    with pytest.raises(WorkLost, match="the Ray cluster is gone"):
        cluster._received(ours)


def test_a_machine_with_other_rules_is_not_trusted():
    chunk = pickle.dumps([(Unit("a", 0, "The the end.", "a:1"),)])
    found = pickle.loads(cluster._score({"chunk": chunk}, Recipe(), "mtassist:0|rules:0")["results"])
    assert str(found).startswith("the cluster has mtassist:")


def test_a_chunk_gives_what_the_local_engine_gives():
    from mtassist.formats import report

    groups = [(Unit("a", n, sentence, f"a:{n}"),) for n, sentence in enumerate(SENTENCES)]
    made = cluster._score({"chunk": pickle.dumps(groups)}, Recipe(), report.signature())
    assert pickle.loads(made["results"]) == list(run(groups, Recipe()))


@pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not there: pip install 'mtassist[ray]'")
def test_a_cluster_that_does_not_answer_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER", 0.01)
    with pytest.raises(WorkLost, match=r"no Ray cluster has answered for 0\.01 seconds"):
        next(cluster.run(iter(()), Recipe(), 1))
