"""The pages of the main window, one module or family of modules each."""
