"""A refusal quotes a foreign file, and never lets it move the cursor of who reads it."""

from __future__ import annotations

from harness.refus import Refus


def test_what_a_terminal_would_obey_is_told_by_its_number() -> None:
    assert str(Refus("« été — 3 € » : inconnu")) == "« été — 3 € » : inconnu"
    assert str(Refus("« \x1b[31m\u202e\n »")) == "« ⟨U+001B⟩[31m⟨U+202E⟩⟨U+000A⟩ »"
