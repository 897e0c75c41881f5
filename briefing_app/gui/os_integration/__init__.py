"""What depends on the operating system: sleep, displays, windowing and start-up."""
