"""Speed and memory, measured against a yardstick and against others with an equivalent schema: `python -m bench`."""
