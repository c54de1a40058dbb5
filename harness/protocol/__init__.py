"""What the protocol says, as values. Nothing here reads a file, a clock or an environment."""
