"""Judging one lot on its form: header, lines, cells, records, keys. Blocks are judged in parallel, told in order.

Nothing here opens a file: the caller gives the blocks (`exchange.lines.blocs`). Memory does not grow with the lot.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from harness.exchange.keys import Cles
from harness.exchange.lines import decoupe
from harness.judge.collect import Recueil, genre
from harness.judge.form.block import JugeDeLot, constat, fautif
from harness.judge.form.records import UNE_PAR_COMMANDE
from harness.judge.form.structure import Defaut, LotVu, exercee
from harness.judge.registry import Portee, de_portee
from harness.judge.results import Constat, Gravite, ResultatLot, Verdict, verdict_des_constats
from harness.protocol.spec import Provenance

CONFIRMEES = 10_000
"""Lines read again at a time, to compare repeated keys."""

OUVRIERS = 2
"""Threads that judge blocks. Two keep up with the disk; the array code releases the interpreter."""


def juge_lot(
    lot: LotVu,
    blocs: Iterable[tuple[int, bytes]],
    relit: Callable[[Iterable[int]], dict[int, str]],
    *,
    prise_seule_admise: bool | None = None,
    avance: Callable[[int], None] = lambda _: None,
) -> ResultatLot:
    """Judge a file on its form. `relit` gives the text of physical lines again, to confirm repeated keys.

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
    lisible = lot.lisible
    if lisible:
        juge = JugeDeLot(lot, prise_seule_admise, recueil.listes)
        with Cles() as cles:
            for part, empreintes_, numeros, taille in _en_parallele(juge, blocs):
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
        version=(lot.entete.version or ("1.2" if lot.entete.flux else "")) if lot.entete else "",
        lignes=max(0, lot.releve.lignes - 1),
        verdict=verdict,
        sha256=lot.releve.sha256,
        constats=constats,
        exercices=recueil.temoigne(lot.fichier, lot.format.flux if lot.format else None),
        encodage=lot.releve.encodage,
        octets=lot.releve.octets,
        emetteur=lot.emetteur,
    )


Part = tuple[Recueil, NDArray[np.uint64], NDArray[np.int64], int]


def _en_parallele(juge: JugeDeLot, blocs: Iterable[tuple[int, bytes]]) -> Iterator[Part]:
    """Judge blocks on a few threads (parser and array code release the interpreter), yield them in order.

    A file of one block, as most are, needs no thread.
    """
    restants = iter(blocs)
    premiers = tuple(islice(restants, 2))
    if len(premiers) < 2:
        for premiere, octets in premiers:
            yield (*juge.juge_bloc(premiere, octets), len(octets))
        return
    attente: deque[tuple[Future[tuple[Recueil, NDArray[np.uint64], NDArray[np.int64]]], int]] = deque()
    with ThreadPoolExecutor(OUVRIERS) as ouvriers:
        for premiere, octets in chain(premiers, restants):
            attente.append((ouvriers.submit(juge.juge_bloc, premiere, octets), len(octets)))
            if len(attente) > OUVRIERS:
                futur, taille = attente.popleft()
                yield (*futur.result(), taille)
        while attente:
            futur, taille = attente.popleft()
            yield (*futur.result(), taille)


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
    for ligne, texte in relit(int(n) for n in np.unique(repetitions)).items():
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
