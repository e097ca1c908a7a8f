"""What sites repeat, learnt from made-up batches: invented words, planted residue, and news that only looks like it."""

import random
import time
from dataclasses import dataclass, replace
from multiprocessing import get_context

import pytest

from mtassist import Config, check, document, edits, plugins
from mtassist.batch import site_memory
from mtassist.batch.fragments import key
from mtassist.batch.site_memory import RULE, Entry, Memory, find, learn, outlet_of, remembered
from mtassist.errors import ConfigError, InputError
from mtassist.formats import report as reports

DAY = "2026-01-05"
SYLLABLES = [c + v for c in "bdfgklmnprst" for v in "aeio"]
SMALL = ("the", "of", "in", "a", "to", "and", "with", "for", "from", "on", "at", "by", "near")
MONTHS = ("January", "March", "May", "July", "October", "December")
DAYS = ("Monday", "Tuesday", "Friday", "Sunday")


class Writer:
    """Writes invented articles, always the same for one seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.words = ["".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))) for _ in range(3000)]

    def word(self):
        return self.random.choice(SMALL) if self.random.random() < 0.35 else self.random.choice(self.words)

    def name(self):
        return f"{self.random.choice(self.words).title()} {self.random.choice(self.words).title()}"

    def sentence(self, shortest=6):
        said = [self.word() for _ in range(self.random.randint(shortest, 18))]
        if self.random.random() < 0.2:
            said += ["said", self.name()]
        if self.random.random() < 0.1:
            said += ["on", f"{self.random.choice(DAYS)}"]
        text = " ".join(said)
        return text[0].upper() + text[1:] + "."

    def date(self):
        return f"{self.random.choice(MONTHS)} {self.random.randint(1, 28)}, {self.random.randint(2019, 2025)}"

    def article(self, paragraphs=8):
        """A headline, paragraphs, a heading of its own in between."""
        body = [" ".join(self.sentence() for _ in range(self.random.randint(1, 3))) for _ in range(paragraphs)]
        body.insert(paragraphs // 2, " ".join(self.word() for _ in range(4)).capitalize())
        return [" ".join([self.random.choice(self.words).title(), *(self.word() for _ in range(7))]), *body]


STOCK = ("The inquiry is still open.", "Nobody was hurt.", "He did not want to comment on the matter.")


def plants(writer, name):
    """Twelve kinds of residue of one outlet: how often it stands, where, and how it is worded today."""
    w, r = writer.words, writer.random
    a, b, c, d, e, f = (r.choice(w) for _ in range(6))
    closing = f"{name} has told the news of {writer.name()} and of {writer.name()} since the {a} of {b} was built."

    def clock():
        return f"{r.randint(1, 12)}:{r.randint(10, 59)} {r.choice(['am', 'pm'])}"

    def near():
        return f"Follow the {a} desk with {r.choice(w)} and the {c} of today on the {d} channel of {name}"

    def prompt():
        return f"Sign up for the {a} letter of {name} and read {b} every {r.choice(DAYS)}."

    return {
        "label": (0.5, "middle", lambda: f"Most {a} in {b} {c}"),
        "byline": (0.9, "head", lambda: f"By {writer.name()}"),
        "credit": (0.7, "middle", lambda: f"Photo: {writer.name()} / {name.upper()}"),
        "stamp": (0.8, "head", lambda: f"Updated: {writer.date()}, {clock()}"),
        "counter": (0.3, "tail", lambda: f"{r.randint(2, 900)} {d} of readers"),
        "prompt": (0.4, "glued end", prompt),
        "boilerplate": (0.6, "tail", lambda: closing),
        "notice": (0.15, "middle", lambda: f"This article was {c} by the {d} of {name} on {writer.date()}."),
        "lead-in": (0.1, "middle", lambda: f"Keep {e} below the {f}"),
        "player": (0.25, "glued start", lambda: f"You can {e} to the {a} of {name} in {r.randint(2, 9)} minutes."),
        "rights": (0.95, "tail", lambda: f"© {r.randint(2019, 2025)} {name} {f}. All rights reserved."),
        "near": (0.2, "middle", near),
    }


@dataclass
class Made:
    outlet: str
    text: str
    planted: list


def plant(writer, blocks, kinds):
    """The blocks with some of an outlet's residue among them, and what was planted."""
    blocks, planted = list(blocks), []
    for share, place, wording in kinds.values():
        if writer.random.random() >= share:
            continue
        words = wording()
        planted.append(words)
        at = writer.random.choice([n for n, b in enumerate(blocks) if n and b.endswith(".") and "©" not in b][:6])
        if place == "head":
            blocks.insert(1, words)
        elif place == "tail":
            blocks.append(words)
        elif place == "middle":
            blocks.insert(at, words)
        else:
            blocks[at] = f"{blocks[at]} {words}" if place == "glued end" else f"{words} {blocks[at]}"
    return blocks, planted


