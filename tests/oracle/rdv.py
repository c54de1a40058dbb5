"""Appointments (§3.14), naively: a request, its answer, a change, a cancellation, and the order that carries the id."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.conversation import Message


def juge(messages: list[Message]) -> Iterator[tuple[str, str]]:
    """(verdict, reason) for everything that is wrong, or not decided, about appointments between one OC and one OI."""
    demandes: dict[str, Message] = {}
    en_attente: list[str] = []
    accordes: list[str] = []
    commandes: list[str] = []
    for m in messages:
        ref, identifiant = m["ReferenceDemandeOC"], m["IdRdv"]
        if m.flux in ("DemandeRdv", "Demande_Modif_RDV"):
            if ref and ref in demandes:
                yield "non conforme", "référence de demande déjà employée (§3.14.5)"
            if m.flux == "Demande_Modif_RDV" and accordes and identifiant and identifiant not in accordes:
                yield "indécis", "modification d'un RDV dont la réservation n'est pas vue"
            if m.flux == "Demande_Modif_RDV" and en_attente:
                yield "indécis", "modification avant la réponse à la demande précédente (§3.14.5)"
            demandes[ref] = m
            en_attente.append(ref)
        elif m.flux == "ReponseRdv":
            if ref not in en_attente:
                yield "indécis", "réponse à une demande que l'on n'a pas vue, ou déjà répondue"
                continue
            en_attente.remove(ref)
            yield from _reponse(demandes[ref], m)
            if "OK" in (m[f"ValidDate{n}"].upper() for n in (1, 2, 3)):
                accordes.append(identifiant)
        elif m.flux == "AnnulationRdv":
            if identifiant in commandes:
                yield "non conforme", "annulation d'un RDV après sa commande (§3.14.3)"
            elif identifiant not in accordes:
                yield "indécis", "annulation d'un RDV dont la réservation n'est pas vue"
        elif m.flux == "Cmd_Acces" and identifiant:
            commandes.append(identifiant)


def _reponse(demande: Message, reponse: Message) -> Iterator[tuple[str, str]]:
    for n in (1, 2, 3):
        propose, valide = demande[f"DateRdv{n}"], reponse[f"ValidDate{n}"].upper()
        if f"DateRdv{n}" not in demande.r or f"ValidDate{n}" not in reponse.r:
            continue
        if propose and not valide:
            yield "non conforme", f"aucune réponse au créneau {n} (§3.14.2)"
        if not propose and valide == "OK":
            yield "non conforme", f"accord sur un créneau {n} qui n'était pas proposé (§3.14.2)"
        elif not propose and valide:
            yield "indécis", f"refus d'un créneau {n} qui n'était pas proposé (§3.14.2)"
    if demande.flux == "Demande_Modif_RDV" and reponse["IdRdv"] and reponse["IdRdv"] != demande["IdRdv"]:
        yield "non conforme", "IdRdv changé par une modification (§3.14.5)"
