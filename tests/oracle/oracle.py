"""The naive oracle: a journal folder, or its files, in; a verdict and a few words for each order, out.

It reads JSON and CSV by itself, knows the document only through `tests.oracle.faits`, and answers « indécis » where the
document is silent or contradicts itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.oracle import conversation, rdv
from tests.oracle.conversation import Message
from tests.oracle.faits import OC, REF, RPP
from tests.oracle.fichier import Lot, Lu, lit

CONFORME, NON_CONFORME, INDECIS = "conforme", "non conforme", "indécis"


@dataclass
class Avis:
    """What the oracle says: `raisons` by file or order, the breaches first."""

    verdict: str = CONFORME
    fautes: list[str] = field(default_factory=list)
    doutes: list[str] = field(default_factory=list)
    dossiers: dict[str, tuple[str, str]] = field(default_factory=dict)


def lots_du_journal(dossier: Path) -> list[Lot]:
    """The files of a journal folder, in the order they were exchanged."""
    lots = []
    for ligne in (dossier / "journal.jsonl").read_text(encoding="utf-8").splitlines():
        e = json.loads(ligne)
        if e["type"] == "lot":
            octets = (dossier / "lots" / e["fichier"]).read_bytes()
            lots.append(Lot(e["fichier"], e["emetteur"], e["de"], e["a"], octets, e["instant"]))
    return lots


class Oracle:
    """Judges sets of files; the reading of a file that was already seen is kept."""

    def __init__(self) -> None:
        self._lus: dict[tuple[bytes, str], Lu] = {}

    def lit(self, lot: Lot) -> Lu:
        """One file, read once for its bytes and its sender."""
        cle = (lot.octets, lot.emetteur)
        if cle not in self._lus:
            if len(self._lus) > 20_000:
                self._lus.clear()
            self._lus[cle] = lit(lot)
        return self._lus[cle]

    def juge(self, lots: Sequence[Lot]) -> Avis:
        """Every file on its form, then every order and every appointment."""
        avis = Avis()
        dossiers: dict[tuple[str, str, str], list[Message]] = {}
        paires: dict[tuple[str, str], list[Message]] = {}
        vus: set[tuple[str, str]] = set()
        renvoyees: set[str] = set()
        for lot in lots:
            lu = self.lit(lot)
            empreinte = (lot.emetteur, hashlib.sha256(lot.octets).hexdigest())
            lignes = (lot.emetteur, repr((lu.flux, lu.rangees)))
            avis.fautes += [f"{lot.nom} : {f}" for f in lu.fautes]
            avis.doutes += [f"{lot.nom} : {d}" for d in lu.doutes]
            if empreinte in vus:  # the same file again says nothing new, but who gets it twice may answer twice
                renvoyees |= {rangee.get(REF, "") for rangee in lu.rangees}
                continue
            if lignes in vus and lu.rangees:
                avis.doutes.append(f"{lot.nom} : les mêmes lignes dans un autre fichier, répétées ou renvoyées")
                continue
            vus |= {empreinte, lignes}
            oc, oi = (lot.de, lot.a) if lot.emetteur == OC else (lot.a, lot.de)
            for rangee in lu.rangees:
                m = Message(lu.flux, rangee, lot.emetteur, lot.instant)
                paires.setdefault((oc, oi), []).append(m)
                if m[REF]:
                    dossiers.setdefault((oc, oi, m[REF]), []).append(m)
        self._conversations(avis, dossiers, paires, renvoyees)
        if avis.fautes:
            avis.verdict = NON_CONFORME
        elif avis.doutes:
            avis.verdict = INDECIS
        return avis

    def _conversations(
        self,
        avis: Avis,
        dossiers: dict[tuple[str, str, str], list[Message]],
        paires: dict[tuple[str, str], list[Message]],
        renvoyees: set[str],
    ) -> None:
        for (oc, _, ref), messages in dossiers.items():
            verdict, raison = conversation.juge(messages, oc)
            if verdict == NON_CONFORME and ref in renvoyees and "un second" in raison:
                verdict = INDECIS
            if {m.flux for m in messages} == {"Notif_Ecrasement"}:  # its order is older than what we look at (§3.10)
                verdict, raison = CONFORME, ""
            avis.dossiers[ref] = verdict, raison
            if verdict != CONFORME:
                (avis.fautes if verdict == NON_CONFORME else avis.doutes).append(f"{ref} : {raison}")
            if any(m.flux == "Notif_Ecrasement" for m in messages) and not _pris_par_un_autre(dossiers, oc, messages):
                avis.doutes.append(f"{ref} : écrasement dont on ne voit pas le CR MES (§3.10)")
            ecrases = [m for m in messages if m.flux == "Notif_Ecrasement"]
            if any(m["OperateurEcrase"] and m["OperateurEcrase"].upper() != oc.upper() for m in ecrases):
                avis.fautes.append(f"{ref} : OperateurEcrase n'est pas l'OC écrasé (§3.10)")
            autres = {cle for autre in dossiers if autre[0] != oc for cle in (autre[0], *_siennes(dossiers[autre]))}
            if any(not autres.isdisjoint(m.r.values()) for m in ecrases):
                avis.doutes.append(f"{ref} : la notification cite l'OC qui a pris la ligne (§3.10)")
        for messages in paires.values():
            for verdict, raison in rdv.juge(messages):
                (avis.fautes if verdict == NON_CONFORME else avis.doutes).append(raison)


def _pris_par_un_autre(dossiers: dict[tuple[str, str, str], list[Message]], oc: str, messages: list[Message]) -> bool:
    """Whether another OC put a line into service before the first notification of an overwriting."""
    instant = next(m.instant for m in messages if m.flux == "Notif_Ecrasement")
    return any(
        m.flux == "CR_MES_LigneFTTH" and m.instant <= instant
        for (autre, _, _), siens in dossiers.items()
        for m in siens
        if autre != oc
    )


def _siennes(messages: list[Message]) -> set[str]:
    """What only the OC of an order goes by: its reference, and the one that the OI gave it."""
    return {v for m in messages if (v := m[REF])} | {v for m in messages if (v := m[RPP])}
