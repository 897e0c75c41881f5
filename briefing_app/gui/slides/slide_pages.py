"""The pages of a slideshow, laid out when they are needed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import overload

from briefing_app.gui.slides.text_measurer import MEASURER
from briefing_app.layout.frame import FOOTER_FRAME, OWN_FRAME
from briefing_app.layout.page import Page
from briefing_app.layout.slide_pages import lay_out
from briefing_app.layout.slide_theme import LIGHT, SlideTheme
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition


class SlidePages(Sequence[Sequence[int]]):
    """The pages of a slideshow, as the outline of a `SlideshowState`.

    A slide is laid out when it is first needed, because a briefing may have a thousand.

    Args:
        slides: The slides, in order.
        theme: The colours.
    """

    def __init__(self, slides: Sequence[Slide], theme: SlideTheme = LIGHT) -> None:
        self._slides = tuple(slides)
        self._theme = theme
        self._laid_out: dict[int, tuple[Page, ...]] = {}

    @property
    def slides(self) -> tuple[Slide, ...]:
        """The slides, in order."""
        return self._slides

    @property
    def theme(self) -> SlideTheme:
        """The colours."""
        return self._theme

    def pages(self, slide: int) -> tuple[Page, ...]:
        """Return the pages of a slide, by its index; at least one."""
        pages = self._laid_out.get(slide)
        if pages is None:
            frame = FOOTER_FRAME if self._theme.identity.footer else OWN_FRAME
            laid_out = lay_out(self._slides[slide], MEASURER, frame)
            pages = tuple(replace(page, theme=self._theme) for page in laid_out)
            self._laid_out[slide] = pages
        return pages

    def page(self, position: SlidePosition) -> Page:
        """Return the page at a position."""
        return self.pages(position.slide)[position.page]

    def __len__(self) -> int:
        return len(self._slides)

    @overload
    def __getitem__(self, index: int) -> Sequence[int]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[int]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[int] | Sequence[Sequence[int]]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return tuple(page.steps for page in self.pages(range(len(self))[index]))
