"""Everything that reads a store: plain functions `(session, …) -> frozen values`."""
