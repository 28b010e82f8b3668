"""The gate: what may be done now, and whether a read-back is true. Pure."""
