"""Today's session on paper: the summary, the worksheets and the answers."""

from functools import cached_property
from itertools import count
from typing import Final

from briefing_app.export.handout_evidence import (
    Data,
    SourceWords,
    chart_data,
    figure_rows,
    finding_of,
    kind_data,
    more_text,
    small_chart_data,
)
from briefing_app.export.handout_text import HandoutText
from briefing_app.export.options import Options
from briefing_app.export.request import Material
from briefing_app.model.charts import bar_chart, origins_of
from briefing_app.model.report import (
    Finding,
    FindingKind,
    Measure,
    Quote,
    Reveal,
    SlideKind,
    finding_key,
    quote_key,
)
from briefing_app.model.slide_builder import briefing_slides, chart_slide
from briefing_app.model.slides import Role, Slide, VoteEvidence
from briefing_app.model.text import as_sentence, single_line
from briefing_app.model.wording import (
    ADDED_FOR_TODAY,
    GUESS_FIRST,
    RIGHT,
    counted,
    source_line,
)

_FIGURES_ELSEWHERE: Final = "The figures are in the findings."
_OUR_WORDS: Final = "The headlines are ours; the words in quotation marks are the source’s."

# What is longer is left out of the summary, or shortened if it is our own.
_MAX_WORDS: Final = 200  # characters
_MAX_CAVEAT: Final = 300
_MAX_MESSAGE: Final = 600
_MAX_HEADLINE: Final = 160
_MAX_FINDINGS: Final = 10  # of a kind


