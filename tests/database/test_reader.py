"""The reader loads the values of a file and searches them."""

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.database.builder import build
from briefing_app.database.checker import check_file
from briefing_app.database.reader import Briefing, open_briefing
from briefing_app.errors import DamagedFileError
from briefing_app.model.report import (
    Check,
    Figure,
    Finding,
    FindingKind,
    Force,
    Measure,
    Quote,
    Reveal,
    RunningOrderEntry,
    SlideKind,
    Source,
    Speaker,
)
from briefing_app.model.search import spans, terms
from tests.database.sample_rows import RowsByTable, as_briefing_rows, sample_rows

ARTICLE = Source(1, "Ponds too shallow", "", "2020-02", "https://x.example", "", "", "", "")
BOOK = Source(2, "The pond book", "", "1999", "", "None", "ü", "book", "")
SPEAKER = Speaker(1, "A Speaker", "measurer")
KEEPER = Speaker(2, "The keeper", "")
SOUTH = Force(1, "Southern Made-up Police", "Southern")
WEST = Force(2, "Western Made-up Police", "Western")
NORTH = Force(3, "Northern Made-up Police", "Northern")
TWICE = Quote(1, 3, SPEAKER, "We measured each pond twice,", "", ARTICLE, ())
DAMP = Quote(2, 1, SPEAKER, "and the tŷ by the water was damp.", "second paragraph", ARTICLE, ())
ASKED = Quote(5, 2, KEEPER, "Nobody had asked before.", "", ARTICLE, (WEST,))
SHALLOW = Finding(
    id=1,
    key="shallow",
    position=2,
    kind=FindingKind.CONCERN,
    headline="The ponds hold too little water",
    detail="All of them.\nEven the large one.",
    excerpt="Ponds are too shallow",
    locator="first paragraph",
    source=ARTICLE,
    caution="It may mean lakes",
    prompt="What is a pond?",
    quotes=(DAMP,),
    forces=(SOUTH, NORTH),
)


@pytest.fixture
def briefing(briefing_path: Path) -> Iterator[Briefing]:
    """The sample briefing, open."""
    with open_briefing(briefing_path) as briefing:
        yield briefing


def test_report_has_the_values_of_its_row(briefing: Briefing) -> None:
    report = briefing.report
    assert (report.title, report.subtitle, report.publisher) == (
        "Ponds",
        "A made-up report",
        "Nobody",
    )
    assert (report.published, report.summary, report.language) == (
        "2020-02-29",
        "It is about ponds.",
        "en-GB",
    )


def test_sources_speakers_and_forces_are_ordered_by_id(briefing: Briefing) -> None:
    assert briefing.report.sources == (ARTICLE, BOOK)
    assert briefing.report.speakers == (SPEAKER, KEEPER)
    assert briefing.report.forces == (SOUTH, WEST, NORTH)


def test_quotes_are_ordered_by_position(briefing: Briefing) -> None:
    assert briefing.report.quotes == (DAMP, ASKED, TWICE)


def test_findings_and_their_quotes_and_forces_are_ordered(briefing: Briefing) -> None:
    findings = briefing.report.findings
    assert [finding.key for finding in findings] == ["measured", "shallow", "ask", "count"]
    assert findings[0].quotes == (DAMP, TWICE)
    assert findings[1] == SHALLOW
    assert findings[2].kind is FindingKind.NEXT_STEP
    assert findings[3].source is briefing.report.sources[1]


def test_references_are_the_same_objects(briefing: Briefing) -> None:
    report = briefing.report
    assert report.findings[1].quotes[0] is report.quotes[0]
    assert report.running_order[3].finding is report.findings[1]
    assert report.running_order[2].quote is report.quotes[0]
    assert report.running_order[4].measure is report.measures[0]
    assert report.quotes[1].forces[0] is report.forces[1]


def test_figures_keep_their_type_and_may_be_missing(briefing: Briefing) -> None:
    ponds, depth = briefing.report.measures
    assert ponds == Measure(
        1,
        "Ponds counted",
        "Northern has more ponds than Southern",
        "ponds",
        "A pond is wet.",
        "They were counted once.",
        ARTICLE,
        "table 2",
        NORTH,
        (
            Figure(NORTH, "2019", 9, ""),
            Figure(SOUTH, "2019", 0, "p"),
            Figure(WEST, "2019", None, "x", briefing.report.sources[1], "note 3"),
        ),
    )
    assert depth.highlight is None
    assert depth.figures == (Figure(SOUTH, "2019/20", -0.25, "r", locator="page 4"),)
    assert [type(figure.value) for figure in (*ponds.figures, *depth.figures)] == [
        int,
        int,
        type(None),
        float,
    ]


