"""The quality of a text on the page: what it means, the sentences that pull it down, and that it ages with changes."""

import pytest

from mtassist.evaluate import page as pages

pytest_plugins = ["browser"]
pytestmark = pytest.mark.browser

FAIR = "The ferry left early."  # of 5 words and marks: 80 of 100 such sentences are left as they are; see tiny.mini
WEAK = "Two sailors saw the the fire in town."  # of 9: 40
POOR = "On Monday the old council said that nobody had ever seen the mayor walk over the bridge in the rain at night."
TEXT = f"{FAIR} {WEAK}\n\n🚢🚢 {POOR} 🚢 {FAIR}"


@pytest.fixture(scope="module")
def served(tmp_path_factory, models):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MTASSIST_MODELS", str(models))
        server = pages.Served(tmp_path_factory.mktemp("served"))
        server.start()
    yield server
    server.stop()


def test_the_page_says_how_good_a_text_is_and_which_sentences_are_worst(ada):
    ada.paste(TEXT)
    ada.sees(".mt .judged summary", "Quality 52 (")
    ada.sees(".mt .judged summary", "an editor would leave about 52 of 100 sentences as they are")
    assert not ada.page.locator(".mt .judged .sheet").is_visible()
    ada.press("q")
    ada.sees(".mt .judged .means", "about 10 of 100 words would change")
    assert ada.all(".mt .poorest .number") == ["20", "40", "68", "80"]
    assert ada.page.evaluate("document.activeElement.textContent").startswith("20🚢🚢 On Monday")
    assert not ada.page.locator(".mt .of-old").is_visible()


def test_a_poor_sentence_is_a_click_away_and_can_be_edited_at_once(ada):
    ada.paste(TEXT)
    for words in (f"🚢🚢 {POOR}", WEAK):
        ada.press("q")
        ada.page.click(f".mt .poorest button:has-text('{words[3:12]}')")
        assert ada.page.evaluate("getSelection().toString()") == words
        assert not ada.page.locator(".mt .judged .sheet").is_visible()
    ada.press("m")
    ada.page.wait_for_selector(".mt .passage textarea:focus")
    assert ada.page.input_value(".mt .passage textarea") == WEAK


def test_a_sentence_is_found_from_another_view_and_behind_letters_of_two_units(ada):
    ada.paste(TEXT)
    ada.press("v", "q")
    ada.page.click(".mt .poorest button:has-text('🚢 The')")
    assert ada.page.evaluate("getSelection().toString()") == f"🚢 {FAIR}"
    assert ada.page.evaluate("getSelection().anchorNode.parentElement.closest('.block').dataset.n") == "1"


def test_what_was_changed_is_not_said_to_be_as_good_as_before(ada):
    ada.paste(TEXT)
    ada.press("Enter")
    ada.decided(1, 1)
    ada.sees(".mt .judged summary", "Quality 52 (")
    ada.sees(".mt .judged summary", "before the changes")
    assert "an editor would leave" not in ada.text(".mt .judged summary")
    ada.press("q")
    ada.sees(".mt .of-old", "your changes are not in it")
    assert ada.all(".mt .poorest .number") == ["20", "changed", "68", "80"]
    ada.press("z")
    ada.decided(0, 1)
    ada.sees(".mt .judged summary", "an editor would leave about 52")


def test_the_new_text_is_judged_when_it_is_checked_again(ada):
    ada.paste(TEXT)
    old = ada.id
    ada.press("Enter")
    ada.decided(1, 1)
    ada.press("q")
    ada.page.click(".mt .of-old button")
    ada.page.wait_for_function("old => !location.search.includes(old)", arg=old)
    ada.sees(".mt .judged summary", "an editor would leave about ")
    assert "the the" not in ada.article


def test_a_batch_has_the_quality_of_each_text_and_of_all(ada):
    ada.batch({"a.txt": FAIR, "b.txt": f"{FAIR} {WEAK}"})
    ada.batch_is("Done: 2 documents")
    ada.sees(".batches .rows thead", "Quality")
    assert ada.all(".batches .totals tbody td:nth-child(6)")[0].startswith("66.7")
    ada.page.click(".batches .rows button:has-text('Quality')")
    ada.sees(".batches .rows thead", "Quality ▴")
    assert ada.all(".batches .rows tbody td:nth-child(5)") == ["60.0", "80.0"]
    content, _ = ada.take_batch("csv")
    assert (
        content.decode("utf-8-sig").splitlines()[0]
        == "system,segment,document,words,quality,mqm,findings,rules,problem"
    )


@pytest.mark.parametrize("dark", [False, True])
def test_it_has_no_serious_fault(editors, axe, dark):
    ada = editors(dark=dark)
    ada.page.evaluate(axe)
    ada.paste(TEXT)
    ada.press("q")
    assert not ada.faults()
    ada.press("Escape", "Enter")
    ada.decided(1, 1)
    ada.press("q")
    ada.sees_not(".mt .toast.up")
    assert not ada.faults()


@pytest.mark.parametrize("width", [1280, 360])
def test_it_fits(editors, width):
    ada = editors(width=width)
    ada.paste(TEXT)
    ada.press("q")
    assert not ada.beyond()
