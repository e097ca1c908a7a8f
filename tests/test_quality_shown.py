"""Where people meet the quality score: on the terminal, in what scoring writes, on the page."""

import json
import re
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from mtassist import check
from mtassist.batch import processes
from mtassist.cli import main
from mtassist.config import Config
from mtassist.formats import console, quality
from mtassist.neural import bundled
from mtassist.store import Store
from mtassist.web.batches import Batches
from mtassist.web.desk import Desk
from mtassist.web.intake import File

SHORT = "The ferry left early."  # of 5 words and marks: 80 of 100 are left as they are
LONG = "Two sailors were hurt in the fire today."  # of 9: 40


@pytest.fixture
def texts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(f"{SHORT} {LONG}\n")
    (tmp_path / "b.txt").write_text(f"{SHORT}\n")


# On the terminal


def test_check_says_how_good_a_text_is_and_what_that_means(texts, judging, capfd):
    assert main(["check", "b.txt"]) == 0
    assert capfd.readouterr().out == (
        "b.txt: quality 80 (70-90): an editor would leave about 80 of 100 sentences as they are; "
        "about 10 of 100 words would change\nNothing found in 1 file.\n"
    )


def test_each_text_has_its_own_line(texts, judging, capfd):
    assert main(["check", "a.txt", "b.txt"]) == 0
    told = [line for line in capfd.readouterr().out.splitlines() if "quality" in line]
    assert [line.partition(" (")[0] for line in told] == ["a.txt: quality 60", "b.txt: quality 80"]


@pytest.mark.parametrize("more", [["--model", "none"], ["--format", "compact"]])
def test_without_a_model_or_in_a_list_for_programs_no_line_is_added(texts, judging, capfd, more):
    assert main(["check", "a.txt", *more]) == 0
    assert "quality" not in capfd.readouterr().out


def test_a_number_that_says_little_is_not_given_a_meaning(judging):
    told = quality.told(check("Der Hund und die Katze gehen in das Haus, und das Wetter ist heute schön."))
    assert "-" not in told.short, "no interval"
    assert told.meaning.startswith("this number says little here (wrong language: this looks like German")
    assert quality.told(check("Hello.")).meaning.startswith("this number says little here (too short")


def test_a_text_of_marks_alone_has_no_quality(judging):
    report = check("***")
    assert quality.told(report) is None
    assert not any("quality" in words for words, _ in console.text([("a.txt", report)]))


def test_the_scores_in_the_json_have_all_their_parts(texts, judging, capfd):
    assert main(["check", "a.txt", "--format", "json"]) == 0
    scores = json.loads(capfd.readouterr().out)["documents"][0]["scores"]
    assert all(set(s) == {"name", "value", "low", "high", "signature", "segment"} for s in scores)
    assert [(s["name"], s["segment"], s["value"]) for s in scores if s["name"] != "mqm"] == [
        ("quality", None, 60.0),
        ("edits", None, 10.0),
        ("quality", 0, 80.0),
        ("quality", 1, 40.0),
    ]
    assert check(LONG, config=Config(model="none")).scores[1:] == ()


# In scoring


@pytest.fixture
def systems(texts):
    for name, line in (("good.txt", SHORT), ("poor.txt", LONG)):
        Path(name).write_text(f"{line}\n" * 40)
    Path("ref.txt").write_text(f"{SHORT}\n" * 40)


def scored(*more):
    assert main(["score", "-t", "good.txt", "poor.txt", "-o", "out.jsonl", *more]) == 0
    return [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]


def test_quality_is_measured_unless_the_rules_shall_be_alone(systems, judging):
    assert list(scored()[0]["scores"]) == ["quality", "mqm"]
    assert list(scored("--model", "none")[0]["scores"]) == ["mqm"]
    assert list(scored("-m", "mqm")[0]["scores"]) == ["mqm"]


