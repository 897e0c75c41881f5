"""The briefing on paper: a tagged PDF (PDF/UA-1) of A4 pages, and its pages as pictures to print.

What it says is put together here, as strings; how it looks is written in
``resources/handout/handout.typ``, which gets those strings as data. Nothing in a briefing is ever
taken for markup, and nothing is loaded but the template and the bundled fonts.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from briefing_app.export.glyph_coverage import (
    REPLACEMENT_CHARACTER,
    replace_missing_glyphs,
    second_font_characters,
)
from briefing_app.export.typesetting import (
    CompressedPages,
    compress_pages,
    typeset,
    typeset_pages_in_subprocess,
    typeset_pdf_in_subprocess,
)
from briefing_app.files.paths import FONT_FAMILIES
from briefing_app.files.progress import Progress
from briefing_app.model.chart_builder import bar_chart
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.comparison import Comparison
from briefing_app.model.comparison_text import (
    ENDED,
    FOLLOWED_UP,
    NEW,
    NOW,
    THEN,
    briefing_label,
    finding_label,
    new_finding_label,
    unmatched_measure_lines,
)
from briefing_app.model.palette import LIGHT
from briefing_app.model.report import Finding, Force, Quote, Report, Source, Speaker
from briefing_app.model.text_direction import is_right_to_left, is_rtl_language
from briefing_app.model.wording import (
    CAUTION_LABEL,
    DISCUSSION_LABEL,
    source_details,
    verification_summary,
)

_WORDS: Final = {
    "handout": "Briefing handout",
    "page": "Page",
    "of": "of",
    "findings": "Findings",
    "finding": "Finding",
    "caution": f"{CAUTION_LABEL}.",
    "quotes": "Further quotes",
    "prompts": f"{DISCUSSION_LABEL} — discussion questions, not part of the report",
    "sources": "Sources and what was checked",
}
_COLOURS: Final = (
    "ink",
    "muted",
    "line",
    "accent",
    "accent_soft",
    "caution",
    "caution_soft",
    "quiet_bar",
)
_LONG_WORD: Final = re.compile(r"\S{11,}")
_WIDTHS: Final = {"Lu": 0.75, "Mn": 0.0}  # of letters, in units of the type's size; others: 0.6
_TABLE_SHARES: Final = (0.36, 0.32)  # of a table's width for figures and for periods, at most
_LANGUAGE: Final = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-|$)")
_TO_RIGHT: Final = "\u2066"  # what stands between this and the next runs from left to right
_END: Final = "\u2069"


@dataclass(frozen=True, slots=True)
class HandoutOptions:
    """What goes into a handout.

    Args:
        findings_only: Leave out quotes, charts and discussion questions.
        prompts: Include the discussion questions, with room to write.
        large_print: Set no text smaller than 18 pt.
    """

    findings_only: bool = False
    prompts: bool = True
    large_print: bool = False


def make_handout_pdf(
    report: Report,
    options: HandoutOptions = HandoutOptions(),
    my_force: Force | None = None,
    comparison: Comparison | None = None,
    progress: Progress | None = None,
) -> bytes:
    """The handout as a tagged PDF that keeps to PDF/UA-1; the same bytes for the same values.

    Args:
        report: The briefing.
        options: What goes into it.
        my_force: The force that charts highlight, where they have it.
        comparison: What has changed since an earlier briefing, on pages of its own, if wanted.
        progress: Called often, if given, and what it raises ends the work at once.
    """
    return _made(_Handout(report, options).data(my_force, comparison), progress)


def make_comparison_pdf(comparison: Comparison, progress: Progress | None = None) -> bytes:
    """What has changed between two briefings, alone, as a tagged PDF that keeps to PDF/UA-1.

    Args:
        comparison: What has changed.
        progress: As for `make_handout_pdf`.
    """
    return _made(_Handout(comparison.later, HandoutOptions()).changes(comparison), progress)


def make_handout_pages(
    report: Report,
    options: HandoutOptions = HandoutOptions(),
    my_force: Force | None = None,
    comparison: Comparison | None = None,
    progress: Progress | None = None,
) -> CompressedPages:
    """The pages of the same handout in order, each as an SVG picture of A4, for preview and print.

    They are SVG rather than pixels since `QSvgRenderer` draws them just as a reader of PDF draws
    the page, at any printer's resolution. Their letters are shapes, so no font is needed. A page
    takes about 0.3 MB, and a sixth of that as long as nobody looks at it.

    Args:
        report: The briefing.
        options: What goes into it.
        my_force: The force that charts highlight, where they have it.
        comparison: What has changed since an earlier briefing, on pages of its own, if wanted.
        progress: As for `make_handout_pdf`.
    """
    data = _Handout(report, options).data(my_force, comparison)
    if progress is not None:
        return typeset_pages_in_subprocess(data, progress)
    return CompressedPages(compress_pages(typeset(data, "svg")))


def missing_glyphs_warning(
    report: Report,
    options: HandoutOptions = HandoutOptions(),
    my_force: Force | None = None,
    comparison: Comparison | None = None,
) -> str:
    """What the handout tells on its first page of characters that its fonts lack; or nothing.

    Args:
        report: As for `make_handout_pdf`.
        options: As for it.
        my_force: As for it.
        comparison: As for it.
    """
    said: str = _Handout(report, options).data(my_force, comparison)["lacking"]
    return said.strip(f"{_TO_RIGHT}{_END}")


def _made(data: dict[str, Any], progress: Progress | None) -> bytes:
    if progress is not None:
        return typeset_pdf_in_subprocess(data, progress)
    (pdf,) = typeset(data, "pdf")
    return pdf


class _Handout:
    """What a handout says, on its way to the template.

    Args:
        report: The briefing.
        options: What goes into it.
    """

    def __init__(self, report: Report, options: HandoutOptions) -> None:
        self._report = report
        self._options = options
        self._lacking: set[str] = set()
        language = _LANGUAGE.match(report.language)
        self._language: str = language[1] if language else "en"
        self._region: str | None = language[2] if language else None
        self._leftwards = is_rtl_language(report.language)
        publishers = Counter(source.publisher for source in report.sources)
        self._told_by_publisher = {name for name, count in publishers.items() if count == 1} - {""}

    def data(self, my_force: Force | None, comparison: Comparison | None = None) -> dict[str, Any]:
        """All that the template asks for."""
        report, options = self._report, self._options
        everything = not options.findings_only
        shared = list(LIGHT._asdict().items())
        issued = " · ".join(part for part in (report.publisher, report.published) if part)
        said: dict[int, int] = {}
        data = {
            "colours": {name: colour for name, colour in shared if name in _COLOURS},
            "fonts": FONT_FAMILIES,
            "second_font": second_font_characters(),
            "large_print": options.large_print,
            "language": self._language.lower(),
            "region": self._region.upper() if self._region else None,
            "leftwards": self._leftwards,
            "words": {name: self._line(words) for name, words in _WORDS.items()},
            "document_title": self._plain(report.title) or _WORDS["handout"],
            "title": self._label(report.title) or self._label(_WORDS["handout"]),
            "authors": [self._plain(report.publisher)] if report.publisher else [],
            "subtitle": self._line(report.subtitle),
            "summary": self._text(report.summary),
            "running_head": self._in_order(
                issued or report.title,
                _shortened(self._plain(issued or report.title), 34 if options.large_print else 70),
            ),
            "checked": self._line(verification_summary(report)),
            "findings": [self._finding(finding, said) for finding in report.findings],
            "quotes": [self._quote(quote) for quote in report.quotes if quote.id not in said]
            if everything
            else [],
            "measures": [self._chart(bar_chart(measure, my_force)) for measure in report.measures]
            if everything
            else [],
            "prompts": [self._prompt(finding) for finding in report.findings if finding.prompt]
            if everything and options.prompts
            else [],
            "comparison": self._comparison(comparison) if comparison is not None else None,
            "alone": False,
            "sources": [self._source(source) for source in report.sources],
        }
        return data | {"lacking": self._told_lacking()}

    def changes(self, comparison: Comparison) -> dict[str, Any]:
        """All that the template asks for, where the comparison stands alone."""
        later = comparison.later
        told = replace(
            later,
            subtitle=f"Compared with {briefing_label(comparison.earlier)}",
            summary="",
            findings=(),
            quotes=(),
            measures=(),
            sources=(*comparison.earlier.sources, *later.sources),
        )
        alone = _Handout(told, self._options).data(None, comparison)
        both = " ".join(
            f"{which}: {verification_summary(report)}"
            for which, report in (("Earlier", comparison.earlier), ("Later", later))
        )
        return alone | {"alone": True, "checked": self._line(both)}

    def _comparison(self, comparison: Comparison) -> dict[str, Any]:
        """What became of findings and figures: tables, then charts."""
        followed = [[finding_label(was), finding_label(now)] for was, now in comparison.followed]
        tables = [
            (FOLLOWED_UP, [THEN, NOW], followed),
            (ENDED, [THEN], [[finding_label(each)] for each in comparison.ended]),
            (NEW, [NOW], [[new_finding_label(each)] for each in comparison.new]),
        ]
        return {
            "title": self._line(f"What has changed since {briefing_label(comparison.earlier)}"),
            "summary": self._line(comparison.summary),
            "tables": [
                {
                    "title": self._line(title),
                    "head": [self._label(each) for each in head],
                    "rows": [[self._label(cell) for cell in row] for row in rows],
                }
                for title, head, rows in tables
                if rows
            ],
            "unmatched": [self._line(line) for line in unmatched_measure_lines(comparison)],
            "measures": [self._chart(change.chart) for change in comparison.measures],
        }

    def _finding(self, finding: Finding, said: dict[int, int]) -> dict[str, Any]:
        """A finding with the quotes that weren't said under an earlier one.

        Args:
            finding: The finding.
            said: Under which finding each quote stands, by their numbers; it grows.
        """
        ink, ground = LIGHT.kind_colours(finding.kind)
        quotes, elsewhere = [], []
        for quote in () if self._options.findings_only else finding.quotes:
            first = said.setdefault(quote.id, finding.position)
            if first == finding.position:
                quotes.append(self._quote(quote))
            else:
                words = f"{quote.speaker.name}, {self._cited(quote.source, quote.locator)}"
                elsewhere.append(self._line(f"See also, quoted under finding {first}: {words}"))
        parts = (finding.headline, finding.detail, finding.excerpt, finding.caution)
        return {
            "number": str(finding.position),
            "headline": self._line(finding.headline) or self._line(f"Finding {finding.position}"),
            "kind": self._line(finding.kind.label),
            "kind_ink": ink,
            "kind_ground": ground,
            "detail": self._text(finding.detail),
            "excerpt": self._text(f"“{finding.excerpt}”" if finding.excerpt else ""),
            "source": self._line(self._cited(finding.source, finding.locator)),
            "caution": self._text(finding.caution),
            "caution_whole": self._fits(finding.caution),
            "quotes": quotes,
            "elsewhere": elsewhere,
            # In large print a page has room for so few that the gaps at their feet would be large.
            "whole": self._fits(*parts) and not self._options.large_print,
        }

    def _quote(self, quote: Quote) -> dict[str, Any]:
        return {
            "text": self._text(f"“{quote.text}”"),
            "speaker": self._line(_named(quote.speaker)),
            "source": self._line(self._cited(quote.source, quote.locator)),
            "whole": self._fits(quote.text, quote.speaker.role),
        }

    def _chart(self, chart: BarChart) -> dict[str, Any]:
        most = max((bar.value for bar in chart.bars if bar.value is not None), default=0)
        unit = chart.unit[:1].upper() + chart.unit[1:]
        head = ("Force", unit if self._plain(unit) else "Figure", "Period")
        columns, table = self._table([head, *chart.rows])
        return {
            "title": self._line(chart.title) or self._line("Figures"),
            "subtitle": self._line(chart.subtitle),
            "bars": [self._bar(bar, most) for bar in chart.bars],
            "longest_label": max((len(bar.label) for bar in chart.bars), default=0),
            "longest_figure": max((len(bar.figure) for bar in chart.bars), default=0),
            "alt": self._plain(chart.alt_text),
            "notes": [self._text(note) for note in chart.notes],
            "earlier": self._line(chart.earlier_text),
            "caveat": self._text(chart.caveat),
            "definition": self._text(chart.definition),
            "source": self._line(chart.source),
            "columns": columns,
            "head": table[0],
            "whole": self._fits(*map(_as_if_on_whole_lines, chart.bars)),
            "rows": table[1:],
        }

    def _table(self, rows: Sequence[Sequence[str]]) -> tuple[list[float | None], list[list[str]]]:
        """How wide the columns of a table are, and its rows as they are set.

        Args:
            rows: Names, figures and periods, the headings first.

        Returns:
            The width of each column but the first, which has what they leave, in units of the
            type's size; None where it is as wide as what stands in it, which is little.
        """
        across = (26.8 if self._options.large_print else 43.8) - len(rows[0])
        most = [across * share for share in _TABLE_SHARES]
        _, *needed = (max(map(_width, column)) for column in zip(*rows, strict=True))
        rooms = list(map(min, needed, most))
        columns = [room if room < need else None for room, need in zip(rooms, needed, strict=True)]
        rooms.insert(0, across - sum(rooms))
        return columns, [
            [
                self._in_order(cell, _breakable(self._plain(cell), room))
                for cell, room in zip(row, rooms, strict=True)
            ]
            for row in rows
        ]

    def _bar(self, bar: Bar, most: float) -> dict[str, Any]:
        return {
            "label": self._label(bar.label),
            "figure": self._line(bar.text),
            "note": self._line(bar.note),
            "missing": bar.value is None,
            "share": max(bar.value, 0) / most if bar.value is not None and most > 0 else 0,
            "highlighted": bar.is_highlighted,
            "joined": bar.is_joined,
        }

    def _prompt(self, finding: Finding) -> dict[str, Any]:
        return {
            "about": self._line(f"Finding {finding.position} · {finding.headline}"),
            "text": self._text(finding.prompt),
            "whole": self._fits(finding.headline, finding.prompt),
        }

    def _source(self, source: Source) -> dict[str, Any]:
        return {
            "title": self._line(source.title),
            "lines": [self._text(line) for line in source_details(source)],
            "whole": self._fits(source.title, *source_details(source)),
        }

    def _cited(self, source: Source, locator: str) -> str:
        """A source by as few words as tell it from the others, and the place in it."""
        named = (source.publisher, source.title)
        document = named[:1] if source.publisher in self._told_by_publisher else named
        return ", ".join(part for part in (*document, locator) if part)

    def _told_lacking(self) -> str:
        """What is told of the characters that can't be set, or nothing."""
        if not self._lacking:
            return ""
        codes = [f"U+{ord(character):04X}" for character in sorted(self._lacking)]
        more = f" and {len(codes) - 12:,} more" if len(codes) > 12 else ""
        return self._line(
            f"This handout’s letters are Latin ones. {REPLACEMENT_CHARACTER} stands for each"
            f" character that they lack, in names and quotes too; the window shows it. Lacking: "
            f"{', '.join(codes[:12])}{more}."
        )

    def _fits(self, *texts: str) -> bool:
        """Whether texts are so short that they can stand together on a page, whatever page."""
        across, most = (40, 10) if self._options.large_print else (75, 16)
        lines = sum(1 + len(line) // across for text in texts for line in text.splitlines())
        return lines <= most

    def _plain(self, text: str) -> str:
        """A text on one line, for what no line ends in: the names of things, what is read out."""
        return " ".join(replace_missing_glyphs(text, self._lacking).split())

    def _label(self, text: str) -> str:
        """A text on one line, to be set large or where there is little room."""
        room = 11 if self._options.large_print else 17
        return self._in_order(text, _breakable(self._plain(text), room))

    def _line(self, text: str) -> str:
        """A text on one line."""
        return self._text(" ".join(text.split()))

    def _text(self, text: str) -> str:
        """A text in lines or paragraphs."""
        room = 18 if self._options.large_print else 24
        return self._in_order(text, _breakable(replace_missing_glyphs(text, self._lacking), room))

    def _in_order(self, text: str, shown: str) -> str:
        """Keep what runs from left to right, numbers too, in its order where the page doesn't.

        Args:
            text: What it says. Of its letters, those that run leftwards can't be set.
            shown: How it is set.
        """
        if not self._leftwards or is_right_to_left(text):
            return shown
        return re.sub(".+", f"{_TO_RIGHT}\\g<0>{_END}", shown)


def _named(speaker: Speaker) -> str:
    return ", ".join(part for part in (speaker.name, speaker.role) if part)


def _as_if_on_whole_lines(bar: Bar) -> str:
    """A text that takes about as many lines, each as wide as a page, as a bar takes in the table.

    Names have a third of that width there, figures and periods a quarter.
    """
    return max(bar.force.name * 3, bar.figure * 4, bar.period * 4, key=len)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _width(text: str) -> float:
    """How wide a text is at most, in units of the type's size."""
    narrow = sum(_WIDTHS.get(unicodedata.category(letter), 0.6) for letter in text)
    return narrow + sum(0.4 for letter in text if letter in "MWmw@%—…‰™")


def _breakable(text: str, room: float) -> str:
    """A text that may be broken within each word that is wider than the room.

    Args:
        text: The text.
        room: How wide the narrowest line is on which it may stand, in units of the type's size.
    """

    def divided(word: re.Match[str]) -> str:
        if _width(word[0]) <= room:
            return word[0]
        return "\u200b".join(re.findall("[^-/]{0,4}[-/]|.{1,4}", word[0]))

    return _LONG_WORD.sub(divided, text)
