"""What a search finds in a briefing and in notes, and what is said about it."""

from briefing_app.model.search import (
    NoteMatches,
    NothingFound,
    SearchResult,
    Suggestion,
    nothing_found,
)

QUERY = (("programme", "program"), ("uk",))


def result(
    findings: tuple[int, ...] = (),
    quotes: tuple[int, ...] = (),
    *,
    is_general: bool = False,
    in_notes: tuple[int, ...] = (),
    quotes_in_notes: tuple[int, ...] = (),
) -> SearchResult:
    return SearchResult(
        QUERY,
        frozenset(findings),
        frozenset(quotes),
        is_general=is_general,
        only_in_notes=frozenset(in_notes),
        quotes_only_in_notes=frozenset(quotes_in_notes),
    )


def test_each_spelling_is_marked_once() -> None:
    twice = result()._replace(query=(*QUERY, ("program",)))
    assert twice.terms == ("programme", "program", "uk")


def test_notes_add_what_matches_only_in_them() -> None:
    in_notes = NoteMatches(frozenset({2, 3}), frozenset({7}))
    assert result((1, 2), (6,)).with_notes(in_notes) == result(
        (1, 2, 3), (6, 7), in_notes=(3,), quotes_in_notes=(7,)
    )


def test_notes_replace_what_matches_only_in_a_title() -> None:
    everything = result((1, 2), (6,), is_general=True)
    assert everything.with_notes(NoteMatches()) == everything
    in_note = everything.with_notes(NoteMatches(frozenset({2})))
    assert in_note == result((2,), in_notes=(2,))


def test_nothing_found_says_where_else_the_words_are() -> None:
    said = [
        nothing_found(" a \n b", found, None).sentence
        for found in (
            result()._replace(uncited_source="A source"),
            result(),
        )
    ]
    assert said == [
        "Only the name of a source has “a b”.",
        "Nothing found for “a b”.",
    ]


def test_suggestion_says_what_it_finds() -> None:
    for found, finds in (
        (result((1, 2), (3,)), "2 findings, 1 quote"),
        (result(quotes=(3,)), "1 quote"),
    ):
        nothing = nothing_found("ab", result(), Suggestion("abc", found))
        assert nothing == NothingFound("Nothing found for “ab”.", "abc", finds)
        assert nothing.spoken == f"Nothing found for “ab”. Did you mean abc? {finds}"
    assert nothing_found("ab", result(), None).spoken == "Nothing found for “ab”."
