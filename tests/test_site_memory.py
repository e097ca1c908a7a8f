"""What sites repeat, learnt from made-up batches: invented words, planted residue, and news that only looks like it."""

import json
import pickle
import re
import time
from contextlib import closing
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from mtassist import Config, api, check, check_many, document, edits, plugins
from mtassist.batch import reading
from mtassist.batch.fragments import key
from mtassist.batch.journal import Journal
from mtassist.batch.learning import learn
from mtassist.batch.memory import Entry, Memory
from mtassist.batch.site_memory import RULE, find
from mtassist.cli import main
from mtassist.errors import ConfigError, InputError
from mtassist.evaluate import sites, tables
from mtassist.evaluate.made_up import Made, Writer, batch
from mtassist.formats import report as reports
from mtassist.formats import sarif
from mtassist.store import Store
from mtassist.web.batches import Batches
from mtassist.web.desk import Desk
from mtassist.web.intake import File

DAY = "2026-01-05"


def docs(made):
    return [(m.outlet, document(m.text)) for m in made]


def texts(memory):
    return [e.fragment for e in memory.entries]


@pytest.fixture(scope="module")
def night():
    made = list(batch(500, 5))
    return made, learn(docs(made), day=DAY)


def test_what_was_planted_is_found_and_no_sentence_of_an_article(night):
    made, memory = night
    planted = found = 0
    wrong, missed = [], []
    for m in made:
        marked = [i.text for i in find(document(m.text), memory, m.outlet)]
        planted += len(m.planted)
        found += sum(p in marked for p in m.planted)
        missed += [p for p in m.planted if p not in marked]
        wrong += [t for t in marked if t not in m.planted]
    assert planted > 2000
    assert len(memory.entries) == 60, "a list to be read by people has no line too many"
    assert wrong == []
    assert found / planted >= 0.98, missed[:10]


def test_other_documents_of_the_outlet_profit(night):
    """What was learnt is found in a text that was not there; in one of another outlet it is not."""
    _, memory = night
    entry = next(e for e in memory.entries if e.fragment.startswith("Most "))
    text = f"Harbour opens again\n\nThe harbour opened on Monday after the storm.\n\n{entry.fragment}\n\nShips came in."
    assert [i.text for i in find(document(text), memory, entry.outlet)] == [entry.fragment]
    assert find(document(text), memory, "another") == []


def test_a_finding_says_how_often_and_takes_the_line_away(night):
    _, memory = night
    entry = next(e for e in memory.entries if e.fragment.startswith("Most "))
    text = f"Harbour opens again\n\n{entry.fragment}\n\nShips came in."
    (issue,) = find(document(text), memory, entry.outlet)
    assert issue.rule == RULE.id
    assert f"{entry.count} of {entry.of} articles of {entry.outlet}" in issue.message
    assert 0.7 <= issue.confidence <= 0.97
    assert edits.apply(text, issue.suggestions[0].edits) == "Harbour opens again\n\nShips came in."
    assert issue.suggestions[0].safety == "review"


def test_the_same_article_again_and_again_makes_no_residue():
    writer = Writer(3)
    blocks = writer.article()
    again = []
    for number in range(30):
        changed = [*blocks[:2], f"{blocks[2]} {writer.sentence()}", *blocks[3:]]  # touched up a little each time
        again.append(Made("a", "\n\n".join(changed if number % 2 else blocks), []))
    others = [Made("a", "\n\n".join(writer.article()), []) for _ in range(30)]
    assert texts(learn(docs([*again, *others]), day=DAY)) == []


def test_an_agency_story_in_many_outlets_is_news():
    """Its lead opens articles that go on differently, its last paragraph closes them."""
    writer = Writer(4)
    lead, closing = (f"{writer.sentence(12)} {writer.sentence(12)}" for _ in range(2))
    made = []
    for number in range(500):
        blocks = writer.article()
        if writer.random.random() < 0.2:
            blocks = [blocks[0], f"{lead} {blocks[1]}" if number % 2 else lead, *blocks[2:], closing]
        made.append(Made(f"outlet{number % 5}", "\n\n".join(blocks), []))
    assert texts(learn(docs(made), day=DAY)) == []


