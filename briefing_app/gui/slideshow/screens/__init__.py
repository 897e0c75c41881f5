"""Which screen shows what: finding screens, assigning them, and placing the windows on them."""
