"""Charts as data: pure functions from values to drawing primitives, painted by the window and by the pack alike."""
