"""Which screens the windows of a show are on, through all that is plugged in and out meanwhile."""

from collections.abc import Sequence

from briefing_app.gui.screens import (
    Placement,
    ScreenInfo,
    Situation,
    Swap,
    as_swapped,
    choose,
    is_same,
    next_for_audience,
)


class ScreenChoice:
    """What the presenter chose for a show, and what that comes to with the screens that there are.

    It places no window.

    Args:
        remembered: The identity of the screen that the audience had in an earlier show, or empty.
        asked: The name, model or serial of the one that was asked for, or empty.
    """

    def __init__(self, remembered: str, asked: str = "") -> None:
        self._remembered = remembered
        self._asked = asked
        self._lent: Swap | None = None  # while both screens stay
        self._apart: Placement | None = None  # the last one with a screen for each window
        self._apart_lent = False  # whether that was lent

    @property
    def remembered(self) -> str:
        """The identity of the screen that the slides are meant for, also in the next show."""
        return self._remembered

    @property
    def asked(self) -> str:
        """What was asked for, as long as that holds; or empty."""
        return self._asked

    @property
    def was_apart(self) -> bool:
        """Whether there was a screen for each window before, or is."""
        return self._apart is not None

    def follow(self, screens: Sequence[ScreenInfo]) -> Placement:
        """Where the windows belong with the screens that there are now.

        Raises:
            ValueError: There is none.
        """
        # Over for good as soon as one of its screens is gone.
        self._lent = as_swapped(self._lent, screens) if self._lent else None
        if self._lent is not None:
            placement = self._lent.placement
        else:
            placement = choose(
                screens,
                remembered=self._remembered,
                asked=self._asked,
                before=None if self._apart_lent else self._apart,
            )
        if placement.situation is Situation.TWO:
            # Where it falls back to another screen, the first is still meant.
            if self._apart is None and not placement.audience.maybe_own:
                self._remembered = placement.audience.identity
            self._apart, self._apart_lent = placement, self._lent is not None
        return placement

    def turn(self, screens: Sequence[ScreenInfo], now: Placement) -> None:
        """Give the slides the next screen in turn, if there is one; `follow` tells which.

        They have it for good, or, where it is the laptop's own, as long as both screens stay.

        Args:
            screens: Those that are there.
            now: Where the windows are, each on a screen for itself.
        """
        if now.audience not in screens:
            return  # gone meanwhile; there will be news of it
        screen = next_for_audience(screens, now.audience)
        if screen is None:
            return
        self._asked = ""
        wanted = choose(screens, remembered=screen.identity, before=now._replace(audience=screen))
        if screen.maybe_own:
            self._lent = Swap(wanted.audience, wanted.console, tuple(screens), tuple(screens))
            return
        self._lent = None
        self._apart, self._apart_lent = wanted, False
        self._remembered = screen.identity

    def may_show_notes(self, left: ScreenInfo) -> bool:
        """Whether the only screen that is left may show the notes: no audience saw slides there.

        Where the laptop's own screen was lent to the slides, the notes were on a screen that the
        audience usually sees, for as long as that had another.
        """
        apart = self._apart
        if apart is None or is_same(left, apart.audience):
            return False
        return left.own is True or (is_same(left, apart.console) and not self._apart_lent)
