"""Decides which screens have the audience window and the presenter view.

Everything here works with values: `ScreenWatcher` takes a `ScreenInfo` of each of Qt's screens, so
that nothing refers to a screen that is gone.
"""

import sys
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from briefing_app.gui.slideshow.screens import (
    ScreenInfo,
    contains_unmoved,
    distance_between,
    find_again,
    in_fixed_order,
    is_same,
    is_seen_elsewhere,
    named_screens,
    next_audience_screen,
    overlap,
    remembered_screens,
)
from briefing_app.model.text import single_line

_MAX_NAME_LENGTH: Final = 40


class Situation(Enum):
    """What the screens allow."""

    SEPARATE = auto()
    """The audience sees one screen, the presenter another."""
    SINGLE = auto()
    """There is only one screen."""
    MIRRORED = auto()
    """There are several screens, but all of them show the same."""
    NOTES_HIDDEN = auto()
    """There is another screen, but the notes are shown on it only when S is pressed."""


class Placement(NamedTuple):
    """The screens of the two windows.

    Attributes:
        audience: The screen of the audience window.
        presenter_view: The screen of the presenter view; the same one unless they are separate.
        situation: What the screens allow.
        message: The message for the presenter, in one line.
    """

    audience: ScreenInfo
    presenter_view: ScreenInfo
    situation: Situation
    message: str


class Swap(NamedTuple):
    """Screens that the presenter has swapped.

    Attributes:
        audience: The screen of the audience window.
        presenter_view: The screen of the presenter view.
        known: All screens that there were at the time of the swap.
    """

    audience: ScreenInfo
    presenter_view: ScreenInfo
    known: tuple[ScreenInfo, ...]

    @property
    def placement(self) -> Placement:
        """The placement of the windows."""
        return Placement(
            self.audience, self.presenter_view, Situation.SEPARATE, _audience_message(self.audience)
        )


def assign_screens(
    screens: Sequence[ScreenInfo],
    *,
    remembered: str,
    requested: str = "",
    previous: Placement | None = None,
    notes_screens: Sequence[ScreenInfo] = (),
    platform: str = sys.platform,
) -> Placement:
    """Choose the screens of the two windows.

    The audience gets, in this order: the requested screen, the remembered one, one that isn't the
    laptop's own, its previous one, one that isn't the primary one. The presenter gets the laptop's
    own, one that had the notes, or the primary one of the others. A screen whose picture is shown
    elsewhere too is avoided for the notes.

    Args:
        screens: The available screens, in any order.
        remembered: The identity of the audience's last screen, or empty.
        requested: The requested name, model or serial number, in any case, or empty.
        previous: Where the windows are. They don't move to a screen that is no better, as when a
            second projector is plugged in.
        notes_screens: Screens that the presenter put the notes on, with their present geometry.
        platform: The system, for the advice on mirrored screens.

    Raises:
        ValueError: There is no screen.
    """
    if not screens:
        raise ValueError("There is no screen to choose.")
    ordered = in_fixed_order(screens)
    requested = single_line(requested)
    candidates = (
        named_screens(ordered, requested) or remembered_screens(ordered, remembered) or ordered
    )
    pairs = [
        (audience, presenter_view)
        for audience in candidates
        for presenter_view in ordered
        if presenter_view is not audience and not overlap(audience, presenter_view)
    ]
    if pairs:
        situation = Situation.SEPARATE
        audience, presenter_view = min(
            pairs,
            key=lambda pair: (
                is_seen_elsewhere(pair[1], ordered),
                _audience_penalty(pair[0], previous, notes_screens),
                _presenter_penalty(pair[1], previous, notes_screens),
            ),
        )
        message = _audience_message(audience)
    else:
        audience = presenter_view = min(
            candidates, key=lambda screen: _audience_penalty(screen, previous, notes_screens)
        )
        if len(ordered) == 1 and not audience.is_duplicated:
            situation = Situation.SINGLE
            message = "Only one screen: press S for slides or notes"
        else:
            situation = Situation.MIRRORED
            message = f"The screens are mirrored: {_how_to_extend(platform)}"
    message = screen_not_found(screens, requested) + message
    return Placement(audience, presenter_view, situation, message)


def screen_not_found(screens: Sequence[ScreenInfo], requested: str) -> str:
    """Return the sentence that says that a requested screen isn't there, or an empty text."""
    ordered = in_fixed_order(screens)
    requested = single_line(requested)
    if not requested or named_screens(ordered, requested):
        return ""
    names = ", ".join(screen.readable_name for screen in ordered)
    return f"Screen “{_shortened(requested)}” not found. Available: {names}. "


