"""Export and print dialogs, and the jobs behind them."""
