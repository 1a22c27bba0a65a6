"""The one error that is meant for the user."""

from __future__ import annotations


class PmoError(Exception):
    """A sentence for the user: what happened, what it means for the data, what to do.

    Below `gui/` and `cli` nothing speaks English: the error carries a message id and the values of the
    message's named placeholders. `texts.messages` holds the sentence, the catalogue its translation.

    Attributes:
        message_id: key of `pmo_desktop.texts.messages.MESSAGES`.
        values: values of the sentence's placeholders.
    """

    def __init__(self, message_id: str, /, **values: object) -> None:
        super().__init__(message_id, values)
        self.message_id = message_id
        self.values = values

    def __str__(self) -> str:
        shown = ", ".join(f"{key}={value!r}" for key, value in self.values.items())
        return f"{self.message_id}({shown})"
