"""Where people meet the quality score: on the terminal, in what scoring writes, on the page."""

import json

import pytest

from mtassist import check
from mtassist.cli import main
from mtassist.config import Config
from mtassist.formats import console, quality

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
