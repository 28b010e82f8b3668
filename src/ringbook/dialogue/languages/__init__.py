"""Calls in other languages: glossed into English, answered in fixed lines. Pure."""
