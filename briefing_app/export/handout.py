"""The briefing on paper: a tagged PDF (PDF/UA-1) of A4 pages, and its pages as pictures to print.

The texts are made here, and ``resources/handout/handout.typ`` lays them out. No text of a briefing
is read as markup. Nothing is loaded but the template and the bundled fonts.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from briefing_app.export.arial_measurer import ArialMeasurer
from briefing_app.export.handout_text import HandoutText
from briefing_app.export.size_limits import check_handout_size
from briefing_app.export.typesetting import (
    CompressedPages,
    typeset,
    typeset_pages,
    typeset_pages_in_subprocess,
    typeset_pdf_in_subprocess,
)
from briefing_app.files.paths import FONT_FAMILY
from briefing_app.files.progress import Progress
from briefing_app.files.reading import png_ratio
from briefing_app.layout.bars import ChartMetrics, ChartSizes, lay_out_chart
from briefing_app.layout.identity import NO_IDENTITY, Identity
from briefing_app.layout.page import PlacedRow, Rect
from briefing_app.model.charts import Bar, BarChart, bar_chart
from briefing_app.model.comparison import (
    ENDED,
    FOLLOWED_UP,
    NEW,
    NOW,
    THEN,
    WHAT_HAS_CHANGED,
    Comparison,
    briefing_label,
    unknown_predecessor_note,
    unmatched_measure_lines,
)
from briefing_app.model.notes import NO_NOTES, Note, ReportNotes
from briefing_app.model.palette import LIGHT
from briefing_app.model.report import (
    Finding,
    Force,
    Quote,
    Report,
    RunningOrderEntry,
    SlideKind,
    Source,
)
from briefing_app.model.slideshow.said import SAID_TITLE, SaidLine, by_question
from briefing_app.model.wording import (
    CAUTION_LABEL,
    DISCUSSION_LABEL,
    DISCUSSION_NOTE,
    FURTHER_QUOTES,
    MY_NOTES,
    NOT_OF_THE_REPORT,
    SOURCES_TITLE,
    check_mark,
    citation,
    dated,
    source_details,
    unique_publishers,
    verification_foot,
    verification_summary,
)

_WIDTH: Final = 170 / 25.4 * 72  # of the text on a page, in points
_HEIGHT: Final = 1e9
_MEASURER: Final = ArialMeasurer(1.15)  # some characters of the handout's font are wider
_CHART: Final = ChartMetrics(
    sizes=(ChartSizes(11, 11, 9),),
    name_share=0.42,
    max_thickness=15,
    to_bar=8.5,
    to_figure=6,
    to_note=4,
)
"""In points; text sizes and gaps are those of `resources/handout/handout.typ`."""
_LARGE_CHART: Final = replace(_CHART, sizes=(ChartSizes(18, 18, 18),), max_thickness=24)

Data = dict[str, Any]
"""A part of the data, of types that JSON has."""


def chart_data(chart: BarChart, rows: Sequence[Sequence[str]], text: HandoutText) -> Data:
    """Return a chart and the table below it, whose first row is its header."""
    metrics = _LARGE_CHART if text.is_large_print else _CHART
    # Typst divides the figure between pages, so it is laid out on one that is high enough.
    (placed,) = lay_out_chart(
        replace(chart, compared=None), Rect(0, 0, _WIDTH, _HEIGHT), metrics, _MEASURER
    )
    columns, table = text.table(rows)
    return {
        "title": text.line(chart.title) or text.line("Figures"),
        "subtitle": text.line(chart.subtitle),
        "bars": [_bar(row, text) for row in placed.rows],
        "zero": placed.zero / _WIDTH,
        "thickness": metrics.max_thickness / _WIDTH,
        "alt": text.plain(chart.alt_text),
        "notes": [text.block(note) for note in chart.notes],
        "earlier": text.line(chart.earlier_text),
        "caveat": text.paragraphs(chart.caveat),
        "definition": text.paragraphs(chart.definition),
        "source": text.line(chart.source),
        "columns": columns,
        "header": table[0],
        "rows": table[1:],
        "keep_together": text.fits_together(chart.unit)  # which heads the table
        and text.fits_together(*map(_as_page_wide_lines, chart.bars)),
    }


def figure_rows(chart: BarChart, text: HandoutText) -> Sequence[Sequence[str]]:
    """Return the table of a chart's figures, the header first."""
    unit = chart.unit[:1].upper() + chart.unit[1:]
    return [("Force", unit if text.plain(unit) else "Figure", "Period"), *chart.rows]


