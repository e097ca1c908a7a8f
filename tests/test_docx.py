"""Word files: changes that Word and we read alike, and files that were made to do harm."""

import io
import shutil
import subprocess
import time
import zipfile
from contextlib import suppress
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtassist import InputError, document
from mtassist.formats import docx
from mtassist.formats.pieces import plain
from mtassist.review import Review
from mtassist.types import Action, Decision, Edit, Issue, Mqm, Note, Report, Safety, Severity, Span, Suggestion

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
AT = "2025-01-01T10:00:00+01:00"
TEXT = "A headline\n\nThe the minister spoke.\n\nShare\n\nShe left."
HOSTILE = "<img src=x onerror=alert(1)> </script> ]]> &amp; \u202egnp.exe \x07\x00 \ud800 \ufffe “é” 日本 \U0001f600"


# the text of both sides, read from the XML


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()}


def side(content, gone):
    """The text when one kind of change is dropped: what is ``ins`` or what is ``del``, paragraph ends included."""
    text = ""
    paragraphs = parts(content)["word/document.xml"].findall(f"{W}body/{W}p")
    for number, paragraph in enumerate(paragraphs):
        for child in paragraph:
            if child.tag != f"{W}{gone}":
                text += "".join(words(child))
        ended = paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is None
        text += "\n" if ended and number < len(paragraphs) - 1 else ""
    return text


def words(element):
    for each in element.iter():
        if each.tag in (f"{W}t", f"{W}delText"):
            yield each.text or ""
        elif each.tag == f"{W}tab":
            yield "\t"


def accepted(content):
    return side(content, "del")


def rejected(content):
    return side(content, "ins")


# reviews


def issue(text, start, end, rule="a.rule", message="Odd.", new=None):
    suggestions = () if new is None else (Suggestion((Edit(Span(start, end), new),), Safety.REVIEW, rule),)
    return Issue(rule, Span(start, end), text[start:end], message, Mqm.GRAMMAR, Severity.MAJOR, 0.9, suggestions)


def decide(text, *edits, by="anna", message="Odd.", notes=()):
    """A review with one decision for each (start, end, new)."""
    issues = [issue(text, start, end, new=new, message=message) for start, end, new in edits]
    report = Report(document(text), tuple(issues))
    decisions = tuple(Decision(report.document.sha, i.id, i.suggestions[0].edits, by, AT) for i in issues)
    return Review(report, [Action("1", by, AT, decisions, notes)])


def write(review):
    return docx.write(review, by="ben", at=AT, title="A title")


def both(review):
    content = write(review)
    return rejected(content), accepted(content)


def test_a_change_is_tracked_with_who_and_when_and_why():
    start = TEXT.index("The the")
    review = decide(TEXT, (start, start + 7, "The"), notes=(Note(f"a.rule@{start}-{start + 7}", "Sure?\nYes."),))
    content = write(review)
    deleted = parts(content)["word/document.xml"].find(f".//{W}del")
    assert "".join(words(deleted)) == " the"
    assert (deleted.get(f"{W}author"), deleted.get(f"{W}date")) == ("anna", "2025-01-01T09:00:00Z")
    comment = parts(content)["word/comments.xml"].find(f"{W}comment")
    assert ["".join(words(p)) for p in comment] == ["a.rule: Odd.", "Note: Sure?", "Yes."]
    assert comment.get(f"{W}author") == "anna"
    assert (rejected(content), accepted(content)) == (TEXT, review.text)


def test_a_deleted_line_takes_its_paragraph_end_along():
    start = TEXT.index("Share")
    content = write(decide(TEXT, (start, start + 7, "")))
    assert accepted(content) == "A headline\n\nThe the minister spoke.\n\nShe left."
    assert rejected(content) == TEXT
    marks = parts(content)["word/document.xml"].findall(f".//{W}pPr/{W}rPr/{W}del")
    assert [mark.get(f"{W}author") for mark in marks] == ["anna", "anna"]


