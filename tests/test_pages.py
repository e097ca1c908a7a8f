"""Web pages: the article is read, each part of it has its place in the page, and what is left out can be listed."""

import json
import logging
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtassist import InputError
from mtassist.batch.reading import units_of
from mtassist.batch.survey import survey
from mtassist.cli import main
from mtassist.formats import body, html, pages
from mtassist.formats.incoming import whole
from mtassist.types import Origin, Span
from mtassist.web import intake

PARAGRAPHS = (
    "The old bridge over the river stays closed, the mayor said on Monday after the storm had left the valley.",
    "Work on it begins in spring, and the ministry thinks that it will cost more than four million euros in all.",
    "“We have waited for years,” said Tom Hale &amp; his son.<br>They want it <b>open</b> before the summer comes.",
)
PAGE = f"""<html><head><title>Bridge closed</title><style>p {{ }}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<header><h1>Bridge stays closed</h1><p>By Ana Ruiz</p></header>
<article><p>{PARAGRAPHS[0]}</p><aside><h3>Related</h3><p>Rain in the hills</p></aside>
<p>{PARAGRAPHS[1]}</p><h2>What people say</h2><p>{PARAGRAPHS[2]}</p></article>
<footer><p>© 2025 Harbour Post. All rights reserved.</p></footer></body></html>
"""
TEXT = (
    f"Bridge stays closed\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\nWhat people say\n\n"
    "“We have waited for years,” said Tom Hale & his son.\nThey want it open before the summer comes."
)
LEFT_OUT = [
    ("• Home", "nav"),
    ("• Sport", "nav"),
    ("By Ana Ruiz", "header"),
    ("Related", "aside"),
    ("Rain in the hills", "aside"),
    ("© 2025 Harbour Post. All rights reserved.", "footer"),
]
NOTE = "left out as no part of the article: 6 passages of 19 words (nav 2, aside 2, header 1, footer 1)"


def test_the_article_is_read_with_its_headline_and_the_rest_is_listed():
    text, origin, note = body.read(PAGE.encode())
    assert text == TEXT
    assert [(left.text, left.element) for left in origin.left_out] == LEFT_OUT
    assert note == NOTE


def test_nothing_is_lost():
    """Every word that a reader sees is in the article or among what was left out."""
    text, origin, _ = body.read(PAGE.encode())
    there = sorted(text.split() + [word for left in origin.left_out for word in left.text.split()])
    assert there == sorted(html.read(PAGE.encode()).split())


def test_each_part_has_its_place_in_the_page():
    text, origin, _ = body.read(PAGE.encode())

    def there(words):
        place = origin.span(Span(text.index(words), text.index(words) + len(words)))
        return PAGE[place.start : place.end]

    assert there("the mayor said") == "the mayor said"
    assert there("Hale & his") == "Hale &amp; his"
    assert there("it open before") == "it <b>open</b> before"
    assert there("son.\nThey") == "son.<br>They"
    for left in origin.left_out:
        assert PAGE[left.span.start : left.span.end] == left.text.removeprefix("• ")


BITS = st.sampled_from(
    [*("<p>", "<br>", "<li>", "<ol>", "</ol>", "<pre>", "</pre>", "<b>", "<nav>", "</nav>", "<h1>", "</h1>", "<td>")]
    + [*(" ", "  ", "\n", "\r\n", "\t", "word", "é", "&amp;", "&nbsp;", "&#32;", "&#10;", "&notit;", "&", "x&y", "<x")]
)


@given(st.lists(BITS, min_size=1, max_size=20).map("".join))
def test_every_letter_of_any_page_is_found_again(markup):
    try:
        page = pages.seen(markup.encode())
    except InputError:
        return
    origin = Origin(page.markup, page.parts)
    for at, letter in enumerate(page.text):
        place = origin.span(Span(at, at + 1))
        seen = page.markup[place.start : place.end]
        assert not letter.isalpha() or letter == seen or seen.startswith("&")
    assert " ".join(page.text[line.start : line.end] for line in page.lines).split() == page.text.split()


def test_cells_of_a_table_are_found_in_its_rows():
    rows = "".join(f"<tr><td>Town {n}</td><td>{n * 7} votes for the bridge</td></tr>" for n in range(1, 6))
    text, origin, _ = body.read(PAGE.replace("<h2>", f"<table>{rows}</table><h2>").encode())
    assert "Town 3" in text
    assert "21 votes for the bridge" in text
    assert [(left.text, left.element) for left in origin.left_out] == LEFT_OUT


def test_a_heading_between_two_paragraphs_stays_whatever_trafilatura_thinks_of_it(monkeypatch):
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: html.read("<p>".join(PARAGRAPHS).encode()))
    assert body.read(PAGE.encode())[0] == TEXT


