"""Read every cell of a workbook with python-calamine.

Run as a script: ``bare_calamine.py FILE``.
"""

import sys

from python_calamine import load_workbook


def main() -> None:
    """Read all sheets of the workbook."""
    with load_workbook(sys.argv[1]) as workbook:
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


main()