def test_the_news_of_one_day_in_one_outlet_is_news():
    writer = Writer(5)
    closing = writer.sentence(14)
    made = [Made("a", "\n\n".join(writer.article() + [closing] * (30 <= n < 60)), []) for n in range(200)]
    assert texts(learn(docs(made), day=DAY)) == []


def test_the_headline_of_a_series_is_no_residue():
    writer = Writer(13)
    made = []
    for number in range(200):
        blocks = writer.article()
        made.append(
            Made(
                "a",
                "\n\n".join([f"The sky over the bay on {writer.date()}", *blocks[1:]] if number % 12 == 0 else blocks),
                [],
            )
        )
    assert texts(learn(docs(made), day=DAY)) == []


def test_what_people_say_again_and_again_is_no_residue():
    writer = Writer(16)
    made = []
    for number in range(200):
        blocks = writer.article()
        blocks.insert(4, "Yes!" if number % 6 == 0 else writer.sentence())
        made.append(Made("a", "\n\n".join(blocks), []))
    assert texts(learn(docs(made), day=DAY)) == []


def test_lines_of_figures_are_no_residue():
    writer = Writer(14)
    made = [Made("a", "\n\n".join([*writer.article(), f"{n}", f"{n}-{n + 1}", f"{n} m"]), []) for n in range(30)]
    assert texts(learn(docs(made), day=DAY)) == []


def test_short_articles_under_long_boilerplate_are_not_doubles():
    writer = Writer(15)
    boilerplate = [writer.sentence(14) for _ in range(10)]
    made = [Made("a", "\n\n".join([*writer.article(3), *boilerplate]), []) for _ in range(100)]
    memory = learn(docs(made), day=DAY)
    assert sorted(texts(memory)) == sorted(boilerplate)
    assert min(e.count for e in memory.entries) >= 90


def test_three_documents_prove_nothing():
    writer = Writer(6)
    made = [Made("a", "\n\n".join([*writer.article(), "More from the desk"]), []) for _ in range(4)]
    assert texts(learn(docs(made[:3]), day=DAY)) == []
    assert texts(learn(docs(made), day=DAY)) == ["More from the desk"]


def test_what_the_residue_rules_found_is_not_said_twice():
    text = "Harbour opens again\n\nShare this article\n\nThe harbour opened on Monday, the mayor said.\n\nShips came."
    report = check(text, config=Config(model="none"))
    assert [i.rule for i in report.issues if i.text == "Share this article"]
    memory = Memory([Entry("", "Share this article", 9, 10, DAY)])
    assert len(find(report.document, memory, "")) == 1
    assert find(report.document, memory, "", report.issues) == []


# the list


def test_the_list_comes_back_as_it_was_written(night, tmp_path):
    _, memory = night
    memory.write(tmp_path / "memory.tsv")
    assert Memory.read(tmp_path / "memory.tsv") == memory
    lines = (tmp_path / "memory.tsv").read_text().splitlines()
    assert lines[0].startswith("#")
    assert "outlet\tfragment\tcount\tof\tfirst_seen\tkeep" in lines


def test_a_person_says_no(tmp_path):
    path = tmp_path / "memory.tsv"
    Memory([Entry("a", "More from the desk", 9, 10, DAY)]).write(path)
    path.write_text(path.read_text().replace("\tyes\n", "\tno\n") + "# looked through on Monday\n")
    memory = Memory.read(path)
    assert find(document("Harbour opens\n\nMore from the desk\n\nShips came in."), memory, "a") == []
    writer = Writer(8)
    again = learn(
        docs([Made("a", "\n\n".join([*writer.article(), "More from the desk"]), []) for _ in range(20)]), memory
    )
    assert [(e.fragment, e.count, e.of, e.keep) for e in again.entries] == [("More from the desk", 29, 30, False)]


