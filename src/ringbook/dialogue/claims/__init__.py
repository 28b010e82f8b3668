"""The claim guard: is a sentence true of what this call has written? Pure."""
