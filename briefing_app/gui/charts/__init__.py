"""The bar chart on screen, with the only module that imports pyqtgraph, and what it highlights."""
