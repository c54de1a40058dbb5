"""What is said of foreign bytes that cannot be read: a line that any terminal may show, whatever they hold."""

from __future__ import annotations


class Refus(ValueError):
    """A file that cannot be used. Its message is French, and quotes the file: no control character comes out of it."""

    def __str__(self) -> str:
        """The message, each character that moves a cursor or turns a line around told by its number."""
        return "".join(c if c.isprintable() else f"⟨U+{ord(c):04X}⟩" for c in super().__str__())