def test_slides_become_the_running_order(briefing: Briefing) -> None:
    slides = briefing.report.running_order
    assert [slide.kind for slide in slides] == [
        SlideKind.TITLE,
        SlideKind.TEXT,
        SlideKind.QUOTE,
        SlideKind.FINDING,
        SlideKind.CHART,
        SlideKind.NUMBER,
        SlideKind.DISCUSSION,
        SlideKind.SOURCES,
        SlideKind.DISCUSSION,
    ]
    assert slides[3] == RunningOrderEntry(
        3, 4, SlideKind.FINDING, SHALLOW, None, None, None, "", "", "Say", Reveal.NONE, None, (), ""
    )
    chart, number, discussion = slides[4:7]
    assert chart.reveal is Reveal.GUESS
    assert (number.measure, number.force) == (briefing.report.measures[1], SOUTH)
    assert (discussion.finding, discussion.minutes) == (SHALLOW, 5)
    assert discussion.answer == "Still water"
    assert (discussion.options, discussion.question) == ((), "What is a pond?")


def test_vote_has_its_options_and_the_figure_that_answers_it(briefing: Briefing) -> None:
    vote = briefing.report.running_order[-1]
    assert vote.question == "How high is the water?"
    assert vote.options == ("High", "Low", "Nobody knows")
    assert vote.answer == "Low\nIt is below the ground."
    assert (vote.measure, vote.force) == (briefing.report.measures[1], SOUTH)


def test_loaded_values_are_complete_and_frozen(briefing: Briefing) -> None:
    values: tuple[Finding | Quote, ...] = (*briefing.report.findings, *briefing.report.quotes)
    for value in values:
        copied = value._replace()
        assert copied == value
        assert hash(copied) == hash(value)
        with pytest.raises(AttributeError):
            value.id = 9  # type: ignore[misc]


@pytest.mark.parametrize("is_enabled", [True, False])
def test_garbage_collection_setting_is_restored(briefing_path: Path, *, is_enabled: bool) -> None:
    before = gc.isenabled()
    set_collection(is_enabled=is_enabled)
    try:
        open_briefing(briefing_path).close()
        assert gc.isenabled() is is_enabled
    finally:
        set_collection(is_enabled=before)


def set_collection(*, is_enabled: bool) -> None:
    """Enable or disable garbage collection."""
    if is_enabled:
        gc.enable()
    else:
        gc.disable()


def test_report_stays_valid_after_closing(briefing_path: Path) -> None:
    with open_briefing(briefing_path) as briefing:
        pass
    briefing.close()
    assert briefing.report.findings[1] == SHALLOW
    briefing_path.unlink()


@pytest.mark.parametrize(
    ("typed", "findings", "quotes"),
    [
        ("pond", {1, 2, 7}, {1}),  # finding 2 by its quote
        ("PONDS", {1, 7}, set()),
        ("ty", {1, 2}, {2}),
        ("TŶ", {1, 2}, {2}),
        ("northern", {1}, set()),  # the name of a force
        ("keeper", set(), {5}),  # the speaker's name; the quote belongs to no finding
        ("water ponds", {1}, set()),  # each word in the same text
        ("nothing-like-it", set(), set()),
        ("each-pond", {2}, {1}),
        ("pond-each", set(), set()),
    ],
)
def test_search_finds_what_contains_every_word(
    briefing: Briefing, typed: str, findings: set[int], quotes: set[int]
) -> None:
    result = briefing.search(typed)
    assert result is not None
    assert tuple(term for term, *_ in result.query) == terms(typed)
    assert not result.is_general
    assert result.finding_ids == findings
    assert result.quote_ids == quotes


@pytest.mark.parametrize("typed", ["", " ", "“…”", "*", "+", '"', "()", "\0", "\ud800"])
def test_search_without_a_word_returns_none(briefing: Briefing, typed: str) -> None:
    assert briefing.search(typed) is None


@pytest.mark.parametrize(
    "typed",
    ['pond"', "pond*", "pond AND", "title:pond", "^pond", "{title}: pond", "pond OR", "(pond"],
)
def test_query_syntax_is_ignored(briefing: Briefing, typed: str) -> None:
    result, plain = briefing.search(typed), briefing.search(" ".join(terms(typed)))
    assert result is not None
    assert plain is not None
    assert (result.finding_ids, result.quote_ids) == (plain.finding_ids, plain.quote_ids)


@pytest.mark.parametrize(
    ("typed", "findings", "quotes"),
    [
        ("book", {7}, set()),  # in the title of a source
        ("book few", {7}, set()),
        ("report", {1, 2, 4, 7}, {1, 2, 5}),  # in the subtitle of the briefing
        ("made-up report", {1, 2, 4, 7}, {1, 2, 5}),
    ],
)
def test_source_and_title_count_if_nothing_else_is_found(
    briefing: Briefing, typed: str, findings: set[int], quotes: set[int]
) -> None:
    result = briefing.search(typed)
    assert result is not None
    assert result.is_general
    assert result.finding_ids == findings
    assert result.quote_ids == quotes


def test_operators_are_searched_for_as_words(briefing: Briefing) -> None:
    result = briefing.search("pond NOT water")
    assert result is not None
    assert result.quote_ids == result.finding_ids == frozenset()


