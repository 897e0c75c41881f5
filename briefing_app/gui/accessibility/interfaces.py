"""Accessible interfaces of our own widgets: images, headings and popups.

Qt holds bare pointers to these interfaces, so they live as long as the widget.
"""

from functools import cache
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget

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
