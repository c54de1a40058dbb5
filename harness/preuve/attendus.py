"""What each deviation should be caught by, why some are no breach, and why some rules have none: data.

A deviation of a family goes wherever its message goes: the rules that the document has for that fault depend on what
follows, and one of them must speak. Where none does, `EQUIVALENTS` says why nothing was broken, or it survives.
"""

from __future__ import annotations

from collections.abc import Mapping

from harness.actors.deviations import Ecart
from harness.actors.deviations_familles import Famille
from harness.protocol.terms import Flux

_F = Famille
_HORS, _FINIE, _LECTURE = "conv.hors_sequence", "conv.commande_terminee", "conv.autre_lecture"
_ANNULEE, _DEBUT, _DELAI = "conv.apres_annulation", "conv.debut_absent", "delai.depasse"
_REPROV = (
    "conv.reprov_non_envoyee", "conv.route_non_donnee", "conv.notif_a_chaud_absente", "conv.prise_livree",
    "conv.stoc_sur_prise_existante", _FINIE, _LECTURE,
)  # fmt: skip

PARTOUT: Mapping[str, tuple[str, ...]] = {
    _F.DEUX_FOIS: ("lot.envoye_deux_fois",),
    _F.REFERENCE: (_DEBUT,),
    _F.CHAMP: ("champ.obligatoire",),
    _F.COLONNE: ("lot.colonne_absente",),
    _F.CELLULE: ("ligne.nombre_de_cellules",),
    _F.RENVOI: ("lot.emetteur",),
    _F.RETARD: (_DELAI,),  # what is kept waiting behind it is late too
}
"""By family, whatever the flux."""

