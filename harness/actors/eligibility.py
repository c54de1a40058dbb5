"""What the OI checks before its CR_Cmd_Acces (§3.3), and the fibres it can give."""

from __future__ import annotations

from harness.actors.case import Contexte, Dossier
from harness.actors.routes import FLUX_DE_ROUTE, fibres_ecrites
from harness.exchange.messages import Message
from harness.network.contract import Saturation
from harness.network.facts import Nature
from harness.network.network import Fibre, Logement
from harness.protocol.lifecycle import OUVERTS, Etat, situation
from harness.protocol.terms import Situation

_RENDENT = frozenset({Etat.REJETEE, Etat.REFUSEE, Etat.ANNULEE, Etat.ECRASEE})
"""States in which an order holds no fibre any more."""


def logement(commande: Message, ctx: Contexte) -> Logement | None:
    """The dwelling an order is about, as the OI's system finds it by its address; None when it does not."""
    adresse = (commande["CodeAdresseImmeuble"], commande["Batiment"], commande["Escalier"], commande["Etage"])
    logements = ctx.monde.reseau.logements.values()
    return next((lg for lg in logements if (lg.adresse, lg.batiment, lg.escalier, lg.etage) == adresse), None)


def refus(dossier: Dossier, ctx: Contexte) -> str:
    """The codified reason why an order cannot be accepted, "" when it can, in the order of §3.3."""
    commande = dossier.commande
    sur_place = _adresse(commande, ctx) or _prise(commande, ctx)
    return _surcharge(dossier, ctx) or _pm(dossier, ctx) or sur_place or _financement(commande, ctx)


def _surcharge(dossier: Dossier, ctx: Contexte) -> str:
    """Another order of the same OC, under way, on the same PTO."""
    prise = dossier.commande["ReferencePrise"]
    siens = (d for d in ctx.dossiers.values() if d.autre == dossier.autre and d.reference != dossier.reference)
    en_cours = (d for d in siens if d.etat in OUVERTS)
    return "FIMP19" if prise and any(d.commande["ReferencePrise"] == prise for d in en_cours) else ""


def _pm(dossier: Dossier, ctx: Contexte) -> str:
    commande = dossier.commande
    pm = ctx.monde.reseau.pms.get(commande["ReferencePm"])
    if pm is None:
        return "FIMP07"
    if dossier.autre not in pm.prestations or (pm.reference, dossier.autre) in ctx.monde.reseau.sans_adduction:
        return "FIMP09"
    if commande["ReferencePrestationPm"] != pm.prestations[dossier.autre]:
        return "FIMP04"
    modes: set[str] = set(ctx.contrat.modes)
    return "" if commande["TypeRacco"].upper() in modes else "FIMP09"


def _adresse(commande: Message, ctx: Contexte) -> str:
    voisins = [lg for lg in ctx.monde.reseau.logements.values() if lg.adresse == commande["CodeAdresseImmeuble"]]
    for champ, code in (("Batiment", "FADR02"), ("Escalier", "FADR03"), ("Etage", "FADR04")):
        if voisins and not any(getattr(lg, champ.lower()) == commande[champ] for lg in voisins):
            return code
    trouve = logement(commande, ctx)
    if trouve is None:
        return "FADR01"
    if trouve.adresse in ctx.monde.reseau.fermees:
        return "FIMP10"
    return "" if ctx.monde.reseau.pbos[trouve.pbo].pm == commande["ReferencePm"] else "FIMP08"


def _prise(commande: Message, ctx: Contexte) -> str:
    annonce = situation(commande.cellules)
    if annonce is Situation.NON_IDENTIFIEE:
        return "" if ctx.contrat.pni else "FIMP01"
    if annonce is Situation.A_CONSTRUIRE:
        return ""
    reseau, la = ctx.monde.reseau, logement(commande, ctx)
    connues = reseau.groupe_de_la_prise(commande["ReferencePrise"])
    if not connues:
        return "FIMP02"
    connu = reseau.de_la_prise(commande["ReferencePrise"])
    ici = la is not None and (connu == la if connu is not None else connues[0].pbo == la.pbo)
    return "" if ici else "FIMP03"


def refus_a_l_ar(commande: Message, ctx: Contexte) -> str:
    """Why the contract has an order refused by its AR already: a PTO left unidentified (§4.3.2, §5.3.2); "" if not."""
    inconnue = situation(commande.cellules) is Situation.NON_IDENTIFIEE
    return _prise(commande, ctx) if inconnue and ctx.contrat.pni_des_l_ar else ""


def _financement(commande: Message, ctx: Contexte) -> str:
    return "" if financement(commande, ctx) else "FIMP06"


def financement(commande: Message, ctx: Contexte) -> str:
    """The financing kept: the one asked for, or the contract's when the OC leaves it (§3.1); "" when refused."""
    demande = commande["TypeCommandeDemande"].upper()
    if demande == "AUTO":
        return ctx.contrat.financement
    return demande if demande in ctx.contrat.financements else ""


def groupe(commande: Message, ctx: Contexte) -> tuple[Fibre, ...]:
    """The fibres to give to an order, those of its PTO or a group at its PBO; () when there is none.

    A fibre of the OC's own is the one of the position file (§2.7). A saturated PBO may still give a route that was told
    to someone else, as the contract says (§7.2.2, solution 1).
    """
    la = logement(commande, ctx)
    if la is None:
        return ()
    if dediee := ctx.monde.reseau.fibre(ctx.monde.reseau.positions.get(la.id, "")):
        return (dediee,)
    if commande["ReferencePrise"]:
        return ctx.monde.reseau.groupe_de_la_prise(commande["ReferencePrise"])
    if situation(commande.cellules) is Situation.NON_IDENTIFIEE:
        return ctx.monde.reseau.groupe_de(la)
    libre = ctx.monde.reseau.groupe_libre(la.pbo, prises(ctx))
    if libre or ctx.contrat.saturation is not Saturation.ROUTE:
        return libre
    return ctx.monde.reseau.groupes(la.pbo)[-1]


def prises(ctx: Contexte) -> frozenset[str]:
    """The fibres that the OI has given to its orders, told by phone included, and not taken back."""
    return frozenset(f for d in ctx.dossiers.values() if d.etat not in _RENDENT for f in _donnees(d, ctx))


def _donnees(dossier: Dossier, ctx: Contexte) -> set[str]:
    reseau = ctx.monde.reseau
    routes = (m.cellules for m in dossier.messages if m.flux in FLUX_DE_ROUTE)
    ecrites = (fibre for cellules in routes for fibre in fibres_ecrites(reseau, cellules))
    dites = (*dossier.faits(Nature.NOUVELLE_ROUTE), *dossier.faits(Nature.REAFFECTATION))
    brassees = (f["fibre"] for f in dossier.faits(Nature.BRASSAGE))
    return {f.id for f in ecrites} | {f for dite in dites for f in dite["fibres"].split("|")} | {*brassees}