def _bar(row: PlacedRow, text: HandoutText) -> Data:
    (bar,) = row.bars
    return {
        "label": text.label(bar.label),
        "figure": text.label(bar.text),
        "note": text.line(bar.note),
        "is_missing": bar.value is None,
        "length": sum(shape.rect.width for shape in row.shapes) / _WIDTH,
        "is_highlighted": bar.is_highlighted,
        "is_joined": bar.is_joined,
    }


def changes_data(comparison: Comparison, text: HandoutText) -> Data:
    """Return what changed: tables of findings, then charts with tables of figures."""
    then, now = (
        f"{lead}: {briefing_label(report)}"
        for lead, report in ((THEN, comparison.earlier), (NOW, comparison.later))
    )
    tables: tuple[tuple[str, list[str], list[tuple[Finding, ...]]], ...] = (
        (FOLLOWED_UP, [then, now], [*comparison.followed]),
        (ENDED, [then], [(finding,) for finding in comparison.ended]),
        (NEW, [now], [(finding,) for finding in comparison.new]),
    )
    return {
        "title": text.line(f"{WHAT_HAS_CHANGED} since {briefing_label(comparison.earlier)}"),
        "summary": text.line(comparison.summary),
        "tables": [
            {
                "title": text.line(title),
                "header": [text.label(heading) for heading in header],
                "rows": [[_compared(finding, title, text) for finding in row] for row in rows],
            }
            for title, header, rows in tables
            if rows
        ],
        "unmatched": [text.line(line) for line in unmatched_measure_lines(comparison)],
        "measures": [
            chart_data(change.chart, [change.headings, *change.rows], text)
            for change in comparison.measures
        ],
    }


def _compared(finding: Finding, group: str, text: HandoutText) -> Data:
    note = unknown_predecessor_note(finding) if group == NEW else ""
    return {
        **kind_data(finding, text),
        "headline": text.label(finding.headline),
        "note": text.label(note),
    }


def kind_data(finding: Finding, text: HandoutText) -> Data:
    """Return the label of a finding's kind and its colour."""
    ink, _ = LIGHT.kind_colours(finding.kind)
    return {"kind": text.line(finding.kind.label), "kind_ink": ink}


def _as_page_wide_lines(bar: Bar) -> str:
    """Return a text that needs about as many page-wide lines as a bar's row in the table.

    Names have a third of the table's width, figures and periods a quarter each.
    """
    return max(bar.force.name * 3, bar.figure * 4, bar.period * 4, key=len)


_WORDS: Final = {
    "handout": "Briefing handout",
    "page": "Page",
    "of": "of",
    "finding": "Finding",
    "caution": CAUTION_LABEL,
    "quotes": FURTHER_QUOTES,
    "question": DISCUSSION_LABEL,
    "said": SAID_TITLE,
    "questions_note": DISCUSSION_NOTE,
    "question_note": NOT_OF_THE_REPORT,
    "sources": SOURCES_TITLE,
    "answers": "Answers",
}
_COLOURS: Final = (
    "ink",
    "muted",
    "line",
    "accent",
    "accent_soft",
    "good",
    "good_soft",
    "caution",
    "caution_soft",
    "quiet_bar",
)

_MAX_PAGE_LENGTH: Final = 7_000  # characters; a page usually holds 5,000


@dataclass(frozen=True, slots=True)
class HandoutOptions:
    """What a handout contains.

    Args:
        findings_only: Leave out quotes, charts and discussion questions.
        questions: Include the discussion questions, with room to write.
        large_print: Set no text smaller than 18 pt.
        highlight: The force to highlight in charts that have it, instead of the author's choice.
        said: What people said, printed under its question instead of lines to write on.
        identity: The identity to show: the logo on the first page, the footer on each.
        notes: The user's notes to print with what they are about.
    """

    findings_only: bool = False
    questions: bool = True
    large_print: bool = False
    highlight: Force | None = None
    said: tuple[SaidLine, ...] = ()
    identity: Identity = NO_IDENTITY
    notes: ReportNotes = field(default=NO_NOTES, hash=False)

    @property
    def has_questions(self) -> bool:
        """Whether the handout has the discussion questions, and what was said about them."""
        return self.questions and not self.findings_only


