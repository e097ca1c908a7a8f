"""Scoring: the numbers are sacreBLEU's, the order is that of the input, and an interrupted run ends as any other."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mtassist import ConfigError, InputError
from mtassist.batch import units
from mtassist.batch.engine import Recipe
from mtassist.batch.journal import Journal, count, groups
from mtassist.batch.measures import Points, chosen
from mtassist.batch.scoring import Asked, fails, score
from mtassist.cli import main

GOOD = ["The ferry left at noon.", "Two sailors were hurt.", "Nobody saw the the fire.", "It rained on Sunday."]
POOR = [
    "The ferry left on midday.",
    "Two sailor is hurt.",
    "The the fire nobody has seen seen.",
    "On Sunday rained it.",
]
RIGHT = ["The ferry left at noon.", "Two sailors were injured.", "Nobody saw the fire.", "On Sunday it rained."]


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, lines in {"good": GOOD, "poor": POOR, "ref": RIGHT}.items():
        write(f"{name}.txt", lines)
    return tmp_path


def write(name, lines):
    Path(name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def run(*systems, metrics=("mqm",), output="out.jsonl", **more):
    refs = tuple(more.pop("references", ()))
    recipe = Recipe(metrics=metrics, references=len(refs), **{k: more.pop(k) for k in ("weights",) if k in more})
    ends = score(Asked(systems=systems, references=refs, recipe=recipe, output=output, **more))
    return ends, [json.loads(line) for line in Path(output).read_text(encoding="utf-8").splitlines()]


def test_a_line_a_segment_and_at_the_end_one_a_system(files):
    ends, lines = run("good.txt", "poor.txt")
    assert [(line["system"], line["segment"]) for line in lines[:8]] == [
        *(("good.txt", n) for n in range(4)),
        *(("poor.txt", n) for n in range(4)),
    ]
    assert lines[2]["findings"] == {"repetition.word": 1}
    assert lines[2]["issues"][0]["text"] == "the the"
    assert [(line["system"], line["segment"]) for line in lines[8:]] == [("good.txt", None), ("poor.txt", None)]
    assert lines[-1]["signatures"] == {"mqm": "mqm|weights:wmt|unit:1000-words|v:1"}
    assert ends[0].words == sum(len(line.split()) for line in GOOD)


@pytest.mark.parametrize("name", ["bleu", "chrf", "ter"])
@pytest.mark.parametrize("references", [("ref.txt",), ("ref.txt", "good.txt")])
def test_the_numbers_are_those_of_sacrebleu(files, name, references):
    from sacrebleu.metrics import BLEU, CHRF, TER

    theirs = {"bleu": BLEU(), "chrf": CHRF(word_order=2), "ter": TER()}[name]
    refs = [Path(path).read_text().splitlines() for path in references]
    wanted = theirs.corpus_score(POOR, refs)
    _, lines = run("poor.txt", metrics=(name,), references=references)
    assert lines[-1]["scores"] == {name: wanted.score}
    assert lines[-1]["signatures"] == {name: f"{name}|{theirs.get_signature()}"}
    each = [theirs.sentence_score(line, [ref[n] for ref in refs]).score for n, line in enumerate(POOR)]
    assert [line["scores"][name] for line in lines[:4]] == each


def test_hter_is_ter_against_the_post_edit(files):
    _, lines = run("poor.txt", metrics=("hter",), edited="ref.txt")
    _, other = run("poor.txt", metrics=("ter",), references=("ref.txt",), output="other.jsonl")
    assert lines[-1]["scores"]["hter"] == other[-1]["scores"]["ter"]


def test_lines_of_one_document_are_read_together(files):
    write("open.txt", ['He said: "The road is closed.', "It stays so.", 'Until May." Nobody believed it.'])
    write("docs.txt", ["a", "a", "a"])
    _, alone = run("open.txt")
    _, together = run("open.txt", documents="docs.txt", output="docs.jsonl")
    assert any("quotes.unpaired" in line["findings"] for line in alone[:3])
    assert not any("quotes.unpaired" in line["findings"] for line in together[:3])
    assert (together[3]["document"], together[3]["segment"]) == ("a", None)


def test_unequal_files_are_refused_with_both_counts(files):
    write("short.txt", RIGHT[:3])
    with pytest.raises(InputError, match=r"good.txt 4, short.txt 3"):
        run("good.txt", references=("short.txt",), metrics=("bleu",))
    assert not Path("out.jsonl").exists()


def test_what_cannot_be_scored_keeps_its_place_and_says_why(files):
    Path("odd.txt").write_bytes(b"Good.\n\nb\xe4d\nn\0l\n" + b"x" * (units.LINE + 10) + b"\nLast.")
    ends, lines = run("odd.txt")
    assert [line.get("problem", "") for line in lines[:-1]] == [
        "",
        "odd.txt:2: empty",
        "odd.txt:3: no UTF-8 at byte 2",
        "odd.txt:4: holds NUL characters: no text",
        "odd.txt:5: longer than 1,000,000 characters",
        "",
    ]
    assert (ends[0].segments, ends[0].problems, lines[-1]["problems"]) == (6, 4, 4)


def test_workers_change_nothing_but_the_time(files):
    write("many.txt", GOOD * 40)
    run("many.txt")
    run("many.txt", output="two.jsonl", workers=2)
    assert Path("out.jsonl").read_bytes() == Path("two.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"metrics": ("bleu",)}, "bleu needs a reference: -r FILE"),
        ({"metrics": ("hter",)}, "hter needs a post-edit"),
        ({"metrics": ("comet",)}, "unknown metric 'comet'"),
        ({"weights": "mine"}, "unknown weights 'mine'"),
        ({"output": "good.txt"}, "is one of the inputs"),
    ],
)
def test_what_cannot_be_measured_is_refused_before_anything_is_read(files, more, said):
    with pytest.raises(ConfigError, match=said):
        run("good.txt", **more)
    assert Path("good.txt").read_text() == "".join(f"{line}\n" for line in GOOD)


def test_weights(files):
    from mtassist import check

    issues = check("Nobody saw the the fire fire.").issues
    unit = units.Unit("s", 0, "Nobody saw the the fire fire.", "s:1")
    points = {name: Points(name).counts(unit, issues)[0] for name in ("wmt", "xcomet", "gemba", "matecat")}
    assert points["wmt"] == points["xcomet"] == points["gemba"] == 2
    assert points["matecat"] == 1
    assert Points("gemba").counts(unit, issues * 9)[0] == 5  # five errors at most
    assert Points("xcomet").counts(unit, issues * 99)[0] == 25


def test_the_interval_holds_the_value_and_narrows(files):
    (points,) = chosen(["mqm"])
    few, many = (1.0, 100.0, 1.0, 10.0, 1_000.0, 10.0), (100.0, 10_000.0, 100.0, 1_000.0, 100_000.0, 1_000.0)
    (low, high), (tight, close) = points.interval(few), points.interval(many)
    assert low <= points.value(few) <= high
    assert close - tight < high - low


def test_a_line_to_pass(files):
    (good,), _ = run("good.txt")
    assert fails(good, Recipe(), 10.0)
    assert not fails(good, Recipe(), 1_000.0)
    assert main(["score", "-t", "good.txt", "--fail-under", "10", "-o", "x.jsonl"]) == 1
    assert main(["score", "-t", "good.txt", "-o", "x.jsonl"]) == 0


def test_formats(files, capfdbinary):
    assert main(["score", "-t", "good.txt", "-r", "ref.txt", "-m", "bleu", "--format", "text"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"good.txt\tbleu|nrefs:1|case:mixed|")
    assert main(["score", "-t", "good.txt", "-t", "poor.txt", "--to-json", "c.json"]) == 0
    made = json.loads(Path("c.json").read_text())
    assert [len(segments) for segments in made.values()] == [4, 4]
    assert main(["score", "-t", "good.txt", "poor.txt", "-r", "ref.txt", "-m", "bleu", "--to-json", "d.json"]) == 0
    assert list(json.loads(Path("d.json").read_text())) == ["good.txt", "poor.txt"]
    for name in ("=evil.txt", "＝evil.txt"):  # a spreadsheet takes either sign for that of a formula
        write(name, ["=1+1", "Fine."])
        assert main(["score", "-t", name, "--format", "csv", "-o", "c.csv"]) == 0
        assert Path("c.csv").read_text().splitlines()[1].startswith(f"'{name},0,")


def test_a_journal_of_another_run_is_not_gone_on_with(files):
    Journal(Path(".out.jsonl.journal"), "other", resume=False).close(finished=False)
    with pytest.raises(ConfigError, match="made from other input"):
        run("good.txt", resume=True)


def test_a_journal_gives_back_what_it_was_given(tmp_path):
    journal = Journal(tmp_path / "journal", "run", resume=False)
    common = {"system": "a\tb", "segment": 0, "document": None, "scores": {"mqm": 0.1 + 0.2}}
    first = [common | {"note": "ü\t\n\u2028\ud800", "counts": {"mqm": [1, 2.5]}, "shown": {"text": "\tx\n"}}]
    second = [common | {"counts": {}}, common | {"segment": None}]
    journal.add(first)
    journal.add(second)
    assert list(journal.results()) == first + second
    lines = list(journal.lines())
    assert not any(b"\t" in line for line in lines)
    assert list(map(json.loads, lines)) == [common | {"note": first[0]["note"]}, common, second[1]]
    journal.close(finished=False)
    assert list(groups(tmp_path / "journal")) == [first, second]
    assert Journal(tmp_path / "journal", "run", resume=True).done == count(tmp_path / "journal") == 2


def test_what_was_half_written_is_done_again(files):
    run("good.txt", output="whole.jsonl")
    asked = Asked(systems=("good.txt",), output="cut.jsonl", resume=True)
    for torn in (b"", b'{"schema"', None):
        path = Path(".cut.jsonl.journal")
        if torn is None:
            journal = Journal(path, asked.name(), resume=False)
            journal.add([{"system": "good.txt", "segment": 0, "document": None, "scores": {"mqm": 7}, "counts": {}}])
            journal.close(finished=False)
            torn = path.read_bytes()[:-9]
        path.write_bytes(torn)
        score(asked)
        assert Path("cut.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()


def test_an_output_that_cannot_be_written_is_said_and_nothing_is_lost(files):
    with pytest.raises(InputError, match="there is no folder"):
        run("good.txt", output="nowhere/out.jsonl")
    if Path("/dev/full").exists():
        assert main(["score", "-t", "good.txt", "-o", "/dev/full"]) == 2


def cut_off(command, after):
    """Start, kill at some moment, and say whether it was still at work."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    alive = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return alive


