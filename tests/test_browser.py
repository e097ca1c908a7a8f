"""The review page as a person meets it: a real server, a real browser, no stand-ins."""

import json
import time
from io import BytesIO
from zipfile import ZipFile

import pytest

from mtassist.evaluate.page import article, long_text
from mtassist.pipeline import check
from mtassist.store import Store

pytest_plugins = ["browser"]
pytestmark = pytest.mark.browser

SAMPLE = article("german-border-talks")
FOUR = """He left the the town on Monday.

The boat cost 3.500 euros.

The minister said „Anna“ twice.

It took 1,4 million."""
HOSTILE = [
    "<img src=x onerror=window.harmed=1>",
    "</script><script>window.harmed=1</script>",
    '" onmouseover="window.harmed=1" x="',
    "<a href='javascript:window.harmed=1'>here</a>",
    "${window.harmed=1} {{window.harmed=1}} {@html '<b>'} `${window.harmed=1}`",
    "</textarea></template><svg onload=window.harmed=1>",
    "&lt;b&gt; &amp; &#60;i&#62;",
]


# One person, one article


def test_a_sample_goes_from_paste_to_export_and_is_the_same_after_a_reload(ada):
    ada.paste(SAMPLE, "Border talks")
    ada.decided(0, 22)
    assert ada.page.locator(".mt .text mark").count() >= 22
    assert ada.in_hand == "Listen to article 5 minutes"

    ada.press("Enter")
    ada.decided(1, 22)
    ada.press("z")
    ada.decided(0, 22)
    ada.press("Shift+Z")
    ada.decided(1, 22)
    ada.press("Shift+A")
    ada.hears("done in one move")
    ada.decided(22, 22)
    ada.press("z")
    ada.decided(1, 22)
    ada.press("Shift+Z")
    ada.decided(22, 22)
    ada.press("z")
    ada.decided(1, 22)

    ada.select("quarrel over the Lorn valley")
    ada.press("m")
    ada.page.wait_for_selector(".mt .passage textarea:focus")
    assert ada.page.input_value(".mt .passage textarea") == "quarrel over the Lorn valley"
    ada.write("dispute about the Lorn valley")
    ada.press("Control+Enter")
    ada.sees(".mt .text ins", "dispute")
    ada.press("c")
    ada.page.wait_for_selector(".mt .card textarea:focus")
    ada.write("Our style: dispute.")
    ada.press("Control+Enter")
    ada.sees(".mt .card .note", "Our style: dispute.")

    clean = ada.copied()
    assert clean.startswith("Until this week, Marenia had kept well out of the dispute about the Lorn valley.")
    content, name = ada.download("txt")
    assert (content.decode(), name) == (clean, "border-talks.txt")
    for kind in ("md", "html", "report"):
        content, name = ada.download(kind)
        assert "dispute about the Lorn valley" in content.decode() or kind == "report", name
    word, name = ada.download("docx")
    assert name == "border-talks.docx"
    assert b"<w:ins " in ZipFile(BytesIO(word)).read("word/document.xml")
    log, name = ada.download("jsonl")
    assert any("Our style: dispute." in line for line in map(str, map(json.loads, log.decode().splitlines())))

    before, address = ada.state, ada.page.url
    ada.page.reload()
    ada.page.wait_for_selector(".mt .text mark")
    ada.decided(2, 23)
    assert ada.page.url == address
    assert ada.state == before


def test_a_key_pressed_again_at_once_is_for_the_next_finding(ada):
    """A fast typist need not wait for the server."""
    ada.paste(FOUR)
    ada.press("Enter", "Backspace", "Enter")
    ada.decided(3, 4)
    assert ada.all(".mt .list .head .sr") == ["accepted", "rejected", "accepted", "open"]
    assert ada.in_hand == "1,4"


