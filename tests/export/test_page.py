"""The web page: its texts, its policy, its figures, and that it requests nothing."""

import os
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from briefing_app.database.reader import open_briefing
from briefing_app.errors import CancelledError, OptionError
from briefing_app.export.jobs import run
from briefing_app.export.kinds import PAGE
from briefing_app.export.page import make_page
from briefing_app.export.request import Export, Material
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.charts import bar_chart
from briefing_app.model.notes import Note, ReportNotes
from briefing_app.model.report import Check, Report
from briefing_app.model.wording import CHECKED, CHECKED_BY_AUTHOR, verification_summary
from tests.sample_hostile_report import HOSTILE, hostile_report
from tests.sample_measures import AWKWARD, make_measure
from tests.sample_report import (
    NORTH,
    SOURCE,
    SOUTH,
    make_entry,
    make_finding,
    make_quote,
    make_report,
)

VOID = {"br", "input", "link", "meta"}


@dataclass
class Element:
    """An element of a page, with the text in it, apart from style and script."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None"
    text: str = ""

    def is_hidden(self) -> bool:
        """Return whether it, or what it is in, is hidden."""
        if "hidden" in self.attributes:
            return True
        return self.parent is not None and self.parent.is_hidden()


class Page(HTMLParser):
    """A page as a browser reads it."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.source = content.decode()
        self.feed(self.source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        element = Element(tag, found, self._open[-1] if self._open else None)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            if self._open[-1].tag not in {"style", "script"} or element is self._open[-1]:
                element.text += data

    def all(self, tag: str, name: str = "") -> list[Element]:
        """Return the elements with a tag and, if given, a class."""
        return [
            each
            for each in self.elements
            if each.tag == tag and (not name or name in each.attributes.get("class", "").split())
        ]

    def one(self, tag: str, name: str = "") -> Element:
        """Return the only element with a tag and, if given, a class."""
        (found,) = self.all(tag, name)
        return found


@pytest.fixture(scope="module")
def bundled() -> Report:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        return briefing.report


def page_of(report: Report) -> Page:
    return Page(make_page(report))


def texts(report: Report) -> Iterator[str]:
    """Yield what the page of a briefing says."""
    yield from (report.title, report.subtitle, report.summary, verification_summary(report))
    for quote in report.quotes:
        yield from (f"“{quote.text}”", quote.speaker.name, quote.locator)
    for finding in report.findings:
        yield from (finding.kind.label, str(finding.position), finding.headline, finding.detail)
        yield from (finding.locator, finding.caution, finding.prompt)
    for measure in report.measures:
        chart = bar_chart(measure)
        yield from (chart.title, chart.subtitle, chart.caveat, chart.definition, chart.source)
        for row in chart.rows:
            yield from row
    for source in report.sources:
        yield from (source.title, source.publisher, source.note, source.licence)


# ---- contents -----------------------------------------------------------------------------------


def test_page_has_every_text_of_the_bundled_briefing(bundled: Report) -> None:
    page = page_of(bundled)
    assert [text for text in texts(bundled) if text not in page.one("body").text] == []
    assert len(page.all("article")) == len(bundled.findings) + 1  # with a further quote
    assert page.one("title").text == bundled.title


def test_our_words_say_that_they_are_ours(bundled: Report) -> None:
    said = "Our summary of the article · Express & Star · The headlines are ours."
    assert said in page_of(bundled).one("header").text
    without_summary = page_of(bundled._replace(summary="")).one("header").text
    assert "Our summary" not in without_summary
    assert "The headlines are ours." in without_summary


def test_page_is_small_enough_to_mail(bundled: Report) -> None:
    assert len(make_page(bundled)) < 500_000


def test_page_is_complete_without_scripts(bundled: Report) -> None:
    hidden = {each.tag for each in page_of(bundled).elements if "hidden" in each.attributes}
    assert hidden == {"form", "button"}


def test_same_briefing_gives_the_same_bytes_in_each_run(tmp_path: Path) -> None:
    made = set()
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-m", "briefing_app", "export", "page", "-o", target],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )
        made.add(target.read_bytes())
    assert len(made) == 1


def test_page_has_the_language_of_the_briefing_but_for_our_words() -> None:
    words = "Geiriau"
    finding = make_finding(1, headline=words, excerpt=words, prompt=words, detail=words)
    measure = make_measure()._replace(message=words, definition=words, caveat=words, unit="")
    report = make_report((finding,), measures=(measure,))
    report = report._replace(language="cy", publisher=words, published="2017-10", title=words)
    page = page_of(report)
    assert page.one("html").attributes["lang"] == "cy"
    ours = {each.text.strip() for each in page.elements if each.attributes.get("lang") == "en"}
    assert {
        *("October 2017", "Not checked", "Talk about it", "What was counted:"),
        *("Force", "Figure", "Period", "Quotes and excerpts not checked against it"),
    } <= ours
    assert not [each for each in ours if words in each]


def test_words_in_any_script_keep_their_direction() -> None:
    page = page_of(make_report((make_finding(1, quotes=(make_quote(1, "دليل"),)),)))
    words = page.one("p", "words")
    assert (words.text, words.attributes["dir"]) == ("“دليل”", "auto")


def test_excerpt_is_left_out_if_a_quote_has_its_words() -> None:
    quote = make_quote(1, "They never asked us.")
    finding = make_finding(1, excerpt="never asked", quotes=(quote,))._replace(source=quote.source)
    page = page_of(make_report((finding,), (quote,)))
    assert page.one("p", "words").text == "“They never asked us.”"


def test_quote_is_with_each_of_its_findings() -> None:
    quote = make_quote(1)
    findings = (make_finding(1, quotes=(quote,)), make_finding(2, quotes=(quote,)))
    page = page_of(make_report(findings, (quote,)))
    assert [quote.text in each.text for each in page.all("article")] == [True, True]


def test_finding_without_words_says_where_it_is() -> None:
    finding = make_finding(1)._replace(locator="page 7")
    assert "A made-up article, page 7" in page_of(make_report((finding,))).one("article").text


@pytest.mark.parametrize(
    ("check", "is_ticked", "mark"),
    [
        (Check.NONE, False, "Not checked"),
        (Check.CLAIMED, False, CHECKED_BY_AUTHOR),
        (Check.COMPARED, True, f"C{CHECKED[1:]}"),
        (Check.BUILT, True, f"C{CHECKED[1:]}"),
    ],
)
def test_words_say_before_their_place_whether_they_were_proved(
    check: Check, is_ticked: bool, mark: str
) -> None:
    hashes = {
        Check.NONE: ("", ""),
        Check.CLAIMED: ("ab" * 32, ""),
        Check.COMPARED: ("ab" * 32, "cd" * 32),
        Check.BUILT: ("ab" * 32, "ab" * 32),
    }[check]
    source = SOURCE._replace(sha256=hashes[0], compared_sha256=hashes[1])
    assert source.check is check
    finding = make_finding(1, excerpt="Words")._replace(source=source, locator=CHECKED)
    page = page_of(make_report((finding,))._replace(sources=(source,)))
    shown = page.one("span", "check")
    assert (shown.text, "proved" in shown.attributes["class"]) == (mark, is_ticked)
    assert page.one("p", "place").text.startswith(f"{mark} · The Made-up Post")
    assert len(page.all("svg", "tick")) == is_ticked


def test_force_and_kind_can_be_chosen_if_there_are_several() -> None:
    findings = (make_finding(1, forces=(NORTH,)), make_finding(2, forces=(SOUTH, NORTH)))
    page = page_of(make_report(findings))
    options = {each.attributes["value"]: each.text for each in page.all("option")}
    assert options == {"": "All forces", "1": "Northern", "2": "Southern"}
    forces = [each.attributes["data-forces"].split() for each in page.all("article")]
    assert forces == [["1"], ["2", "1"]]
    assert page.all("fieldset") == []
    assert page_of(make_report((make_finding(1),))).all("select") == []


def test_page_has_nothing_of_the_user_and_no_presenter_notes(tmp_path: Path) -> None:
    finding = make_finding(1)
    report = make_report((finding,), running_order=(make_entry(1, finding, notes="Pause here"),))
    notes = ReportNotes({finding.id: Note("My own note")}, {})
    target = tmp_path / "page.html"
    run(Export(PAGE, target), Material(tmp_path / "a.db", report, notes=notes))
    content = target.read_text("utf-8")
    assert finding.headline in content
    assert not [each for each in ("Pause here", "My own note") if each in content]
    assert str(tmp_path) not in content


# ---- untrusted texts ----------------------------------------------------------------------------


def test_markup_in_texts_stays_text() -> None:
    page = page_of(hostile_report())
    harmless = {each.tag for each in page_of(_harmless()).elements}
    assert {each.tag for each in page.elements} == harmless
    names = {name for each in page.elements for name in each.attributes}
    assert not [name for name in names if name.startswith("on")]
    assert page.one("body").text.count(HOSTILE) >= 20
    assert "7 * 7" in page.one("h1").text  # isn't calculated


def _harmless() -> Report:
    report = hostile_report()
    findings = tuple(each._replace(headline="Harmless") for each in report.findings)
    return report._replace(title="Harmless", summary="Harmless", findings=findings)


def test_markup_in_the_language_stays_in_its_attribute() -> None:
    html = page_of(make_report()._replace(language='en" onload="hacked')).one("html")
    assert html.attributes == {"lang": 'en" onload="hacked'}


def test_characters_that_html_does_not_allow_are_replaced() -> None:
    page = page_of(make_report()._replace(title="A\0B\x1bC\udcffD"))
    assert page.one("h1").text == "A�B�C�D"


def test_policy_allows_only_the_style_script_and_fonts_of_the_page(bundled: Report) -> None:
    page = page_of(bundled)
    (policy,) = [each for each in page.all("meta") if "http-equiv" in each.attributes]
    assert policy.attributes["http-equiv"] == "Content-Security-Policy"
    hashes = [
        f"'sha256-{b64encode(sha256(page.one(tag).text.encode()).digest()).decode()}'"
        for tag in ("style", "script")
    ]
    assert policy.attributes["content"].split("; ") == [
        "default-src 'none'",
        f"style-src {hashes[0]}",
        f"script-src {hashes[1]}",
        "font-src data:",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    # What comes before it is not covered by it.
    assert page.elements.index(policy) < page.elements.index(page.one("link"))
    assert not [each for each in page.elements if "style" in each.attributes]


@pytest.mark.parametrize("report", [make_report(), hostile_report()], ids=["plain", "hostile"])
def test_page_names_no_address_that_a_browser_would_load(report: Report) -> None:
    page = page_of(report)
    for element in page.elements:
        for name in ("src", "href", "srcset", "data", "action", "poster", "xlink:href"):
            assert element.attributes.get(name, "#").startswith(("#", "data:"))
    style = page.one("style").text
    assert "@import" not in style
    assert set(re.findall(r"url\((.{16})", style)) == {"data:font/woff2;"}
    assert "http" not in style + page.one("script").text


# ---- figures ------------------------------------------------------------------------------------


def test_chart_is_an_image_with_the_figures_as_its_name() -> None:
    measure = make_measure()
    page = page_of(make_report(measures=(measure,)))
    (image,) = [each for each in page.all("svg") if "role" in each.attributes]
    assert image.attributes["role"] == "img"
    assert image.attributes["aria-label"] == bar_chart(measure).alt_text


def test_bars_are_as_long_as_their_figures_and_the_highlight_stands_out() -> None:
    measure = make_measure(highlight="Charlie")
    page = page_of(make_report(measures=(measure,)))
    bars = [
        (each.attributes["class"], float(each.attributes["width"])) for each in page.all("rect")
    ]
    assert [name for name, _ in bars] == ["quiet_bar", "bar", "quiet_bar"]
    longest = bars[0][1]
    assert [width / longest for _, width in bars] == pytest.approx([1, 20 / 99, 16 / 99], abs=0.01)


def test_another_force_can_be_highlighted() -> None:
    measure = make_measure(highlight="Charlie")
    force = measure.figures[0].force
    page = Page(make_page(make_report(measures=(measure,)), force))
    assert [each.attributes["class"] for each in page.all("rect")][2] == "bar"
    assert "highlighted: Alpha" in page.one("figure").text


def test_missing_figure_has_words_and_no_bar() -> None:
    page = page_of(make_report(measures=(make_measure(AWKWARD),)))
    assert len(page.all("rect")) == 3  # of five: one is 0, one confidential
    assert "confidential" in page.one("table").text


def test_table_has_headers_for_columns_and_rows() -> None:
    page = page_of(make_report(measures=(make_measure(),)))
    headers = [(each.attributes["scope"], each.text) for each in page.all("th")]
    assert [text for scope, text in headers if scope == "col"][::2] == ["Force", "Period"]
    assert [text for scope, text in headers if scope == "row"] == [
        "Bravo Made-up Police",
        "Charlie Made-up Police",
        "Alpha Made-up Police",
    ]


def test_long_chart_stays_in_the_page() -> None:
    rows = [(f"Force {number}", number, "") for number in range(300)]
    page = page_of(make_report(measures=(make_measure(rows),)))
    (image,) = [each for each in page.all("svg") if "role" in each.attributes]
    _, _, width, height = map(float, image.attributes["viewbox"].split())
    for each in page.all("text"):
        assert 0 <= float(each.attributes["x"]) <= width
        assert 0 <= float(each.attributes["y"]) <= height


def test_page_without_figures_has_no_link_to_them() -> None:
    page = page_of(make_report((make_finding(1),)))
    assert page.all("figure") == []
    assert page.all("a") == []


# ---- limits -------------------------------------------------------------------------------------


def test_page_that_repeats_a_long_quote_too_often_is_refused() -> None:
    quote = make_quote(1, "word " * 4_000)
    findings = tuple(make_finding(number, quotes=(quote,)) for number in range(1, 1_000))
    made = []
    with pytest.raises(OptionError, match="too large for a browser"):
        make_page(make_report(findings, (quote,)), progress=lambda done, _: made.append(done))
    assert made[-1] < 600


def test_progress_can_stop_the_work() -> None:
    def stop(done: int, total: int) -> None:
        assert total == 3
        if done == 2:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        make_page(make_report(tuple(map(make_finding, range(1, 4)))), progress=stop)
