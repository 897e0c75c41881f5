"""Starting a private session from the menu."""

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from briefing_app.gui.controllers import privacy
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.main_window.window import MainWindow
from tests.gui.menus import trigger
from tests.gui.parts import message_of


def test_session_that_does_not_open_is_reported(
    main_window: MainWindow,
    controllers: Controllers,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(privacy, "PRIVATE_OPTION", "--no-such-option")
    trigger(main_window, "Start a private session")
    message = partial(message_of, main_window)
    assert message() == "A private session is starting in a window of its own"
    failure = "The private session can’t be started. Close this program and start it again."
    qtbot.waitUntil(lambda: message() == failure, timeout=60_000)
