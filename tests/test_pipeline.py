"""What the pipeline promises about plugins, options and direct speech."""

from types import ModuleType

import pytest
from conftest import fake

from mtassist import Config, InputError, ModelMissing, Safety, Severity, check, check_many, document
from mtassist.pipeline import findings, findings_of_many
from mtassist.suppress import fingerprint
from mtassist.types import Edit, Mqm, Score, Span, Suggestion


@pytest.fixture
def broken():
    module = fake("a.broken", "x")
    module.find_block = lambda block: 1 / 0
    return module


def rules(report):
    return [issue.rule for issue in report.issues]


def test_a_failing_plugin_is_reported_and_the_rest_go_on(only, broken):
    only(broken, fake("b.cat", "cat"))
    report = check("A cat.\n\nAnother cat.")
    assert [f.plugin for f in report.failures] == ["a.broken"]
    assert "ZeroDivisionError" in report.failures[0].error
    assert rules(report) == ["b.cat", "b.cat"]


def test_of_many_documents_each_is_told_what_it_would_be_told_alone(only, broken):
    def find_block(block):
        return [1 / 0] if "boom" in block.text else []

    broken.find_block = find_block
    only(broken, fake("b.cat", "cat"))
    texts = ["A cat.", "A boom and a cat.", "A dog.", "A cat.\n\nA boom.\n\nA cat.", "A cat."]
    for given in ([document(text) for text in texts], [document(text) for text in texts if "boom" not in text], []):
        many = findings_of_many(given)
        assert many == [findings(each) for each in given]
        assert [bool(failures) for _, failures in many] == ["boom" in each.text for each in given]
        assert [len(issues) for issues, _ in many] == [each.text.count("cat") for each in given]


def test_strict_lets_it_raise(only, broken):
    only(broken)
    with pytest.raises(ZeroDivisionError):
        check("He left.", config=Config(strict=True))


def test_a_failing_suggester_or_scorer_is_reported_too(only):
    suggester, scorer = ModuleType("mtassist.suggest.bad"), ModuleType("mtassist.score.bad")
    suggester.suggest = scorer.score = lambda document, issues: 1 / 0
    only(fake("b.cat", "cat"), suggesters=[suggester], scorers=[scorer])
    report = check("A cat.")
    assert [f.plugin for f in report.failures] == ["mtassist.suggest.bad", "mtassist.score.bad"]
    assert rules(report) == ["b.cat"]


def test_a_suggester_adds_to_an_issue_and_comes_after_the_rule(only):
    def suggest(document, issues):
        yield issues[0].id, Suggestion((Edit(issues[0].span, "lion"),), Safety.REVIEW, "big")

    suggester = ModuleType("mtassist.suggest.big")
    suggester.suggest = suggest
    only(fake("b.cat", "cat", "dog"), suggesters=[suggester])
    (issue,) = check("A cat.").issues
    assert [s.edits[0].new for s in issue.suggestions] == ["dog", "lion"]


def test_scores_are_part_of_the_report(only):
    scorer = ModuleType("mtassist.score.length")
    scorer.score = lambda document, issues: [Score("length", len(document.text), "length|v:1")]
    only(scorers=[scorer])
    assert check("Four").scores == (Score("length", 4, "length|v:1"),)


def test_one_finding_by_place_and_rule_in_order_of_place(only):
    only(fake("b.cat", "cat"), fake("a.word", r"\w+", verb="find"), fake("c.cat", "cat", verb="find_all"))
    assert [(i.rule, i.span.start) for i in check("A cat.").issues] == [
        ("a.word", 0),
        ("a.word", 2),
        ("b.cat", 2),
        ("c.cat", 2),
    ]


def test_what_is_said_of_equal_paragraphs_stands_at_each_of_them(only):
    only(fake("b.cat", "cat", "dog"))
    report = check("A cat.\n\nA cat.")
    assert [i.span for i in report.issues] == [Span(2, 5), Span(10, 13)]
    assert [i.suggestions[0].edits[0].span for i in report.issues] == [Span(2, 5), Span(10, 13)]


def test_nobody_mends_a_comma_in_a_share_bar(only):
    bar = fake("residue.bar", "Share , tweet", "")
    only(bar, fake("typography.comma", " ,", ","))
    assert rules(check("A text.\n\nShare , tweet\n\nMore , text.")) == ["residue.bar", "typography.comma"]


def test_the_wording_of_a_speaker_is_only_hinted_at(only):
    only(fake("b.cat", "cat", "dog"), fake("encoding.dot", "\u00b7", "."))
    report = check("“A cat and ·,” she said to the cat.")
    tiers = {(i.rule, i.span.start): i.suggestions[0].safety for i in report.issues}
    assert tiers == {("b.cat", 3): "show", ("encoding.dot", 11): "safe", ("b.cat", 31): "review"}


def test_a_change_of_words_is_never_safe(only):
    only(fake("b.cat", "cat", "dog"), fake("b.dots", r"\.\.", "."))
    report = check("A cat.. Yes.")
    assert [i.suggestions[0].safety for i in report.issues] == ["review", "safe"]


