"""Sample slides."""

from collections.abc import Sequence

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from briefing_app.model.report import FindingKind, Reveal, SlideKind
from briefing_app.model.slide_builder import chart_slide
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.wording import DISCUSSION_NOTE, OUR_HEADLINE, OUR_MESSAGE
from tests.sample_measures import Row, make_measure

SENTENCE = "Something was found here that takes a line or two to say. "
ROLES = {
    SlideKind.TITLE: (Role.TITLE, Role.SUBTITLE),
    SlideKind.TEXT: (Role.TITLE, Role.BODY),
    SlideKind.FINDING: (
        Role.TITLE,
        Role.EXCERPT,
        Role.BODY,
        Role.CAUTION,
    ),
    SlideKind.QUOTE: (Role.QUOTE, Role.SPEAKER, Role.SPEAKER_ROLE),
    SlideKind.NUMBER: (Role.NUMBER, Role.STATEMENT, Role.BODY),
    SlideKind.DISCUSSION: (Role.QUESTION, Role.ANSWER),
    SlideKind.SOURCES: (Role.TITLE, Role.SOURCE_USE, Role.SOURCE_TITLE, Role.SOURCE_DETAIL),
}
OURS = {
    SlideKind.FINDING: OUR_HEADLINE,
    SlideKind.NUMBER: OUR_MESSAGE,
    SlideKind.DISCUSSION: DISCUSSION_NOTE,
}
TEXT_PIECES = (
    "plain words ",
    "W" * 200,
    "many short words one after the other, “quoted” — and so on ",
    "ŵyneb tŷ Llŷn ",
    "قال المفتشون إن الضحايا ",
    "זה טקסט בעברית ",
    "検査官は被害者の認識は不均一であると判断した。",
    "यह एक हिन्दी वाक्य है ",
    "👮 🇬🇧 ",
    "<b>bold</b> & <img src='x'> ",
    "\n",
    "\n\n\n",
)
any_text = st.builds(
    lambda pieces, times: ("".join(pieces) * times)[:4000],
    st.lists(st.sampled_from(TEXT_PIECES), max_size=6),
    st.sampled_from((1, 1, 2, 5, 40)),
)
few_examples = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=25,
)


def sample_slide(
    kind: SlideKind, texts: Sequence[str], source: str = "Source: the Made-up Post"
) -> Slide:
    return Slide(
        key="made up",
        kind=kind,
        name="Made up",
        texts=tuple(
            SlideText(role, text)
            for role, text in zip(ROLES[kind], texts, strict=False)
            if text.strip()
        ),
        finding_kind=FindingKind.CONCERN if kind is SlideKind.FINDING else None,
        source=source,
        ours=OURS.get(kind, ""),
    )


def sample_chart_slide(
    rows: Sequence[Row],
    *,
    reveal: Reveal = Reveal.NONE,
    message: str = "Bravo has more than the others",
) -> Slide:
    slide = chart_slide(make_measure(rows, message=message, highlight="Bravo"))
    return slide._replace(reveal=reveal)


def words_of_slide(slide: Slide) -> list[str]:
    """Return the words of a slide's texts in order, with its source last."""
    return " ".join((*(text.text for text in slide.texts), slide.foot)).split()