def test_the_page_can_be_used_by_keys_alone_from_paste_to_copy(ada):
    ada.page.evaluate("words => navigator.clipboard.writeText(words)", FOUR)
    for _ in range(20):
        if ada.page.evaluate("document.activeElement.matches('.mt .paste')"):
            break
        ada.press("Tab")
    ada.press("Control+V")
    for _ in range(20):
        if ada.page.evaluate("document.activeElement.matches('.mt .go')"):
            break
        ada.press("Tab")
    ada.press("Enter")
    ada.decided(0, 4)
    ada.press("Enter")
    ada.decided(1, 4)
    ada.press("e")
    ada.page.wait_for_selector(".mt .card textarea:focus")
    assert ada.page.input_value(".mt .card textarea") == "3,500"
    ada.write("3,600")
    ada.press("Control+Enter")
    ada.decided(2, 4)
    ada.press("j", "Backspace")
    ada.decided(3, 4)
    ada.press("Enter")
    ada.hears("All decided")
    ada.press("?")
    ada.page.wait_for_selector(".mt .keys[open]")
    ada.press("Escape")
    ada.sees_not(".mt .keys")
    ada.press("t", "Enter")
    ada.hears("in the clipboard")
    clean = FOUR.replace("the the", "the").replace("3.500", "3,600").replace("1,4", "1.4")
    assert ada.clipboard() == clean


def test_numbers_pick_among_the_repairs(ada):
    ada.paste("The boat of 12 seats, which sails at 7 h 10 and returns at dusk, is small.")
    assert ada.all(".mt .suggestion ins") == ["7:10 a.m.", "7:10"]
    ada.press("9")
    ada.hears("no repair 9 here")
    ada.press("2")
    ada.sees(".mt .decided", "1 of")
    assert "sails at 7:10 and returns" in ada.copied()


def test_findings_that_overlap_are_both_seen_and_each_can_be_chosen(ada):
    ada.paste("The cup cost $ 2.500 in all.")
    both = ada.page.locator(".mt .text mark.many")
    assert both.text_content() == "2.500"
    assert ada.all(".mt .list .head .what") == ["$ 2.500", "2.500"]
    assert ada.in_hand == "$ 2.500"
    both.click()
    assert ada.in_hand == "2.500"
    both.click()
    assert ada.in_hand == "$ 2.500"


def test_a_minor_finding_without_a_repair_is_only_underlined(ada):
    ada.paste(
        "The mill was built in 1901 (the oldest in the valley, which is not easy to tell.\n\nIt cost 1,4 million."
    )
    ground = "e => getComputedStyle(e).backgroundColor"
    hint, other = ada.page.locator(".mt mark.hint"), ada.page.locator(".mt mark:not(.hint)")
    assert hint.all_text_contents()[0].startswith("(the oldest")
    assert other.all_text_contents() == ["1,4"]
    ada.press("j")  # whatever is in hand is filled
    assert hint.first.evaluate(ground) == "rgba(0, 0, 0, 0)" != other.evaluate(ground)


def test_the_article_is_shown_marked_clean_and_with_its_changes(ada):
    ada.paste(FOUR)
    ada.press("Enter")
    ada.decided(1, 4)
    assert ada.all(".mt .text del") == ["the the"]
    ada.press("v")
    assert ada.all(".mt .text p")[0] == "He left the town on Monday."
    assert not ada.page.locator(".mt .text mark, .mt .text del").count()
    ada.press("v")
    assert ada.all(".mt .pair.changed > *") == ["He left the the town on Monday.", "He left the town on Monday."]
    ada.press("v")
    ada.page.wait_for_selector(".mt .text mark")


def test_what_the_filter_hides_is_never_decided_in_bulk(ada):
    ada.paste(FOUR)
    ada.page.select_option(".mt .by-family", "numbers")
    ada.sees(".mt .shown", "2 shown, 2 open")
    ada.page.click(".mt .all-shown")
    ada.decided(2, 4)
    ada.page.select_option(".mt .by-family", "")
    assert ada.all(".mt .list .head .sr") == ["open", "accepted", "open", "accepted"]
    ada.page.fill(".mt .words", "Anna")
    ada.sees(".mt .shown", "1 shown, 1 open")
    ada.page.click(".mt .none-shown")
    ada.decided(3, 4)
    ada.page.fill(".mt .words", "")
    assert ada.all(".mt .list .head .sr") == ["open", "accepted", "rejected", "accepted"]


