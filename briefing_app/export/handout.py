"""The briefing on paper: a tagged PDF (PDF/UA-1) of A4 pages, and its pages as pictures to print.

What it says is put together here, as strings; how it looks is written in
``resources/handout/handout.typ``, which gets those strings as data. Nothing in a briefing is ever
taken for markup, and nothing is loaded but the template and the bundled fonts.
"""

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, cast

from briefing_app.charts import Bar, BarChart, bar_chart
from briefing_app.colours import LIGHT
from briefing_app.comparison import (
    ENDED,
    IS_NOW,
    NEW,
    WAS,
    Comparison,
    briefing_label,
    finding_label,
    new_label,
    unmatched_lines,
)
from briefing_app.export.letters import STAND_IN, only_in_second_font, settable
from briefing_app.paths import FONT_FAMILIES, FONTS, HANDOUT
from briefing_app.report import (
    Finding,
    Force,
    Quote,
    Report,
    Source,
    Speaker,
    checked_text,
    source_lines,
)

_WORDS: Final = {
    "handout": "Briefing handout",
    "page": "Page",
    "of": "of",
    "findings": "Findings",
    "caution": "Check before presenting.",
    "quotes": "Further quotes",
    "prompts": "To talk about — training prompts, not part of the report",
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
_LANGUAGE: Final = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-|$)")


@dataclass(frozen=True, slots=True)
class HandoutOptions:
    """What goes into a handout.

    Args:
        findings_only: Leave out quotes, charts and prompts.
        prompts: Put the training prompts in, with room to write.
        large_print: Set no text smaller than 18 pt.
    """

    findings_only: bool = False
    prompts: bool = True
    large_print: bool = False


def handout_pdf(
    report: Report,
    options: HandoutOptions = HandoutOptions(),
    my_force: Force | None = None,
    comparison: Comparison | None = None,
) -> bytes:
    """The handout as a tagged PDF that keeps to PDF/UA-1; the same bytes for the same values.

    Args:
        report: The briefing.
        options: What goes into it.
        my_force: The force that charts highlight, where they have it.
        comparison: What has changed since an earlier briefing, on pages of its own, if wanted.
    """
    (pdf,) = _compile(_Handout(report, options).data(my_force, comparison), "pdf")
    return pdf


def comparison_pdf(comparison: Comparison) -> bytes:
    """What has changed between two briefings, alone, as a tagged PDF that keeps to PDF/UA-1."""
    (pdf,) = _compile(_Handout(comparison.later, HandoutOptions()).changes(comparison), "pdf")
    return pdf


def handout_pages(
    report: Report, options: HandoutOptions = HandoutOptions(), my_force: Force | None = None
) -> list[bytes]:
    """The pages of the same handout in order, each as an SVG picture of A4, for preview and print.

    They are SVG rather than pixels since `QSvgRenderer` draws them just as a reader of PDF draws
    the page, at any printer's resolution. Their letters are shapes, so no font is needed. A page
    takes about 0.3 MB.

    Args:
        report: The briefing.
        options: What goes into it.
        my_force: The force that charts highlight, where they have it.
    """
    return _compile(_Handout(report, options).data(my_force), "svg")


