"""What the messages of a party under test show of its side of the world, so that ours goes on in the same one.

An OI that is not simulated gives routes on a plant of its own, and says that it built: our technician finds there what
it was told. An OC that is not simulated says what it built: our OI's system takes note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from harness.actors.case import Contexte, Dossier
from harness.actors.eligibility import logement as logement_commande
from harness.actors.routes import FLUX_DE_ROUTE, fibre_ecrite
from harness.exchange.messages import Message
from harness.exchange.routes import BLOCS, champ
from harness.network.facts import Fait, Nature
from harness.network.ground import Monde
from harness.network.network import Fibre, Pbo, Reseau
from harness.protocol.lifecycle import Issue
from harness.protocol.terms import Flux, Partie


def connait(reseau: Reseau, pbo: str, tube: str, brin: str, pm: str) -> tuple[Reseau, Fibre]:
    """A network that has a fibre of a PBO, which it may have had already, and the fibre."""
    connue = reseau.au_pbo(pbo, tube, brin)
    if connue is not None:
        return reseau, connue
    la = reseau.pbos.get(pbo) or Pbo(pbo, pm, "", "", ())
    numero = len(la.fibres) + 1
    fibre = Fibre(pbo, numero, "", "", "", tube, brin, tube, brin, occupee=False)
    agrandi = replace(la, fibres=(*la.fibres, fibre))
    return replace(reseau, pbos={**reseau.pbos, pbo: agrandi}), fibre


def decouvre(monde: Monde, message: Message) -> Monde:
    """The world, its plant grown by the fibres that a route names."""
    if message.flux not in FLUX_DE_ROUTE:
        return monde
    reseau = monde.reseau
    for n in BLOCS:
        reperes = ("ReferencePBO", "InformationTubePBO", "InformationFibrePBO")
        pbo, tube, brin = (message[champ(nom, n)].strip() for nom in reperes)
        if pbo and tube and brin:
            reseau, _ = connait(reseau, pbo, tube, brin, message["ReferencePm"])
    return monde if reseau is monde.reseau else replace(monde, reseau=reseau)


def deduit_de_l_oi(monde: Monde, dossier: Dossier, logement: str, message: Message, oc: str) -> Iterator[Fait]:
    """What the OI under test did, as its message tells: `dossier` is the order as our OC knows it, message included."""
    route = dossier.dernier(*FLUX_DE_ROUTE)
    fibre = None if route is None else fibre_ecrite(monde.reseau, route.cellules, oc)
    livree = message.flux is Flux.CR_MAD and message.issue is Issue.OK
    if fibre is None or not (livree or message.flux is Flux.NOTIF_REPROV):
        return
    donnees = {"logement": logement, "fibre": fibre.id}
    if dossier.dernier(Flux.CR_STOC, Flux.NOTIF_RACC_KO) is not None:
        texte = f"l'OI a levé ce qui empêchait le raccordement, d'après {message.flux}"
        yield Fait(Nature.REPARATION, Partie.OI, texte, message.reference, donnees)
    prise = message["ReferencePrise"].strip()
    if livree and prise and (not monde.terrain.prises.get(logement) or message["PrisePosee"] == "OUI"):
        texte = f"l'OI a construit la liaison PBO-PTO et posé la PTO, d'après {message.flux}"
        pose = donnees | {"prise": prise, "date": message["DateRaccordementPrise"]}
        yield Fait(Nature.POSE, Partie.OI, texte, message.reference, pose)
    elif livree:
        texte = f"la ligne est raccordée, d'après {message.flux}"
        yield Fait(Nature.BRASSAGE, Partie.OI, texte, message.reference, donnees)


def deduit_de_l_oc(monde: Monde, dossier: Dossier, message: Message, ctx: Contexte) -> Iterator[Fait]:
    """What the OC under test built, as its message tells: `dossier` is the order as our OI knows it."""
    posee = message.flux in (Flux.CR_STOC, Flux.CR_MES) and message["PrisePosee"].strip().upper() == "OUI"
    commande, route = dossier.dernier(Flux.CMD_ACCES), dossier.dernier(*FLUX_DE_ROUTE)
    if not posee or commande is None or route is None:
        return
    la = logement_commande(commande, ctx)
    fibre = fibre_ecrite(monde.reseau, route.cellules, dossier.autre)
    if la is None or fibre is None:
        return
    donnees: Mapping[str, str] = {
        "logement": la.id,
        "fibre": fibre.id,
        "prise": message["ReferencePrise"].strip() or route["ReferencePrise"],
        "date": message["DateRaccordementPrise"],
    }
    texte = f"l'OC a construit la liaison PBO-PTO et posé la PTO, d'après {message.flux}"
    yield Fait(Nature.POSE, Partie.OC, texte, message.reference, donnees)
