"""Judging one lot on its form: header, lines, cells, records, keys. Blocks are judged apart, and told in order.

Nothing here opens a file or starts a process: the caller gives the bytes (`exchange.lines.bloc`) and shares the work.
Memory does not grow with the lot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from harness.exchange.ecartees import Ecartee
from harness.exchange.keys import Cles
from harness.exchange.lines import decoupe
from harness.exchange.survey import Troncon
from harness.judge.collect import Recueil, genre
from harness.judge.form import header  # noqa: F401 - it declares rules
from harness.judge.form.block import JugeDeLot, constat, fautif
from harness.judge.form.records import UNE_PAR_COMMANDE
from harness.judge.form.structure import Defaut, LotVu, exercee, guillemet_ouvert
from harness.judge.registry import Portee, de_portee
from harness.judge.results import Constat, Gravite, ResultatLot, Verdict, verdict_des_constats
from harness.protocol.spec import Provenance

CONFIRMEES = 10_000
"""Lines read again at a time, to compare repeated keys."""

Part = tuple[Recueil, NDArray[np.uint64], NDArray[np.int64], int]
"""What a block gives: findings, prints of the keys, their lines, how many bytes it had."""


class Reparti(Protocol):
    """Applies a function to each block and gives the results in order, as `map` does; it may share the work."""

    def __call__(self, juge: Callable[[Troncon], Part], troncons: Sequence[Troncon], /) -> Iterable[Part]:
        """One result a block."""


def juge_lot(
    lot: LotVu,
    lit: Callable[[Troncon], bytes],
    relit: Callable[[Iterable[int]], dict[int, str]],
    *,
    prise_seule_admise: bool | None = None,
    avance: Callable[[int], None] = lambda _: None,
    reparti: Reparti = map,
) -> ResultatLot:
    """Judge a file on its form. `lit` gives the bytes of a block, `relit` the text of physical lines again, to confirm
    repeated keys.

    `avance` is told the size of each block once judged. A file that is not a 1.2 lot is judged on its header alone.
    """
    recueil = Recueil()
    partie = fautif(lot)
    for regle_ in de_portee(Portee.LOT):
        if exercee(regle_.id, lot):
            recueil.exerce(regle_.id, "", 1, 1)
        for defaut in regle_.fonction(lot):
            if lot.protocole.officiel and not defaut.provenance.certaine:
                defaut = replace(defaut, provenance=Provenance.CLASSEUR)
            recueil.ajoute(constat(lot, regle_.id, defaut, partie))
    if lot.entete is not None and lot.entete.mal_citee is not None:
        recueil.exerce("ligne.guillemet_ouvert", "", 1, 1)
        for defaut in guillemet_ouvert(Ecartee(1, "guillemet", lot.entete.mal_citee + 1), 1):
            recueil.ajoute(constat(lot, "ligne.guillemet_ouvert", defaut, partie))
    lisible = lot.lisible
    if lisible:
        juge = JugeDeLot(lot, prise_seule_admise)

        def juge_troncon(troncon: Troncon) -> Part:
            return (*juge.juge_bloc(troncon.premiere, lit(troncon)), troncon.octets)

        with Cles() as cles:
            for part, empreintes_, numeros, taille in reparti(juge_troncon, lot.releve.troncons):
                recueil.absorbe(part)
                cles.ajoute(empreintes_, numeros)
                avance(taille)
            _repetees(juge, cles, relit, recueil)
        for id_ in ("ligne.nombre_de_cellules", "ligne.guillemet_ouvert", "ligne.vide", "lot.flux_melanges"):
            recueil.exerce(id_, "", max(0, lot.releve.lignes - 1), 2)
    constats = recueil.conclut()
    verdict = verdict_des_constats(constats, lisible and recueil.lignes > 0)
    if not lisible and verdict is Verdict.NON_EXERCE:
        verdict = Verdict.NON_CONCLUANT  # its lines are there to be judged, and a finding says why they were not
    return ResultatLot(
        fichier=lot.fichier,
        flux=lot.format.flux if lot.format else None,
        version=(lot.entete.version_dite or ("1.2" if lot.entete.flux else "")) if lot.entete else "",
        lignes=max(0, lot.releve.lignes - 1),
        verdict=verdict,
        sha256=lot.releve.sha256,
        constats=constats,
        exercices=recueil.temoigne(lot.fichier, lot.format.flux if lot.format else None),
        encodage=lot.releve.encodage,
        octets=lot.releve.octets,
        emetteur=lot.emetteur,
    )


def _repetees(juge: JugeDeLot, cles: Cles, relit: Callable[[Iterable[int]], dict[int, str]], recueil: Recueil) -> None:
    """Turn equal prints into findings: the texts are compared before one is listed, the others are counted."""
    repetitions = cles.repetitions()
    for debut in range(0, len(repetitions), CONFIRMEES):
        trouves = list(_confirmees(juge, repetitions[debut : debut + CONFIRMEES], relit))
        for trouve in trouves:
            recueil.ajoute(trouve)
        if trouves and recueil.complet(genre(trouves[-1])):
            recueil.compte(genre(trouves[-1]), max(0, len(repetitions) - debut - CONFIRMEES))
            return


def _confirmees(
    juge: JugeDeLot, repetitions: NDArray[np.int64], relit: Callable[[Iterable[int]], dict[int, str]]
) -> Iterator[Constat]:
    entete = juge.lot.entete
    assert entete is not None
    colonne = entete.champs.index(juge.cle)
    cles: dict[int, str] = {}
    for ligne, texte in relit(sorted({*repetitions.ravel().tolist()})).items():
        cellules = decoupe(texte)
        if cellules is not None and len(cellules) > colonne:
            cles[ligne] = cellules[colonne]
    gravite = None if juge.format.flux in UNE_PAR_COMMANDE else Gravite.AVERTISSEMENT
    premieres: dict[tuple[int, str], int] = {}
    for ligne, modele in repetitions.tolist():
        if ligne not in cles or modele not in cles:
            continue
        premieres.setdefault((modele, cles[modele]), modele)
        premiere = premieres.setdefault((modele, cles[ligne]), ligne)
        if premiere != ligne:
            defaut = Defaut(f"déjà portée par la ligne {premiere}", juge.cle, cles[ligne], ligne, gravite)
            yield constat(juge.lot, "ligne.reference_repetee", defaut, juge.partie, ligne, cles[ligne])
