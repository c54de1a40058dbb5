"""A profile as a campaign uses it: what the party under test declares, prepared, and owes in time."""

from __future__ import annotations

from collections.abc import Mapping

from harness.campaign.partenaire import Partenaire, Prepare
from harness.profil.contrat import contrat_de
from harness.profil.modele import Profil
from harness.protocol.terms import Flux, Partie

DUS: Mapping[Partie, Mapping[Flux, str]] = {
    Partie.OI: {
        Flux.AR_CMD_ACCES: "ar",
        Flux.CR_CMD_ACCES: "cr",
        Flux.CMD_STOC: "cmd_stoc",
        Flux.CR_MAD: "mad",
        Flux.REPONSE_RDV: "reponse_rdv",
        Flux.CR_ANNULATION: "cr_annulation",
    },
    Partie.OC: {},
}
"""The delays that files show from one message to the next: those of the OI. What the OC owes begins in the field."""


def partenaire_de(profil: Profil, partie: Partie) -> Partenaire:
    """The party under test as its profile describes it."""
    declares = {nom: getattr(profil.contrat, nom) for nom in type(profil.contrat).model_fields}
    prepare = tuple(
        Prepare(nom, d.scenarios, d.circonstance or "", d.situation, d.modele, d.logement or "", dict(d.champs))
        for nom, d in profil.donnees.items()
    )
    return Partenaire(
        partie=partie,
        code=profil.operateurs.oi if partie is Partie.OI else profil.operateurs.oc,
        patience=profil.attente.patience,
        calendrier=contrat_de(profil).calendrier,
        declare={nom: texte(valeur) for nom, valeur in declares.items() if valeur is not None},
        prepare=prepare,
    )


def delais_dus(profil: Profil, partie: Partie) -> dict[str, str]:
    """The contractual delays of the party under test, by flux, as the profile declares them."""
    declares = {flux: getattr(profil.delais, nom) for flux, nom in DUS[partie].items()}
    return {str(flux): str(delai) for flux, delai in declares.items() if delai is not None}


def texte(valeur: object) -> str:
    """A term of a contract, as a scenario or a journal writes it."""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return "|".join(map(str, valeur)) if isinstance(valeur, tuple) else str(valeur)
