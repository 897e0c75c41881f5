"""Pictures of the program in its main states, drawn without a screen."""
