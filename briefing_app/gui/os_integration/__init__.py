"""What depends on the operating system: sleep, displays, fonts, importing Qt."""