def test_a_new_paragraph_is_an_inserted_paragraph_end():
    content = write(decide(TEXT, (len(TEXT), len(TEXT), "\n\nThe end.")))
    assert accepted(content) == TEXT + "\n\nThe end."
    assert rejected(content) == TEXT
    assert len(parts(content)["word/document.xml"].findall(f".//{W}pPr/{W}rPr/{W}ins")) == 2


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("One.\r\nTwo.\rThree.\n", (4, 6, " ")),
        ("a\r\nb", (1, 2, "")),  # the two characters of one line end, parted
        ("a\r\nb", (2, 3, "")),
        ("a\r\nb", (2, 2, "x")),
        ("a\rb", (2, 2, "\n")),
        ("a\nb", (1, 1, "\r")),
        ("\n\n", (0, 2, "")),
        ("", (0, 0, "\n")),
        ("a\tb", (1, 2, "\t\t")),
        ("  a  ", (2, 3, " ")),
        (HOSTILE, (0, 4, HOSTILE)),
    ],
)
def test_line_ends_blanks_and_signs_come_back(text, edit):
    review = decide(text, edit)
    assert both(review) == (plain(text), plain(review.text))


def test_nothing_decided_nothing_tracked():
    report = Report(document(TEXT), (issue(TEXT, 0, 1, new="The"),))
    assert both(Review(report)) == (TEXT, TEXT)
    assert not list(parts(write(Review(report)))["word/comments.xml"])


def test_a_rejected_finding_leaves_no_trace_and_a_remark_leaves_a_comment():
    first, second = issue(TEXT, 0, 1, new="The"), issue(TEXT, 2, 10, rule="b.rule")
    report = Report(document(TEXT), (first, second))
    no = Decision(report.document.sha, first.id, (), "anna", AT)
    review = Review(report, [Action("1", "anna", AT, (no,)), Action("2", "cleo", AT, notes=(Note(second.id, "Hm."),))])
    comments = list(parts(write(review))["word/comments.xml"])
    assert ["".join(words(c)) for c in comments] == ["b.rule: Odd.Note: Hm."]
    assert comments[0].get(f"{W}author") == "cleo"
    assert both(review) == (TEXT, TEXT)


def test_a_mark_of_a_person_is_a_comment_and_another_persons_remark_bears_the_name():
    mark = issue(TEXT, 2, 10, rule="own.grammar", message="Too dull.")
    report = Report(document(TEXT), ())
    made = Decision(report.document.sha, mark.id, (), "anna", AT, found=mark)
    review = Review(report, [Action("1", "anna", AT, (made,)), Action("2", "ben", AT, notes=(Note(mark.id, "No."),))])
    content = write(review)
    (comment,) = parts(content)["word/comments.xml"]
    assert "".join(words(comment)) == "own.grammar: Too dull.Note by ben: No."
    assert between(content, 0) == "headline"


def between(content, id):
    """The words under a comment."""
    inside, found = False, []
    for element in parts(content)["word/document.xml"].iter():
        if element.get(f"{W}id") == str(id) and element.tag.startswith(f"{W}commentRange"):
            inside = element.tag.endswith("Start")
        elif inside and element.tag in (f"{W}t", f"{W}delText"):
            found.append(element.text)
    return "".join(found)


def test_each_comment_lies_on_its_own_change():
    content = write(decide("abc def ghi", (0, 3, "x"), (3, 4, "-"), (4, 7, "y"), (11, 11, "!")))
    assert [between(content, n) for n in range(4)] == ["abcx", " -", "defy", "!"]


def test_every_id_is_its_own():
    content = write(decide("abc\ndef ghi", (0, 3, "x"), (3, 4, "-"), (4, 7, "y"), (11, 11, "!\n?")))
    tree = parts(content)["word/document.xml"]
    ids = [e.get(f"{W}id") for e in tree.iter() if e.tag in (f"{W}ins", f"{W}del", f"{W}commentReference")]
    assert len(ids) == len(set(ids)) == 13
    assert all(id.isdigit() for id in ids)


def test_names_and_reasons_cannot_break_out():
    name = f'"/><w:evil w:x="{HOSTILE}'
    review = decide("abc", (0, 3, "x"), by=name, message=HOSTILE)
    content = docx.write(review, by=name, at="not a date", title=HOSTILE)
    tree = parts(content)
    assert not list(tree["word/document.xml"].iter(f"{W}evil"))
    author = tree["word/document.xml"].find(f".//{W}ins").get(f"{W}author")
    assert author.startswith('"/><w:evil w:x="<img')
    assert "\u202e" not in author
    assert "<U+202E>" in author


def test_the_same_review_gives_the_same_bytes():
    assert write(decide(TEXT, (0, 1, "The"))) == write(decide(TEXT, (0, 1, "The")))


def test_all_parts_that_are_named_are_there():
    content = write(decide(TEXT, (0, 1, "The")))
    tree = parts(content)
    named = {o.get("PartName").lstrip("/") for o in tree["[Content_Types].xml"] if o.get("PartName")}
    related = {f"word/{r.get('Target')}" for r in tree["word/_rels/document.xml.rels"]}
    assert named - {"docProps/core.xml", "word/document.xml"} == related
    assert named <= set(tree)


