"""The annotated articles in seeds/articles are well-formed and varied enough to measure with."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "seeds" / "articles"
MT = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "mt").glob("*.json"))}
CLEAN = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "clean").glob("*.json"))}
ALL = {f"mt/{name}": article for name, article in MT.items()} | {f"clean/{name}": a for name, a in CLEAN.items()}

KINDS = {
    "boilerplate",
    "casing",
    "garbled",
    "mistranslation",
    "name_error",
    "number_date_format",
    "punctuation_spacing",
    "quote",
    "repetition",
    "terminology_inconsistency",
    "ui_residue",
    "untranslated",
}
REAL_PEOPLE = re.compile(r"\b(Biden|Erdoğan|Erdogan|Lukashenko|Macron|Merkel|Modi|Netanyahu|Putin|Trump|Zelensky\w*)\b")


def corrected(article):
    """The text with the first suggestion of every outermost mark made, arguable ones left alone."""
    text, before = article["text"], len(article["text"]) + 1
    marks = [a for a in article["artefacts"] if not a.get("optional") and a["suggestion"] is not None]
    outermost = [a for a in marks if not any(b is not a and b["start"] <= a["start"] < b["end"] for b in marks)]
    for mark in sorted(outermost, key=lambda a: a["start"], reverse=True):
        assert mark["end"] <= before
        text, before = text[: mark["start"]] + mark["suggestion"] + text[mark["end"] :], mark["start"]
    return text


def words_outside(article):
    """How many words the article has, and how many of them no mark touches."""
    marked = {place for a in article["artefacts"] for place in range(a["start"], a["end"])}
    words = list(re.finditer(r"\S+", article["text"]))
    return len(words), sum(marked.isdisjoint(range(*word.span())) for word in words)


@pytest.mark.parametrize("name", ALL)
def test_frame(name):
    article = ALL[name]
    assert article["id"] == Path(name).name
    assert article["verbatim"] is False
    assert article["guessed_source_language"]
    assert article["text"] == article["text"].strip("\n")
    assert not REAL_PEOPLE.search(article["text"])


@pytest.mark.parametrize("name", MT)
def test_artefacts(name):
    article = MT[name]
    assert article["artefacts"] == sorted(article["artefacts"], key=lambda a: (a["start"], -a["end"]))
    for mark in article["artefacts"]:
        assert 0 <= mark["start"] < mark["end"] <= len(article["text"])
        assert article["text"][mark["start"] : mark["end"]] == mark["text"]
        assert mark["kind"] in KINDS
        assert mark["severity"] in {"minor", "major", "critical"}
        assert mark["text"] not in (mark["suggestion"], *mark.get("also", ()))
        assert mark["suggestion"] not in mark.get("also", ())
        assert mark.get("optional", True) is True


@pytest.mark.parametrize("name", MT)
def test_marks_nest_or_stand_apart(name):
    marks = [(mark["start"], mark["end"]) for mark in MT[name]["artefacts"]]
    assert len(marks) == len(set(marks))
    for i, (start, end) in enumerate(marks):
        assert not any(start < s < end < e for s, e in marks[i + 1 :])


@pytest.mark.parametrize("name", MT)
def test_corrected_article_is_tidy(name):
    text = corrected(MT[name])
    assert not re.search(r" [,;:?](?!\w)|,,|&\w+;|&#\d+;|<unk>|[„▁⁇「」。、，]", text)
    for paragraph in text.split("\n"):
        assert paragraph.count('"') % 2 == 0, paragraph
        assert paragraph.count("“") == paragraph.count("”"), paragraph


@pytest.mark.parametrize("name", CLEAN)
def test_clean(name):
    assert CLEAN[name]["artefacts"] == []
    assert CLEAN[name]["known_blemishes"] == []
    assert CLEAN[name]["tricky"]


def test_there_is_enough_of_everything():
    marks = [mark for article in MT.values() for mark in article["artefacts"]]
    assert len(MT) >= 24
    assert len(CLEAN) >= 12
    assert len({article["guessed_source_language"] for article in MT.values()}) >= 12
    assert len(marks) >= 300
    assert {mark["kind"] for mark in marks} == KINDS


def test_half_of_the_words_are_clean():
    words, outside = map(sum, zip(*map(words_outside, MT.values()), strict=True))
    assert outside >= words / 2