def update_swap(
    swap: Swap, screens: Sequence[ScreenInfo], latest: Sequence[ScreenInfo]
) -> Swap | None:
    """Return a swap with the present state of its screens, or None if it is over.

    It holds as long as both screens are there and no other screen has begun to show the notes too:
    a screen that is plugged in later never gets them by itself.

    Args:
        swap: What the presenter chose.
        screens: The available screens, in any order.
        latest: The screens that were available before.
    """
    audience = find_again(swap.audience, screens, latest)
    presenter_view = find_again(swap.presenter_view, screens, latest)
    if (
        audience is None
        or presenter_view is None
        or audience is presenter_view
        or overlap(audience, presenter_view)
    ):
        return None
    also_show_notes = (
        other for other in screens if other is not presenter_view and overlap(other, presenter_view)
    )
    if not all(any(is_same(other, known) for known in swap.known) for other in also_show_notes):
        return None
    return swap._replace(audience=audience, presenter_view=presenter_view)


def _audience_message(screen: ScreenInfo) -> str:
    return f"Audience: {screen.label}"


def _audience_penalty(
    screen: ScreenInfo, previous: Placement | None, notes_screens: Sequence[ScreenInfo]
) -> tuple[int, ...]:
    """Return how little a screen suits the audience; the smallest value wins."""
    distance = distance_between(screen, previous.audience) if previous else 0
    had_notes = contains_unmoved(notes_screens, screen)
    is_internal = screen.is_internal
    return is_internal is True, had_notes, distance, screen.primary, is_internal is None


def _presenter_penalty(
    screen: ScreenInfo, previous: Placement | None, notes_screens: Sequence[ScreenInfo]
) -> tuple[int, ...]:
    """Return how little a screen suits the presenter view; the smallest value wins."""
    distance = distance_between(screen, previous.presenter_view) if previous else 0
    had_notes = contains_unmoved(notes_screens, screen)
    is_internal = screen.is_internal
    return (
        *(is_internal is not True, not had_notes, distance),
        *(not screen.primary, is_internal is False),
    )


def _how_to_extend(platform: str) -> str:
    if platform == "win32":
        return "press Windows+P and choose Extend"
    return "choose Extend or Join in the display settings"


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_NAME_LENGTH else text[: _MAX_NAME_LENGTH - 1] + "…"


