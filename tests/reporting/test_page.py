"""The page: one file, readable without script or network, every link lands, everything is escaped, and bounded."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from harness import resources
from harness.judge.results import Gravite, Verdict, VueLot
from harness.protocol.terms import Flux
from harness.reporting.ecriture import rend

_VIDES = frozenset({"meta", "br", "link", "img", "input", "hr", "line", "rect", "path"})


@dataclass
class Element:
    balise: str
    attributs: dict[str, str]
    texte: str = ""
    parents: tuple[str, ...] = ()


@dataclass
class Page(HTMLParser):
    """Every element of the page, in order, with its own text and that of what it holds."""

    elements: list[Element] = field(default_factory=list)
    ouverts: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    __hash__ = object.__hash__

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        e = Element(tag, {k: v or "" for k, v in attrs}, parents=tuple(x.balise for x in self.ouverts))
        self.elements.append(e)
        if tag not in _VIDES:
            self.ouverts.append(e)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {k: v or "" for k, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.ouverts, f"</{tag}> de trop"
        assert self.ouverts[-1].balise == tag, f"</{tag}> ferme <{self.ouverts[-1].balise}>"
        self.ouverts.pop()

    def handle_data(self, data: str) -> None:
        for e in self.ouverts:
            e.texte += data

    def tous(self, *balises: str) -> list[Element]:
        return [e for e in self.elements if e.balise in balises]

    def par_id(self, id_: str) -> Element:
        (trouve,) = [e for e in self.elements if e.attributs.get("id") == id_]
        return trouve


def lit(texte: str) -> Page:
    page = Page()
    page.feed(texte)
    page.close()
    assert not page.ouverts
    return page


def test_la_page_est_bien_formee_en_francais_avec_ses_reperes(tout_resultat) -> None:
    texte = rend(tout_resultat, "html")
    assert texte.lstrip().lower().startswith("<!doctype html>")
    page = lit(texte)
    assert page.tous("html")[0].attributs["lang"] == "fr"
    assert [len(page.tous(b)) for b in ("main", "h1", "title")][:2] == [1, 1]
    assert page.tous("nav")
    assert page.elements[[e.balise for e in page.elements].index("body") + 1].attributs["href"] == "#contenu"


def test_tout_lien_interne_arrive_et_tout_identifiant_est_unique(tout_resultat) -> None:
    page = lit(rend(tout_resultat, "html"))
    ids = Counter(e.attributs["id"] for e in page.elements if "id" in e.attributs)
    assert [i for i, n in ids.items() if n > 1] == []
    liens = [e.attributs["href"] for e in page.elements if "href" in e.attributs]
    assert liens
    assert [x for x in liens if not x.startswith("#") or x[1:] not in ids] == []
    for e in page.elements:
        for attribut in ("aria-labelledby", "aria-describedby"):
            assert all(i in ids for i in e.attributs.get(attribut, "").split())


def test_rien_ne_vient_de_l_exterieur_et_rien_ne_s_execute(tout_resultat) -> None:
    page = lit(rend(tout_resultat, "html"))
    assert not page.tous("script", "link", "img", "iframe", "object", "embed", "base", "form")
    for e in page.elements:
        assert not {"src", "srcset", "action", "data", "poster", "style"} & e.attributs.keys()
        assert not [a for a in e.attributs if a.startswith("on")]
    css = "".join(e.texte for e in page.tous("style"))
    assert not re.search(r"url\(|@import|@font-face|https?:", css)
    (csp,) = [e for e in page.tous("meta") if e.attributs.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in csp.attributs["content"]


def test_aucun_modele_ne_se_dispense_d_echapper() -> None:
    modeles = [m.read_text(encoding="utf-8") for m in resources.modeles_de_rapport().iterdir()]
    assert len(modeles) > 8
    assert not [m for m in modeles if re.search(r"\|\s*safe|autoescape|Markup|<script|\son\w+=", m)]


def test_les_titres_ne_sautent_pas_de_niveau(tout_resultat) -> None:
    niveaux = [int(e.balise[1]) for e in lit(rend(tout_resultat, "html")).elements if re.fullmatch("h[1-6]", e.balise)]
    assert niveaux[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(niveaux))


def test_les_tableaux_sont_de_vrais_tableaux(tout_resultat) -> None:
    page = lit(rend(tout_resultat, "html"))
    assert len(page.tous("caption")) == len(page.tous("table")) > 0
    assert all(e.texte.strip() for e in page.tous("caption"))
    assert all(e.attributs.get("scope") in ("col", "row", "rowgroup") for e in page.tous("th"))


def test_un_diagramme_a_titre_description_et_tableau_equivalent(jugement) -> None:
    page = lit(rend(jugement, "html"))
    dessins = page.tous("svg")
    assert len(dessins) == 2
    for svg in dessins:
        assert svg.attributs["role"] == "img"
        titre, description = svg.attributs["aria-labelledby"].split()
        assert page.par_id(titre).balise == "title"
        assert "tableau" in page.par_id(description).texte
    assert "Les mêmes échanges en tableau" in page.par_id("s1").texte
    fleches = [e for e in page.elements if re.fullmatch(r"s1-e\d+", e.attributs.get("id", ""))]
    assert len(fleches) == len(jugement.scenarios[0].etapes)
    assert all(f"#{f.attributs['id']}" in {e.attributs.get("href") for e in page.tous("a")} for f in fleches)


def test_un_message_mene_a_la_ligne_de_son_fichier(jugement) -> None:
    page = lit(rend(jugement, "html"))
    liens = [e for e in page.tous("a") if "svg" in e.parents and "CR_Cmd_Acces" in e.texte]
    assert {e.attributs["href"] for e in liens} == {"#f3-l2"}


def test_l_ordre_des_parties_est_celui_du_lecteur(jugement) -> None:
    titres = [e.texte.strip() for e in lit(rend(jugement, "html")).tous("h2")][1:]
    assert titres == [
        "Verdict",
        "Ce qui ne va pas",
        "Ce qui a été jugé",
        "Par scénario",
        "Par exigence",
        "Par fichier",
        "Légende",
    ]


def test_on_voit_d_abord_qui_est_en_faute_et_ou(jugement) -> None:
    page = lit(rend(jugement, "html"))
    fautes = [e for e in page.tous("li") if e.attributs.get("class", "").startswith("faute ")]
    oi, oc = fautes
    assert "2 non-conformités" in oi.texte
    assert "ligne 2, NomModulePm N°1" in " ".join(oi.texte.split())
    assert "§3.3" in oi.texte
    assert "1 non-conformité" in oc.texte
    assert "§3.8" in oc.texte


def test_une_faute_sans_emetteur_connu_ne_se_lit_pas_comme_une_faute_de_personne(verification, constat) -> None:
    faute = constat(partie=None, regle="lot.entete_inconnu", message="L'en-tête n'est celui d'aucun flux")
    resultats = replace(verification, constats=(faute,), lots=(replace(verification.lots[1], constats=(faute,)),))
    carte = lit(rend(resultats, "html")).tous("li")
    (vue,) = [e.texte for e in carte if "coupable" in e.attributs.get("class", "")]
    assert "sans partie désignée" in vue
    assert "1 non-conformité" in vue
    assert "L'en-tête n'est celui d'aucun flux" in vue
    assert "(non-conformités : sans partie désignée 1)" in rend(resultats, "texte")


def test_beaucoup_d_avis_se_plient_sans_noyer_les_reserves(verification) -> None:
    avis = tuple(f"ignoré, {i}.toml : il n'est pas en .csv" for i in range(6))
    pliee = lit(rend(replace(verification, avis=avis), "html"))
    (pli,) = [e for e in pliee.tous("details") if "6 remarques" in e.texte]
    assert "ignoré, 5.toml" in pli.texte
    assert "remarques sur ce qui a été lu" not in rend(replace(verification, avis=avis[:5]), "html")


def test_de_simples_remarques_ne_sont_pas_ce_qui_ne_va_pas(verification, constat) -> None:
    remarque = constat(gravite=Gravite.INFORMATION, partie=None)
    conforme = replace(verification.lots[2], verdict=Verdict.CONFORME)
    resultats = replace(verification, verdict=Verdict.CONFORME, constats=(remarque,), lots=(conforme,))
    assert lit(rend(resultats, "html")).par_id("titre-defauts").texte == "Remarques"


def test_un_constat_mene_a_sa_cellule_et_la_cellule_a_son_constat(verification) -> None:
    page = lit(rend(verification, "html"))
    cible = next(e for e in page.tous("tr") if e.attributs.get("id") == "c4")
    assert "16/01/2024 10:02" in cible.texte
    cellule = page.par_id("f2-l2-c6")
    assert (cellule.balise, "fautive" in cellule.attributs["class"]) == ("td", True)
    assert "16/01/2024 10:02" in cellule.texte
    hrefs = {e.attributs["href"] for e in page.tous("a")}
    assert {"#f2-l2-c6", "#f2-c4"} <= hrefs


def test_une_cellule_vide_en_faute_se_voit_et_les_colonnes_vides_se_plient(verification) -> None:
    page = lit(rend(verification, "html"))
    assert "(vide)" in page.par_id("f2-l2-c14").texte
    assert "54 colonnes vides sur les lignes montrées" in page.par_id("f2").texte


def test_les_colonnes_en_cause_viennent_d_abord_dans_un_tableau_large(jugement) -> None:
    titres = [e.texte.split() for e in lit(rend(jugement, "html")).tous("th") if e.attributs.get("scope") == "col"]
    debut = next(i for i, t in enumerate(titres) if t[1:] == ["ReferenceCommandePriseInterneOC"])
    assert titres[debut + 1] == ["16", "NomClient"]


def test_le_texte_hostile_est_montre_et_jamais_interprete(hostile) -> None:
    texte = rend(hostile, "html")
    assert "<script" not in texte
    assert "&lt;script&gt;" in texte
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", texte)
    assert "⟨NUL⟩" in texte
    assert "⟨U+202E⟩" in texte
    assert len(texte) < 100_000, "la cellule d'un mégaoctet est abrégée"


def test_la_page_reste_bornee_et_dit_ce_qu_elle_tait(volume) -> None:
    petite, grande = rend(volume(1_000), "html"), rend(volume(3_000), "html")
    assert len(grande) < len(petite) * 1.1 < 500_000
    page = lit(grande)
    assert "3\u202f000 non-conformités" in page.par_id("verdict").texte
    assert "et 140 autres de la même règle" in page.par_id("defauts").texte
    assert "autres lignes ne sont pas montrées" in page.par_id("fichiers").texte


def test_au_dela_des_bornes_les_regles_et_les_fichiers_tus_sont_comptes(verification, constat) -> None:
    constats = tuple(constat(regle=f"r.{i}", fichier="a.csv") for i in range(43))
    lots = tuple(replace(verification.lots[2], fichier=f"{i}.csv") for i in range(502))
    texte = " ".join(
        lit(rend(replace(verification, constats=constats, lots=lots), "html")).tous("main")[0].texte.split()
    )
    assert "3 autres règles (3 constats) ne sont pas montrées ici" in texte
    assert "352 fichiers ne sont pas détaillés" in texte
    assert "2 autres fichiers ne sont pas nommés" in texte


def test_les_non_exerces_sont_a_cote_des_conformes(jugement) -> None:
    page = lit(rend(jugement, "html"))
    rangees = [" ".join(e.texte.split()) for e in page.tous("tr") if "section" not in e.attributs.get("class", "")]
    assert "✓ conforme116" in rangees
    assert "– non exercé120" in rangees


def test_une_exigence_mene_a_son_temoin_ou_dit_pourquoi_elle_n_en_a_pas(jugement) -> None:
    page = lit(rend(jugement, "html"))
    assert "CR_CMD_ACCES_V1.2_20240116_01.csv, ligne 2" in page.par_id("x2").texte
    assert "Aucune Notif_Ecrasement échangée." in page.par_id("x5").texte
    assert {"#x2", "#x3", "#x4"} <= {e.attributs["href"] for e in page.tous("a")}
    ouverts = [e.attributs["id"] for e in page.tous("details") if "open" in e.attributs]
    assert ouverts == ["chapitre-3"]


def test_un_echange_vide_ne_montre_rien_de_vert(vide) -> None:
    page = lit(rend(vide, "html"))
    assert "non exercé" in page.tous("h1")[0].texte
    assert "ni mise hors de cause" in page.par_id("verdict").texte
    assert "v-conforme" not in page.par_id("verdict").attributs.get("class", "")
    annonce = next(e for e in page.tous("p") if "annonce" in e.attributs.get("class", ""))
    assert annonce.attributs["class"] == "annonce v-non_exerce"


def test_une_erreur_du_banc_n_accuse_personne(vide) -> None:
    page = lit(rend(replace(vide, verdict=Verdict.ERREUR_BANC), "html"))
    assert "aucun partenaire n'est en cause" in page.par_id("verdict").texte
    assert "coupable" not in "".join(e.attributs.get("class", "") for e in page.tous("li"))


def test_une_ligne_non_decoupee_se_montre_d_un_bloc(verification) -> None:
    lot = verification.lots[1]
    vue = VueLot(lot.fichier, ("ReferenceCommandePriseInterneOC", "ReferencePm"), {2: ("CMD-1;une;ligne;de;trop",)})
    page = lit(rend(replace(verification, vues=(vue,)), "html"))
    (brute,) = [e for e in page.tous("td") if e.attributs.get("class") == "brute"]
    assert brute.texte == "CMD-1;•••;•••••;••;••••"
    assert "c3" in page.par_id("f2-l2").texte


def test_un_constat_sur_l_en_tete_se_montre_dans_l_en_tete(verification, constat) -> None:
    lot = verification.lots[1]
    c = constat(ligne=1, champ="ReferencePm", message="La colonne est mal nommée")
    page = lit(rend(replace(verification, constats=(c,), lots=(replace(lot, constats=(c,)),)), "html"))
    assert page.par_id("f1-l1-c9").balise == "th"


def test_un_constat_sur_un_nom_de_trop_se_montre_sur_ce_nom(verification, constat) -> None:
    """Of two names alike, the second is too many, and stands where another is missing."""
    lot = verification.lots[1]
    vue = VueLot(lot.fichier, ("ReferenceCommandePriseInterneOC", "Etage", "Etage", "Foo"), {2: ("CMD-1", "", "", "")})
    constats = (
        constat(regle="lot.colonne_absente", ligne=1, flux=Flux.CMD_ACCES, champ="Escalier", valeur="Etage"),
        constat(regle="lot.colonne_inconnue", ligne=1, flux=Flux.CMD_ACCES, champ="", valeur="Foo"),
    )
    lots = (replace(lot, constats=constats),)
    page = lit(rend(replace(verification, constats=(), lots=lots, vues=(vue,)), "html"))
    assert "c1" in page.par_id("f1-l1-c3").texte
    assert "c2" in page.par_id("f1-l1-c4").texte


@pytest.mark.parametrize("ecrit", ["ReferenceTechniquePrise", "NomModulePm NÂ°1", "referenceprise"])
def test_une_colonne_mal_nommee_montre_quand_meme_ses_cellules(verification, constat, ecrit: str) -> None:
    """An alias that a finding on the header teaches, broken encoding, another case."""
    lot, champ = verification.lots[1], "NomModulePm N°1" if "N" in ecrit[:1] else "ReferencePrise"
    vue = VueLot(lot.fichier, ("ReferenceCommandePriseInterneOC", ecrit), {2: ("CMD-1", "X")})
    entete = constat(regle="lot.entete", ligne=1, champ=champ, valeur=ecrit)
    cellule = constat(regle="r.valeur", ligne=2, champ=champ, valeur="X")
    lots = (replace(lot, constats=(entete, cellule)),)
    page = lit(rend(replace(verification, constats=(), lots=lots, vues=(vue,)), "html"))
    assert "c1" in page.par_id("f1-l1-c2").texte
    assert "c2" in page.par_id("f1-l2-c2").texte