HOSTILE = (
    "=HYPERLINK(1)\tclick\nnow",
    "+1 more\0 here",
    "@SUM of all",
    "#no comment",
    "'quoted label",
    "'=twice",
    "－wide sign",
    "bell \x07 and \x1b[31m red",
    "right\u202eleft\u2028new line",
    "half a \ud800 character",
)


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_hostile_fragments_stay_one_cell(words, tmp_path):
    path = tmp_path / "memory.tsv"
    writer = Writer(9)
    made = [Made(words, "\n\n".join([*writer.article(), " ".join(words.splitlines())]), []) for _ in range(12)]
    memory = learn(docs(made), day=DAY)
    memory.write(path)
    (line,) = [
        line for line in path.read_text().split("\n")[:-1] if line[:2] != "# " and not line.startswith("outlet\t")
    ]
    cells = line.split("\t")
    assert len(cells) == 6
    assert all(cell.isprintable() and not cell.startswith(("=", "+", "-", "@", "#")) for cell in cells)
    again = Memory.read(path)
    assert texts(again) == texts(memory)
    assert again.entries[0].count == 12
    assert len(find(docs(made)[0][1], again, words)) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the first line is"),
        ("a\tb\n", "the first line is"),
        ("{head}a\n", ":2: 1 cells; wanted outlet, fragment"),
        ("{head}a\tMore news\t1\t2\t2026-01-05\tyes\tand\n", ":2: 7 cells"),
        ("{head}a\tMore news\n\n# note\na\tMORE NEWS\n", ":5: stands in line 2 already"),
        ("{head}a\tMore news\tx\t2\t2026-01-05\tyes\n", "wanted whole numbers"),
        (f"{{head}}a\tMore news\t{'9' * 5000}\t2\t2026-01-05\tyes\n", "wanted whole numbers"),
        ("{head}a\tMore news\t1\t2\t2026-01-05\tperhaps\n", "wanted yes or no"),
        ("{head}a\t--\t1\t2\t2026-01-05\tyes\n", "has no words"),
    ],
)
def test_a_broken_list_is_refused_by_line(content, message, tmp_path):
    path = tmp_path / "memory.tsv"
    path.write_text(content.format(head="outlet\tfragment\tcount\tof\tfirst_seen\tkeep\n"))
    with pytest.raises(InputError, match=message):
        Memory.read(path)


def test_a_list_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        Memory.read(tmp_path / "none.tsv")


def test_a_list_that_a_spreadsheet_has_saved_is_read_as_it_was(tmp_path):
    memory = Memory([Entry("a", 'Read "The Harbour" every day', 9, 10, DAY), Entry("a", '"All of it"', 8, 10, DAY)])
    path = tmp_path / "sites.tsv"
    memory.write(path)
    assert Memory.read(path) == memory
    saved = path.read_text().replace('Read "The Harbour" every day', '"Read ""The Harbour"" every day"')
    path.write_text("\ufeff" + saved.replace("\n", "\r\n"), encoding="utf-8")
    assert Memory.read(path) == memory


# merging


def test_a_later_batch_adds_its_counts():
    writer = Writer(10)

    def nights(label, share):
        return docs(
            Made("a", "\n\n".join([*writer.article(), *[label] * (n < share)]), []) for n in range(50)
        )  # fmt: skip

    first = learn(nights("More from the desk", 30), day="2026-01-05")
    second = learn(nights("More from the desk", 1), first, day="2026-01-06")  # too seldom to be learnt anew
    assert second.entries == (Entry("a", "More from the desk", 31, 100, "2026-01-05"),)
    third = learn(nights("Back to the start", 20), second, day="2026-01-07")
    assert [(e.fragment, e.count, e.of, e.first_seen) for e in third.entries] == [
        ("More from the desk", 31, 150, "2026-01-05"),
        ("Back to the start", 20, 50, "2026-01-07"),
    ]


