"""The offline brain: the next step, from the state alone. Pure."""
