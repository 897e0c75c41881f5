"""The briefing as one web page, which any browser opens without a network.

``resources/page/`` has its template, style and script. Every text is escaped, and the page's own
policy allows nothing but that style, that script and the fonts in it, so it requests nothing.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from briefing_app.export.arial_measurer import OUR_FONT
from briefing_app.export.size_limits import check_bar_count, check_page_length
from briefing_app.files.paths import FONT_FAMILY, FONTS, PAGE
from briefing_app.files.progress import Progress, no_progress
from briefing_app.layout.bars import ChartMetrics, ChartSizes, lay_out_chart
from briefing_app.layout.page import PlacedChart, Rect
from briefing_app.layout.palette import DARK, LIGHT, Theme
from briefing_app.model import wording
from briefing_app.model.charts import BarChart, bar_chart
from briefing_app.model.report import (
    Finding,
    FindingKind,
    Force,
    Measure,
    Quote,
    Report,
    force_labels,
)
from briefing_app.model.text import valid_xml

_CHART_WIDTH: Final = 372  # pixels of the column beside the findings
_CHART: Final = ChartMetrics(
    sizes=(ChartSizes(16, 20, 15),),
    name_share=0.4,
    max_pitch=56,
    bar_share=0.75,
    max_thickness=42,
    to_bar=10,
    to_figure=9,
    to_note=6,
)
_HEIGHT: Final = 1e9  # nothing divides the chart


@dataclass(frozen=True, slots=True)
class _Figure:
    """A chart, and its rows in their places."""

    chart: BarChart
    placed: PlacedChart


def make_page(
    report: Report, highlight: Force | None = None, progress: Progress = no_progress
) -> bytes:
    """Return the page in HTML; the same values give the same bytes.

    Args:
        report: The briefing.
        highlight: The force to highlight in charts that have it, instead of the author's choice.
        progress: Called for each finding; an exception that it raises ends the work.

    Raises:
        OptionError: The page would be too large.
    """
    environment = Environment(
        loader=FileSystemLoader(PAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = environment.get_template("style.css").render(
        font=_font, light=_colours(LIGHT), dark=_colours(DARK)
    )
    script = (PAGE / "script.js").read_text(encoding="utf-8")
    quotes = _further_quotes(report)
    counts = Counter(finding.kind for finding in report.findings)
    parts = environment.get_template("page.html").generate(
        report=report,
        findings=_reported(report.findings, progress),
        quotes=quotes,
        counts=[(kind, counts[kind]) for kind in FindingKind if counts[kind]],
        forces=_forces([*report.findings, *quotes]),
        labels=force_labels(report.forces),
        figures=(_figure(measure, highlight) for measure in report.measures),
        chart_width=_CHART_WIDTH,
        style=style,
        style_hash=_policy_hash(style),
        script=script,
        script_hash=_policy_hash(script),
        citation=partial(wording.citation, publishers=wording.unique_publishers(report.sources)),
        wording=wording,
    )
    # A quote is repeated in each of its findings, so the page is measured and not the briefing,
    # while it is made.
    page: list[str] = []
    length = 0
    for part in parts:
        length += len(part)
        check_page_length(length)
        page.append(part)
    return valid_xml("".join(page)).encode()


def _reported(findings: Sequence[Finding], progress: Progress) -> Iterator[Finding]:
    for number, finding in enumerate(findings):
        progress(number, len(findings))
        yield finding


def _further_quotes(report: Report) -> list[Quote]:
    of_findings = {quote.id for finding in report.findings for quote in finding.quotes}
    return [quote for quote in report.quotes if quote.id not in of_findings]


def _forces(entries: Sequence[Finding | Quote]) -> list[Force]:
    """Return the forces that findings or quotes are about, each once."""
    return list(dict.fromkeys(force for entry in entries for force in entry.forces))


def _figure(measure: Measure, highlight: Force | None) -> _Figure:
    chart = bar_chart(measure, highlight)
    check_bar_count(len(chart.bars))
    (placed,) = lay_out_chart(chart, Rect(0, 0, _CHART_WIDTH, _HEIGHT), _CHART, OUR_FONT)
    return _Figure(chart, placed)


def _font(name: str) -> str:
    """Return a font in Base64, by its name: ``Bold-latin``."""
    file = FONTS / f"{FONT_FAMILY.replace(' ', '')}-{name}.woff2"
    return b64encode(file.read_bytes()).decode()


def _colours(theme: Theme) -> str:
    """Return a theme's colours as custom properties: ``--accent-soft:#E3EBF3;`` and so on."""
    fields = theme._asdict().items()
    colours = {name: value for name, value in fields if str(value).startswith("#")}
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in colours.items())


def _policy_hash(text: str) -> str:
    """Return what allows a style or a script in a content policy."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
