"""The same ten faults in each of the nineteen flux: one of each for any message of any conversation.

Which rule catches them depends on the place of the message: `preuve` knows it, a user only chooses the fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from harness.actors.deviations import Depart, Ecart, Ligne, lignes_du_fichier, sans_colonne
from harness.exchange.lines import SEPARATEUR
from harness.network.calendrier import Delai
from harness.protocol.terms import EMETTEURS, Flux, Partie, cle


class Famille(StrEnum):
    """What may go wrong with any message, as the last words of a name."""

    OMIS = "omis"
    DEUX_FOIS = "deux-fois"
    REDIT = "redit"
    APRES = "apres-le-suivant"
    RETARD = "en-retard"
    REFERENCE = "autre-reference"
    ISSUE = "autre-issue"
    CHAMP = "champ-vide"
    COLONNE = "colonne-omise"
    CELLULE = "cellule-de-trop"
    RENVOI = "renvoye"


PHRASES: Mapping[Famille, str] = {
    Famille.OMIS: "n'est jamais envoyé",
    Famille.DEUX_FOIS: "part deux fois",
    Famille.REDIT: "est redit un autre jour",
    Famille.APRES: "part après le message suivant",
    Famille.RETARD: "part dix jours ouvrés trop tard",
    Famille.REFERENCE: "porte une référence inconnue",
    Famille.ISSUE: "dit le contraire de ce qui est arrivé",
    Famille.CHAMP: "laisse vide un champ obligatoire",
    Famille.COLONNE: "n'a pas une de ses colonnes",
    Famille.CELLULE: "a une cellule de trop",
    Famille.RENVOI: "est renvoyé à son émetteur",
}

REQUIS: Mapping[Flux, str] = {
    Flux.CMD_ACCES: "DateCommandePrise",
    Flux.AR_CMD_ACCES: "DateArCommandePrise",
    Flux.CR_CMD_ACCES: "DateCrCommandePrise",
    Flux.CMD_STOC: "DateCommandeSousTraitantOI",
    Flux.CR_STOC: "PrisePosee",
    Flux.CR_MAD: "DateMadLigne",
    Flux.CR_MES: "DateMiseEnService",
    Flux.NOTIF_RACC_KO: "DateNotifRaccKO",
    Flux.NOTIF_REPROV: "DateNotifReprov",
    Flux.NOTIF_ECRASEMENT: "DateEcrasement",
    Flux.MESS_OI: "DateMessage",
    Flux.MESS_OC: "DateMessage",
    Flux.ANNULATION: "DateAnnulation",
    Flux.CR_ANNULATION: "DateCrCommandeAnnulPrise",
    Flux.DEMANDE_RDV: "CodeInseeImmeuble",
    Flux.REPONSE_RDV: "ValidDate1",
    Flux.ANNULATION_RDV: "DateAnnulationRdv",
    Flux.GEL_DEGEL_RDV: "DateGel",
    Flux.DEMANDE_MODIF_RDV: "IdRdv",
}
"""A column of each flux that must be filled (O)."""

ISSUES: Mapping[Flux, tuple[str, str]] = {
    Flux.AR_CMD_ACCES: ("EtatArCommandePrise", "MotifKoArCommandePrise"),
    Flux.CR_CMD_ACCES: ("EtatCrCommandePrise", "MotifKoCrCommandePrise"),
    Flux.CR_STOC: ("CrRaccordementPrise", "MotifKoCrRaccordementPrise"),
    Flux.CR_MAD: ("EtatMadLigne", "MotifKoMadLigne"),
    Flux.CR_ANNULATION: ("EtatCrAnnResCommandePrise", "MotifKoCrAnnResCommandePrise"),
    Flux.REPONSE_RDV: ("ValidDate1", "MotifReponseRdvKo"),
    Flux.NOTIF_REPROV: ("TypeReprov", ""),
}
"""Where each flux that tells an outcome tells it, and its reason."""

CONTRAIRES = {"OK": "KO", "KO": "OK", "CHAUD": "FROID", "FROID": "CHAUD"}
MOTIF = "FIMP16"
INCONNUE = "INCONNUE-0001"


def _autre_reference(flux: Flux) -> Callable[[Ligne], Ligne]:
    return lambda cellules: {**cellules, cle(flux): INCONNUE}


def _vide(champ: str) -> Callable[[Ligne], Ligne]:
    return lambda cellules: {**cellules, champ: ""}


def _autre_issue(etat: str, motif: str) -> Callable[[Ligne], Ligne]:
    def contraire(cellules: Ligne) -> Ligne:
        dit = CONTRAIRES.get(cellules[etat], cellules[etat])
        return {**cellules, etat: dit, **({motif: MOTIF if dit == "KO" else ""} if motif else {})}

    return contraire


def cellule_de_trop(octets: bytes) -> bytes:
    """A file whose last line has a cell too many."""
    return octets[:-1] + SEPARATEUR.encode() + b"\n"


def _ecarts(partie: Partie, flux: Flux) -> Iterator[Ecart]:
    requis = REQUIS[flux]

    def ecart(famille: Famille, **effet: object) -> Ecart:
        nom = f"{flux.lower().replace('_', '-')}-{famille}"
        nom = f"{partie.lower()}-{nom}" if len(EMETTEURS[flux]) > 1 else nom
        return Ecart(partie, flux, f"un {flux} {PHRASES[famille]}", nom, famille=famille, **effet)  # type: ignore[arg-type]

    yield ecart(Famille.OMIS, depart=Depart.OMIS)
    yield ecart(Famille.DEUX_FOIS, depart=Depart.DEUX_FOIS)
    yield ecart(Famille.REDIT, depart=Depart.REDIT)
    yield ecart(Famille.APRES, depart=Depart.APRES_LE_SUIVANT)
    yield ecart(Famille.RETARD, retard=Delai(jours=10))
    yield ecart(Famille.REFERENCE, champ=cle(flux), fichier=lignes_du_fichier(_autre_reference(flux)))
    if flux in ISSUES:
        yield ecart(Famille.ISSUE, champ=ISSUES[flux][0], fichier=lignes_du_fichier(_autre_issue(*ISSUES[flux])))
    yield ecart(Famille.CHAMP, champ=requis, fichier=lignes_du_fichier(_vide(requis)))
    yield ecart(Famille.COLONNE, champ=requis, fichier=sans_colonne(requis))
    yield ecart(Famille.CELLULE, fichier=cellule_de_trop)


def _renvoi(flux: Flux) -> Iterator[Ecart]:
    for partie in sorted(set(Partie) - EMETTEURS[flux]):
        nom = f"{flux.lower().replace('_', '-')}-{Famille.RENVOI}"
        phrase = f"un {flux} {PHRASES[Famille.RENVOI]}"
        yield Ecart(partie, flux, phrase, nom, "lot.emetteur", depart=Depart.RENVOYE, famille=Famille.RENVOI)


GENERES: Mapping[str, Ecart] = {
    e.nom: e for flux in Flux for e in (*(e for p in sorted(EMETTEURS[flux]) for e in _ecarts(p, flux)), *_renvoi(flux))
}
"""Every deviation of the families, by name."""
