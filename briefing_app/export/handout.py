"""The briefing on paper: a tagged PDF of A4 pages, and its pages as pictures to print.

The texts are made here, and ``resources/handout/handout.typ`` lays them out. No text of a briefing
is read as markup. Nothing is loaded but the template and the bundled fonts.
"""

from collections.abc import Sequence
from typing import Final

from briefing_app.errors import OptionError
from briefing_app.export import typst_calls
from briefing_app.export.handout_evidence import Data, SourceWords, finding_of, kind_data
from briefing_app.export.handout_session import SessionParts
from briefing_app.export.handout_text import HandoutText
from briefing_app.export.options import DEFAULTS, Options, Part
from briefing_app.export.request import Material
from briefing_app.export.size_limits import check_handout_size
from briefing_app.export.typesetting import typeset_in_subprocess
from briefing_app.files.creation_time import creation_time
from briefing_app.files.paths import FONT_FAMILY
from briefing_app.files.progress import Progress
from briefing_app.layout.palette import LIGHT
from briefing_app.model.names import known_names
from briefing_app.model.notes import Note
from briefing_app.model.report import (
    Finding,
    Measure,
    Quote,
    Source,
)
from briefing_app.model.wording import (
    CAUTION_LABEL,
    DISCUSSION_LABEL,
    MY_NOTES,
    NOT_OF_THE_REPORT,
    OTHER_WORDS,
    SOURCES_TITLE,
    dated,
    source_details,
    summary_note,
    verification_summary,
)

_WORDS: Final = {
    "handout": "Briefing handout",
    "page": "Page",
    "of": "of",
    "finding": "Finding",
    "findings": "Findings",
    "caution": CAUTION_LABEL,
    "quotes": OTHER_WORDS,
    "question": DISCUSSION_LABEL,
    "question_note": NOT_OF_THE_REPORT,
    "sources": SOURCES_TITLE,
    "answers": "Answers",
    "for_colleagues": "For colleagues who were not there",
    "held_on": "Briefing held on",
    "ask_me": "Ask me:",
    "we_will": "What we will do",
    "worksheet": "Worksheet for one group",
    "group": "Group",
    "writer": "Writer",
    "rests_on": "The question rests on these words:",
    "no_names": "Don’t write names of victims or details of cases.",
    "our_questions": "The questions are ours, not part of the report.",
}
_COLOURS: Final = (
    "ink",
    "muted",
    "line",
    "accent",
    "accent_soft",
    "good",
    "caution",
    "caution_soft",
    "quiet_bar",
)

# Points, as in `resources/handout/handout.typ`.
_NUMBER_SIZE: Final = 12.5
_LARGE_NUMBER_SIZE: Final = 21
_RULE_WIDTH: Final = 4.6


def handout_data(material: Material, options: Options) -> Data:
    """Return the data for a handout.

    Args:
        material: The briefing, the running order and the user's notes.
        options: What the handout contains.
    """
    data, text = _data_and_text(material, options)
    _check_parts(data, options)
    return data | {"missing_glyphs": text.line(text.missing_glyphs_warning())}


def _check_parts(data: Data, options: Options) -> None:
    """Refuse a handout without a page.

    Raises:
        OptionError: None of its parts has anything to print.
    """
    if not any(
        data[part]
        for part in ("summary", "has_findings", "worksheets", "answers", "asked_measures")
    ):
        names = [part.label for part in Part if part in options.parts]
        raise OptionError(
            f"The handout would have no page: {', '.join(names)} would be empty."
            if names
            else "The handout would have no page.",
            "Choose another part.",
        )


def missing_glyphs_warning(material: Material, options: Options = DEFAULTS) -> str:
    """Return the warning on a handout's first page about missing glyphs; may be empty.

    Args:
        material: As for `handout_data`.
        options: As for `handout_data`.
    """
    _, text = _data_and_text(material, options)
    return text.missing_glyphs_warning()