characters = st.one_of(st.sampled_from("ab \n\r\t\x00<&\ud800\u202e\u0301"), st.characters(codec=None))
texts = st.text(characters, max_size=40)


@st.composite
def reviews(draw):
    text = draw(texts)
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    edits = [(a, b, draw(texts)) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    return decide(text, *edits)


@given(reviews())
@settings(deadline=None, max_examples=200)
def test_accept_all_is_the_clean_text_and_reject_all_the_given_one(review):
    content = write(review)
    assert rejected(content) == plain(review.report.document.text)
    assert accepted(content) == plain(review.text)


# reading


def package(body, **more):
    xml = f"<w:document {NS}><w:body>{body}</w:body></w:document>" if isinstance(body, str) else body
    return zipped({"word/document.xml": xml, **more})


def zipped(files, how=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return file.getvalue()


def p(words, marks=""):
    return f"<w:p><w:pPr>{marks}</w:pPr><w:r><w:t>{escape(words)}</w:t></w:r></w:p>"


ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
GONE = "<w:rPr><w:del/></w:rPr>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("One.") + p("") + p("Two."), "One.\n\nTwo."),
        (p("One.") + p("a", ITEM) + p("b", ITEM) + p("Two."), "One.\n\n• a\n• b\n\nTwo."),
        (p("a", '<w:pStyle w:val="ListBullet"/>') + p("b", '<w:numPr><w:numId w:val="0"/></w:numPr>'), "• a\n\nb"),
        (f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}{p('c')}</w:tc></w:tr></w:tbl>", "a\n\nb\n\nc"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a\tb\nc"),
        ('<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', "a"),
        ("<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:t>old</w:t></w:r></w:del></w:p>", "new"),
        ("<w:p><w:moveFrom><w:r><w:t>here</w:t></w:r></w:moveFrom></w:p>" + p("there"), "there"),
        (p("One, ", GONE) + p("two, ", GONE) + p("three."), "One, two, three."),
        (p("One.") + p("Two", GONE), "One.\n\nTwo"),
        (p("a", f"<w:pPrChange><w:pPr>{ITEM}</w:pPr></w:pPrChange>"), "a"),
        (f"<w:p><w:txbxContent>{p('Box.')}</w:txbxContent><w:t>Host.</w:t></w:p>" + p("End."), "Host.\n\nBox.\n\nEnd."),
        ("<w:p><w:r><w:t>a\n  </w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>", "a   b"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:t>link</w:t></w:hyperlink></w:p>", "link"),
    ],
)
def test_read(body, text):
    assert docx.read(package(body)) == text


def test_a_box_with_a_copy_for_old_programs_is_read_once():
    box = f"<mc:Choice>{p('Box.')}</mc:Choice><mc:Fallback>{p('Box.')}</mc:Fallback>"
    body = f'<w:p><w:r><mc:AlternateContent xmlns:mc="urn:mc">{box}</mc:AlternateContent></w:r></w:p>'
    assert docx.read(package(body)) == "Box."


def test_the_document_may_have_another_name():
    rels = (
        '<Relationships xmlns="x"><Relationship Id="a" Type="http://x/officeDocument" Target="/word/Document2.xml"/>'
        "</Relationships>"
    )
    body = f"<w:document {NS}><w:body>{p('Here.')}</w:body></w:document>"
    assert docx.read(zipped({"_rels/.rels": rels, "word/document2.xml": body})) == "Here."


def test_a_file_of_python_docx_is_read():
    made = pytest.importorskip("docx", reason="python-docx is not installed").Document()
    made.add_heading("A headline")
    made.add_paragraph("One. “Two” & three.")
    made.add_paragraph("a", style="List Bullet")
    made.add_paragraph("b", style="List Bullet")
    made.add_table(1, 2).rows[0].cells[1].text = "cell"
    file = io.BytesIO()
    made.save(file)
    assert docx.read(file.getvalue()) == "A headline\n\nOne. “Two” & three.\n\n• a\n• b\n\ncell"


