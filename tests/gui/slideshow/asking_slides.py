"""Slides that ask: a guess and a vote."""

from typing import Final

from briefing_app.model.report import Reveal
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Slide
from tests.gui.slideshows import NOTES, PROMPT
from tests.sample_measures import make_measure
from tests.sample_report import make_discussion, make_entry, make_finding, make_report

GUESS: Final = 1
VOTE: Final = 2
"""The indexes of two of the slides in `asking_slides`."""


def asking_slides() -> tuple[Slide, ...]:
    """Return a finding with a question, a chart to guess, and a vote with an answer."""
    finding = make_finding(1, prompt=f"{PROMPT} 1")
    measure = make_measure()
    entries = (
        make_entry(1, finding, notes=f"{NOTES} 1"),
        make_entry(2, measure, reveal=Reveal.GUESS, notes=f"{NOTES} 2"),
        make_discussion(3, "How many?", options=("6", "16", "60", "160"), answer="16"),
    )
    return briefing_slides(make_report((finding,), (), (measure,), entries))
