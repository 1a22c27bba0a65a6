"""Files of other tools: one module a format, values in and out."""
