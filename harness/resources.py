"""Where the files that ship with the harness are: features, fixtures, report templates.

In a checkout they are the folders beside `harness/`; in an installed wheel they are inside it.
"""

from __future__ import annotations

from pathlib import Path

_ICI = Path(__file__).resolve().parent


def racine() -> Path:
    """Folder that holds `features/`, `fixtures/` and `reports/`."""
    embarquee = _ICI / "_data"
    return embarquee if embarquee.is_dir() else _ICI.parent


def features() -> Path:
    """The catalogue, in Gherkin."""
    return racine() / "features"


def fixtures(*morceaux: str) -> Path:
    """A file or folder of `fixtures/`: workbook, networks, profiles, corpus."""
    return racine().joinpath("fixtures", *morceaux)


def classeur() -> Path:
    """The spec workbook that ships with the harness."""
    return fixtures("flux_interop_acces_ftth_v1.2.xlsx")


def modeles_de_rapport() -> Path:
    """The Jinja2 templates of the reports."""
    return racine() / "reports" / "templates"
