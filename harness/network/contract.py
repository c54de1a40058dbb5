"""The bilateral contract: what two operators agreed on where the protocol leaves a choice (§2.5, §3, §4.3, §7.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from harness.protocol.terms import Modele, Partie

OUVERTURE = time(9)
"""When a working day begins for the field teams."""


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
    """How long each step takes: minutes, but working days for `intervention`, `rdv`, `reparation` and `abandon`.

    `rdv` is how far ahead the OC asks for an appointment, `abandon` how long it waits for a repair in model OC.
    """

    commande: int = 15
    ar: int = 30
    cr: int = 120
    cmd_stoc: int = 30
    constat: int = 30
    hotline: int = 10
    notification: int = 15
    pose: int = 90
    cr_stoc: int = 60
    mad: int = 120
    mes: int = 60
    cr_mes: int = 15
    releve: int = 5
    reponse_rdv: int = 45
    cr_annulation: int = 30
    message: int = 5
    intervention: int = 1
    rdv: int = 3
    reparation: int = 1
    abandon: int = 20


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
    delais: Delais = Delais()


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


def plus_tard(instant: datetime, minutes: int) -> datetime:
    """Some minutes after an instant."""
    return instant + timedelta(minutes=minutes)


def jour_ouvre(instant: datetime, jours: int) -> datetime:
    """The opening hour, some working days after an instant (weekends do not count, feasts do)."""
    jour = instant.date()
    while jours > 0:
        jour += timedelta(days=1)
        jours -= jour.weekday() < 5
    return datetime.combine(jour, OUVERTURE)