def test_every_line_has_the_quality_with_its_interval_and_the_last_its_recipe(systems, judging):
    lines = scored("-m", "quality")
    assert lines[0]["scores"]["quality"] == pytest.approx(80)
    assert lines[0]["intervals"]["quality"] == pytest.approx([70, 90])
    good, poor = lines[-2:]
    assert [round(line["scores"]["quality"]) for line in (good, poor)] == [80, 40]
    low, high = good["intervals"]["quality"]
    assert 60 < low < 70, "that of the calibration, and the chance of forty sentences"
    assert 90 < high < 100
    assert good["signatures"]["quality"].startswith("quality|model:mini@")


def test_lines_of_a_document_have_one_quality_together(systems, judging):
    Path("docs.txt").write_text("a\n" * 20 + "b\n" * 20)
    wholes = [x for x in scored("-m", "quality", "--documents", "docs.txt") if x["segment"] is None and x["document"]]
    assert [line["document"] for line in wholes] == ["a", "b", "a", "b"]
    assert wholes[0]["scores"]["quality"] == pytest.approx(80)
    assert wholes[0]["intervals"]["quality"][0] < 70


def test_scoring_says_of_a_text_what_check_says_of_it(texts, judging):
    text = f'{LONG} The minister said: "The road is closed. {SHORT} Der Hund ist hier. 1,4 million the the euros.'
    Path("a.txt").write_text(text)
    alone = next(score for score in check(text).scores if score.name == "quality")
    assert main(["score", "a.txt", "-m", "quality", "-o", "one.jsonl"]) == 0
    last = json.loads(Path("one.jsonl").read_text().splitlines()[-1])
    assert last["scores"]["quality"] == pytest.approx(alone.value, abs=0.06)
    assert last["intervals"]["quality"] == pytest.approx([alone.low, alone.high], abs=0.06)
    assert alone.value < 60, "the quotation that never closes counts"


@pytest.mark.parametrize("command", [["score", "-t"], ["compare"]])
def test_quality_without_a_model_is_refused_before_anything_is_read(texts, judging, capfd, monkeypatch, command):
    for more, said in ((["--model", "none"], "--model is none"), ([], "none is installed")):
        if not more:
            monkeypatch.setenv("MTASSIST_MODELS", "nowhere")
        assert main([*command, "gone.txt", "away.txt", "-m", "quality", *more]) == 2
        assert capfd.readouterr().err == f"error: quality needs a model, and {said}; measure others: -m mqm\n"


def test_a_line_to_pass_is_one_of_quality(systems, judging):
    assert main(["score", "-t", "good.txt", "--fail-under", "75", "-o", "o.jsonl"]) == 0
    assert main(["score", "-t", "poor.txt", "--fail-under", "75", "-o", "o.jsonl"]) == 1
    assert main(["score", "-t", "poor.txt", "--fail-under", "75", "-o", "o.jsonl", "--model", "none"]) == 0


def test_the_table_at_the_end_has_intervals(systems, judging, capfd):
    scored()
    head, good, _ = capfd.readouterr().out.splitlines()
    assert head.split() == ["system", "segments", "words", "quality", "mqm"]
    assert re.search(r"80\.00 \[6\d\.\d\d, 9\d\.\d\d\] +0\.00 \[0\.00, 0\.00\]$", good)


def test_every_format_has_it(systems, judging, capfdbinary):
    pyarrow = pytest.importorskip("pyarrow.parquet")
    assert main(["score", "-t", "good.txt", "--format", "csv", "-o", "o.csv"]) == 0
    head, first, *_ = Path("o.csv").read_text().splitlines()
    row = dict(zip(head.split(","), first.split(","), strict=True))
    assert float(row["quality"]) == pytest.approx(80)
    assert main(["score", "-t", "good.txt", "--format", "parquet", "-o", "o.parquet"]) == 0
    assert pyarrow.read_table("o.parquet")["quality"][0].as_py() == pytest.approx(80)
    capfdbinary.readouterr()
    assert main(["score", "-t", "good.txt", "--format", "text"]) == 0
    assert re.match(
        rb"good.txt\tquality\|model:mini@\w{8}\|unit:sentences-left\|v:1\t80.00\n", capfdbinary.readouterr().out
    )
    assert main(["score", "-t", "good.txt", "--to-json", "o.json"]) == 0
    assert json.loads(Path("o.json").read_text())["good.txt"][0]["COMET"] == pytest.approx(80)