DEFAULT_OPTIONS: Final = HandoutOptions()


def handout_data(
    report: Report,
    options: HandoutOptions,
    comparison: Comparison | None = None,
) -> Data:
    """Return the data for a handout.

    Args:
        report: The briefing.
        options: What the handout contains.
        comparison: Changes since an earlier briefing, for pages of their own.
    """
    data, text = _data_and_text(report, options, comparison)
    return data | {"missing_glyphs": text.line(text.missing_glyphs_warning())}


def comparison_data(comparison: Comparison, identity: Identity = NO_IDENTITY) -> Data:
    """Return the data for a document that contains only a comparison.

    Args:
        comparison: What changed.
        identity: The identity to show.
    """
    earlier, later = comparison.earlier, comparison.later
    report = replace(
        later,
        subtitle=f"Compared with {briefing_label(earlier)}",
        summary="",
        findings=(),
        quotes=(),
        measures=(),
        running_order=(),
        sources=(*earlier.sources, *later.sources),
    )
    data = handout_data(report, HandoutOptions(identity=identity), comparison)
    verified = f"Earlier: {verification_summary(earlier)} Later: {verification_summary(later)}"
    text = HandoutText(report.language, large_print=False)
    return data | {"is_comparison_only": True, "verification": text.line(verified), "foot": ""}


def missing_glyphs_warning(
    report: Report,
    options: HandoutOptions = DEFAULT_OPTIONS,
    comparison: Comparison | None = None,
) -> str:
    """Return the warning on a handout's first page about missing glyphs; may be empty.

    Args:
        report: As for `handout_data`.
        options: As for `handout_data`.
        comparison: As for `handout_data`.
    """
    _, text = _data_and_text(report, options, comparison)
    return text.missing_glyphs_warning()


def _data_and_text(
    report: Report,
    options: HandoutOptions,
    comparison: Comparison | None,
) -> tuple[Data, HandoutText]:
    """Return the data of a handout, and what prepared its texts."""
    text = HandoutText(report.language, large_print=options.large_print)
    document = _HandoutDocument(report, options, text)
    data = document.header() | document.body()
    data["comparison"] = None if comparison is None else changes_data(comparison, text)
    return data, text


