"""Meeting mode: the pack page by page, and what the committee decides, recorded as it is said."""
