"""How a page of the guide looks: its Markdown in the fonts and colours of the program."""

from collections.abc import Iterator
from typing import Final

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
    QTextFragment,
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

_HEADINGS: Final = {1: (TextRole.TITLE, 0), 2: (TextRole.CHART_TITLE, 18)}
"""For each level the font, and the space above in pixels at 100 % text size."""


def show_markdown(document: QTextDocument, text: str, theme: Theme) -> None:
    """Replace the contents of a document.

    Args:
        document: The document.
        text: Markdown, in GitHub's dialect. Inline code that names a key looks like that key.
        theme: The colours.
    """
    document.setDocumentMargin(MARGIN_PX)
    document.setDefaultFont(look().font(TextRole.BODY))
    document.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    all_changes = QTextCursor(document)
    all_changes.beginEditBlock()  # so that the page is laid out once
    for block in text_blocks(document):
        _style_block(QTextCursor(block), block, theme)
    _style_parts(document)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _style_table(frame, theme)
    all_changes.endEditBlock()


def cursor_at(document: QTextDocument, start: int, length: int = 0) -> QTextCursor:
    """Return a cursor at a place in a document, which selects some letters after it."""
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def headings(document: QTextDocument) -> Iterator[tuple[int, str, int]]:
    """Yield the level, the text and the start of each heading."""
    for block in text_blocks(document):
        if level := block.blockFormat().headingLevel():
            yield level, block.text(), block.position()


def show_pictures(document: QTextDocument, width: int, resolution: float) -> None:
    """Show the pictures of a document.

    Args:
        document: The document.
        width: Their width in the document.
        resolution: The pixels in one unit of the width.
    """
    formats = [part.charFormat() for part in _parts(document)]
    for file in [each.toImageFormat().name() for each in formats if each.isImageFormat()]:
        image = QImage(str(guide_folder() / file)).scaledToWidth(
            round(width * resolution), Qt.TransformationMode.SmoothTransformation
        )
        image.setDevicePixelRatio(resolution)
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(file), image)
    document.markContentsDirty(0, document.characterCount())


def _parts(document: QTextDocument) -> Iterator[QTextFragment]:
    """Yield the parts of a text that have one format."""
    for block in text_blocks(document):
        yield from fragments(block)


def _style_block(cursor: QTextCursor, block: QTextBlock, theme: Theme) -> None:
    px = look().px
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    is_picture = any(each.charFormat().isImageFormat() for each in fragments(block))
    is_code = _is_code(block)
    made = QTextBlockFormat() if is_code or is_picture else line_height_format()
    if level := block.blockFormat().headingLevel():
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


def _style_parts(document: QTextDocument) -> None:
    """Style links, keys and other code in a line."""
    link, code = QTextCharFormat(), QTextCharFormat()
    link.setFontUnderline(True)
    code.setFontWeight(QFont.Weight.DemiBold)
    parts = [
        (part.position(), part.length(), part.text(), part.charFormat())
        for part in _parts(document)
    ]
    # From the end: keys take more letters than their names in the text.
    for start, length, text, char_format in reversed(parts):
        cursor = cursor_at(document, start, length)
        if char_format.isAnchor():
            cursor.mergeCharFormat(link)
        elif char_format.fontFixedPitch() and is_key(text):
            cursor.removeSelectedText()
            insert_keys(cursor, [key_caps(text)])
        elif char_format.fontFixedPitch():
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
