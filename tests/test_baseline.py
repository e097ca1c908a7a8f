"""What is new since an earlier run: said exactly, and not said at all where it cannot be known."""

import json
from pathlib import Path

import pytest

from mtassist import ConfigError, InputError
from mtassist.batch import baseline
from mtassist.batch.baseline import Baseline, Moved, Turn
from mtassist.batch.engine import Recipe
from mtassist.batch.scoring import Asked, score
from mtassist.cli import main

THEN = ["The ferry left left at noon.", "Two sailors were hurt.", "Nobody saw the the fire.", "It rained on Sunday."]
NOW = ["The ferry left at noon.", "Two sailors sailors were hurt.", "Nobody saw the the fire.", "It rained on Sunday."]
RIGHT = ["The ferry left at noon.", "Two sailors were injured.", "Nobody saw the fire.", "On Sunday it rained."]


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    write("ref.txt", RIGHT)
    return tmp_path


def write(name, lines):
    Path(name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def run(systems, output, *, metrics=("mqm",), earlier=None, **more):
    """Score systems by their names and lines; what is new since an earlier output."""
    for name, lines in systems.items():
        write(name, lines)
    refs = ("ref.txt",) if {"chrf", "bleu", "ter"} & set(metrics) else ()
    recipe = Recipe(metrics=metrics, references=len(refs), **more)
    told = []
    asked = Asked(systems=tuple(systems), references=refs, recipe=recipe, output=output, baseline=earlier)
    score(asked, tell=told.append)
    return told[0] if told else None


def since(then, now, **more):
    run({"a.txt": then}, "then.jsonl", **more)
    news = run({"a.txt": now}, "now.jsonl", earlier="then.jsonl", **more)
    (system,) = news.systems
    return system


def test_findings_are_new_gone_or_the_same():
    assert since(THEN, NOW).turns == [Turn("repetition.word", before=2, now=2, kept=1)]
    (turn,) = since(THEN, NOW).turns
    assert (turn.new, turn.gone) == (1, 1)
    assert since(THEN, THEN).turns == [Turn("repetition.word", 2, 2, 2)]


def test_another_finding_of_the_same_rule_in_the_same_place_is_new():
    (turn,) = since(["He left left."], ["He went went."]).turns
    assert (turn.new, turn.gone) == (1, 1)
    (turn,) = since(["He left left."], ["He went went."], keep_issues=False).turns  # their texts were not written
    assert (turn.new, turn.gone) == (0, 0)


def test_totals_and_the_segments_that_changed_most():
    system = since(THEN, NOW)
    assert system.scores == {"mqm": (pytest.approx(2000 / 19), pytest.approx(2000 / 19))}
    assert (system.better, system.worse) == (1, 1)
    assert system.moved == [Moved(1, 0.0, 200.0), Moved(0, pytest.approx(1000 / 6), 0.0)]


def test_better_is_higher_where_higher_is_better():
    system = since(THEN, NOW, metrics=("chrf", "mqm"))
    assert system.metric == "chrf"
    assert sorted(moved.segment for moved in system.moved) == [0, 1]
    assert (system.better, system.worse) == (1, 1)


def test_only_so_many_segments_are_kept(monkeypatch):
    monkeypatch.setattr(baseline, "MOVED", 2)
    then = ["It rained on Sunday."] * 9
    now = ["It " + "rained " * (n + 1) + "on Sunday." for n in range(9)]
    system = since(then, now)
    assert system.worse == 8
    assert [moved.now for moved in system.moved] == sorted((moved.now for moved in system.moved), reverse=True)
    assert len(system.moved) == 2


def test_what_got_better_counts_as_much_as_what_got_worse(monkeypatch):
    monkeypatch.setattr(baseline, "MOVED", 1)
    long = "The ferry left for the island at noon on Sunday"
    system = since(["It rained rained.", f"{long}."], ["It rained.", f"{long} {long.lower()} {long.lower()} Sunday."])
    assert [moved.segment for moved in system.moved] == [0]
    assert (system.better, system.worse) == (1, 1)


def test_another_number_of_segments_is_said_and_everything_is_counted():
    system = since(THEN, NOW[:2])
    assert (system.segments, system.paired) == ((4, 2), 2)
    assert system.turns == [Turn("repetition.word", before=2, now=1, kept=0)]
    system = since(THEN[:1], NOW)
    assert (system.segments, system.paired) == ((1, 4), 1)
    assert system.turns == [Turn("repetition.word", before=1, now=2, kept=0)]


def test_systems_that_are_gone_or_new_are_said():
    run({"a.txt": THEN, "b.txt": THEN}, "then.jsonl")
    news = run({"a.txt": NOW, "c.txt": NOW}, "now.jsonl", earlier="then.jsonl")
    assert [system.system for system in news.systems] == ["a.txt"]
    assert (news.gone, news.new) == (["b.txt"], ["c.txt"])


def test_one_system_then_and_one_now_are_the_same_whatever_they_are_called():
    run({"monday.txt": THEN}, "then.jsonl")
    (system,) = run({"tuesday.txt": NOW}, "now.jsonl", earlier="then.jsonl").systems
    assert (system.system, system.earlier, system.paired) == ("tuesday.txt", "monday.txt", 4)


def test_what_was_made_otherwise_does_not_compare():
    run({"a.txt": THEN}, "then.jsonl", metrics=("mqm", "chrf"), weights="matecat")
    (system,) = run({"a.txt": NOW}, "now.jsonl", earlier="then.jsonl", metrics=("mqm", "chrf", "ter")).systems
    assert list(system.scores) == ["chrf"]
    assert [said.partition(" does ")[0] for said in system.refused] == ["mqm", "ter"]
    assert system.turns


def test_findings_by_other_rules_do_not_compare():
    run({"a.txt": THEN}, "then.jsonl", metrics=("mqm", "chrf"))
    lines = [json.loads(line) for line in Path("then.jsonl").read_text().splitlines()]
    lines[-1]["signature"] = "mtassist:0.0.1|rules:00000000|model:none"
    Path("then.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (system,) = run({"a.txt": NOW}, "now.jsonl", earlier="then.jsonl", metrics=("mqm", "chrf")).systems
    assert system.turns == []
    assert list(system.scores) == ["chrf"]
    assert "rules:00000000" in system.refused[0]
    del lines[-1]["signature"]
    Path("then.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (system,) = run({"a.txt": NOW}, "now.jsonl", earlier="then.jsonl").systems
    assert "does not say what it was" in system.refused[0]


def test_what_could_not_be_scored_then_or_now_is_counted():
    system = since(["", "b", ""], ["", "b", "c"])
    assert (system.unscored, system.paired, system.moved) == ((2, 1), 3, [])


GOOD = '{"system": "a", "segment": 0, "document": null, "scores": {"mqm": 1}, "findings": {}, "words": 3}'
END = '{"system": "a", "segment": null, "document": null, "scores": {"mqm": 1}, "findings": {}, "signatures": {}}'


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "last line is missing"),
        ([GOOD], "last line is missing"),
        ([GOOD, GOOD.replace('"a"', '"b"'), END], "last line is missing"),
        ([GOOD, GOOD, END], "then.jsonl:2: segment 0 of a stands there twice"),
        ([GOOD[:40]], "then.jsonl:1: no JSON line"),
        (["[" * 100_000], "no JSON line"),
        (["\x00", END], "no JSON line"),
        ([GOOD.replace('"mqm": 1', '"mqm": NaN'), END], "no JSON line"),
        ([GOOD.replace('"mqm": 1', '"mqm": 1' + "0" * 400), END], "no JSON line"),
        ([GOOD.replace('"segment": 0', '"segment": -1'), END], "no JSON line"),
        ([GOOD.replace('"segment": 0', '"segment": true'), END], "no JSON line"),
        ([GOOD.replace('"segment": 0', '"segment": 99999999999999999999'), END], "no JSON line"),
        ([GOOD.replace('"findings": {}', '"findings": {"a": "b"}'), END], "no JSON line"),
        ([GOOD.replace('"words": 3', '"words": 3, "issues": [{"rule": {}}]'), END], "no JSON line"),
        (['{"COMET": 1}'], "no JSON line"),
    ],
)
def test_what_is_no_output_of_a_run_is_refused(lines, said):
    write("then.jsonl", lines)
    with pytest.raises(InputError, match=said):
        Baseline("then.jsonl")


