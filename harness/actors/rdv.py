"""Appointments between the OI's teams and the client, by file or in the OI's tool (§3.14), on both sides.

The OC keeps them with its order; the OI with the request that it received, until an order recalls their IdRdv.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from harness.actors import eligibility
from harness.actors.case import Acte, Contexte, Dossier, Envoi, Geste, date, instant_ecrit
from harness.actors.echanges import reclame_un_rdv
from harness.exchange.messages import Message
from harness.exchange.rendez_vous import CRENEAUX, EtatRdv, RendezVous, apres, proposes
from harness.network.contract import PriseDeRdv
from harness.network.facts import Fait, Nature
from harness.protocol.terms import REFERENCE_DEMANDE_RDV, Flux

TROP_DE_REPORTS = "FRDV01"
PAS_DE_PLAGE = "FRDV02"

_DE_L_OC = (Flux.DEMANDE_RDV, Flux.DEMANDE_MODIF_RDV, Flux.ANNULATION_RDV, Flux.ANNULATION)
_ABANDONS = (Nature.ABANDON_RDV, Nature.RENONCEMENT)


def rendez_vous(dossier: Dossier) -> RendezVous:
    """The appointment as this party knows it, what was noted in the OI's tool included."""
    rdv = RendezVous()
    for vecu in dossier.vecus:
        if isinstance(vecu.quoi, Message):
            rdv = apres(rdv, vecu.quoi)
        elif vecu.quoi.nature is Nature.RENDEZ_VOUS and vecu.quoi["rdv"]:
            rdv = replace(rdv, etat=EtatRdv.RESERVE, identifiant=vecu.quoi["rdv"], creneau=vecu.quoi["date"])
        elif vecu.quoi.nature is Nature.LIBERATION:
            rdv = replace(rdv, etat=EtatRdv.ANNULE)
    return rdv


# --- the OC


def obtient(dossier: Dossier, ctx: Contexte, quand: datetime) -> Acte | None:
    """What is left to do before the order: ask, wait, ask again, cancel; None to wait (see `pret`)."""
    rdv = rendez_vous(dossier)
    if rdv.demande is not None:
        return None
    if rdv.etat is EtatRdv.RESERVE:
        besoin = _besoin(dossier, rdv)
        return None if besoin is None else _change(dossier, ctx, rdv, besoin)
    if dossier.fait(*_ABANDONS) is not None:
        return None
    if ctx.contrat.rdv is PriseDeRdv.OUTIL:
        donnees = {"rdv": ctx.alea.rdv(dossier.reference), "date": date(ctx.jour_ouvre(quand, ctx.delais.rdv))}
        texte = "l'OC prend rendez-vous dans l'outil de l'OI"
        return Geste(quand, Fait(Nature.RENDEZ_VOUS, ctx.partie, texte, dossier.reference, donnees))
    return _demande(dossier, ctx, rdv, quand)


def pret(dossier: Dossier) -> bool:
    """Whether the order may leave: a slot is held, under an identifier, and the client has nothing against it."""
    rdv = rendez_vous(dossier)
    connu = rdv.etat is EtatRdv.RESERVE and rdv.identifiant != ""
    reserve = connu and rdv.demande is None and _besoin(dossier, rdv) is None
    return reserve and dossier.fait(Nature.HESITATION) is None


def deplace(dossier: Dossier, ctx: Contexte) -> Acte | None:
    """§3.14.5, once the order is passed: another slot for the same IdRdv, as the client or the OI wants (§4.1.7)."""
    rdv = rendez_vous(dossier)
    besoin = _besoin(dossier, rdv)
    if besoin is None or rdv.demande is not None or en_trop(dossier, ctx) is not None:
        return None
    if not rdv.identifiant and isinstance(besoin, Fait):
        return None
    return _modifie(dossier, ctx, rdv, besoin)


def en_trop(dossier: Dossier, ctx: Contexte) -> Message | Fait | None:
    """§3.14.3, §3.14.5: why the order has to be cancelled: no appointment any more, or one report too many."""
    if not dossier.commande["IdRdv"]:
        return None
    abandon = dossier.fait(Nature.ABANDON_RDV)
    if abandon is not None:
        return abandon
    rdv = rendez_vous(dossier)
    besoin = _besoin(dossier, rdv)
    return besoin if besoin is not None and _trop(rdv, besoin, ctx) else None


def _trop(rdv: RendezVous, besoin: Message | Fait, ctx: Contexte) -> bool:
    """Whether no other change will be granted: the OI said so, or the OC counts them too."""
    if isinstance(besoin, Message):
        return besoin["MotifReponseRdvKo"].startswith(TROP_DE_REPORTS)
    return ctx.contrat.compte_les_reports and rdv.reports >= ctx.contrat.reports


def _voeu(dossier: Dossier) -> Fait | None:
    """What the client wants of its appointment, while the OC has not acted on it."""
    voeu = dossier.fait(Nature.REPORT, *_ABANDONS)
    fait = dossier.fait(Nature.RENDEZ_VOUS)
    return voeu if dossier.rang(voeu) > max(dossier.rang(dossier.dernier(*_DE_L_OC)), dossier.rang(fait)) else None


