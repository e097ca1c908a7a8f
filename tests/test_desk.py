"""The desk behind the page: plain values in, plain values out, nothing overwritten, nothing lost."""

import itertools

import pytest
from conftest import fake

from mtassist import InputError, Safety
from mtassist.store import Store
from mtassist.web.desk import Desk

TEXT = "A cat, a dog and a  cow.\n\nThe cat left."
keys = (f"key-{n}" for n in itertools.count())


@pytest.fixture(autouse=True)
def animals(only):
    only(
        fake("a.blanks", "  ", " ", safety=Safety.SAFE),
        fake("a.cat", "cat", "lion"),
        fake("a.dog", "dog", "wolf", safety=Safety.SHOW),
    )


@pytest.fixture
def desk(tmp_path):
    return Desk(Store(f"sqlite:///{tmp_path}/desk.db"))


@pytest.fixture
def page(desk):
    return Page(desk, desk.check(TEXT, title="Farm", by="anna")["id"])


class Page:
    """A browser window, as far as the desk can tell."""

    def __init__(self, desk, id, by="anna"):
        self.desk, self.id, self.by = desk, id, by
        self.look()

    def look(self):
        self.view = self.desk.open(self.id, by=self.by)
        self.seen = self.view["seen"]

    def act(self, move, **asked):
        answer = self.desk.act(
            self.id, by=self.by, seen=self.seen, asked={"move": move, "key": next(keys), "seconds": 2, **asked}
        )
        self.seen = answer["seen"]
        return answer

    def find(self, rule, number=0):
        return [i["id"] for i in self.view["issues"] if i["rule"] == rule][number]

    def states(self):
        return {name: state["state"] for name, state in self.desk.open(self.id, by=self.by)["states"].items()}

    @property
    def text(self):
        return self.desk.review(self.id)[1].text


def test_opening_shows_everything_once(page):
    assert page.view["text"] == TEXT
    assert [i["rule"] for i in page.view["issues"]] == ["a.cat", "a.dog", "a.blanks", "a.cat"]
    assert page.view["title"] == "Farm"
    assert page.view["blocks"] == [[0, 24, "heading"], [26, 39, "paragraph"]]
    assert page.view["totals"]["open"] == 4
    assert (page.view["undo"], page.view["redo"]) == (False, False)


def test_an_answer_says_what_changed_and_no_more(page):
    answer = page.act("accept", issue=page.find("a.cat"))
    assert list(answer["states"]) == [page.find("a.cat")]
    assert answer["states"][page.find("a.cat")]["state"] == "accepted"
    assert answer["totals"]["open"] == 3
    assert answer["totals"]["changed"] == 1
    assert answer["undo"]
    assert page.text == TEXT.replace("cat", "lion", 1)


def test_undo_and_redo(page):
    page.act("accept", issue=page.find("a.cat"))
    page.act("undo")
    assert page.text == TEXT
    page.act("redo")
    assert page.text == TEXT.replace("cat", "lion", 1)
    with pytest.raises(InputError, match="nothing of yours to redo"):
        page.act("redo")


def test_bulk_makes_what_may_be_made_in_bulk_and_is_one_move(page):
    page.act("reject", issue=page.find("a.cat", 1))
    answer = page.act("bulk", verdict="accept", issues=[i["id"] for i in page.view["issues"]])
    assert page.text == "A lion, a dog and a cow.\n\nThe cat left."  # a hint stays, and what was rejected
    assert (answer["made"], answer["left"]) == (2, 2)
    page.act("undo")
    assert page.text == TEXT
    assert page.states()[page.find("a.cat", 1)] == "rejected"


def test_bulk_leaves_alone_what_was_not_named(page):
    page.act("bulk", verdict="accept", issues=[page.find("a.cat", 1)])
    assert page.text == TEXT[:30] + "lion left."


def test_safe_bulk_makes_only_what_is_safe(page):
    page.act("bulk", verdict="safe", issues=[i["id"] for i in page.view["issues"]])
    assert page.text == TEXT.replace("  ", " ")


def test_own_wording_for_a_finding(page):
    page.act("edit", issue=page.find("a.dog"), start=9, end=12, new="fox")
    assert page.text == TEXT.replace("dog", "fox")
    assert page.states()[page.find("a.dog")] == "edited"


def test_what_the_machine_missed(page):
    answer = page.act("rewrite", start=26, end=34, new="A cow 🐄", category="mistranslation", note="Ask Ben")
    (added,) = answer["added"]
    assert (added["rule"], added["severity"], added["own"]) == ("own.mistranslation", "major", True)
    assert page.text == "A cat, a dog and a  cow.\n\nA cow 🐄left."
    assert page.desk.open(page.id, by="ben")["states"][added["id"]]["note"] == "Ask Ben"
    assert page.act("undo")["gone"] == [added["id"]]


def test_a_mark_without_a_repair(page):
    (added,) = page.act("rewrite", start=0, end=5, new=None)["added"]
    assert page.states()[added["id"]] == "open"
    assert page.text == TEXT
    page.act("reject", issue=added["id"])
    assert added["id"] not in page.states()


