"""What depends on the operating system: sleep inhibition, displays, windowing and start-up."""
