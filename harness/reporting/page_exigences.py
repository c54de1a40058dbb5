"""By requirement, grouped like the document: chapter, section, statement, verdict and witnesses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from harness.judge.results import ResultatExigence, Verdict
from harness.reporting.bilan import Bilan
from harness.reporting.phrases import paragraphe
from harness.reporting.reperes import Reperes
from harness.reporting.sections import TITRES, chapitre, cle_de_tri, numero, titre_de_section

TEMOINS = 3
"""Witnesses linked for one requirement."""

_EN_DEFAUT = (Verdict.NON_CONFORME, Verdict.ECART_CONNU, Verdict.ERREUR_BANC, Verdict.NON_CONCLUANT)


@dataclass(frozen=True, slots=True)
class ExigenceVue:
    """One requirement. `temoins` are (text, link) pairs."""

    id: str
    exigence: ResultatExigence
    temoins: tuple[tuple[str, str], ...]
    temoins_tus: int


@dataclass(frozen=True, slots=True)
class SectionVue:
    """The requirements of one section; `titre` is "" when the document's section has none of its own here."""

    section: str
    titre: str
    exigences: tuple[ExigenceVue, ...]


@dataclass(frozen=True, slots=True)
class ChapitreVu:
    """One chapter; `ouvert` when something in it calls for the reader."""

    id: str
    titre: str
    nombre: int
    comptes: dict[Verdict, int]
    ouvert: bool
    sections: tuple[SectionVue, ...]


def _exigence(rang: int, e: ResultatExigence, reperes: Reperes) -> ExigenceVue:
    temoins = tuple(
        (t.fichier if t.ligne is None else f"{t.fichier}, ligne {t.ligne}", reperes.fichier(t.fichier, t.ligne))
        for t in e.temoins[:TEMOINS]
    )
    return ExigenceVue(f"x{rang + 1}", e, temoins, max(len(e.temoins) - TEMOINS, 0))


def _chapitre(nom: str, exigences: list[ExigenceVue]) -> ChapitreVu:
    par_section: dict[str, list[ExigenceVue]] = {}
    for vue in exigences:
        par_section.setdefault(vue.exigence.section, []).append(vue)
    comptes = {v: sum(x.exigence.verdict is v for x in exigences) for v in Verdict}
    titre = titre_de_section(nom)
    return ChapitreVu(
        id=f"chapitre-{nom if nom.isalnum() else 'autre'}",
        titre=f"Annexe : {titre}" if nom == "annexe" else f"{paragraphe(nom)} {titre}".strip(),
        nombre=len(exigences),
        comptes={v: n for v, n in comptes.items() if n},
        ouvert=any(comptes[v] for v in _EN_DEFAUT),
        sections=tuple(
            SectionVue(s, TITRES.get(numero(s), ""), tuple(par_section[s])) for s in sorted(par_section, key=cle_de_tri)
        ),
    )


def en_defaut(chapitres: Iterable[ChapitreVu]) -> dict[Verdict, list[ExigenceVue]]:
    """The requirements that call for the reader, by verdict, the verdicts that none has left out."""
    vues = [x for chapitre in chapitres for section in chapitre.sections for x in section.exigences]
    tries = {v: [x for x in vues if x.exigence.verdict is v] for v in _EN_DEFAUT}
    return {v: x for v, x in tries.items() if x}


def chapitres(bilan: Bilan, reperes: Reperes) -> tuple[ChapitreVu, ...]:
    """The requirements of the run, chapter by chapter."""
    par_chapitre: dict[str, list[ExigenceVue]] = {}
    for rang, e in enumerate(bilan.resultats.exigences):
        par_chapitre.setdefault(chapitre(e.section), []).append(_exigence(rang, e, reperes))
    return tuple(_chapitre(n, par_chapitre[n]) for n in sorted(par_chapitre, key=cle_de_tri))
