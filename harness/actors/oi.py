"""The simulated OI: from what it received, its world and its contract, the next thing it does about an order.

One function a state of the lifecycle; each gives the next act and when, or None to wait for the OC.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from harness.actors import eligibility, hotline
from harness.actors.case import Acte, Contexte, Decideur, Dossier, Envoi, Geste, date
from harness.actors.oi_lines import ar, cmd_stoc, cr_cmd_ko, cr_cmd_ok, cr_mad, notif_reprov
from harness.actors.routes import FLUX_DE_ROUTE, fibre_a_suivre, groupe_dit, nomme
from harness.actors.technician import Bloque, Visite, travaille
from harness.exchange.messages import Message
from harness.network.contract import Saturation, jour_ouvre, plus_tard
from harness.network.facts import Fait, Nature
from harness.network.ground import MOTIFS, EtatFibre
from harness.network.network import Fibre
from harness.protocol.lifecycle import Etat, situation
from harness.protocol.terms import Flux, Modele, Partie, Situation


def decide(dossier: Dossier, ctx: Contexte) -> Acte | None:
    """What the OI does next about an order."""
    if (answer := hotline.reponse(dossier, ctx)) is not None:
        return answer
    if (notification := _a_notifier(dossier, ctx)) is not None:
        return notification
    agit = _SELON_ETAT.get(dossier.etat)
    return None if agit is None else agit(dossier, ctx)


def _commande(dossier: Dossier) -> Message:
    commande = dossier.dernier(Flux.CMD_ACCES)
    if commande is None:
        raise LookupError(f"{dossier.reference} : pas de commande")
    return commande


def _accuse(dossier: Dossier, ctx: Contexte) -> Acte:
    """§3.2: the form of the line, and nothing else, decides."""
    commande = _commande(dossier)
    vecu = dossier.vecus[dossier.rang(commande)]
    quand = plus_tard(vecu.instant, ctx.delais.ar)
    return Envoi(quand, Flux.AR_CMD_ACCES, ar(commande, vecu.defauts, quand, ctx))


def _repond(dossier: Dossier, ctx: Contexte) -> Acte:
    """§3.3: eligibility, then a route."""
    commande = _commande(dossier)
    quand = plus_tard(dossier.dernier_instant, ctx.delais.cr)
    if motif := eligibility.refus(commande, ctx):
        return Envoi(quand, Flux.CR_CMD_ACCES, cr_cmd_ko(commande, motif, quand, ctx))
    groupe = eligibility.groupe(commande, ctx)
    par_telephone = situation(commande.cellules) is Situation.NON_IDENTIFIEE
    if not groupe and not par_telephone and ctx.contrat.saturation is not Saturation.HOTLINE:
        return Envoi(quand, Flux.CR_CMD_ACCES, cr_cmd_ko(commande, "FINT01", quand, ctx))
    return Envoi(quand, Flux.CR_CMD_ACCES, cr_cmd_ok(commande, () if par_telephone else groupe, quand, ctx))


def _produit(dossier: Dossier, ctx: Contexte) -> Acte | None:
    """After a CR OK with a route: subcontract, build, or just deliver, according to the model."""
    assert dossier.position is not None
    if dossier.position.modele is Modele.OC:
        return None
    if dossier.position.modele is Modele.OI:
        return _construit(dossier, ctx)
    if dossier.position.situation is Situation.A_CONSTRUIRE:
        return _sous_traite(dossier, ctx)
    return _livre(dossier, ctx)


def _sous_traite(dossier: Dossier, ctx: Contexte) -> Acte:
    quand = plus_tard(dossier.dernier_instant, ctx.delais.cmd_stoc)
    return Envoi(quand, Flux.CMD_STOC, cmd_stoc(dossier, quand, ctx))


def _construit(dossier: Dossier, ctx: Contexte) -> Acte:
    """Model OI, in the field (§4): build or patch, with its own hotline at hand, then deliver."""
    commande = _commande(dossier)
    rdv = dossier.fait(Nature.RENDEZ_VOUS)
    passage = jour_ouvre(dossier.dernier_instant, ctx.delais.intervention)
    debut = datetime.strptime(rdv["date"], "%Y%m%d %H:%M") if rdv else passage
    pose = situation(commande.cellules) is Situation.A_CONSTRUIRE
    la = eligibility.logement(commande, ctx)
    visite = Visite(debut, la.id if la else "", _fibre(dossier, ctx), _prise(dossier), pose=pose)
    suite = travaille(dossier, ctx, visite)
    if isinstance(suite, Bloque):
        return _reaffecte(dossier, ctx, suite.instant) or _renonce(dossier, ctx, suite.motif)
    return _livre(dossier, ctx) if suite is None else suite


def _livre(dossier: Dossier, ctx: Contexte) -> Acte:
    """§3.6: the line is delivered; when the OI patches, not before that (§3.3)."""
    assert dossier.position is not None
    fibre = _fibre(dossier, ctx)
    if dossier.position.modele is Modele.STOC and ctx.contrat.brassage is Partie.OI and fibre is not None:
        visite = Visite(plus_tard(dossier.dernier_instant, ctx.delais.mad), "", fibre, "", pose=False)
        suite = travaille(dossier, ctx, visite)
        if isinstance(suite, Geste):
            return suite
    quand = plus_tard(dossier.dernier_instant, ctx.delais.mad)
    return Envoi(quand, Flux.CR_MAD, cr_mad(dossier, quand, ctx))


def _renonce(dossier: Dossier, ctx: Contexte, motif: str) -> Acte:
    quand = plus_tard(dossier.dernier_instant, ctx.delais.mad)
    return Envoi(quand, Flux.CR_MAD, cr_mad(dossier, quand, ctx, motif))


def _repare(dossier: Dossier, ctx: Contexte) -> Acte:
    """§3.9, cold: look at the ground, mend the fibre or give another, then say so; give up when neither can be done."""
    echec = dossier.dernier(Flux.CR_STOC, Flux.NOTIF_RACC_KO)
    fait = dossier.fait(Nature.REPARATION, Nature.REAFFECTATION)
    if dossier.rang(fait) > dossier.rang(echec):
        quand = plus_tard(dossier.dernier_instant, ctx.delais.notification)
        return Envoi(quand, Flux.NOTIF_REPROV, notif_reprov(dossier, "FROID", quand, ctx))
    quand = jour_ouvre(dossier.dernier_instant, ctx.delais.reparation)
    fibre = _fibre(dossier, ctx)
    etat = EtatFibre.LIBRE if fibre is None else ctx.monde.terrain.etat(fibre.id)
    if fibre is None or etat is EtatFibre.OCCUPEE:
        return _reaffecte(dossier, ctx, quand) or _renonce(dossier, ctx, MOTIFS[EtatFibre.OCCUPEE])
    texte = "l'OI analyse et remet la fibre en état" if etat is not EtatFibre.LIBRE else "l'OI analyse : rien à refaire"
    return Geste(quand, Fait(Nature.REPARATION, ctx.partie, texte, dossier.reference, {"fibre": fibre.id}))


def _reaffecte(dossier: Dossier, ctx: Contexte, quand: datetime) -> Geste | None:
    """Another group of fibres for this order, chosen by the OI itself; None when its PBO has none left."""
    la = eligibility.logement(_commande(dossier), ctx)
    groupe = ctx.monde.reseau.groupe_libre(la.pbo, eligibility.prises(ctx)) if la else ()
    if not groupe:
        return None
    donnees = {"fibres": nomme(groupe), "prise": ctx.alea.prise(ctx.code, dossier.reference, groupe[0].id)}
    texte = "l'OI affecte une autre fibre"
    return Geste(quand, Fait(Nature.REAFFECTATION, ctx.partie, texte, dossier.reference, donnees))


def _a_notifier(dossier: Dossier, ctx: Contexte) -> Envoi | None:
    """What was told by phone and not yet written: always a new route, the rest as the contract says (§5.1.4)."""
    dite = dossier.fait(*hotline.REPONSES)
    if dite is None or dossier.rang(dite) < dossier.rang(dossier.dernier(Flux.NOTIF_REPROV)):
        return None
    if dite.nature is Nature.SANS_SOLUTION or (
        dite.nature is Nature.MEME_ROUTE and not ctx.contrat.notifie_meme_route
    ):
        return None
    quand = plus_tard(dossier.instant(dite), ctx.delais.notification)
    return Envoi(quand, Flux.NOTIF_REPROV, notif_reprov(dossier, "CHAUD", quand, ctx))


def _fibre(dossier: Dossier, ctx: Contexte) -> Fibre | None:
    """The OC's fibre on the route that the OI has given last, even only to itself."""
    autre = dossier.fait(Nature.REAFFECTATION)
    oc = oc_de(dossier, ctx)
    if autre is not None and dossier.rang(autre) > dossier.rang(dossier.dernier(*FLUX_DE_ROUTE)):
        return groupe_dit(ctx.monde.reseau, autre)[ctx.monde.reseau.bloc(oc) - 1]
    return fibre_a_suivre(ctx.monde.reseau, dossier, oc)
