"""Decides which screens a running slideshow uses while screens are plugged in and out."""

from collections.abc import Sequence

from briefing_app.gui.slideshow.screens.assignment import (
    Placement,
    ScreenInfo,
    Situation,
    Swap,
    assign_screens,
    contains_unmoved,
    find_again,
    is_same,
    next_audience_screen,
    update_swap,
)


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
