"""Wording that the program shows in more than one place."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from briefing_app.model.report import Check, Origin, Report, Source
from briefing_app.model.text import isolated

CAUTION_LABEL: Final = "Source unclear"
"""The label of a caution, wherever it is shown."""
MADE_UP_LABEL: Final = "Made up"
"""The label of the slides of a briefing that says so."""
PAUSED: Final = "Paused"
WE_GO_ON_AT: Final = "We go on at"
"""What is in front of the time of day at which a break ends."""
ADDED_FOR_TODAY: Final = "Added for today"
"""What marks a slide that the presenter added, and notes that the presenter wrote."""
DISCUSSION_LABEL: Final = "Talk about it"
"""The label of discussion questions on slides and handouts."""
VOTE_LABEL: Final = "Show of hands"
"""The label of a discussion in which people choose one of several options."""
RIGHT: Final = "Right"
"""What is in front of the right option of a vote, on paper and for screen readers."""
OTHER_WORDS: Final = "Other words"
"""The heading of the quotes that belong to no finding."""
MY_NOTES: Final = "My notes"
"""The label of what the user wrote, in windows and on handouts."""
NOT_OF_THE_REPORT: Final = "not part of the report"
"""What is beside the label of discussion questions, and of the user's notes on paper."""
CHECKED: Final = "checked word for word"
"""What a quote or an excerpt is marked with if it is proved to be in its source."""
CHECKED_BY_AUTHOR: Final = "The author states that this was checked"
"""What is said instead, without a tick, if only the file says so."""
NOT_CHECKED: Final = "not checked"
"""What is said of words that nobody compared with their source."""
GUESS_FIRST: Final = "Guess first"
"""The name of showing a chart's bars after people have guessed them."""
YOUR_GUESS: Final = "your guess?"
"""What is asked of what was counted if the chart has no title of its own."""
DISCUSSION_QUESTION: Final = "Discussion question"
"""The label of a discussion question in notes and lists."""
OUR_QUESTION: Final = "Our question"
"""The note on a question beside the place of the words that answer it."""
DISCUSSION_NOTE: Final = f"{OUR_QUESTION}, {NOT_OF_THE_REPORT}"
"""The note on a question, so that it isn't mistaken for one of the report."""
OUR_HEADLINE: Final = "Headline: ours"
"""What is beside the source of a finding, whose headline isn't in the source."""
OUR_MESSAGE: Final = "Message: ours"
"""What is beside the source of figures, whose message isn't in the source."""
OUR_HEADLINES: Final = "The headlines are ours."
"""The note on all headlines of an export."""
OUR_SUMMARY: Final = "Our summary of the"
"""How the note on a summary begins, before what it summarises."""
FOR_TRAINING: Final = "Ours, for training"
NOT_OF_A_SOURCE: Final = "Not part of a source"
"""What the slide of sources says of headlines and questions."""
QUOTED: Final = "Quotes and excerpts"
"""How what is said of all words of a source begins."""
OUR_WORDS: Final = f"Our words, {NOT_OF_THE_REPORT}"
"""The note on a text of the author."""
TRAINERS_WORDS: Final = f"The trainer’s own words, {NOT_OF_THE_REPORT}"
"""The note on a text that the presenter wrote."""
OUR_DISCUSSION_QUESTION: Final = f"{DISCUSSION_QUESTION}, not part of the report"
"""The label next to words of the report, so that the question isn't mistaken for one of them."""
NOTE_LEAD: Final = "Note: "
"""What a chart's caveat starts with."""
WHAT_WAS_COUNTED: Final = "What was counted"
DEFINITION_LEAD: Final = f"{WHAT_WAS_COUNTED}: "
"""What a chart's definition starts with."""
SOURCE_LEAD: Final = "Source: "
"""What a chart's source starts with."""
NOTHING_NOTED: Final = "You have no notes on this briefing."
NOTHING_NOTED_HERE: Final = "None of your notes is about this edition of the briefing."
NO_FIGURES: Final = "This briefing has no figures"
NO_CHART: Final = f"{NO_FIGURES}, so there is no chart."
NOTES_OF_SLIDE: Final = "Notes — only you see these"
"""The heading of the notes on a slide."""
NO_SLIDE_NOTES: Final = "No notes for this slide."
UNMATCHED_NOTES: Final = "Notes that match nothing here"
"""The name of the list of notes on findings that an edition doesn't have."""
KEYS_TITLE: Final = "Keyboard shortcuts"
"""The name of the page of keys, in the menu, in the guide and in a slideshow."""
SOURCES_TITLE: Final = "Sources and what was checked"
SEARCH_HINT: Final = "Search findings and quotes"
"""What an empty search field shows."""
AS_AUTHOR_SET: Final = "As the author set it"
"""The choice that leaves a chart as the briefing has it."""
HIGHLIGHT_IN_CHARTS: Final = "Highlight in charts"
SLIDE_COLOURS: Final = "Slide colours"
"""The name of the choice between the colours of slides."""
VIEW_LABEL: Final = "Period or force over time"
"""The name of the choice between the views of a chart."""
MEASURE_HINT: Final = "What the figures count"
"""The tooltip of the choice between measures."""
CHART_SUBTITLE: Final = "What was counted and when"
"""The name of the line below a chart's title, for screen readers."""

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MADE_UP: Final = r"(?i)\bmade[\s‐‑-]+up\b"


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: ``1 quote``, ``2 quotes``, ``1,204 findings``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


