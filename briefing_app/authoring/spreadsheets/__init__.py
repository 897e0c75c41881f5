"""Reading workbooks into grids of typed cells, and the sheets a workbook has."""