def test_a_line_of_the_menu_that_comes_back_in_the_article_is_left_out_once():
    text, origin, _ = body.read(PAGE.replace(">Sport<", ">What people say<").encode())
    assert text == TEXT
    assert ("• What people say", "nav") in [(left.text, left.element) for left in origin.left_out]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("missing", "pip install 'mtassist[formats]'"),
        ("raises", "trafilatura failed: RecursionError"),
        ("other", "could not be told from the rest"),
        ("none", "no article was found"),
        ("tags", "more than 5 tags"),
    ],
)
def test_where_the_article_is_not_known_all_text_is_read_and_that_is_said(broken, says, monkeypatch):
    def extract(*_, **__):
        if broken == "raises":
            raise RecursionError
        return "Quite another text that stands nowhere on this page." if broken == "other" else None

    if broken == "missing":
        monkeypatch.setitem(sys.modules, "trafilatura", None)
    elif broken == "tags":
        monkeypatch.setattr(body, "TAGS", 5)
    else:
        monkeypatch.setattr("trafilatura.extract", extract)
    text, origin, note = body.read(PAGE.encode())
    assert text == html.read(PAGE.encode())
    assert origin.left_out == ()
    assert note.startswith("all text of the page, its menus too: ")
    assert says in note


@pytest.mark.parametrize(
    "unit",
    ["<p>a", "<div>", "<b>", "<article><p>Some words here.", "<table><tr><td>", "<nav>x</nav>", "&amp;<br>", "x "],
)
def test_pages_made_to_hurt_end_soon(unit, capfd):
    begin = time.process_time()
    body.read(b"x" + (unit * (1_000_000 // len(unit))).encode())
    assert time.process_time() - begin < 20  # some two seconds where this was written
    logging.getLogger("trafilatura").error("a page is broken")
    assert capfd.readouterr().err == "", "what trafilatura says of a page is no news to a person"


def test_of_a_page_of_too_many_parts_no_place_is_kept(monkeypatch):
    monkeypatch.setattr(pages, "PLACES", 5)
    text, origin, note = body.read(PAGE.encode())
    assert text == html.read(PAGE.encode())
    assert origin is None
    assert "all text of the page" in note


def test_matching_stays_in_step_with_the_page():
    """Lines that are all alike, and lines that stand nowhere."""
    for ours, theirs in ((["same"] * 20_000, ["same"] * 9_000), ([f"x{n}" for n in range(20_000)], ["same"] * 20_000)):
        begin = time.process_time()
        body._matched(ours, theirs)
        assert time.process_time() - begin < 5


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_text(PAGE.replace("the mayor said", "the the mayor said"), encoding="utf-8")


def test_check_shows_the_place_in_the_page(page, capsys):
    assert main(["check", "a.html", "--format", "compact"]) == 1
    told = capsys.readouterr()
    assert told.out == "a.html:4:57: repetition.word: “the” is said twice.\n"
    assert told.err.startswith(f"note: a.html: {NOTE[:50]}")
    main(["check", "a.html", "--format", "json"])
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    (issue,) = document["issues"]
    assert document["text"][issue["start"] : issue["end"]] == issue["text"] == "the the"
    assert (issue["place"]["line"], issue["place"]["column"]) == (4, 57)
    assert [(left["text"], left["element"]) for left in document["left_out"]] == LEFT_OUT
    main(["check", "a.html", "--format", "sarif"])
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 4
    assert "fixes" not in result, "no tool may write into the page what was meant for its text"


def test_fix_writes_the_clean_text_and_never_into_the_page(page, capsys):
    before = Path("a.html").read_bytes()
    assert main(["fix", "a.html", "--unsafe-fixes"]) == 0
    assert capsys.readouterr().out == TEXT
    for option in ("--in-place", "--diff"):
        assert main(["fix", "a.html", option]) == 2
        assert "no fix is written into a page" in capsys.readouterr().err
    assert Path("a.html").read_bytes() == before


def test_score_reads_the_article_and_says_what_it_left_out(page):
    (unit,) = units_of(["a.html"])
    assert unit.text == TEXT.replace("the mayor said", "the the mayor said")
    assert unit.note.startswith("left out as no part of the article: 6 passages")
    assert whole("a.html", ".html", PAGE.encode()).text == TEXT
    assert [(left.text, left.element) for left in unit.left_out] == LEFT_OUT
    main(["score", "a.html", "-o", "out.jsonl"])
    (first, _) = map(json.loads, Path("out.jsonl").read_text(encoding="utf-8").splitlines())
    assert [(left["text"], left["element"]) for left in first["left_out"]] == LEFT_OUT


def test_a_batch_of_the_page_keeps_what_was_left_out(tmp_path):
    (tmp_path / "0000.html").write_text(PAGE, encoding="utf-8")
    (text,) = intake.write(tmp_path / "texts", intake.texts(tmp_path, ["a.html"], "all"))
    assert next(intake.read(tmp_path / "texts")) == text
    assert [(left.text, left.element) for left in text.units[0].left_out] == LEFT_OUT


def test_many_pages_have_one_line_in_a_survey(page):
    (unit,) = units_of(["a.html"])
    assert list(survey([unit, unit]))[1].startswith("  2 with a note: a.html: left out")
