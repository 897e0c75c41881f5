"""Values to show."""

import pytest

from briefing_app.report import Finding, FindingKind, Quote
from tests.made_up import NORTH, SOUTH, make_finding, make_quote


@pytest.fixture
def quotes() -> tuple[Quote, ...]:
    """Four quotes; the third speaks of the northern force."""
    return (
        make_quote(1),
        make_quote(2),
        make_quote(3, forces=(NORTH,)),
        make_quote(4, "Needle in a haystack."),
    )


@pytest.fixture
def findings(quotes: tuple[Quote, ...]) -> tuple[Finding, ...]:
    """Six findings of all kinds, some with quotes, forces, a caution, a prompt."""
    return (
        make_finding(1, excerpt="few words", detail="In plain words."),
        make_finding(2, quotes=quotes[:2], forces=(NORTH, SOUTH)),
        make_finding(3, FindingKind.GOOD_PRACTICE, quotes=(quotes[2],), forces=(NORTH,)),
        make_finding(4, FindingKind.FIGURES, caution="Look it up.", excerpt="other words"),
        make_finding(5, FindingKind.NEXT_STEP, prompt="What next?", quotes=(quotes[2],)),
        make_finding(6),
    )
