"""The proof of a fix: it must silence its rule, cause nothing new, and touch nothing else."""

import pytest
from conftest import fake

from mtassist import check
from mtassist.proof import BATCHES, Moves, Places, keeps_words
from mtassist.types import Edit, Issue, Mqm, Safety, Severity, Span, Suggestion


def fixes(text):
    return [(i.rule, [s.edits[0].new for s in i.suggestions]) for i in check(text).issues]


def test_a_fix_that_holds_is_kept(only):
    only(fake("a.cat", "cat", "dog"))
    assert fixes("A cat.") == [("a.cat", ["dog"])]


def test_a_fix_that_leaves_its_rule_firing_is_dropped(only):
    only(fake("a.cat", "cat|lion", "lion"))
    assert fixes("A cat.") == [("a.cat", [])]


def test_a_fix_that_causes_another_finding_is_dropped(only):
    only(fake("a.cat", "cat", "dog"), fake("b.dog", "dog"))
    assert fixes("A cat.") == [("a.cat", [])]


def test_a_finding_that_was_there_before_is_nobodys_fault(only):
    only(fake("a.cat", "cat", "dog"), fake("b.dog", "cow|a dog", verb="find_all"))
    assert fixes("The cat and a cow.") == [("a.cat", ["dog"]), ("b.dog", [])]


def test_a_finding_at_another_place_is_caused_by_the_fix_before_it(only):
    only(fake("a.cat", "cat", "dog"), fake("b.pair", "(?<=dog and a )cow", verb="find_all"))
    assert fixes("One cat and a cow.") == [("a.cat", [])]


@pytest.mark.parametrize("number", [2, BATCHES, BATCHES + 1, 5 * BATCHES])
def test_one_bad_fix_among_many_is_found(only, number):
    """Many fixes are proven in batches: the one that causes a finding is dropped, the others stay."""
    only(fake("a.cat", r"cat\d+", lambda m: "dog" + m[0][3:]), fake("b.dog", r"\bdog1\b"))
    text = " ".join(f"cat{n} and some other words." for n in range(number))
    without = [i.text for i in check(text).issues if not i.suggestions]
    assert without == ["cat1"]


def test_fixes_that_touch_are_proven_apart(only):
    only(fake("a.ab", "ab", "x"), fake("b.cd", "cd", "y"))
    assert fixes("An abcd.") == [("a.ab", ["x"]), ("b.cd", ["y"])]


def test_hints_need_no_proof(only):
    module = fake("a.cat", "cat", verb="find_all")
    plain = module.find_all

    def hinting(document):
        from dataclasses import replace

        for issue in plain(document):
            yield replace(issue, suggestions=(Suggestion((), Safety.SHOW, "a.cat"),))

    module.find_all = hinting
    only(module)
    assert check("A cat.").issues[0].suggestions == (Suggestion((), Safety.SHOW, "a.cat"),)


def issue(text, start=0):
    return Issue("a.b", Span(start, start + len(text)), text, "", Mqm.GRAMMAR, Severity.MINOR, 0.9)


@pytest.mark.parametrize(
    ("old", "edit", "kept"),
    [
        ("a  b", Edit(Span(1, 3), " "), True),
        ("“a”", Edit(Span(0, 1), '"'), True),
        ("the the", Edit(Span(0, 7), "the"), False),
        ("cat", Edit(Span(0, 3), "Cat"), False),
        ("cat", Edit(Span(3, 5), ""), False),  # reaches beyond the finding
    ],
)
def test_whether_words_stay(old, edit, kept):
    assert keeps_words(issue(old), Suggestion((edit,), Safety.SAFE, "a.b")) is kept


def test_places_see_a_long_finding_that_began_early():
    places = Places([issue("x" * 50), issue("y", 60), issue("z", 70)])
    assert [places.count("a.b", Span(at, at + 1)) for at in (0, 49, 50, 60, 65, 70)] == [1, 1, 0, 1, 0, 1]
    assert places.count("other", Span(0, 99)) == 0


def test_moves_go_there_and_back():
    moves = Moves([Edit(Span(2, 4), "xyz"), Edit(Span(6, 6), "!")])  # "ab[cd]ef|gh" -> "ab[xyz]ef[!]gh"
    assert moves.after(Span(4, 8)) == Span(5, 10)
    assert moves.before(Span(5, 10)) == Span(4, 8)
    assert moves.after(Span(3, 3)) == Span(2, 5)
    assert moves.before(Span(7, 8)) == Span(6, 6)