def test_search_accepts_a_thousand_words(briefing: Briefing) -> None:
    many = " ".join(f"w{number}" for number in range(1000))
    result = briefing.search(f"pond {many}")
    assert result is not None
    assert result.finding_ids == frozenset()
    result = briefing.search("-".join(["pond"] * 1000))
    assert result is not None
    assert result.finding_ids == frozenset()
    own = " ".join(["we measured each pond twice a speaker"] * 500)
    result = briefing.search(own)
    assert result is not None
    assert result.quote_ids == {1}


def search_row_by_row(tables: RowsByTable, words: tuple[str, ...]) -> tuple[set[int], set[int]]:
    """Search the rows one by one, with the function that highlights the words found."""

    def has(*texts: object) -> bool:
        return all(any(spans(str(text), (word,)) for text in texts) for word in words)

    names = {row["id"]: row["name"] for row in tables["speakers"]}
    forces = {row["id"]: f"{row['name']}\n{row['short_name']}" for row in tables["forces"]}

    def forces_of(kind: str, number: object) -> str:
        links = tables[f"{kind}_forces"]
        return "\n".join(forces[row["force_id"]] for row in links if row[f"{kind}_id"] == number)

    quotes = {
        row["id"]
        for row in tables["quotes"]
        if has(names[row["speaker_id"]], row["text"], forces_of("quote", row["id"]))
    }
    body = ("detail", "excerpt", "caution", "prompt")
    findings = {
        row["id"]
        for row in tables["findings"]
        if has(
            row["headline"],
            "\n".join(str(row.get(key, "")) for key in body),
            forces_of("finding", row["id"]),
        )
    }
    findings |= {row["finding_id"] for row in tables["finding_quotes"] if row["quote_id"] in quotes}
    return findings, quotes  # type: ignore[return-value]


WORDS = sorted(
    {
        word
        for table in ("findings", "quotes", "speakers")
        for row in sample_rows()[table]
        for value in row.values()
        if isinstance(value, str)
        for word in terms(value)
    }
)


@pytest.fixture(scope="module")
def open_ponds(tmp_path_factory: pytest.TempPathFactory, built_bytes: bytes) -> Iterator[Briefing]:
    """The sample briefing, opened once for many searches."""
    path = tmp_path_factory.mktemp("search") / "ponds.db"
    path.write_bytes(built_bytes)
    with open_briefing(path) as briefing:
        yield briefing


RUNS = sorted(
    {
        "-".join(words[at : at + length])
        for table in ("findings", "quotes", "speakers")
        for row in sample_rows()[table]
        for value in row.values()
        if isinstance(value, str)
        for words in [value.split()]
        for at in range(len(words))
        for length in (2, 3)
    }
)


@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS) | st.sampled_from(RUNS), st.integers(1, 20)),
        min_size=1,
        max_size=4,
    )
)
def test_search_agrees_with_checking_row_by_row(
    open_ponds: Briefing, typed: list[tuple[str, int]]
) -> None:
    words = " ".join(word[:length] for word, length in typed)
    result = open_ponds.search(words)
    findings, quotes = search_row_by_row(sample_rows(), terms(words))
    assert result is not None
    found_by_text = (
        (result.finding_ids, result.quote_ids) if not result.is_general else (set(), set())
    )
    assert found_by_text == (findings, quotes)


@given(st.text())
def test_search_accepts_any_text(open_ponds: Briefing, typed: str) -> None:
    result = open_ponds.search(typed)
    assert (result is None) == (terms(typed) == ())


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE search_data SET block = zeroblob(40) WHERE id > 10",
        "UPDATE search_data SET block = zeroblob(length(block)) WHERE id > 10",
        "UPDATE search_data SET block = zeroblob(12) WHERE id = 10",
        "DELETE FROM search_data WHERE id > 10",
        "DELETE FROM search_docsize",
    ],
)
def test_searching_a_damaged_index_raises_an_error(briefing_path: Path, damage: str) -> None:
    with closing(sqlite3.connect(briefing_path)) as connection:
        connection.execute(damage)
        connection.commit()
    with open_briefing(briefing_path) as briefing:
        assert briefing.report.findings[1] == SHALLOW
        for _ in range(2):
            with pytest.raises(DamagedFileError) as raised:
                briefing.search("pond")
    assert raised.value.path == briefing_path
    with pytest.raises(DamagedFileError):
        check_file(briefing_path)


def test_index_entry_without_a_quote_raises_an_error(briefing_path: Path) -> None:
    with closing(sqlite3.connect(briefing_path)) as connection:
        connection.execute("INSERT INTO search (rowid, title) VALUES (999, 'unheard')")
        connection.execute("DELETE FROM search_content WHERE id = 999")
        connection.commit()
    with open_briefing(briefing_path) as briefing, pytest.raises(DamagedFileError):
        briefing.search("unheard")


def test_report_row_alone_is_a_valid_briefing(tmp_path: Path) -> None:
    build(as_briefing_rows({"report": sample_rows()["report"]}), tmp_path / "bare.db")
    with open_briefing(tmp_path / "bare.db") as briefing:
        assert briefing.report.findings == ()
        assert briefing.report.check is Check.NONE
        result = briefing.search("pond")
        assert result is not None
        assert result.finding_ids == frozenset()
