"""The bar chart on screen, the only module that imports pyqtgraph, and what it highlights."""
