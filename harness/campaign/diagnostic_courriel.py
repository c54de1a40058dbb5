"""Does mail go and come? A message to ourselves, through the servers of the profile, then put away."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from datetime import datetime

from harness.campaign.controle import Controle, Etat, horloge
from harness.profil.modele import Profil
from harness.protocol.terms import Partie
from harness.transports.courriel import EchangeParCourriel
from harness.transports.echange import Arrivee, EchangeImpossible

ESSAIS = 20
"""Looks at the mailbox before giving up."""


def controle_courriel(profil: Profil, joue: Partie, maintenant: Callable[[], datetime]) -> Iterator[Controle]:
    """Send, find, read back and flag one message from our address to itself: the partner receives nothing."""
    reglages = profil.echange.courriel
    assert reglages is not None
    nous = reglages.adresse_oi if joue is Partie.OI else reglages.adresse_oc
    yield Controle("canal", Etat.BON, f"{reglages.imap.hote} : boîte « {reglages.imap.boite} » ouverte")
    echange = EchangeParCourriel(reglages, {"moi": nous, "sonde": nous}, profil.dossier)
    nom, octets = f"interop_sonde_{secrets.token_hex(4)}.csv", "Référence;é\r\n".encode() + bytes(range(256))
    try:
        envoye_a = maintenant()
        echange.depose("moi", "sonde", nom, octets)
        yield Controle("envoi", Etat.BON, f"un message à {nous} est accepté par {reglages.smtp.hote}")
        arrivee, recu_a = _attend(echange, nom)
        if arrivee is None:
            yield Controle("réception", Etat.NON_VERIFIE, f"le message envoyé à {nous} n'est pas arrivé à temps")
        elif arrivee.octets != octets:
            yield Controle("réception", Etat.FAUX, "la pièce jointe est arrivée changée")
        else:
            echange.acquitte(arrivee)
            yield Controle("réception", Etat.BON, "le message est arrivé, sa pièce jointe intacte ; il est marqué")
            yield horloge("horloge", envoye_a, recu_a)
    except EchangeImpossible as e:
        yield Controle("courriel", Etat.FAUX, str(e))
    finally:
        echange.ferme()


def _attend(echange: EchangeParCourriel, nom: str) -> tuple[Arrivee | None, float]:
    """The message that was sent, and when the server says it came."""
    for _ in range(ESSAIS):
        for arrivee in echange.releve("moi"):
            if arrivee.nom == nom:
                return arrivee, echange.date_de(arrivee)
        time.sleep(0.5)
    return None, 0.0
