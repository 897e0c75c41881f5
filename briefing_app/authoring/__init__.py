"""Reading a workbook or a folder of CSV files into rows, each with the cell it came from."""