class ScreenPolicy:
    """The presenter's choice of screens, applied to the available screens.

    If the screen with the notes is gone, the notes stay hidden until S is pressed: an audience may
    see any other screen. When it returns, the audience may see that one too, unless it is the
    laptop's own.

    Args:
        remembered: The identity of the audience's screen in an earlier slideshow, or empty.
        requested: The name, model or serial number of the requested screen, or empty.
    """

    def __init__(self, remembered: str, requested: str = "") -> None:
        self._remembered = remembered
        self._requested = requested
        self._swap: Swap | None = None  # holds while both of its screens are there
        self._separate: Placement | None = None  # the last one with a screen for each window
        self._was_swap = False  # whether that one was a swap
        self._notes_screens: list[ScreenInfo] = []  # where the presenter wanted the notes
        self._latest: tuple[ScreenInfo, ...] = ()
        self._audience_screen: ScreenInfo | None = None

    @property
    def remembered(self) -> str:
        """The identity of the screen that is meant for the slides, also in the next slideshow."""
        return self._remembered

    @property
    def requested(self) -> str:
        """The requested screen, until the presenter chooses another one; or empty."""
        return self._requested

    @property
    def was_separate(self) -> bool:
        """Whether each window has, or had, a screen of its own."""
        return self._separate is not None

    def update(self, screens: Sequence[ScreenInfo]) -> Placement:
        """Return where the windows belong, given the available screens.

        Raises:
            ValueError: There is no screen.
        """
        self._notes_screens = [
            find_again(each, screens, self._latest) or each for each in self._notes_screens
        ]
        self._swap = update_swap(self._swap, screens, self._latest) if self._swap else None
        self._latest = tuple(screens)
        if self._swap is not None:
            placement = self._swap.placement
        else:
            placement = self._assign(screens)
            if self._audience_screen is None:
                self._trust_first(placement)
            elif placement.situation is Situation.SEPARATE and not self._is_notes_screen(
                placement.presenter_view
            ):
                placement = self._with_hidden_notes(placement)
        if placement.situation is Situation.SEPARATE:
            # The remembered screen stays the same if the slides had to move to another one.
            if self._separate is None and not placement.audience.may_be_internal:
                self._remembered = placement.audience.identity
            self._separate, self._was_swap = placement, self._swap is not None
            if self._swap is None:
                self._remove_notes_screen(placement.audience)
        self._audience_screen = placement.audience
        return placement

    def forget(self, screen: ScreenInfo) -> None:
        """Keep notes off a screen that was disconnected, unless it is the laptop's own.

        It may have been connected to something else in the meantime.
        """
        if screen.is_internal is True:
            return
        self._notes_screens = [each for each in self._notes_screens if not is_same(each, screen)]
        if self._swap is not None and is_same(self._swap.presenter_view, screen):
            self._swap = None

    def record_front_window(self, screen: ScreenInfo, *, notes: bool) -> None:
        """Take into account what the presenter brought to the front on the only screen.

        A screen with the notes is the presenter's: a projector that is plugged in then gets the
        slides at once.

        Args:
            screen: The only screen.
            notes: Whether the notes are in front, and not the slides.
        """
        if notes:
            self._add_notes_screen(screen)
        elif not screen.may_be_internal:
            self._remove_notes_screen(screen)

    def swap(self, screens: Sequence[ScreenInfo], current: Placement) -> None:
        """Apply the key S if there are two screens or more; `update` returns the result.

        If the slides are known to be on the audience's screen, hidden notes are shown. Otherwise
        the slides move to the next screen: for good or, if that is the laptop's own, for as long as
        both screens are there.

        Args:
            screens: The available screens.
            current: Where the windows are.
        """
        swapped = self._swapped(screens, current)
        if swapped is None:
            return
        screen, wanted = swapped
        if screen is current.audience:
            self._add_notes_screen(wanted.presenter_view)
            return
        self._requested = ""
        if screen.may_be_internal:
            self._swap = Swap(wanted.audience, wanted.presenter_view, tuple(screens))
            return
        self._swap = None
        self._separate, self._was_swap = wanted, False
        self._audience_screen = screen
        self._remembered = screen.identity
        self._remove_notes_screen(screen)
        self._add_notes_screen(wanted.presenter_view)

    def swap_question(self, screens: Sequence[ScreenInfo], current: Placement) -> str:
        """Return the message that asks for a second S, because a projector has the slides.

        It says what S does. It is empty if no projector is in play: the slides are on the laptop's
        own screen, or on the only one, which the audience isn't known to see.

        Args:
            screens: The available screens.
            current: Where the windows are, with the slides in front.
        """
        audience = current.audience
        if current.situation is Situation.MIRRORED:
            return _question("show the notes to everybody")
        if audience.may_be_internal:
            return ""
        if current.situation is Situation.SINGLE:
            is_seen = self._is_meant(audience) and not self.may_show_notes(audience)
            return _question(f"show the notes on {audience.label}") if is_seen else ""
        swapped = self._swapped(screens, current)
        if swapped is None:
            return ""
        screen, wanted = swapped
        notes = wanted.presenter_view
        if audience in (screen, notes):
            return _question(f"show the notes on {notes.label}")
        return _question(f"move the slides to {screen.label}")

    def may_show_notes(self, screen: ScreenInfo) -> bool:
        """Return whether the only screen that is left may show the notes.

        It must be the laptop's own, or one that the presenter put them on, and must not have had
        the slides.
        """
        separate = self._separate
        if separate is None or is_same(screen, separate.audience):
            return False
        return self._is_notes_screen(screen)

    def _with_hidden_notes(self, wanted: Placement) -> Placement:
        """Return a placement with the slides alone: the notes would move to a strange screen."""
        audience, presenter_view = wanted.audience, wanted.presenter_view
        if self._is_meant(audience):
            message = f"Notes are hidden: press S to show them on {presenter_view.label}"
        else:
            message = f"Press S to move the slides to {presenter_view.label} and show notes here"
        return Placement(audience, audience, Situation.NOTES_HIDDEN, message)

    def _swapped(
        self, screens: Sequence[ScreenInfo], current: Placement
    ) -> tuple[ScreenInfo, Placement] | None:
        """Return the screen that gets the slides after S, and where the windows would be."""
        audience = current.audience
        if audience not in screens:
            return None  # it is gone; an update follows
        if current.situation is Situation.NOTES_HIDDEN and self._is_meant(audience):
            return audience, self._assign(screens)
        screen = next_audience_screen(screens, audience)
        if screen is None:
            return None
        previous = current._replace(audience=screen)
        return screen, assign_screens(screens, remembered=screen.identity, previous=previous)

    def _assign(self, screens: Sequence[ScreenInfo]) -> Placement:
        return assign_screens(
            screens,
            remembered=self._remembered,
            requested=self._requested,
            previous=self._previous(),
            notes_screens=self._notes_screens,
        )

    def _previous(self) -> Placement | None:
        """Return where the windows stay unless another screen is better."""
        separate = None if self._was_swap else self._separate
        current = self._audience_screen
        if current is None or current.may_be_internal:
            return separate
        single = Placement(current, current, Situation.SINGLE, "")
        return (separate or single)._replace(audience=current)

    def _trust_first(self, placement: Placement) -> None:
        """Take the first screen of the notes for the presenter's."""
        is_separate = placement.situation is Situation.SEPARATE
        if is_separate or placement.presenter_view.may_be_internal:
            self._add_notes_screen(placement.presenter_view)

    def _remove_notes_screen(self, screen: ScreenInfo) -> None:
        """Keep notes off a screen on which an audience has seen slides."""
        self._notes_screens = [
            each for each in self._notes_screens if not contains_unmoved([screen], each)
        ]

    def _add_notes_screen(self, screen: ScreenInfo) -> None:
        if not contains_unmoved(self._notes_screens, screen):
            self._notes_screens.append(screen)

    def _is_notes_screen(self, screen: ScreenInfo) -> bool:
        return screen.is_internal is True or contains_unmoved(self._notes_screens, screen)

    def _is_meant(self, screen: ScreenInfo) -> bool:
        """Return whether the slides belong on a screen, and aren't just on the only one."""
        return bool(self._separate or self._requested) or self._remembered in screen.identities


def _question(deed: str) -> str:
    return f"Press S again to {deed}"