def _compile(data: dict[str, Any], form: Literal["pdf", "svg"]) -> list[bytes]:
    import typst  # noqa: PLC0415, 84 MB that nothing else needs

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    made = cast(
        "bytes | list[bytes]",  # where there are several pages, and not a PDF
        typst.compile(
            str(HANDOUT),
            root=str(HANDOUT.parent),
            font_paths=fonts,
            format=form,
            pdf_standards=["ua-1"] if form == "pdf" else [],
            sys_inputs={"data": json.dumps(data)},
        ),
    )
    return made if isinstance(made, list) else [made]


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
        publishers = Counter(source.publisher for source in report.sources)
        self._told_by_publisher = {name for name, count in publishers.items() if count == 1} - {""}

    def data(self, my_force: Force | None, comparison: Comparison | None = None) -> dict[str, Any]:
        """All that the template asks for."""
        report, options = self._report, self._options
        everything = not options.findings_only
        language = _LANGUAGE.match(report.language)
        shared = list(LIGHT._asdict().items())
        issued = " · ".join(part for part in (report.publisher, report.published) if part)
        said: dict[int, int] = {}
        data = {
            "colours": {name: colour for name, colour in shared if name in _COLOURS},
            "fonts": FONT_FAMILIES,
            "second_font": only_in_second_font(),
            "large_print": options.large_print,
            "language": language[1].lower() if language else "en",
            "region": language[2].upper() if language and language[2] else None,
            "words": _WORDS,
            "document_title": self._plain(report.title) or _WORDS["handout"],
            "title": self._label(report.title) or _WORDS["handout"],
            "authors": [self._plain(report.publisher)] if report.publisher else [],
            "subtitle": self._line(report.subtitle),
            "summary": self._text(report.summary),
            "running_head": _shortened(
                self._plain(issued or report.title), 34 if options.large_print else 70
            ),
            "checked": checked_text(report),
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
            f"{which}: {checked_text(report)}"
            for which, report in (("Earlier", comparison.earlier), ("Later", later))
        )
        return alone | {"alone": True, "checked": both}

    def _comparison(self, comparison: Comparison) -> dict[str, Any]:
        """What became of findings and figures: tables, then charts."""
        followed = [[finding_label(was), finding_label(now)] for was, now in comparison.followed]
        tables = [
            ("What was, and is now", [WAS, IS_NOW], followed),
            (ENDED, [WAS], [[finding_label(each)] for each in comparison.ended]),
            (NEW, [IS_NOW], [[new_label(each)] for each in comparison.new]),
        ]
        return {
            "title": self._line(f"What has changed since {briefing_label(comparison.earlier)}"),
            "summary": comparison.summary,
            "tables": [
                {
                    "title": title,
                    "head": head,
                    "rows": [[self._label(cell) for cell in row] for row in rows],
                }
                for title, head, rows in tables
                if rows
            ],
            "unmatched": [self._line(line) for line in unmatched_lines(comparison)],
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
            "headline": self._line(finding.headline) or f"Finding {finding.position}",
            "kind": finding.kind.label,
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
        return {
            "title": self._line(chart.title) or "Figures",
            "subtitle": self._line(chart.subtitle),
            "bars": [self._bar(bar, most) for bar in chart.bars],
            "longest_label": max((len(bar.label) for bar in chart.bars), default=0),
            "longest_figure": max((len(bar.figure) for bar in chart.bars), default=0),
            "alt": self._plain(chart.alt_text),
            "notes": [self._text(note) for note in chart.notes],
            "caveat": self._text(chart.caveat),
            "definition": self._text(chart.definition),
            "source": self._line(chart.source),
            "head": [
                "Force",
                self._label(chart.unit[:1].upper() + chart.unit[1:]) or "Figure",
                "Period",
            ],
            "whole": self._fits(*(bar.force.name * 3 for bar in chart.bars)),
            "rows": [[self._label(cell) for cell in row] for row in chart.rows],
        }

    def _bar(self, bar: Bar, most: float) -> dict[str, Any]:
        return {
            "label": self._label(bar.label),
            "figure": bar.text,
            "note": bar.note,
            "missing": bar.value is None,
            "share": max(bar.value, 0) / most if bar.value is not None and most > 0 else 0,
            "highlighted": bar.highlighted,
            "joined": bar.joined,
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
            "lines": [self._text(line) for line in source_lines(source)],
            "whole": self._fits(source.title, *source_lines(source)),
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
        return (
            f"This handout’s letters are Latin ones. {STAND_IN} stands for each character that they"
            f" lack, in names and quotes too; the window shows it. Lacking: "
            f"{', '.join(codes[:12])}{more}."
        )

    def _fits(self, *texts: str) -> bool:
        """Whether texts are so short that they can stand together on a page, whatever page."""
        across, most = (40, 10) if self._options.large_print else (75, 16)
        lines = sum(1 + len(line) // across for text in texts for line in text.splitlines())
        return lines <= most

    def _plain(self, text: str) -> str:
        """A text on one line, for what no line ends in: the names of things, what is read out."""
        return " ".join(settable(text, self._lacking).split())

    def _label(self, text: str) -> str:
        """A text on one line, to be set large or where there is little room."""
        return _breakable(self._plain(text), 11 if self._options.large_print else 17)

    def _line(self, text: str) -> str:
        """A text on one line."""
        return self._text(" ".join(text.split()))

    def _text(self, text: str) -> str:
        """A text in lines or paragraphs."""
        lines = settable(text, self._lacking)
        return _breakable(lines, 18 if self._options.large_print else 24)


def _named(speaker: Speaker) -> str:
    return ", ".join(part for part in (speaker.name, speaker.role) if part)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _breakable(text: str, room: float) -> str:
    """A text that may be broken within each word that is wider than the room.

    Args:
        text: The text.
        room: How wide the narrowest line is on which it may stand, in units of the type's size.
    """

    def divided(word: re.Match[str]) -> str:
        narrow = sum(_WIDTHS.get(unicodedata.category(letter), 0.6) for letter in word[0])
        wide = sum(0.4 for letter in word[0] if letter in "MWmw@%—…‰™")
        if narrow + wide <= room:
            return word[0]
        return "\u200b".join(re.findall(".{1,4}", word[0]))

    return _LONG_WORD.sub(divided, text)