def test_own_words_are_never_displaced_silently(page):
    page.act("rewrite", start=0, end=5, new="Two cats")
    with pytest.raises(InputError, match="reworded by hand"):
        page.act("accept", issue=page.find("a.cat"))


def test_ignoring_a_rule_lasts_until_it_is_undone(page):
    page.act("ignore", issue=page.find("a.cat"), scope="rule")
    assert page.states()[page.find("a.cat", 1)] == "rejected"
    again = page.desk.check(TEXT, by="anna")
    assert [i["rule"] for i in again["issues"]] == ["a.dog", "a.blanks"]
    page.act("undo")
    assert len(page.desk.check(TEXT, by="anna")["issues"]) == 4


def test_ignoring_one_finding(page):
    page.act("ignore", issue=page.find("a.cat"), scope="here")
    assert page.states()[page.find("a.cat", 1)] == "open"
    assert len(page.desk.check(TEXT, by="anna")["issues"]) == 3


def test_ignoring_a_rule_in_this_text(page):
    page.act("ignore", issue=page.find("a.cat"), scope="text")
    assert page.states()[page.find("a.cat", 1)] == "rejected"
    assert len(page.desk.check(TEXT, by="anna")["issues"]) == 4


def test_comments(page):
    issue = page.find("a.cat")
    assert page.act("note", issue=issue, note=" Odd. ")["states"][issue]["note"] == "Odd."
    assert page.act("undo")["states"][issue]["note"] == ""


def test_two_people_do_not_overwrite_each_other(page):
    other = Page(page.desk, page.id, by="ben")
    page.act("accept", issue=page.find("a.cat"))
    answer = other.act("reject", issue=page.find("a.cat"))
    assert "anna" in answer["conflict"]
    assert answer["states"][page.find("a.cat")]["by"] == "anna"
    assert page.states()[page.find("a.cat")] == "accepted"
    assert "conflict" not in other.act("reject", issue=page.find("a.cat"))  # having seen it, ben may


def test_two_people_on_different_findings_do_not_disturb_each_other(page):
    other = Page(page.desk, page.id, by="ben")
    page.act("accept", issue=page.find("a.cat"))
    answer = other.act("accept", issue=page.find("a.blanks"))
    assert "conflict" not in answer
    assert answer["others"] == ["anna"]
    assert len(answer["states"]) == 2
    with pytest.raises(InputError, match="nothing of yours"):
        Page(page.desk, page.id, by="cleo").act("undo")


def test_a_move_that_arrives_twice_is_one(page):
    asked = {"move": "accept", "key": "same", "issue": page.find("a.cat")}
    first = page.desk.act(page.id, by="anna", seen=0, asked=asked)
    again = page.desk.act(page.id, by="anna", seen=0, asked=asked)
    assert first["states"] == again["states"]
    assert again["seen"] == 1


def test_time_is_counted_within_reason(page):
    page.act("accept", issue=page.find("a.cat"))
    answer = page.act("accept", issue=page.find("a.dog"), seconds=90_000)
    assert answer["totals"]["seconds"] == 302


@pytest.mark.parametrize(
    ("move", "asked", "said"),
    [
        ("jump", {}, "unknown move 'jump'"),
        ("accept", {"issue": "a.cow@1-2"}, "no finding a.cow@1-2"),
        ("accept", {"issue": "a.cat@2-5", "n": 3}, "offers 1 repairs here, not number 4"),
        ("edit", {"issue": "a.cat@2-5", "start": 2, "end": 5, "new": "cat"}, "the wording is that of the text"),
        ("rewrite", {"start": 5, "end": 5, "new": "x"}, "5–5 is no passage"),
        ("rewrite", {"start": 0, "end": 5_000, "new": "x"}, "0–5000 is no passage"),
        ("rewrite", {"start": 0, "end": 5, "new": "x" * 10_006}, "the new wording has 10,006 characters"),
        ("rewrite", {"start": 0, "end": 5, "new": "x", "category": "ugly"}, "unknown category 'ugly'"),
        ("note", {"issue": "a.cat@2-5", "note": "x" * 2_001}, "the comment has 2,001 characters"),
        ("bulk", {"issues": ["a.dog@9-12"]}, "none of these findings has a repair"),
        ("undo", {}, "nothing of yours to undo"),
    ],
)
def test_what_cannot_be_done_is_said(page, move, asked, said):
    with pytest.raises(InputError, match=said):
        page.act(move, **asked)
    assert page.text == TEXT


def test_a_move_without_a_key_is_refused(page):
    with pytest.raises(InputError, match="no key"):
        page.desk.act(page.id, by="anna", seen=0, asked={"move": "undo"})


@pytest.mark.parametrize("text", ["", " \n"])
def test_no_text(desk, text):
    with pytest.raises(InputError, match="there is no text"):
        desk.check(text, by="anna")