@given(reviews())
@settings(deadline=None, max_examples=50)
def test_what_is_written_reads_as_the_clean_text(review):
    clean = "\n\n".join(line for line in plain(review.text).split("\n") if line.strip())
    if clean:
        assert docx.read(write(review)) == clean


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"not a \.docx file"),
        (b"Just text.", r"not a \.docx file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), r"old \.doc"),
        (zipped({"a.txt": "a"}), "without a Word document"),
        (zipped({"../../etc/passwd": "a", "/word/document.xml": "b"}), "without a Word document"),
        (package(p("  ")), "no text"),
        (package(p("One."))[:-30], r"not a \.docx file"),
        (package(b"<w:document"), "XML is broken"),
        (package(f"{BOMB}<w:document {NS}>&b;</w:document>".encode()), "document type"),
        (package(b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'), "document type"),
        (package(b'<?xml version="1.0" encoding="klingon"?><x/>'), "XML is broken"),
        (package("<w:p>" * 5000), "nested without end"),
        (package(" " * 19_000_000), "would unpack"),
        (package(" " * 21_000_000), "would unpack"),
        (zipped({"word/document.xml": b"<a/>"}, zipfile.ZIP_LZMA), "packed in a way"),
        (zipped({f"{n}": "" for n in range(5001)}), "more than 5,000 parts"),
        (bytes(20_000_001), "too long"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_none_or_means_harm_is_refused_at_once(content, message):
    begin = time.perf_counter()
    with pytest.raises(InputError, match=message):
        docx.read(content)
    assert time.perf_counter() - begin < 2


def test_a_size_that_is_not_the_real_one_is_found_out():
    content = package(p("One. " * 400_000))
    at = content.index(b"PK\x01\x02") + 24  # the size in the list of parts
    lying = content[:at] + (1000).to_bytes(4, "little") + content[at + 4 :]
    with pytest.raises(InputError, match=r"not a \.docx file"):
        docx.read(lying)


def test_a_password_is_said():
    content = package(p("One."))
    at = content.index(b"PK\x01\x02") + 8
    with pytest.raises(InputError, match="password"):
        docx.read(content[:at] + b"\1" + content[at + 1 :])


@given(st.binary(max_size=40), st.integers(0, 1000))
def test_damage_never_raises_anything_else(junk, at):
    content = package(p("One."))
    at %= len(content)
    with suppress(InputError):
        docx.read(content[:at] + junk + content[at + len(junk) :])


def test_the_slowest_file_that_is_let_in_is_bounded():
    body = "".join(f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p>" for n in range(100_000))
    begin = time.perf_counter()
    assert docx.read(package(body)).count("\n\n") == 99_999
    assert time.perf_counter() - begin < 5


# another program's opinion

MACRO = """Sub Take(given, wanted, command)
Dim none()
Dim how(0) As New com.sun.star.beans.PropertyValue
file = StarDesktop.loadComponentFromURL(ConvertToURL(given), "_blank", 0, none())
dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
dispatcher.executeDispatch(file.CurrentController.Frame, command, "", 0, none())
how(0).Name = "FilterName"
how(0).Value = "MS Word 2007 XML"
file.storeToURL(ConvertToURL(wanted), how())
file.close(True)
StarDesktop.terminate()
End Sub
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """LibreOffice with a macro that accepts or rejects all changes of a file."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = tmp_path_factory.mktemp("profile")
    start = [program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    subprocess.run([*start, "--terminate_after_init"], check=True, timeout=120, capture_output=True)
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"  # the first start has put an empty one there
    head, opening, _ = module.read_text().partition("<script:module")
    names = ' xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">'
    module.write_text(f"{head}{opening}{names}{escape(MACRO)}</script:module>")

    def take(content, command):
        given, wanted = profile / "given.docx", profile / "wanted.docx"
        given.write_bytes(content)
        wanted.unlink(missing_ok=True)
        call = f'macro:///Standard.Module1.Take("{given}","{wanted}",".uno:{command}AllTrackedChanges")'
        subprocess.run([*start, call], check=True, timeout=60, capture_output=True)
        return wanted.read_bytes()

    return take


def test_libreoffice_accepts_and_rejects_as_we_do(office):
    review = decide(
        TEXT,
        (TEXT.index("The the"), TEXT.index("The the") + 7, "The"),
        (TEXT.index("Share"), TEXT.index("Share") + 7, ""),
        (len(TEXT), len(TEXT), " Then\tit rained.\n\nThe end."),
        notes=(Note(f"a.rule@{len(TEXT)}-{len(TEXT)}", "Sure?"),),
    )
    content = write(review)
    for command, text in (("Accept", review.text), ("Reject", TEXT)):
        taken = office(content, command)
        tree = parts(taken)["word/document.xml"]
        assert not [*tree.iter(f"{W}ins"), *tree.iter(f"{W}del")]
        assert accepted(taken) == text
    assert len(parts(taken)["word/comments.xml"]) == 3
