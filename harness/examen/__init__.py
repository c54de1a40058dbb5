"""From files and journals to results: reading them, sharing the work, giving verdicts."""
