"""The windows: all Qt code of the program, and nothing but Qt code."""