def test_what_a_lone_sentence_does_not_show_is_only_hinted_at():
    def tiers(text, source=None):
        found = check(text, source=source, config=Config(model="none")).issues
        return {issue.rule: str(issue.suggestions[0].safety) for issue in found}

    cut, number = "the village had 30.000 people.", "It had 4,9% more."
    assert tiers(cut) == {"typography.cut-start": "show", "numbers.thousands": "show"}
    assert tiers(f"{cut} They all left.") == {"typography.cut-start": "review", "numbers.thousands": "review"}
    assert tiers(number) == {"numbers.decimal": "show"}
    assert tiers(number, source="Es waren 4,9% mehr.") == {"numbers.decimal": "review"}
    assert tiers('We went home and slept."') == {"quotes.unpaired": "show"}  # it may begin in the sentence before
    assert tiers('"We went home, she said.') == {"quotes.boundary": "review"}
    assert tiers("[Poll] Which of the two do you trust?") == {"residue.section": "show"}
    assert tiers("[Poll] Which of the two do you trust? I trust nobody.") == {"residue.section": "review"}
    assert tiers("Some 30.000 people came. Hr.") == {"numbers.thousands": "show"}, "a scrap is no sentence"


def test_an_edit_given_twice_is_made_once():
    rule = fake("a.b", "x").RULE
    issue = rule.issue(document("a  b"), (0, 4), "Two blanks.", fixes=[[Edit(Span(1, 2), ""), Edit(Span(1, 2), "")]])
    assert issue.suggestions[0].edits == (Edit(Span(1, 2), ""),)


def test_empty_text_is_said():
    assert check(" \n").incomplete == ("empty: there is no text to look at",)


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(InputError, match=r"the text has 11 characters; at most 10 are read"):
        check("x" * 11, config=Config(max_characters=10))


def test_a_model_that_is_not_there_is_said():
    with pytest.raises(ModelMissing, match="'huge'"):
        check("A text.", config=Config(model="huge"))


def test_reports_do_not_depend_on_company():
    texts = ["He left the the station.", "Follow I follow\n\nHe said „no“.", "He left the the station."]
    together = list(check_many(document(text) for text in texts))
    assert together == [check(text) for text in texts]


def test_severity_and_confidence_leave_out(only):
    only(
        fake("b.cat", "cat", severity=Severity.MAJOR, confidence=0.5),
        fake("b.dog", "dog", severity=Severity.MINOR, confidence=0.9),
    )
    text = "A cat and a dog."
    assert rules(check(text, config=Config(min_severity=Severity.MAJOR))) == ["b.cat"]
    assert rules(check(text, config=Config(min_confidence=0.8))) == ["b.dog"]


@pytest.mark.parametrize(
    "options",
    [{"min_severity": Severity.MAJOR}, {"min_confidence": 0.8}, {"ignored": "the cat"}],
    ids=lambda options: next(iter(options)),
)
def test_a_finding_that_is_not_shown_spoils_no_fix(only, options):
    """What was left out was there before the fix as well, so no fix is to blame for it."""
    only(fake("b.cat", "cat", confidence=0.5), fake("b.dog", "dog", "wolf", severity=Severity.MAJOR))
    text = "A cat and a dog."
    if "ignored" in options:
        options = {"ignored": frozenset({fingerprint(document(text), check(text).issues[0])})}
    (issue,) = check(text, config=Config(**options)).issues
    assert [s.edits[0].new for s in issue.suggestions] == ["wolf"]


def test_mqm_points_per_1000_words(only):
    from mtassist.score import mqm

    only(
        fake("b.cat", "cat", severity=Severity.MAJOR),
        fake("b.dog", "dog", severity=Severity.MINOR),
        fake("b.elk", "elk", severity=Severity.CRITICAL),
        fake("b.dot", ";", severity=Severity.MINOR, mqm=Mqm.PUNCTUATION),
        fake("b.fox", "fox", severity=Severity.MAJOR, mqm=Mqm.NON_TRANSLATION),
        fake("b.gnu", "gnu", severity=Severity.NEUTRAL),
        fake("b.quote", "@", severity=Severity.MAJOR, mqm=Mqm.PUNCTUATION),
        scorers=[mqm],
    )
    (score,) = check("cat dog elk; fox gnu @ word word word word").scores
    assert score == Score("mqm", 4610.0, "mqm|weights:wmt|unit:1000-words|v:1")  # 5 + 1 + 10 + 0.1 + 25 + 0 + 5 in ten
    assert check("nothing to see").scores[0].value == 0
    assert check("").scores == ()


def test_a_loop_longer_than_a_sentence_can_be_is_one_finding():
    text = "He said the " + "roof of the " * 2_000 + "house."
    (loop,) = [i for i in check(text).issues if i.rule == "repetition.loop"]
    assert len(loop.text) > 20_000
    assert loop.suggestions
