"""The dialog that shows what is kept on this computer and removes what the user ticks."""
