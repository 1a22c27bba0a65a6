"""Dialogs: only for what cannot be undone, or needs input to go on."""