def test_two_lists_become_one():
    mine = Memory([Entry("a", "Updated: 3 March", 5, 10, "2026-01-05"), Entry("b", "Read on", 4, 9, DAY)])
    other = Memory([Entry("a", "updated: 7 May", 6, 20, "2026-01-02", keep=False)])
    assert mine.merged(other).entries == (
        Entry("a", "Updated: 3 March", 11, 30, "2026-01-02", keep=False),
        Entry("b", "Read on", 4, 9, DAY),
    )


def test_near_fragments_are_one():
    assert key("Posted on Tuesday, 3 March 2024 at 4:15 pm") == key("posted on Friday, 12 May 2025 at 11:05 am")
    assert key("By Ana Ruiz") == key("BY Tom van der Hale")
    assert key("Ana Ruiz") != key("Tom Hale")
    memory = Memory([Entry("a", "Follow the harbour desk of Porto on our channel", 9, 10, DAY)])
    assert memory.get("a", key("Follow the harbour desk from Porto on our channel"))
    assert memory.get("a", key("Follow the minister and his party on their way")) is None


# the rule


def test_its_examples_hold():
    memory = Memory([Entry("", "The Harbour Letter, every day at seven", 40, 50, DAY)])
    for example in RULE.examples:
        issues = find(document(example.text), memory, "")
        assert [i.span for i in issues] == ([] if example.span is None else [example.span])
        for issue in issues:
            mended = edits.apply(example.text, issue.suggestions[0].edits)
            assert find(document(mended), memory, "") == []


def test_it_can_be_chosen_and_left_out():
    assert RULE.id in plugins.choose((), ())
    assert RULE.id not in plugins.choose((), ("residue",))
    assert plugins.choose((RULE.id,), ()) == {RULE.id}
    with pytest.raises(ConfigError, match=RULE.id):
        plugins.choose(("residue.site-memry",), ())


LINE = "The Harbour Letter, every day at seven"
TEXT = f"Harbour opens\n\n{LINE}\n\nShips came in, the mayor said on Monday."
LISTED = Memory([Entry("post", LINE, 40, 50, DAY)])
WITH = Config(model="none", memory=LISTED)


def marked(config=WITH, text=TEXT):
    return [i.text for i in check(text, config=config).issues if i.rule == RULE.id]


def test_a_check_marks_what_is_on_the_list_and_weighs_it():
    report, without = check(TEXT, config=WITH), check(TEXT, config=Config(model="none"))
    (issue,) = (i for i in report.issues if i.rule == RULE.id)
    assert issue.message == "Comes back in 40 of 50 articles of post: the site's text, not the article's."
    assert LINE not in edits.apply(TEXT, issue.suggestions[0].edits), "the fix is proven like any other"
    assert report.scores[0].value > without.scores[0].value
    values = reports.document("a.txt", report)
    assert reports.read(values, TEXT, None) == report


def test_the_signature_names_the_list_only_where_one_is_used():
    report, without = check(TEXT, config=WITH), check(TEXT, config=Config(model="none"))
    assert reports.as_dict([("a", report)])["signature"].endswith(f"|memory:{LISTED.signature}")
    assert sarif.as_dict([("a", report)])["runs"][0]["tool"]["driver"]["properties"]["signature"].endswith(
        f"|memory:{LISTED.signature}"
    )
    assert "memory" not in json.dumps(reports.as_dict([("a", without)])).replace(RULE.id, "")
    other = Memory([replace(LISTED.entries[0], count=41)])
    assert other.signature != LISTED.signature == Memory([replace(LISTED.entries[0], first_seen="")]).signature


def test_a_report_does_not_depend_on_the_texts_beside_it():
    texts = [TEXT, TEXT.replace(LINE, "Nothing comes back"), TEXT]
    together = list(check_many(map(document, texts), WITH))
    assert together == [check(text, config=WITH) for text in texts]