SELON: Mapping[tuple[str, Flux], tuple[str, ...]] = {
    (_F.OMIS, Flux.AR_CMD_ACCES): (_HORS, "ar.absent", _DELAI),
    (_F.OMIS, Flux.CR_CMD_ACCES): (_HORS, _DELAI),
    (_F.OMIS, Flux.CR_ANNULATION): ("annulation.sans_reponse", _DELAI),
    (_F.OMIS, Flux.REPONSE_RDV): ("rdv.sans_reponse", _DELAI),
    (_F.OMIS, Flux.NOTIF_REPROV): _REPROV,
    (_F.OMIS, Flux.NOTIF_ECRASEMENT): ("ecrasement.non_notifie",),
    (_F.APRES, Flux.AR_CMD_ACCES): (_HORS, _DELAI),
    (_F.APRES, Flux.CR_CMD_ACCES): (_HORS, _DELAI),
    (_F.APRES, Flux.CR_ANNULATION): ("annulation.sans_reponse", _DELAI),
    (_F.APRES, Flux.REPONSE_RDV): ("rdv.sans_reponse", _DELAI),
    (_F.APRES, Flux.CR_STOC): (_ANNULEE, _DELAI),
    (_F.APRES, Flux.CR_MES): (_ANNULEE, _DELAI),
    (_F.APRES, Flux.NOTIF_RACC_KO): (_ANNULEE, _DELAI),
    (_F.APRES, Flux.MESS_OI): (_FINIE,),
    (_F.APRES, Flux.GEL_DEGEL_RDV): (_HORS,),
    (_F.APRES, Flux.NOTIF_REPROV): (*_REPROV, "conv.type_de_reprovisionnement"),
    (_F.APRES, Flux.NOTIF_ECRASEMENT): ("ecrasement.non_notifie",),
    (_F.REDIT, Flux.CMD_ACCES): ("conv.reference_reutilisee",),
    (_F.REDIT, Flux.AR_CMD_ACCES): ("conv.ar_double",),
    (_F.REDIT, Flux.CR_CMD_ACCES): (_HORS, _ANNULEE, _FINIE),
    (_F.REDIT, Flux.CMD_STOC): (_HORS, "conv.pose_redemandee"),
    (_F.REDIT, Flux.CR_STOC): ("conv.cr_stoc_sans_commande", "lot.envoye_deux_fois"),
    (_F.REDIT, Flux.CR_MAD): ("conv.cr_mad_repete", _FINIE, _LECTURE),
    (_F.REDIT, Flux.CR_MES): (_FINIE,),
    (_F.REDIT, Flux.NOTIF_RACC_KO): ("conv.racc_ko_hors_fenetre",),
    (_F.REDIT, Flux.NOTIF_REPROV): ("conv.type_de_reprovisionnement", _HORS, _LECTURE),
    (_F.REDIT, Flux.ANNULATION): (_ANNULEE,),
    (_F.REDIT, Flux.CR_ANNULATION): ("conv.cr_annulation_sans_demande",),
    (_F.REDIT, Flux.DEMANDE_RDV): ("rdv.reference_reutilisee",),
    (_F.REDIT, Flux.DEMANDE_MODIF_RDV): ("rdv.reference_reutilisee",),
    (_F.REDIT, Flux.REPONSE_RDV): ("lot.envoye_deux_fois",),  # nothing in it is dated: the same line again
    (_F.REDIT, Flux.ANNULATION_RDV): ("rdv.annulation_sans_rdv",),
    **{(f, Flux.ANNULATION): (_DELAI,) for f in (_F.OMIS, _F.APRES)},
    **{(_F.OMIS, f): (_DELAI,) for f in (Flux.CMD_STOC, Flux.CR_STOC, Flux.CR_MAD, Flux.CR_MES, Flux.NOTIF_RACC_KO)},
    **{(_F.APRES, f): (_DELAI, _ANNULEE) for f in (Flux.CMD_STOC, Flux.CR_MAD)},
    (_F.RETARD, Flux.NOTIF_REPROV): (_FINIE, _LECTURE, _DELAI),
    (_F.REFERENCE, Flux.CMD_ACCES): ("conv.reference_reutilisee", "ligne.reference_repetee", _DELAI),
    (_F.REFERENCE, Flux.AR_CMD_ACCES): (_HORS, "ar.absent"),
    (_F.REFERENCE, Flux.CR_CMD_ACCES): (_HORS, _DEBUT),
    (_F.REFERENCE, Flux.CMD_STOC): (_DEBUT, "ligne.reference_repetee"),
    (_F.REFERENCE, Flux.CR_STOC): (_DEBUT, "ligne.reference_repetee"),
    (_F.REFERENCE, Flux.CR_MAD): (_DEBUT, "ligne.reference_repetee"),
    (_F.REFERENCE, Flux.CR_ANNULATION): ("annulation.sans_reponse", _DEBUT),
    (_F.REFERENCE, Flux.REPONSE_RDV): ("rdv.reponse_sans_demande", "rdv.sans_reponse"),
    (_F.REFERENCE, Flux.NOTIF_REPROV): (*_REPROV, _DEBUT),
    (_F.ISSUE, Flux.AR_CMD_ACCES): (_FINIE, _DELAI),
    (_F.ISSUE, Flux.CR_CMD_ACCES): (_FINIE, "route.sur_ko", "route.absente"),
    (_F.ISSUE, Flux.CR_STOC): ("champ.conditionnel", "conv.pose_omise", _DELAI),
    (_F.ISSUE, Flux.CR_MAD): (_HORS, _FINIE, "champ.conditionnel", "conv.reprov_non_envoyee", "conv.route_non_donnee"),
    (_F.ISSUE, Flux.NOTIF_REPROV): ("conv.type_de_reprovisionnement", "conv.notif_a_chaud_absente",
                                    "conv.reprov_non_envoyee", _LECTURE),
    (_F.ISSUE, Flux.REPONSE_RDV): ("reponse_rdv.plusieurs_ok", "reponse_rdv.id_absent", "rdv.report_de_trop"),
    (_F.RENVOI, Flux.MESS_OI): ("lot.nom_trompeur",),  # both messages have the same columns (§3.11): the name tells
    (_F.RENVOI, Flux.MESS_OC): ("lot.nom_trompeur",),
}  # fmt: skip
"""By family and flux, before `PARTOUT`."""

