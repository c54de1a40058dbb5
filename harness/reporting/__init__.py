"""Results to HTML, JSON, JUnit and terminal. Pure functions of the results."""

from harness.reporting.ecriture import FORMATS, EcritureImpossible, ecrit_rapport, phrase_du_verdict, rend

__all__ = ["FORMATS", "EcritureImpossible", "ecrit_rapport", "phrase_du_verdict", "rend"]
