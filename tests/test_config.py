"""Every option does something, a misspelt one is an error, and the nearest file counts."""

from dataclasses import fields

import pytest
from conftest import fake

from mtassist import Config, ConfigError, InputError, ModelMissing, Severity, check, document
from mtassist.config import nearest
from mtassist.suppress import fingerprint

TEXT = "A cat and a dog."


@pytest.fixture
def animals(only):
    only(
        fake("a.cat", "cat", severity=Severity.MAJOR, confidence=0.5),
        fake("b.dog", "dog", severity=Severity.MINOR, confidence=0.9),
    )


def found(**options):
    return [i.rule for i in check(TEXT, config=Config(**options)).issues]


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ({}, ["a.cat", "b.dog"]),
        ({"select": ("a",)}, ["a.cat"]),
        ({"select": ("a", "b.dog"), "ignore": ("a.cat",)}, ["b.dog"]),
        ({"ignore": ("b",)}, ["a.cat"]),
        ({"min_severity": Severity.MAJOR}, ["a.cat"]),
        ({"min_confidence": 0.6}, ["b.dog"]),
    ],
)
def test_what_runs_and_what_is_shown(animals, options, rules):
    assert found(**options) == rules


def test_ignored_fingerprints(animals):
    cat = fingerprint(document(TEXT), check(TEXT).issues[0])
    assert found(ignored=frozenset({cat})) == ["b.dog"]


def test_limits_model_and_strict(only):
    with pytest.raises(InputError):
        check(TEXT, config=Config(max_characters=3))
    with pytest.raises(ModelMissing):
        check(TEXT, config=Config(model="no-such"))
    module = fake("a.broken", "x")
    module.find_block = lambda block: 1 / 0
    only(module)
    assert check(TEXT).failures
    with pytest.raises(ZeroDivisionError):
        check(TEXT, config=Config(strict=True))


def test_memory_and_outlet_choose_what_sites_repeat(tmp_path):
    text = "Harbour opens\n\nMore from the desk\n\nShips came in, the mayor said."
    (tmp_path / "sites.tsv").write_text("outlet\tfragment\tcount\tof\tfirst_seen\tkeep\npost\tMore from the desk\n")
    where = write(tmp_path / "mtassist.toml", 'memory = "sites.tsv"\noutlet = "post"\nselect = ["residue"]\n')
    assert [i.text for i in check(text, config=Config.read(where)).issues] == ["More from the desk"]
    assert check(text, config=Config.read(write(where, 'memory = "sites.tsv"\noutlet = "other"\n'))).issues == ()
    write(tmp_path / "sites.tsv", "nonsense")
    with pytest.raises(InputError, match=r"sites\.tsv: no list of what sites repeat"):
        Config.read(where)


def test_no_option_is_untested():
    """When an option is added, a test above must show that it does something; then add it here."""
    tested = {"select", "ignore", "min_severity", "min_confidence", "ignored", "model", "max_characters", "strict"}
    tested |= {"memory", "outlet"}
    assert {f.name for f in fields(Config)} == tested


def test_a_wrong_rule_gets_a_hint(animals):
    with pytest.raises(ConfigError, match=r"unknown rule or family 'a\.cta': did you mean a\.cat"):
        found(select=("a.cta",))
    with pytest.raises(ConfigError, match="unknown rule or family 'zzzzzz'"):
        found(ignore=("zzzzzz",))


def write(path, words):
    path.write_text(words, encoding="utf-8")
    return path


def test_read(tmp_path):
    file = write(
        tmp_path / "mtassist.toml",
        'select = ["quotes"]\nignore = ["quotes.nested"]\nmin-severity = "major"\nmin-confidence = 0.5\n'
        'model = "none"\nmax-characters = 10\nstrict = true\nignore-list = "muted.txt"\n',
    )
    write(tmp_path / "muted.txt", "# seen by Ann\n0123456789abcdef  a cat is right here\n\n")
    assert Config.read(file) == Config(
        select=("quotes",),
        ignore=("quotes.nested",),
        min_severity=Severity.MAJOR,
        min_confidence=0.5,
        model="none",
        max_characters=10,
        strict=True,
        ignored=frozenset({"0123456789abcdef"}),
    )


def test_read_from_pyproject(tmp_path):
    file = write(tmp_path / "pyproject.toml", '[project]\nname = "x"\n[tool.mtassist]\nselect = ["quotes"]\n')
    assert Config.read(file) == Config(select=("quotes",))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("selct = []", "unknown option selct; known are .*ignore_list.*select"),
        ("select = 'quotes'", "select is 'quotes'; wanted a list of rule ids or families"),
        ("select = [1]", "wanted a list of rule ids"),
        ("min_severity = 'bad'", "min_severity is 'bad'; wanted one of neutral, minor, major, critical"),
        ("min_confidence = 2", "wanted a number from 0 to 1"),
        ("min_confidence = true", "wanted a number from 0 to 1"),
        ("strict = 'yes'", "strict is 'yes'; wanted true or false"),
        ("max_characters = 'many'", "max_characters is 'many'; wanted a whole number"),
        ("max_characters = true", "max_characters is True; wanted a whole number"),
        ("ignored = ['x']", "unknown option ignored"),
        ("ignore-list = 'none.txt'", "no such ignore list"),
        ("ignore-list = 3", "ignore_list is 3; wanted the name of a file"),
        ("= 3", "not TOML"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(tmp_path, words, message):
    file = write(tmp_path / "mtassist.toml", words + "\n")
    with pytest.raises(ConfigError, match=message):
        Config.read(file)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        Config.read(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="not readable"):
        Config.read(tmp_path)
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\0")
    with pytest.raises(ConfigError, match="not TOML"):
        Config.read(tmp_path / "bytes.toml")


def test_tool_table_that_is_no_table(tmp_path):
    with pytest.raises(ConfigError, match=r"tool\.mtassist"):
        Config.read(write(tmp_path / "pyproject.toml", "[tool]\nmtassist = 3\n"))


def test_the_nearest_file_counts(tmp_path):
    inner = tmp_path / "news" / "today"
    inner.mkdir(parents=True)
    outer = write(tmp_path / "pyproject.toml", '[tool.mtassist]\nselect = ["quotes"]\n')
    assert nearest(inner) == outer
    write(tmp_path / "news" / "pyproject.toml", "[project]\nname = 'not ours'\n")
    assert nearest(inner) == outer
    own = write(tmp_path / "news" / "mtassist.toml", "")
    assert nearest(inner) == own
    write(tmp_path / "news" / "pyproject.toml", "[tool.mtassist]\n")
    assert nearest(inner) == own  # its own file comes before the shared one
