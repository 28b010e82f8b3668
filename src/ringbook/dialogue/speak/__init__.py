"""What the agent says, made from rows, rules and the practice's own data. Pure."""
