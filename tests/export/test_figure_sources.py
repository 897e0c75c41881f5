"""Figures of one measure from several sources: each rendering credits all of them."""

import re
from collections.abc import Callable
from functools import partial
from html import unescape

import pytest

from briefing_app.export.handout import make_handout_pdf
from briefing_app.export.options import Options, Part
from briefing_app.export.page import make_page
from briefing_app.export.powerpoint.slides import powerpoint
from briefing_app.model.charts import BarChart, bar_chart, html_table, tab_separated
from briefing_app.model.report import Measure, Report, SlideKind
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Slide
from briefing_app.model.wording import summary_note
from tests.export.materials import made_of
from tests.export.pdf_reader import text
from tests.export.powerpoint_slides import UNKEPT, read_presentation, slide_texts
from tests.sample_measures import make_measure, measure_of_two_sources
from tests.sample_report import (
    DEBATES,
    SOURCE,
    make_discussion,
    make_entry,
    make_finding,
    make_number,
    make_report,
)

IN_SHORT = "The Made-up House, column 5; The Made-up Post, table 3, table 2"
IN_FULL = (
    "Source: The Made-up House, Made-up debates · column 5;"
    " The Made-up Post, A made-up article · table 3, table 2."
)
IN_ROWS = ["The Made-up House, column 5", "The Made-up Post, table 3", "The Made-up Post, table 2"]


def report_of(measure: Measure) -> Report:
    """Return a report with a chart, a number and a vote."""
    vote = make_discussion(3, "How many?", options=("16", "99"), answer="99")
    entries = (
        make_entry(1, measure),
        make_number(2, measure, measure.figures[1].force),
        vote._replace(measure=measure, force=measure.figures[1].force),
    )
    report = make_report((make_finding(1),), (), (measure,), entries)
    return report._replace(sources=(SOURCE, DEBATES))


def slides(report: Report) -> dict[SlideKind, Slide]:
    return {slide.kind: slide for slide in briefing_slides(report)}


def printed(part: Part, report: Report) -> str:
    return text(make_handout_pdf(made_of(report), Options(frozenset([part]))))


def page(report: Report) -> str:
    return re.sub("<[^>]+>", " ", make_page(report).decode())


def on_powerpoint(report: Report) -> str:
    presentation = read_presentation(powerpoint(briefing_slides(report), report))
    texts = (each for slide in presentation.slides for each in slide_texts(slide))
    return " ".join(texts).translate(UNKEPT)


def chart_of(report: Report) -> BarChart:
    return bar_chart(report.measures[0])


def summary(report: Report) -> str:
    """Return the summary of a report whose figures answer no vote."""
    return printed(Part.SUMMARY, report._replace(running_order=()))


def sources_slide(report: Report) -> str:
    slide = briefing_slides(report._replace(running_order=()))[-1]
    return " ".join(each.text for each in slide.texts)


RENDERINGS: dict[str, tuple[Callable[[Report], str], list[str]]] = {
    "chart slide": (lambda report: slides(report)[SlideKind.CHART].foot, [IN_SHORT]),
    "number slide": (lambda report: slides(report)[SlideKind.NUMBER].foot, [IN_SHORT]),
    "sources slide": (
        sources_slide,
        ["Some figures A made-up article", "Some figures Made-up debates"],
    ),
    "whose summary it is": (summary_note, ["Our summary of the sources"]),
    "PowerPoint": (on_powerpoint, [IN_SHORT]),
    "handout": (partial(printed, Part.FINDINGS), ["The Made-up Post, a line", IN_FULL, *IN_ROWS]),
    "summary": (
        summary,
        [
            IN_FULL,
            "Source: The Made-up Post, “A made-up article”; The Made-up House, “Made-up debates”.",
        ],
    ),
    "answers": (partial(printed, Part.ANSWERS), [f"({IN_ROWS[0]})", IN_FULL, *IN_ROWS]),
    "web page": (page, ["Period Source", IN_FULL, *IN_ROWS]),
    "copied text": (lambda report: tab_separated(chart_of(report)), [IN_FULL, *IN_ROWS]),
    "copied table": (lambda report: html_table(chart_of(report)), [IN_FULL, *IN_ROWS]),
}


@pytest.mark.parametrize("name", RENDERINGS)
def test_figures_of_several_sources_are_each_credited(name: str) -> None:
    rendering, credited = RENDERINGS[name]
    said = " ".join(unescape(rendering(report_of(measure_of_two_sources()))).split())
    assert [each for each in credited if each not in said] == []


def test_vote_credits_only_the_figure_that_answers_it() -> None:
    evidence = slides(report_of(measure_of_two_sources()))[SlideKind.DISCUSSION].evidence
    assert evidence is not None
    assert evidence.source == IN_ROWS[0]


def test_slide_credits_only_what_it_shows() -> None:
    rows = tuple((f"Force {at:02}", 100 - at, "") for at in range(20))
    first, *others = make_measure(rows).figures
    own = [first._replace(locator="table 1"), *others]
    own[14] = own[14]._replace(source=DEBATES)  # one of those that are left to the handout
    report = report_of(make_measure(rows)._replace(figures=tuple(own)))
    report = report._replace(running_order=report.running_order[:1])
    assert slides(report)[SlideKind.CHART].source == "The Made-up Post, table 1"
    assert "The Made-up House" in chart_of(report).source


def test_figures_in_one_place_have_no_column_of_sources() -> None:
    measure = measure_of_two_sources()
    same = tuple(each._replace(source=DEBATES, locator="note 7") for each in measure.figures)
    report = report_of(measure._replace(figures=same))
    assert slides(report)[SlideKind.CHART].source == "The Made-up House, note 7"
    assert {row.source for row in chart_of(report).rows} == {""}
    assert not re.search(r"Period\s+Source", page(report))
    assert page(report).count("The Made-up House") == 2  # below the chart, and in the list


def test_place_of_the_measure_is_only_that_of_figures_from_its_source() -> None:
    measure = measure_of_two_sources()
    figures = [
        each._replace(source=source, locator="")
        for each, source in zip(measure.figures, (None, DEBATES, SOURCE), strict=True)
    ]
    origins = [measure.origin_of(figure) for figure in figures]
    assert origins == [(SOURCE, "table 2"), (DEBATES, ""), (SOURCE, "table 2")]


def test_many_places_in_a_source_are_counted() -> None:
    rows = tuple((f"Force {at}", at, "") for at in range(4))
    figures = [
        each._replace(locator=f"page {at}") for at, each in enumerate(make_measure(rows).figures)
    ]
    report = report_of(make_measure(rows)._replace(figures=tuple(figures)))
    chart = chart_of(report)
    assert chart.source == "Source: The Made-up Post, A made-up article · 4 places."
    assert [row.source for row in chart.rows] == [
        f"The Made-up Post, page {at}" for at in (3, 2, 1, 0)
    ]
