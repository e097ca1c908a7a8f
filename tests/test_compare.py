"""Comparing systems: values and p-values are sacreBLEU's, for our own measure too, and sameness is no difference."""

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mtassist import ConfigError, InputError
from mtassist.batch.comparing import Versus, compare
from mtassist.batch.engine import Recipe
from mtassist.cli import main

WORDS = ["the", "ferry", "left", "at", "noon", "two", "sailors", "hurt", "nobody", "saw", "fire", "rain", "fell", "on"]
MANY = {"resamples": 200, "trials": 500}


def mangled(line, rng, share):
    return " ".join(rng.choice(WORDS) if rng.random() < share else word for word in line.split())


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A reference and three systems that are ever further from it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SACREBLEU_SEED", raising=False)
    rng = random.Random(3)
    right = [" ".join(rng.choices(WORDS, k=rng.randint(4, 14))) + "." for _ in range(60)]
    write("ref.txt", right)
    for name, share in (("good.txt", 0.2), ("fair.txt", 0.25), ("poor.txt", 0.6)):
        write(name, [mangled(line, rng, share) for line in right])


def write(name, lines):
    Path(name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def against(*systems, metrics=("mqm",), references=(), **more):
    recipe = Recipe(metrics=metrics, references=len(references))
    return compare(Versus(systems=systems, references=references, recipe=recipe, **MANY | more))


def sacrebleu(*arguments):
    """The numbers that its command prints, as printed: a list of cells for each system. (Its JSON fails for TER.)"""
    command = [sys.executable, "-m", "sacrebleu", "ref.txt", "-i", "good.txt", "fair.txt", "poor.txt", "-f", "latex"]
    metrics = ["-m", "bleu", "chrf", "ter", "--chrf-word-order", "2", "-w", "6"]
    done = subprocess.run([*command, *metrics, *arguments], capture_output=True, encoding="utf-8", check=True)
    rows = [line.split("&")[1:] for line in done.stdout.splitlines() if ".txt" in line and "&" in line]
    return [[re.findall(r"\d+\.\d+", cell) for cell in row] for row in rows]


@pytest.mark.parametrize("seed", ["12345", "7"])
def test_values_intervals_and_p_values_are_those_of_sacrebleus_command(files, monkeypatch, seed):
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    monkeypatch.setenv("SACREBLEU_SEED", seed)
    bootstrap = sacrebleu("--paired-bs", "--paired-bs-n", "200")
    randomisation = sacrebleu("--paired-ar", "--paired-ar-n", "500")
    systems = ("good.txt", "fair.txt", "poor.txt")
    found = against(*systems, metrics=("bleu", "chrf", "ter"), references=("ref.txt",))
    for column, comparison in enumerate(found):
        assert comparison.signature.endswith(f"|bs:200|ar:500|seed:{seed}")
        for row, standing in enumerate(comparison.standings):
            ours = [f"{number:.6f}" for number in (standing.value, standing.mean, standing.reach)]
            p_values = []
            if standing.against:
                p_values = [f"{p:.4f}" for p in (standing.against.bootstrap, standing.against.randomisation)]
                assert standing.against.difference == standing.value - comparison.standings[0].value
            assert ours + p_values[:1] == bootstrap[row][column]
            assert ours[:1] + p_values[1:] == randomisation[row][column]


def test_the_same_translations_are_no_different(files):
    Path("same.txt").write_bytes(Path("good.txt").read_bytes())
    for comparison in against("good.txt", "same.txt", metrics=("mqm", "bleu", "ter"), references=("ref.txt",)):
        other = comparison.standings[1].against
        assert (other.difference, other.bootstrap, other.randomisation, other.effect) == (0, 1, 1, 0)
        assert other.apart == ()


@pytest.mark.parametrize(
    ("metric", "systems"), [("mqm", ("fine.txt", "doubled.txt")), ("chrf", ("good.txt", "poor.txt"))]
)
def test_a_plainly_worse_system_is_found_by_both_tests(files, metric, systems):
    write("fine.txt", [f"Nobody saw the fire on the ferry at {n}." for n in range(60)])
    write("doubled.txt", [f"Nobody saw the {'the ' * (n % 3 > 0)}fire on the ferry at {n}." for n in range(60)])
    (found,) = against(*systems, metrics=(metric,), references=("ref.txt",))
    other = found.standings[1].against
    assert max(other.bootstrap, other.randomisation) < 0.01
    assert (other.difference > 0) == (other.effect > 0) == (metric == "mqm")


def test_mqm_by_hand(files):
    """Three lines of four words, an error is a point: the first system errs in one line, the second in the two others.

    Lines drawn at random differ by 3, 1, 1 or 3 points in 8, 12, 6 and 1 of 27 cases, in the mean by 5/3; the
    difference of 1 above that have the 9 with 3 points. Of the 8 ways to swap lines, 2 give more than 1 point.
    """
    fine, wrong = "Nobody saw the fire.", "Nobody the the fire."
    write("one.txt", [wrong, fine, fine])
    write("two.txt", [fine, wrong, wrong])
    (mqm,) = against("one.txt", "two.txt", resamples=8_000, trials=8_000)
    first, second = mqm.standings
    assert (first.value, second.value) == pytest.approx((1_000 / 12, 2_000 / 12))
    assert second.mean == pytest.approx(2_000 / 12, abs=3)
    assert second.against.difference == pytest.approx(1_000 / 12)
    assert second.against.bootstrap == pytest.approx(1 / 3, abs=0.02)
    assert second.against.randomisation == pytest.approx(1 / 4, abs=0.02)
    assert second.interval == (max(0, second.mean - second.reach), second.mean + second.reach)
    assert first.interval[0] == 0
    spread = (250 / 3) / (250 * (4 / 3) ** 0.5)  # the lines differ by −250, 250 and 250 points of 1,000 words
    assert second.against.effect == pytest.approx(spread)
    assert [(one.segment, one.scores) for one in second.against.apart] == [(0, (250, 0)), (1, (0, 250)), (2, (0, 250))]


def test_the_segments_that_differ_most_come_first(files):
    (found,) = against("good.txt", "poor.txt", metrics=("chrf",), references=("ref.txt",), shown=5, source="ref.txt")
    apart = found.standings[1].against.apart
    sizes = [abs(one.scores[1] - one.scores[0]) for one in apart]
    assert len(sizes) == 5
    assert sizes == sorted(sizes, reverse=True)
    good = Path("good.txt").read_text().splitlines()
    assert [one.texts[0] for one in apart] == [good[one.segment] for one in apart]
    assert all(one.source for one in apart)


def test_hter_needs_a_post_edit_of_each_system(files):
    with pytest.raises(ConfigError, match="1 post-edits for 2 systems"):
        against("good.txt", "poor.txt", metrics=("hter",), edits=("ref.txt",))
    (hter,) = against("good.txt", "poor.txt", metrics=("hter",), edits=("ref.txt", "poor.txt"))
    assert hter.standings[0].value > hter.standings[1].value == 0


def test_an_empty_line_is_scored_and_a_broken_one_refused(files):
    lines = Path("good.txt").read_text().splitlines()
    write("mute.txt", ["", *lines[1:]])
    (bleu,) = against("good.txt", "mute.txt", metrics=("bleu",), references=("ref.txt",))
    assert bleu.segments == 60
    assert bleu.standings[1].value < bleu.standings[0].value
    Path("broken.txt").write_bytes(b"b\xe4d\n" * 60)
    with pytest.raises(InputError, match=r"broken.txt:1: no UTF-8 at byte 2"):
        against("good.txt", "broken.txt")


@pytest.mark.parametrize(
    ("systems", "more", "said"),
    [
        (("good.txt",), {}, r"one system is nothing to compare \(good.txt\); name two or more"),
        (("good.txt", "good.txt"), {}, "named twice"),
        (("good.txt", "poor.txt"), {"metrics": ("bleu",)}, "bleu needs a reference: -r FILE"),
        (("good.txt", "poor.txt"), {"metrics": ("hter",)}, "hter needs a post-edit"),
        (("good.txt", "poor.txt"), {"output": "poor.txt"}, "is one of the inputs"),
        (("good.txt", "table.csv"), {}, "table.csv: systems are compared line by line"),
        (("good.txt", "short.txt"), {}, "unequal numbers of lines: good.txt 60, short.txt 1"),
        (("none.txt", "empty.txt"), {}, "no lines"),
        (("good.txt", "poor.txt"), {"trials": 10_000_000}, "60 segments are too many for the tests; --limit 20"),
    ],
)
def test_what_cannot_be_compared_is_refused(files, systems, more, said):
    write("short.txt", ["Fine."])
    write("table.csv", ["Fine."])
    write("none.txt", [])
    write("empty.txt", [])
    with pytest.raises((ConfigError, InputError), match=said):
        against(*systems, **more)


def test_a_seed_that_is_no_number_is_refused(files, monkeypatch):
    monkeypatch.setenv("SACREBLEU_SEED", "lucky")
    with pytest.raises(ConfigError, match="SACREBLEU_SEED is 'lucky'"):
        against("good.txt", "poor.txt")


def test_the_command(files, capfd):
    quick = ["--resamples", "50", "--trials", "50"]
    both = ["compare", "good.txt", "poor.txt", "-r", "ref.txt", "-m", "bleu,mqm", *quick]
    assert main(both) == 0
    told = capfd.readouterr().out
    assert "bleu|nrefs:1|case:mixed" in told
    assert "|bs:50|ar:50|seed:12345" in told
    assert "p randomis." in told
    assert main([*both, "--format", "json", "-o", "out.json"]) == 0
    made = json.loads(Path("out.json").read_text())["measures"]
    assert list(made) == ["bleu", "mqm"]
    first, second = made["bleu"]["systems"]
    assert "p" not in first
    assert first["interval"][0] < first["value"] < first["interval"][1]
    assert set(second["p"]) == {"bootstrap", "randomisation"}
    assert len(second["apart"]) == 3
    assert main(["compare", "good.txt"]) == 2
