"""Every detector's examples, run as tests. Adding a detector adds tests here by itself."""

import re

import pytest

from mtassist import Config, check, document, edits, plugins
from mtassist.pipeline import Detection

DETECTORS = plugins.modules("detect")
CASES = [(m, e) for m in DETECTORS for e in m.RULE.examples]
FIXED = [c for c in CASES if c[1].fix is not None or c[1].becomes is not None]


def found(module, text):
    return Detection(frozenset({module.RULE.id}), strict=True).run(document(text))


def name(value):
    return value.RULE.id if hasattr(value, "RULE") else re.sub(r"\s+", " ", value.text)[:40]


@pytest.mark.parametrize(("module", "example"), [c for c in CASES if not c[1].known_miss], ids=name)
def test_example(module, example):
    issues = found(module, example.text)
    assert [i.span for i in issues] == ([] if example.span is None else [example.span])
    for issue in issues:
        assert issue.text
        assert issue.text == issue.span.of(example.text)
        fixes = [s for s in issue.suggestions if s.edits]
        promised = example.fix is not None or example.becomes is not None
        assert bool(fixes) == promised, "the example and the rule disagree on whether there is a fix"
        for number, fix in enumerate(fixes):
            mended = edits.apply(example.text, fix.edits)
            if number == 0:
                span, fix_text = issue.span, example.fix or ""
                wanted = example.becomes or example.text[: span.start] + fix_text + example.text[span.end :]
                fold = str.split if example.fix == "" else str
                assert fold(mended) == fold(wanted)
            assert found(module, mended) == (), f"still flagged after the fix: {mended!r}"


@pytest.mark.parametrize(("module", "example"), FIXED, ids=name)
def test_fix_survives_the_proof(module, example):
    """With all rules running, the example's first fix is still offered and still first."""
    report = check(example.text, config=Config(strict=True, model="none"))
    mine = [i for i in report.issues if i.rule == module.RULE.id]
    assert mine, f"not reported; reported were {[(i.rule, i.text) for i in report.issues]}"
    assert mine[0].suggestions, "the proof refused the fix"


@pytest.mark.parametrize(("module", "example"), [c for c in CASES if c[1].known_miss], ids=name)
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="known miss")
def test_known_miss(module, example):
    assert [i.span for i in found(module, example.text)] == [example.span]


@pytest.mark.parametrize("module", DETECTORS, ids=name)
def test_card(module):
    rule, path = module.RULE, module.__name__.split(".")
    assert rule.id == f"{path[-2]}.{path[-1].replace('_', '-')}"
    assert re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*", rule.id)
    assert module.__doc__
    assert rule.summary.endswith(".")
    assert sum(hasattr(module, verb) for verb in ("find", "find_block", "find_all")) == 1
    assert any(e.span for e in rule.examples), "no example of an error"
    assert any(e.span is None for e in rule.examples), "no example of good text"
    assert 0 < rule.confidence <= 1


@pytest.mark.parametrize("module", DETECTORS, ids=name)
def test_own_words_are_clean(module):
    assert check(module.RULE.summary, config=Config(strict=True, model="none")).issues == ()