def _besoin(dossier: Dossier, rdv: RendezVous) -> Message | Fait | None:
    """Why another slot is to be found, or none: a refusal, the client's wish, the OI that could not build (§4.1.7)."""
    reponse, voeu = dossier.dernier(Flux.REPONSE_RDV), _voeu(dossier)
    reclame = next((m for m in reversed(dossier.messages) if reclame_un_rdv(m)), None)
    if rdv.refus and reponse is not None and (voeu is None or voeu.nature not in _ABANDONS):
        return reponse
    pris = max(dossier.rang(reponse), dossier.rang(dossier.fait(Nature.RENDEZ_VOUS)))
    if reclame is not None and dossier.rang(reclame) > pris:
        return reclame
    return voeu


def _change(dossier: Dossier, ctx: Contexte, rdv: RendezVous, besoin: Message | Fait) -> Acte | None:
    """Before the order: a slot is moved. It is cancelled when it is given up, when the client did not wait for the
    answer to want another (§3.14.3), or when it was moved too often; in the last two cases another is asked for.
    """
    reponse = dossier.dernier(Flux.REPONSE_RDV)
    abandon = isinstance(besoin, Fait) and besoin.nature in _ABANDONS
    if reponse is None:
        return None if abandon else _modifie(dossier, ctx, rdv, besoin)
    if not (abandon or dossier.rang(besoin) < dossier.rang(reponse) or _trop(rdv, besoin, ctx)):
        return _modifie(dossier, ctx, rdv, besoin)
    quand = ctx.apres(max(dossier.instant(besoin), dossier.instant(reponse)), ctx.delais.commande)
    ligne = {"IdRdv": rdv.identifiant, REFERENCE_DEMANDE_RDV: reponse.reference, "DateAnnulationRdv": date(quand)}
    return Envoi(quand, Flux.ANNULATION_RDV, ligne)


def _modifie(dossier: Dossier, ctx: Contexte, rdv: RendezVous, cause: Message | Fait) -> Acte:
    quand = ctx.apres(dossier.instant(cause), ctx.delais.commande)
    jours = 1 + len(CRENEAUX) * rdv.refus
    debut = max(quand, instant_ecrit(rdv.creneau)) if rdv.creneau else quand
    if ctx.contrat.rdv is PriseDeRdv.OUTIL or not rdv.identifiant:
        identifiant = rdv.identifiant or ctx.alea.rdv(dossier.reference)
        donnees = {"rdv": identifiant, "date": date(ctx.jour_ouvre(debut, jours)), "logement": _logement(dossier)}
        texte = "l'OC reprend rendez-vous dans l'outil de l'OI"
        return Geste(quand, Fait(Nature.RENDEZ_VOUS, ctx.partie, texte, dossier.reference, donnees))
    ligne = {"IdRdv": rdv.identifiant, **_creneaux(dossier, ctx, debut, jours), **_reference(dossier, ctx)}
    return Envoi(quand, Flux.DEMANDE_MODIF_RDV, ligne)


def _demande(dossier: Dossier, ctx: Contexte, rdv: RendezVous, quand: datetime) -> Envoi:
    """§3.14.1: one to three slots, on working days, later ones after each refusal."""
    adresse = ctx.monde.reseau.adresses[ctx.monde.reseau.logements[_logement(dossier)].adresse]
    lieu = {"CodeInseeImmeuble": adresse.insee, "CodeAdresseImmeuble": adresse.code}
    envie = dossier.fait(Nature.CRENEAUX)
    if envie is not None and envie["delai"] and not rdv.refus:
        creneaux = _le_meme_jour(ctx.jour_ouvre(quand, int(envie["delai"])))
    else:
        creneaux = _creneaux(dossier, ctx, quand, ctx.delais.rdv + len(CRENEAUX) * rdv.refus)
    return Envoi(quand, Flux.DEMANDE_RDV, {**lieu, **creneaux, **_reference(dossier, ctx)})


def _creneaux(dossier: Dossier, ctx: Contexte, debut: datetime, jours: int) -> dict[str, str]:
    """A slot a working day, as many as the client has."""
    envie = dossier.fait(Nature.CRENEAUX)
    nombre = len(CRENEAUX) if envie is None else int(envie["nombre"])
    return {f"DateRdv{n}": date(ctx.jour_ouvre(debut, jours + n - 1)) for n in CRENEAUX[:nombre]}


def _le_meme_jour(debut: datetime) -> dict[str, str]:
    return {f"DateRdv{n}": date(debut + timedelta(hours=2 * (n - 1))) for n in CRENEAUX}


def _reference(dossier: Dossier, ctx: Contexte) -> dict[str, str]:
    """A reference of its own for each request (§3.14.5)."""
    rang = sum(m.flux in (Flux.DEMANDE_RDV, Flux.DEMANDE_MODIF_RDV) for m in dossier.messages) + 1
    return {REFERENCE_DEMANDE_RDV: ctx.alea.demande_rdv(dossier.reference, rang)}


