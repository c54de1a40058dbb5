"""Every scenario of every feature of the catalogue, as a test."""

from __future__ import annotations

from pytest_bdd import scenarios

from harness import resources

scenarios(str(resources.features()))
