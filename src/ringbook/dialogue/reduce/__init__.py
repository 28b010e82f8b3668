"""What an event changes in the call's state. Pure."""
