"""Reading what is scored: every format good and broken, nothing dropped in silence, no file that fills memory."""

import io
import json
import os
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from mtassist import ConfigError, InputError
from mtassist.batch import reading, units
from mtassist.batch.engine import Recipe
from mtassist.batch.reading import units_of
from mtassist.batch.scoring import Asked, score
from mtassist.batch.survey import survey
from mtassist.cli import main
from mtassist.formats import bitext, entries, incoming, po, tables

XLIFF = """<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file original="news.html" source-language="de" target-language="en"><body>
  <trans-unit id="1"><source>Die <g id="1">Fähre</g></source><target>The <g id="1">ferry</g> left.</target>
   <alt-trans><source>Fähre</source><target>A ship.</target></alt-trans></trans-unit>
  <group><trans-unit id="2"><source>Zwei</source><target>Two<ph id="1">&lt;b&gt;</ph> men<x
   id="2" ctype="lb"/>here &amp; there.
</target></trans-unit></group>
  <trans-unit id="3"><source>Drei</source></trans-unit>
  <trans-unit id="1"><source>Vier</source><target>Four.</target></trans-unit>
 </body></file></xliff>"""
XLIFF2 = """<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0"
  xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><file id="f1"><unit id="u1">
  <mtc:matches><mtc:match ref="#1"><source>x</source><target>A proposal.</target></mtc:match></mtc:matches>
  <segment id="s1"><source>Die Fähre.</source><target>The <pc id="1"><mrk
   id="m" type="term">ferry</mrk></pc>.</target></segment>
  <ignorable><source> </source><target> </target></ignorable>
  <segment><source>Zwei.</source><target>Two<cp hex="0001"/>.</target></segment></unit></file></xliff>"""
TMX = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="de" segtype="sentence" datatype="plaintext" adminlang="en" o-tmf="x"
  creationtool="t" creationtoolversion="1"/><body>
 <tu tuid="1"><tuv xml:lang="de"><seg>Die Fähre.</seg></tuv><tuv xml:lang="en-GB"><seg>The <bpt
   i="1">&lt;b></bpt>ferry<ept i="1">&lt;/b></ept>.</seg></tuv></tu>
 <tu><tuv xml:lang="fr"><seg>Le bac.</seg></tuv><tuv xml:lang="en"><seg>A ferry.</seg></tuv><tuv
   xml:lang="de"><seg>Eine Fähre.</seg></tuv></tu>
 <tu><tuv xml:lang="de"><seg>Allein.</seg></tuv></tu>
</body></tmx>"""
PO = r"""# Translators
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"

#: news.c:1
#, fuzzy
msgid "Die Fähre \"Anna\""
msgstr ""
"The ferry "
"\"Anna\"\tleft.\n"

msgctxt "menu"
msgid "Mann"
msgid_plural "Männer"
msgstr[0] "Man"
msgstr[1] "Men"

msgid "Leer"
msgstr ""

