"""How the audience's slide is painted ahead, and that nobody can tell from its pixels."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QSize
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.slides import page_view
from briefing_app.gui.slides.page_layout import SlidePages
from briefing_app.gui.slides.page_view import Shown, SlideView
from briefing_app.gui.slideshow.prerendered_page import PrerenderedPage
from briefing_app.model.palette import CONTRAST_LIGHT, LIGHT, Theme
from briefing_app.model.slideshow_state import Blank, SlidePosition
from tests.gui.conftest import MakeShow
from tests.gui.slideshows import CHART, LAST, LONG, made_up_slides, press, settle

pytestmark = pytest.mark.usefixtures("_fonts")

PLACES = (
    SlidePosition(0),
    SlidePosition(1),
    SlidePosition(CHART, 0, 1),
    SlidePosition(CHART, 0, 2),
    SlidePosition(LONG, 1),
    SlidePosition(LAST),
)


class Foreseeing(PrerenderedPage):
    """The audience's slide on a screen of any sharpness; what is likely is set from outside."""

    def __init__(self) -> None:
        super().__init__(None, lambda: self.likely)
        self.likely: tuple[Shown, ...] = ()
        self.ratio = 1.0

    def devicePixelRatioF(self) -> float:  # noqa: N802, Qt's name
        return self.ratio