def test_all_safe_repairs_at_once_leave_the_others_open(ada):
    ada.paste(FOUR)
    ada.press("s")
    ada.hears("done in one move")
    assert ada.all(".mt .list .head .sr") == ["open", "open", "accepted", "open"]


# Marking what the machine missed


def test_words_selected_with_the_mouse_after_an_emoji_are_the_words_that_are_marked(ada):
    ada.paste("The boat 🚢🚢 left the harbour 👨‍👩‍👧 with nobody on bord.\n\nHe left the the town.")
    ada.select("on bord")
    ada.page.click(".mt .float")
    ada.page.wait_for_selector(".mt .passage textarea:focus")
    assert ada.page.input_value(".mt .passage textarea") == "on bord"
    ada.page.select_option(".mt .passage select >> nth=0", "spelling")
    ada.write("on board")
    ada.press("Control+Enter")
    ada.decided(1, 2)
    ada.sees(".mt .list .row.current code", "own.spelling")
    assert ada.copied().startswith("The boat 🚢🚢 left the harbour 👨‍👩‍👧 with nobody on board.\n")
    ada.press("z")
    ada.decided(0, 1)
    assert ada.copied().startswith("The boat 🚢🚢 left the harbour 👨‍👩‍👧 with nobody on bord.\n")


def test_a_paragraph_can_be_reworded_or_only_marked_without_a_mouse(ada):
    ada.paste("He left the the town 🚢 again.\n\nNobody came.")
    ada.press("m")
    ada.page.wait_for_selector(".mt .passage textarea:focus")
    assert ada.page.input_value(".mt .passage textarea") == "He left the the town 🚢 again."
    ada.write("He left town 🚢 again.")
    ada.press("Control+Enter")
    ada.sees(".mt .decided", "2 of 2 decided")
    assert ada.copied() == "He left town 🚢 again.\n\nNobody came."
    ada.press("z")
    ada.decided(0, 1)
    ada.press("m")
    ada.page.wait_for_selector(".mt .passage textarea:focus")
    ada.press("Tab", "Tab", "Tab")
    ada.page.keyboard.insert_text("Says nothing.")
    ada.press("Tab", "Tab")
    assert ada.page.evaluate("document.activeElement.textContent") == "Only mark it"
    ada.press("Enter")
    ada.decided(0, 2)
    ada.sees(".mt .card .note", "Says nothing.")


def test_what_is_dismissed_or_ignored_stays_quiet_in_the_next_check_until_undone(ada):
    text = "The museum was built in 1983 year by the town.\n\nThe bridge was built in 1989 year by the state."

    def checked_again():
        ada.page.click(".mt .new")
        ada.paste(text)
        return ada.all(".mt .list .head .what")

    ada.paste(text)
    everything = ada.all(".mt .list .head .what")
    assert len(everything) >= 2
    here = ada.in_hand
    ada.press("d")
    ada.sees(".mt .decided", "1 of")
    address = ada.page.url
    assert checked_again() == [one for one in everything if one != here]
    ada.page.goto(address)
    ada.sees(".mt .decided", "1 of")
    ada.press("z")
    ada.sees(".mt .decided", "0 of")
    assert checked_again() == everything

    rule = ada.text(".mt .card code")
    ada.page.click(".mt .card .menu summary")
    ada.page.click("text=Ignore this rule from now on")
    ada.sees(".mt .list .row.rejected", "rejected")
    address = ada.page.url
    ada.page.click(".mt .new")
    ada.paste(text)
    assert rule not in ada.page.evaluate("[...document.querySelectorAll('.mt .by-family option')].map(o => o.value)")
    ada.page.goto(address)
    ada.page.wait_for_selector(".mt .undo:enabled")
    ada.press("z")
    ada.sees(".mt .decided", "0 of")
    ada.page.click(".mt .card .menu summary")
    ada.page.click("text=Ignore this rule in this text")
    ada.sees(".mt .list .row.rejected", "rejected")
    assert checked_again() == everything


