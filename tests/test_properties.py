"""What must hold for any text at all: a quick look in every run, 10,000 texts for each when asked for (``-m slow``)."""

from functools import lru_cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mtassist import Config, Decision, Safety, check, document, edits, fix, plugins, resolve
from mtassist.review import chosen_edits
from mtassist.types import Edit, Span

STRICT = Config(strict=True, model="none")

# Arbitrary text rarely looks like an article, so most texts are built from what the rules care about.
MARKS = ". ,;:!?Né1\"'”’“‘„«»‹›()[]…–—-•·|/@&#%$€\n\r\t\u00a0\u200b\ufeff\u0301\ufffd日本аяع"
WORDS = [
    *("the", "The", "a", "an", "had", "that", "said", "he", "minister", "Mr.", "Jan.", "No.", "U.S.", "I", "Follow"),
    *("Follow I follow", "Read also:", "Share on", "Photo: AP", "By Ann Lee", "3 min read", "Subscribe", "© 2024"),
    *(
        "1.500",
        "3,5 %",
        "03/05/2024",
        "20.30 Uhr",
        "15",
        "billion",
        "&amp;",
        "<br>",
        "Ã©",
        "<unk>",
        "▁the",
        "und",
        "de la",
    ),
    *('"No,"', "“Yes”,", "he said.", "„Nein“", "« Oui »", "don”t", "...", " ,", ".The", "Ann Lee", "Anne Li"),
]
EXAMPLES = st.deferred(lambda: st.sampled_from([e.text for rule in plugins.rules().values() for e in rule.examples]))
GAPS = st.sampled_from([" ", " ", " ", "", "  ", "\n", "\n\n", "\r\n"])


@st.composite
def articles(draw):
    """Words, marks and pieces of the rules' own examples, joined by anything."""
    part = st.one_of(
        st.sampled_from(WORDS),
        st.text(alphabet=MARKS, max_size=4),
        EXAMPLES,
        EXAMPLES.flatmap(lambda text: st.integers(0, len(text)).map(lambda at: text[:at])),
    )
    return "".join(word + gap for word, gap in draw(st.lists(st.tuples(part, GAPS), max_size=12)))


@lru_cache(maxsize=2)
def checked(text):
    return check(text, config=STRICT)


ANYTHING = st.one_of(st.text(st.characters()), st.text(alphabet=MARKS, max_size=30))
TEXT = st.one_of(ANYTHING, articles())


def never_raises_and_points_inside(text):
    report = checked(text)
    for issue in report.issues:
        assert 0 <= issue.span.start < issue.span.end <= len(text)
        assert issue.text == text[issue.span.start : issue.span.end]
        for suggestion in issue.suggestions:
            assert edits.apply(text, suggestion.edits) != text or not suggestion.edits
    assert len({issue.id for issue in report.issues}) == len(report.issues)


def same_text_same_report(text):
    assert check(text, config=STRICT) == check(text, config=STRICT)


def segments_keep_the_text(text):
    made, at = document(text), 0
    assert made.text == text
    for segment in made.segments:
        assert segment.span.start >= at
        assert segment.span.of(text) == segment.text
        assert not text[at : segment.span.start].strip()
        at = segment.span.end
    assert not text[at:].strip()


def no_decision_no_change(text):
    assert resolve(checked(text), []) == text


def the_last_decision_counts(text):
    report = checked(text)
    log = [
        Decision(report.document.sha, issue.id, made, "a", "2025-01-01T00:00:00Z")
        for issue in report.issues
        for made in (*(s.edits for s in issue.suggestions), ())
    ]
    assert resolve(report, log) == text


def safe_fixes_settle(text):
    mended = fix(text, config=STRICT)
    assert chosen_edits(check(mended, config=STRICT)) == []


def what_is_not_edited_stays(text):
    for issue in checked(text).issues:
        for suggestion in issue.suggestions:
            old, new, at, now = text, edits.apply(text, suggestion.edits), 0, 0
            for edit in suggestion.edits:
                kept = edit.span.start - at
                assert old[at : edit.span.start] == new[now : now + kept]
                at, now = edit.span.end, now + kept + len(edit.new)
            assert old[at:] == new[now:]


def safe_fixes_keep_the_words(text):
    """Outside residue and encoding nothing but blanks, marks and signs may change without a person."""
    for issue in checked(text).issues:
        for suggestion in issue.suggestions:
            if suggestion.safety is Safety.SAFE and issue.family not in ("residue", "encoding"):
                mended = edits.apply(text, suggestion.edits)
                assert [c for c in mended if c.isalnum()] == [c for c in text if c.isalnum()]


PROPERTIES = [
    never_raises_and_points_inside,
    same_text_same_report,
    segments_keep_the_text,
    no_decision_no_change,
    the_last_decision_counts,
    safe_fixes_settle,
    what_is_not_edited_stays,
    safe_fixes_keep_the_words,
]


@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda f: f.__name__)
@settings(max_examples=200, deadline=None, derandomize=True)
@example(text='""0"\r"')  # found among very many: a quotation within one that began in the paragraph before
@example(text="An b")  # a word of one letter
@example(text="0N:0:0N.AND")  # a sentence that is one conjunction
@example(text="I aM agree:With")  # a label's letters where the text ends
@example(text="FollowIFollowIN")
@example(text="0\r( ©0")  # a line that is nothing but marks
@example(text="Aaay Aaaj0Aaai Aaai")  # a name glued to a digit
@example(text="he said. ’’1 ")  # a sentence that ends within a mark of two characters
@given(text=TEXT)
def test_any_text(holds, text):
    holds(text)


@pytest.mark.slow
@settings(max_examples=5_000, deadline=None)
@given(text=ANYTHING)
def test_very_many_strings(text):
    for holds in PROPERTIES:
        holds(text)


@pytest.mark.slow
@settings(max_examples=5_000, deadline=None)
@given(text=articles())
def test_very_many_articles(text):
    for holds in PROPERTIES:
        holds(text)


@settings(deadline=None)
@given(st.text(), st.data())
def test_apply_leaves_the_rest_alone(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text())
    assert edits.apply(text, [Edit(Span(start, end), new)]) == text[:start] + new + text[end:]


@settings(deadline=None)
@given(st.text(alphabet="ab \n\t", max_size=20), st.data())
def test_deletion_deletes(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edit = edits.deletion(text, Span(start, end))
    assert edit.new == ""
    assert not edit.span.of(text).replace(text[start:end], "", 1).strip()
