"""Dates as people write them, turned into ISO 8601 form."""

import re
from datetime import date
from typing import Final

from briefing_app.model.wording import MONTHS

_MONTH_NUMBERS: Final = {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}
_YEAR: Final = "(?P<year>[0-9]{4})"
_DAY: Final = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH_NAME: Final = r"(?P<name>[A-Za-z]{3,9})\.?"
_FORMS: Final = (  # not compiled: few briefings need them
    rf"(?:{_DAY} )?{_MONTH_NAME},? {_YEAR}",
    rf"{_MONTH_NAME} {_DAY},? {_YEAR}",
    rf"{_YEAR} {_MONTH_NAME}(?: {_DAY})?",
    rf"{_YEAR}[-/. ](?P<month>[0-9]{{1,2}})(?:[-/. ]{_DAY})?",
    rf"(?:{_DAY}[-/. ])?(?P<month>[0-9]{{1,2}})[-/. ]{_YEAR}",
)


def meant_date(text: str) -> str:
    """Return the complete or partial date that a text clearly means, in ISO 8601 form.

    Returns:
        ``2025-03`` for ``March 2025``, ``2017-10`` for ``2017/10``; an empty text if it is no date,
        or if 3/4/2017 could be in March or in April.
    """
    line = " ".join(text.split())
    for form in _FORMS:
        if found := re.fullmatch(form, line):
            return _iso_date(found.groupdict(), is_year_first=line[:4].isdecimal())
    return ""


def _iso_date(parts: dict[str, str | None], *, is_year_first: bool) -> str:
    year, day, name = parts["year"], parts.get("day"), parts.get("name")
    month = int(parts.get("month") or 0)
    if name is not None:
        month = _MONTH_NUMBERS.get(name[:3].casefold(), 0)
        if not month or not MONTHS[month - 1].casefold().startswith(name.casefold()):
            return ""
    elif day is not None and not is_year_first and int(day) <= len(MONTHS) and int(day) != month:
        return ""
    iso = f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
    try:
        date.fromisoformat(iso if day else f"{iso}-01")
    except ValueError:
        return ""
    return iso
