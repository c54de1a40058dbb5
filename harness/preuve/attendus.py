"""What each deviation should be caught by, why some are no breach, and why some rules have none: data.

A deviation of a family goes wherever its message goes, and the document has another rule for the same fault in another
place. Each place has its circumstance, told from the files alone: the first row that holds names the one rule that is
to catch the fault there, or says why nothing is broken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from harness.actors.deviations import Ecart
from harness.actors.deviations_familles import Famille
from harness.preuve.circonstances import (
    AU_TELEPHONE,
    AUTRE_PRISE,
    CONNUE,
    DE_L_OI,
    DU,
    GROUPE,
    JAMAIS,
    PARTI,
    POSE_RELANCEE,
    POURSUIVI,
    PREMIERE_LIVRAISON,
    RETIENT,
    SECOND_CRENEAU,
    TROP_DE_REPORTS,
    Autour,
    Si,
    apres,
    disant,
    en_modele,
    puis,
    repondu,
    sur,
)
from harness.protocol.issues import Issue
from harness.protocol.terms import Flux, Modele, Situation

_F = Famille
_HORS, _FINIE, _LECTURE = "conv.hors_sequence", "conv.commande_terminee", "conv.autre_lecture"
_ANNULEE, _DEBUT, _DELAI = "conv.apres_annulation", "conv.debut_absent", "delai.depasse"
_REPROV, _TYPE, _LIVREE = "conv.reprov_non_envoyee", "conv.type_de_reprovisionnement", "conv.prise_livree"
_REPETEE = "ligne.reference_repetee"
CHAUD, FROID, OK, KO, APPEL = Issue.CHAUD, Issue.FROID, Issue.OK, Issue.KO, Issue.APPEL
KO_STOC = (Issue.KO_A_POSER, Issue.KO_POSEE)


@dataclass(frozen=True, slots=True)
class Voulu:
    """The rules of which one is to catch a fault: one, unless `raison` tells why several are as right."""

    regles: tuple[str, ...]
    si: tuple[Si, ...] = ()
    raison: str = ""


@dataclass(frozen=True, slots=True)
class Egal:
    """Nothing is broken, and why."""

    raison: str
    si: tuple[Si, ...] = ()


def _veut(regle: str, *si: Si) -> Voulu:
    return Voulu((regle,), si)


SILENCE = (
    "Rien de ce qui a suivi ne suppose ce message : c'est un silence, et le document ne fixe de délai à personne ; "
    "l'attente du scénario, elle, n'est pas tenue."
)
ORDRE = "Ce qui est parti avant lui est d'un autre dossier, ou admis dans l'un et l'autre ordre."
SANS_DELAI = (
    "Le document ne fixe aucun délai, et aucun ne se déclare pour ce message : la même conversation, plus tard."
)
CROISE = "Une annulation l'a croisé : l'OI n'a plus à rendre compte de cette commande (§3.12)."
AUTRE_ISSUE = "L'autre issue est permise à cette place, et rien de ce que l'émetteur a dit ensuite ne la dément."
NOUVELLE = "Une référence que personne ne connaît est celle d'une nouvelle demande : rien ne la distingue."
OUTIL = "Un RDV pris dans l'outil de l'OI ne passe pas par les fichiers (§3.14)."
ANCIENNE = "La commande d'une ligne en service peut être plus ancienne que le journal."
REPETABLE = "Le document n'interdit pas de le redire : rien n'y dit qu'il n'y en ait qu'un."
MEME_PRISE = "La prise est la même qu'avant : livrée sans cette notification, elle est celle de la dernière route."

RELANCE = "L'OI a suivi une autre lecture, que l'OC peut ne pas partager : aucun délai n'est compté contre lui."
Rang = Voulu | Egal

_SILENCE: tuple[Rang, ...] = (Egal(RELANCE, (POSE_RELANCEE,)), _veut(_DELAI, DU), Egal(SILENCE))
_RETARD: tuple[Rang, ...] = (_veut(_DELAI, RETIENT), Egal(SANS_DELAI))
_APRES: tuple[Rang, ...] = (
    _veut(_ANNULEE, puis(Flux.ANNULATION)), Egal(ORDRE, (POURSUIVI,)), *_SILENCE,
)  # fmt: skip
_INCONNUE: tuple[Rang, ...] = (_veut(_REPETEE, GROUPE), _veut(_DEBUT))
_ECRASEMENT: tuple[Rang, ...] = (_veut("ecrasement.non_notifie", CONNUE),)
_MAD = puis(Flux.CR_MAD)

_REPROV_OMISE: tuple[Rang, ...] = (
    _veut("conv.stoc_sur_prise_existante", puis(Flux.CMD_STOC), disant(CHAUD)),
    _veut(_REPROV, puis(Flux.CMD_STOC), apres(Flux.CR_STOC)),
    _veut(_LECTURE, puis(Flux.CMD_STOC)),
    _veut("conv.route_non_donnee", _MAD, sur(Situation.NON_IDENTIFIEE), apres(Flux.CR_CMD_ACCES)),
)
_REPROV_TUE: tuple[Rang, ...] = (
    _veut(_REPROV, _MAD, disant(FROID)),
    _veut("conv.notif_a_chaud_absente", _MAD, repondu(Flux.CR_STOC), AUTRE_PRISE),
    _veut(_LIVREE, _MAD, AUTRE_PRISE),
)
_AVANT_LIVRAISON = (_MAD, en_modele(Modele.OI), apres(Flux.CR_CMD_ACCES))
"""The OI builds: it tells of a route that changed while it did."""

PARTOUT: Mapping[str, tuple[Rang, ...]] = {
    _F.OMIS: _SILENCE,
    _F.DEUX_FOIS: (_veut("lot.envoye_deux_fois"),),
    _F.APRES: _APRES,
    _F.RETARD: _RETARD,
    _F.REFERENCE: _INCONNUE,
    _F.CHAMP: (_veut("champ.obligatoire"),),
    _F.COLONNE: (_veut("lot.colonne_absente"),),
    _F.CELLULE: (_veut("ligne.nombre_de_cellules"),),
    _F.RENVOI: (_veut("lot.emetteur"),),
}
"""By family, whatever the flux."""

SELON: Mapping[tuple[str, Flux], tuple[Rang, ...]] = {
    (_F.OMIS, Flux.AR_CMD_ACCES): (_veut(_HORS, POURSUIVI), _veut("ar.absent")),
    (_F.OMIS, Flux.CR_CMD_ACCES): (Egal(CROISE, (puis(Flux.CR_ANNULATION),)), _veut(_HORS, POURSUIVI), _veut(_DELAI)),
    (_F.OMIS, Flux.CR_ANNULATION): (_veut("annulation.sans_reponse"),),
    (_F.OMIS, Flux.REPONSE_RDV): (_veut("rdv.sans_reponse"),),
    (_F.OMIS, Flux.NOTIF_REPROV): (
        *_REPROV_OMISE,
        _veut(_LIVREE, *_AVANT_LIVRAISON, AUTRE_PRISE),
        Egal(MEME_PRISE, _AVANT_LIVRAISON),
        *_REPROV_TUE,
        Egal(MEME_PRISE, (_MAD,)),
        Egal(SILENCE),
    ),
    (_F.OMIS, Flux.NOTIF_ECRASEMENT): (*_ECRASEMENT, Egal(SILENCE)),
    (_F.APRES, Flux.AR_CMD_ACCES): (Egal(ORDRE, (PARTI,)), _veut(_HORS, POURSUIVI), _veut("ar.absent")),
    (_F.APRES, Flux.CR_CMD_ACCES): (Egal(CROISE, (puis(Flux.CR_ANNULATION),)), _veut(_HORS, POURSUIVI), _veut(_DELAI)),
    (_F.APRES, Flux.CR_ANNULATION): (Egal(ORDRE, (PARTI,)), _veut("annulation.sans_reponse")),
    (_F.APRES, Flux.GEL_DEGEL_RDV): (_veut(_HORS, _MAD), *_APRES),
    (_F.APRES, Flux.MESS_OI): (_veut(_FINIE, _MAD), *_APRES),
    (_F.APRES, Flux.REPONSE_RDV): (_veut(_DELAI, POURSUIVI), _veut("rdv.sans_reponse")),
    (_F.APRES, Flux.NOTIF_REPROV): (
        _veut(_FINIE, puis(Flux.CR_ANNULATION)),
        *_REPROV_OMISE,
        _veut(_TYPE, *_AVANT_LIVRAISON),
        *_REPROV_TUE,
        Egal(ORDRE, (_MAD,)),
        Egal(SILENCE),
    ),
    (_F.APRES, Flux.NOTIF_ECRASEMENT): (*_ECRASEMENT, Egal(ORDRE)),
    (_F.REDIT, Flux.CMD_ACCES): (_veut("conv.reference_reutilisee"),),
    (_F.REDIT, Flux.AR_CMD_ACCES): (_veut("conv.ar_double"),),
    (_F.REDIT, Flux.CR_CMD_ACCES): (
        _veut(_ANNULEE, apres(Flux.ANNULATION)), _veut(_FINIE, disant(KO)), _veut(_HORS),
    ),
    (_F.REDIT, Flux.CMD_STOC): (_veut(_HORS),),
    (_F.REDIT, Flux.CR_STOC): (_veut("lot.envoye_deux_fois", disant(*KO_STOC)), _veut("conv.cr_stoc_sans_commande")),
    (_F.REDIT, Flux.CR_MAD): (
        _veut(_FINIE, disant(KO)),
        _veut(_LECTURE, en_modele(Modele.STOC), sur(Situation.IDENTIFIEE)),
        _veut("conv.cr_mad_repete"),
    ),
    (_F.REDIT, Flux.CR_MES): (_veut(_FINIE),),
    (_F.REDIT, Flux.NOTIF_RACC_KO): (Egal(REPETABLE, (DE_L_OI,)), _veut("conv.racc_ko_hors_fenetre")),
    (_F.REDIT, Flux.NOTIF_REPROV): (
        _veut(_TYPE, disant(CHAUD), en_modele(Modele.OI)),
        Egal(REPETABLE, (disant(CHAUD),)),
        Egal(REPETABLE, (en_modele(Modele.OI),)),
        _veut(_HORS, apres(Flux.CR_STOC)),
        _veut(_TYPE),
    ),
    (_F.REDIT, Flux.NOTIF_ECRASEMENT): (_veut(_FINIE, CONNUE), Egal(REPETABLE)),
    (_F.REDIT, Flux.MESS_OI): (Egal(REPETABLE),),
    (_F.REDIT, Flux.MESS_OC): (Egal(REPETABLE),),
    (_F.REDIT, Flux.GEL_DEGEL_RDV): (Egal(REPETABLE),),
    (_F.REDIT, Flux.ANNULATION): (_veut(_ANNULEE),),
    (_F.REDIT, Flux.CR_ANNULATION): (_veut("conv.cr_annulation_sans_demande"),),
    (_F.REDIT, Flux.DEMANDE_RDV): (_veut("rdv.reference_reutilisee"),),
    (_F.REDIT, Flux.DEMANDE_MODIF_RDV): (_veut("rdv.reference_reutilisee"),),
    (_F.REDIT, Flux.REPONSE_RDV): (_veut("lot.envoye_deux_fois"),),  # nothing in it is dated: the same line again
    (_F.REDIT, Flux.ANNULATION_RDV): (_veut("rdv.annulation_sans_rdv"),),
    **{
        (_F.RETARD, f): (_veut(_DELAI),)
        for f in (Flux.AR_CMD_ACCES, Flux.CR_CMD_ACCES, Flux.CR_ANNULATION, Flux.REPONSE_RDV, Flux.CR_STOC)
    },
    (_F.RETARD, Flux.CR_MES): (Egal(SILENCE, (JAMAIS, en_modele(Modele.OC))), _veut(_DELAI)),
    **{
        (_F.RETARD, f): (Egal(SANS_DELAI),)
        for f in (Flux.CMD_ACCES, Flux.ANNULATION)
    },
    (_F.RETARD, Flux.DEMANDE_MODIF_RDV): (Egal(SANS_DELAI, (puis(Flux.ANNULATION),)), *_RETARD),
    (_F.RETARD, Flux.NOTIF_ECRASEMENT): (*_ECRASEMENT, Egal(SANS_DELAI)),
    (_F.RETARD, Flux.NOTIF_REPROV): (
        Egal(SANS_DELAI, (disant(FROID),)),
        Egal(SANS_DELAI, (puis(Flux.CMD_STOC),)),
        Egal(SANS_DELAI, (AU_TELEPHONE, en_modele(Modele.OC))),
        Egal(SANS_DELAI, (AU_TELEPHONE, sur(Situation.NON_IDENTIFIEE))),
        _veut(_FINIE, en_modele(Modele.OI)),
        _veut(_FINIE, sur(Situation.IDENTIFIEE), en_modele(Modele.STOC)),
        _veut(_LECTURE),
    ),
    (_F.REFERENCE, Flux.CMD_ACCES): (_veut(_REPETEE, GROUPE), _veut(_DELAI, DU), Egal(NOUVELLE)),
    (_F.REFERENCE, Flux.AR_CMD_ACCES): (_veut(_HORS, POURSUIVI), _veut("ar.absent")),
    (_F.REFERENCE, Flux.CR_CMD_ACCES): (
        _veut(_DEBUT, puis(Flux.CR_ANNULATION)), _veut(_HORS, POURSUIVI), _veut(_DEBUT),
    ),
    (_F.REFERENCE, Flux.CR_ANNULATION): (_veut("annulation.sans_reponse"),),
    (_F.REFERENCE, Flux.REPONSE_RDV): (_veut("rdv.sans_reponse"),),
    (_F.REFERENCE, Flux.NOTIF_ECRASEMENT): (*_ECRASEMENT, Egal(ANCIENNE)),
    (_F.REFERENCE, Flux.DEMANDE_RDV): (Egal(NOUVELLE),),
    (_F.REFERENCE, Flux.DEMANDE_MODIF_RDV): (Egal(NOUVELLE),),
    (_F.REFERENCE, Flux.ANNULATION_RDV): (Egal(OUTIL),),
    (_F.ISSUE, Flux.AR_CMD_ACCES): (_veut(_FINIE, POURSUIVI), _veut(_DELAI)),
    (_F.ISSUE, Flux.CR_CMD_ACCES): (
        _veut("route.absente", disant(KO)), _veut(_FINIE, POURSUIVI), Egal(AUTRE_ISSUE, (disant(APPEL),)),
        _veut("route.sur_ko"),
    ),
    (_F.ISSUE, Flux.CR_STOC): (
        _veut("champ.conditionnel", disant(*KO_STOC)), _veut(_DELAI, DU), Egal(AUTRE_ISSUE),
    ),
    (_F.ISSUE, Flux.CR_MAD): (
        _veut("champ.conditionnel", disant(KO)),
        _veut(_HORS, en_modele(Modele.STOC), apres(Flux.CR_STOC, Flux.CR_CMD_ACCES)),
        _veut(_HORS, en_modele(Modele.STOC), sur(Situation.A_CONSTRUIRE), PREMIERE_LIVRAISON),
        Egal(AUTRE_ISSUE),
    ),
    (_F.ISSUE, Flux.CR_ANNULATION): (_veut(_DELAI, DU), Egal(AUTRE_ISSUE)),
    (_F.ISSUE, Flux.NOTIF_REPROV): (
        _veut(_REPROV, disant(FROID), apres(Flux.CR_STOC)),
        _veut(_LECTURE, disant(FROID), sur(Situation.NON_IDENTIFIEE), apres(Flux.CR_CMD_ACCES)),
        _veut(_LECTURE, disant(FROID), sur(Situation.NON_IDENTIFIEE), puis(Flux.CMD_STOC)),
        _veut(_REPROV, disant(FROID), sur(Situation.NON_IDENTIFIEE), en_modele(Modele.STOC)),
        _veut("conv.notif_a_chaud_absente", disant(CHAUD), repondu(Flux.CR_STOC), AUTRE_PRISE),
        _veut(_LECTURE, disant(CHAUD), repondu(Flux.CR_STOC)),
        _veut(_TYPE),
    ),
    (_F.ISSUE, Flux.REPONSE_RDV): (
        _veut("reponse_rdv.id_absent", disant(KO)),
        _veut("reponse_rdv.plusieurs_ok", SECOND_CRENEAU),
        _veut("rdv.report_de_trop", TROP_DE_REPORTS),
        Egal(AUTRE_ISSUE),
    ),
    # both messages have the same columns (§3.11): the name tells
    (_F.RENVOI, Flux.MESS_OI): (_veut("lot.nom_trompeur"),),
    (_F.RENVOI, Flux.MESS_OC): (_veut("lot.nom_trompeur"),),
}  # fmt: skip
"""By family and flux, before `PARTOUT`."""

_OBSERVE = "Une observation : elle note ce que le document permet, rien ne l'enfreint."

SANS_ECART: Mapping[str, str] = {
    f"observation.{nom}": _OBSERVE
    for nom in (
        "prise_nommee", "route_notifiee", "report_refuse", "demande_apres_refus", "rang_de_bloc", "convention_hotline",
        "hotline_vides", "pm_technique_vide", "commentaire_hotline", "facultatif_vide", "ar_meles",
        "annulation_apres_gel", "reprise_apres_ecrasement",
    )
}  # fmt: skip
"""Rules that no simulated party can break on the wire, and why."""


def rangs(ecart: Ecart) -> tuple[Rang, ...]:
    """What is wanted of a deviation, by circumstance, the first that holds."""
    if not ecart.famille:
        return (_veut(ecart.regle),)
    return SELON.get((ecart.famille, ecart.flux)) or PARTOUT.get(ecart.famille, ())


def voulu(ecart: Ecart, autour: Autour | None) -> Rang:
    """What is wanted of a deviation where it was played. `autour` is None for one that aims at one rule wherever it is.

    Raises LookupError when no circumstance holds.
    """
    for rang in rangs(ecart):
        if all(autour is not None and si.vaut(autour) for si in rang.si):
            return rang
    raise LookupError(f"{ecart.nom} : aucune circonstance ne vaut")


def attendues(ecart: Ecart) -> tuple[str, ...]:
    """The rules that may have to catch a deviation, in one place or another."""
    return tuple(dict.fromkeys(r for rang in rangs(ecart) if isinstance(rang, Voulu) for r in rang.regles))
