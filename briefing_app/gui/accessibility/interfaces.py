"""Accessible interfaces of our own widgets: images, headings, popups, and painted rows.

To Qt, a painted widget is one nameless area. `AccessibleRows` makes each row a child with its own
text. Qt holds bare pointers to these interfaces, so they live as long as the widget and are
unregistered when it is destroyed.
"""

from functools import cache, partial
from typing import Final

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QScrollArea, QWidget
from shiboken6 import isValid

_NO_ROW: Final = -1
_DIRECT_CHILDREN: Final = Qt.FindChildOption.FindDirectChildrenOnly


class CustomAccessible:
    """Mixin for a widget with an accessible role or interface of its own.

    List it before the widget's class among the bases.
    """

    accessible_role = QAccessible.Role.Client
    """The role of the widget."""
    accessible_interface: QAccessibleInterface | None = None
    """Kept here because Qt holds a bare pointer to it."""

    def __init_subclass__(cls) -> None:
        """Let Qt ask us for interfaces before there is a widget of the class."""
        super().__init_subclass__()
        _install_factory()

    def create_accessible_interface(self) -> QAccessibleInterface:
        """Create the interface. It is called once, when Qt first asks for it."""
        assert isinstance(self, QWidget)  # noqa: S101, as the class says
        return QAccessibleWidget(self, self.accessible_role)


@cache
def _install_factory() -> None:
    QAccessible.installFactory(_interface_for)


def _interface_for(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, CustomAccessible):
        return None
    thing.accessible_interface = thing.create_accessible_interface()
    return thing.accessible_interface


class AccessibleImage(CustomAccessible, QWidget):
    """Base of a widget that is an image.

    A screen reader reads the widget's accessible name and description.
    """

    accessible_role = QAccessible.Role.Graphic

    def create_accessible_interface(self) -> QAccessibleInterface:
        """Create the interface of an image."""
        return _ImageInterface(self)

    def changing_description(self) -> str:
        """Return what to read after the description, but not to announce with each change."""
        return ""


class _ImageInterface(QAccessibleWidget):
    def __init__(self, image: AccessibleImage) -> None:
        super().__init__(image, QAccessible.Role.Graphic)
        self._image = image

    def text(self, kind: QAccessible.Text) -> str:
        text = super().text(kind)
        if kind is QAccessible.Text.Description:
            text = f"{text.rstrip()}\n{self._image.changing_description()}".strip()
        return text


class AccessibleHeading(CustomAccessible):
    """Mixin for a label that is a heading."""

    def create_accessible_interface(self) -> QAccessibleInterface:
        """Create the interface of a heading, whose name is the label's text."""
        assert isinstance(self, QLabel)  # noqa: S101, as the class says
        return _HeadingInterface(self)


class _HeadingInterface(QAccessibleWidget):
    def __init__(self, label: QLabel) -> None:
        super().__init__(label, QAccessible.Role.Heading)
        self._label = label

    def text(self, kind: QAccessible.Text) -> str:
        return self._label.text() if kind is QAccessible.Text.Name else super().text(kind)


class AccessiblePopup(CustomAccessible):
    """Mixin for a popup that is a child of its parent, an `AccessiblePopupOwner`.

    Qt has a popup nowhere in the tree that screen readers read.
    """

    def create_accessible_interface(self) -> QAccessibleInterface:
        """Create the interface of the popup."""
        assert isinstance(self, QWidget)  # noqa: S101, as the class says
        return _PopupInterface(self)


class _PopupInterface(QAccessibleWidget):
    def __init__(self, popup: QWidget) -> None:
        super().__init__(popup, QAccessible.Role.Grouping)
        self._popup = popup

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        owner = self._popup.parentWidget()
        return QAccessible.queryAccessibleInterface(owner) if owner is not None else None


class AccessiblePopupOwner(CustomAccessible):
    """Mixin for a widget whose open popups are its last children."""

    def create_accessible_interface(self) -> QAccessibleInterface:
        """Create the interface of the widget with its open popups."""
        assert isinstance(self, QWidget)  # noqa: S101, as the class says
        return _PopupOwnerInterface(self)


