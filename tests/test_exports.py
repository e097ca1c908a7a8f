"""What is taken away: HTML, Markdown, a report of the changes, a log. All say what the text says, and no more."""

import json
import re
import time
from contextlib import suppress
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_docx import AT, HOSTILE, TEXT, characters, decide, issue, reviews

from mtassist import InputError, document
from mtassist.formats import changes, html, log, markdown, pages, pieces
from mtassist.review import Review
from mtassist.types import Action, Decision, Note, Report

VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """A second opinion on what a page holds: its tags, attributes and text, and that every tag is closed."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text, self.open = [], [], "", []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        if not {"style", "title"} & set(self.open):
            self.text += text


def bare(text):
    return Review(Report(document(text), ()))


def squeezed(text):
    return " ".join(pieces.writable(text).split())


def is_tame(page):
    return not set(page.tags) & {"script", "img", "iframe", "object", "svg", "link"} and not any(
        name.startswith("on") or name in ("src", "srcdoc") or "javascript:" in (value or "")
        for name, value in page.attributes
    )


# pieces


@given(reviews())
@settings(deadline=None)
def test_pieces_make_up_both_texts(review):
    made = list(pieces.pieces(review, cuts=range(0, 40, 3)))
    assert "".join(p.text for p in made if p.how in pieces.BEFORE) == pieces.plain(review.report.document.text)
    assert "".join(p.text for p in made if p.how in pieces.AFTER) == pieces.plain(review.text)
    assert all(p.edit for p in made if p.how is not pieces.How.KEPT)


def marks(old, new):
    return [(p.how.value, p.text) for p in pieces.pieces(decide(old, (0, len(old), new)))]


def test_only_what_changes_is_marked_and_whole_words():
    assert marks("He said that that was it.", "He said that was it.") == [
        ("kept", "He said that "),
        ("gone", "that "),
        ("kept", "was it."),
    ]
    assert marks("a minister", "a ministry") == [("kept", "a "), ("gone", "minister"), ("new", "ministry")]
    assert marks("cafe\u0301", "cafe") == [("gone", "cafe\u0301"), ("new", "cafe")]


# reading HTML


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One.<p>Two.", "One.\n\nTwo."),
        ("<h1>A  b\n c</h1>\n <div> d <b>e</b>f<i> g</i> </div>", "A b c\n\nd ef g"),
        ("a<br>b<br/>c<br><br>d", "a\nb\nc\n\nd"),
        ("<ul><li>a<li>b</ul><ol><li>c</li><li><p>d</p></ol>e", "• a\n• b\n\n1. c\n\n2. d\n\ne"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a\n\nb\n\nc"),
        ("<head><title>T</title><style>p{}</style></head><body>x<script>if (a<b) '</p>'</script>y", "xy"),
        ("&lt;b&gt; &amp;amp; &nbsp;&eacute;&#233;&#xe9; &#8217;", "<b> &amp; \u00a0ééé ’"),
        ("a &#0; &#xD800; &#" + "9" * 9999 + "; b", "a \ufffd \ufffd \ufffd b"),
        ("a<!-- b --> c<!-->d<!--->e<!-- > --!>f<![CDATA[x]]>g<?php 1 ?>h</>i", "a cdefghi"),
        ("a < b <3 c <", "a < b <3 c <"),
        ("<a title='>' href=x\"y>a</a><a\n\n=\">\">b</a>", "ab"),
        ('<a href="x>a</a> b', "a b"),
        ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
        ("<textarea><b>x</b></textarea>", "<b>x</b>"),
        ("<p hidden>kept</p><button>Share</button> <span>Follow</span>", "kept\n\nShare Follow"),
        ("a<SCRIPT>b</sCript >c<style>d", "ac"),
        ("mini&shy;ster\u200b \u202ex", "mini\u00adster\u200b \u202ex"),
        ("</p></ul></li></ol>x</pre><li>y", "x\n\n• y"),
    ],
)  # fmt: skip
def test_read_html(page, text):
    assert html.read(page.encode("utf-8")) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>naïve “x”".encode("utf-16"), "naïve “x”"),
        ("\ufeff<p>naïve".encode(), "naïve"),
        ('<meta charset="windows-1252"><p>naïve “x”'.encode("cp1252"), "naïve “x”"),
        ('<meta charset="iso-8859-1"><p>naïve “x”'.encode("cp1252"), "naïve “x”"),
        ("<meta http-equiv=x content='text/html; charset=koi8-r'>Президент".encode("koi8-r"), "Президент"),
        ('<meta charset="iso-8859-1"><p>naïve'.encode(), "naïve"),  # it says so, but it is UTF-8
        ('<meta charset="unicode_escape">The naïve \\x41 man'.encode("cp1252"), "The naïve \\x41 man"),
        ('<meta charset="klingon"><p>The naïve man'.encode("cp1252"), "The naïve man"),
        ('<meta charset="zlib"><p>The naïve man'.encode("cp1252"), "The naïve man"),
    ],
)
def test_the_encoding_of_a_page(content, text):
    assert html.read(content) == text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no text"),
        (b"<script>1</script><!-- x", "no text"),
        (bytes(range(256)) * 10, "not an HTML file"),
        (b"a" * (pages.LIMIT + 1), "too long"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_page_without_text_is_refused(content, message):
    with pytest.raises(InputError, match=message):
        html.read(content)


@pytest.mark.parametrize(
    "unit",
    [
        *("<", "</", "<!--", "<![CDATA[", "<x>", "<a ", "<a =", '<a b="', "<a b='", "&#", "&"),
        *("<script>", "<textarea>", "<ol><li>", "<pre>\n"),
    ],
)
def test_no_page_makes_reading_slow(unit):
    begin = time.process_time()
    html.read(b"x " + unit.encode() * (1_000_000 // len(unit)))
    assert time.process_time() - begin < 5


@given(st.text(st.one_of(st.sampled_from("<>/!-='\"&;# apb\n"), characters), max_size=60))
def test_any_page_is_read_or_refused(page):
    with suppress(InputError):
        assert html.read(b"x" + page.encode("utf-8", "surrogatepass"))


# writing HTML


def test_write_html():
    text = "Rain & <sun>\n\nIt rained on Monday, he said.\n\n• one\n• two\n\n3. three"
    assert "\n".join(html.write(bare(text), title="A \"b\"").split("\n")[5:]) == (
        "<title>A &quot;b&quot;</title>\n</head>\n<body>\n<article>\n<h1>Rain &amp; &lt;sun&gt;</h1>\n"
        "<p>It rained on Monday, he said.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
        '<ol>\n<li value="3">three</li>\n</ol>\n</article>\n</body>\n</html>\n'
    )  # fmt: skip


def test_the_clean_text_is_written():
    review = decide(TEXT, (TEXT.index("Share"), TEXT.index("Share") + 7, ""))
    assert "Share" not in html.write(review) + markdown.write(review)


@given(st.text(characters, max_size=60))
@settings(deadline=None)
def test_a_page_says_what_the_text_says(text):
    page = Page(html.write(bare(text), title=HOSTILE))
    assert is_tame(page)
    lists = [part.text for part in html.parts(text)]
    assert squeezed(page.text) == squeezed(" ".join(lists))


def test_pages_hold_hostile_text_as_text():
    text = f"A headline\n\n{HOSTILE}\n\n• {HOSTILE}\n\n<svg onload=alert(1)>\n\njavascript:alert(1)"
    for page in (
        html.write(bare(text), title=HOSTILE),
        changes.write(bare(text), by=HOSTILE, at=HOSTILE, title=HOSTILE),
    ):
        seen = Page(page)
        assert is_tame(seen)
        assert "<img src=x onerror=alert(1)>" in seen.text
        page.encode("utf-8")


# Markdown

RENDER = {
    "CommonMark": MarkdownIt("commonmark"),
    "GitHub": MarkdownIt("commonmark").enable(["strikethrough", "table"]),
}
TRAPS = [
    *(
        "*a* **b** _c_ __d__ ***e***",
        "snake_case 2 * 3 * 4 a*b*c",
        "* * *",
        "- - -",
        "---",
        "+ a",
        "+++",
        "___",
        "_ _ _",
    ),
    *(
        "# a",
        "#hashtag",
        "####### a",
        "> a",
        "1. a",
        "1) a",
        "1234. a",
        "123456789. a",
        "- [ ] a",
        "• - a",
        "• # a",
        "•",
    ),
    *(
        "Title #",
        "Title ##",
        "##",
        "•1. a",
        "• 1. a",
        "• `",
        "`a` ``b``",
        "```",
        "~~~ a",
        "~~a~~ ~5",
        "\\",
        "a\\*b",
        "\\\\",
    ),
    *("[a](javascript:alert(1))", "[a]: http://b", "![a](b)", "[^1] [ ] [sic]", "<b>a</b>", "<http://a.b>", "<1@b.c>"),
    *("a < b", "<!-- a -->", "&amp; &#65; &#x41; AT&T &c;", "a\\", "a | b", "| - |", "= =", "====", "a  b", "a\\\nb"),
    *("“Quoted” – dash", "! a", "!a", ":::", "$x$", "a\tb", HOSTILE),
]


def rendered(flavour, review):
    return Page(RENDER[flavour].render(markdown.write(review)))


def says_the_same(text):
    made = list(html.parts(text))
    for flavour in RENDER:
        page = rendered(flavour, bare(text))
        assert squeezed(page.text) == squeezed(" ".join(part.text for part in made))
        assert set(page.tags) <= {"h1", "h2", "p", "ul", "ol", "li"}
        assert page.tags.count("li") == sum(part.kind == "item" for part in made)
        assert page.tags.count("h1") + page.tags.count("h2") == sum(part.kind == "heading" for part in made)


@pytest.mark.parametrize("trap", TRAPS)
def test_markdown_says_what_the_text_says(trap):
    says_the_same(trap)  # as a headline
    says_the_same(f"Rain\n\n{trap}\n\nIt rained all day, he said.\n\n{trap}")
    says_the_same(f"Rain\n\nIt rained {trap} on Monday, he said.\n\n• {trap}\n• b")


@given(st.text(st.one_of(st.sampled_from("*_#-+>`~[]()!<&;\\|=1. ab\n\t"), characters), max_size=40))
@settings(deadline=None, max_examples=300)
def test_any_text_as_markdown(text):
    says_the_same(text)


def test_markdown_escapes_no_more_than_it_must():
    text = "It cost 5 * 3 dollars (about £12) – AT&T's snake_case; he said: “Yes!” #news 3.5 + 4 - 2 < 9 ~ 8."
    assert markdown.write(bare(f"Rain\n\n{text}")) == f"# Rain\n\n{text}\n"


# the report of the changes


def report(review):
    return changes.write(review, by="ben", at=AT, title="A title")


def test_the_report_shows_what_changed_and_why():
    start = TEXT.index("The the")
    id = f"a.rule@{start}-{start + 7}"
    page = report(decide(TEXT, (start, start + 7, "The"), notes=(Note(id, "Sure."),), message="Twice."))
    assert '<p>The<sup><a href="#f1" aria-label="finding 1">1</a></sup><del> the</del> minister spoke.</p>' in page
    row = page[page.index('<tr id="f1">') :]
    for words in ("Twice.", "a.rule", "<del>The the</del><ins>The</ins>", "major", "accepted", "anna", "Sure."):
        assert words in row
    assert "2025-01-01 09:00 UTC" in row
    assert "<dt>words taken out</dt><dd>1</dd>" in page
    assert "<dt>decided</dt><dd>1</dd>" in page


def test_the_report_needs_nothing_but_itself():
    page = report(decide(TEXT, (0, 1, "The")))
    assert not re.search(r"https?://|@import|url\(", page)
    assert "default-src 'none'" in page
    assert is_tame(Page(page))


@given(reviews())
@settings(deadline=None, max_examples=50)
def test_the_report_holds_both_texts(review):
    page = report(review)
    article = re.sub(r"<sup>.*?</sup>|<(del|ins) class=\"end\">¶</\1>", "", page[page.index("<article>") :])
    article = article[: article.index("</article>")]
    for dropped, text in (("ins", review.report.document.text), ("del", review.text)):
        seen = Page(re.sub(rf"<{dropped}>.*?</{dropped}>", "", article) + "</article>").text
        assert "".join(seen.split()) == "".join(pieces.visible(text).split())


def test_the_reading_direction_is_not_turned_in_the_report():
    page = report(decide("He said \u202egnp.exe.", (0, 2, "She\u2066"), by="an\u202ena"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)
    assert "&lt;U+202E&gt;gnp.exe" in page


# the log


def logged(review):
    return [json.loads(line) for line in log.write(review).splitlines()]


def test_the_log_has_a_line_for_the_document_and_one_for_each_finding():
    first, second = issue(TEXT, 0, 1, new="The"), issue(TEXT, 2, 10, rule="b.rule")
    mark = issue(TEXT, 3, 5, rule="own.grammar")
    whole = Report(document(TEXT), (first, second))
    sha = whole.document.sha
    said = (
        Decision(sha, first.id, first.suggestions[0].edits, "anna", AT),
        Decision(sha, mark.id, (), "anna", AT, found=mark),
    )
    review = Review(whole, [Action("1", "anna", AT, said), Action("2", "ben", AT, notes=(Note(second.id, "Hm."),))])
    head, *lines = logged(review)
    assert (head["schema"], head["sha256"]) == ("mtassist/review/1", sha)
    assert head["signature"].startswith("mtassist:")
    assert [(x["rule"], x["state"], x["by"], x["own"], x["note"], x["note_by"]) for x in lines] == [
        ("a.rule", "accepted", "anna", False, None, None),
        ("b.rule", "open", None, False, "Hm.", "ben"),
        ("own.grammar", "open", "anna", True, None, None),
    ]
    assert lines[0]["edits"] == [{"start": 0, "end": 1, "new": "The"}]
    assert lines[0]["at"] == AT


def test_one_finding_is_one_line_whatever_it_holds():
    text = HOSTILE + "\u2028\u2029\x85\r\n"
    review = decide(text, (0, len(text), "\u2028\n"), message=text)
    content = log.write(review).encode("utf-8").decode()
    assert len(content.splitlines()) == 2
    assert logged(review)[1]["text"] == text.replace("\ud800", "\ufffd")
