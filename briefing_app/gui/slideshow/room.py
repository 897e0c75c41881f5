"""The numbers that the room is asked for on a slide: guesses for a chart, or hands in a vote."""

from PySide6.QtCore import QObject, Signal

from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow import room


class RoomNumbers(QObject):
    """Asks the room for one number after the other, and puts the numbers into the state.

    Args:
        slideshow: The slideshow, also the owner.
    """

    changed = Signal()
    """Emitted when another number is asked for, or when what was typed can't be taken."""

    def __init__(self, slideshow: Slideshow) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._place = ("", 0)  # the key of a slide, and which of its questions is asked
        self._problem = ""

    def asking(self, slide: Slide | None) -> "room.Asking | None":
        """Return how far the room was asked on a slide; None if it is asked for no number."""
        questions = None if slide is None else room.room_questions(slide)
        if questions is None:
            return None
        key, at = self._place
        numbers = self._slideshow.state.said.numbers(questions.slide.key, questions.kind)
        if key != questions.slide.key:
            return room.Asking(questions, questions.after_last(numbers), numbers)
        return room.Asking(questions, at, numbers, self._problem)

    def take(self, asking: "room.Asking", text: str) -> str:
        """Take what was typed, and ask for what comes next.

        Args:
            asking: What is asked.
            text: What was typed; with nothing, the question is skipped.

        Returns:
            What was taken, for a screen reader.

        Raises:
            RoomNumberError: No numbers were typed, or too many.
        """
        questions = asking.questions
        try:
            first, numbers = questions.read(text, asking.at)
        except room.RoomNumberError as error:
            self._ask(questions, asking.at, str(error))
            raise
        named = zip(questions.each[first:], numbers, strict=False)
        self._ask(questions, min(first + max(len(numbers), 1), len(questions)))
        if numbers:
            self._keep(asking, {question.key: number for question, number in named})
        return questions.spoken(first, numbers)

    def take_back(self, asking: "room.Asking") -> str | None:
        """Ask for the last number again, and return it as it is typed; None if there is none.

        A question that was skipped is asked again, too, with an empty text.
        """
        if not asking.at:
            return None
        questions, at = asking.questions, asking.at - 1
        key = questions.each[at].key
        self._ask(questions, at)
        number = asking.numbers.get(key)
        if number is None:
            return ""
        self._keep(asking, {key: None})
        return room.plain_number_text(number)

    def drop_problem(self) -> None:
        """Drop the reason why a text wasn't taken: that text isn't in the field any more."""
        self._problem = ""

    def _ask(self, questions: "room.RoomQuestions", at: int, problem: str = "") -> None:
        self._place, self._problem = (questions.slide.key, at), problem
        self.changed.emit()

    def _keep(self, asking: "room.Asking", changes: dict[str, float | None]) -> None:
        """Replace numbers in the state; None removes one."""
        questions = asking.questions
        numbers = {
            key: number
            for key, number in {**asking.numbers, **changes}.items()
            if number is not None
        }
        lines = questions.lines(numbers)
        state = self._slideshow.state
        self._slideshow.update(state.set_numbers(questions.slide.key, questions.kind, lines))