def _data_and_text(material: Material, options: Options) -> tuple[Data, HandoutText]:
    """Return the data of a handout, and what prepared its texts."""
    report = material.report
    names = known_names(report)
    text = HandoutText(report.language, large_print=options.large_print, names=names)
    document = _HandoutDocument(material, options, text)
    data = document.header() | document.body()
    data["sources"] = document.sources() if data["has_findings"] else []
    return data, text


class _HandoutDocument:
    """The data of one report.

    Args:
        material: The briefing, the running order and the user's notes.
        options: What the handout contains.
        text: Prepares each text.
    """

    def __init__(self, material: Material, options: Options, text: HandoutText) -> None:
        report = self._report = material.report
        self._user_notes = material.notes
        self._options = options
        self._text = text
        self._words = SourceWords(report, text)
        self._session = SessionParts(material, options, self._words, text)
        self._noted_quotes: set[int] = set()  # whose notes are in the document
        self._introduced: set[int] = set()  # the speakers whose role was given
        digits = max((len(str(finding.position)) for finding in report.findings), default=0)
        size = _LARGE_NUMBER_SIZE if options.large_print else _NUMBER_SIZE
        self._number_width = size * (0.65 * max(2, digits) + 1.1) + _RULE_WIDTH

    def header(self) -> Data:
        """Return the settings of the document and what comes before the findings."""
        report, text = self._report, self._text
        issued = dated(report.publisher, report.published, " · ")
        colours = {name: colour for name, colour in LIGHT._asdict().items() if name in _COLOURS}
        return {
            "colours": colours,
            "font": FONT_FAMILY,
            "large_print": self._options.large_print,
            "language": text.language,
            "region": text.region,
            "created": list(creation_time().timetuple()[:6]),
            "words": {name: text.line(words) for name, words in _WORDS.items()},
            "document_title": text.plain(report.title) or _WORDS["handout"],
            "title": text.label(report.title) or text.label(_WORDS["handout"]),
            "authors": [text.plain(report.publisher)] if report.publisher else [],
            "subtitle": text.line(report.subtitle),
            "message": text.paragraphs(report.summary),
            "message_note": text.line(summary_note(report)),
            "message_foot": text.plain(summary_note(report)),
            "running_head": text.running_head(issued or report.title),
            "verification": ""
            if self._words.verification
            else text.line(verification_summary(report)),
            "foot": self._words.foot,
            "number_width": self._number_width,
        }

    def body(self) -> Data:
        """Return each part; an empty list or None if it isn't to be printed."""
        parts, session = self._options.parts, self._session
        findings = self._findings() if Part.FINDINGS in parts else _NO_FINDINGS
        return {
            "summary": session.summary() if Part.SUMMARY in parts else None,
            **findings,
            "worksheets": session.worksheets() if Part.WORKSHEETS in parts else [],
            **(session.answers() if Part.ANSWERS in parts else _NO_ANSWERS),
        }

    def sources(self) -> list[Data]:
        """Return the sources."""
        return [self._source(source) for source in self._report.sources]

    def _findings(self) -> Data:
        """Return the findings, and the quotes and charts that belong to none."""
        report = self._report
        measures_of: dict[int, list[Measure]] = {finding.id: [] for finding in report.findings}
        others: list[Measure] = []
        for measure in report.measures:
            finding = finding_of(measure, report)
            (others if finding is None else measures_of[finding.id]).append(measure)
        finding_of_quote: dict[int, int] = {}
        findings = [
            self._finding(finding, measures_of[finding.id], finding_of_quote)
            for finding in report.findings
        ]
        quotes = [quote for quote in report.quotes if quote.id not in finding_of_quote]
        return {
            "has_findings": True,
            "findings": findings,
            "quotes": [self._quote(quote) | {"notes": self._notes(quote)} for quote in quotes],
            "measures": list(map(self._session.chart, others)),
        }

    def _quote(self, quote: Quote) -> Data:
        """Return a quote, with the role of its speaker the first time."""
        is_new = quote.speaker.id not in self._introduced
        self._introduced.add(quote.speaker.id)
        return self._words.of_quote(quote, has_role=is_new)

    def _finding(
        self, finding: Finding, measures: Sequence[Measure], finding_of_quote: dict[int, int]
    ) -> Data:
        """Return a finding with those of its quotes that belong to no earlier finding.

        An excerpt that is part of one of them is not repeated.

        Args:
            finding: The finding.
            measures: The figures that it is about.
            finding_of_quote: Quote id to the position of the finding under which it is printed;
                this finding's quotes are added.
        """
        text = self._text
        quotes, see_also = [], []
        for quote in finding.quotes:
            position = finding_of_quote.setdefault(quote.id, finding.position)
            if position == finding.position:
                quotes.append(quote)
            else:
                cited = self._words.speaker_and_place(quote)
                see_also.append(text.line(f"See also the quote under finding {position}: {cited}"))
        words = [self._quote(quote) for quote in quotes]
        if finding.adds_excerpt(quotes):
            words.insert(0, self._words.of_excerpt(finding))
        if words:  # they begin on the page of the headline
            first = words[0]
            first["keep_together"] = text.fits_together(finding.headline, first["text"])
        quoted = [finding.excerpt, *(quote.text for quote in quotes)]
        question = "" if self._is_asked_elsewhere(finding.prompt) else finding.prompt
        notes = self._notes(*finding.quotes, finding=finding)
        noted = [text for note in notes for text in note["text"]]
        texts = (finding.headline, finding.detail, finding.caution, *quoted, question, *noted)
        place = self._words.place(finding.source, finding.locator)
        charts = [
            self._session.chart(each, inset=self._number_width, place=finding.locator)
            for each in measures
        ]
        lines = sum(chart["lines"] for chart in charts)
        return {
            "number": str(finding.position),
            "headline": text.line(finding.headline) or text.line(f"Finding {finding.position}"),
            **kind_data(finding, text),
            "words": words,
            "source": text.line("" if words else place),
            "caution": text.block(finding.caution),
            "keep_caution_together": text.fits_together(finding.headline, *quoted, finding.caution),
            "detail": text.paragraphs(finding.detail),
            "see_also": see_also,
            "question": text.paragraphs(question),
            "notes": notes,
            "measures": charts,
            "keep_together": text.fits_together(*texts, lines=lines),
            "exceeds_page": text.exceeds_page(*texts, lines=lines)
            or not all(chart["keep_together"] for chart in charts),
        }

    def _is_asked_elsewhere(self, question: str) -> bool:
        """Return whether a worksheet asks a question, or the answers have it with its answer."""
        is_on_worksheet = Part.WORKSHEETS in self._options.parts
        return question in self._session.questions(with_answer=not is_on_worksheet)

    def _notes(self, *quotes: Quote, finding: Finding | None = None) -> list[Data]:
        """Return the user's notes about a finding and about quotes, each once."""
        notes, found = self._user_notes, []
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

    def _source(self, source: Source) -> Data:
        text = self._text
        issued = dated(source.publisher, source.published)
        details = source_details(source, has_hash=False)
        return {
            "title": text.line(source.title),
            "issued": text.line(issued),
            "lines": [text.block(line) for line in details if line != issued],
            "keep_together": text.fits_together(source.title, *details),
        }


_NO_ANSWERS: Final[Data] = {"answers": [], "asked_measures": []}
_NO_FINDINGS: Final[Data] = {"has_findings": False, "findings": [], "quotes": [], "measures": []}


def make_handout_pdf(
    material: Material,
    options: Options = DEFAULTS,
    progress: Progress | None = None,
) -> bytes:
    """Make the handout as a PDF that conforms to PDF/UA-1 and PDF/A-2a.

    The same values give the same bytes at the same `creation_time`.

    Args:
        material: As for `handout_data`.
        options: As for `handout_data`.
        progress: Called often, if given; an exception that it raises ends the work at once.
    """
    data = handout_data(material, options)
    check_handout_size(data)
    if progress is not None:
        return typeset_in_subprocess(data, progress)
    return typst_calls.typeset(data)
