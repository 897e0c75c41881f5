"""Reads every cell of a workbook with python-calamine and does nothing with it.

Run as a script: ``bare_calamine.py FILE``.
"""

import sys

from python_calamine import load_workbook


def main() -> None:
    """Read the workbook, one sheet after the other."""
    with load_workbook(sys.argv[1]) as workbook:
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


main()
