"""Files of other people, their columns guessed: read whole, or refused with one clear line. Nothing is dropped."""

import csv
import io
import json
import random
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from mtassist import InputError
from mtassist.batch import reading
from mtassist.formats import incoming, rows
from mtassist.formats.columns import GUESSED
from mtassist.formats.incoming import shown
from mtassist.web import intake


@pytest.fixture
def upload(tmp_path, monkeypatch):
    """Upload bytes or a text under a name."""
    monkeypatch.chdir(tmp_path)

    def send(name, content):
        Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
        return list(reading.units_of([name], GUESSED))

    return send


def zipped(members, how=zipfile.ZIP_DEFLATED):
    """A zip of names and contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def as_csv(*rows, **dialect):
    out = io.StringIO()
    csv.writer(out, **dialect).writerows(rows)
    return out.getvalue()


def plain(found):
    return [(each.where, each.text, each.source, each.problem) for each in found]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "A.TXT"])
def test_a_text_file_is_one_text_exactly_as_it_is(upload, name):
    assert plain(upload(name, "One.\r\n\r\nTwo.\n")) == [(name, "One.\r\n\r\nTwo.\n", None, "")]


def test_another_encoding_is_read_and_said(upload):
    (found,) = upload("a.txt", "Müller sprach über Größe.".encode("cp1252"))
    assert found.text == "Müller sprach über Größe."
    assert found.note == "read as cp1252 (guessed: it is not UTF-8)"


def test_a_page_and_a_word_file_are_read_as_their_text(upload):
    from docx import Document

    out = io.BytesIO()
    word = Document()
    word.add_paragraph("The minister spoke.")
    word.save(out)
    assert upload("a.docx", out.getvalue())[0].text.strip() == "The minister spoke."
    assert upload("a.html", "<p>The <b>minister</b> spoke.</p>")[0].text.strip() == "The minister spoke."


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", "no word file", "a.docx: "),
        ("a.html", "<script>x()</script>", "a.html: "),
        ("a.txt", "", "a.txt: empty"),
        ("a.txt", " \n", "a.txt: empty"),
        ("a.csv", "", "a.csv: empty"),
        ("a.csv", "text\n", "a.csv: empty"),
        ("a.jsonl", "\n\n", "a.jsonl: empty"),
        ("a.zip", zipped([]), "a.zip: empty"),
        ("a.txt", bytes(range(256)) * 9, "a.txt: not a text file"),
        ("a.csv", b"\0" * 99, "a.csv: not a text file"),
        ("a.csv", random.Random(1).randbytes(9_999), "a.csv: not a text file"),
        ("a.jsonl", bytes(9) + b'{"text": "x"}', "a.jsonl: not a text file"),
        ("a.txt", "A" * 999 + "\0", "a.txt: holds a NUL"),
        ("a.pdf", "%PDF", "a.pdf: not a kind that is read; wanted .txt, .md, .*.po or .zip$"),
        ("a", "no ending", "a: not a kind that is read"),
        ("a.zip", b"PK\3\4 but no zip", "a.zip: not a zip that can be read"),
    ],
)
def test_what_is_no_text_is_refused_with_the_name(upload, name, content, says):
    with pytest.raises(InputError, match="^" + says):
        upload(name, content)


def test_what_is_too_long_is_refused(upload, monkeypatch):
    monkeypatch.setattr(incoming, "FILE", 1000)
    (found,) = upload("a.zip", zipped([("a.csv", "word " * 300)]))
    assert (found.where, found.problem) == ("a.zip/a.csv", "more than 0 MB unpacked; split the file")
    monkeypatch.setattr(incoming, "ONE", 10)
    with pytest.raises(InputError, match=r"^a\.txt: .* too long for one text"):
        upload("a.txt", "x" * 11)


@pytest.mark.parametrize("name", ["text", "Translation", "TARGET", " hypothesis ", "article"])
def test_the_column_is_known_by_its_name(upload, name):
    table = as_csv(["id", name, "comment"], ["1", "Short.", "a much longer comment than the text is"])
    assert plain(upload("a.csv", table)) == [("a.csv:2", "Short.", None, "")]


def test_the_source_stands_beside_the_text(upload):
    table = as_csv(["source", "translation"], ["Ein Satz.", "A sentence."], ["", "Another."])
    assert plain(upload("a.csv", table)) == [
        ("a.csv:2", "A sentence.", "Ein Satz.", ""),
        ("a.csv:3", "Another.", None, ""),
    ]


def test_without_a_known_name_the_longest_column_is_taken_and_that_is_said_once(upload):
    body = "The minister spoke for an hour about the budget of the coming year."
    found = upload("a.csv", as_csv(["nr", "Body"], ["1", body], ["2", body]))
    assert [each.text for each in found] == [body, body]
    assert "column “Body”" in found[0].note
    assert found[1].note == ""


def test_a_table_without_headings_loses_no_row(upload):
    first, second = "The first article has a sentence.", "The second article has a sentence too."
    found = upload("a.csv", as_csv(["1", first], ["2", second]))
    assert plain(found) == [("a.csv:1", first, None, ""), ("a.csv:2", second, None, "")]
    assert "column 2;" in found[0].note


def test_a_number_in_a_table_without_headings_is_not_taken_for_the_name_of_a_column(upload):
    first, second = "The first article has a sentence.", "The second article has a sentence too."
    assert [each.text for each in upload("a.csv", as_csv(["2", first], ["3", second]))] == [first, second]


def test_a_first_text_that_is_short_is_not_taken_for_a_heading(upload):
    long = "The minister spoke for an hour about the budget of the coming year."
    found = upload("a.csv", as_csv(["a", "He left."], ["b", long], ["c", long]))
    assert [each.text for each in found] == ["He left.", long, long]


def test_a_heading_may_end_in_a_full_stop_beside_the_text(upload):
    body = "The minister spoke for an hour about the budget of the coming year."
    assert [each.text for each in upload("a.csv", as_csv(["Lfd. Nr.", "Body"], ["1", body]))] == [body]


def test_a_column_without_a_name_does_not_make_the_heading_a_text(upload):
    body = "The minister spoke for an hour about the budget of the coming year."
    found = upload("a.csv", as_csv(["", "Body"], ["0", body], ["1", body]))
    assert [each.text for each in found] == [body, body]


def test_the_name_of_any_other_column_makes_the_first_row_a_heading(upload):
    found = upload("a.csv", as_csv(["source", "Englisch"], ["Eine lange Zeile.", "A cat."]))
    assert plain(found) == [("a.csv:2", "A cat.", "Eine lange Zeile.", "")]


def test_the_english_column_is_taken_though_another_is_longer(upload):
    table = as_csv(
        ["Deutsch", "Englisch", "Link"],
        ["Der Minister sprach am Dienstag lange.", "The minister spoke.", "https://example.org/a/long/address"],
        ["Niemand hat das Feuer gesehen, so die Zeitung.", "Nobody saw the fire.", "https://example.org/another/one"],
    )
    found = upload("a.csv", table)
    assert [each.text for each in found] == ["The minister spoke.", "Nobody saw the fire."]
    assert "column “Englisch”" in found[0].note


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "Nr;Text\n1;Mr Müller said – in Köln – “yes”.\n2;So did Ms Böll.\n"),
        ("a.jsonl", '{"text": "Mr Müller said – in Köln – “yes”."}\n{"text": "So did Ms Böll."}\n'),
    ],
)
def test_a_table_in_another_encoding_is_read_and_said(upload, name, content, encoding):
    first, second = upload(name, content.encode(encoding))
    assert (first.text, second.text) == ("Mr Müller said – in Köln – “yes”.", "So did Ms Böll.")
    assert first.note.startswith(f"read as {encoding} (guessed: it is not UTF-8)")
    assert second.note == ""


def test_a_table_in_utf8_with_one_damaged_row_stays_in_utf8(upload):
    found = upload("a.csv", "text\nMr Müller.\nMs Böll.\n".encode() + b"Bad \xe4.\n")
    assert [each.text or each.problem for each in found] == ["Mr Müller.", "Ms Böll.", "no UTF-8 at byte 5"]


def test_what_is_said_of_a_guess_names_no_option_of_the_command_line(upload):
    (found,) = upload("a.csv", as_csv(["nr", "Body"], ["1", "The minister spoke for an hour."]))
    assert "if the text stands in another, name that one “text”" in found.note
    assert "--" not in found.note


def test_a_parquet_file_without_text_is_refused_in_words_of_no_command_line(upload):
    import pyarrow
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    write_table(pyarrow.table({"nr": [1, 2], "marks": [["a"], ["b"]]}), out)
    with pytest.raises(InputError, match=r"^a\.parquet: no column holds text; there are “nr”, “marks”$"):
        upload("a.parquet", out.getvalue())


def test_the_column_of_a_parquet_file_is_guessed_whatever_stands_beside_it(upload):
    import pyarrow
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    write_table(pyarrow.table({"nr": [1, 2], "Body": ["", "The minister spoke."], "marks": [["a"], ["b"]]}), out)
    empty, found = upload("a.parquet", out.getvalue())
    assert (empty.problem, found.text) == ("empty", "The minister spoke.")
    assert "column “Body”" in found.note


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(upload, delimiter):
    table = as_csv(["id", "text"], ["1", "One, two; three | four\tfive."], ["2", "Plain."], delimiter=delimiter)
    assert [each.text for each in upload("a.csv", table)] == ["One, two; three | four\tfive.", "Plain."]


def test_a_table_of_one_column_needs_no_delimiter(upload):
    assert [each.text for each in upload("a.csv", "text\nOne, two.\nThree; four.\n")] == ["One, two.", "Three; four."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quoted_line_ends_belong_to_the_text_and_lines_are_counted_as_editors_do(upload, end):
    table = f'id,text{end}1,"One.{end}{end}Two."{end}2,Three.{end}'
    assert plain(upload("a.csv", table)) == [
        ("a.csv:2", f"One.{end}{end}Two.", None, ""),
        ("a.csv:5", "Three.", None, ""),
    ]


def test_what_only_unicode_takes_for_a_line_end_ends_no_row(upload):
    words = "One\N{LINE SEPARATOR}two\x0bthree\x85four."
    assert [each.text for each in upload("a.csv", f"id,text\n1,{words}\n")] == [words]


def test_quotes_in_tab_separated_text_are_text(upload):
    table = 'id\ttext\n1\t"Yes," he said.\n2\tHe said "no" and left.\n3\t"Never closed\n'
    assert [each.text for each in upload("a.tsv", table)] == [
        '"Yes," he said.',
        'He said "no" and left.',
        '"Never closed',
    ]


def test_tab_separated_tables_of_spreadsheets_are_unwrapped(upload):
    table = as_csv(["id", "text"], ["1", 'He said "no".\nThen he left.'], dialect="excel-tab")
    assert [each.text for each in upload("a.tsv", table)] == ['He said "no".\nThen he left.']


def test_each_broken_row_is_said_and_the_others_are_read(upload):
    table = 'id,text\n1,Good.\n2\n3,a,b\n4,\n5,"He" said\n6,Good too.\n7,"Open\n8,x\n9,y\n'
    found = upload("a.csv", table)
    assert [each.text for each in found if not each.problem] == ["Good.", "Good too."]
    assert [(each.where, each.problem) for each in found if each.problem] == [
        ("a.csv:3", "1 column, wanted 2"),
        ("a.csv:4", "3 columns, wanted 2; put texts that hold , into quotes"),
        ("a.csv:5", "empty"),
        ("a.csv:6", "a quote closes before its cell ends: write a quote inside a cell twice"),
        ("a.csv:8", "a quote opens here and never closes; 2 more lines went with it"),
    ]


@pytest.mark.parametrize("key", ["text", "Translation", "hypothesis"])
def test_json_lines(upload, key):
    lines = [{"id": 7, key: "One.", "source": "Eins."}, {key: "Two.\nThree."}]
    assert plain(upload("a.jsonl", "\n\n".join(map(json.dumps, lines)))) == [
        ("a.jsonl:1", "One.", "Eins.", ""),
        ("a.jsonl:3", "Two.\nThree.", None, ""),
    ]


def test_json_lines_without_a_known_key(upload):
    found = upload("a.jsonl", '{"id": "1", "body": "The minister spoke."}')
    assert found[0].text == "The minister spoke."
    assert "“body”" in found[0].note


def test_each_broken_line_of_json_is_said(upload):
    lines = [
        '{"text": "Good."}',
        "{",
        '"x"',
        '{"text": 3}',
        '{"text": " "}',
        '{"text": "\\ud800"}',
        '{"text": "a\\u0000"}',
    ]
    lines += ["[" * 100_000, '{"text": "Its source is lost.", "source": 3}', '{"text": "Good too."}']
    found = upload("a.jsonl", "\n".join(lines))
    assert [each.text for each in found if not each.problem] == ["Good.", "Good too."]
    problems = {each.where: each.problem for each in found if each.problem}
    assert list(problems) == [f"a.jsonl:{line}" for line in range(2, 10)]
    assert problems["a.jsonl:3"] == 'str, wanted an object like {"text": …}'
    assert "half a character" in problems["a.jsonl:6"]
    assert "NUL" in problems["a.jsonl:7"]
    assert "nested too deep" in problems["a.jsonl:8"]
    assert problems["a.jsonl:9"] == "source is int, wanted a string"


def test_a_zip_holds_files_of_every_kind(upload):
    members = [
        ("week/a.txt", "One."),
        ("week/b.csv", "id,text\n1,Two.\n"),
        ("c.jsonl", '{"text": "Three."}'),
        ("week/", ""),
        ("__MACOSX/week/._a.txt", "\0"),
        (".DS_Store", "\0"),
    ]
    assert plain(upload("all.zip", zipped(members))) == [
        ("all.zip/week/a.txt", "One.", None, ""),
        ("all.zip/week/b.csv:2", "Two.", None, ""),
        ("all.zip/c.jsonl:1", "Three.", None, ""),
    ]


def test_what_cannot_be_read_in_a_zip_is_said(upload):
    members = [("a.png", "x"), ("b.zip", zipped([("a.txt", "x")])), ("c.txt", ""), ("d.txt", "Good.")]
    found = upload("all.zip", zipped(members))
    assert [each.text for each in found] == ["", "", "", "Good."]
    assert [each.problem.partition(";")[0] for each in found] == [
        "not a kind that is read",
        "a zip within a zip is not read",
        "empty",
        "",
    ]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "/etc/passwd.txt", "..\\..\\etc\\passwd.txt", "./etc//passwd.txt"]
)
def test_names_lead_nowhere(upload, name):
    assert upload("a.zip", zipped([(name, "x y z")]))[0].where == "a.zip/etc/passwd.txt"


def test_names_hide_nothing():
    assert shown("a\u202etxt.exe\n\0.txt") == "atxt.exe.txt"
    assert len(shown("x" * 9999 + ".txt")) == incoming.NAME
    assert shown("../..") == "unnamed"


def test_a_locked_zip_is_said(upload):
    content = bytearray(zipped([("a.txt", "x")]))
    content[content.index(b"PK\1\2") + 8] |= 1
    content[6] |= 1
    assert "password" in upload("a.zip", bytes(content))[0].problem


def test_a_damaged_member_is_said(upload):
    content = bytearray(zipped([("a.txt", "One two three."), ("b.txt", "Good.")], zipfile.ZIP_STORED))
    content[content.index(b"One")] ^= 1
    found = upload("a.zip", bytes(content))
    assert found[0].problem.startswith("damaged: Bad CRC")
    assert found[1].text == "Good."


def test_an_archive_that_unfolds_too_far_is_refused_in_little_memory(upload):
    bomb = zipped([("a.txt", "One."), ("b.txt", b"0" * 60_000_000), ("c.txt", "Never read.")])
    assert len(bomb) < 100_000
    tracemalloc.start()
    found = upload("a.zip", bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(each.text, each.problem) for each in found] == [
        ("One.", ""),
        ("", "a.zip/b.txt: unpacks to more than 200 times its size; this is no zip of texts"),
    ]
    assert peak < 40_000_000


def test_the_size_that_a_zip_claims_is_not_believed(upload):
    content = bytearray(zipped([("b.txt", b"0" * 60_000_000)]))
    at = content.index(b"PK\1\2") + 24
    content[at : at + 4] = (10).to_bytes(4, "little")
    found = upload("a.zip", bytes(content))  # ten bytes are read, and their sum is wrong
    assert found[0].problem.startswith("damaged")


def test_all_members_together_have_a_limit(upload, monkeypatch):
    monkeypatch.setattr(incoming, "UNPACKED", 1000)
    found = upload("a.zip", zipped([(f"{n}.txt", "word " * 50) for n in range(9)]))
    assert [bool(each.text) for each in found] == [True] * 4 + [False]
    assert "the zip unpacks to more than" in found[-1].problem


def test_too_many_members_are_refused_before_they_are_listed(upload, monkeypatch):
    monkeypatch.setattr(incoming, "MEMBERS", 3)
    with pytest.raises(InputError, match="4 files in the zip; at most 3"):
        upload("a.zip", zipped([(f"{n}.txt", "x") for n in range(4)]))
    with pytest.raises(InputError, match="too many files in the zip"):
        upload("a.zip", zipped([(f"{n}.txt", "x") for n in range(99)]))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "text\n" + "," * 12_000_000),
        ("a.csv", "id,text\n" + '"a\n",' * 3_000_000),
        ("a.csv", "id,text\n" + '1,"x\n' * 400_000),
        ("a.csv", '"' * 12_000_000),
        ("a.tsv", '\t"\n' * 400_000),
        ("a.jsonl", "[" * 12_000_000),
        ("a.jsonl", '{"text":' * 1_500_000),
        ("a.jsonl", '{"text": "' + "\\n" * 6_000_000),
    ],
)
def test_tables_made_to_hurt_end_soon_in_bounded_memory(tmp_path, name, content, monkeypatch):
    monkeypatch.setattr(rows, "RECORD", 500_000)
    monkeypatch.setattr(intake, "TEXTS", 20_000)
    (tmp_path / f"0000{Path(name).suffix}").write_text(content)
    tracemalloc.start()
    begin = time.perf_counter()
    assert all(each.units[0].problem for each in intake.texts(tmp_path, [name], "all"))
    took, peak = time.perf_counter() - begin, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert took < 20  # some two seconds where this was written; the tracing costs most of them
    assert peak < 100_000_000
