"""What is known in a call: events, values and what is asked. Pure."""
