"""Sample votes."""

from collections.abc import Sequence

from hypothesis import strategies as st

from briefing_app.model.slide_builder import discussion_slide
from briefing_app.model.slides import Role, Slide, SlideText, VoteEvidence
from tests.layout.page_samples import TEXT_PIECES

QUESTION = "How many victims did Staffordshire refer for further help?"
NUMBERS = ("6", "16", "60", "160")
WORDS = ("Speak to the person alone", "Ask for an interpreter", "Write it down and come back")
FIGURE = VoteEvidence(
    "The source’s figure",
    (
        SlideText(Role.NUMBER, "16"),
        SlideText(Role.STATEMENT, "Staffordshire: Victims referred, 2016"),
        SlideText(Role.NOTE, "A count."),
    ),
    "The Post, page 4",
)
QUOTE = VoteEvidence(
    "The speaker’s words",
    (
        SlideText(Role.QUOTE, "“First of all, speak to the person alone.”"),
        SlideText(Role.SPEAKER, "A. Speaker"),
    ),
    "The Post, page 5",
)
LONG = tuple(f"{letter * 29} {letter * 30}" for letter in "abcdef")
"""Six options of 60 letters."""


def vote(
    options: Sequence[str] = NUMBERS,
    answer: str = "",
    evidence: VoteEvidence | None = None,
    question: str = QUESTION,
) -> Slide:
    """Return the slide of a vote."""
    return discussion_slide(None, question, answer, tuple(options))._replace(evidence=evidence)


_option_texts = st.text("aW ä中\u05d0\u0645", min_size=1, max_size=80).map(str.strip).filter(bool)


_figures = st.builds(
    lambda number, statement, note, source: VoteEvidence(
        "The source’s figure",
        tuple(
            SlideText(role, text)
            for role, text in (
                (Role.NUMBER, number),
                (Role.STATEMENT, statement),
                (Role.NOTE, note),
            )
            if text
        ),
        source,
    ),
    st.sampled_from(("16", "1,234,567", "confidential")),
    st.sampled_from(("Kent: Victims, 2016", f"Kent: {'victims ' * 40}, 2016")),
    st.sampled_from(("", "A count, not a rate.", "Not a rate. " * 15)),
    st.sampled_from(("The Post", "The Post, page 4, " * 20)),
)
_quotes = st.builds(
    lambda quote, speaker, source: VoteEvidence(
        "The speaker’s words",
        (SlideText(Role.QUOTE, f"“{quote}”"), SlideText(Role.SPEAKER, speaker)),
        source,
    ),
    st.sampled_from(("Words.", "Words in a row. " * 12, "W" * 700, *TEXT_PIECES)),
    st.sampled_from(("A. Speaker", "A speaker of note " * 12)),
    st.sampled_from(("The Post", "The Post, page 4, " * 20)),
)
votes = st.builds(
    lambda options, at, further, evidence, question: vote(
        options,
        "" if at is None else f"{options[min(at, len(options) - 1)]}\n{further}",
        evidence,
        question,
    ),
    st.lists(_option_texts, min_size=2, max_size=6, unique=True),
    st.none() | st.integers(0, 5),
    st.sampled_from(("", "Because.", "For this reason. " * 9, "W" * 900)),
    st.none() | _figures | _quotes,
    st.sampled_from((QUESTION, "Why?", *TEXT_PIECES, f"{QUESTION} " * 12)).filter(str.strip),
)
"""Votes with any evidence, of any length."""
