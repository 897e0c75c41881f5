"""How a page of the guide looks: its Markdown in the fonts and colours of the program."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from briefing_app.files.paths import guide_folder
from briefing_app.gui.look import TextRole, look
from briefing_app.gui.widgets.key_text import (
    fragments,
    insert_keys,
    is_key,
    key_caps,
    line_height_format,
    text_blocks,
)
from briefing_app.layout.palette import Theme

MARGIN_PX: Final = 2  # for the outlines of keys, and the caret at the end of a line
# Pixels at 100 % text size.
_PARAGRAPH_GAP: Final = 8
_LIST_GAP: Final = 3
_CELL_PADDING: Final = 5
_CODE_INDENT: Final = 12

_SECTION_LEVEL: Final = 2
_HEADINGS: Final = {
    1: (TextRole.TITLE, 0),
    _SECTION_LEVEL: (TextRole.CHART_TITLE, 18),
    3: (TextRole.STRONG, 10),
}
"""For each level the font, and the space above in pixels at 100 % text size."""


class _Span(NamedTuple):
    """A part of a text that has one format."""

    start: int
    length: int
    text: str
    char_format: QTextCharFormat


def show_markdown(document: QTextDocument, text: str, theme: Theme) -> None:
    """Replace the contents of a document.

    Args:
        document: The document.
        text: Markdown, in GitHub's dialect. Inline code that names a key looks like that key.
        theme: The colours.
    """
    document.setBaseUrl(QUrl.fromLocalFile(f"{guide_folder()}/"))  # of the pictures
    document.setDocumentMargin(MARGIN_PX)
    document.setDefaultFont(look().font(TextRole.BODY))
    document.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    all_changes = QTextCursor(document)
    all_changes.beginEditBlock()  # so that the page is laid out once
    for block in text_blocks(document):
        _style_block(QTextCursor(block), block, theme)
    # From the end: keys take more letters than their names in the text.
    for span in reversed(_spans(document)):
        cursor = QTextCursor(document)
        cursor.setPosition(span.start)
        cursor.setPosition(span.start + span.length, QTextCursor.MoveMode.KeepAnchor)
        _style_span(cursor, span, theme)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _style_table(frame, theme)
    all_changes.endEditBlock()


def headings(document: QTextDocument) -> Iterator[tuple[str, int]]:
    """Yield the headings of the sections of a page, and where they start in the text."""
    for block in text_blocks(document):
        if block.blockFormat().headingLevel() == _SECTION_LEVEL:
            yield block.text(), block.position()


def pictures(document: QTextDocument) -> dict[QUrl, str]:
    """Return the addresses of a document's pictures, and what these show, for screen readers."""
    formats = [span.char_format for span in _spans(document)]
    description = QTextFormat.Property.ImageAltText.value
    return {
        document.baseUrl().resolved(QUrl(each.toImageFormat().name())): each.stringProperty(
            description
        )
        for each in formats
        if each.isImageFormat()
    }


def show_pictures(document: QTextDocument, width: int, resolution: float) -> None:
    """Show the pictures of a document.

    Args:
        document: The document.
        width: Their width in the document.
        resolution: The pixels in one unit of the width.
    """
    for address in pictures(document):
        picture = QImage(address.toLocalFile()).scaledToWidth(
            round(width * resolution), Qt.TransformationMode.SmoothTransformation
        )
        picture.setDevicePixelRatio(resolution)
        document.addResource(QTextDocument.ResourceType.ImageResource.value, address, picture)
    document.markContentsDirty(0, document.characterCount())


def _spans(document: QTextDocument) -> list[_Span]:
    parts = [part for block in text_blocks(document) for part in fragments(block)]
    return [_Span(each.position(), each.length(), each.text(), each.charFormat()) for each in parts]


def _style_block(cursor: QTextCursor, block: QTextBlock, theme: Theme) -> None:
    px = look().px
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    is_picture = any(each.charFormat().isImageFormat() for each in fragments(block))
    is_code = _is_code(block)
    made = QTextBlockFormat() if is_code or is_picture else line_height_format()
    if (level := block.blockFormat().headingLevel()) in _HEADINGS:
        role, gap = _HEADINGS[level]
        made.setTopMargin(px(gap))
        made.setBottomMargin(px(_LIST_GAP))
        font = QTextCharFormat()
        font.setFont(look().font(role))
        cursor.setCharFormat(font)
    elif is_code:
        made.setBackground(QColor(theme.ground))
        made.setNonBreakableLines(False)
        made.setLeftMargin(px(_CODE_INDENT))
        cursor.setCharFormat(QTextCharFormat())
    elif cursor.currentTable() is not None:
        made.setBottomMargin(0)
    else:
        made.setTopMargin(px(_PARAGRAPH_GAP) if _is_code(block.previous()) else 0)
        made.setBottomMargin(px(_PARAGRAPH_GAP if block.textList() is None else _LIST_GAP))
    cursor.mergeBlockFormat(made)


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage.value)


def _style_span(cursor: QTextCursor, span: _Span, theme: Theme) -> None:
    if span.char_format.isAnchor():
        link = QTextCharFormat()
        link.setForeground(QColor(theme.accent))
        link.setFontUnderline(True)
        cursor.mergeCharFormat(link)
    elif span.char_format.fontFixedPitch():
        cursor.setCharFormat(QTextCharFormat())
        if is_key(span.text):
            cursor.removeSelectedText()
            insert_keys(cursor, [key_caps(span.text)])
        else:
            code = QTextCharFormat()
            code.setFontWeight(QFont.Weight.DemiBold)
            cursor.setCharFormat(code)


def _style_table(table: QTextTable, theme: Theme) -> None:
    made = table.format()
    made.setBorder(1)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(QColor(theme.line))
    made.setBorderCollapse(True)
    made.setCellSpacing(0)
    made.setCellPadding(look().px(_CELL_PADDING))
    made.setBottomMargin(look().px(_PARAGRAPH_GAP))
    # Qt rounds the widths of columns up.
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 99))
    table.setFormat(made)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = QTextCharFormat(cell.format())
        head.setBackground(QColor(theme.ground))
        cell.setFormat(head)
