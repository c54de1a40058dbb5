"""The harness judges itself: what it catches of what is wrong on purpose, what it says of what is right."""
