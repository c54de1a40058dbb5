"""The lifecycle as users read it: the same moves in the table, the JSON and the nine drawings, and up to date."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from harness.generer import cycle
from harness.protocol.evenements import EVENEMENTS, evenements
from harness.protocol.lifecycle import COUPS
from harness.protocol.terms import Flux, Modele, Situation
from harness.reporting.cycle import MODELES, SITUATIONS, coups, en_json, lignes, texte
from harness.reporting.cycle_svg import svg
from harness.reporting.cycle_trace import HAUTEUR_ETAT, trace
from harness.reporting.sections import TITRES
from harness.resources import racine

SVG = "{http://www.w3.org/2000/svg}"
CAS = pytest.mark.parametrize(("modele", "situation"), [(m, s) for m in MODELES for s in SITUATIONS])
ANNULATION = {Flux.ANNULATION, Flux.CR_ANNULATION}


def test_the_committed_pages_are_up_to_date(tmp_path: Path) -> None:
    docs = racine() / "docs"
    ecrits = cycle(tmp_path)
    assert len(ecrits) == 1 + 9
    perimes = [p.name for p in ecrits if p.read_bytes() != (docs / p.relative_to(tmp_path)).read_bytes()]
    assert not perimes, f"périmés : {', '.join(perimes)} ; lancer « make generer »"


@CAS
def test_a_drawing_labels_every_move_of_its_table(modele: Modele, situation: Situation) -> None:
    image = ET.fromstring(svg(modele, situation))
    dits = Counter("".join(t.itertext()) for t in image.iter(f"{SVG}text"))
    attendus = Counter(
        f"{c.emetteur} · {c.flux} {c.issue}".strip() for c in coups(modele, situation) if c.flux not in ANNULATION
    )
    assert attendus
    assert not attendus - dits
    for ambiguite in {c.tolerance for c in coups(modele, situation)} - {""}:
        assert any(f"toléré ({ambiguite})" in dit for dit in dits)


@CAS
def test_a_drawing_numbers_the_facts_of_the_world(modele: Modele, situation: Situation) -> None:
    image = ET.fromstring(svg(modele, situation))
    faits = evenements(modele, situation)
    dits = ["".join(t.itertext()) for t in image.iter(f"{SVG}text")]
    for numero, fait in enumerate(faits, 1):
        assert f"« {fait.etat} » : {fait.texte} (§{fait.section})." in dits
        assert dits.count(str(numero)) == (3 if numero == 1 else 2)  # on its state, in the list, and 1 in the legend


@CAS
def test_a_drawing_stands_alone_and_says_itself(modele: Modele, situation: Situation) -> None:
    source = svg(modele, situation)
    image = ET.fromstring(source)
    assert not re.search(r"<script|<image|<foreignObject|href=|@import|url\((?!#)", source)
    ids = [e.get("id") for e in image.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    description = image.find(f"{SVG}desc")
    assert description is not None
    assert (description.text or "").startswith("Sans incident : nouvelle, commandée")
    assert source == svg(modele, situation)


@CAS
def test_no_state_nor_label_falls_on_another(modele: Modele, situation: Situation) -> None:
    dessin = trace(coups(modele, situation))
    for un in dessin.places:
        assert un.x - un.gauche >= 0
        assert un.x + un.droite <= dessin.largeur
        for autre in dessin.places:
            if un is not autre and un.rang == autre.rang and un.x <= autre.x:
                assert un.x + un.droite <= autre.x - autre.gauche, (un.etat or un.lien, autre.etat or autre.lien)
    assert all(h >= HAUTEUR_ETAT for h in dessin.hauteurs[::2])


def test_the_table_and_the_json_have_the_same_moves() -> None:
    contenu = json.loads(en_json())
    assert len(contenu["coups"]) == len(COUPS)
    assert len(contenu["hors_fichiers"]) == sum(len(evenements(m, s)) for m in MODELES for s in SITUATIONS)
    seul = json.loads(en_json((Modele.OC,), (Situation.IDENTIFIEE,)))
    assert {c["modele"] for c in seul["coups"]} == {"OC"}


def test_the_text_keeps_to_what_is_asked() -> None:
    oc = texte((Modele.OC,), (Situation.IDENTIFIEE,))
    assert "CR_MAD" not in oc
    assert "Hors fichiers, « acceptée » : l'OC brasse au PM (§6.2.1)." in oc
    assert "Cmd_STOC" in texte((Modele.STOC,), (Situation.A_CONSTRUIRE,))
    (annulation, *_) = [x for x in lignes((Modele.OC,)) if x.message == "Annulation_Acces"]
    assert annulation.etats == "tout état en cours"


def test_facts_of_the_world_belong_to_states_that_their_orders_reach() -> None:
    for fait in EVENEMENTS:
        assert fait.section in TITRES or fait.section.rpartition(".")[0] in TITRES, fait
        for modele in fait.modeles:
            for situation in fait.situations:
                atteints = {c.etat for c in coups(modele, situation)} | {c.suivant for c in coups(modele, situation)}
                assert fait.etat in atteints, (fait, modele, situation)
