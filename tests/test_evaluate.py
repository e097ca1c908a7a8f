"""The measures, on numbers small enough to count by hand, and the gate on numbers made up."""

import gzip
import json
import os
import re
from dataclasses import replace

import pytest
from conftest import fake

from mtassist import ConfigError, InputError, check
from mtassist.cli import main
from mtassist.evaluate import accuracy, gate, genuine, growth, speed, splitting
from mtassist.formats import annotated, floors, text
from mtassist.formats.floors import Pinned, RuleFigures

MT = "Follow I follow\n\nHe said cat. She said dog and  left. It is a fox."
ARTEFACTS = [
    {"start": 0, "end": 15, "kind": "ui_residue", "suggestion": ""},
    {"start": 25, "end": 28, "kind": "garbled", "suggestion": "tiger", "also": ["lion"]},
    {"start": 39, "end": 42, "kind": "name_error", "suggestion": None},
    {"start": 46, "end": 48, "kind": "punctuation_spacing", "suggestion": " "},
    {"start": 63, "end": 66, "kind": "quote", "suggestion": "wolf", "optional": True},
]
CLEAN = "A cat and a wolf, a good old text of ten words."


@pytest.fixture
def animals(only):
    only(
        fake("residue.toggle", "Follow I follow\n\n", "", verb="find_all"),
        fake("garbled.cat", "cat", "lion"),
        fake("typography.dog", "dog"),
        fake("quotes.fox", "fox", "hound"),
        fake("quotes.said", "He"),
        fake("terms.wolf", "wolf"),
    )


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    for pile, given in (
        ("mt", {"text": MT, "artefacts": ARTEFACTS}),
        ("clean", {"text": CLEAN, "known_blemishes": [{"start": 12, "end": 16}, "a note"]}),
    ):
        (folder / pile).mkdir(parents=True)
        (folder / pile / "001.json").write_text(json.dumps(given), encoding="utf-8")
    return folder


def look(words):
    return check(words).issues


@pytest.fixture
def result(animals, articles):
    return accuracy.score(annotated.read(articles), look)


def test_found_and_fixed_by_kind(result):
    kinds = {name: (k.gold, k.found, k.found_any, k.fixable, k.fixed) for name, k in result.kinds.items()}
    assert kinds == {
        "ui_residue": (1, 1, 1, 1, 1),
        "garbled": (1, 1, 1, 1, 1),  # "lion" stands under also
        "name_error": (1, 0, 1, 0, 0),  # by a family that does not know of names
        "punctuation_spacing": (1, 0, 0, 1, 0),
    }
    assert (result.total.gold, result.total.found, result.total.found_any) == (4, 2, 3)


def test_precision_by_family_and_rule(result):
    families = {name: (claim.findings, claim.right) for name, claim in result.families.items()}
    assert families == {"residue": (1, 1), "garbled": (1, 1), "typography": (1, 1), "quotes": (2, 1)}
    assert result.rules["quotes.fox"].precision == 1.0  # an arguable artefact is right
    assert result.rules["quotes.said"].precision == 0.0
    assert result.claims.precision == 0.8


def test_false_alarms_leave_known_blemishes_out(result):
    assert result.alarms == {"garbled.cat": 1}
    assert result.words == 12
    assert result.alarms_per_1000_words == pytest.approx(1000 / 12)


def test_fixes_of_several_findings_count_together(only, tmp_path):
    (tmp_path / "mt").mkdir()
    given = {"start": 2, "end": 9, "kind": "garbled", "suggestion": "xy zw"}
    (tmp_path / "mt" / "1.json").write_text(json.dumps({"text": "A ab  cd.", "artefacts": [given | {"end": 8}]}))
    only(fake("garbled.one", "ab", "xy"), fake("typography.two", "cd", "zw"))
    scored = accuracy.score(annotated.read(tmp_path), look)
    assert scored.kinds["garbled"].fixed == 1


# the gate, on made-up numbers

BEFORE = Pinned("sha", {"found.all": 0.5, "fixed.all": 0.4, "precision.all": 0.9, "precision.quotes": 0.8}, 1.0, 1000)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (BEFORE, []),
        (replace(BEFORE, floors={**BEFORE.floors, "found.all": 0.7}, ceiling=0.2), []),
        (
            replace(BEFORE, floors={**BEFORE.floors, "found.all": 0.4999}),
            ["found.all fell to 0.4999; its floor is 0.5000"],
        ),
        (
            replace(BEFORE, ceiling=1.5),
            ["false alarms rose to 1.5000 per 1,000 words; the ceiling is 1.0000"],
        ),
        (
            replace(BEFORE, floors={"found.all": 0.5, "precision.all": 0.9}),
            ["fixed.all fell to 0.0000; its floor is 0.4000"],  # a silent family broke no precision
        ),
        (
            replace(BEFORE, corpus="other"),
            ["the articles are not those the floors were measured on; pin anew with `mtassist eval --update`"],
        ),
    ],
)
def test_what_breaks(now, said):
    assert gate.broken(now, BEFORE) == said


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "floors.json"
    floors.write(path, BEFORE)
    return path