class Painted:
    """Counts the pages that are painted as vectors, not copied from a picture."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pages = 0
        monkeypatch.setattr(page_view, "paint_page", self._counting(page_view.paint_page))

    def _counting(self, paint: Callable[..., None]) -> Callable[..., None]:
        def count(*arguments: object, **named: object) -> None:
            self.pages += 1
            paint(*arguments, **named)

        return count

    def since(self, before: int) -> int:
        return self.pages - before


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Painted:
    """What is painted as vectors from now on."""
    return Painted(monkeypatch)


@pytest.fixture
def slide(qtbot: QtBot) -> Foreseeing:
    """Half a full screen, with nothing on it."""
    slide = Foreseeing()
    qtbot.addWidget(slide)
    slide.resize(960, 540)
    with qtbot.waitExposed(slide):
        slide.show()
    return slide


def shown(place: SlidePosition, theme: Theme = LIGHT) -> Shown:
    pages = SlidePages(made_up_slides(), theme)
    return Shown(pages.page(place), place.step, place.slide + 1, len(pages))


def let_it_be(slide: PrerenderedPage) -> int:
    """Let the time pass that it waits for; tells how often it had to wait."""
    waits = 0
    while slide._calm.isActive():
        slide._calm.stop()
        slide._calm.timeout.emit()
        waits += 1
    return waits


def show(slide: SlideView, what: Shown) -> None:
    page, step, number, total = what
    slide.show_page(page, step, number=number, total=total)


def picture(slide: SlideView) -> QImage:
    """What the screen shows of it."""
    ratio = slide.devicePixelRatioF()
    image = QImage(slide.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill("#FF00FF")
    slide.render(image, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return image


def showing(what: Shown) -> Callable[[SlideView], None]:
    return lambda view: show(view, what)


def fresh(slide: Foreseeing, change: Callable[[SlideView], None]) -> QImage:
    """What a slide of the same size shows that was never painted ahead."""

    class Plain(SlideView):
        def devicePixelRatioF(self) -> float:  # noqa: N802, Qt's name
            return slide.ratio

    plain = Plain(surround=slide.surround)
    plain.resize(slide.size())
    change(plain)
    return picture(plain)


def foresee(slide: Foreseeing, *likely: Shown) -> None:
    slide.likely = likely
    slide.repaint()
    let_it_be(slide)


# ---- pixels -------------------------------------------------------------------------------------


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("size", [(1920, 1080), (800, 600), (1281, 721)], ids=str)
@pytest.mark.parametrize("theme", [LIGHT, CONTRAST_LIGHT], ids=lambda theme: theme.name)
def test_that_a_picture_painted_ahead_is_the_slide_to_the_pixel(
    slide: Foreseeing,
    painted: Painted,
    theme: Theme,
    size: tuple[int, int],
    ratio: float,
) -> None:
    slide.ratio = ratio
    slide.resize(QSize(*size) / ratio)
    each = [shown(place, theme) for place in PLACES]
    for what in each:
        # Qt itself paints the edges of some letters otherwise the first time than ever after.
        fresh(slide, showing(what))
    foresee(slide, *each)
    for what in each:
        before = painted.pages
        show(slide, what)
        copied = picture(slide)
        assert painted.since(before) == 0
        assert copied == fresh(slide, showing(what))


def test_that_pointer_cover_and_zoom_are_the_same_over_a_picture(slide: Foreseeing) -> None:
    what = shown(SlidePosition(CHART, 0, 2))
    foresee(slide, what)
    changes: tuple[Callable[[SlideView], None], ...] = (
        lambda view: view.set_pointer(QPointF(5, 1000)),
        lambda view: view.set_zoom(QPointF(300, 900)),
        lambda view: view.set_pointer(QPointF(960, 540)),
        lambda view: view.set_zoom(None),
        lambda view: view.set_blank(Blank.WHITE),
    )
    show(slide, what)
    for count, change in enumerate(changes, 1):
        change(slide)

        def so_far(plain: SlideView, count: int = count) -> None:
            show(plain, what)
            for change in changes[:count]:
                change(plain)

        assert picture(slide) == fresh(slide, so_far)


def test_that_an_enlarged_slide_paints_the_next_one_ahead_as_it_will_be_seen(
    slide: Foreseeing, painted: Painted
) -> None:
    show(slide, shown(SlidePosition(0)))
    slide.set_zoom(QPointF(100, 100))
    following = shown(SlidePosition(1))
    foresee(slide, following)
    slide.set_zoom(None)
    show(slide, following)
    before = painted.pages
    assert picture(slide) == fresh(slide, showing(following))
    assert painted.since(before) == 1  # by the one that it is compared with


# ---- which pictures there are -------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda slide: slide.resize(800, 450),
        lambda slide: slide.resize(960, 600),
        lambda slide: setattr(slide, "ratio", 2.0),
        lambda slide: slide.set_surround("#102030"),
    ],
    ids=["smaller", "another shape", "sharper screen", "other surround"],
)
def test_that_a_picture_of_another_size_is_never_shown_and_painted_anew(
    slide: Foreseeing,
    painted: Painted,
    change: Callable[[Foreseeing], None],
) -> None:
    what = shown(SlidePosition(1))
    slide.resize(960, 700)
    show(slide, what)
    foresee(slide, what)
    change(slide)
    expected = fresh(slide, showing(what))
    assert picture(slide) == expected
    let_it_be(slide)
    before = painted.pages
    assert picture(slide) == expected
    assert painted.since(before) == 0
    assert len(slide._pictures) == 1


def test_that_only_pictures_of_what_is_likely_are_kept(slide: Foreseeing) -> None:
    each = [shown(place) for place in PLACES]
    for at, what in enumerate(each):
        show(slide, what)
        foresee(slide, *each[at : at + 2])
        assert [look.shown for look, _ in slide._pictures] == each[at : at + 2]


def test_that_going_on_and_back_takes_no_more_memory_than_the_first_slide(
    slide: Foreseeing,
) -> None:
    def taken() -> set[int]:
        images = [*slide._spare, *(image for _, image in slide._pictures)]
        return {np.frombuffer(image.constBits(), np.uint8).ctypes.data for image in images}

    each = [shown(place) for place in PLACES]
    foresee(slide, each[0])
    first = taken()
    assert len(first) == 3
    for at in [*range(1, len(each)), *range(len(each) - 1, -1, -1)]:
        show(slide, each[at])
        foresee(slide, *each[max(at - 1, 0) : at + 2])
        assert taken() == first


def test_that_a_key_waits_for_one_picture_at_most(slide: Foreseeing, painted: Painted) -> None:
    slide.likely = tuple(shown(place) for place in PLACES)
    slide.repaint()
    for number in range(1, len(PLACES) + 1):
        assert slide._calm.isActive()
        slide._calm.stop()
        slide._calm.timeout.emit()
        assert painted.pages == number
    assert not slide._calm.isActive()


def test_that_nothing_is_painted_ahead_before_the_first_slide_is_seen_or_when_all_is_there(
    slide: Foreseeing, qtbot: QtBot
) -> None:
    unseen = Foreseeing()
    qtbot.addWidget(unseen)
    show(unseen, shown(SlidePosition(0)))
    assert not unseen._calm.isActive()
    foresee(slide, shown(SlidePosition(0)))
    slide.repaint()
    assert let_it_be(slide) == 1
    assert not slide._calm.isActive()


# ---- in a show ----------------------------------------------------------------------------------


def test_that_no_key_forward_or_back_waits_for_a_page_to_be_painted(
    make_show: MakeShow, painted: Painted
) -> None:
    presenting = make_show()
    slide = presenting.audience.slide
    places = []
    for key in ("Right", "Left"):
        while True:
            slide.repaint()
            let_it_be(slide)
            before, place = painted.pages, presenting.presentation.position
            places.append(place)
            press(presenting.audience, key)
            assert painted.since(before) == 0
            settle()
            if presenting.presentation.position == place:
                break
    assert {place.slide for place in places} == set(range(LAST + 1))
    assert SlidePosition(CHART, 0, 2) in places
    assert SlidePosition(LONG, 1) in places
