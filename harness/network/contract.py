"""The bilateral contract: what two operators agreed on where the protocol leaves a choice (§2.5, §3, §4.3, §7.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from harness.network.calendrier import Calendrier, Delai
from harness.protocol.terms import Modele, Partie


class Saturation(StrEnum):
    """What the OI answers when its system has no fibre left (§7.2.2)."""

    REFUS = "refus"
    ROUTE = "route"
    HOTLINE = "hotline"


class PriseDeRdv(StrEnum):
    """How an appointment is obtained (§3.14)."""

    OUTIL = "outil"
    FLUX = "flux"


@dataclass(frozen=True, slots=True)
class Delais:
    """How long each step takes: `rdv` is how far ahead the OC asks for an appointment, in working days.

    `abandon` is how long the OC waits for a repair in model OC, `releve` how long a file waits before it is read.
    """

    commande: Delai = Delai(15)
    ar: Delai = Delai(30)
    cr: Delai = Delai(120)
    cmd_stoc: Delai = Delai(30)
    constat: Delai = Delai(30)
    hotline: Delai = Delai(10)
    notification: Delai = Delai(15)
    pose: Delai = Delai(90)
    cr_stoc: Delai = Delai(60)
    mad: Delai = Delai(120)
    mes: Delai = Delai(60)
    cr_mes: Delai = Delai(15)
    releve: Delai = Delai(5)
    reponse_rdv: Delai = Delai(45)
    cr_annulation: Delai = Delai(30)
    message: Delai = Delai(5)
    intervention: Delai = Delai(jours=1)
    rdv: int = 3
    reparation: Delai = Delai(jours=1)
    abandon: Delai = Delai(jours=20)
    rappel: Delai = Delai(60)
    sav: Delai = Delai(jours=2)


@dataclass(frozen=True, slots=True)
class Contrat:
    """`brassage` is who patches at the PM in model STOC. `nouvelle_prise`: a new route comes with a new PTO reference.

    `pni`: an order may leave a PTO unidentified; when it may not, `pni_des_l_ar` has it refused by the AR, else by the
    report (§4.3.2, §4.3.3).

    `notifie_meme_route`: the OI notifies a problem that its hotline solved without changing the route (§5.1.4).

    `demande` is the financing that the OC asks for; `financement` the one that the OI keeps when it is left to it, as
    the threshold is reached or not (§3.1). `rdv`: appointments are asked for at `prevenance` working days at least,
    held for `validite_rdv` working days without an order, put off `reports` times at most, which the OC counts too
    when `compte_les_reports` (§3.14). `cr_ko_apres_annulation`: a cancelled order has a report too, KO (§3.3).
    `notifie_avant_nouvel_echange`: the OI notifies before it sends the OC back to the field (§3.4, §3.6).
    `rdv_par_message`: it asks for an appointment by a message rather than by a Notif_Racc_KO (§4.1.6).

    What the protocol leaves to the OC alone: `visite`, whether it patches on a visit to its client; `verifie`, whether
    it makes sure of the service before its CR MES (§7.1.1); `rappels`, how often it calls a hotline again that did
    not answer (§7.1.2); `repasse`, whether it cancels and orders again on finding a PTO that was to build (§7.1.4).
    """

    modes: tuple[Modele, ...] = tuple(Modele)
    brassage: Partie = Partie.OC
    pni: bool = True
    pni_des_l_ar: bool = False
    saturation: Saturation = Saturation.REFUS
    notifie_meme_route: bool = False
    nouvelle_prise: bool = True
    financements: tuple[str, ...] = ("COFI", "LOCA")
    financement: str = "COFI"
    demande: str = "COFI"
    rdv: PriseDeRdv = PriseDeRdv.OUTIL
    prevenance: int = 2
    validite_rdv: int = 2
    reports: int = 2
    compte_les_reports: bool = True
    cr_ko_apres_annulation: bool = False
    notifie_avant_nouvel_echange: bool = True
    rdv_par_message: bool = False
    visite: bool = True
    verifie: bool = True
    rappels: int = 0
    repasse: bool = False
    delais: Delais = Delais()
    calendrier: Calendrier = Calendrier()


def convenu(contrat: Contrat, termes: Mapping[str, str]) -> Contrat:
    """The same contract on new terms: name of an attribute -> « oui », « non », or its text, lists joined by |.

    Terms that name no attribute are left out. Raises ValueError on a text that its attribute cannot hold.
    """
    connus = {nom: getattr(contrat, nom) for nom in termes if nom in Contrat.__dataclass_fields__}
    return replace(contrat, **{nom: _terme(ancien, termes[nom]) for nom, ancien in connus.items()})


def _terme(ancien: Any, texte: str) -> Any:
    if isinstance(ancien, bool):
        return texte == "oui"
    if isinstance(ancien, tuple):
        return tuple(type(ancien[0])(t) for t in texte.split("|"))
    return type(ancien)(texte)
