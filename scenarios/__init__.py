"""The catalogue, run by pytest-bdd: vocabulary, steps, and the plugin that gives each scenario its campaign."""
