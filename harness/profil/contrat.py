"""From a profile to the contract of the world: the one place where they meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

from harness.network.calendrier import Calendrier
from harness.network.contract import Contrat
from harness.profil.modele import Profil
from harness.profil.strict import Section


def contrat_de(profil: Profil, defaut: Contrat = Contrat()) -> Contrat:  # noqa: B008
    """The contract that a profile declares; what it leaves out is as in `defaut`."""
    declares = _declares(profil.delais)
    if profil.delais.rdv is not None:
        declares["rdv"] = profil.delais.rdv.jours
    c = profil.calendrier
    return replace(
        defaut,
        **_declares(profil.contrat),
        delais=replace(defaut.delais, **declares),
        calendrier=Calendrier(c.zone, c.samedi, c.fermetures, time.fromisoformat(c.ouverture)),
    )


def _declares(section: Section) -> dict[str, Any]:
    """The keys of a section that were given."""
    valeurs = {nom: getattr(section, nom) for nom in type(section).model_fields}
    return {nom: valeur for nom, valeur in valeurs.items() if valeur is not None}
