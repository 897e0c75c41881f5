"""Starting slideshows of a briefing."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTextEdit

from briefing_app.database.personal.kept import Kept, KeptKind
from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import Briefing, open_briefing
from briefing_app.gui.personal.personal_data import PersonalData, RunningOrderStore
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow import launcher as slideshow_launcher
from briefing_app.gui.slideshow.launcher import SlideshowLauncher, Start, StartOptions
from briefing_app.gui.slideshow.recorder import SlideshowLock
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.model.notes import NO_NOTE, Note, finding_item
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import slide_index
from briefing_app.model.slideshow.state import SlidePosition
from briefing_app.model.slideshow.time import planned_time
from tests.gui.slideshows import (
    LAPTOP,
    PROJECTOR,
    Screens,
    another_briefing,
    enter_minutes,
    field_minutes,
    interrupted_record,
    labels,
    last_record,
    last_session,
    presenter_text,
    press,
    process_deletions,
    process_events,
    running_slideshow,
    save_record,
    saving_timer,
    timer_of,
)


def test_nothing_starts_if_the_chosen_slide_is_not_in_the_order(
    launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    assert not launcher.present(briefing, StartOptions(Start.CHOSEN, "finding nowhere"))
    assert launcher.slideshow is None


def test_second_f5_brings_the_running_slideshow_to_the_front(
    launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    launcher.present(briefing, StartOptions())
    slideshow = running_slideshow(launcher)
    slideshow.model.go_to(3)
    launcher.present(briefing, StartOptions(Start.NEW))
    assert launcher.slideshow is slideshow
    assert slideshow.model.state.position == SlidePosition(3)


def test_ended_slideshow_is_freed(
    launcher: SlideshowLauncher, briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slideshow_launcher, "gc", gc)  # which other tests don't wait for
    launcher.present(briefing, StartOptions())
    slideshow = weakref.ref(running_slideshow(launcher))
    running_slideshow(launcher).end()
    process_deletions()
    process_events()
    assert slideshow() is None


def test_hidden_slides_are_not_shown(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings
) -> None:
    order = launcher.running_orders.order(briefing).set_shown(0, shown=False)
    launcher.running_orders.save(briefing, order)
    launcher.present(briefing, StartOptions())
    assert running_slideshow(launcher).windows.audience.slide.page is not None
    assert len(running_slideshow(launcher).model.slides) == len(order.slides)


def test_planned_time_belongs_to_its_briefing(
    launcher: SlideshowLauncher, briefing: Briefing, tmp_path: Path
) -> None:
    launcher.running_orders.save_planned_minutes(briefing, 30)
    launcher.present(briefing, StartOptions(minutes=40, windowed=True))
    assert field_minutes(running_slideshow(launcher).windows.presenter_view) == 40
    running_slideshow(launcher).end()
    with open_briefing(another_briefing(tmp_path)) as other:
        launcher.present(other, StartOptions(windowed=True))
        assert field_minutes(running_slideshow(launcher).windows.presenter_view) != 40
        running_slideshow(launcher).end()
        assert launcher.running_orders.planned_minutes(other) == 0
    assert launcher.running_orders.planned_minutes(briefing) == 40


def test_minutes_of_the_slides_are_the_plan_until_one_is_entered(
    launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    planned = planned_time(0, launcher.running_orders.order(briefing).slides).minutes
    launcher.present(briefing, StartOptions(windowed=True))
    slideshow = running_slideshow(launcher)
    assert planned > 0
    assert field_minutes(slideshow.windows.presenter_view) == planned
    process_events()
    slideshow.commands.go_to_last()
    timer_of(slideshow).timeout.emit()
    assert any("minutes ahead" in text for text in labels(slideshow.windows.presenter_view))
    enter_minutes(slideshow.windows.presenter_view, planned + 5)
    slideshow.end()
    assert launcher.running_orders.planned_minutes(briefing) == planned + 5


def test_rejected_screen_is_not_requested_again(
    launcher: SlideshowLauncher,
    briefing: Briefing,
    personal_store: PersonalStore,
    fake_screens: Screens,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for method in ("screens", "screen"):
        watcher = launcher.surroundings.screens
        monkeypatch.setattr(watcher, method, getattr(fake_screens, method))
    audiences = []
    for swaps in (0, 1, 0):
        launcher.present(briefing, StartOptions(screen=LAPTOP.name))
        slideshow = running_slideshow(launcher)
        if swaps:
            slideshow.model.go_to(1)
            press(slideshow.windows.presenter_view, "S")
            saving_timer(slideshow).timeout.emit()
            assert not last_record(personal_store).screen  # nor after a crash
        assert slideshow.windows.placement is not None
        audiences.append(slideshow.windows.placement.audience)
        slideshow.end()
    assert audiences == [LAPTOP, PROJECTOR, PROJECTOR]


def test_failed_start_leaves_no_slideshow_behind(
    launcher: SlideshowLauncher,
    briefing: Briefing,
    personal_store: PersonalStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = save_record(personal_store, briefing, interrupted_record(briefing, launcher, 6))
    with monkeypatch.context() as patch:
        patch.setattr(SlideshowWindows, "place", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            launcher.present(briefing, StartOptions())
    assert launcher.slideshow is None
    assert last_session(personal_store) == kept
    assert not SlideshowLock(personal_store.path).is_taken_elsewhere()
    process_deletions()
    launcher.present(briefing, StartOptions())
    assert running_slideshow(launcher).windows.audience.isVisible()
    assert running_slideshow(launcher).windows.presenter_view.isHidden()


def test_slideshow_highlights_a_force_only_if_asked(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings, personal: PersonalData
) -> None:
    (measure,) = briefing.report.measures
    force = measure.figures[1].force
    settings.my_force = force.name
    for asked, expected in ((None, measure.highlight), (force, force)):
        launcher.running_orders.set_highlight(briefing, asked)
        launcher.present(briefing, StartOptions(windowed=True))
        slideshow = running_slideshow(launcher)
        (chart,) = (slide.chart for slide in slideshow.model.slides if slide.chart is not None)
        assert [bar.force for bar in chart.bars if bar.is_highlighted] == [expected]
        assert ("highlighted: " in chart.subtitle) is (asked is not None)
        message = f"Charts highlight {force.short_name}."
        assert (message in presenter_text(launcher)) is (asked is not None)
        slideshow.end()
    another = RunningOrderStore(personal)  # of the next run of the program
    assert another.highlight(briefing) is None


def test_own_notes_are_beside_their_slides_until_forgotten(
    launcher: SlideshowLauncher,
    briefing: Briefing,
    personal_store: PersonalStore,
    personal: PersonalData,
) -> None:
    item, note = finding_item(briefing.report.findings[1]), Note("Ask table 3,\nthen 4")
    Notes(personal_store).save(briefing.report, item, NO_NOTE, note)
    launcher.present(briefing, StartOptions(Start.CHOSEN, item.key))
    slideshow = running_slideshow(launcher)

    def has_note() -> bool:
        process_events()
        view = slideshow.windows.presenter_view
        texts = view.findChildren(QTextEdit)
        seen = [each.toPlainText() for each in texts if each.isVisibleTo(view)]
        return any("Ask table 3,\nthen 4" in text for text in seen)

    assert has_note()
    slideshow.commands.advance()
    assert slideshow.model.slides[slideshow.model.state.position.slide].kind is SlideKind.DISCUSSION
    assert has_note()
    slideshow.commands.go_to_first()
    assert not has_note()
    slideshow.model.go_to(slide_index(slideshow.model.slides, item.key) or 0)
    assert has_note()
    Kept(personal_store).forget(briefing.report.key, KeptKind.NOTES)
    personal.forgotten.emit()
    assert not has_note()