def test_floors_go_to_the_file_and_back(file):
    full = replace(BEFORE, rules={"a.b": RuleFigures(10, 9, 1)})
    floors.write(file, full)
    assert floors.read(file) == full


def test_a_floor_that_rises_is_pinned(file):
    better = replace(BEFORE, floors={**BEFORE.floors, "found.all": 0.6})
    gate.update(file, better)
    assert floors.read(file) == better


def test_a_floor_that_falls_is_refused(file):
    worse = replace(BEFORE, floors={**BEFORE.floors, "found.all": 0.1}, ceiling=2.0)
    with pytest.raises(ConfigError, match=r"floors only rise: found\.all fell .*; false alarms rose .*--allow-regr"):
        gate.update(file, worse)
    assert floors.read(file) == BEFORE
    gate.update(file, worse, allow_regression=True)
    assert floors.read(file) == worse


def test_new_articles_set_new_floors(file):
    other = replace(BEFORE, corpus="other", floors={"found.all": 0.1})
    gate.update(file, other)
    assert floors.read(file) == other


def test_pinning_is_one_step(file, monkeypatch):
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(InputError, match="not written"):
        gate.update(file, replace(BEFORE, ceiling=0.5))
    assert floors.read(file) == BEFORE
    assert [path.name for path in file.parent.iterdir()] == ["floors.json"]


@pytest.mark.parametrize("content", ["", "[]", '{"schema": "mtassist/floors/9"}', '{"schema": "mtassist/floors/1"}'])
def test_a_broken_file_of_floors_is_said(file, content):
    file.write_text(content)
    with pytest.raises(ConfigError, match="not a file of floors"):
        floors.read(file)


def test_what_was_measured_passes_its_own_gate(result):
    now = gate.pinned(result, "sha")
    assert gate.broken(now, now) == []
    assert now.floors["found.all"] == 0.5
    assert now.floors["fixed.all"] == 0.6666  # rounded down, so that the run that set it passes
    assert now.ceiling == 83.3334  # rounded up
    assert now.rules["garbled.cat"] == RuleFigures(1, 1, 1)


# false alarms on genuine English


def rows(*given):
    return "\n".join(json.dumps(row) for row in given) + "\n"


def test_sentences_are_joined_to_documents(tmp_path):
    path = tmp_path / "clean.jsonl.gz"
    sentence = {"dataset": "d", "doc_id": "1", "kind": "original", "domain": "news"}
    path.write_bytes(
        gzip.compress(
            rows(
                {**sentence, "seg_idx": 1, "text": "Two."},
                {**sentence, "seg_idx": 0, "text": "One cat."},
                {**sentence, "seg_idx": 10, "text": "Ten."},
                {**sentence, "seg_idx": 9, "text": "Nine."},
                {**sentence, "doc_id": "2", "seg_idx": "n02", "text": "More."},
                {**sentence, "doc_id": "2", "seg_idx": "n01", "text": "Other."},
                {**sentence, "seg_idx": 2, "text": "No.", "kind": "translation"},
                {**sentence, "seg_idx": 3, "text": "No.", "domain": "fiction"},
            ).encode()
        )
    )
    assert list(genuine.documents([path])) == ["One cat.\n\nTwo.\n\nNine.\n\nTen.", "Other.\n\nMore."]


def test_alarms_are_counted_with_their_surroundings(animals):
    alarms = genuine.count(["A cat.", "Nothing here, cat and wolf."], look)
    assert (alarms.documents, alarms.words) == (2, 7)
    assert alarms.count == {"garbled.cat": 2, "terms.wolf": 1}
    assert alarms.contexts["terms.wolf"] == ["Nothing here, cat and [wolf]."]


@pytest.mark.parametrize("content", [b"{", b'{"text": 3}\n', b"[]\n", b"\xff\xfe\n"])
def test_lines_that_are_no_sentences_are_refused(tmp_path, content):
    path = tmp_path / "clean.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"clean\.jsonl"):
        list(genuine.documents([path]))


# splitters, speed, growth


def test_splitters_are_judged_by_their_breaks():
    standing = splitting._judged("halves", re.compile("(?<=;) ").split, ["One; | two; three.", "Four."])
    assert (standing.right, standing.missed, standing.false) == (1, 0, 1)
    assert standing.wrong == ("One; | two; | three.",)


