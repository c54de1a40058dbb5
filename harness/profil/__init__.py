"""The bilateral profile: what two operators agreed on, what the one under test supports, how files travel."""