def batch(articles, outlets, seed=7):
    """Articles of outlets in turn, with stock sentences in some of them."""
    writer = Writer(seed)
    sites = {name: plants(writer, name.title()) for name in (f"{writer.words[n]}post" for n in range(outlets))}
    for number in range(articles):
        name = list(sites)[number % outlets]
        blocks = writer.article()
        if writer.random.random() < 0.1:
            blocks[3] = f"{blocks[3]} {writer.random.choice(STOCK)}"
        blocks, planted = plant(writer, blocks, sites[name])
        yield Made(name, "\n\n".join(blocks), planted)


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
        ("{head}a\tb\n", ":2: 2 cells; wanted 6"),
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


PLAIN = Config(model="none")
LINE = "The Harbour Letter, every day at seven"


def reported(config=PLAIN, text=f"Harbour opens\n\n{LINE}\n\nShips came in, the mayor said on Monday."):
    memory = Memory([Entry("post", LINE, 40, 50, DAY)])
    given = [("post/a.txt", check(text, config=config)), ("other/b.txt", check(text, config=config))]
    return [report for _, report in remembered(given, memory, config)]


def test_reports_get_what_is_remembered_and_are_scored_anew():
    mine, other = reported()
    assert [i.text for i in mine.issues if i.rule == RULE.id] == [LINE]
    assert RULE.id not in {i.rule for i in other.issues}
    assert mine.scores[0].value > other.scores[0].value
    assert mine.scores[0].signature == other.scores[0].signature
    values = reports.document("post/a.txt", mine)
    assert reports.read(values, mine.document.text, None) == mine


@pytest.mark.parametrize(
    "config", [Config(ignore=(RULE.id,)), Config(select=("quotes",)), Config(min_confidence=0.99)], ids=repr
)
def test_reports_follow_the_configuration(config):
    assert RULE.id not in {i.rule for report in reported(replace(config, model="none")) for i in report.issues}


def test_a_comment_in_the_text_mutes_it():
    text = f"Harbour opens\n\n<!-- mtassist: ignore residue -->\n\n{LINE}\n\nShips came in, the mayor said on Monday."
    assert RULE.id not in {i.rule for report in reported(text=text) for i in report.issues}


def test_the_outlet_is_the_first_folder():
    assert [outlet_of(name) for name in ("post/x/a.txt", "a.txt", "..\\post\\a.txt")] == ["post", "", "post"]
    assert site_memory.RULE.severity == "minor"


# size


def cost(articles):
    """Seconds of learning for a document, those of writing and splitting it aside, and the peak of memory in MB."""
    import resource

    spent = 0.0

    def timed():
        nonlocal spent
        for made in batch(articles, 5):
            given = made.outlet, document(made.text)
            begin = time.process_time()
            yield given
            spent += time.process_time() - begin

    learn(timed(), day=DAY)
    return spent / articles, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.slow
def test_time_and_memory_stay_in_step_with_the_documents():
    """Where this was written 20,000 documents of five outlets took as long, each, as 2,000 did."""
    pool = get_context("spawn").Pool(1, maxtasksperchild=1)  # a process for each, whose peak is its own
    with pool:
        (few, before), (many, after) = pool.map(cost, [2_000, 20_000], chunksize=1)
    print(f"{few * 1e3:.2f} ms and {before:.0f} MB for 2,000, {many * 1e3:.2f} ms and {after:.0f} MB for 20,000")
    assert many <= 1.5 * few
    assert after - before <= 100
