"""Reading .xlsx and .ods files into grids of typed cells, and the sheets a workbook has."""
