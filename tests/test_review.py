"""Decisions belong to one exact text; the last word on an issue counts."""

import pytest
from conftest import fake

from mtassist import Decision, InputError, Safety, Severity, Span, check, document, fix, resolve
from mtassist.review import Review, chosen_edits, undoable
from mtassist.types import Action, Edit, Issue, Mqm, Note

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
    assert [i.rule for i in Review(report).open] == ["a.cat", "a.dog", "a.blanks"]
    for made in (None, ()):  # what was offered, or nothing
        assert [i.rule for i in Review(report, [act("1", say(report, 1, edits=made))]).open] == ["a.cat", "a.blanks"]


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


# a review: actions in order, taken back and made again


def act(key, *decisions, by="anna", **more):
    return Action(key, by, "2025-01-01T09:00:00Z", decisions, **more)


def own(report, start, end, new):
    """A person's own finding, with its repair; ``None`` marks without one."""
    text = report.document.text[start:end]
    issue = Issue(f"own.grammar@{start}", Span(start, end), text, "Odd.", Mqm.GRAMMAR, Severity.MAJOR, 1.0)
    made = () if new is None else (Edit(issue.span, new),)
    return Decision(report.document.sha, issue.id, made, by="anna", at="2025-01-01T09:00:00Z", found=issue)


def states(report, *actions):
    return [str(state) for state in Review(report, actions).states.values()]


def test_states(report):
    mine = Edit(report.issues[1].span, "fox")
    moves = [act("1", say(report, 0)), act("2", say(report, 1, edits=(mine,))), act("3", say(report, 2, edits=()))]
    assert states(report) == ["open"] * 3
    assert states(report, *moves) == ["accepted", "edited", "rejected"]
    assert Review(report, moves).text == "A lion, a fox and a  cow."


def test_undo_and_redo_take_an_action_whole(report):
    all_of_them = act("1", *(say(report, n) for n in range(3)))
    back = act("2", undoes="1")
    assert states(report, all_of_them, back) == ["open"] * 3
    assert states(report, all_of_them, back, act("3", redoes="1")) == ["accepted"] * 3


def test_each_person_takes_back_what_is_theirs(report):
    moves = [act("1", say(report, 0)), act("2", say(report, 1), by="ben"), act("3", say(report, 2))]
    assert undoable(moves, "anna") == ("3", None)
    assert undoable(moves, "ben") == ("2", None)
    moves += [act("4", undoes="3"), act("5", undoes="1")]
    assert undoable(moves, "anna") == (None, "1")
    moves += [act("6", redoes="1")]
    assert undoable(moves, "anna") == ("1", "3")
    moves += [act("7", say(report, 2, edits=()))]
    assert undoable(moves, "anna") == ("7", None)


def test_what_lies_in_a_deleted_passage_is_covered(report):
    moves = [act("1", own(report, 2, 12, ""))]
    assert states(report, *moves) == ["covered", "edited", "covered", "open"]


def test_a_persons_own_words_are_not_displaced(report):
    review = Review(report, [act("1", own(report, 0, 5, "One cat")), act("2", say(report, 0))])
    assert review.text == "One cat, a dog and a  cow."
    assert review.states[report.issues[0].id] == "covered"


def test_a_mark_without_a_repair_stays_open_until_withdrawn(report):
    mark = own(report, 0, 5, None)
    assert states(report, act("1", mark)) == ["open"] * 4
    withdrawn = Decision(report.document.sha, mark.issue, (), by="anna", at="2025-01-01T09:00:00Z")
    assert states(report, act("1", mark), act("2", withdrawn)) == ["open"] * 3


def test_the_same_repair_twice_is_made_once(only):
    only(fake("a.cat", "cat", "lion"), fake("b.cat", "cat", "lion"))
    report = check("A cat.")
    assert states(report, act("1", say(report, 0))) == ["accepted", "covered"]
    assert states(report, act("1", say(report, 0), say(report, 1))) == ["accepted", "accepted"]


def test_of_two_clashing_decisions_the_later_stands(only):
    only(fake("a.cat", "a cat", "a lion"), fake("b.cat", "cat sat", "lion lay"))
    report = check("So a cat sat.")
    assert resolve(report, [say(report, 0), say(report, 1)]) == "So a lion lay."
    assert states(report, act("1", say(report, 0)), act("2", say(report, 1))) == ["covered", "accepted"]


def test_notes(report):
    issue = report.issues[0].id
    moves = [act("1", notes=(Note(issue, "Ask Ben."),)), act("2", notes=(Note(issue, ""),))]
    assert Review(report, moves[:1]).notes[issue].text == "Ask Ben."
    assert not Review(report, moves).notes
    assert Review(report, [*moves, act("3", undoes="2")]).notes