class _PopupOwnerInterface(QAccessibleWidget):
    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, QAccessible.Role.Grouping)
        self._owner = owner

    def childCount(self) -> int:
        return super().childCount() + len(self._popups())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        count, popups = super().childCount(), self._popups()
        if count <= index < count + len(popups):
            return QAccessible.queryAccessibleInterface(popups[index - count])
        return super().child(index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        popups, thing = self._popups(), child.object()
        if thing in popups:
            return super().childCount() + popups.index(thing)
        return super().indexOfChild(child)

    def _popups(self) -> list[QObject]:
        return [
            each
            for each in self._owner.findChildren(QWidget, options=_DIRECT_CHILDREN)
            if isinstance(each, AccessiblePopup) and each.isVisible()
        ]


class AccessibleRows(CustomAccessible, QScrollArea):
    """Base of a chart that paints rows. The keyboard moves between them.

    A screen reader reads the widget's accessible name and description.
    """

    def create_accessible_interface(self) -> QAccessibleInterface:
        """Create the interface of the widget and its rows."""
        return _RowsInterface(self)

    def row_count(self) -> int:
        """Return the number of rows."""
        raise NotImplementedError

    def row_text(self, row: int) -> str:
        """Return the complete text of a row."""
        raise NotImplementedError

    def row_rect(self, row: int) -> QRect:
        """Return a row's rectangle, in pixels of the inner widget."""
        raise NotImplementedError

    def current_row(self) -> int:
        """Return the row that the keyboard is on."""
        raise NotImplementedError

    def is_row_selected(self, row: int) -> bool:
        """Return whether a row is selected."""
        raise NotImplementedError

    def announce_current_row(self) -> None:
        """Report to screen readers that the keyboard moved to another row."""
        if QAccessible.isActive() and self.hasFocus():
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(self.current_row())
            QAccessible.updateAccessibility(event)


class _RowInterface(QAccessibleInterface):
    """One row. PySide's stubs don't allow None as an interface, hence the ignores."""

    def __init__(self, rows: AccessibleRows, row: int) -> None:
        super().__init__()
        self._rows = rows
        self._row = row

    def isValid(self) -> bool:
        return isValid(self._rows) and self._row < self._rows.row_count()

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return self._rows.accessible_interface

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        del index
        return None

    def childAt(  # type: ignore[override]
        self, x: int, y: int
    ) -> QAccessibleInterface | None:
        del x, y
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        del child
        return _NO_ROW

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def rect(self) -> QRect:
        return _global_row_rect(self._rows, self._row)

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        is_current = self._rows.current_row() == self._row
        for name, is_set in (
            ("focusable", self._rows.focusPolicy() is not Qt.FocusPolicy.NoFocus),
            ("selectable", True),
            ("focused", is_current and self._rows.hasFocus()),
            ("selected", self._rows.is_row_selected(self._row)),
            ("invisible", not self._rows.isVisible()),
        ):
            setattr(state, name, is_set)
        return state

    def text(self, kind: QAccessible.Text) -> str:
        return self._rows.row_text(self._row) if kind is QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        pass


class _RowsInterface(QAccessibleWidget):
    """The widget as a whole."""

    def __init__(self, rows: AccessibleRows) -> None:
        super().__init__(rows, QAccessible.Role.Chart)
        self._rows = rows
        self._children: dict[int, _RowInterface] = {}
        self._registered_ids: list[int] = []
        rows.destroyed.connect(partial(_unregister, self._registered_ids))

    def childCount(self) -> int:
        return self._rows.row_count()

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if not 0 <= index < self._rows.row_count():
            return None
        if index not in self._children:
            self._children[index] = child = _RowInterface(self._rows, index)
            self._registered_ids.append(QAccessible.registerAccessibleInterface(child))
        return self._children[index]

    def childAt(  # type: ignore[override]
        self, x: int, y: int
    ) -> QAccessibleInterface | None:
        rows = range(self._rows.row_count())
        hits = (row for row in rows if _global_row_rect(self._rows, row).contains(x, y))
        return self.child(next(hits, _NO_ROW))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((row for row, known in self._children.items() if known is child), _NO_ROW)

    def focusChild(  # type: ignore[override]
        self,
    ) -> QAccessibleInterface | None:
        return self.child(self._rows.current_row()) if self._rows.hasFocus() else None


def _global_row_rect(rows: AccessibleRows, row: int) -> QRect:
    rect = rows.row_rect(row)
    inner = rows.widget() or rows
    return QRect(inner.mapToGlobal(rect.topLeft()), rect.size())


def _unregister(ids: list[int]) -> None:
    for each in ids:
        QAccessible.deleteAccessibleInterface(each)