# Several people, and servers that go away


def test_who_decides_with_an_old_view_is_told_and_overwrites_nothing(editors):
    ada = editors("Ada")
    ada.paste(FOUR)
    bob = editors("Bob", ada.page.url)
    bob.decided(0, 4)
    ada.press("Enter")
    ada.decided(1, 4)
    bob.press("Backspace")
    bob.hears("Ada decided this in the meantime")
    bob.decided(1, 4)
    assert bob.all(".mt .list .head .sr") == ["accepted", "open", "open", "open"]
    bob.sees(".mt .card .said", "accepted, by Ada")
    bob.press("j", "Backspace")
    bob.decided(2, 4)
    ada.comes_back()
    ada.decided(2, 4)
    ada.hears("Bob decided something")
    assert ada.all(".mt .list .head .sr") == ["accepted", "rejected", "open", "open"]
    assert ada.article == bob.article
    ada.press("z")  # her own, not his
    ada.decided(1, 4)
    bob.comes_back()
    bob.decided(1, 4)
    assert bob.all(".mt .list .head .sr") == ["open", "rejected", "open", "open"]


def test_after_a_power_cut_everything_is_there_and_what_waited_arrives_once(ada, served):
    ada.paste(FOUR)
    ada.press("Enter")
    ada.decided(1, 4)
    served.kill()
    ada.press("Enter")
    ada.hears("Not saved yet")
    served.start()
    ada.decided(2, 4)
    ada.hears("The server is back")
    assert len(ada.actions) == 2
    before = ada.state
    ada.page.reload()
    ada.decided(2, 4)
    assert ada.state == before


def test_a_decision_whose_answer_is_lost_on_the_way_is_made_once(ada):
    ada.paste(FOUR)
    lost = []

    def lose(route):
        if lost or "act" not in (route.request.post_data or ""):
            return route.continue_()
        lost.append(route.fetch().status)  # it has arrived, and has been done
        return route.abort()

    ada.page.route("**/component_server/", lose)
    ada.press("Enter")
    ada.decided(1, 4)
    assert lost == [200]
    assert len(ada.actions) == 1


def test_a_document_that_is_gone_leads_back_to_the_start(editors, served):
    ada = editors("Ada", f"{served.url}/?doc=doesnotexist")
    ada.hears("o document")
    ada.page.wait_for_selector(".mt .paste", state="visible")


def test_back_and_forward_move_between_the_start_and_the_document(ada):
    ada.paste(FOUR)
    ada.page.go_back()
    ada.page.wait_for_selector(".mt .paste", state="visible")
    ada.page.go_forward()
    ada.decided(0, 4)


# Many files


NIGHT = {
    "a.txt": "He left the the town.",
    "b.csv": 'text,source\n"It cost 3.500 euros and he left the the town.",Es kostete.\nGood text.,Gut.\n',
    "c.docx": b"PK broken",
    "photo.png": b"x",
}


def many(number):
    """So many documents, which take a while."""
    return "".join(json.dumps({"text": f"He left the the town {n}.\n\n{SAMPLE}"}) + "\n" for n in range(number))