def test_only_its_own_outlet_is_looked_at_where_it_is_known():
    assert marked() == [LINE], "of no known outlet: whatever any outlet repeats"
    assert marked(replace(WITH, outlet="post")) == [LINE]
    assert marked(replace(WITH, outlet="other")) == []


def test_of_several_outlets_that_repeat_a_line_the_most_frequent_speaks_and_a_veto_silences_all():
    three = [Entry(name, LINE, count, 50, DAY) for name, count in (("a", 10), ("b", 30), ("c", 20))]
    assert "30 of 50 articles of b" in check(TEXT, config=replace(WITH, memory=Memory(three))).issues[0].message
    vetoed = Memory([three[0], three[1], replace(three[2], keep=False)])
    assert marked(replace(WITH, memory=vetoed)) == []
    assert marked(replace(WITH, memory=vetoed, outlet="b")) == [LINE]


def test_what_a_person_has_put_on_the_list_has_no_count(tmp_path):
    path = tmp_path / "sites.tsv"
    path.write_text(f"outlet\tfragment\tcount\tof\tfirst_seen\tkeep\npost\t{LINE}\n")
    (issue,) = check(TEXT, config=replace(WITH, memory=Memory.read(path))).issues
    assert issue.message == "On the list of what comes back in articles of post: the site's text, not the article's."


@pytest.mark.parametrize(
    "change", [{"ignore": (RULE.id,)}, {"select": ("quotes",)}, {"min_confidence": 0.99}], ids=repr
)
def test_findings_follow_the_configuration(change):
    assert marked(replace(WITH, **change)) == []


def test_a_comment_in_the_text_mutes_it():
    assert marked(text=TEXT.replace(LINE, f"<!-- mtassist: ignore residue -->\n\n{LINE}")) == []


def test_what_the_memory_marks_goes_as_a_whole():
    """No comma is mended in a line that goes."""
    line = "The Harbour  Letter , every day at seven"
    memory = Memory([Entry("post", line, 40, 50, DAY)])
    report = check(TEXT.replace(LINE, line), config=replace(WITH, memory=memory))
    assert [i.rule for i in report.issues] == [RULE.id]


def test_a_memory_travels_to_workers_and_back():
    assert pickle.loads(pickle.dumps(WITH)) == WITH
    assert pickle.loads(pickle.dumps(LISTED)) is pickle.loads(pickle.dumps(LISTED)), "made ready once"


def test_it_is_found_fast_in_a_text_of_nothing_else():
    """A thousand times the line with findings in between: time grows with the text."""

    def seconds(times):
        text = f"{LINE}\n\nShare this article\n\n" * times
        given = document(text)
        found = check(text, config=Config(model="none", select=("residue",))).issues
        took = []
        for _ in range(3):
            begin = time.process_time()
            assert len(find(given, LISTED, "post", found)) == times
            took.append(time.process_time() - begin)
        return min(took)

    assert seconds(2000) < 30 * max(seconds(200), 0.005)


# the command line


@pytest.fixture
def night_folder(tmp_path, monkeypatch):
    """Sixty articles of two outlets in folders, with planted residue, and the folder above them to work in."""
    made = list(batch(60, 2))
    for number, m in enumerate(made):
        path = tmp_path / "night" / m.outlet / f"{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(m.text)
    monkeypatch.chdir(tmp_path)
    return made


def results(path="out.jsonl"):
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def test_score_learns_and_marks_in_one_run(night_folder, capsys):
    assert main(["score", "night", "--learn", "sites.tsv", "-o", "out.jsonl", "--select", RULE.id]) == 0
    said = capsys.readouterr().err
    memory = Memory.read("sites.tsv")
    outlets = sorted({m.outlet for m in night_folder})
    assert sorted({e.outlet for e in memory.entries}) == outlets
    for outlet in outlets:
        count = sum(e.outlet == outlet for e in memory.entries)
        assert f"{outlet}: {count} entries, {count} of them new, 30 documents read" in said
    last = results()[-1]
    planted = sum(len(m.planted) for m in night_folder)
    assert 0.9 * planted <= last["findings"][RULE.id] <= planted
    assert f"memory:{memory.signature}" in last["signature"]
    first = next(r for r in results() if r.get("issues"))
    assert re.search(r"in \d+ of 30 articles of \w+post", first["issues"][0]["message"])


