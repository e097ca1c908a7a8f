"""Decisions belong to one exact text; the last word on an issue counts."""

import pytest
from conftest import fake

from mtassist import Decision, InputError, Safety, check, document, fix, resolve
from mtassist.review import chosen_edits, undecided

TEXT = "A cat, a dog and a  cow."


@pytest.fixture(autouse=True)
def animals(only):
    only(
        fake("a.blanks", "  ", " "),
        fake("a.cat", "cat", "lion"),
        fake("a.dog", "dog", "wolf", safety=Safety.SHOW),
    )


@pytest.fixture
def report():
    return check(TEXT)


def say(report, number, *, edits=None):
    issue = report.issues[number]
    made = issue.suggestions[0].edits if edits is None else edits
    return Decision(report.document.sha, issue.id, made, by="anna", at="2025-01-01T09:00:00Z")


def test_accepted(report):
    assert resolve(report, [say(report, 0)]) == TEXT.replace("cat", "lion")


def test_no_decision_no_change(report):
    assert resolve(report, []) == TEXT


def test_the_last_word_counts(report):
    yes, no = say(report, 0), say(report, 0, edits=())
    assert resolve(report, [yes, no]) == TEXT
    assert resolve(report, [no, yes]) == TEXT.replace("cat", "lion")


def test_all_of_them(report):
    assert resolve(report, [say(report, n) for n in range(3)]) == "A lion, a wolf and a cow."


def test_a_decision_on_another_text_is_refused(report):
    with pytest.raises(InputError, match="another text"):
        resolve(check(TEXT + "!"), [say(report, 0)])


def test_what_is_still_open(report):
    assert [i.rule for i in undecided(report, [say(report, 1)])] == ["a.cat", "a.blanks"]


def test_only_what_is_safe_enough_is_made():
    assert fix(TEXT) == "A cat, a dog and a cow."
    assert fix(TEXT, trust=Safety.REVIEW) == "A lion, a dog and a cow."


def test_fixes_that_make_room_for_others_are_made_too(only):
    only(fake("a.blanks", "  ", " "), fake("b.comma", " ,", ","))
    assert len(chosen_edits(check("Yes  , no."))) == 1  # the two share a blank
    assert fix("Yes  , no.") == "Yes, no."


def test_safe_fixes_come_first_when_two_clash(only):
    only(
        fake("a.wide", "cat  and", "dog and", confidence=0.99),
        fake("b.blanks", "  ", " ", confidence=0.5),
    )
    assert [e.new for e in chosen_edits(check("A cat  and a cow."), trust=Safety.REVIEW)] == [" "]


def test_the_source_helps_in_every_round(only):
    """A text with its source is mended with it, also after the first round."""
    comma = fake("b.comma", "(?<!,) Ann", ", Ann", verb="find_all")
    always = comma.find_all
    comma.find_all = lambda document: always(document) if document.source else ()
    only(fake("a.blanks", "  ", " "), comma)
    assert len(chosen_edits(check(document("Hello  Ann!", source="Hallo, Ann!")))) == 1  # the two share a blank
    assert fix(document("Hello  Ann!", source="Hallo, Ann!")) == "Hello, Ann!"
    assert fix(document("Hello  Ann!")) == "Hello Ann!"
