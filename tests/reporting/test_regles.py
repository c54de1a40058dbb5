"""The page of the rules: every rule of the judge, with the lots that show it, and links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

from harness.generer import regles
from harness.judge.registry import REGLES
from harness.reporting.regles import markdown
from harness.resources import racine

DOCS = racine() / "docs"


def test_the_page_is_up_to_date(tmp_path: Path) -> None:
    [page] = regles(tmp_path)
    assert page.read_bytes() == (DOCS / "regles.md").read_bytes(), "lancer « make generer »"


def test_every_rule_has_its_sentence_and_its_lots(tmp_path: Path) -> None:
    texte = regles(tmp_path)[0].read_text(encoding="utf-8")
    entrees = dict(re.findall(r'### <a id="([a-z_.]+)"></a>(.*?)(?=\n##|\Z)', texte, re.DOTALL))
    assert set(entrees) == set(REGLES)
    assert not {r.id for r in REGLES.values() if r.phrase.rstrip(".") not in entrees[r.id]}
    assert not {id_ for id_, e in entrees.items() if "- Accepte : " not in e}
    sans_ecart = {id_ for id_, e in entrees.items() if "- Attrape : " not in e}
    assert sans_ecart <= {id_ for id_, r in REGLES.items() if r.observe}


def test_its_links_lead_somewhere() -> None:
    liens = re.findall(r"\]\(([^)#]+)", (DOCS / "regles.md").read_text(encoding="utf-8"))
    assert len(liens) > len(REGLES)
    assert not {lien for lien in liens if not (DOCS / lien).exists()}


def test_a_rule_says_whom_it_blames_and_how_gravely() -> None:
    texte = markdown([REGLES[id_] for id_ in ("cr_mes.etat_ko", "notif_racc_ko.oi_motif", "champ.date")], {}, ())
    un, deux, trois = (texte.split("### ")[1:][i] for i in (1, 2, 0))
    assert "Partie en cause : l'OC\n" in un
    assert "§3.8 ; non conforme\n" in un
    assert "Partie en cause : l'OI ou l'OC\n" in deux
    assert "selon la provenance du fait « format »" in trois
    assert "l'émetteur du fichier" in trois