_SILENCE = (
    "Rien de ce qui a suivi ne suppose ce message : c'est un silence, et le document ne fixe de délai à personne ; "
    "l'attente du scénario, elle, n'est pas tenue."
)
_ORDRE = (
    "Ou bien rien ne devait partir ensuite, et c'est un silence ; ou bien ce qui est parti avant lui est d'un autre "
    "dossier, ou admis dans l'un et l'autre ordre."
)
_SANS_DELAI = (
    "Le document ne fixe aucun délai, et aucun ne se déclare pour ce message : la même conversation, plus tard."
)
_CROISE = "Une annulation l'a croisé : l'OI n'a plus à rendre compte de cette commande (§3.12)."
_AUTRE_ISSUE = "L'autre issue est permise à cette place, et rien de ce que l'émetteur a dit ensuite ne la dément."
_NOUVELLE = "Une référence que personne ne connaît est celle d'une nouvelle demande : rien ne la distingue."
_REPETABLE = "Le document n'interdit pas de le redire : rien n'y dit qu'il n'y en ait qu'un."

_REPONSES = (Flux.AR_CMD_ACCES, Flux.CR_CMD_ACCES, Flux.CR_ANNULATION, Flux.REPONSE_RDV)
"""What is owed wherever it is sent, in a time that a contract sets."""

EQUIVALENTS: Mapping[tuple[str, Flux], str] = {
    **{(_F.OMIS, f): _SILENCE for f in Flux if f not in _REPONSES},
    **{(f, Flux.CR_CMD_ACCES): _CROISE for f in (_F.OMIS, _F.RETARD)},
    **{(_F.APRES, f): _ORDRE for f in Flux},
    **{(_F.RETARD, f): _SANS_DELAI for f in Flux if f not in _REPONSES},
    **{
        (_F.ISSUE, f): _AUTRE_ISSUE
        for f in (Flux.CR_CMD_ACCES, Flux.CR_STOC, Flux.CR_MAD, Flux.CR_ANNULATION, Flux.REPONSE_RDV)
    },
    **{(_F.REFERENCE, f): _NOUVELLE for f in (Flux.CMD_ACCES, Flux.DEMANDE_RDV, Flux.DEMANDE_MODIF_RDV)},
    (_F.REFERENCE, Flux.ANNULATION_RDV): "Un RDV pris dans l'outil de l'OI ne passe pas par les fichiers (§3.14).",
    (_F.REFERENCE, Flux.NOTIF_ECRASEMENT): "La commande d'une ligne en service peut être plus ancienne que le journal.",
    **{
        (_F.REDIT, f): _REPETABLE
        for f in (Flux.MESS_OI, Flux.MESS_OC, Flux.GEL_DEGEL_RDV, Flux.NOTIF_ECRASEMENT, Flux.NOTIF_RACC_KO,
                  Flux.NOTIF_REPROV)
    },
}  # fmt: skip
"""Why a deviation of a family that no rule tells of, in a flux, broke nothing."""

_OBSERVE = "Une observation : elle note ce que le document permet, rien ne l'enfreint."

SANS_ECART: Mapping[str, str] = {
    f"observation.{nom}": _OBSERVE
    for nom in (
        "prise_nommee", "route_notifiee", "report_refuse", "demande_apres_refus", "rang_de_bloc", "convention_hotline",
        "hotline_vides", "pm_technique_vide", "commentaire_hotline", "facultatif_vide", "ar_meles",
        "annulation_apres_gel", "reprise_apres_ecrasement",
    )
} | {
    "cmd_acces.prise_requise": "Demande un contrat qui refuse la commande sans PTO, que `verifier` seul reçoit : le "
    "réseau du catalogue l'admet.",
}  # fmt: skip
"""Rules that no simulated party can break on the wire, and why."""


def attendues(ecart: Ecart) -> tuple[str, ...]:
    """The rules of which one has to catch a deviation."""
    if not ecart.famille:
        return (ecart.regle,)
    return SELON.get((ecart.famille, ecart.flux)) or PARTOUT.get(ecart.famille, ())
