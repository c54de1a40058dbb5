"""The rules of form, handed to the simulated OI as plain values: the actor itself never meets the judge."""

from __future__ import annotations

from collections.abc import Mapping

from harness.actors.case import Defaut
from harness.campaign.moyens import ControleForme
from harness.examen.verification import Options, verifie_fichier
from harness.judge.results import Gravite
from harness.protocol.spec import Protocole
from harness.protocol.terms import Partie


def controle_forme(protocole: Protocole) -> ControleForme:
    """The check that an OI makes on each line before its AR (§3.2): what would be a non-conformity, by line."""

    def controle(octets: bytes, nom: str, emetteur: Partie) -> Mapping[int, tuple[Defaut, ...]]:
        defauts: dict[int, tuple[Defaut, ...]] = {}
        for c in verifie_fichier(octets, nom, protocole, Options(emetteur=emetteur)).constats:
            if c.gravite is Gravite.NON_CONFORME and c.ligne is not None:
                defauts[c.ligne] = (*defauts.get(c.ligne, ()), Defaut(c.champ, c.message))
        return defauts

    return controle
