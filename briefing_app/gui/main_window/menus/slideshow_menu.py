"""The actions of the menu Slideshow: starting, rehearsing, preparing, looking back."""

from functools import partial

from briefing_app.gui.main_window.actions import Action, ActionId, EnabledWhen
from briefing_app.gui.main_window.commands import Commands


def slideshow_actions(commands: Commands) -> tuple[Action, ...]:
    """Return the actions of this menu, in its order."""
    return (
        *(
            Action(
                action,
                "&Slideshow",
                text,
                partial(commands.slideshow_requested.emit, action),
                (key,),
                hint,
                is_global=True,
            )
            for action, text, key, hint in (
                (
                    ActionId.PRESENT,
                    "&Start slideshow",
                    "F5",
                    "Start the slideshow, or resume it at the slide and time where you stopped",
                ),
                (
                    ActionId.PRESENT_HERE,
                    "Start from &here",
                    "Shift+F5",
                    "Start the slideshow at the selected finding or quote",
                ),
                (ActionId.PRESENT_AGAIN, "Start from the &beginning", "Ctrl+F5", ""),
                (
                    ActionId.PRESENT_WINDOWED,
                    "Start in a &window, for a video call",
                    "Ctrl+Shift+F5",
                    "",
                ),
                (
                    ActionId.REHEARSE,
                    "R&ehearse",
                    "Ctrl+F9",
                    "Run through the slideshow and record the time of each slide",
                ),
            )
        ),
        Action(
            ActionId.RUNNING_ORDER,
            "&Slideshow",
            "&Running order…",
            commands.running_order_requested.emit,
            ("Ctrl+R",),
            "Leave out, move or add slides for today",
            starts_section=True,
        ),
        Action(
            ActionId.TIMES,
            "&Slideshow",
            "&Times…",
            commands.times_requested.emit,
            hint="Compare the planned, rehearsed and taken time of each slide",
        ),
        Action(
            ActionId.SAID,
            "&Slideshow",
            "What we sa&id…",
            commands.said_requested.emit,
            hint="What was typed during the discussions of earlier slideshows",
        ),
        Action(
            ActionId.EXPORT_INK,
            "&Slideshow",
            "Save slides with in&k…",
            partial(commands.export_requested.emit, ActionId.EXPORT_INK),
            hint="Save the slides as pictures, with what you drew on them in the last slideshow",
            enabled_when=EnabledWhen.HAS_INK,
        ),
    )
