"""Speech and language providers, local and by key."""