def test_the_same_batch_counts_once_and_gives_the_same_bytes(night_folder, capsys):
    run = ["score", "night", "--learn", "sites.tsv", "-o", "out.jsonl", "--select", RULE.id]
    main(run)
    listed, written = Path("sites.tsv").read_bytes(), Path("out.jsonl").read_bytes()
    capsys.readouterr()
    main(run)
    assert "learnt before and counts once" in capsys.readouterr().err
    assert (Path("sites.tsv").read_bytes(), Path("out.jsonl").read_bytes()) == (listed, written)
    main(["score", "night", "--memory", "sites.tsv", "-o", "again.jsonl", "--select", RULE.id])
    assert Path("again.jsonl").read_bytes() == written


@pytest.mark.slow
def test_workers_use_the_same_list(night_folder):
    run = ["score", "night", "--learn", "sites.tsv", "--select", RULE.id, "-o"]
    main([*run, "one.jsonl"])
    main([*run, "two.jsonl", "--workers", "2"])
    assert Path("two.jsonl").read_bytes() == Path("one.jsonl").read_bytes()


def test_a_run_that_fails_leaves_the_list_as_it_was(night_folder, monkeypatch):
    def full(*_):
        raise InputError("out.jsonl: not written: No space left on device")

    run = ["score", "night", "--learn", "sites.tsv", "-o", "out.jsonl", "--select", RULE.id]
    main([*run, "--limit", "30"])
    before = Path("sites.tsv").read_bytes()
    monkeypatch.setattr("mtassist.formats.text.write_pieces", full)
    assert main(run) == 2
    assert Path("sites.tsv").read_bytes() == before


def test_check_and_fix_use_the_list_named_or_the_configured_one(tmp_path, monkeypatch, capsys):
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "a.txt").write_text(TEXT)
    LISTED.write(tmp_path / "sites.tsv")
    monkeypatch.chdir(tmp_path / "desk")
    assert main(["check", "a.txt", "--model", "none"]) == 0
    assert main(["check", "a.txt", "--memory", "../sites.tsv", "--outlet", "other"]) == 0
    capsys.readouterr()
    assert main(["check", "a.txt", "--memory", "../sites.tsv", "--format", "json"]) == 1
    (issue,) = json.loads(capsys.readouterr().out)["documents"][0]["issues"]
    assert (issue["rule"], issue["text"]) == (RULE.id, LINE)
    (tmp_path / "mtassist.toml").write_text('memory = "sites.tsv"\nmodel = "none"\n')
    assert main(["check", "a.txt", "--format", "sarif"]) == 1
    assert '"fixes"' in capsys.readouterr().out
    assert main(["fix", "a.txt", "--unsafe-fixes"]) == 0
    assert capsys.readouterr().out == TEXT.replace(f"{LINE}\n\n", "")


