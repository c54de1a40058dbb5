"""The style sheet: contrast enough to be read, light and dark, and nothing said by colour alone."""

from __future__ import annotations

import re

import pytest

from harness import resources

CSS = (resources.modeles_de_rapport() / "style.css").read_text(encoding="utf-8")

_COUPLES = [
    ("encre", "fond"),
    ("encre", "doux"),
    ("encre", "cible"),
    ("discret", "fond"),
    ("discret", "doux"),
    ("lien", "fond"),
    ("lien", "doux"),
    ("rouge", "fond"),
    ("vert", "fond"),
    ("ambre", "fond"),
    ("violet", "fond"),
    ("bleu", "fond"),
    *((c, f"{c}-fond") for c in ("rouge", "vert", "ambre", "gris", "violet", "bleu", "oi", "oc")),
    *(("encre", f"{c}-fond") for c in ("rouge", "vert", "ambre", "gris", "violet", "bleu")),
]


def _couleurs(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", css))


CLAIR = _couleurs(CSS[: CSS.index("@media")])
SOMBRE = CLAIR | _couleurs(CSS[CSS.index("prefers-color-scheme: dark") : CSS.index("* { box-sizing")])
PAPIER = CLAIR | _couleurs(CSS[CSS.index("@media print") :])


def _luminance(couleur: str) -> float:
    """Relative luminance (WCAG 2)."""
    chiffres = couleur[1:] if len(couleur) == 7 else "".join(c * 2 for c in couleur[1:])
    canaux = [int(chiffres[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, v, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux)
    return 0.2126 * r + 0.7152 * v + 0.0722 * b


@pytest.mark.parametrize("theme", [CLAIR, SOMBRE, PAPIER], ids=["clair", "sombre", "papier"])
@pytest.mark.parametrize(("texte", "fond"), _COUPLES)
def test_le_contraste_suffit_a_lire(theme: dict[str, str], texte: str, fond: str) -> None:
    haut, bas = sorted((_luminance(theme[texte]), _luminance(theme[fond])), reverse=True)
    assert (haut + 0.05) / (bas + 0.05) >= 4.5


def test_le_theme_sombre_change_toutes_les_couleurs() -> None:
    assert len(CLAIR) == len(SOMBRE) > 20
    assert all(CLAIR[nom] != SOMBRE[nom] for nom in CLAIR)


def test_la_feuille_sert_ecran_papier_et_telephone() -> None:
    for besoin in ("@media print", "max-width: 40rem", "prefers-reduced-motion", ":focus-visible", ".evitement:focus"):
        assert besoin in CSS