class _HandoutDocument:
    """The data of one report.

    Args:
        report: The briefing.
        options: What the handout contains.
        text: Prepares each text.
    """

    def __init__(self, report: Report, options: HandoutOptions, text: HandoutText) -> None:
        self._report = report
        self._options = options
        self._text = text
        self._publishers = unique_publishers(report.sources)
        self._noted_quotes: set[int] = set()  # whose notes are in the document
        self._has_questions = options.has_questions
        self._said = dict(by_question(options.said)) if options.has_questions else {}
        self._printed: set[str] = set()  # the questions so far
        self._discussions = [
            entry
            for entry in report.running_order
            if self._has_questions and entry.kind is SlideKind.DISCUSSION
        ]
        self._vote_options = {
            entry.question: entry.options for entry in self._discussions if entry.options
        }

    def header(self) -> Data:
        """Return the settings of the document and what comes before the findings."""
        report, text = self._report, self._text
        issued = dated(report.publisher, report.published, " · ")
        identity = self._options.identity
        colours = {name: colour for name, colour in asdict(LIGHT).items() if name in _COLOURS}
        if identity.accent:
            colours["accent"] = identity.accent
        return {
            "colours": colours,
            "logo": b64encode(identity.logo).decode("ascii"),
            "logo_ratio": png_ratio(identity.logo) if identity.logo else 0,
            "footer": text.line(identity.footer),
            "font": FONT_FAMILY,
            "large_print": self._options.large_print,
            "language": text.language,
            "region": text.region,
            "words": {name: text.line(words) for name, words in _WORDS.items()},
            "document_title": text.plain(report.title) or _WORDS["handout"],
            "title": text.label(report.title) or text.label(_WORDS["handout"]),
            "authors": [text.plain(report.publisher)] if report.publisher else [],
            "subtitle": text.line(report.subtitle),
            "summary": text.paragraphs(report.summary),
            "running_head": text.running_head(issued or report.title),
            "verification": text.line(verification_summary(report)),
            "foot": text.line(verification_foot(report)),
            "is_comparison_only": False,
        }

    def body(self) -> Data:
        """Return the findings and what comes after them."""
        report = self._report
        finding_of_quote: dict[int, int] = {}
        findings = [self._finding(finding, finding_of_quote) for finding in report.findings]
        sources = [self._source(source) for source in report.sources]
        answers = [self._answer(entry) for entry in self._discussions if entry.answer]
        quotes, measures = [], []
        if not self._options.findings_only:
            quotes = [quote for quote in report.quotes if quote.id not in finding_of_quote]
            measures = [bar_chart(measure, self._options.highlight) for measure in report.measures]
        return {
            "findings": findings,
            "quotes": [self._quote(quote) | {"notes": self._notes(quote)} for quote in quotes],
            "measures": [
                chart_data(chart, figure_rows(chart, self._text), self._text) for chart in measures
            ],
            "questions": [self._question(question) for question in self._last_questions()],
            "sources": sources,
            "answers": answers,
            "keep_sources_with_answers": bool(answers)
            and self._text.fits_with_box(*(line for each in sources for line in each["lines"])),
        }

    def _finding(self, finding: Finding, finding_of_quote: dict[int, int]) -> Data:
        """Return a finding with those of its quotes that belong to no earlier finding.

        An excerpt that is part of one of them is not repeated.

        Args:
            finding: The finding.
            finding_of_quote: Quote id to the position of the finding under which it is printed;
                this finding's quotes are added.
        """
        text, source = self._text, finding.source
        quotes, see_also = [], []
        for quote in () if self._options.findings_only else finding.quotes:
            position = finding_of_quote.setdefault(quote.id, finding.position)
            if position == finding.position:
                quotes.append(quote)
            else:
                cited = f"{quote.speaker.name}, {self._citation(quote.source, quote.locator)}"
                see_also.append(text.line(f"See also the quote under finding {position}: {cited}"))
        words = [self._quote(quote) for quote in quotes]
        if finding.adds_excerpt(quotes):
            words.insert(0, self._words(finding.excerpt, source, finding.locator))
        if words:  # they begin on the page of the headline
            first = words[0]
            first["keep_together"] = text.fits_together(finding.headline, first["text"])
        prompts = self._own_questions(finding)
        quoted = [finding.excerpt, *(quote.text for quote in quotes)]
        detail = text.paragraphs(finding.detail)
        fits_together = text.fits_together
        notes = self._notes(*finding.quotes, finding=finding)
        noted = [text for note in notes for text in note["text"]]
        texts = (finding.headline, finding.detail, finding.caution, *quoted, *prompts, *noted)
        return {
            "number": str(finding.position),
            "headline": text.line(finding.headline) or text.line(f"Finding {finding.position}"),
            **kind_data(finding, text),
            "words": words,
            "source": text.line("" if words else self._citation(source, finding.locator)),
            "caution": text.block(finding.caution),
            "keep_caution_together": fits_together(finding.headline, *quoted, finding.caution),
            "detail": detail,
            "see_also": see_also,
            "questions": [self._question(prompt) for prompt in prompts],
            "notes": notes,
            "keep_question_together": bool(prompts)
            and text.fits_with_box(*detail[-1:], prompts[0]),
            # In large print few findings fit on a page; unbroken ones would leave large gaps.
            "keep_together": not self._options.large_print and fits_together(*texts),
            "exceeds_page": sum(map(len, texts)) > _MAX_PAGE_LENGTH,
        }

    def _own_questions(self, finding: Finding | None) -> list[str]:
        """Return the questions about a finding, or those about none, each once."""
        prompts = [finding.prompt] if finding is not None and self._has_questions else []
        texts = (entry.text for entry in self._discussions if entry.finding == finding)
        return [*filter(None, dict.fromkeys([*prompts, *texts]))]

    def _last_questions(self) -> list[str]:
        """Return the questions about no finding, and those of another edition that were answered.

        Called after the questions about findings.
        """
        questions = dict.fromkeys((*self._own_questions(None), *self._said))
        return [each for each in questions if each not in self._printed]

    def _quote(self, quote: Quote) -> Data:
        speaker = quote.speaker
        return self._words(quote.text, quote.source, quote.locator, speaker.name, speaker.role)

    def _words(self, words: str, source: Source, locator: str, *speaker: str) -> Data:
        """Return a source's own words, with one line that says where they are from."""
        parts = (", ".join(filter(None, speaker)), self._citation(source, locator))
        line = " · ".join(filter(None, (*parts, check_mark(source.check))))
        return {
            "text": self._text.block(f"“{words}”"),
            "source": self._text.line(line),
            "keep_together": self._text.fits_together(words, line),
        }

    def _question(self, question: str) -> Data:
        options = self._vote_options.get(question, ())
        said = [line.text for line in self._said.get(question, ())]
        self._printed.add(question)
        return {
            "text": self._text.paragraphs(question),
            "options": [self._text.line(option) for option in options],
            "said": [self._text.line(text) for text in said],
            "keep_together": self._text.fits_together(question, *options, *said),
        }

    def _notes(self, *quotes: Quote, finding: Finding | None = None) -> list[Data]:
        """Return the user's notes about a finding and about quotes, each once."""
        notes, found = self._options.notes, []
        if finding is not None:
            found.append((notes.of_finding(finding), ""))
        for quote in quotes:
            if quote.id not in self._noted_quotes:
                self._noted_quotes.add(quote.id)
                about = quote.speaker.name if finding is not None else ""
                found.append((notes.of_quote(quote), about))
        return [self._note(note, about) for note, about in found if not note.is_empty]

    def _note(self, note: Note, speaker: str) -> Data:
        label = f"{MY_NOTES}, on the quote of {speaker}" if speaker else MY_NOTES
        if note.is_bookmarked:
            label = f"{label} · Bookmarked"
        return {
            "label": self._text.line(f"{label} · {NOT_OF_THE_REPORT}"),
            "text": self._text.paragraphs(note.text.strip()),
            "keep_together": self._text.fits_together(note.text),
        }

    def _answer(self, entry: RunningOrderEntry) -> Data:
        return {
            "question": self._text.line(entry.question),
            "answer": self._text.paragraphs(entry.answer),
            "keep_together": self._text.fits_together(entry.question, entry.answer),
        }

    def _source(self, source: Source) -> Data:
        text = self._text
        details = source_details(source, has_hash=False)
        return {
            "title": text.line(source.title),
            "lines": [text.block(line) for line in details],
            "keep_together": text.fits_together(source.title, *details),
        }

    def _citation(self, source: Source, locator: str) -> str:
        return citation(source, locator, self._publishers)