def test_a_folder_on_the_way_to_a_text_names_its_outlet(tmp_path, monkeypatch, capsys):
    for folder in ("other", "post/2024", "drafts"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.txt").write_text(TEXT)
    Memory([*LISTED.entries, Entry("other", LINE, 4, 5, DAY)]).write(tmp_path / "sites.tsv")
    monkeypatch.chdir(tmp_path)
    main(["check", "other/a.txt", "post/2024/a.txt", "drafts/a.txt", "--memory", "sites.tsv", "--format", "compact"])
    said = capsys.readouterr().out.splitlines()
    assert [line.partition("articles of ")[2].partition(":")[0] for line in said] == ["other", "post", "other"]


def test_a_run_that_was_cut_off_and_resumed_says_and_learns_the_same(night_folder, monkeypatch):
    run = ["score", "night", "--learn", "sites.tsv", "-o", "out.jsonl", "--select", RULE.id]
    main(run)
    whole, listed = Path("out.jsonl").read_bytes(), Path("sites.tsv").read_bytes()
    Path("sites.tsv").unlink()
    Path("out.jsonl").unlink()
    with monkeypatch.context() as cut:
        add, added = Journal.add, []

        def power_fails(journal, results):
            if len(added) == 20:
                raise InputError("no power")
            added.append(add(journal, results))

        cut.setattr(Journal, "add", power_fails)
        assert main(run) == 2
    assert not Path("sites.tsv").exists()
    assert main([*run, "--resume"]) == 0
    assert (Path("out.jsonl").read_bytes(), Path("sites.tsv").read_bytes()) == (whole, listed)


@pytest.mark.parametrize(
    ("folder", "options", "marks"),
    [
        ("post", [], 1),
        ("other", [], 0),
        ("monday", [], 1),  # no outlet of the list: whatever any of them repeats
        ("post", ["--outlet", "other"], 0),
        ("post", ["--outlet", "nobody"], 0),
    ],
)
def test_score_looks_for_what_the_outlet_of_a_document_repeats(folder, options, marks, tmp_path, monkeypatch):
    (tmp_path / "night" / folder).mkdir(parents=True)
    (tmp_path / "night" / folder / "a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    Memory([*LISTED.entries, Entry("other", "Quite another line", 9, 10, DAY)]).write("sites.tsv")
    assert main(["score", "night", "--memory", "sites.tsv", "-o", "out.jsonl", "--select", RULE.id, *options]) == 0
    assert sum(results()[-1]["findings"].values()) == marks


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-", "--learn", "sites.tsv"], "reads the input twice"),
        (["-t", "lines.txt", "--learn", "sites.tsv"], "counts documents"),
        (["night", "--learn", "none/sites.tsv"], "no file can be written there"),
        (["night", "--learn", "night"], "no file can be written there"),
        (["night/a.txt", "--learn", "night/a.txt"], "not a readable list|no list of what|one of the inputs"),
        (["night", "--learn", "sites.tsv", "--memory", "sites.tsv"], "leave --memory out"),
        (["night", "--memory", "none.tsv"], "none.tsv: no such file"),
        (["night", "--learn", "broken.tsv"], r"broken\.tsv:2: keep is 'perhaps'"),
    ],
)
def test_what_cannot_be_learnt_from_is_refused_in_one_line(arguments, says, tmp_path, monkeypatch, capsys):
    (tmp_path / "night").mkdir()
    (tmp_path / "night" / "a.txt").write_text(TEXT)
    (tmp_path / "lines.txt").write_text("A line.\n")
    (tmp_path / "broken.tsv").write_text("outlet\tfragment\tcount\tof\tfirst_seen\tkeep\na\tb c d\t1\t2\t\tperhaps\n")
    monkeypatch.chdir(tmp_path)
    assert main(["score", *arguments]) == 2
    said = capsys.readouterr().err
    assert re.search(says, said)
    assert said.count("\n") == 1


def test_the_outlet_comes_from_a_column_or_a_folder(tmp_path):
    (tmp_path / "a.csv").write_text("text,outlet\nOne.,diario\nTwo.,\n")
    assert [unit.outlet for unit in reading.units_of([str(tmp_path / "a.csv")])] == ["diario", None]
    (tmp_path / "night" / "post").mkdir(parents=True)
    (tmp_path / "night" / "post" / "a.txt").write_text("One.")
    (tmp_path / "night" / "b.txt").write_text("Two.")
    assert [unit.outlet for unit in reading.units_of([str(tmp_path / "night")])] == [None, "post"]


# the page