#~ msgid "alt"
#~ msgstr "old"
"""
MQM = (
    "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n"
    'A\tnews.1\t1\t1\tr1\tDie Fähre\tThe "<v>ferries</v> left.\tFluency/Grammar\tMinor\n'
    'A\tnews.1\t1\t1\tr1\tDie <v>Fähre</v>\tThe "ferries left.\tAccuracy/Omission\tMajor\n'
    "A\tnews.1\t2\t2\tr1\tZwei\tTwo.\tNo-error\tNo-error\n"
    'A\tnews.1\t1\t1\tr2\tDie Fähre\tThe "ferries<v> left</v>.\tFluency/Grammar\tMinor\n'
    "A\tnews.1\t2\t2\tr2\tZwei\tQuite another.\tNo-error\tNo-error\n"
    "A\tnews.1\t3\n"
)
ESA = (
    'u1,A,7,TGT,de,"Die Fähre","The ferry, left.",80,news.1#A,False,"[{""start_i"": 1}]",1.0,2.0\n'  # one too many
    'u1,A,7,TGT,"Die Fähre","The ferry, left.",80,news.1#A,False,"[{""start_i"": 1}]",1.0,2.0\n'
    'u2,A,7,TGT,"Die Fähre","The ferry, left.",60,news.1#A,False,"[]",1.0,2.0\n'
    'u2,A,8,BAD,"Zwei","Two ferry.",10,news.1#A#bad,True,"[]",1.0,2.0\n'
)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def put(name, content):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def read(*paths, **columns):
    return list(units_of(paths, tuple((kind.replace("_", "-"), name) for kind, name in columns.items())))


def told(found):
    """Texts, and of what has none the place and the reason."""
    return [f"{unit.where}: {unit.problem}" if unit.problem else unit.text for unit in found]


def as_zip(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


# --- folders and documents


def test_a_folder_is_one_system_and_each_text_in_it_one_unit_in_the_order_of_names():
    put("news/b.txt", "Two lines.\nOne text.\n")
    put("news/a.md", "# Heading\n\nWords.")
    put("news/more/c.html", "<p>A page.</p><script>no</script>")
    put("news/.hidden.txt", "Not this.")
    found = read("news")
    assert told(found) == ["# Heading\n\nWords.", "Two lines.\nOne text.\n", "A page."]
    assert [(unit.system, unit.segment, unit.document) for unit in found] == [("news", n, None) for n in range(3)]


def test_what_cannot_be_read_in_a_folder_is_said_and_the_rest_goes_on():
    put("news/a.docx", b"no zip")
    put("news/b.txt", b"")
    put("news/c.jpg", b"\xff\xd8")
    put("news/d.txt", "Good.")
    put("news/e.txt", "cut\0" * 9)
    found = told(read("news"))
    assert found[0] == "news/a.docx: not a .docx file, or a damaged one; save it again with Word or LibreOffice"
    assert found[1] == "news/b.txt: empty; there is no text to look at"
    assert found[2] == "news/c.jpg: not a kind that is read"
    assert found[3] == "Good."
    assert found[4].startswith("news/e.txt: not a text file")


def test_a_text_in_another_encoding_is_read_and_said():
    put("a.txt", "Müller sprach über Größe.".encode("cp1252"))
    (unit,) = read("a.txt")
    assert (unit.text, unit.note) == ("Müller sprach über Größe.", "read as cp1252 (guessed: it is not UTF-8)")
    assert list(survey([unit])) == ["a.txt: 1 unit, 4 words", f"  1 with a note: a.txt: {unit.note}"]


def test_an_empty_folder_and_a_file_that_is_not_there_are_refused():
    Path("void").mkdir()
    with pytest.raises(InputError, match="void: an empty folder"):
        read("void")
    with pytest.raises(InputError, match=r"^gone\.txt: no such file"):
        reading.check(["gone.txt"])
    with pytest.raises(InputError, match=r"^a\.exe: not a kind that is read; wanted .*; -t a\.exe if"):
        reading.check([put("a.exe", b"MZ")])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_in_a_folder_is_not_waited_for():
    put("news/a.txt", "Good.")
    os.mkfifo("news/b.txt")
    assert told(read("news")) == ["Good.", "news/b.txt: no plain file"]


# --- tables


def test_a_row_of_a_table_is_a_unit_with_all_its_columns():
    put("a.csv", "id,Source,Translation,Reference,post-edit,doc,system\n1,Eins,One.,A.,B.,d,X\n2,Zwei,Two.,,,d,Y\n")
    one, two = read("a.csv")
    assert (one.system, one.segment, one.text, one.source, one.references, one.edited, one.document, one.where) == (
        *("X", 0, "One.", "Eins", ("A.",), "B.", "d"),
        "a.csv:2",
    )
    assert (two.system, two.segment, two.references, two.edited) == ("Y", 0, (), None)


def test_bad_rows_are_said_with_their_lines():
    put("a.csv", b'text,source\nGood.,x\nbad\n"b\xe4d",x\n,x\nn\0l,x\n"multi\nline",x\n"never closed,x\n')
    assert told(read("a.csv")) == [
        "Good.",
        "a.csv:3: 1 column, wanted 2",
        "a.csv:4: no UTF-8 at byte 3",
        "a.csv:5: empty",
        "a.csv:6: holds a NUL, which is no character of a text; take it out",
        "multi\nline",
        "a.csv:9: a quote opens here and never closes",
    ]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_how_a_table_is_made_is_found_out(delimiter):
    put("a.csv", f"text{delimiter}source\nGood, better.{delimiter}x\n")
    assert told(read("a.csv")) == ["Good, better."]


def test_quotes_in_a_tab_separated_file_are_text_unless_they_wrap_cells():
    put("a.tsv", 'text\tsource\nHe said "no.\tx\n' + "Words.\tx\n" * 2000 + '"Open here.\tx\nLast.\tx\n')
    found = told(read("a.tsv"))
    assert (found[0], found[-2:], len(found)) == ('He said "no.', ['"Open here.', "Last."], 2003)
    put("b.tsv", 'text\tsource\n"With a\ttab."\tx\n')
    assert told(read("b.tsv")) == ["With a\ttab."]


def test_columns_can_be_named_or_without_a_heading_numbered():
    put("a.csv", "Ziel,Quelle\nOne.,Eins\n")
    with pytest.raises(InputError, match=r"^a\.csv: no column is called text, .*--column text=NAME: there are “Ziel”"):
        read("a.csv")
    (unit,) = read("a.csv", text="Ziel", source="Quelle")
    assert (unit.text, unit.source) == ("One.", "Eins")
    assert told(read("a.csv", text="1")) == ["Ziel", "One."]
    with pytest.raises(InputError, match="no column “Zeil”; there are “Ziel”, “Quelle”"):
        read("a.csv", text="Zeil")


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(InputError, match="two columns are called “text”"):
        read(put("a.csv", "text,text\na,b\n"))


def test_an_id_that_comes_twice_is_said_with_both_places():
    put("a.csv", "id,text,doc\n1,One.,x\n1,Two.,y\n1,Three.,x\n")
    assert told(read("a.csv")) == ["One.", "Two.", "a.csv:4: the id “1” stands already at a.csv:2"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed(encoding):
    for name, content in {"a.csv": "text,source\nGröße.,x\n", "a.jsonl": '{"text": "Größe."}\n'}.items():
        assert told(read(put(name, content.encode(encoding)))) == ["Größe."]


def test_a_wide_file_that_breaks_is_said_where_it_breaks():
    put("a.csv", "text,source\nGood.,x\n".encode("utf-16") + b"\x00\xd8,\0a\0\n\0x")
    assert told(read("a.csv")) == [
        "Good.",
        "a.csv:3: holds half a character (a lone surrogate); save the file anew in UTF-8",
        "a.csv:4: no utf-16-le, which the file says it is; nothing can be read from here on",
    ]


def test_json_lines_have_their_keys_by_name():
    put(
        "a.jsonl",
        '{"mt": "One.", "src": "Eins", "references": ["A.", "B."], "doc_id": 7}\n\n'
        'no json\n[1]\n{"mt": 5}\n{"x": "y"}\n',
    )
    found = read("a.jsonl")
    assert (found[0].text, found[0].source, found[0].references, found[0].document) == (
        "One.",
        "Eins",
        ("A.", "B."),
        "7",
    )
    assert told(found[1:]) == [
        "a.jsonl:3: no JSON: Expecting value",
        'a.jsonl:4: list, wanted an object like {"text": …}',
        "a.jsonl:5: mt is int, wanted a string",
        "a.jsonl:6: no text: no key names one",
    ]


def test_json_nested_without_end_is_a_bad_line():
    put("a.jsonl", "[" * 200_000 + "\n" + "9" * 9_000 + '\n{"text": "Good."}\n')
    assert told(read("a.jsonl")) == [
        "a.jsonl:1: no JSON: nested too deep",
        "a.jsonl:2: no JSON: a number of thousands of digits",
        "Good.",
    ]


# --- Parquet


def parquet(name, columns, **options):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.table(columns), name, **options)
    return name


def test_parquet_is_read_row_by_row():
    columns = {"mt": ["One.", None, "Three."], "src": ["a", "b", None], "id": [1, 2, 1], "x": [[1], [2], [3]]}
    one, two, three = read(parquet("a.parquet", columns, row_group_size=2))
    assert (one.text, one.source, one.where) == ("One.", "a", "a.parquet:1")
    assert told([two, three]) == ["a.parquet:2: empty", "a.parquet:3: the id “1” stands already at a.parquet:1"]


def test_parquet_that_is_none_or_of_other_columns_is_refused():
    pytest.importorskip("pyarrow")
    with pytest.raises(InputError, match=r"^a\.parquet: no Parquet that can be read"):
        read(put("a.parquet", b"PAR1" + b"x" * 100 + b"PAR1"))
    with pytest.raises(InputError, match=r"column “text” is list<.*>, wanted strings"):
        read(parquet("b.parquet", {"text": [["a"]]}))
    whole = Path(parquet("c.parquet", {"text": [f"word {n} " * 50 for n in range(2000)]})).read_bytes()
    with pytest.raises(InputError, match="no Parquet that can be read"):
        read(put("c.parquet", whole[:2000] + whole[-1000:]))


def test_one_long_value_in_every_row_does_not_fill_memory():
    pyarrow = pytest.importorskip("pyarrow")
    long = "word " * 150_000
    column = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 5_000), [long])
    found = units_of([parquet("a.parquet", {"text": column}, compression="none", store_schema=False)])
    before = pyarrow.total_allocated_bytes()
    assert next(found).text == long
    assert sum(1 for _ in zip(range(100), found, strict=False)) == 100
    assert pyarrow.total_allocated_bytes() - before < 50_000_000  # all of them would be 3.7 GB


def test_parquet_without_its_library_names_the_extra(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"pip install 'mtassist\[formats\]'"):
        read(put("a.parquet", b"PAR1"))


# --- XLIFF, TMX, PO


def test_xliff_1_gives_targets_without_codes_and_says_what_is_missing():
    found = read(put("a.xlf", XLIFF))
    assert told(found) == [
        "The ferry left.",
        "Two men\nhere & there.\n",
        "a.xlf:9: not translated: its target is missing",
        "a.xlf:10: the id “1” stands already at a.xlf:4",
    ]
    assert (found[0].source, found[0].document, found[0].system) == ("Die Fähre", "news.html", "a.xlf")


def test_xliff_2_gives_segments():
    found = read(put("a.xliff", XLIFF2))
    assert [(unit.text, unit.source) for unit in found] == [("The ferry.", "Die Fähre."), ("Two\ufffd.", "Zwei.")]


def test_tmx_gives_the_english_side():
    found = read(put("a.tmx", TMX))
    assert [(unit.text, unit.source) for unit in found[:2]] == [
        ("The ferry.", "Die Fähre."),
        ("A ferry.", "Eine Fähre."),
    ]
    assert told(found[2:]) == ["a.tmx:9: not translated: it has one side only"]


def test_po_gives_messages_and_plurals():
    found = read(put("a.po", PO))
    assert [(unit.text, unit.source) for unit in found[:3]] == [
        ('The ferry "Anna"\tleft.\n', 'Die Fähre "Anna"'),
        ("Man", "Mann"),
        ("Men", "Männer"),
    ]
    assert told(found[3:]) == ["a.po:19: not translated: its msgstr is empty"]


def test_po_says_which_lines_are_broken():
    put("a.po", 'msgid "a"\nmsgstr "A."\n\nmsgid "b"\nmsgstr "B\n\nmsgid "c"\nmsgstr "C."\n\nmsgstr "D."\n')
    assert told(read("a.po")) == [
        "A.",
        "a.po:4: line 5: no line of a PO file",
        "a.po:7: msgstr stands twice, in line 10",
    ]
    with pytest.raises(InputError, match=r"a\.po: in ISO-8859-1; convert it first: msgconv -t UTF-8"):
        read(put("a.po", PO.replace("UTF-8", "ISO-8859-1")))


@pytest.mark.parametrize(("name", "content"), [("a.xlf", XLIFF), ("a.xliff", XLIFF2), ("a.tmx", TMX), ("a.po", PO)])
def test_translate_toolkit_reads_the_same(name, content):
    """An independent reader. It keeps codes as text and leaves out what XML has no character for."""
    module, store = {
        "a.xlf": ("xliff", "Xliff1File"),
        "a.xliff": ("xliff2", "Xliff2File"),
        "a.tmx": ("tmx", "tmxfile"),
        "a.po": ("pypo", "pofile"),
    }[name]
    theirs = getattr(pytest.importorskip(f"translate.storage.{module}"), store).parsefile(put(name, content))
    if name == "a.tmx":
        theirs.settargetlanguage("en")
    live = [unit.target for unit in theirs.units if unit.target and not unit.isheader() and not unit.isobsolete()]
    wanted = {str(form) for target in live for form in getattr(target, "strings", [target]) if "<" not in str(form)}
    with open(name, "rb") as file:
        ours = {entry.text.replace("\ufffd", "") for entry in bitext.READERS[Path(name).suffix](file)}
    assert wanted  # there is something to compare
    assert wanted <= ours


# --- WMT


def test_mqm_files_give_each_translation_once_and_without_marks():
    found = read(put("mqm.tsv", MQM))
    assert told(found) == [
        'The "ferries left.',
        "Two.",
        "mqm.tsv:6: the id “2” stands already at mqm.tsv:4",  # with another text
        "mqm.tsv:7: 3 columns, wanted 9",
    ]
    assert (found[0].system, found[0].source, found[0].document) == ("A", "Die Fähre", "news.1")


def test_esa_files_give_each_translation_once_and_no_control_items():
    found = read(put("esa.csv", ESA.split("\n", 1)[1]))
    assert told(found) == ["The ferry, left.", "esa.csv:3: an item that controls the annotators, no translation"]
    assert (found[0].system, found[0].source, found[0].document) == ("A", "Die Fähre", "news.1")


def test_a_wmt25_task_file_is_a_table_like_others():
    put(
        "task.tsv",
        "doc_id\tsegment_id\tset_id\tsystem_id\tsource_segment\thypothesis_segment\treference_segment\tmethod\n"
        'd1\t1\ts\tA\tEins\tHe said "one.\tOne.\tesa\n',
    )
    (unit,) = read("task.tsv")
    assert (unit.system, unit.text, unit.references, unit.document) == ("A", 'He said "one.', ("One.",), "d1")


# --- zips


def test_a_zip_holds_any_of_these():
    put("a.zip", as_zip([("x/a.txt", "Text."), ("b.csv", "text,source\nRow.,x\nbad\n"), ("c.po", PO), ("d.exe", "MZ")]))
    found = read("a.zip")
    assert told(found)[:3] == ["Text.", "Row.", "a.zip/b.csv:3: 1 column, wanted 2"]
    assert told(found)[-1] == "a.zip/d.exe: not a kind that is read"
    assert {unit.system for unit in found} == {"a.zip"}


def test_names_in_a_zip_lead_nowhere():
    put("news/a.zip", as_zip([("../../evil.txt", "Text."), ("/etc/passwd.txt", "Other.")]))
    assert [unit.where for unit in read("news/a.zip")] == ["news/a.zip/evil.txt", "news/a.zip/etc/passwd.txt"]
    assert sorted(str(path) for path in Path().rglob("*") if path.is_file()) == ["news/a.zip"]


def test_a_zip_bomb_is_refused_in_little_time_and_memory():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("good.txt", "Good.")
        with archive.open("bomb.csv", "w", force_zip64=True) as member:
            for _ in range(100):
                member.write(b"\0" * 1_000_000)
    put("a.zip", out.getvalue())
    begin = time.perf_counter()
    tracemalloc.start()
    found = told(read("a.zip"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[0] == "Good."
    assert "unpacks to more than 200 times its size" in found[1]
    assert peak < 100_000_000
    assert time.perf_counter() - begin < 10


def test_a_file_that_is_no_zip_is_refused():
    with pytest.raises(InputError, match=r"^a\.zip: not a zip that can be read"):
        read(put("a.zip", b"PK\x05\x06 no"))


# --- hostile XML and lines


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize("root", ["xliff", "tmx"])
@pytest.mark.parametrize(
    "subset",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}',
        '<!ENTITY l9 SYSTEM "file:///etc/passwd">',
        '<!ENTITY % l9 SYSTEM "http://x/"> %l9;',
    ],
    ids=["laughs", "external", "parameter"],
)
def test_entities_are_refused(root, subset):
    put(f"a.{'xlf' if root == 'xliff' else root}", f"<!DOCTYPE {root} [{subset}]><{root}>&l9;</{root}>")
    with pytest.raises(InputError, match=r": no usual \w+: it declares entities"):
        read(f"a.{'xlf' if root == 'xliff' else root}")


def test_an_entity_that_an_outside_dtd_would_declare_is_said_and_nothing_is_fetched():
    put("a.tmx", TMX.replace("A ferry.", "A&nbsp;ferry."))
    assert told(read("a.tmx"))[1] == "a.tmx:7: &nbsp; is declared nowhere: its text is missing"


def test_broken_xml_keeps_what_came_before():
    put("a.xlf", XLIFF[: XLIFF.index("<group>")] + "</broken>")
    found = told(read("a.xlf"))
    assert found == [
        "The ferry left.",
        "a.xlf: line 6: broken XML: mismatched tag; nothing can be read from there on",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("<html/>", "no xliff: it begins with <html>, not <xliff>"),
        ("no xml", "line 1: broken XML: syntax error"),
        ("<xliff>" + "<a>" * 300, "elements nested deeper than 200"),
        ('<?xml version="1.0" encoding="nope"?><xliff/>', "unknown encoding"),
        ("<xliff/>", "empty; there is no text in it"),
        ("", "broken XML: no element found"),
        ("<xliff>\0</xliff>", r"broken XML: not well-formed"),
    ],
)
def test_what_is_no_xliff_is_refused(content, problem):
    with pytest.raises(InputError, match=f"^a\\.xlf: .*{problem}"):
        read(put("a.xlf", content))


def test_a_tag_without_end_is_not_kept(monkeypatch):
    monkeypatch.setattr(bitext, "LONGEST", 200_000)
    put("a.xlf", '<xliff><file original="' + "x" * 5_000_000)
    with pytest.raises(InputError, match="a tag of more than 200,000 bytes"):
        read("a.xlf")


def test_an_entry_without_end_is_a_problem_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(bitext, "ENTRY", 10_000)
    monkeypatch.setattr(po, "ENTRY", 10_000)
    put("a.xlf", XLIFF.replace(" left.", " left." * 5_000))
    assert told(read("a.xlf"))[:2] == ["a.xlf:4: more than 10,000 characters", "Two men\nhere & there.\n"]
    put("a.tmx", TMX.replace("A ferry.", "A ferry." * 5_000))
    assert told(read("a.tmx"))[1] == "a.tmx:7: more than 10,000 characters"
    put("a.po", PO.replace('"The ferry "\n', '"The ferry "\n' * 5_000))
    assert told(read("a.po"))[:2] == ["a.po:8: more than 10,000 characters", "Man"]


@pytest.mark.parametrize(
    ("name", "head", "good"),
    [("a.csv", b"text,source\n", b"Good.,x\n"), ("a.jsonl", b"", b'{"text": "Good."}\n'), ("-", b"", b"Good.\n")],
)
def test_a_line_of_any_length_takes_no_more_memory(name, head, good, monkeypatch):
    monkeypatch.setattr(entries, "LONGEST", 100_000)
    monkeypatch.setattr(units, "LINE", 100_000)
    content = head + good + b"x" * 20_000_000 + b"\n" + good
    if name == "-":
        monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": io.BytesIO(content)}))
    else:
        put(name, content)
    del content
    tracemalloc.start()
    found = read(name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [unit.problem[:14] for unit in found] == ["", "longer than 1," if name == "-" else "a line of more", ""]
    assert peak < 5_000_000


def test_a_unit_longer_than_any_text_is_a_problem():
    put("a.jsonl", json.dumps({"text": "word " * 250_000}) + "\n" + json.dumps({"text": "a", "source": "\ud800"}))
    assert told(read("a.jsonl")) == [
        "a.jsonl:1: longer than 1,000,000 characters",
        "a.jsonl:2: holds half a character (a lone surrogate); save the file anew in UTF-8",
    ]


def rows_of(kind, count):
    """A file with so many entries."""
    if kind == "csv":
        return "id,text,source\n" + "".join(f"{n},This is sentence {n}.,Satz {n}\n" for n in range(count))
    if kind == "jsonl":
        return "".join(f'{{"id": "{n}", "text": "This is sentence {n}."}}\n' for n in range(count))
    if kind == "po":
        return "".join(f'msgid "Satz {n}"\nmsgstr "This is sentence {n}."\n\n' for n in range(count))
    if kind == "xlf":
        made = "".join(
            f'<trans-unit id="{n}"><target>This is sentence {n}.</target></trans-unit>' for n in range(count)
        )
        return f"<xliff><file><body>{made}</body></file></xliff>"
    side = '<tuv xml:lang="{}"><seg>This is sentence {}.</seg></tuv>'
    made = "".join(f'<tu tuid="{n}">{side.format("de", n)}{side.format("en", n)}</tu>' for n in range(count))
    return f'<tmx><header srclang="de"/><body>{made}</body></tmx>'


@pytest.mark.parametrize("kind", ["csv", "jsonl", "po", "xlf", "tmx"])
def test_memory_does_not_grow_with_the_input(kind):
    peaks = []
    for count in (500, 3_000):
        put(f"a.{kind}", rows_of(kind, count))
        tracemalloc.start()
        assert sum(not unit.problem for unit in units_of([f"a.{kind}"])) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 + 300_000


def test_one_endless_document_is_read_in_parts():
    made = (units.Unit("a", n, "word " * 20_000, f"a:{n}", document="d") for n in range(100))
    assert max(sum(len(unit.text) for unit in group) for group in units.grouped(made)) < 1.2 * units.LONGEST


# --- the command


def test_the_command_reads_paths_and_chooses_readers_after_t(capfdbinary):
    put("a.xlf", XLIFF)
    put("news/a.txt", "It was the the end.\nOf it.")
    assert main(["score", "-t", "a.xlf", "news"]) == 0
    lines = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [line["system"] for line in lines if line["segment"] is None and line["document"] is None] == [
        "a.xlf",
        "news",
    ]
    assert next(line["findings"] for line in lines if line["system"] == "news") == {"repetition.word": 1}


def test_a_dry_run_says_what_would_be_read_and_scores_nothing(capsys):
    put("a.csv", "text,source,id\nOne.,Eins,1\nbad\nworse\nTwo.,,1\n")
    assert main(["score", "a.csv", "--dry-run", "-o", "out.jsonl"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "a.csv: 4 units, 1 words, 1 with a source",
        "  2 cannot be scored: a.csv:3: 1 column, wanted 3 (the first)",
        "  1 cannot be scored: a.csv:5: the id “1” stands already at a.csv:2",
    ]
    assert not Path("out.jsonl").exists()


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ([], "nothing to score; name the translations: PATH, or -t FILE"),
        (["a.csv", "-s", "a.txt"], "a.txt goes with line files; a.csv holds what belongs to it itself"),
        (["a.csv", "-t", "a.csv"], "one system is named twice"),
        (["-", "-o", "x.jsonl", "--resume"], "--resume cannot read standard input again"),
        (["news", "-o", "news/x.jsonl"], "--output news/x.jsonl lies in news, which is read"),
        (["a.csv", "-o", "a.csv"], "--output a.csv is one of the inputs"),
        (["a.csv", "--column", "text"], "--column text: wanted ROLE=NAME; a role is one of text, source,"),
        (["gone.csv"], "gone.csv: no such file"),
    ],
)
def test_what_cannot_be_asked_for_is_one_line(given, error, capsys):
    put("a.csv", "text,source\nOne.,x\n")
    put("a.txt", "One.\n")
    put("news/a.txt", "One.\n")
    assert main(["score", *given]) == 2
    said = capsys.readouterr().err
    assert error in said
    assert said.count("\n") == 1


def test_a_unit_without_the_reference_that_a_metric_needs_is_a_problem():
    put("a.csv", "text,reference\nOne of them.,One of them.\nTwo of them.,\n")
    (total,) = score(Asked(paths=("a.csv",), recipe=Recipe(metrics=("bleu", "mqm")), output="out.jsonl"))
    assert (total.segments, total.problems) == (2, 1)
    assert "a.csv:3: without a reference, which bleu needs" in Path("out.jsonl").read_text()


def test_the_name_of_a_run_covers_the_files_of_a_folder():
    put("news/a.txt", "One.")
    asked = Asked(paths=("news",))
    names = [asked.name()]
    put("news/more/b.txt", "Two.")
    names.append(asked.name())
    put("news/a.txt", "Ane.")
    names.append(asked.name())
    Path("news/a.txt").rename("news/c.txt")
    names.append(asked.name())
    names.append(Asked(paths=("news",), columns=(("text", "x"),)).name())
    assert len(set(names)) == 5


def test_systems_in_turn_are_counted_apart_and_refused_where_each_must_come_in_one_piece():
    put("a.csv", "text,system\nOne.,X\nTwo.,Y\nThree.,X\n")
    totals = score(Asked(paths=("a.csv",), output="out.jsonl"))
    assert [(total.system, total.segments) for total in totals] == [("X", 2), ("Y", 1)]
    with pytest.raises(InputError, match="X comes in several places: sort the input by system"):
        score(Asked(paths=("a.csv",), output="out.json", format="json"))
    assert not Path("out.json").exists()


def test_a_run_over_a_folder_that_was_cut_off_ends_as_any_other():
    for n in range(30):
        put(f"news/{n:02}.txt", f"It was the the end of {n}.")
    put("news/30.csv", "text,source\nA row.,x\nbad\n")

    def cut(groups, done, total):
        for number, group in enumerate(groups):
            yield group
            if number == 12:
                raise KeyboardInterrupt

    score(Asked(paths=("news",), output="whole.jsonl"))
    with pytest.raises(KeyboardInterrupt):
        score(Asked(paths=("news",), output="cut.jsonl"), cut)
    put("news/31.txt", "New.")
    with pytest.raises(ConfigError, match="made from other input"):
        score(Asked(paths=("news",), output="cut.jsonl", resume=True))
    Path("news/31.txt").unlink()
    score(Asked(paths=("news",), output="cut.jsonl", resume=True))
    assert Path("cut.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()


def test_every_suffix_has_a_reader():
    assert set(reading.SUFFIXES) == {*incoming.WHOLE, *tables.READERS, *bitext.READERS, ".zip"}
