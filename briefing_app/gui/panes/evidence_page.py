"""The page of the quote pane: the evidence, and what the finding says about it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.language import INTERFACE_LOCALE
from briefing_app.gui.panes.evidence import Evidence
from briefing_app.gui.panes.link_button import LinkButton
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.plain_text import Notice, PlainText
from briefing_app.model.report import Finding, Force, Quote
from briefing_app.model.wording import (
    CAUTION_LABEL,
    DISCUSSION_LABEL,
    OUR_DISCUSSION_QUESTION,
)

_CAUTION_LEAD: Final = f"{CAUTION_LABEL}. "
_QUESTION_LEAD: Final = f"{DISCUSSION_LABEL} — {OUR_DISCUSSION_QUESTION.lower()}\n"


class EvidenceContent(NamedTuple):
    """What the page shows.

    Args:
        evidence: The words, if there are any.
        no_evidence: The text to show if there are none.
        quote: The quote that the words are, if they are one.
        finding: The finding that is shown with it; None while all quotes are browsed.
        supported: The findings to link to.
        terms: The search terms to highlight.
        my_force: The user's own force.
    """

    evidence: Evidence | None
    no_evidence: str
    quote: Quote | None
    finding: Finding | None
    supported: Sequence[Finding]
    terms: tuple[str, ...]
    my_force: Force | None


class EvidencePage(QWidget):
    """Shows a caution, the words with their source, the finding's detail, and links.

    Args:
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    finding_requested = Signal(object)
    """Emitted when the user follows the link to a `Finding`."""
    caret_moved = Signal(QRect)
    """Emitted when the text cursor moves, with its place on the page."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        # The list of findings shows three lines of it; this is the complete headline.
        self._headline = self._text("The finding", is_tab_stop=False)
        self._caution = Notice("caution", "Caution", style, self)
        self._rule = QFrame(self)
        self._rule.setProperty("look", "rule")
        self._rule.setFixedWidth(4)
        self._words = self._text("The exact words")
        self._attribution = self._text("Who said it")
        self._origin = self._small_text("Source")
        self._origin.setLocale(INTERFACE_LOCALE)  # mostly our own words
        self._detail = self._text("The finding in plain words")
        self._excerpt = self._small_text("The words that the finding is based on")
        self._links = QWidget(self)
        self._link_rows = QVBoxLayout(self._links)
        self._link_rows.setContentsMargins(0, 0, 0, 0)
        self._question = Notice("prompt", "Discussion question", style, self)
        self._evidence_rows = QVBoxLayout()
        self._rows = self._build_layout()
        for text in self.findChildren(PlainText):
            text.caret_moved.connect(
                lambda caret, text=text: self.caret_moved.emit(
                    QRect(text.mapTo(self, caret.topLeft()), caret.size())
                )
            )

    def show_content(self, content: EvidenceContent) -> None:
        """Show other content."""
        self.setUpdatesEnabled(False)
        self._show_evidence(content)
        self._show_finding(content.finding, content.quote, content.terms)
        self._show_links(content.supported)
        self.setUpdatesEnabled(True)

    def selected_text(self) -> str:
        """Return the text that is selected on the page, or an empty string."""
        texts = self.findChildren(PlainText)
        return next(filter(None, (text.selected_text() for text in texts)), "")

    def focus(self) -> None:
        """Give the keyboard focus to the words, or to the note that there are none."""
        text = self._origin if self._words.isHidden() else self._words
        text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def restyle(self) -> None:
        """Apply the current spacing; `show_content` applies the fonts."""
        px = self._style.px
        self._rows.setContentsMargins(0, 0, px(8), 10)
        self._rows.setSpacing(px(12))
        self._evidence_rows.setContentsMargins(px(12), 0, 0, 0)
        self._evidence_rows.setSpacing(px(4))

    def _text(self, name: str, *, is_tab_stop: bool = True) -> PlainText:
        text = PlainText(self._style, self, is_tab_stop=is_tab_stop)
        text.setAccessibleName(name)
        return text

    def _small_text(self, name: str) -> PlainText:
        """Make a muted text that Tab skips."""
        text = self._text(name, is_tab_stop=False)
        text.setProperty("look", "muted")
        return text

    def _build_layout(self) -> QVBoxLayout:
        for text in (self._words, self._attribution, self._origin):
            self._evidence_rows.addWidget(text)
        evidence = QHBoxLayout()
        evidence.addWidget(self._rule)
        evidence.addLayout(self._evidence_rows, 1)
        rows = QVBoxLayout(self)
        rows.addWidget(self._headline)
        rows.addWidget(self._caution)
        rows.addLayout(evidence)
        for widget in (self._detail, self._excerpt, self._links, self._question):
            rows.addWidget(widget)
        rows.addStretch(1)
        return rows

    def _show_evidence(self, content: EvidenceContent) -> None:
        style, evidence = self._style, content.evidence
        quote, my_force = content.quote, content.my_force
        self._rule.setVisible(evidence is not None)
        self._words.setVisible(evidence is not None)
        self._words.show_text(evidence.quoted if evidence else "", style.font(TextRole.QUOTE))
        self._words.highlight(content.terms, style)
        speaker = evidence.speaker if evidence else ""
        self._attribution.setVisible(bool(speaker))
        self._attribution.show_text(
            evidence.attribution if evidence else "",
            style.font(TextRole.CONTROL),
            bold_until=len(speaker),
        )
        # The search looks at the speaker's name, not at the role.
        self._attribution.highlight(content.terms, style, slice(len(speaker)))
        origin = evidence.origin if evidence else content.no_evidence
        if quote is not None and my_force is not None and my_force in quote.forces:
            origin += f" · about my force, {my_force.name}"
        self._origin.show_text(origin, style.font(TextRole.SMALL))

    def _show_finding(
        self, finding: Finding | None, quote: Quote | None, terms: tuple[str, ...]
    ) -> None:
        style = self._style
        self._headline.setVisible(finding is not None)
        self._headline.show_text(finding.headline if finding else "", style.font(TextRole.SECTION))
        self._headline.highlight(terms, style)
        self._caution.show_text(_CAUTION_LEAD, finding.caution if finding else "", style)
        self._caution.highlight(terms, style)
        detail = finding.detail if finding else ""
        self._detail.setVisible(bool(detail))
        self._detail.show_text(detail, style.font(TextRole.BODY))
        self._detail.highlight(terms, style)
        excerpt = ""
        if finding and finding.excerpt and quote and finding.excerpt not in quote.text:
            place = " · ".join(filter(None, (finding.source.publisher, finding.locator)))
            excerpt = f"The finding is based on: “{finding.excerpt}” — {place}"
        self._excerpt.setVisible(bool(excerpt))
        self._excerpt.show_text(excerpt, style.font(TextRole.SMALL))
        start = excerpt.find("“") + 1
        end = start + len(finding.excerpt) if finding else start
        self._excerpt.highlight(terms, style, slice(start, end))
        self._question.show_text(_QUESTION_LEAD, finding.prompt if finding else "", style)

    def _show_links(self, findings: Sequence[Finding]) -> None:
        while (item := self._link_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for finding in findings:
            text = f"Supports finding {finding.position}: {finding.headline}"
            link = LinkButton(text, self._style, self._links)
            link.clicked.connect(
                lambda _checked, finding=finding: self.finding_requested.emit(finding)
            )
            self._link_rows.addWidget(link)
        self._links.setVisible(bool(findings))
