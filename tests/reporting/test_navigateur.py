"""The page in a real browser: nothing sticks out of the window, however narrow; what is wide scrolls on its own."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from harness import resources
from harness.campaign.textes import textes
from harness.examen.couverture import couvre
from harness.examen.jugement import Examen
from harness.examen.verification import verifie
from harness.judge.results import Resultats
from harness.protocol.spec import Protocole
from harness.reporting.catalogue import page
from harness.reporting.ecriture import rend
from harness.workbook.ambiguites import charge_ambiguites
from harness.workbook.exigences import charge_exigences

NAVIGATEUR = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LARGEURS = (360, 600, 785, 1280)

_MESURE = """
<script>
addEventListener("load", () => {
  const mesures = [...document.querySelectorAll("iframe")].map(cadre => {
    const page = cadre.contentDocument;
    page.querySelectorAll("details").forEach(d => { d.open = true; });
    const racine = page.documentElement;
    return [cadre.title, cadre.clientWidth, racine.scrollWidth, page.querySelectorAll("section, li, td").length];
  });
  document.body.textContent = "MESURES " + JSON.stringify(mesures) + " FIN";
});
</script>
"""

Mesure = Callable[[dict[str, str]], dict[str, list[tuple[int, int]]]]
"""Pages by name -> for each, its windows as (width, width of what it shows)."""


@pytest.fixture
def mesure(tmp_path: Path) -> Mesure:
    if NAVIGATEUR is None:
        pytest.skip("aucun navigateur (chromium ou google-chrome) sur cette machine")

    def mesure_(pages: dict[str, str]) -> dict[str, list[tuple[int, int]]]:
        cadres = "".join(
            f'<iframe title="{nom}" style="width:{largeur}px;border:0" srcdoc="{html.escape(page)}"></iframe>'
            for nom, page in pages.items()
            for largeur in LARGEURS
        )
        banc = tmp_path / "banc.html"
        banc.write_text(f"<!DOCTYPE html><html><body>{cadres}{_MESURE}</body></html>", encoding="utf-8")
        commande = [
            str(NAVIGATEUR), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--user-data-dir={tmp_path / 'navigateur'}", "--virtual-time-budget=20000", "--dump-dom", banc.as_uri(),
        ]  # fmt: skip
        sortie = subprocess.run(commande, check=True, capture_output=True, text=True, timeout=120).stdout
        lues = re.search("MESURES (.*) FIN", sortie)
        assert lues is not None, sortie[:2000]
        trouvees: dict[str, list[tuple[int, int]]] = {}
        for nom, largeur, contenu, blocs in json.loads(html.unescape(lues[1])):
            assert blocs > 10, f"la page {nom} ne s'est pas ouverte"
            trouvees.setdefault(nom, []).append((largeur, contenu))
        return trouvees

    return mesure_


def tient(mesures: dict[str, list[tuple[int, int]]]) -> None:
    """Each page is as wide as its window, whatever the width."""
    assert mesures
    for nom, vues in mesures.items():
        assert vues == [(largeur, largeur) for largeur in LARGEURS], nom


def test_rien_ne_depasse_d_un_rapport(
    mesure: Mesure, protocole: Protocole, jugement: Resultats, hostile: Resultats
) -> None:
    """Long paths of files in the witnesses of the requirements, wide tables, words that nobody can cut."""
    reel = verifie(sorted(resources.fixtures("corpus").glob("annexe/*/*.csv")), protocole, charge_exigences())
    lus = {"annexe": reel, "jugement": jugement, "hostile": hostile}
    tient(mesure({nom: rend(resultats, "html") for nom, resultats in lus.items()}))


def test_rien_ne_depasse_du_catalogue(mesure: Mesure, examen_du_catalogue: Examen) -> None:
    lu = couvre(examen_du_catalogue, charge_exigences())
    tient(mesure({"catalogue": page(lu, textes(resources.features()), charge_ambiguites().values())}))