def test_files_become_a_table_and_a_row_opens_in_review(ada):
    ada.batch(NIGHT, "Monday night")
    ada.batch_is("Done: 3 documents, 2 not read")
    ada.page.wait_for_selector(".batches .rows tbody tr")
    assert ada.all(".batches .rows tbody th") == ["b.csv:2", "a.txt", "b.csv:3"]
    assert ada.all(".batches .totals tbody th") == ["documents", "b.csv", "All together"]
    assert ada.all(".batches .problems tbody th") == ["c.docx", "photo.png"]
    assert ada.page.locator(".batches .bars li").count() > 1
    content, name = ada.take_batch("csv")
    assert name == "monday-night.csv"
    assert b"b.csv,0,b.csv:2,10," in content
    content, name = ada.take_batch("jsonl")
    assert json.loads(content.splitlines()[0])["findings"] == {"repetition.word": 1}
    address = ada.page.url
    ada.page.click(".batches .rows tbody tr >> nth=0 >> td >> nth=1")
    ada.page.wait_for_selector(".mt .text mark")
    assert ada.text(".mt .name") == "b.csv:2"
    assert ada.page.is_visible(".mt .source-toggle")
    document = ada.id
    ada.page.go_back()
    ada.page.wait_for_selector(".batches .rows tbody tr")
    assert ada.page.url == address
    ada.page.click(".batches .rows >> text=b.csv:2")
    ada.page.wait_for_selector(".mt .text mark")
    assert ada.id == document


def test_a_batch_goes_on_without_its_page_and_after_a_power_cut(editors, served):
    ada, bob = editors("Ada"), editors("Bob")
    bob.to_batches()
    ada.batch({"night.jsonl": many(6000)})  # not done before both pages have looked
    ada.page.wait_for_selector(".batches .rows tbody tr")
    ada.page.reload()
    bob.page.click(".batches .all >> text=night.jsonl")
    bob.batch_is(" of 6,000 documents")
    ada.page.wait_for_selector(".batches .rows tbody tr")
    served.kill()
    bob.sees(".batches .toast", "The server does not answer")
    served.start()
    bob.batch_is("Interrupted at ")
    ada.batch_is("Interrupted at ")
    at = int(bob.text(".batches .batch .state").split()[2].replace(",", ""))
    bob.page.click(".batches .resume")
    bob.batch_is(" of 6,000 documents · ")
    ada.batch_is(" of 6,000 documents · ")
    ada.page.click(".batches .cancel")
    bob.batch_is("Cancelled at ")
    assert int(bob.text(".batches .batch .state").split()[2].replace(",", "")) >= at > 0


def test_a_batch_is_cancelled_resumed_and_deleted_by_keys_alone(ada):
    def tab_to(selector):
        for _ in range(40):
            if ada.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            ada.press("Tab")
        raise AssertionError(selector)

    ada.batch({"night.jsonl": many(400)}, "By keys")
    ada.batch_is(" of 400 documents")  # before that it would be cancelled while reading
    tab_to(".batches .cancel")
    ada.press("Enter")
    ada.batch_is("Cancelled at ")
    assert ada.page.evaluate("document.activeElement.textContent") == "Resume"
    ada.press("Enter")
    ada.page.set_default_timeout(120_000)
    ada.batch_is("Done: 400 documents")
    ada.page.wait_for_function("document.querySelectorAll('.batches .rows tbody tr').length === 100")
    ada.page.focus(".batches .more")
    ada.press("Enter")
    ada.page.wait_for_function("document.querySelectorAll('.batches .rows tbody tr').length === 300")
    ada.page.focus(".batches .back")
    tab_to(".batches .rows thead th:nth-child(2) button")
    ada.press("Enter")
    ada.page.wait_for_selector(".batches .rows th:nth-child(2)[aria-sort=descending]")
    assert ada.page.evaluate("document.activeElement.textContent") == "Words ▾"
    ada.page.focus(".batches .back")
    tab_to(".batches .delete")
    ada.press("Enter", "Escape", "Enter")
    assert ada.page.evaluate("document.activeElement.textContent") == "Keep it"
    ada.press("Shift+Tab", "Enter")
    ada.sees(".batches .toast", "Deleted")
    ada.page.wait_for_selector(".batches .drop:visible")
    assert "By keys" not in ada.all(".batches .all tbody th")