def test_what_a_killed_run_left_of_writing_its_output_is_swept_away(files):
    for name in (".s[1].jsonl.0a1b2c3d.part", ".s[1].jsonl.kept", ".s1.jsonl.0a1b2c3d.part"):
        write(name, ["half"])
    run("good.txt", output="s[1].jsonl")
    assert {path.name for path in files.glob(".s*")} == {".s[1].jsonl.kept", ".s1.jsonl.0a1b2c3d.part"}


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_killed_twenty_times_the_output_is_the_same(files):
    rng = random.Random(7)
    write("long.txt", [" ".join(rng.sample(GOOD + POOR, 3)) for _ in range(3_000)])
    command = [sys.executable, "-m", "mtassist", "score", "-t", "long.txt", "--workers", "2", "-o"]
    begin = time.perf_counter()
    subprocess.run([*command, "whole.jsonl"], check=True, capture_output=True)
    took = time.perf_counter() - begin
    cut = sum(cut_off([*command, "cut.jsonl", "--resume"], rng.uniform(0.3, 1.0) * min(took, 4)) for _ in range(20))
    assert cut >= 5
    subprocess.run([*command, "cut.jsonl", "--resume"], check=True, capture_output=True)
    assert Path("cut.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()
    assert not list(files.glob(".cut*"))
