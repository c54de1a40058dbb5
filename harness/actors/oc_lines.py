"""The lines that an OC writes, cell by cell (§3.1, §3.5, §3.7, §3.8)."""

from __future__ import annotations

from datetime import datetime

from harness.actors.case import Contexte, Dossier, date
from harness.actors.constats import annonce
from harness.actors.rdv import rendez_vous
from harness.actors.routes import FLUX_DE_ROUTE
from harness.actors.technician import bilan
from harness.network.facts import Fait, Nature
from harness.protocol.terms import HOTLINE, REFERENCE_COMMANDE, Flux, Modele, Situation

Ligne = dict[str, str]


def cmd_acces(dossier: Dossier, souscription: Fait, quand: datetime, ctx: Contexte) -> Ligne:
    """§3.1: an order for the dwelling of a client; in model OI with its appointment and who to call."""
    reseau = ctx.monde.reseau
    logement = reseau.logements[souscription["logement"]]
    adresse, pm = reseau.adresses[logement.adresse], reseau.pms[reseau.pbos[logement.pbo].pm]
    situation, prise = annonce(logement.id, Situation(souscription["situation"]), ctx)
    return {
        REFERENCE_COMMANDE: dossier.reference,
        "CommuneImmeuble": adresse.commune,
        "CodePostalImmeuble": adresse.code_postal,
        "CodeInseeImmeuble": adresse.insee,
        "CodeVoieRivoliImmeuble": adresse.rivoli,
        "NumeroVoieImmeuble": adresse.numero,
        "ComplementNumeroVoieImmeuble": adresse.complement,
        "TypeVoieImmeuble": adresse.type_voie,
        "LibelleVoieImmeuble": adresse.libelle,
        "CodeAdresseImmeuble": adresse.code,
        "Batiment": logement.batiment,
        "Escalier": logement.escalier,
        "Etage": logement.etage,
        "TypeRacco": souscription["modele"],
        **_rendez_vous(dossier, souscription, ctx),
        "ReferencePrestationPm": pm.prestations.get(ctx.code, ""),
        "ReferencePm": pm.reference,
        "ReferencePrise": prise,
        "PriseExistante": "N" if situation is Situation.A_CONSTRUIRE else "O",
        "TypeCommandeDemande": ctx.contrat.demande,
        "DateCommandePrise": date(quand),
    }


def _rendez_vous(dossier: Dossier, souscription: Fait, ctx: Contexte) -> Ligne:
    """Model OI only: whom the OI will visit, and when."""
    if souscription["modele"] != Modele.OI:
        return {}
    client, rdv = ctx.monde.reseau.logements[souscription["logement"]].client, rendez_vous(dossier)
    return {
        "DateInstall": rdv.creneau,
        "NomClient": client.nom,
        "PrenomClient": client.prenom,
        "ContactClient1": client.telephone,
        "ContactClient2": client.courriel,
        "IdRdv": rdv.identifiant,
    }


def cr_stoc_ok(dossier: Dossier, quand: datetime, ctx: Contexte) -> Ligne:
    """§3.5: what was built, how it measures, and the discharge number if the hotline changed the route."""
    pose = dossier.fait(Nature.POSE)
    fibre, quand_pose = ("", date(quand)) if pose is None else (pose["fibre"], pose["date"])
    return {
        **_cr_stoc(dossier),
        "CrRaccordementPrise": "OK",
        "ReferencePrise": prise_connue(dossier),
        "DateRaccordementPrise": quand_pose,
        "PrisePosee": "NON" if pose is None else "OUI",
        "BilanOptique": bilan(ctx, fibre) if fibre else "",
    }


def cr_stoc_ko(dossier: Dossier, motif: str, commentaire: str) -> Ligne:
    """§3.5: why the work failed, and whether a PTO was built all the same."""
    return {
        **_cr_stoc(dossier),
        "CrRaccordementPrise": "KO",
        "MotifKoCrRaccordementPrise": motif,
        "PrisePosee": "NON" if dossier.fait(Nature.POSE) is None else "OUI",
        "Commentaire": commentaire,
    }


def _cr_stoc(dossier: Dossier) -> Ligne:
    commande, dite = dossier.dernier(Flux.CMD_STOC), dossier.fait(Nature.NOUVELLE_ROUTE)
    return {
        **_reference(dossier),
        "ReferenceCommandeSousTraitantOI": "" if commande is None else commande["ReferenceCommandeSousTraitantOI"],
        "NotificationReprovisioningHL": "NON" if dite is None else "OUI",
        "NumeroDecharge": "" if dite is None else dite["decharge"],
    }


def notif_racc_ko(dossier: Dossier, motif: str, commentaire: str, quand: datetime) -> Ligne:
    """§3.7: the line does not work; the PTO recalled is the order's, even when it was wrong (§7.1.2)."""
    return {
        **_reference(dossier),
        "ReferencePrise": dossier.commande["ReferencePrise"],
        "DateNotifRaccKO": date(quand),
        "MotifRaccKO": motif,
        "CommentaireRaccKO": commentaire,
    }


def cr_mes(dossier: Dossier, prise: str, quand: datetime, modele: Modele) -> Ligne:
    """§3.8: the client is served; in model OC this is also where the work done is told."""
    ligne = {**_reference(dossier), "ReferencePrise": prise, "DateMiseEnService": date(quand)}
    if modele is not Modele.OC:
        return ligne
    pose = dossier.fait(Nature.POSE)
    faite = {"PrisePosee": "NON"} if pose is None else {"PrisePosee": "OUI", "DateRaccordementPrise": pose["date"]}
    return ligne | faite


def prise_connue(dossier: Dossier) -> str:
    """The PTO of the line as far as the OC knows: built, told by phone, or written by the OI."""
    fait = dossier.fait(Nature.POSE, Nature.NOUVELLE_ROUTE)
    ecrite = dossier.dernier(*FLUX_DE_ROUTE)
    if fait is not None and dossier.rang(fait) > dossier.rang(ecrite):
        return fait["prise"]
    return "" if ecrite is None or ecrite["ReferencePrise"] == HOTLINE else ecrite["ReferencePrise"]


def _reference(dossier: Dossier) -> Ligne:
    cr = dossier.dernier(Flux.CR_CMD_ACCES)
    return {
        REFERENCE_COMMANDE: dossier.reference,
        "ReferencePrestationPrise": "" if cr is None else cr["ReferencePrestationPrise"],
    }
