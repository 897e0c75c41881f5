"""The cell formats of the template workbook."""

from math import ceil
from typing import TYPE_CHECKING, Any, Final

from briefing_app.authoring.spreadsheets.sheets import Content, Heading
from briefing_app.model.palette import LIGHT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

_FONT: Final = "Calibri"
_FONT_SIZE: Final = 11  # points


class CellFormats:
    """Creates each cell format once.

    Args:
        workbook: The workbook to which the formats belong.
    """

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> "Format":
        """Return the format that differs from the default in these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(
                {
                    "font_name": _FONT,
                    "font_size": _FONT_SIZE,
                    "font_color": LIGHT.ink,
                    "valign": "top",
                    "text_wrap": True,
                    **properties,
                }
            )
        return self._formats[key]

    def heading(self) -> "Format":
        """Return the format of headings."""
        return self.format(
            bold=True, font_color=LIGHT.on_accent, bg_color=LIGHT.accent, valign="vcenter"
        )

    def help(self) -> "Format":
        """Return the format of the help texts below the headings."""
        return self.format(
            font_color=LIGHT.muted,
            bg_color=LIGHT.ground,
            font_size=9,
            bottom=1,
            bottom_color=LIGHT.line,
        )

    def cell(self, heading: Heading, *, has_line: bool = False) -> "Format":
        """Return the format of the cells below a heading.

        Most are formatted as text, so that a spreadsheet program doesn't turn them into dates.

        Args:
            heading: The heading.
            has_line: Whether there is a line below the cell.
        """
        line: dict[str, Any] = {"bottom": 1, "bottom_color": LIGHT.line} if has_line else {}
        match heading.content:
            case Content.ROW_NUMBER | Content.WHOLE_NUMBER:
                return self.format(num_format="0", align="left", **line)
            case Content.FIGURE:
                return self.format(align="right", num_format="@", **line)
            case _:
                return self.format(num_format="@", **line)


def line_count(text: str, width: float) -> int:
    """Return roughly how many lines a text takes in a column, whose width is in characters."""
    return sum(max(1, ceil(len(line) / max(1, int(width)))) for line in text.split("\n"))
