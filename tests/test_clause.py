"""Clauses that the model finds broken: how sentences are cut, what counts as evidence, and what stays quiet."""

from math import log1p

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtassist.neural import clause
from mtassist.neural.clause import FEWEST, MOST, PERSON, clauses, evidence, features, find
from mtassist.neural.features import words
from mtassist.neural.reading import Reading
from mtassist.segment import document
from mtassist.types import Issue, Mqm, Severity, Span

SOUND = "The council said on Monday that the old bridge would be closed."
BROKEN = "The which bridge by of them closed was, and the ferry left at noon."


class Made:
    """A model to whom one word is broken, and a sentence with it machine-made."""

    def __init__(self, bad="which", threshold=0.5, **of_text):
        text = {"one": 9.0} | {name.replace("_", "-"): weight for name, weight in of_text.items()}
        weights = {"one": -3.0, "broken-mean": 10.0}
        self.card = {"clauses": {"threshold": threshold, "weights": weights, "text": text}}
        self.bad = bad

    def read(self, sentences):
        return [self.reading(sentence) for sentence in sentences]

    def reading(self, sentence):
        places = words(sentence)
        broken = [4.0 if sentence[a:b] == self.bad else 0.0 for a, b in places]
        return Reading(places, {"broken": broken}, {"machine": float(any(broken))})


def issue(start, end, rule="quotes.made", confidence=0.9):
    return Issue(rule, Span(start, end), "", "Here.", Mqm.GRAMMAR, Severity.MINOR, confidence)


def texts(sentence):
    return [sentence[c.start : c.end] for c in clauses(sentence, words(sentence))]


# Cutting


def test_marks_part_clauses_but_short_parts_join_the_next():
    assert texts("He came, and then, after two long years, she left him alone.") == [
        "He came, and then",
        "after two long years",
        "she left him alone",
    ]


def test_a_short_end_joins_what_stands_before_it():
    assert texts("The ferry left the harbour at noon, he said.") == ["The ferry left the harbour at noon, he said"]


def test_too_short_a_sentence_has_no_clause():
    assert texts("He left, alone.") == []


def test_a_hyphen_parts_no_clause_and_a_dash_does():
    assert texts("The well-known old harbour is closed – the ferry leaves from the other side.") == [
        "The well-known old harbour is closed",
        "the ferry leaves from the other side",
    ]


@given(st.lists(st.sampled_from(["the", "old", "ferry", ",", "–", "left", "3.5", "(", '"', "."]), max_size=90))
@settings(deadline=None, max_examples=60)
def test_clauses_are_of_bounded_length_and_never_overlap(parts):
    sentence = " ".join(parts)
    places = words(sentence)
    end = 0
    for each in clauses(sentence, places):
        counted = [n for n in range(each.first, each.last) if sentence[slice(*places[n])].isalnum()]
        assert FEWEST - 1 <= len(counted) <= MOST
        assert each.start >= end
        assert (each.start, each.end) == (places[each.first][0], places[each.last - 1][1])
        end = each.end


def test_a_very_long_clause_is_cut_in_parts_of_about_one_size():
    sentence = " ".join(["word"] * 50)
    assert [c.last - c.first for c in clauses(sentence, words(sentence))] == [16, 17, 17]


# Finding


def test_the_broken_clause_is_found_and_not_the_sound_one_beside_it():
    (found,) = find(Made(), document(f"{SOUND} {BROKEN}"), ())
    assert found.rule == "garbled.clause"
    assert found.text == "The which bridge by of them closed was"
    assert found.confidence >= 0.5


def test_sound_text_is_quiet():
    assert find(Made(), document(SOUND), ()) == []


def test_where_a_rule_has_found_something_the_model_is_silent():
    text = f"{SOUND} {BROKEN}"
    at = text.index("bridge by")
    assert find(Made(), document(text), [issue(at, at + 6)]) == []


def test_the_broken_clauses_of_a_sentence_are_one_finding():
    text = "The which which of them, it rained all day, and by the which which he."
    (found,) = find(Made(), document(f"{SOUND} {text}"), ())
    assert found.text == text.rstrip(".")


def test_only_what_is_more_likely_broken_than_not_is_major():
    given = document(f"{SOUND} {BROKEN}")
    severities = [find(Made(threshold=0.3, text_machine=weight), given, ())[0].severity for weight in (0.0, -18.0)]
    assert severities == [Severity.MAJOR, Severity.MINOR]


def test_a_task_that_learnt_what_editors_prefer_is_not_asked():
    sentence = f"{SOUND} {BROKEN}"
    places = words(sentence)
    alone = Reading(places, {"broken": [1.0] * len(places)}, {"mqm": 0.5})
    more = Reading(places, alone.on_words | {"edited": [9.0] * len(places)}, alone.on_whole | {"hter": 9.0})
    (clause, *_) = clauses(sentence, places)
    assert features(alone, clause) == features(more, clause)


def test_headings_leave_words_out_by_custom():
    heading = "The which bridge by of them closed was"
    given = document(f"{heading}\n\n{SOUND}")
    assert given.blocks[0].kind == "heading"
    assert find(Made(), given, ()) == []


def test_a_higher_threshold_finds_no_more(tmp_path):
    found = [len(find(Made(threshold=t), document(f"{SOUND} {BROKEN}"), ())) for t in (0.01, 0.5, 0.999)]
    assert found == sorted(found, reverse=True)
    assert (found[0], found[-1]) == (2, 0), "at most one for each sentence"


def test_a_model_without_clauses_says_nothing():
    model = Made()
    model.card = {}
    assert find(model, document(BROKEN), ()) == []


def test_an_empty_text_has_no_clauses():
    assert find(Made(), document(""), ()) == []


# Evidence


def test_a_text_with_other_traces_of_a_machine_is_read_more_severely():
    model, given = Made(one=-4.0, text_language=2.0), document(f"{SOUND} {BROKEN}")
    assert find(model, given, ()) == []
    (found,) = find(model, given, [issue(0, 3), issue(4, 11)])
    assert found.text.startswith("The which")


@pytest.mark.parametrize(
    ("rule", "confidence", "name"),
    [
        ("quotes.made", 0.9, "text-language"),
        ("residue.made", 0.9, "text-page"),
        ("quotes.made", 0.5, None),
        ("typography.made", 0.9, None),
    ],
)
def test_only_sure_findings_of_some_families_are_evidence(rule, confidence, name):
    told = evidence(document(SOUND), [issue(0, 3, rule, confidence)], ())
    count = log1p(1000 / (len(SOUND.split()) + PERSON))
    assert told == {each: pytest.approx(count if each == name else 0) for each in ("text-page", "text-language")}


def test_what_the_model_says_of_sentences_is_evidence_as_well():
    model = Made()
    readings = model.read([SOUND, BROKEN, "Which?"])
    assert evidence(document(SOUND), (), readings)["text-machine"] == 0.5


def test_one_finding_weighs_less_in_a_longer_text():
    short, long = (evidence(document(SOUND * n), [issue(0, 3)], ())["text-language"] for n in (1, 20))
    assert long < short


def test_its_findings_stop_no_fix_of_a_rule():
    from mtassist import plugins

    assert clause.RULE.id in plugins.hints()