def test_two_workers_read_one_sentence_at_a_time_each_and_say_the_same(systems, judging):
    one, two = scored(), scored("--workers", "2")
    assert one == two
    with ProcessPoolExecutor(1, get_context("spawn"), processes._settle) as pool:
        assert pool.submit(bundled.threads).result() == 1
    assert bundled.threads() is None, "here as many as there are cores"


def test_systems_are_compared_by_quality(systems, judging, capfd):
    assert main(["compare", "good.txt", "poor.txt", "--trials", "100", "--format", "json"]) == 0
    found = json.loads(capfd.readouterr().out)["measures"]
    assert list(found) == ["quality", "mqm"]
    good, poor = found["quality"]["systems"]
    assert (round(good["value"]), round(poor["value"]), round(poor["difference"])) == (80, 40, -40)
    assert poor["p"]["randomisation"] < 0.05
    assert main(["compare", "good.txt", "poor.txt", "--trials", "100", "--model", "none", "--format", "json"]) == 0
    assert list(json.loads(capfd.readouterr().out)["measures"]) == ["mqm"]


def test_a_system_that_says_nothing_is_no_better_and_one_that_says_no_words_no_worse(systems, judging, capfd):
    Path("none.txt").write_text(f"{SHORT}\n\n")
    Path("mark.txt").write_text(f"{SHORT}\n***\n")
    Path("both.txt").write_text(f"{SHORT}\n" * 2)
    command = ["compare", "both.txt", "none.txt", "mark.txt", "-m", "quality", "--trials", "100", "--format", "json"]
    assert main(command) == 0
    values = [s["value"] for s in json.loads(capfd.readouterr().out)["measures"]["quality"]["systems"]]
    assert values == pytest.approx([80, 40, 80])


def test_the_report_shows_quality_in_words(systems, judging):
    scored("--report", "report.html")
    page = Path("report.html").read_text()
    assert "sentences of 100 that an editor would leave as they are" in page
    assert "a model reads each sentence of the English text alone" in page
    assert "mqm: bootstrap" not in page


# On the page; see also test_browser_quality.py


@pytest.fixture
def store(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'test.db'}")
    yield store
    store.close()


def test_a_document_of_the_page_has_its_quality_and_that_of_each_sentence(store, judging):
    told = Desk(store).check(f"{SHORT} {LONG}", by="Ada")["quality"]
    assert (told["value"], told["low"] < 60 < told["high"]) == (60, True)
    assert told["meaning"].startswith("an editor would leave about 60 of 100 sentences as they are")
    at = len(SHORT) + 1
    assert told["sentences"] == [[0, len(SHORT), 80.0], [at, at + len(LONG), 40.0]]
    assert Desk(store, Config(model="none")).check(LONG, by="Ada")["quality"] is None


def test_a_batch_is_judged_by_the_model_that_the_server_was_given(texts, store, judging):
    for config, wanted in ((Config(), [60.0, 80.0]), (Config(model="none"), [None, None])):
        batches = Batches(Path(f"batches-{config.model}"), store, Desk(store, config))
        for name, text in (("b", SHORT), ("a", f"{SHORT} {LONG}")):
            Path(name).write_text(text)  # it is moved away
        id = batches.start([File(f"{name}.txt", Path(name)) for name in ("b", "a")], by="Ada")
        until = time.monotonic() + 20
        while batches.look(id)["state"] != "done" and time.monotonic() < until:
            time.sleep(0.01)
        told = batches.look(id, order="quality")
        assert [row[7] and round(row[7], 1) for row in told["rows"]] == wanted
        assert (told["all"]["quality"] is None) == (wanted[0] is None)
        batches.close()
