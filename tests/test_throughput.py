"""Speed and sacreBLEU's numbers: the commands that measure them, and what makes the rules quick."""

import gzip
import json
import pickle
from pathlib import Path

import pytest

from mtassist import InputError, plugins
from mtassist.batch.engine import Recipe
from mtassist.batch.scoring import Asked, score
from mtassist.batch.units import Unit
from mtassist.cli import main
from mtassist.evaluate import agreement, throughput
from mtassist.segment import document

LINES = ["The ferry left at noon.", "Nobody saw the the fire in the harbour.", "It rained on Sunday, 5 May."]


def test_a_run_of_the_command_is_timed_and_weighed_with_one_worker_and_two(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("".join(f"{line}\n" for line in LINES), encoding="utf-8")
    measured = throughput.measure([path], limit=4)
    assert [(run.segments, run.workers) for run in measured.runs] == [(4, 1), (4, 2)]
    assert all(run.rate > 0 and run.work > 0.1 and run.megabytes > 20 for run in measured.runs)
    assert measured.run(4, 2).megabytes > measured.run(4, 1).megabytes  # the worker is weighed with its parent
    said = "\n".join(throughput.table(measured))
    assert "two workers get through" in said
    assert "again and again" in said


def test_the_small_size_is_a_tenth_of_the_large_one(tmp_path, monkeypatch):
    monkeypatch.setattr(
        throughput, "_run", lambda _, lines, size, workers: throughput.Run(size, workers, 2.0, 1.5, 50.0)
    )
    path = tmp_path / "lines.txt"
    path.write_text("Rain.\n", encoding="utf-8")
    assert throughput.measure([path]).sizes == (20_000, 200_000)
    measured = throughput.measure([path], limit=500)
    assert (measured.sizes, measured.run(500, 2).rate) == ((50, 500), 250)
    assert "memory with 2 workers: 1.00 times that of 50 segments at 500" in throughput.table(measured)


def test_with_a_model_its_own_rate_stands_beside_that_of_the_command(tmp_path, monkeypatch, judging):
    monkeypatch.setattr(
        throughput,
        "_run",
        lambda _, lines, size, workers, options="none": throughput.Run(size, workers, 2.0, 1.5, 50.0),
    )
    path = tmp_path / "lines.txt"
    path.write_text("".join(f"{line}\n" for line in LINES), encoding="utf-8")
    measured = throughput.measure([path], limit=40)
    assert (measured.judged.segments, measured.judged.rate) == (4, 2.0)
    assert measured.alone > 0
    (told,) = [line for line in throughput.table(measured) if line.startswith("with the model: 2 a second")]
    assert told.endswith(f"{2 / measured.alone:.0%} of the {measured.alone:,.0f} that it reads by itself")


def test_nothing_to_measure_is_one_clear_line(tmp_path, capsys):
    assert main(["eval", "--throughput", str(tmp_path / "none.txt")]) == 2
    assert "none.txt: no such file" in capsys.readouterr().err
    assert main(["eval", "--throughput"]) == 2
    assert "--throughput wants files with a segment a line" in capsys.readouterr().err


def rows(path, *rows):
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"dataset": "made-up", "lang_pair": "xx-en", **row}) + "\n" for row in rows)
    return path


def test_our_numbers_are_those_of_sacrebleu_empty_lines_and_all(tmp_path):
    path = rows(
        tmp_path / "made-up.jsonl.gz",
        {"refs": {"A": "The ferry left at noon.", "B": "At noon the ferry left."}, "systems": {"x": "A ferry left."}},
        {"refs": {"A": "Two sailors were hurt.", "B": "Two of the crew were hurt."}, "systems": {"x": ""}},
        {"refs": {"A": "", "B": "It rained."}, "systems": {"x": "On Sunday it  rained."}},
    )
    numbers = list(agreement.measure(path))
    assert [number.metric for number in numbers] == ["bleu", "chrf", "ter"]
    assert all(number.same for number in numbers), [*agreement.table(numbers)]
    assert {(number.segments, number.empty, number.references) for number in numbers} == {(3, 1, 2)}
    assert main(["eval", "--sacrebleu", str(path)]) == 0


def test_a_number_that_differs_in_the_last_digit_is_told_and_fails(tmp_path, monkeypatch, capsys):
    path = rows(tmp_path / "one.jsonl.gz", {"refs": {"A": LINES[0]}, "systems": {"x": "The ferry left at one."}})
    ours = agreement._ours

    def other(lines, references):
        last = ours(lines, references)
        return last | {"scores": last["scores"] | {"ter": last["scores"]["ter"] + 1e-13}}

    monkeypatch.setattr(agreement, "_ours", other)
    assert main(["eval", "--sacrebleu", str(path)]) == 1
    assert "2 of 3 numbers and signatures are the same" in capsys.readouterr().out


def test_rows_of_another_shape_are_refused(tmp_path):
    path = rows(tmp_path / "other.jsonl.gz", {"mt": "The ferry left."})
    with pytest.raises(InputError, match=r"other.jsonl.gz:1: wanted a JSON line with dataset, lang_pair, refs"):
        list(agreement.measure(path))
    (tmp_path / "plain.txt").write_text("The ferry left.\n")
    with pytest.raises(InputError, match=r"plain\.txt:1: wanted a JSON line"):
        list(agreement.measure(tmp_path / "plain.txt"))
    (tmp_path / "plain.gz").write_text("The ferry left.\n")
    with pytest.raises(InputError, match=r"plain\.gz: not readable: Not a gzipped file"):
        list(agreement.measure(tmp_path / "plain.gz"))


def test_an_empty_line_counts_against_its_reference_and_has_no_findings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mt.txt").write_text("The ferry left at noon.\n\n")
    Path("ref.txt").write_text("The ferry left at noon.\nTwo sailors were hurt.\n")
    recipe = Recipe(metrics=("mqm", "ter"), references=1)
    score(Asked(systems=("mt.txt",), references=("ref.txt",), recipe=recipe, output="out.jsonl"))
    first, empty, last = map(json.loads, Path("out.jsonl").read_text().splitlines())
    assert (first["scores"]["ter"], empty["scores"]) == (0.0, {"ter": 100.0})
    assert (empty["problem"], empty["findings"]) == ("mt.txt:2: empty", {})
    assert last["scores"]["ter"] == pytest.approx(100 * 4 / 9)  # four of nine words are missing
    assert last["problems"] == 1


@pytest.mark.parametrize(
    "module", [m for m in plugins.modules("detect") if hasattr(m, "glance")], ids=lambda m: m.RULE.id
)
def test_a_detector_has_nothing_to_say_where_its_glance_sees_nothing(module):
    for rule in plugins.rules().values():
        for example in rule.examples:
            text = document(example.text)
            if hasattr(module, "find_all"):
                places, find = [text], module.find_all
            elif hasattr(module, "find_block"):
                places, find = text.blocks, module.find_block
            else:
                places, find = text.segments, module.find
            for place in places:
                assert module.glance(place.text) or not list(find(place)), place.text


def test_a_unit_comes_to_a_worker_whole():
    unit = Unit(
        "a.txt", 3, "It rained.", "a.txt:4", references=("Rain.",), document="d", outlet="diario", note="guessed"
    )
    assert pickle.loads(pickle.dumps(unit)) == unit