def test_it_is_read_before_anything_is_scored(capsys):
    write("a.txt", NOW)
    assert main(["score", "-t", "a.txt", "--baseline", "nowhere.jsonl", "-o", "now.jsonl"]) == 2
    assert "nowhere.jsonl: no such file" in capsys.readouterr().err
    assert not Path("now.jsonl").exists()


def test_it_is_not_written_over():
    run({"a.txt": THEN}, "then.jsonl")
    with pytest.raises(ConfigError, match=r"--output then.jsonl is one of the inputs"):
        run({"a.txt": NOW}, "then.jsonl", earlier="then.jsonl")


def test_the_terminal_shows_it_on_standard_error_and_nothing_steers_it(capfd):
    name = "\x1b[31m[red]a.txt"
    run({name: THEN}, "then.jsonl")
    write(name, NOW)
    assert main(["score", "-t", name, "--baseline", "then.jsonl"]) == 0
    printed = capfd.readouterr()
    assert [json.loads(line)["system"] for line in printed.out.splitlines()] == [name] * 5
    assert "\x1b[31m" not in printed.err
    assert "[red]a.txt" in printed.err
    rows = [line.split() for line in printed.err.splitlines()]
    assert ["repetition.word", "2", "-1", "+1", "2"] in rows
    assert ["2", "0.00", "200.00", "+200.00", "worse"] in rows
    assert "Segments: 1 better, 1 worse, by MQM; most changed:" in printed.err


def test_the_report_shows_it():
    write("a.txt", THEN)
    assert main(["score", "-t", "a.txt", "-o", "then.jsonl"]) == 0
    write("a.txt", NOW[:3])
    assert main(["score", "-t", "a.txt", "-o", "n.jsonl", "--baseline", "then.jsonl", "--report", "r.html"]) == 0
    page = Path("r.html").read_text(encoding="utf-8")
    assert "What is new since the earlier run" in page
    assert "4 segments then, 3 now: 3 are compared; 1 only then, 0 only now." in page
    assert "Findings: 1 new, 1 gone." in page
