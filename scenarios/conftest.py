"""Registers the plugin and the steps, wherever the package is: a checkout, or an installed wheel."""

from __future__ import annotations

import pytest

from scenarios import plugin, steps


def pytest_configure(config: pytest.Config) -> None:
    for module in (plugin, steps):
        if not config.pluginmanager.is_registered(module):
            config.pluginmanager.register(module)
