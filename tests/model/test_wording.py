"""Tests of wording that is used in several places."""

import pytest

from briefing_app.model.report import FindingKind
from briefing_app.model.wording import dated, kind_counts_text, written_date


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2017-10-24", "24 October 2017"),
        ("2017-01-02", "2 January 2017"),
        ("2017-12", "December 2017"),
        ("2017", "2017"),
        ("", ""),
    ],
)
def test_date_is_written_as_people_write_it(date: str, written: str) -> None:
    assert written_date(date) == written


def test_kinds_are_counted_in_words() -> None:
    counts = [(FindingKind.CONCERN, 8), (FindingKind.GOOD_PRACTICE, 2), (FindingKind.NEXT_STEP, 1)]
    assert kind_counts_text(counts) == "8 concerns · 2 examples of good practice · 1 next step"


@pytest.mark.parametrize(
    ("text", "date", "line"),
    [
        ("The Post", "2017-10-24", "The Post, 24 October 2017"),
        ("", "2017", "2017"),
        ("The Post", "", "The Post"),
        ("Caffè", "2017-10-24", "Caffè, 24 October 2017"),
        # Otherwise it would be shown as “October 2017 24”.
        ("الناشر", "2017-10-24", "الناشر, \u206824 October 2017\u2069"),
        ("BBC עברית", "2017-10-24", "BBC עברית, \u206824 October 2017\u2069"),
        ("الناشر", "", "الناشر"),
    ],
)
def test_date_keeps_its_order_beside_a_text(text: str, date: str, line: str) -> None:
    assert dated(text, date) == line
