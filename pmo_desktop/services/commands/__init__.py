"""Everything that edits a store: plain functions `(session, …) -> result`, run by `Store.write`.

A command validates, edits rows through the session, and raises `PmoError` to refuse. It writes no history, no undo and
no refresh: all three come from what the store records.
"""
