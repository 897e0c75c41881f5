"""The bar chart on screen; the only package that imports pyqtgraph."""
