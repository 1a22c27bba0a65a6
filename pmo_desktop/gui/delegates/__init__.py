"""What paints and edits the cells of tables."""
