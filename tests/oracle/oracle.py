"""The naive oracle: a journal folder, or its files, in; a verdict and a few words for each order, out.

It reads JSON and CSV by itself, knows the document only through `tests.oracle.faits`, and answers « indécis » in these
cases only, each counted under its reason by a run of mutants:

- the beginning is not in the files: an order, or a request for an appointment, that something answers. What is missing
  may have been conformant; nothing that follows can be weighed without it;
- the outcome cannot be read (a column of a name that the document does not give, TypeRacco): what may follow depends on
  it, and its absence is told, or not, by the rules of form;
- two files of the two parties less than ten minutes apart, when the later one had its place in what its sender had
  read: nobody says when a file is read (§2.3);
- a reply more to a file that came twice, byte for byte: nothing is said of copies, but that one a copy is enough;
- a move that no sequence of §4 to §7 writes and that no sentence of §3 excludes. Each is a `Doute` of
  `tests.oracle.conversation`, with its §;
- a lone carriage return in a line, the name of a column in UTF-8 of which a byte is damaged, placeholders where a KO
  wants nothing or in a whole block: CSV (§2.3) and §3.3 leave them open.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.oracle import dossier, ecrasement, rdv
from tests.oracle.conversation import Message
from tests.oracle.faits import OC, REF
from tests.oracle.fichier import Lot, Lu, lit

CONFORME, NON_CONFORME, INDECIS = "conforme", "non conforme", "indécis"


@dataclass
class Avis:
    """What the oracle says: `raisons` by file or order, the breaches first."""

    verdict: str = CONFORME
    fautes: list[str] = field(default_factory=list)
    doutes: list[str] = field(default_factory=list)
    dossiers: dict[str, tuple[str, str]] = field(default_factory=dict)


def lots_du_journal(racine: Path) -> list[Lot]:
    """The files of a journal folder, in the order they were exchanged."""
    lots = []
    for ligne in (racine / "journal.jsonl").read_text(encoding="utf-8").splitlines():
        e = json.loads(ligne)
        if e["type"] == "lot":
            octets = (racine / "lots" / e["fichier"]).read_bytes()
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
        renvois: list[Message] = []
        for rang, lot in enumerate(lots):
            lu = self.lit(lot)
            empreinte = (lot.emetteur, hashlib.sha256(lot.octets).hexdigest())
            avis.fautes += [f"{lot.nom} : {f}" for f in lu.fautes]
            avis.doutes += [f"{lot.nom} : {d}" for d in lu.doutes]
            if empreinte in vus:  # the same file again says nothing new, but who gets it twice may answer twice
                renvois += [Message(lu.flux, r, lot.emetteur, lot.instant, rang) for r in lu.rangees]
                continue
            vus.add(empreinte)
            oc, oi = (lot.de, lot.a) if lot.emetteur == OC else (lot.a, lot.de)
            for ligne, rangee in enumerate(lu.rangees):
                m = Message(lu.flux, rangee, lot.emetteur, lot.instant, rang, ligne)
                paires.setdefault((oc, oi), []).append(m)
                if m[REF]:
                    dossiers.setdefault((oc, oi, m[REF]), []).append(m)
        self._conversations(avis, dossiers, paires, renvois)
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
        renvois: list[Message],
    ) -> None:
        for (oc, oi, ref), messages in dossiers.items():
            verdict, raison = dossier.juge(messages, oc, Counter(m.flux for m in renvois if m[REF] == ref))
            avis.dossiers[ref] = verdict, raison
            if verdict != CONFORME:
                (avis.fautes if verdict == NON_CONFORME else avis.doutes).append(f"{ref} : {raison}")
            for raison in (*ecrasement.juge(dossiers, (oc, oi, ref)), *_surcharge(dossiers, (oc, oi, ref))):
                avis.fautes.append(f"{ref} : {raison}")
        for messages in paires.values():
            for verdict, raison in rdv.juge(messages, renvois):
                (avis.fautes if verdict == NON_CONFORME else avis.doutes).append(raison)


def _surcharge(dossiers: dict[tuple[str, str, str], list[Message]], cle: tuple[str, str, str]) -> Iterator[str]:
    """§3.3: an order on the PTO of another one of the same OC, that is under way, is refused."""
    oc, oi, _ = cle
    siens = dossiers[cle]
    prise = siens[0]["ReferencePrise"] if siens[0].flux == "Cmd_Acces" else ""
    acceptee = next((m for m in siens if m.flux == "CR_Cmd_Acces"), None)
    if prise and acceptee is not None and acceptee.etat == "OK":
        autres = [a for c, a in dossiers.items() if c[:2] == (oc, oi) and c != cle and a[0]["ReferencePrise"] == prise]
        if any(dossier.en_cours(autre, oc, acceptee) for autre in autres):
            yield "commande acceptée sur une PTO dont la commande est en cours (§3.3)"
