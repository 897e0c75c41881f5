"""What real browsers make of the web page: ``make check-page``.

Chromium and Firefox open the page of the bundled briefing, and a hostile one: search, filters,
table, print, no network, and axe-core. Exit code: 0 if nothing is wrong.
"""

import io
import json
import re
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pypdf import PdfReader

from briefing_app.database.reader import open_briefing
from briefing_app.export.page import make_page
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.report import Report
from tests.sample_hostile_report import HOSTILE, hostile_report
from tools.browser import BROWSERS, Browser, started

_AXE: Final = (
    Path(__file__).parents[1] / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
)
_MAX_SECONDS: Final = 10.0
_TAB: Final = "\ue004"
_ENTER: Final = "\ue007"
_SPACE: Final = " "
_RIGHT: Final = "\ue014"

_SHOWN: Final = "[...document.querySelectorAll('article')].filter((each) => !each.hidden).length"
_RESULT: Final = "document.querySelector('[role=status]').textContent"
_VISIBLE_TEXT: Final = "document.body.innerText"
_OPEN_ALL: Final = "for (const each of document.querySelectorAll('details')) each.open = true"


def main() -> None:
    """Check the page of the bundled briefing, and a hostile one, in each browser."""
    with tempfile.TemporaryDirectory() as folder:
        _check_pages(Path(folder))


def _check_pages(folder: Path) -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    page, hostile = folder / "page.html", folder / "hostile.html"
    without_script = folder / "without-script.html"
    page.write_bytes(make_page(report))
    without_script.write_bytes(re.sub(rb"(?s)<script>.*</script>", b"", make_page(report)))
    hostile.write_bytes(make_page(hostile_report()))
    for name in BROWSERS:
        for is_dark in (False, True):
            print(name, "dark" if is_dark else "light", flush=True)
            with started(name, is_dark=is_dark) as browser:
                for file in (page, hostile):
                    browser.open(file)
                    _check_accessibility(browser, _AXE.read_text("utf-8"))
        with started(name) as browser:
            browser.open(page)
            _check_fonts(browser)
            _check_search(browser)
            _check_filters(browser)
            _check_table(browser)
            _check_print(browser, report)
            assert browser.reported == []
            # A browser that runs no scripts can't be asked for widths.
            browser.open(without_script)
            _check_widths(browser)
            browser.open(hostile)
            _check_hostile(browser)
            _check_requests(browser)
            _check_policy(browser)
        with started(name, has_scripts=False) as browser:
            browser.open(page)
            assert browser.count("form[hidden]") == 1
            _check_print(browser, report)
            _check_requests(browser)


def _texts(report: Report) -> Iterator[str]:
    """Yield what a page must show of the bundled briefing."""
    yield from (report.title, report.subtitle, report.summary)
    for quote in report.quotes:
        yield from (quote.text, quote.speaker.name, quote.locator)
    for finding in report.findings:
        yield from (finding.headline, finding.detail, finding.locator)
        yield from (finding.caution, finding.prompt)
    for measure in report.measures:
        yield from (measure.message, measure.caveat, measure.definition)
        for figure in measure.figures:
            yield from (figure.force.name, str(figure.value))
    for source in report.sources:
        yield from (source.title, source.publisher)


def _check_print(browser: Browser, report: Report) -> None:
    """Check that each text is printed, whatever the white space."""
    pages = PdfReader(io.BytesIO(browser.printed())).pages
    printed = "".join("".join(page.extract_text().split()) for page in pages)
    missing = [text for text in _texts(report) if "".join(text.split()) not in printed]
    assert missing == [], missing


def _check_accessibility(browser: Browser, axe: str) -> None:
    browser.run(axe)
    browser.run(_OPEN_ALL)
    _check_widths(browser)
    for width in (320, 1280):
        browser.resize(width, 800)
        found = browser.value(
            "axe.run().then((all) => all.violations.map((each) => "
            "[each.id, ...each.nodes.map((node) => node.html + node.failureSummary)]))"
        )
        assert found == [], f"at {width} pixels: {json.dumps(found, indent=2)}"


