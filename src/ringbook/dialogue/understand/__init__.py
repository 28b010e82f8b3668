"""From a caller's words to their meaning in the state of the dialogue. Pure."""
