"""Conformance harness for the Interop'fibre « Accès FTTH » 1.2 protocol."""

__version__ = "0.1.0"
