"""Tests of the time that files state as that of their creation."""

from datetime import UTC, datetime, timedelta

import pytest

from briefing_app.errors import OptionError
from briefing_app.files.creation_time import creation_time


def test_creation_time_is_now_unless_the_environment_fixes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert creation_time() == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    for unset in ("", None):
        if unset is None:
            monkeypatch.delenv("SOURCE_DATE_EPOCH")
        else:
            monkeypatch.setenv("SOURCE_DATE_EPOCH", unset)
        before = datetime.now(UTC) - timedelta(seconds=1)
        assert before < creation_time() <= datetime.now(UTC)
        assert creation_time().microsecond == 0


@pytest.mark.parametrize("stated", ["today", "2026-12-01", "1.5", "9" * 30, "9" * 5000])
def test_time_that_is_none_is_refused(stated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stated)
    with pytest.raises(OptionError, match=f"SOURCE_DATE_EPOCH is “{stated}”") as raised:
        creation_time()
    assert "seconds since 1 January 1970" in raised.value.remedy
