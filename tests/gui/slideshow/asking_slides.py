"""Slides that ask: a guess, a vote, discussions."""

from typing import Final

from briefing_app.model.report import Reveal
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Slide
from tests.gui.slideshows import NOTES, PROMPT
from tests.sample_measures import make_measure
from tests.sample_report import make_discussion, make_entry, make_finding, make_report

FINDING: Final = 0
GUESS: Final = 1
VOTE: Final = 2
MANY: Final = 3
DISCUSSION: Final = 4
"""The indexes of the slides in `asking_slides`."""
_MANY_ROWS: Final = tuple((f"Force {number}", number, "") for number in range(1, 9))


def asking_slides() -> tuple[Slide, ...]:
    """Return a finding with a question, charts with few and many bars to guess, and discussions.

    The first chart is about Alpha, Bravo and Charlie. The vote and the discussion have an answer.
    """
    finding = make_finding(1, prompt=f"{PROMPT} 1")
    measure, many = make_measure(), make_measure(_MANY_ROWS, number=2)
    entries = (
        make_entry(1, finding, notes=f"{NOTES} 1"),
        make_entry(2, measure, reveal=Reveal.GUESS, notes=f"{NOTES} 2"),
        make_discussion(3, "How many?", options=("6", "16", "60", "160"), answer="16"),
        make_entry(4, many, reveal=Reveal.GUESS),
        make_discussion(5, "And what then?", answer="Nobody.", minutes=4),
    )
    return briefing_slides(make_report((finding,), (), (measure, many), entries))