_NUMBERS: Final = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def guess_on_paper(count: int) -> str:
    """Return what is below the question of a chart with up to twelve figures to guess."""
    return f"{GUESS_FIRST}: {_NUMBERS[count]} number{'' if count == 1 else 's'} on paper"


def duration_in_words(seconds: int) -> str:
    """Return a duration for a screen reader: ``1 minute 10 seconds``."""
    minutes, rest = divmod(seconds, 60)
    parts = [counted(minutes, "minute")] if minutes else []
    if rest or not minutes:
        parts.append(counted(rest, "second"))
    return " ".join(parts)


def says_made_up(title: str) -> bool:
    """Return whether a title says that what it names is made up."""
    return re.search(_MADE_UP, title) is not None


def written_date(date: str) -> str:
    """Return an ISO 8601 date, complete or in part, as people write it: ``24 October 2017``."""
    year, *month_and_day = date.split("-")
    words = [str(int(day)) for day in month_and_day[1:]]
    words += (MONTHS[int(month) - 1] for month in month_and_day[:1])
    return " ".join((*words, year))


def dated(text: str, date: str, separator: str = ", ") -> str:
    """Return a text and a date as people write it; either may be empty."""
    return separator.join(filter(None, (text, isolated(written_date(date), beside=text))))


def saved_message(file: Path) -> str:
    """Return the message that a file was saved."""
    return f"Saved: {file}"


def check_mark(check: Check) -> str:
    """Return the words beside a quote or an excerpt, which say whether it was checked."""
    mark = {Check.NONE: NOT_CHECKED, Check.CLAIMED: CHECKED_BY_AUTHOR}.get(check, CHECKED)
    return f"{mark[:1].upper()}{mark[1:]}"


def verification_summary(report: Report) -> str:
    """Return one sentence on how the quotes and excerpts of a briefing were checked."""
    if not report.has_quotations:
        return "This briefing contains no quotes or excerpts."
    every = f"Every quote and excerpt was {CHECKED} against the text of its source"
    return {
        Check.NONE: "Not every quote and excerpt in this briefing was checked against its source.",
        Check.CLAIMED: (
            "The author states that every quote and excerpt was checked against the text of its "
            "source."
        ),
        Check.COMPARED: f"{every}.",
        Check.BUILT: f"{every} when this briefing was built.",
    }[report.check]


def verification_foot(report: Report) -> str:
    """Return how words that are proved were checked, for the foot of pages; empty for others."""
    every = f"{QUOTED} were {CHECKED}"
    return {
        Check.COMPARED: f"{every}.",
        Check.BUILT: f"{every} when this briefing was built.",
    }.get(report.check, "")


