"""What was said in one session: in the store, or in memory if it can't be saved."""

from briefing_app.database.personal.said import SaidStore
from briefing_app.database.personal.sessions import Session
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.said import SaidLine, said_line


class SaidLog:
    """The lines of a session. They are read when they are first needed.

    Args:
        personal: Where they are kept.
        session: The session.
    """

    def __init__(self, personal: PersonalData, session: Session) -> None:
        self._personal = personal
        self._store = SaidStore(personal.store)
        self._session = session
        self._lines: list[SaidLine] | None = None

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._all())

    def of(self, slide: str) -> list[SaidLine]:
        """Return the lines of a discussion, by the key of its slide."""
        return [line for line in self._all() if line.slide == slide]

    def add(self, discussion: Slide, text: str) -> bool:
        """Add what was typed in a discussion. Return False if it is empty."""
        line, lines = said_line(discussion, text), self._all()
        if line is None:
            return False
        with self._personal.saving():
            line = self._store.add(self._session, line)
        lines.append(line)
        return True

    def remove(self, line: SaidLine) -> None:
        """Remove a line."""
        if line.id is not None:
            with self._personal.saving():
                self._store.remove(line.id)
        self._all().remove(line)

    def reread(self) -> None:
        """Forget the lines that were read: the user may have had them deleted."""
        self._lines = None

    def _all(self) -> list[SaidLine]:
        if self._lines is None:
            no_lines: list[SaidLine] = []
            self._lines = self._personal.read(lambda: self._store.lines(self._session.id), no_lines)
        return self._lines
