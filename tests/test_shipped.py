"""The model that ships: small, whole, described, quiet about genuine English, and better than nothing."""

import tomllib
from hashlib import sha256
from pathlib import Path
from statistics import fmean

import pytest
from test_seed_articles import CLEAN, MT

from mtassist import Config, check
from mtassist.cli import main
from mtassist.neural import bundled
from mtassist.neural.quality import NAME

MODELS = Path(__file__).parents[1] / "models"
MINI = MODELS / bundled.DEFAULT
MOST = 30_000_000  # bytes on disk
SENTENCE = "The ferry left the old harbour on Tuesday, and the mayor said that nobody had been hurt."
BROKEN = "The which ferry by of them the harbour on left, and the mayor that nobody said been had hurt the."


@pytest.fixture
def shipped(monkeypatch):
    monkeypatch.setenv("MTASSIST_MODELS", str(MODELS))


def quality(report):
    return next(score.value for score in report.scores if score.name == NAME and score.segment is None)


def test_it_is_small_and_its_card_knows_its_weights():
    assert sum(path.stat().st_size for path in MINI.iterdir()) <= MOST
    card = tomllib.loads((MINI / bundled.CARD).read_text(encoding="utf-8"))
    assert card["sha256"] == {name: sha256((MINI / name).read_bytes()).hexdigest() for name in card["sha256"]}
    assert "model.onnx" in card["sha256"]
    said = (MINI / "README.md").read_text(encoding="utf-8")
    assert all(heading in said for heading in ("## Learnt from", "## Reaches", "## Bad at"))
    assert "reliability.svg" in said
    assert (MINI / "reliability.svg").is_file()


def test_it_reads_without_being_asked(shipped):
    report = check(SENTENCE)
    assert report.model.startswith("mini@")
    assert 0 < quality(report) <= 100
    assert check(SENTENCE) == report


@pytest.mark.parametrize(
    "text", ["", " ", "Fire", "Ferry fares to rise in June", "Yes.", "It rained.", "…", "Follow I follow"]
)
def test_it_fails_on_no_text_however_short(shipped, text):
    check(text, config=Config(strict=True))
    check(f"Ferry fares to rise\n\n{text}", config=Config(strict=True))


def test_the_readme_shows_what_the_command_prints(shipped, capsys, monkeypatch):
    monkeypatch.chdir(MODELS.parent)
    command, *shown = (
        Path("README.md").read_text(encoding="utf-8").split("```\n$ mtassist ")[1].split("```")[0].splitlines()
    )
    assert main(command.split()) == 1
    printed = "".join(capsys.readouterr())
    missing = [line for line in shown if line not in ("", "…") and line.strip() not in printed]
    assert not missing


def test_a_broken_sentence_is_worth_less_than_a_sound_one(shipped):
    assert quality(check(BROKEN)) < quality(check(SENTENCE))


def test_genuine_articles_stay_quiet_and_are_worth_more_than_translated_ones(shipped):
    clean = [check(article["text"]) for article in CLEAN.values()]
    assert not [issue.text for report in clean for issue in report.issues if issue.rule == "garbled.clause"]
    translated = [quality(check(article["text"])) for article in list(MT.values())[::4]]
    assert fmean(quality(report) for report in clean) > fmean(translated) + 5


def test_clauses_are_found_in_a_translated_article(shipped):
    reports = [check(article["text"]) for article in list(MT.values())[::8]]
    assert any(issue.rule == "garbled.clause" for report in reports for issue in report.issues)