def verification_status(report: Report) -> str:
    """Return in a few words how a briefing was checked; empty if it has nothing to check."""
    if not report.has_quotations:
        return ""
    return {
        Check.NONE: "not all quotes checked",
        Check.CLAIMED: CHECKED_BY_AUTHOR,
        Check.COMPARED: f"quotes {CHECKED}",
        Check.BUILT: "quotes checked word for word when built",
    }[report.check]


def unique_publishers(sources: Iterable[Source]) -> frozenset[str]:
    """Return the publishers of only one source each, which name it without its title."""
    publishers = Counter(source.publisher for source in sources)
    return frozenset(name for name, count in publishers.items() if count == 1) - {""}


def citation(source: Source, locator: str, publishers: Collection[str]) -> str:
    """Return a source in as few words as distinguish it from the others, and the place in it.

    Args:
        source: The source.
        locator: The place; may be empty.
        publishers: The `unique_publishers` of the briefing's sources.
    """
    title = "" if source.publisher in publishers else source.title
    return ", ".join(filter(None, (source.publisher, title, locator)))


_MAX_PLACES: Final = 3  # of one source, that are listed


def places_by_source(origins: Iterable[Origin]) -> dict[Source, str]:
    """Return each source of some figures with the places in it; of many, only their number."""
    found: dict[Source, dict[str, None]] = {}
    for source, locator in origins:
        found.setdefault(source, {})[locator] = None
    places = {source: [place for place in each if place] for source, each in found.items()}
    return {
        source: ", ".join(each) if len(each) <= _MAX_PLACES else counted(len(each), "place")
        for source, each in places.items()
    }


def citations(origins: Iterable[Origin], publishers: Collection[str]) -> str:
    """Return the `citation` of each source of some figures.

    Args:
        origins: Where each figure is from.
        publishers: As for `citation`.
    """
    sources = places_by_source(origins).items()
    return "; ".join(filter(None, (citation(*each, publishers) for each in sources)))


def summary_note(report: Report) -> str:
    """Return whose words the summary of a briefing is: ours, of the sources that it is based on."""
    based_on = [finding.source for finding in report.findings]
    based_on += (quote.source for quote in report.quotes)
    based_on += (source for measure in report.measures for source in measure.sources)
    match list(dict.fromkeys(based_on)):
        case []:
            return OUR_WORDS
        case [source]:
            publishers = unique_publishers(report.sources)
            return f"{OUR_SUMMARY} {source.noun} · {citation(source, '', publishers)}"
    return f"{OUR_SUMMARY} sources"


def own_words(source: Source) -> str:
    """Return what is in the place of the speaker if the words are nobody's in particular."""
    return f"The {source.noun}’s own words"


def source_line(text: str) -> str:
    """Return a source or a place in it behind `SOURCE_LEAD`; empty if there is none."""
    return f"{SOURCE_LEAD}{text}" if text else ""


def check_against(source: Source) -> str:
    """Return whether the words quoted from a source were checked, for a list of sources."""
    if source.check is Check.CLAIMED:
        return CHECKED_BY_AUTHOR
    checked = "checked" if source.check.is_proved else NOT_CHECKED
    return f"{QUOTED} {checked} against it"


def source_details(source: Source, *, has_hash: bool = True) -> list[str]:
    """Return the lines to show below a source's title; the last one says what was checked.

    Args:
        source: The source.
        has_hash: Whether to give the hash of the text that was checked.
    """
    issued = dated(source.publisher, source.published)
    sha256 = source.compared_sha256 or source.sha256
    checked = check_against(source)
    if has_hash and source.check is not Check.NONE:
        lead = "Checked" if source.check.is_proved else CHECKED_BY_AUTHOR
        checked = f"{lead} against the text with SHA-256 {sha256}"
    lines = (issued, source.url, source.note, source.licence, checked)
    return [line for line in lines if line]
