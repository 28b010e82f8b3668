"""Pure rules and values: no I/O, no framework, the present instant is passed in."""