def _logement(dossier: Dossier) -> str:
    souscription = dossier.fait(Nature.SOUSCRIPTION)
    return "" if souscription is None else souscription["logement"]


# --- the OI


def accorde(dossier: Dossier, ctx: Contexte) -> Acte | None:
    """What the OI does about an appointment: hold a slot and answer, or free the one that is not wanted any more."""
    rdv = rendez_vous(dossier)
    if rdv.demande is None:
        return _libere(dossier, ctx, rdv)
    quand = ctx.apres(dossier.instant(rdv.demande), ctx.delais.reponse_rdv)
    rang, motif = _choix(dossier, rdv, rdv.demande, ctx)
    if motif:
        return Envoi(quand, Flux.REPONSE_RDV, _reponse(rdv.demande, 0, {"MotifReponseRdvKo": ctx.motif(motif)}))
    identifiant = rdv.identifiant or ctx.alea.rdv(rdv.demande.reference)
    creneau = rdv.demande[f"DateRdv{rang}"]
    if ctx.monde.terrain.rdv.get(identifiant) != creneau:
        commande = _commande(identifiant, ctx)
        reference = dossier.reference if commande is None else commande.reference
        texte = "l'OI bloque le créneau dans son plan de charge"
        donnees = {"rdv": identifiant, "date": creneau, "logement": "" if commande is None else _ou(commande, ctx)}
        return Geste(quand, Fait(Nature.RENDEZ_VOUS, ctx.partie, texte, reference, donnees))
    return Envoi(quand, Flux.REPONSE_RDV, _reponse(rdv.demande, rang, {"IdRdv": identifiant}))


def _choix(dossier: Dossier, rdv: RendezVous, demande: Message, ctx: Contexte) -> tuple[int, str]:
    """The first slot that the teams can hold, else the codified reason why there is none (§3.14.1, §3.14.5)."""
    if demande.flux is Flux.DEMANDE_MODIF_RDV and rdv.reports >= ctx.contrat.reports:
        return 0, TROP_DE_REPORTS
    delai = date(ctx.jour_ouvre(dossier.instant(demande), ctx.contrat.prevenance))
    pris = ctx.monde.terrain.complets - _refuses(dossier, rdv, demande, ctx)
    libres = (n for n in range(1, len(proposes(demande)) + 1) if n > pris and demande[f"DateRdv{n}"] >= delai)
    rang = next(libres, 0)
    return rang, "" if rang else PAS_DE_PLAGE


def _refuses(dossier: Dossier, rdv: RendezVous, demande: Message, ctx: Contexte) -> int:
    """How many slots this OC was already refused for the same place: each new request has a reference of its own."""
    if demande.flux is Flux.DEMANDE_MODIF_RDV:
        return len(CRENEAUX) * rdv.refus
    lieu = demande["CodeAdresseImmeuble"]
    autres = (d.dernier(Flux.DEMANDE_RDV) for d in ctx.dossiers.values() if d.autre == dossier.autre)
    refusees = (m for m in autres if m is not None and m is not demande and m["CodeAdresseImmeuble"] == lieu)
    return sum(len(proposes(m)) for m in refusees)


def _reponse(demande: Message, rang: int, suite: dict[str, str]) -> dict[str, str]:
    """§3.14.2: one OK at most, a KO for each of the other slots that were proposed; the first cell is always filled."""
    nombre = max(1, len(proposes(demande)))
    valides = {f"ValidDate{n}": "OK" if n == rang else "KO" for n in range(1, nombre + 1)}
    return {REFERENCE_DEMANDE_RDV: demande.reference, **valides, **suite}


def _libere(dossier: Dossier, ctx: Contexte, rdv: RendezVous) -> Geste | None:
    """A slot that was cancelled, or held for too long without an order (§3.14, §3.14.3): nobody is told."""
    if rdv.identifiant not in ctx.monde.terrain.rdv or _commande(rdv.identifiant, ctx) is not None:
        return None
    quand = dossier.dernier_instant
    if rdv.etat is EtatRdv.RESERVE:
        quand = ctx.jour_ouvre(quand, ctx.contrat.validite_rdv)
    donnees = {"rdv": rdv.identifiant}
    return Geste(quand, Fait(Nature.LIBERATION, ctx.partie, "l'OI libère le créneau", dossier.reference, donnees))


def _commande(identifiant: str, ctx: Contexte) -> Dossier | None:
    """The order that recalls an appointment."""
    commandes = ((d, d.dernier(Flux.CMD_ACCES)) for d in ctx.dossiers.values() if identifiant)
    return next((d for d, commande in commandes if commande is not None and commande["IdRdv"] == identifiant), None)


def _ou(commande: Dossier, ctx: Contexte) -> str:
    """The dwelling of an order, as the OI's system finds it."""
    trouve = eligibility.logement(commande.commande, ctx)
    return "" if trouve is None else trouve.id