class SessionParts:
    """The parts of a handout that depend on today's running order.

    Args:
        material: The briefing and the running order; without one, it is the author's.
        options: What the handout contains.
        words: Attributes the words of sources.
        text: Prepares each text.
    """

    def __init__(
        self, material: Material, options: Options, words: SourceWords, text: HandoutText
    ) -> None:
        report = self._report = material.report
        self._options = options
        self._words = words
        self._text = text
        self._findings = {finding_key(finding): finding for finding in report.findings}
        slides = briefing_slides(report) if report.running_order else ()
        self._slides = material.slides or slides
        asked = {_question(slide): slide for slide in self._slides if slide.is_talk}
        self._asked = list(asked.values())
        self._discussions = [each for each in self._asked if each.kind is SlideKind.DISCUSSION]

    def questions(self, *, with_answer: bool) -> set[str]:
        """Return the questions of today's discussions, or only of those with an answer."""
        return {_question(each) for each in self._discussions if each.has_answer or not with_answer}

    @cached_property
    def _vote_quotes(self) -> set[Quote]:
        """The quotes that answer a vote."""
        return {
            entry.quote
            for entry in self._report.running_order
            if entry.kind is SlideKind.DISCUSSION and entry.quote is not None
        }

    @cached_property
    def asked_measures(self) -> list[Measure]:
        """The measures whose chart answers a question: a vote or a guess."""
        votes = {
            entry.measure.id
            for entry in self._report.running_order
            if entry.kind is SlideKind.DISCUSSION and entry.measure is not None
        }
        guessed = [slide.key for slide in self._slides if slide.reveal is Reveal.GUESS]
        return [
            measure
            for measure in self._report.measures
            if measure.id in votes or any(key.endswith(chart_slide(measure).key) for key in guessed)
        ]

    def chart(self, measure: Measure, *, inset: float = 0, place: str = "") -> Data:
        """Return a chart with its table.

        Args:
            measure: The figures.
            inset: As for `chart_data`.
            place: Where the words beside it are in the only source: not repeated.
        """
        chart = bar_chart(measure, self._options.highlight)
        data = chart_data(chart, figure_rows(chart, self._text), self._text, inset=inset)
        places = self._words.only_places(origins_of(measure, chart.bars))
        if places is not None:
            data["source"] = self._text.line(source_line(places)) if places != place else ""
        return data

    # ---- the summary ----------------------------------------------------------------------------

    def summary(self) -> Data:
        """Return the summary for colleagues who were not there: a page, in large print several.

        Figures that a vote or a guess asks for are only in the findings.
        """
        text, sources, findings = self._text, self._words.sources, self._report.findings
        quote = self._short_quote()
        return {
            "message": text.paragraphs(self._shortened(self._report.summary, _MAX_MESSAGE)),
            "kinds": list(map(self._kind, dict.fromkeys(each.kind for each in findings))),
            "digits": len(str(max((finding.position for finding in findings), default=0))),
            "chart": self._summary_chart(),
            "quote": None if quote is None else self._words.of_quote(quote),
            "sources": [sources, _OUR_WORDS, self._words.verification] if sources else [],
        }

    def _kind(self, kind: FindingKind) -> Data:
        """Return the findings of a kind, each with its rank: first those of today's order."""
        findings = [finding for finding in self._report.findings if finding.kind is kind]
        text = self._text
        today = {slide.about for slide in self._slides if slide.about}
        ranked = sorted(findings, key=lambda finding: finding_key(finding) not in today)
        if not self._options.large_print:
            ranked = ranked[:_MAX_FINDINGS]
        ranks = {finding.id: rank for rank, finding in enumerate(ranked)}
        return {
            "name": text.line(kind.plural if len(findings) > 1 else kind.label),
            "is_figures": kind is FindingKind.FIGURES,
            "count": f"{len(findings):,}",
            "ink": kind_data(findings[0], text)["kind_ink"],
            "findings": [
                {
                    "rank": ranks[finding.id],
                    "number": str(finding.position),
                    "headline": text.label(self._shortened(self._headline(finding), _MAX_HEADLINE)),
                    "is_unclear": bool(finding.caution),
                }
                for finding in findings
                if finding.id in ranks
            ],
            "more": [more_text(len(findings) - shown) for shown in range(len(ranked) + 1)],
        }

    @cached_property
    def _asked_of(self) -> dict[int, list[Measure]]:
        """The measures that questions ask for, by the id of the finding that has their chart."""
        found: dict[int, list[Measure]] = {}
        for measure in self.asked_measures:
            if (finding := finding_of(measure, self._report)) is not None:
                found.setdefault(finding.id, []).append(measure)
        return found

    def _headline(self, finding: Finding) -> str:
        """Return a headline; of one that may state what a question asks for, what was counted."""
        if not (asked := self._asked_of.get(finding.id)):
            return single_line(finding.headline)
        counted_there = "; ".join(bar_chart(measure).measured for measure in asked)
        return f"{as_sentence(single_line(counted_there))} {_FIGURES_ELSEWHERE}"

    def _summary_chart(self) -> Data | None:
        """Return the first chart that answers no question; None if its caveat wouldn't fit."""
        measures = [each for each in self._report.measures if each not in self.asked_measures]
        for measure in measures[:1]:
            chart = bar_chart(measure, self._options.highlight)
            if chart.bars and self._shortened(chart.caveat, _MAX_CAVEAT) == chart.caveat:
                has_finding = finding_of(measure, self._report) is not None
                places = self._words.only_places(origins_of(measure, chart.bars))
                source = chart.source if places is None else ""
                data = small_chart_data(chart, self._text, source)
                return data | {"has_title": not has_finding}
        return None

    def _short_quote(self) -> Quote | None:
        """Return a short quote that answers no question, one of today's if possible, or None."""
        today = {slide.key for slide in self._slides if slide.kind is SlideKind.QUOTE}
        findings = [each for each in self._report.findings if each.id in self._asked_of]
        asked = {quote for finding in findings for quote in finding.quotes} | self._vote_quotes
        quotes = [quote for quote in self._report.quotes if quote not in asked]
        short = [quote for quote in quotes if len(quote.text) <= _MAX_WORDS]
        return min(short, key=lambda quote: quote_key(quote) not in today, default=None)

    def _shortened(self, text: str, length: int) -> str:
        """Return a text of ours as it fits on the summary, which in large print has pages."""
        if self._options.large_print or len(text) <= length:
            return text
        return f"{text[:length].rsplit(' ', 1)[0].rstrip()}…"

    # ---- the worksheets -------------------------------------------------------------------------

    def worksheets(self) -> list[Data]:
        """Return today's discussions and guesses, for groups to write on."""
        names = map("Discussion {}".format, count(1))
        return [
            self._worksheet(GUESS_FIRST if each.is_guess else next(names), each)
            for each in self._asked
        ]

    def _worksheet(self, name: str, slide: Slide) -> Data:
        text = self._text
        question = _question(slide)
        options = slide.options
        chart = slide.shown_chart
        counted_there = chart.measured if chart is not None and slide.message else ""
        names = [bar.label for bar in chart.bars] if chart is not None else []
        finding = self._findings.get(slide.about)
        words = None
        if finding is not None and not self._gives_answer_away(finding, slide):
            words = self._words.of_finding(finding)
        minutes = counted(slide.minutes, "minute") if slide.minutes else ""
        added = ADDED_FOR_TODAY.lower() if slide.is_added else ""
        label = " · ".join(filter(None, (name, minutes, added, counted_there)))
        return {
            "label": text.line(label),
            "question": text.label(question) or text.line(name),
            "options": list(map(text.line, options)),
            "names": list(map(text.line, names)),
            "words": words,
            "keep_together": text.fits_together(
                question, *options, *names, words["text"] if words else ""
            ),
        }

    def _gives_answer_away(self, finding: Finding, slide: Slide) -> bool:
        """Return whether the words of a finding could answer its question, a vote or a guess."""
        return (
            slide.has_answer
            or not self._vote_quotes.isdisjoint(finding.quotes)
            or any(measure.belongs_to(finding) for measure in self.asked_measures)
        )

    # ---- the answers ----------------------------------------------------------------------------

    def answers(self) -> Data:
        """Return the answers, and the charts that questions ask for."""
        return {
            "answers": [self._answer(each) for each in self._discussions if each.has_answer],
            "asked_measures": list(map(self.chart, self.asked_measures)),
        }

    def _answer(self, slide: Slide) -> Data:
        question, options = _question(slide), slide.options
        answer = f"{RIGHT}: {slide.answer}" if slide.right_option else slide.answer
        words = None
        if (evidence := slide.evidence) is not None:
            quote = evidence.quote
            words = None if quote is None else self._words.of_quote(quote)
            shown = f"{evidence.label}:" if words else _figure_text(evidence)
            answer = "\n".join(filter(None, (answer, shown)))
        texts = (question, *options, answer, words["text"] if words else "")
        return {
            "question": self._text.line(question),
            "options": list(map(self._text.line, options)),
            "answer": self._text.paragraphs(answer),
            "words": words,
            "keep_together": self._text.fits_together(*texts),
        }


def _question(slide: Slide) -> str:
    texts = slide.asked_texts or slide.texts
    return texts[0].text if texts else slide.name


def _figure_text(evidence: VoteEvidence) -> str:
    """Return the figure that answers a vote, with its place, but without a caveat."""
    figure, *about = (text.text for text in evidence.texts if text.role is not Role.NOTE)
    place = f" ({evidence.source})" if evidence.source else ""
    return f"{evidence.label}: {figure}. {', '.join(about)}{place}."