def test_the_splitter_in_use_does_better_than_a_regular_expression():
    cases, standings = splitting.compare()
    right = {one.name: one.right for one in standings}
    assert cases >= 30
    assert right["sentencex"] > right["naive regex"] + cases // 4


def test_speed_and_growth_measure_something(animals, monkeypatch):
    monkeypatch.setattr(speed, "RUNS", 1)
    assert speed.measure(["A cat. " * 50]).checked > 0
    monkeypatch.setattr(growth, "SMALL", 50)
    monkeypatch.setattr(growth, "LARGE", 500)
    for one in growth.measure():
        assert one.small > 0
        assert one.ratio > 0


def test_harper_that_is_not_there_is_said(tmp_path):
    with pytest.raises(InputError, match=r"--harper: .*npm install harper\.js"):
        speed.measure(["A cat."], tmp_path)


# the command


@pytest.fixture
def pinned_here(tmp_path, monkeypatch):
    path = tmp_path / "floors.json"
    monkeypatch.setattr(floors, "path", lambda: path)
    return path


def run(capfd, *arguments):
    status = main(["eval", *map(str, arguments)])
    out, err = capfd.readouterr()
    return status, out, err


def test_a_table_and_figures(animals, articles, capfd):
    status, out, _ = run(capfd, articles)
    assert status == 0
    assert "precision 80.0% of 5 findings in translated articles" in out
    assert "false alarms 83.33 per 1,000 words of genuine English (1 in 12 words)" in out
    given = json.loads(run(capfd, articles, "--json")[1])
    assert given["total"] == {"gold": 4, "found": 2, "found_any": 3, "fixable": 3, "fixed": 2}
    assert given["rules"]["quotes.said"] == {"findings": 1, "right": 0}


def test_the_gate_as_a_command(animals, articles, pinned_here, only, capfd):
    assert "no floors yet" in run(capfd, "--gate", articles)[2]
    assert run(capfd, "--update", articles)[0] == 0
    assert run(capfd, "--gate", articles)[:2] == (0, "every floor is reached\n")
    only(fake("garbled.cat", "cat", "lion"))
    status, out, _ = run(capfd, "--gate", articles)
    assert status == 1
    assert "found.ui_residue fell to 0.0000; its floor is 1.0000" in out
    status, _, err = run(capfd, "--update", articles)
    assert status == 2
    assert "floors only rise" in err
    assert run(capfd, "--update", "--allow-regression", articles)[0] == 0
    assert run(capfd, "--gate", articles)[0] == 0


def test_the_gate_refuses_other_articles(animals, articles, pinned_here, capfd):
    assert run(capfd, "--update", articles)[0] == 0
    extra = articles / "clean" / "002.json"
    extra.write_text(json.dumps({"text": "New."}))
    status, _, err = run(capfd, "--gate", articles)
    assert status == 2
    assert "not the articles that the floors were measured on; pin anew with --update" in err


def test_rules_show_what_was_measured(animals, articles, pinned_here, capfd):
    run(capfd, "--update", articles)
    main(["rules", "garbled.cat"])
    out = capfd.readouterr().out
    assert "right in 100.0% of 1 findings in translated articles" in out
    assert "83.333 false alarms per 1,000 words of genuine English (1 in 12 words)" in out
    main(["rules"])
    assert "100% of 1" in capfd.readouterr().out


def test_clean_as_a_command(animals, tmp_path, capfd):
    path = tmp_path / "clean.jsonl"
    path.write_text(rows({"doc_id": 1, "text": "A cat, a cat."}))
    status, out, _ = run(capfd, "--clean", path)
    assert status == 0
    assert out.startswith("2 findings in 4 words of 1 documents: 500.000 per 1,000 words\ngarbled.cat: 2,")
    assert "A [cat], a cat." in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--gate", "--speed"], "--gate and --speed measure different things"),
        (["--clean"], "--clean wants files of JSON lines; name them"),
        (["--clean", "none.jsonl"], "none.jsonl: no such file"),
        (["none"], "none: no annotated articles"),
        (["a", "b"], "2 folders were given"),
        (["--allow-regression"], "--allow-regression goes with --update"),
        (["--harper", "x"], "--harper goes with --speed"),
    ],
)
def test_wrong_options(animals, capfd, arguments, message):
    status, out, err = run(capfd, *arguments)
    assert (status, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_segmentation_as_a_command(capfd):
    status, out, _ = run(capfd, "--segmentation")
    assert status == 0
    assert "sentencex" in out


def test_speed_as_a_command(animals, tmp_path, capfd, monkeypatch):
    monkeypatch.setattr(speed, "RUNS", 1)
    text.write(str(tmp_path / "a.txt"), b"A cat. " * 50)
    status, out, _ = run(capfd, "--speed", tmp_path)
    assert status == 0
    assert "350 characters, median of runs, warm" in out
