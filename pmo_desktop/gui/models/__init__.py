"""Item models that tables share."""
