"""A profile as a campaign uses it: what the party under test declares, prepared, and owes in time."""

from __future__ import annotations

from harness.campaign.partenaire import Partenaire, Prepare
from harness.judge.conversation.convenus import delais_de
from harness.profil.contrat import contrat_de
from harness.profil.modele import Profil
from harness.protocol.terms import Partie


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
    """The contractual delays of the party under test that can be measured, as the profile declares them."""
    declares = {nom: getattr(profil.delais, nom) for nom in sorted(delais_de(partie))}
    return {nom: str(delai) for nom, delai in declares.items() if delai is not None}


def patience_declaree(profil: Profil) -> str:
    """How long the party under test may be silent, when the profile itself says so; "" when it leaves the default."""
    return str(profil.attente.patience) if "patience" in profil.attente.model_fields_set else ""


def texte(valeur: object) -> str:
    """A term of a contract, as a scenario or a journal writes it."""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return "|".join(map(str, valeur)) if isinstance(valeur, tuple) else str(valeur)
