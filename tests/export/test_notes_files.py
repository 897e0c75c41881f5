"""The user's notes as a text and as a CSV file, and in the handout."""

import csv
import io

from briefing_app.export.handout import handout_data
from briefing_app.export.notes_files import notes_csv, notes_text
from briefing_app.export.options import DEFAULTS
from briefing_app.model.notes import KeptNote, Note, NoteItem, ReportNotes
from tests.export.materials import made_of
from tests.sample_report import make_finding, make_quote, make_report

QUOTE, LOOSE = make_quote(1), make_quote(2)
FINDINGS = (make_finding(1, quotes=(QUOTE,)), make_finding(2, quotes=(QUOTE,)), make_finding(3))
REPORT = make_report(findings=FINDINGS, quotes=(QUOTE, LOOSE))
NOTES = ReportNotes(
    {1: Note("=1+1"), 3: Note(is_bookmarked=True)},
    {1: Note("On the words"), 2: Note("On loose words", is_bookmarked=True)},
    (KeptNote(NoteItem("finding gone", "An old headline"), Note("Never lost")),),
)


def test_text_has_every_note_with_what_it_is_about() -> None:
    assert notes_text(REPORT, NOTES).splitlines() == [
        "My notes: A made-up briefing",
        "",
        "Finding 1: Finding number 1",
        "=1+1",
        "",
        "Finding 3: Finding number 3",
        "[Bookmarked]",
        "",
        "Quote 1: “Words number 1.”, A speaker",
        "On the words",
        "",
        "Quote 2: “Words number 2.”, A speaker",
        "[Bookmarked]",
        "On loose words",
        "",
        "Not in this edition of the briefing: An old headline",
        "Never lost",
    ]


def test_csv_has_a_row_for_each_note_and_no_formula() -> None:
    table = list(csv.reader(io.StringIO(notes_csv(REPORT, NOTES).decode("utf-8-sig"))))
    assert table[0] == ["About", "Headline or words", "My notes", "Bookmarked"]
    assert table[1] == ["Finding 1", "Finding number 1", "'=1+1", "no"]
    assert table[-1][0] == "Not in this edition of the briefing"
    assert len(table) == 6


# What a spreadsheet would run after the NUL is removed, an override and an isolate that are never
# closed, and a letter from right to left with its mark.
_HOSTILE = "\x00=1+1\u202e\u2067\x1b[31m\x07 א\u200f"
_HARMLESS = "=1+1[31m א\u200f"


def test_controls_in_notes_reach_neither_other_lines_nor_other_cells() -> None:
    notes = ReportNotes({1: Note(f"{_HOSTILE}\r\n2")}, {})
    assert notes_text(REPORT, notes).splitlines()[-2:] == [_HARMLESS, "2"]
    table = list(csv.reader(io.StringIO(notes_csv(REPORT, notes).decode("utf-8-sig"), newline="")))
    assert table[1:] == [["Finding 1", "Finding number 1", f"'{_HARMLESS}\n2", "no"]]


def test_handout_prints_notes_only_if_asked() -> None:
    plain = handout_data(made_of(REPORT), DEFAULTS)
    assert [finding["notes"] for finding in plain["findings"]] == [[], [], []]
    assert [quote["notes"] for quote in plain["quotes"]] == [[]]


def test_handout_prints_each_note_once_and_as_the_users() -> None:
    data = handout_data(made_of(REPORT, notes=NOTES), DEFAULTS)
    first, second, third = (finding["notes"] for finding in data["findings"])
    assert [note["text"] for note in first] == [["=1+1"], ["On the words"]]
    assert second == []
    assert [note["text"] for note in third] == [[]]
    assert first[0]["label"] == "My notes · not part of the report"
    label = first[1]["label"].replace("\N{NO-BREAK SPACE}", " ")
    assert label == "My notes, on the quote of A speaker · not part of the report"
    assert third[0]["label"] == "My notes · Bookmarked · not part of the report"
    ((loose,),) = (quote["notes"] for quote in data["quotes"])
    assert loose["text"] == ["On loose words"]
