"""Appointments (§3.14), naively: a request, its answer, a change, a cancellation, and the order that carries the id.

An appointment may be taken in a tool of the OI (§3.14): one that no file grants is nobody's fault. An answer whose
request is in no file cannot be judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.oracle.conversation import Message

NON_CONFORME, INDECIS = "non conforme", "indécis"


class Agenda:
    """What is known of the appointments between one OC and one OI, as their files go by."""

    def __init__(self, messages: list[Message], renvois: list[Message]) -> None:
        self.a_venir = [m["ReferenceDemandeOC"] for m in messages if m.flux in ("DemandeRdv", "Demande_Modif_RDV")]
        self.renvois = [m for m in renvois if m.flux.startswith("Demande")]
        self.de_plus: Counter[str] = Counter()
        self.demandes: dict[str, Message] = {}
        self.en_attente: list[str] = []
        self.accordes: set[str] = set()
        self.annules: set[str] = set()
        self.refuses: set[str] = set()
        self.commandes: set[str] = set()
        self.avances: set[str] = set()  # changed before any file granted them

    def demande(self, m: Message) -> Iterator[tuple[str, str]]:
        ref = m["ReferenceDemandeOC"]
        if ref and ref in self.demandes:
            yield NON_CONFORME, "référence de demande déjà employée (§3.14.5)"
        self.demandes[ref] = m
        self.en_attente.append(ref)

    def modification(self, m: Message) -> Iterator[tuple[str, str]]:
        identifiant = m["IdRdv"]
        if any(self.demandes[ref]["IdRdv"] == identifiant != "" for ref in self.en_attente):
            yield NON_CONFORME, "modification avant la réponse à la précédente (§3.14.5)"
        if identifiant in self.annules:
            yield NON_CONFORME, "modification d'un RDV annulé (§3.14.5)"
        self.avances |= {identifiant} - self.accordes - {""}
        yield from self.demande(m)

    def reponse(self, m: Message) -> Iterator[tuple[str, str]]:
        ref = m["ReferenceDemandeOC"]
        if ref not in self.en_attente:
            if ref in self.demandes:
                self.de_plus[ref] += 1
                if self.de_plus[ref] > sum(c["ReferenceDemandeOC"] == ref and c.rang < m.rang for c in self.renvois):
                    yield NON_CONFORME, "une réponse de plus à la même demande (§3.14.2)"
            elif ref in self.a_venir:
                yield NON_CONFORME, "réponse avant sa demande (§3.14.2)"
            else:
                yield INDECIS, "réponse de RDV dont la demande n'est dans aucun fichier"
            return
        self.en_attente.remove(ref)
        yield from _creneaux(self.demandes[ref], m)
        if "OK" in (m[f"ValidDate{n}"].upper() for n in (1, 2, 3)):
            if self.demandes[ref].flux == "Demande_Modif_RDV" and m["IdRdv"] != self.demandes[ref]["IdRdv"]:
                yield NON_CONFORME, "IdRdv changé par une modification (§3.14.5)"
            self.accordes.add(m["IdRdv"])
            if self.demandes[ref].flux == "DemandeRdv" and m["IdRdv"] in self.avances:
                yield NON_CONFORME, "RDV modifié avant d'être accordé (§3.14.5)"
        elif self.demandes[ref].flux == "DemandeRdv":
            self.refuses.add(ref)

    def annulation(self, m: Message) -> Iterator[tuple[str, str]]:
        """§3.14.3: between the agreement and the order; before the answer, the text says two things (§3.14.5)."""
        identifiant, ref = m["IdRdv"], m["ReferenceDemandeOC"]
        if identifiant and identifiant in self.commandes:
            yield NON_CONFORME, "annulation d'un RDV après sa commande (§3.14.3)"
        if identifiant and identifiant in self.annules:
            yield NON_CONFORME, "annulation d'un RDV déjà annulé (§3.14.3)"
        if ref in self.refuses and identifiant not in self.accordes:
            yield NON_CONFORME, "annulation d'un RDV refusé (§3.14.3)"
        self.annules |= {identifiant} - {""}

    def commande(self, m: Message) -> Iterator[tuple[str, str]]:
        identifiant = m["IdRdv"]
        if identifiant in self.annules:
            yield NON_CONFORME, "commande sur un RDV annulé (§3.14.1)"
        if identifiant in self.accordes and m["TypeRacco"].upper() != "OI":
            yield NON_CONFORME, "RDV pris par les flux hors du raccordement par l'OI (§3.14)"
        self.commandes |= {identifiant} - {""}


def juge(messages: list[Message], renvois: list[Message]) -> Iterator[tuple[str, str]]:
    """(verdict, reason) for everything that is wrong, or not decided, about appointments between one OC and one OI.

    `renvois` are the rows that came again: a request is not answered more often than it came.
    """
    agenda = Agenda(messages, renvois)
    for m in messages:
        if m.flux == "DemandeRdv":
            yield from agenda.demande(m)
        elif m.flux == "Demande_Modif_RDV":
            yield from agenda.modification(m)
        elif m.flux == "ReponseRdv":
            yield from agenda.reponse(m)
        elif m.flux == "AnnulationRdv":
            yield from agenda.annulation(m)
        elif m.flux == "Cmd_Acces":
            yield from agenda.commande(m)


def _creneaux(demande: Message, reponse: Message) -> Iterator[tuple[str, str]]:
    for n in (1, 2, 3):
        if f"DateRdv{n}" not in demande.r or f"ValidDate{n}" not in reponse.r:
            continue
        if demande[f"DateRdv{n}"] and not reponse[f"ValidDate{n}"]:
            yield NON_CONFORME, f"aucune réponse au créneau {n} (§3.14.2)"
        if reponse[f"ValidDate{n}"] and not demande[f"DateRdv{n}"]:  # « autant de KO que de dates proposées »
            yield NON_CONFORME, f"réponse à un créneau {n} qui n'était pas proposé (§3.14.2)"