def make_handout_pdf(
    report: Report,
    options: HandoutOptions = DEFAULT_OPTIONS,
    comparison: Comparison | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Make the handout as a PDF that conforms to PDF/UA-1; the same values give the same bytes.

    Args:
        report: The briefing.
        options: What the handout contains.
        comparison: Changes since an earlier briefing, for pages of their own.
        progress: Called often, if given; an exception that it raises ends the work at once.
    """
    return _make_pdf(handout_data(report, options, comparison), progress)


def make_comparison_pdf(
    comparison: Comparison,
    progress: Progress | None = None,
    identity: Identity = NO_IDENTITY,
) -> bytes:
    """Make a PDF, conforming to PDF/UA-1, of only what changed between two briefings.

    Args:
        comparison: What changed.
        progress: As for `make_handout_pdf`.
        identity: The identity to show.
    """
    return _make_pdf(comparison_data(comparison, identity), progress)


def make_handout_pages(
    report: Report,
    options: HandoutOptions = DEFAULT_OPTIONS,
    comparison: Comparison | None = None,
    progress: Progress | None = None,
) -> CompressedPages:
    """Make the handout's pages as SVG pictures of A4, for preview and printing.

    `QSvgRenderer` draws SVG as a PDF reader draws the PDF, at any printer's resolution. Letters are
    shapes, so no font is needed; the `texts` of the pages are for screen readers. A page takes
    about 0.3 MB, and a sixth of that while compressed.

    Args:
        report: The briefing.
        options: What the handout contains.
        comparison: Changes since an earlier briefing, for pages of their own.
        progress: As for `make_handout_pdf`.
    """
    data = handout_data(report, options, comparison)
    check_handout_size(data)
    if progress is not None:
        return typeset_pages_in_subprocess(data, progress)
    return typeset_pages(data)


def _make_pdf(data: dict[str, Any], progress: Progress | None) -> bytes:
    check_handout_size(data)
    if progress is not None:
        return typeset_pdf_in_subprocess(data, progress)
    (pdf,) = typeset(data, "pdf")
    return pdf