def test_a_batch_of_hostile_names_is_shown_as_it_is(ada):
    name = "<img src=x onerror=window.harmed=1>${window.harmed=1}.txt"
    ada.batch({name: "He left the the town.", "a\u202etxt.exe": "x"}, HOSTILE[0])
    ada.batch_is("Done: 1 document, 1 not read")
    ada.page.wait_for_selector(".batches .rows tbody tr")
    assert ada.all(".batches .rows tbody th") == [name]
    assert ada.text(".batches .title") == HOSTILE[0]
    assert not ada.page.locator(".batches").locator("img, script, svg, a, b, i").count()
    ada.page.click(".batches .back")
    ada.sees(".batches .all tbody th", HOSTILE[0])
    assert not ada.page.evaluate("window.harmed")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_batches_fit_and_have_no_serious_fault(editors, axe, width, dark):
    ada = editors(width=width, dark=dark)
    ada.page.evaluate(axe)
    ada.to_batches()
    ada.page.set_input_files(".batches .file", [{"name": "n" * 90 + ".txt", "mimeType": "", "buffer": b"x"}] * 2)
    assert not ada.faults()
    assert not ada.beyond()
    ada.page.click(".batches .none")
    ada.batch(NIGHT | {"d" * 110 + ".txt": "He left the the town."}, "A night with a long name " * 4)
    ada.batch_is("Done: ")
    ada.page.wait_for_selector(".batches .problems tbody tr")
    assert not ada.faults()
    assert not ada.beyond()
    ada.page.click(".batches .take summary")
    assert not ada.beyond()
    ada.page.click(".batches .delete")
    assert not ada.faults()
    ada.page.click(".batches .back")
    ada.page.wait_for_selector(".batches .all tbody tr")
    assert not ada.faults()
    assert not ada.beyond()


def test_the_history_shows_more_and_opens_a_document(ada, served):
    store = Store(f"sqlite:///{served.folder / 'mtassist.db'}")
    report = check("He left the the town.")
    for number in range(205):
        store.add(report, title=f"Old {number}", by="Ada")
    store.close()
    ada.page.click("role=tab >> nth=2")
    ada.page.click("#history-more")
    ada.page.wait_for_selector("#history-more", state="hidden")
    ada.page.fill("#history-search :is(input, textarea)", "Old 204")
    ada.sees("#history-documents [role=gridcell]", "Old 204")
    ada.page.click("#history-documents [role=gridcell]:last-child >> nth=0")
    ada.sees(".mt .name", "Old 204")


# Text is data


def test_hostile_text_is_shown_as_it_is_and_nothing_in_it_runs(ada, tmp_path):
    text = "\n\n".join(f"He left the the town. {words} It cost 3.500 euros." for words in HOSTILE)
    ada.paste(text, HOSTILE[0])
    ada.page.wait_for_selector(".mt .text mark")
    assert ada.text(".mt .name") == HOSTILE[0]
    for words in HOSTILE:
        assert words in ada.article
    for number, words in enumerate(HOSTILE[:3], 1):
        ada.press("e")
        ada.page.wait_for_selector(".mt .card textarea:focus")
        ada.write(f"Own {words} own")
        ada.press("Control+Enter")
        ada.sees(".mt .decided", f"{number} of")
        ada.press("c")
        ada.page.wait_for_selector(".mt .card textarea:focus")
        ada.write(words)
        ada.press("Control+Enter")
        ada.sees(".mt .card .note", words)
        ada.press("j")
    ada.page.fill(".mt .words", HOSTILE[1])
    ada.page.fill(".mt .words", "")
    ada.press("Escape", "v")
    for words in [*(f"Own {words} own" for words in HOSTILE[:3]), *HOSTILE[3:]]:
        assert words in ada.article
    ada.press("v")
    for words in HOSTILE:
        assert words in ada.article
    ada.page.reload()
    ada.page.wait_for_selector(".mt .text mark")
    report, _ = ada.download("report")
    assert HOSTILE[0] not in report.decode()
    ada.page.fill(".mt .person input", HOSTILE[0])
    ada.press("Tab")
    ada.page.click(".mt .new")
    wicked = tmp_path / "<img src=x onerror=harmed=1>.txt"
    wicked.write_text(text)
    ada.page.set_input_files(".mt .file", wicked)
    ada.sees(".mt .name", "<img src=x onerror=harmed=1>")
    ada.page.hover(".mt .text mark")
    assert not ada.page.evaluate("window.harmed")
    assert not ada.page.locator(".mt .desk").locator("img, script, svg, a, b, i").count()


