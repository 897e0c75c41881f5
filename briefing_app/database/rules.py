"""The rules that the values of a briefing's rows follow, as data.

The SQL schema states many of them as constraints, but a file can be made without constraints.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from briefing_app.database.columns import (
    COLUMNS,
    LOW_MARKER,
    MAX_FIGURE,
    MAX_ROW_NUMBER,
    MISSING_MARKERS,
    NO_REVEAL,
)
from briefing_app.database.connection import Tables
from briefing_app.database.file_checks import format_value
from briefing_app.model.report import (
    MAX_MINUTES,
    MAX_OPTIONS,
    MIN_OPTIONS,
    SlideKind,
    vote_options,
)
from briefing_app.model.text import hyphenated, paragraphs, single_line
from briefing_app.model.wording import MONTHS

_PARTIAL_DATE: Final = re.compile(COLUMNS["sources"]["published"].pattern)
_LANGUAGE_TAG: Final = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_SHA256: Final = re.compile(f"({COLUMNS['sources']['sha256'].pattern})?")

SINGULAR: Final = {
    "sources": "source",
    "speakers": "speaker",
    "forces": "force",
    "findings": "finding",
    "quotes": "quote",
    "measures": "measure",
}
"""Table to the word for one of its rows."""

WRITTEN: Final = {
    "sources": "title or number",
    "speakers": "name or number",
    "forces": "short name or number",
    "findings": "key or number",
    "quotes": "number",
    "measures": "title or number",
}
"""Table to what authors write to refer to one of its rows."""

NOT_SHOWN: Final = (
    "this isn’t shown on a slide of kind {}",
    "empty it, or change the slide’s kind",
)
"""What is wrong with a row that a slide of another kind shows, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition on the values of one or several columns of a row.

    Args:
        columns: The columns whose values are checked; the first is the one at fault.
        holds: Called with one value for each of the columns; returns a true value if they follow
            the rule.
        what: What is wrong, as a sentence without a full stop; `{0}` is replaced by the first
            column's value, `{1}` by the second one's.
        remedy: What to do about it, as a sentence without a full stop.
        exact_remedy: Called with one value for each of the columns; returns the remedy for just
            those values, or an empty text if only the general one is known.
        names: What the first column's values are called in `what`, if they are ids.
    """

    columns: tuple[str, ...]
    holds: Callable[..., object]
    what: str
    remedy: str
    exact_remedy: Callable[..., str] | None = None
    names: Mapping[Any, str] | None = None

    def what_for(self, values: Sequence[object]) -> str:
        """Return what is wrong with the values of the columns."""
        shown = [format_value(value) for value in values]
        if self.names is not None:
            shown[0] = self.names.get(values[0]) or shown[0]
        return self.what.format(*shown)

    def remedy_for(self, values: Sequence[object]) -> str:
        """Return what to do about the values of the columns."""
        exact = self.exact_remedy(*values) if self.exact_remedy is not None else ""
        return exact or self.remedy


def rules_within_row(table: str) -> list[Rule]:
    """Return the rules that can be checked for each row of a table alone."""
    columns = COLUMNS[table]
    rules = [
        _KEY_OF_REPORT
        if (table, name) == ("report", "key")
        else Rule((name,), str.strip, "a value is missing", "fill it in")
        for name, column in columns.items()
        if column.type == "TEXT" and column.is_required
    ]
    rules += [
        Rule(
            (name,),
            range(1, MAX_ROW_NUMBER + 1).__contains__,
            f"{{0}} is not a number from 1 to {MAX_ROW_NUMBER:,}",
            "count from 1",
        )
        for name in ("id", "position")
        if name in columns
    ]
    rules += [
        _one_of(table, name, column.allowed_values, is_required=column.is_required)
        for name, column in columns.items()
        if column.allowed_values
    ]
    if "locator" in columns:
        rules.append(_PLACE)
    return [*rules, *_RULES_OF_TABLE.get(table, ())]


def rules_across_rows(table: str, tables: Tables) -> list[Rule]:
    """Return the rules for the rows of a table that depend on other rows, such as references."""
    rules = [
        Rule(
            (name,),
            {None, *tables[column.references].columns["id"]}.__contains__,
            f"there is no {SINGULAR[column.references]} {{0}}",
            f"use the id of a row in {column.references}",
        )
        for name, column in COLUMNS[table].items()
        if column.references
    ]
    match table:
        case "measures":
            rules += _measure_rules(tables)
        case "slides":
            rules += _slide_rules(tables)
    return rules


def _measure_rules(tables: Tables) -> list[Rule]:
    figures = tables["figures"].columns
    measures = set(figures["measure_id"])
    measures_and_forces = set(zip(figures["measure_id"], figures["force_id"], strict=True))
    # A figure whose force could not be read may be the one.
    of_any_force = {measure for measure, force in measures_and_forces if force is None}
    return [
        Rule(
            ("id",),
            measures.__contains__,
            "this measure has no figures",
            "add at least one figure or delete the measure",
        ),
        Rule(
            ("highlight_force_id", "id"),
            lambda force, measure: (
                force is None or measure in of_any_force or (measure, force) in measures_and_forces
            ),
            "this measure has no figure for {0}",
            "choose a force that has one, or empty the cell",
            names=_names(tables, "forces", "short_name"),
        ),
    ]


def _slide_rules(tables: Tables) -> list[Rule]:
    latest: dict[int, str] = {}
    numbers = set()
    # There may be a hundred thousand figures, and few briefings need them here.
    is_needed = any(force is not None for force in tables["slides"].columns["force_id"])
    # These rows may break rules of their own, so they can hold any value.
    for _, measure, force, period, value, marker, *_ in tables["figures"].rows if is_needed else ():
        latest[measure] = max(str(period), latest.get(measure, ""))
        if value is not None and marker != LOW_MARKER:
            numbers.add((measure, force, str(period)))
    findings = tables["findings"].columns
    prompts = dict(zip(findings["id"], findings["prompt"], strict=True))
    return [
        Rule(
            ("force_id", "measure_id"),
            lambda force, measure: (
                # A measure without figures is reported by itself.
                force is None
                or measure not in latest
                or (measure, force, latest[measure]) in numbers
            ),
            "the measure has no number for {0} in its newest period",
            "choose a force that has one",
            names=_names(tables, "forces", "short_name"),
        ),
        Rule(
            ("finding_id", "kind", "text"),
            lambda finding, kind, text: (
                finding is None
                or kind != "discussion"
                or text.strip()
                or str(prompts.get(finding, "")).strip()
            ),
            "the finding {0} has no discussion question",
            "write the question as the slide’s text, or in the finding",
            names=_names(tables, "findings", "key"),
        ),
    ]


def _names(tables: Tables, table: str, column: str) -> dict[Any, str]:
    """Return what the rows of a table are called in messages, by their ids."""
    columns = tables[table].columns
    pairs = zip(columns["id"], columns[column], strict=True)
    return {row_id: format_value(name) for row_id, name in pairs if name}


_NOUNS: Final = {
    ("findings", "kind"): "a kind of finding",
    ("slides", "kind"): "a kind of slide",
    ("slides", "reveal"): "a way to reveal bars",
    ("figures", "marker"): "a marker",
}
"""What the values of a column with a fixed list of values are called."""


def _one_of(table: str, column: str, values: tuple[str, ...], *, is_required: bool) -> Rule:
    *most, last = values
    remedy = f"use {', '.join(most)} or {last}"
    if not is_required:
        values = ("", *values)
        remedy += ", or leave it empty"
    return Rule((column,), values.__contains__, f"{{0}} isn’t {_NOUNS[table, column]}", remedy)


def _is_partial_date(text: str) -> bool:
    if not text:
        return True
    if not _PARTIAL_DATE.fullmatch(text):
        return False
    if len(text) < len("2017-10-24"):
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _meant_date_remedy(text: str) -> str:
    meant = meant_date(text)
    return f"write {meant}" if meant else ""


def _shown_item_rules(field: str) -> tuple[Rule, Rule]:
    """Return the rules about slides of which kinds name a row of another table.

    Args:
        field: The field of `RunningOrderEntry`.
    """
    column = f"{field}_id"
    table = COLUMNS["slides"][column].references
    needing = {str(kind) for kind in SlideKind if field in kind.needs}
    naming = needing | {str(kind) for kind in SlideKind if field in kind.may_name}
    return (
        Rule(
            (column, "kind"),
            lambda shown_id, kind: shown_id is not None or kind not in needing,
            f"the {SINGULAR[table]} that the slide shows is missing",
            f"write its {WRITTEN[table]}",
        ),
        Rule(
            (column, "kind"),
            lambda shown_id, kind: shown_id is None or kind in naming,
            NOT_SHOWN[0].format("{1}"),
            NOT_SHOWN[1],
        ),
    )


def _only_on(
    columns: tuple[str, str], is_empty: Callable[[Any], object], kinds: tuple[str, ...]
) -> Rule:
    """Return the rule that a column is empty on slides of other kinds than these."""
    return Rule(
        columns,
        lambda value, kind: is_empty(value) or kind in kinds,
        f"{{0}} belongs here only on a slide of kind {_listed(kinds)}",
        "leave it empty, or change the slide’s kind",
    )


def _only_with_options(column: str, what: str) -> Rule:
    """Return the rule that a column of a discussion is empty unless it is a vote."""
    return Rule(
        (column, "kind", "options"),
        lambda value, kind, options: value is None or kind != "discussion" or options.strip(),
        what,
        "write the options, or leave this empty",
    )


def _listed(kinds: tuple[str, ...]) -> str:
    return " or ".join(f"“{kind}”" for kind in kinds)


def _are_distinct(options: str) -> bool:
    """Return whether no two options look the same to an audience."""
    lines = [single_line(option).casefold() for option in vote_options(options)]
    return len(set(lines)) == len(lines)


def _is_answer(answer: str, kind: str, options: str) -> bool:
    """Return whether the answer to a vote starts with an option; any other text is an answer."""
    is_vote = kind == "discussion" and bool(options.strip())
    return not is_vote or not answer or paragraphs(answer)[0].strip() in vote_options(options)


_SYMBOLS: Final = {"So", "Sm", "Co"}  # categories; private ones have ticks in fonts of symbols
_LAST_OF_LATIN_1: Final = "\xff"
_LETTER_LIKE_A_TICK: Final = "\N{TAI VIET LETTER LOW PO}"


def _symbol(text: str) -> str:
    """Return the first character of a place that could be taken for a tick; may be empty.

    That is any symbol beyond Latin-1 that isn't made of letters or digits, as “№” is.
    """
    if text.isascii():
        return ""
    for character in text:
        is_symbol = (
            character > _LAST_OF_LATIN_1
            and unicodedata.category(character) in _SYMBOLS
            and not unicodedata.decomposition(character)
        )
        if is_symbol or character == _LETTER_LIKE_A_TICK:
            return character
    return ""


def _symbol_remedy(text: str) -> str:
    symbol = _symbol(text)
    return f"delete {symbol} (U+{ord(symbol):04X})"


_PLACE: Final = Rule(
    ("locator",),
    lambda place: not _symbol(place),
    "{0} has a symbol that could be taken for the tick beside checked words",
    "delete it",
    _symbol_remedy,
)


def _suggested_key(_key: str, title: str) -> str:
    made = hyphenated(title)
    return f"write {made}, and keep it in each edition" if made else ""


_KEY_OF_REPORT: Final = Rule(
    ("key", "title"),
    lambda key, _title: key.strip(),
    "a value is missing",
    "write a short name of your own, and keep it in each edition",
    _suggested_key,
)

_PUBLISHED: Final = Rule(
    ("published",),
    _is_partial_date,
    "{0} is not a date",
    "write it as 2017-10-24, 2017-10 or 2017, or leave it empty",
    _meant_date_remedy,
)

_RULES_OF_TABLE: Final[dict[str, tuple[Rule, ...]]] = {
    "report": (
        Rule(("id",), (1).__eq__, "the report’s id is {0}", "write 1"),
        _PUBLISHED,
        Rule(
            ("language",),
            _LANGUAGE_TAG.fullmatch,
            "{0} is not a language tag",
            "write it as en-GB or cy",
        ),
    ),
    "sources": (
        _PUBLISHED,
        Rule(
            ("sha256",),
            _SHA256.fullmatch,
            "{0} is not a SHA-256 in hexadecimal",
            "leave it empty for the build to set",
        ),
    ),
    "figures": (
        Rule(
            ("value",),
            lambda value: value is None or -MAX_FIGURE <= value <= MAX_FIGURE,
            "{0} is not a number that can be shown exactly",
            "write it in larger units",
        ),
        Rule(
            ("value", "marker"),
            lambda value, marker: value is not None or marker in MISSING_MARKERS,
            "the figure is missing",
            "write it, or [x] if the source gives none",
        ),
        Rule(
            ("marker", "value"),
            lambda marker, value: value is None or marker not in MISSING_MARKERS,
            "the marker {0} says that the figure is missing, but there is one",
            "delete the marker or the figure",
        ),
        Rule(
            ("marker", "value"),
            lambda marker, value: marker != LOW_MARKER or value is None or value == 0,
            "the marker {0} says that the figure rounds to 0, but it is not 0",
            "delete the marker, or enter 0 as the figure",
        ),
    ),
    "slides": (
        *_shown_item_rules("finding"),
        *_shown_item_rules("quote"),
        *_shown_item_rules("measure"),
        *_shown_item_rules("force"),
        _only_with_options("measure_id", "a figure answers only a discussion with options"),
        _only_with_options("quote_id", "a quote answers only a discussion with options"),
        Rule(
            ("quote_id", "kind", "measure_id"),
            lambda quote, kind, measure: kind != "discussion" or quote is None or measure is None,
            "the discussion names a quote and a measure",
            "name the one that answers it",
        ),
        Rule(
            ("measure_id", "kind", "force_id"),
            lambda measure, kind, force: (
                kind != "discussion" or measure is not None or force is None
            ),
            "the discussion names a force, but no measure",
            "name both, or neither",
        ),
        Rule(
            ("force_id", "kind", "measure_id"),
            lambda force, kind, measure: (
                kind != "discussion" or force is not None or measure is None
            ),
            "the discussion names a measure, but no force",
            "name both, or neither",
        ),
        _only_on(("reveal", "kind"), NO_REVEAL.__eq__, ("chart",)),
        _only_on(("options", "kind"), lambda options: not options, ("discussion",)),
        Rule(
            ("options",),
            lambda options: not options or all(vote_options(options)),
            "a line of the options is empty",
            "delete it",
        ),
        Rule(
            ("options",),
            lambda options: not options or MIN_OPTIONS <= len(vote_options(options)) <= MAX_OPTIONS,
            f"a vote has {MIN_OPTIONS} to {MAX_OPTIONS} options, one in each line",
            "add or delete options, or leave it empty",
        ),
        Rule(("options",), _are_distinct, "two of the options are the same", "delete one of them"),
        _only_on(("answer", "kind"), lambda answer: not answer, ("discussion",)),
        Rule(
            ("answer", "kind", "options"),
            _is_answer,
            "the first line of the answer is none of the options",
            "write the right option there exactly as in the options, or leave the answer empty",
        ),
        Rule(
            ("minutes",),
            {None, *range(1, MAX_MINUTES + 1)}.__contains__,
            f"{{0}} is not a number from 1 to {MAX_MINUTES}",
            "write whole minutes, or leave it empty",
        ),
        Rule(
            ("title", "kind"),
            lambda title, kind: not title or kind != "discussion",
            "a slide of kind “discussion” has no title",
            "write the question as its text",
        ),
        Rule(
            # A question that is in the wrong column is reported there.
            ("text", "kind", "finding_id", "title"),
            lambda text, kind, finding, title: (
                kind != "discussion" or text.strip() or finding is not None or title
            ),
            "the discussion has no question",
            "write it as the slide’s text, or name a finding that has one",
        ),
    ),
}


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
