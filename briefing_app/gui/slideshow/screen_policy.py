"""Which screens the windows of a show are on, through all that is plugged in and out meanwhile."""

from collections.abc import Sequence

from briefing_app.gui.slideshow.screen_assignment import (
    Placement,
    ScreenInfo,
    Situation,
    Swap,
    as_swapped,
    choose,
    found_again,
    is_among,
    is_same,
    next_for_audience,
)


class ScreenChoice:
    """What the presenter chose for a show, and what that comes to with the screens that there are.

    It places no window. Where a show goes on without the screen that had the notes, they wait until
    they are asked for: what is left, or came meanwhile, an audience may see.

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
        self._for_notes: list[ScreenInfo] = []  # where the presenter wanted the notes
        self._latest: tuple[ScreenInfo, ...] = ()
        self._slides_on: ScreenInfo | None = None

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
        self._for_notes = [
            found_again(each, screens, self._latest) or each for each in self._for_notes
        ]
        self._latest = tuple(screens)
        # Over for good as soon as one of its screens is gone.
        self._lent = as_swapped(self._lent, screens) if self._lent else None
        if self._lent is not None:
            placement = self._lent.placement
        else:
            placement = self._chosen(screens)
            if self._slides_on is None:
                self._trust_first(placement)
            elif placement.situation is Situation.TWO and not self._is_for_notes(
                placement.presenter_view
            ):
                placement = self._waiting(placement)
        if placement.situation is Situation.TWO:
            # Where it falls back to another screen, the first is still meant.
            if self._apart is None and not placement.audience.maybe_own:
                self._remembered = placement.audience.identity
            self._apart, self._apart_lent = placement, self._lent is not None
            if self._lent is None:
                self._take_for_slides(placement.audience)
        self._slides_on = placement.audience
        return placement

    def take_front(self, screen: ScreenInfo, *, notes: bool) -> None:
        """Learn what the presenter has in front on the only screen there is.

        With the notes it is the presenter's; a projector that comes then has the slides at once.

        Args:
            screen: That one.
            notes: Whether the notes are in front, and not the slides.
        """
        if notes:
            self._take_for_notes(screen)
        elif not screen.maybe_own:
            self._take_for_slides(screen)

    def _waiting(self, wanted: Placement) -> Placement:
        """Slides alone, where the notes would come to a screen that they were never put on."""
        audience, presenter_view = wanted.audience, wanted.presenter_view
        if self._is_meant(audience):
            sentence = f"S brings the notes to {presenter_view.label}"
        else:
            sentence = f"S gives {presenter_view.label} the slides, and this screen the notes"
        return Placement(audience, audience, Situation.WAITING, sentence)

    def _chosen(self, screens: Sequence[ScreenInfo]) -> Placement:
        return choose(
            screens,
            remembered=self._remembered,
            asked=self._asked,
            before=self._before(),
            for_notes=self._for_notes,
        )

    def _before(self) -> Placement | None:
        """Where the windows stay unless something speaks for another screen."""
        apart = None if self._apart_lent else self._apart
        on = self._slides_on
        if on is None or on.maybe_own:
            return apart
        return (apart or Placement(on, on, Situation.SINGLE, ""))._replace(audience=on)

    def _trust_first(self, placement: Placement) -> None:
        """Take the screen that the notes have at the beginning for theirs."""
        if placement.situation is Situation.TWO or placement.presenter_view.maybe_own:
            self._take_for_notes(placement.presenter_view)

    def _take_for_slides(self, screen: ScreenInfo) -> None:
        """Where an audience sees slides, it is not to see the notes."""
        self._for_notes = [each for each in self._for_notes if not is_among([screen], each)]

    def _take_for_notes(self, screen: ScreenInfo) -> None:
        if not is_among(self._for_notes, screen):
            self._for_notes.append(screen)

    def _is_for_notes(self, screen: ScreenInfo) -> bool:
        return screen.own is True or is_among(self._for_notes, screen)

    def turn(self, screens: Sequence[ScreenInfo], now: Placement) -> None:
        """Do what S asks for where there are two; `follow` tells what comes of it.

        Where it is known that the slides are on the audience's screen, notes that wait are brought.
        Otherwise the slides have the next screen in turn: for good, or, where it is the laptop's
        own, as long as both screens stay.

        Args:
            screens: Those that are there.
            now: Where the windows are.
        """
        if now.audience not in screens:
            return  # gone meanwhile; there will be news of it
        if now.situation is Situation.WAITING and self._is_meant(now.audience):
            self._take_for_notes(self._chosen(screens).presenter_view)
            return
        screen = next_for_audience(screens, now.audience)
        if screen is None:
            return
        self._asked = ""
        wanted = choose(screens, remembered=screen.identity, before=now._replace(audience=screen))
        if screen.maybe_own:
            self._lent = Swap(
                wanted.audience, wanted.presenter_view, tuple(screens), tuple(screens)
            )
            return
        self._lent = None
        self._apart, self._apart_lent = wanted, False
        self._slides_on = screen
        self._remembered = screen.identity
        self._take_for_slides(screen)
        self._take_for_notes(wanted.presenter_view)

    def _is_meant(self, screen: ScreenInfo) -> bool:
        """Whether the slides are known to belong on a screen, and are not just on the only one."""
        return bool(self._apart or self._asked) or self._remembered in screen.identities

    def may_show_notes(self, left: ScreenInfo) -> bool:
        """Whether the only screen that is left may show the notes.

        It is the laptop's own or one that the presenter put them on, and the slides weren't there.
        """
        apart = self._apart
        if apart is None or is_same(left, apart.audience):
            return False
        return self._is_for_notes(left)
