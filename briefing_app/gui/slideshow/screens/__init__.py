"""Which screen shows what: watching the screens, and assigning them to the two windows."""
