"""Tests of the running order for one occasion."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.report import (
    Finding,
    Quote,
    Report,
    SlideKind,
)
from briefing_app.model.running_order import (
    RunningOrder,
    RunningOrderItem,
    restore_running_order,
)
from briefing_app.model.slide_builder import (
    SlideMarks,
    briefing_slides,
    discussion_slide,
)
from briefing_app.model.slides import Role
from briefing_app.model.written_slide import WrittenKind, written
from tests.model.report_strategies import reports
from tests.sample_report import make_entry, make_finding, make_quote, make_report

_written = st.builds(
    written, st.sampled_from(WrittenKind), st.text(), st.text(), st.text(max_size=20)
).filter(lambda what: not what.problem)


def _edited(report: Report, order: RunningOrder, data: st.DataObject) -> RunningOrder:
    """Return the order after some edits."""
    for _ in range(data.draw(st.integers(0, 6))):
        at = st.integers(0, len(order.items) - 1)
        edit = data.draw(st.sampled_from(["move", "show", "remove", "change", "write"]))
        if edit == "move":
            order = order.move(data.draw(at), data.draw(at))
        elif edit == "show":
            order = order.set_shown(data.draw(at), shown=data.draw(st.booleans()))
        elif edit == "change":
            order = _changed(report, order, data.draw(at), data)
        elif edit == "write":
            order = order.write(data.draw(_written), data.draw(at), SlideMarks(report))
        elif written_at := [n for n, item in enumerate(order.items) if not item.is_original]:
            order = order.remove(data.draw(st.sampled_from(written_at)))
    return order


def _changed(report: Report, order: RunningOrder, at: int, data: st.DataObject) -> RunningOrder:
    """Return the order after a change of one of its slides."""
    match data.draw(st.sampled_from(["minutes", "words"])):
        case "minutes":
            return order.set_minutes(at, data.draw(st.none() | st.integers(0, 999)))
    is_written = order.items[at].written is not None
    return order.rewrite(data.draw(_written), at, SlideMarks(report)) if is_written else order


def _keys(order: RunningOrder) -> list[str]:
    return [item.slide.key for item in order.items]


@given(reports(ordered=True), st.data())
def test_stored_order_survives_insertion_and_renumbering(
    report: Report, data: st.DataObject
) -> None:
    slides = briefing_slides(report)
    order = _edited(report, RunningOrder.of(slides), data)
    finding, quote = make_finding(90), make_quote(90)
    gained = [make_entry(90, finding), make_entry(91, quote)]
    gained.append(make_entry(92, SlideKind.TEXT, title="Where to find support"))
    at = data.draw(st.integers(0, len(report.running_order)))
    own = report.running_order
    entries = tuple(
        entry._replace(id=number, position=number)
        for number, entry in enumerate([*own[:at], *gained, *own[at:]], start=1)
    )
    later = _numbered_anew(report._replace(running_order=entries), finding, quote)
    now = restore_running_order(later, briefing_slides(later), order.to_lines())
    new = set(briefing_slides(later)[at : at + len(gained)])
    if order.slides:
        known = [item for item in now.items if item.slide not in new]
        assert list(map(_shown, known)) == list(map(_shown, order.items))
    assert all(item.is_shown for item in now.items if item.slide in new)


def _numbered_anew(report: Report, finding: Finding, quote: Quote) -> Report:
    """Return a briefing with a finding and a quote at the start, so that all others get new ids."""
    quotes = {
        each.id: each._replace(id=number, position=number)
        for number, each in enumerate((quote, *report.quotes), start=1)
    }
    findings = {
        each.id: each._replace(
            id=number,
            position=number,
            quotes=tuple(quotes[its.id] for its in each.quotes),
        )
        for number, each in enumerate((finding, *report.findings), start=1)
    }
    measures = {each.id: each._replace(id=each.id + 1) for each in report.measures}
    entries = tuple(
        entry._replace(
            finding=findings[entry.finding.id] if entry.finding else None,
            quote=quotes[entry.quote.id] if entry.quote else None,
            measure=measures[entry.measure.id] if entry.measure else None,
        )
        for entry in report.running_order
    )
    return report._replace(
        findings=tuple(findings.values()),
        quotes=tuple(quotes.values()),
        measures=tuple(measures.values()),
        running_order=entries,
    )


def _shown(item: RunningOrderItem) -> tuple[tuple[str, ...], bool]:
    """Return the words of a slide, and whether it is shown.

    What comes from a source changes when something else is quoted.
    """
    texts = (text.text for text in item.slide.texts if text.role is not Role.SOURCE_USE)
    return tuple(texts), item.is_shown


@given(reports(), st.data())
def test_move_changes_only_the_order(report: Report, data: st.DataObject) -> None:
    order = _edited(report, RunningOrder.of(briefing_slides(report)), data)
    at = data.draw(st.integers(0, len(order.items) - 1))
    to = data.draw(st.integers(0, len(order.items) - 1))
    moved = order.move(at, to)
    assert moved.items[to] == order.items[at]
    rest = [item for n, item in enumerate(order.items) if n != at]
    assert [item for n, item in enumerate(moved.items) if n != to] == rest
    assert moved.move(to, at) == order


@given(reports(), st.data())
def test_slide_left_out_keeps_its_place(report: Report, data: st.DataObject) -> None:
    order = RunningOrder.of(briefing_slides(report))
    at = data.draw(st.integers(0, len(order.items) - 1))
    without = order.set_shown(at, shown=False)
    assert _keys(without) == _keys(order)
    assert without.slides == order.slides[:at] + order.slides[at + 1 :]
    assert without.set_shown(at, shown=True) == order


def test_every_slide_that_is_not_the_authors_is_marked_as_added() -> None:
    entry = make_entry(1, SlideKind.TITLE)
    report = make_report((make_finding(1),), running_order=(entry,))
    own = briefing_slides(report)
    order = RunningOrder.of(own).write(_QUESTION, 1, None)
    order = order.rewrite(_QUESTION._replace(title="Why?"), 1, None)
    restored = restore_running_order(report, own, order.to_lines())
    for each in (order, restored):
        assert [slide for slide in each.slides if not slide.is_added] == list(own)
        assert len(each.slides) == len(own) + 1


@given(reports(), st.data())
def test_edits_never_lose_a_slide_of_the_briefing(report: Report, data: st.DataObject) -> None:
    slides = briefing_slides(report)
    order = _edited(report, RunningOrder.of(slides), data)
    own = [item.slide for item in order.items if item.is_original]
    assert sorted(slide.key for slide in own) == sorted(slide.key for slide in slides)
    assert len(set(_keys(order))) == len(order.items)


@pytest.mark.parametrize(
    ("left_out", "added", "moved", "words"),
    [
        ([], 0, False, ""),
        ([1], 0, False, "1 slide left out"),
        ([0, 2], 0, False, "2 slides left out"),
        ([], 1, False, "1 slide added"),
        ([], 0, True, "slides moved"),
        ([1, 2], 1, True, "2 slides left out, 1 added, some moved"),
    ],
)
def test_changes_are_described_in_words(
    left_out: list[int], added: int, moved: bool, words: str
) -> None:
    findings = tuple(make_finding(number) for number in range(1, 6))
    entries = tuple(make_entry(number, findings[number]) for number in range(3))
    report = make_report(findings, running_order=entries)
    slides = briefing_slides(report)
    order = RunningOrder.of(slides)
    for at in left_out:
        order = order.set_shown(at, shown=False)
    for _ in range(added):
        order = order.write(_BREAK, 1, None)
    if moved:
        order = order.move(0, len(order.items) - 1)
    assert order.describe_changes(slides) == words


_QUESTION = written(WrittenKind.QUESTION, "Who asks first?", options="A sergeant\nAnybody")
_BREAK = written(WrittenKind.BREAK, "")


def _short_order() -> tuple[Report, RunningOrder]:
    """Return a briefing whose slides are a title with 2 minutes and a finding with notes."""
    title = make_entry(1, SlideKind.TITLE)._replace(minutes=2)
    finding = make_entry(2, make_finding(1))._replace(notes="Say this.")
    report = make_report((make_finding(1),), running_order=(title, finding))
    return report, RunningOrder.of(briefing_slides(report))


def test_minutes_are_changed_for_today_and_given_back() -> None:
    report, order = _short_order()
    changed = order.set_minutes(0, 0).set_minutes(1, 12)
    assert [slide.minutes for slide in changed.slides] == [None, 12]
    assert changed.describe_changes(order.slides) == "other minutes"
    assert restore_running_order(report, order.slides, changed.to_lines()) == changed
    assert changed.set_minutes(0, 2).set_minutes(1, 0) == order
    assert changed.set_minutes(0, None).set_minutes(1, None) == order


def test_written_question_is_the_slide_that_a_briefing_would_have() -> None:
    _, order = _short_order()
    slide = order.write(_QUESTION, 1, None).set_minutes(1, 5).slides[1]
    authors = discussion_slide(None, _QUESTION.title, "", _QUESTION.options)
    assert slide == authors._replace(key=slide.key, is_added=True, minutes=5)
    assert (slide.is_of_today, authors.is_of_today) == (True, False)
    assert slide.foot == "Our question, not part of the report"


def test_break_counts_down_its_minutes_and_is_no_talk() -> None:
    _, order = _short_order()
    slide = order.write(_BREAK, 1, None).set_minutes(1, 10).slides[1]
    assert (slide.title, slide.countdown_s, slide.is_talk) == ("Break", 600, False)


def test_slides_written_twice_have_keys_of_their_own() -> None:
    report, order = _short_order()
    order = order.write(_BREAK, 1, None).write(_BREAK, 2, None)
    assert len(set(_keys(order))) == 4
    again = order.rewrite(_BREAK, 2, None)
    assert again == order
    lines = order.to_lines()
    assert restore_running_order(report, briefing_slides(report), lines) == order


def test_rewritten_slide_keeps_place_and_minutes() -> None:
    _, order = _short_order()
    order = order.write(_QUESTION, 1, None).set_minutes(1, 5)
    other = written(WrittenKind.QUESTION, "Who asks last?")
    before, now = order.slides[1], order.rewrite(other, 1, None).slides[1]
    assert (now.title, now.minutes) == ("Who asks last?", 5)
    assert now.key != before.key


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: line.partition("\n")[0],
        lambda line: line.replace("question", "sermon"),
        lambda line: line.replace('"A sergeant", ', ""),
        lambda line: line.replace("{", "[" * 100_000),
        lambda line: line.partition("\n")[0] + "\n[1]",
        lambda line: line.replace('["A sergeant", "Anybody"]', "7"),
        lambda line: line.replace('"A sergeant", ', "[1], {}, "),
    ],
)
def test_damaged_line_loses_that_slide_only(damage: Callable[[str], str]) -> None:
    report, order = _short_order()
    longer = order.write(_QUESTION, 1, None).set_minutes(0, 7)
    first, own, last = longer.to_lines()
    assert damage(own) != own
    restored = restore_running_order(report, order.slides, [first, damage(own), last])
    assert restored == longer.remove(1)


def test_written_line_does_not_take_the_place_of_an_authors_slide() -> None:
    report, order = _short_order()
    key = order.slides[0].key
    lines = [f'+ written {key}\n{{"kind": "text", "title": "Instead"}}', *order.to_lines()]
    assert restore_running_order(report, order.slides, lines) == order


def test_half_a_character_in_a_line_can_be_saved_again() -> None:
    report, order = _short_order()
    own = '+ written {}\n{{"kind": "text", "title": "Half \\ud800", "notes": "\\udc00"}}'
    lines = [own.format("key"), own.format("\ud800")]
    restored = restore_running_order(report, order.slides, lines)
    assert [slide.title for slide in restored.slides if slide.is_added] == ["Half"]
    assert all(line.encode() for line in restored.to_lines())


@pytest.mark.parametrize("minutes", ["-1", "1000", "true", '"5"', "1.5", "null", "NaN"])
def test_damaged_minutes_are_ignored(minutes: str) -> None:
    report, order = _short_order()
    lines = [f'{order.to_lines()[0]}\n{{"minutes": {minutes}, "notes": 3}}']
    assert restore_running_order(report, order.slides, lines) == order


@given(reports(), st.data())
def test_order_without_described_changes_shows_the_same(
    report: Report, data: st.DataObject
) -> None:
    slides = briefing_slides(report)
    order = _edited(report, RunningOrder.of(slides), data)
    if not order.describe_changes(slides):
        assert order.slides == slides


@given(reports(), st.data())
def test_stored_order_is_restored_unchanged(report: Report, data: st.DataObject) -> None:
    slides = briefing_slides(report)
    order = _edited(report, RunningOrder.of(slides), data)
    if order.slides:
        assert restore_running_order(report, slides, order.to_lines()) == order


@given(
    reports(),
    st.lists(st.one_of(st.text(), st.sampled_from(["+", "- own", "+ added 1"]))),
)
def test_empty_or_unreadable_lines_give_the_briefings_order(
    report: Report, record: list[str]
) -> None:
    slides = briefing_slides(report)
    assert restore_running_order(report, slides, []) == RunningOrder.of(slides)
    # Lines that no version ever wrote.
    keys = [slide.key for slide in reversed(slides)]
    garbage = [
        *record,
        *keys,
        *(f"+ mine {key}" for key in keys),
        *(f"* own {key}" for key in keys),
    ]
    assert restore_running_order(report, slides, garbage) == RunningOrder.of(slides)


@given(reports(ordered=True), st.data())
def test_remaining_slides_keep_order_and_visibility(report: Report, data: st.DataObject) -> None:
    order = _edited(report, RunningOrder.of(briefing_slides(report)), data)
    kept = data.draw(st.lists(st.sampled_from(report.running_order), unique=True, min_size=1))
    entries = tuple(sorted(kept, key=lambda entry: entry.position))
    changed = report._replace(running_order=entries)
    slides = briefing_slides(changed)
    now = restore_running_order(changed, slides, order.to_lines())
    own = {slide.key for slide in slides}
    expected = [
        (item.slide.key, item.is_shown)
        for item in order.items
        if item.slide.key in own or not item.is_original
    ]
    if any(shown for _, shown in expected):
        assert [(item.slide.key, item.is_shown) for item in now.items] == expected
    else:
        assert now == RunningOrder.of(slides)


@given(reports(ordered=True), st.data())
def test_new_slide_comes_after_the_slide_it_follows(report: Report, data: st.DataObject) -> None:
    old = data.draw(st.lists(st.sampled_from(report.running_order), unique=True, min_size=1))
    before = report._replace(running_order=tuple(sorted(old, key=lambda entry: entry.position)))
    order = _edited(before, RunningOrder.of(briefing_slides(before)), data)
    slides = briefing_slides(report)
    now = restore_running_order(report, slides, order.to_lines())
    known = set(_keys(order))
    if any(item.is_shown for item in order.items):
        # The rest is unchanged.
        assert [key for key in _keys(now) if key in known] == _keys(order)
    keys = [slide.key for slide in slides]
    for at, slide in enumerate(slides):
        if slide.key not in known:
            place = now.index_of(slide.key)
            assert place is not None
            assert now.items[place].is_shown
            assert _keys(now)[place - 1 : place] == (keys[at - 1 : at] if at else [])


def test_what_earlier_versions_added_is_ignored_unless_the_author_has_adopted_it() -> None:
    findings = (make_finding(1), make_finding(2), make_finding(3))
    entries = tuple(make_entry(n, finding) for n, finding in enumerate(findings, start=1))
    report = make_report(findings, running_order=entries)
    slides = briefing_slides(report)
    first, second, third = RunningOrder.of(slides).set_minutes(1, 7).to_lines()
    lines = [third.replace("+ own", "- added"), second, first]
    restored = restore_running_order(report, slides, lines)
    assert restored.to_lines() == [third.replace("+", "-"), second, first]
    shorter = report._replace(running_order=entries[:2])
    restored = restore_running_order(shorter, slides[:2], lines)
    assert restored.to_lines() == [second, first]


def test_notes_and_reveals_that_earlier_versions_kept_are_ignored() -> None:
    report, order = _short_order()
    lines = order.set_minutes(0, 7).to_lines()
    chosen = ["+guess" + line[1:].replace("{", '{"notes": "Mine", ') for line in lines]
    assert restore_running_order(report, order.slides, chosen).to_lines() == lines


@given(reports(ordered=True))
def test_lines_that_show_nothing_give_the_briefings_order(
    report: Report,
) -> None:
    slides = briefing_slides(report)
    order = RunningOrder(tuple(RunningOrderItem(slide, is_shown=False) for slide in slides))
    assert restore_running_order(report, slides, order.to_lines()) == RunningOrder.of(slides)