def _check_widths(browser: Browser) -> None:
    """Check that nothing has to be scrolled sideways."""
    for width in (320, 600, 768, 950, 1280):
        browser.resize(width, 800)
        assert browser.value("document.documentElement.scrollWidth <= innerWidth"), width


def _check_fonts(browser: Browser) -> None:
    for weight in (400, 700):
        loaded = f"document.fonts.load('{weight} 18px Atkinson', 'aŵỳ').then((all) => all.length)"
        assert browser.value(loaded) == 2, weight  # Latin, and that of Welsh


def _check_becomes(browser: Browser, expression: str, expected: object) -> None:
    """Check that an expression gets a value, at once or soon."""
    deadline = time.monotonic() + _MAX_SECONDS
    while (found := browser.value(expression)) != expected:
        assert time.monotonic() < deadline, f"{expression}: {found}, not {expected}"


def _check_search(browser: Browser) -> None:
    for text, result, shown in (
        ("IMMIGRA crim", "2 of 13 findings", 2),
        ("dehuman", "0 of 13 findings and 1 further quote", 1),
        ("re-insp", "1 of 13 findings", 1),
        ("mmigration", "0 of 13 findings", 0),
    ):
        browser.run("document.querySelector('form').reset()")
        _check_becomes(browser, _RESULT, "")
        _check_becomes(browser, _SHOWN, 14)
        browser.press(*text)
        _check_becomes(browser, _RESULT, result)
        _check_becomes(browser, _SHOWN, shown)
    browser.press(_TAB, _TAB, _TAB, _ENTER)  # kinds, forces, Show all
    _check_becomes(browser, _SHOWN, 14)
    _check_becomes(browser, "document.activeElement.name", "search")


def _check_filters(browser: Browser) -> None:
    browser.press(_TAB, _RIGHT)
    _check_becomes(browser, _RESULT, "8 of 13 findings")
    browser.press(_RIGHT)
    _check_becomes(browser, _RESULT, "2 of 13 findings")
    browser.press(_TAB, *"Cumb")
    _check_becomes(browser, _RESULT, "1 of 13 findings")
    browser.press(_TAB, _SPACE)
    _check_becomes(browser, _RESULT, "")


def _check_table(browser: Browser) -> None:
    assert "Staffordshire Police" not in browser.value(_VISIBLE_TEXT)
    browser.run("document.querySelector('.table summary').focus()")
    browser.press(_ENTER)
    _check_becomes(browser, "document.querySelector('.table').open", expected=True)
    assert "Staffordshire Police\t16\t2016" in browser.value(_VISIBLE_TEXT)
    browser.press(_SPACE)
    _check_becomes(browser, "document.querySelector('.table').open", expected=False)


def _check_requests(browser: Browser) -> None:
    own = ("file:", "data:", "about:")
    outside = [address for address in browser.requested if not address.startswith(own)]
    assert outside == [], outside


def _check_hostile(browser: Browser) -> None:
    assert browser.value("typeof hacked") == "undefined"
    assert browser.value("document.querySelectorAll('img, iframe, object, script').length") == 1
    browser.run(_OPEN_ALL)
    assert browser.value(_VISIBLE_TEXT).count(HOSTILE) >= 20
    assert browser.reported == []


def _check_policy(browser: Browser) -> None:
    """Check that markup could do nothing if it became part of the page all the same."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = "http://{}:{}/".format(*server.getsockname())
        browser.run(
            "const made = document.createElement('div');"
            f"made.innerHTML = '<img src={address} onerror=hacked=1>';"
            "made.append(Object.assign(document.createElement('script'), {text: 'hacked=1'}));"
            f"document.body.append(made); fetch('{address}').catch(() => null)"
        )
        server.settimeout(1)
        try:
            server.accept()
        except TimeoutError:
            assert browser.value("typeof hacked") == "undefined"
            return
    raise AssertionError("the page requested something")


if __name__ == "__main__":
    main()