def test_characters_that_reorder_or_hide_text_are_shown_as_what_they_are(ada):
    ada.paste("The user \u202eevil\u202c came. He left the the town\u200b.")
    assert "U+202E" in ada.article
    assert not any(hidden in ada.page.text_content(".mt .desk") for hidden in "\u202e\u202c\u200b")
    ada.page.select_option(".mt .by-family", "repetition.word")
    ada.page.click(".mt .all-shown")
    ada.sees(".mt .decided", "1 of")
    assert "\u202e" in ada.copied()  # nobody decided on it


def test_ten_thousand_marks_open_and_answer(ada):
    ada.page.set_default_timeout(120_000)
    ada.paste("\n".join(" ".join(f"Boat {k} of port {n} cost 3.500 euros." for k in range(200)) for n in range(50)))
    ada.sees(".mt .decided", "0 of 10")
    begun = time.monotonic()
    ada.press("Enter")
    ada.sees(".mt .decided", "1 of 10")
    ada.press("j", "Backspace")
    ada.sees(".mt .decided", "2 of 10")
    assert time.monotonic() - begun < 20


def test_an_article_of_five_thousand_words_opens_is_decided_in_bulk_and_taken_back(ada):
    ada.paste(long_text())
    ada.sees(".mt .decided", "0 of 4")
    marks = ada.page.locator(".mt .text mark").count()
    assert marks > 400
    ada.press("Enter")
    ada.sees(".mt .decided", "1 of")
    ada.press("Shift+A")
    ada.hears("done in one move")
    ada.press("z", "z")
    ada.sees(".mt .decided", "0 of 4")
    assert ada.page.locator(".mt .text mark").count() == marks


def test_an_empty_or_endless_text_is_refused_with_a_reason(ada):
    ada.page.focus(".mt .paste")
    ada.press("Control+Enter")
    ada.hears("paste an article first")
    ada.page.fill(".mt .paste", "word " * 400_000)
    ada.page.click(".mt .go")
    ada.hears("characters; at most")
    assert len(ada.page.input_value(".mt .paste")) == 2_000_000  # and is not lost


# How it looks


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_stands_out_over_the_edge(editors, width, dark):
    ada = editors(width=width, dark=dark)
    assert ada.page.evaluate("document.body.classList.contains('dark')") == dark
    assert not ada.beyond()
    ada.page.fill(".mt .paste", FOUR + "\n\n" + "Donaudampfschiff" * 30)
    ada.page.click(".mt .with-source summary")
    ada.page.fill(".mt .source-text", "Er ging. " * 50)
    ada.page.fill(".mt .start .title", "A headline " * 18)
    ada.page.click(".mt .go")
    ada.page.wait_for_selector(".mt .text mark")
    assert not ada.beyond()
    ada.page.click(".mt .source-toggle")
    assert not ada.beyond()
    ada.page.click(".mt .card .menu summary")
    assert not ada.beyond()
    ada.press("Escape", "v", "v")
    assert not ada.beyond()
    ada.press("t")
    assert not ada.beyond()
    ada.press("Escape", "?")
    assert not ada.beyond()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_has_no_serious_fault_for_people_who_hear_it_or_see_little(editors, axe, dark):
    ada = editors(dark=dark)
    ada.page.evaluate(axe)
    assert not ada.faults()
    ada.paste(SAMPLE)
    ada.page.wait_for_selector(".mt .card .suggestion")
    assert not ada.faults()
    ada.press("Enter", "Backspace", "j", "m")
    ada.page.wait_for_selector(".mt .passage textarea")
    ada.decided(2, 22)
    ada.sees_not(".mt .toast.up")
    assert not ada.faults()
    ada.press("Escape", "v", "v")
    assert not ada.faults()
    ada.press("?")
    assert not ada.faults()
