"""What a user can do and ask: `commands` write, `queries` read and return frozen values."""