def test_the_pages_of_a_server_use_the_list_it_was_given(tmp_path, monkeypatch):
    LISTED.write(tmp_path / "sites.tsv")
    (tmp_path / "mtassist.toml").write_text('memory = "sites.tsv"\nignore = ["residue"]\n')
    monkeypatch.chdir(tmp_path)
    given = []
    monkeypatch.setattr("mtassist.web.serve.serve", lambda *_, config, **__: given.append(config))
    assert main(["serve"]) == 0
    (config,) = given
    store = Store(f"sqlite:///{tmp_path}/desk.db")
    desk = Desk(store, config)
    told = desk.check(TEXT, by="Ann")
    assert [issue["rule"] for issue in told["issues"]] == [RULE.id], "what else is ignored people say on the page"
    assert told["issues"][0]["message"].startswith("Comes back in 40 of 50 articles of post")
    assert not told["issues"][0]["own"]
    assert f"memory:{LISTED.signature}" in told["signature"]
    assert api.check(store, TEXT, config=config)["documents"][0]["issues"][0]["rule"] == RULE.id
    (tmp_path / "upload").write_text(TEXT)
    assert RULE.id in batch_of(store, desk, tmp_path)
    store.close()


def batch_of(store, desk, folder):
    """What a batch of the page finds in the text that was uploaded."""
    with closing(Batches(folder / "batches", store, desk)) as batches:
        id = batches.start([File("a.txt", folder / "upload")], by="Ann")
        until = time.monotonic() + 20
        while batches.look(id)["state"] != "done" and time.monotonic() < until:
            time.sleep(0.05)
        return batches.take(id, "jsonl", folder / "taken").read_text()


@pytest.mark.parametrize(("outlet", "found"), [("post", True), ("elsewhere", False)])
def test_a_batch_of_the_page_comes_from_the_outlet_that_the_server_was_told(tmp_path, outlet, found):
    LISTED.write(tmp_path / "sites.tsv")
    (tmp_path / "upload").write_text(TEXT)
    store = Store(f"sqlite:///{tmp_path}/desk.db")
    desk = Desk(store, Config(memory=Memory.read(tmp_path / "sites.tsv"), outlet=outlet))
    assert (RULE.id in batch_of(store, desk, tmp_path)) is found
    store.close()


def test_a_server_takes_up_what_is_learnt_or_vetoed_while_it_runs(tmp_path):
    path = tmp_path / "sites.tsv"
    LISTED.write(path)
    store = Store(f"sqlite:///{tmp_path}/desk.db")
    desk = Desk(store, Config(memory=Memory.read(path)))

    def found():
        return [issue["rule"] for issue in desk.check(TEXT, by="Ann")["issues"]]

    assert found() == [RULE.id]
    path.write_text(path.read_text() + "half a line")
    assert found() == [RULE.id], "a list that cannot be read changes nothing"
    Memory([replace(LISTED.entries[0], keep=False)]).write(path)
    assert found() == []
    path.unlink()
    assert found() == []
    store.close()


# size


@pytest.mark.slow
def test_time_and_memory_stay_in_step_with_the_documents():
    """Where this was written 20,000 documents of five outlets took as long, each, as 2,000 did."""
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:  # a process for each, whose peak is its own
        few, many = pool.map(sites.cost, [2_000, 20_000], chunksize=1)
    assert many.learning <= 1.5 * few.learning
    assert many.megabytes - few.megabytes <= 100


def test_the_measure_says_what_falls_short():
    found = sites.Found(500, 60, 1000, 990, ())
    good = sites.Sites(found, sites.Cost(2_000, 1.0, 0.5, 80), sites.Cost(20_000, 1.1, 0.5, 100))
    assert good.missed == ()
    assert "found 990 (99.0%), with 60 entries on the list" in tables.site_memory(good)
    bad = replace(good, found=replace(found, found=900, wrong=("He left.",)), many=sites.Cost(20_000, 2.0, 0.5, 300))
    assert bad.missed == ("recall", "sentences of articles", "time", "memory")
    assert "    He left." in tables.site_memory(bad)
