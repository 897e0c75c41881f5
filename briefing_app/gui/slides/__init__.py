"""Layout and painting of one slide, and rendering slides and charts to pictures."""
