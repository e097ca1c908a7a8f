"""Cues: what wakes a detector, and that none sleeps through a finding."""

import pytest

from mtassist import plugins
from mtassist.cues import Alarm, cues
from mtassist.segment import document

DETECTORS = plugins.modules("detect")
ALARM = Alarm(getattr(module, "CUES", None) for module in DETECTORS)


def wakes(declared, text, **about):
    return Alarm([declared]).wakes(text, **about) == [True]


def test_a_word_wakes_with_or_without_its_capital_but_not_inside_another():
    for text in ("He is here since May.", "Since May?", "“Since 2019", "SINCE 2019", "It is since-then."):
        assert wakes(cues("since"), text), text
    assert not wakes(cues("since"), "Sincere, sinceS and 2019 others.")


def test_a_word_may_be_wanted_as_it_is_written():
    assert wakes(cues(spelt="Of"), "The Bank Of Osta.")
    assert not wakes(cues(spelt="Of"), "The bank of Osta, OF course.")


def test_an_inner_word_does_not_count_where_the_text_begins():
    assert not wakes(cues(inner="The"), "“The bridge is closed.")
    assert wakes(cues(inner="The"), "The bridge is The bridge.")


def test_of_a_phrase_the_first_word_wakes():
    assert wakes(cues(spelt=["Bank of Osta", "Jean-Luc"]), "It was Jean.")


@pytest.mark.parametrize("text", ["They paid 3,5 euros.", "Sven zahlte 12,75 € für’s Brot."])
def test_a_shape_is_that_of_what_stands_between_two_blanks(text):
    assert wakes(cues(shape="^0+,0+$"), text)
    assert wakes(cues(shape="^Aaaa$"), text)
    assert not wakes(cues(shape="0,0 |€0"), text)


def test_letters_beyond_ascii_are_drawn_as_they_are():
    assert wakes(cues(shape="^Aüaaaa$"), "In Zürich it rains.")


def test_each_group_of_cues_that_is_joined_by_and_is_needed():
    both = cues("one two") & cues(shape="0")
    assert [wakes(both, text) for text in ("one 1", "one", "1")] == [True, False, False]


def test_a_detector_of_lines_sleeps_in_a_text_of_one_block():
    assert not wakes(cues(lines=True), "One.")
    assert wakes(cues(lines=True), "One.\n\nTwo.", lines=True)


def test_a_detector_without_cues_is_always_awake():
    assert wakes(None, "")


def places(text):
    """The whole of a text, its blocks and its sentences, each with the verb of those that look at such."""
    given = document(text)
    yield "find_all", given, len(given.blocks) > 1
    for block in given.blocks:
        yield "find_block", block, False
        for segment in block.segments:
            yield "find", segment, False


@pytest.mark.parametrize("family", sorted({module.RULE.family for module in DETECTORS}))
def test_no_detector_sleeps_through_a_finding(family):
    texts = [example.text for rule in plugins.rules().values() for example in rule.examples if rule.family == family]
    texts.append("\n\n".join(texts))
    for verb, place, lines in (found for text in texts for found in places(text)):
        for module, awake in zip(DETECTORS, ALARM.wakes(place.text, lines=lines), strict=True):
            if not awake and hasattr(module, verb):
                assert not list(getattr(module, verb)(place)), f"{module.RULE.id} sleeps: {place.text}"
