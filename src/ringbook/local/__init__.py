"""What `ringbook up` starts on one machine, supervised and stopped together."""
