"""Coverage-guided fuzzing of what reads foreign bytes; a development tool (`make fuzz`)."""
