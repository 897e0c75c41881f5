"""``briefing-app present``: starts a slideshow at once."""

from argparse import Namespace

from briefing_app.cli.arguments import (
    AddCommand,
    add_briefing_argument,
    add_log_argument,
    add_private_argument,
    whole_number,
)
from briefing_app.cli.open import load_application
from briefing_app.model.slideshow.time import MAX_PLANNED_MINUTES


def add_parser(add_command: AddCommand) -> None:
    """Add the command's parser."""
    parser = add_command(
        "present",
        help="start the slideshow of a briefing",
        description="Show a briefing’s slides full screen on the projector, and the presenter view "
        "on the laptop. F1 lists the keys; Esc ends the slideshow.",
        epilog="Like F5 in the window, it continues the last slideshow of this briefing if that "
        "stopped unexpectedly within four hours, or was ended within ten minutes and before its "
        "last slide. Otherwise it starts a new session.",
    )
    add_briefing_argument(parser, "the briefing to present")
    parser.add_argument(
        "--screen", default="", metavar="NAME", help="the name of the audience’s screen"
    )
    parser.add_argument(
        "--minutes",
        type=whole_number(
            f"is not a planned time; give whole minutes from 0 to {MAX_PLANNED_MINUTES}",
            range(MAX_PLANNED_MINUTES + 1),
        ),
        metavar="N",
        help="the planned time in minutes",
    )
    parser.add_argument(
        "--at",
        type=whole_number("is not a slide number; slides are numbered 1, 2, 3 and so on"),
        metavar="N",
        help="start a new session at the slide with this number",
    )
    parser.add_argument("--new", action="store_true", help="start a new session at the first slide")
    parser.add_argument(
        "--highlight",
        default="",
        metavar="FORCE",
        help="the force that charts highlight (default: the one that the author chose)",
    )
    parser.add_argument(
        "--windowed",
        action="store_true",
        help="show the slides in a window that can be shared in a video call",
    )
    add_private_argument(parser)
    add_log_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Run the slideshow, then show the main window until it is closed.

    Raises:
        BriefingError: The briefing can't be opened.
        DisplayError: There is no screen, or Qt can't be loaded.
        OptionError: There is no slide with the number, or no force with the name given.
    """
    application = load_application(arguments.file)
    code: int = application.present(
        arguments.file,
        is_new=arguments.new,
        at=arguments.at,
        minutes=arguments.minutes,
        screen=arguments.screen,
        windowed=arguments.windowed,
        highlight=arguments.highlight,
        is_private=arguments.private,
    )
    return code
