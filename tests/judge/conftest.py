"""One line of each flux that nothing can be said against, and the judge to try it with one cell changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from harness.examen.verification import Options, verifie_fichier
from harness.judge.results import Gravite, ResultatLot
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Partie

Cellules = Mapping[str, str]
Juge = Callable[..., ResultatLot]
"""(flux, *lines as changes to the good one, emetteur=, prise_seule_admise=) -> what the judge says."""

DATE = "20260105 09:00"
ROUTE = {
    "NomModulePm": "M1",
    "PositionModulePm": "P12",
    "ReferenceCableModulePm": "CDI-4",
    "InformationTubeModulePm": "T1",
    "InformationFibreModulePm": "F3",
    "ReferencePBO": "PBO-110",
    "LocalisationPBO": "palier 2",
    "ReferenceCablePBO": "CB-7",
    "InformationTubePBO": "T2",
    "InformationFibrePBO": "F4",
    "ConnecteurPriseNumero": "1",
    "ConnecteurPriseCouleur": "rouge",
}


def bloc(n: int, **autres: str) -> dict[str, str]:
    """One route block, complete; `OC` is the operator it is given to."""
    oc = {f"OC {n}": autres.pop("OC")} if "OC" in autres else {}
    return {**oc, **{f"{c} N°{n}": v for c, v in {**ROUTE, **autres}.items()}}


BASES: dict[Flux, dict[str, str]] = {
    Flux.CMD_ACCES: {
        "ReferenceCommandePriseInterneOC": "CMD-1", "CommuneImmeuble": "Valcroix", "CodePostalImmeuble": "99010",
        "CodeInseeImmeuble": "99010", "NumeroVoieImmeuble": "12", "LibelleVoieImmeuble": "des Tilleuls",
        "CodeAdresseImmeuble": "HX00000012", "TypeRacco": "STOC", "ReferencePrestationPm": "PREST-PM-1",
        "ReferencePm": "FI-99010-0001", "PriseExistante": "N", "TypeCommandeDemande": "COFI",
        "DateCommandePrise": DATE,
    },
    Flux.AR_CMD_ACCES: {
        "ReferenceCommandePriseInterneOC": "CMD-1", "EtatArCommandePrise": "OK", "DateArCommandePrise": DATE,
    },
    Flux.CR_CMD_ACCES: {
        "ReferenceCommandePriseInterneOC": "CMD-1", "ReferencePrise": "OO-AB12-CD34",
        "ReferencePrestationPrise": "ACC-1", "EtatCrCommandePrise": "OK", "DateCrCommandePrise": DATE,
        "ReferencePrestationPm": "PREST-PM-1", "ReferencePm": "FI-99010-0001", "TypeCommandeRetenu": "COFI",
        **bloc(1, OC="OCYY"),
    },
    Flux.CMD_STOC: {
        "ReferenceCommandePriseInterneOC": "CMD-1", "ReferencePrestationPrise": "ACC-1",
        "ReferenceCommandeSousTraitantOI": "ST-1", "DateCommandeSousTraitantOI": DATE,
    },
    Flux.CR_STOC: {
        "ReferenceCommandePriseInterneOC": "CMD-1", "ReferencePrestationPrise": "ACC-1",
        "ReferenceCommandeSousTraitantOI": "ST-1", "CrRaccordementPrise": "OK", "ReferencePrise": "OO-AB12-CD34",
        "DateRaccordementPrise": DATE, "PrisePosee": "OUI", "BilanOptique": "1310 nm : 0,8 dB",
    },
    Flux.CR_MAD: {
        "ReferenceCommandePriseInterneOC": "CMD-1", "ReferencePrestationPrise": "ACC-1",
        "ReferencePrise": "OO-AB12-CD34", "EtatMadLigne": "OK", "DateMadLigne": DATE,
    },
    Flux.CR_MES: {
        "ReferenceCommandePriseInterneOC": "CMD-1", "ReferencePrestationPrise": "ACC-1", "DateMiseEnService": DATE,
    },
    Flux.NOTIF_RACC_KO: {
        "ReferenceCommandePriseInterneOC": "CMD-1", "ReferencePrestationPrise": "ACC-1", "DateNotifRaccKO": DATE,
        "MotifRaccKO": "FINT04",
    },
    Flux.NOTIF_REPROV: {
        "ReferenceCommandePriseInterneOC": "CMD-1", "ReferencePrestationPrise": "ACC-1",
        "ReferencePrise": "OO-AB12-CD34", "TypeReprov": "CHAUD", "NumeroDecharge": "D-77", "DateNotifReprov": DATE,
        **bloc(1, OC="OCYY"),
    },
    Flux.NOTIF_ECRASEMENT: {
        "ReferenceCommandePriseInterneOC": "CMD-1", "ReferencePrestationPrise": "ACC-1", "OperateurEcrase": "OCYY",
        "DateEcrasement": DATE,
    },
    Flux.MESS_OI: {
        "ReferenceCommandePriseInterneOC": "CMD-1", "ReferencePrestationPrise": "ACC-1", "DateMessage": DATE,
        "Message": "RDV confirmé",
    },
    Flux.MESS_OC: {
        "ReferenceCommandePriseInterneOC": "CMD-1", "ReferencePrestationPrise": "ACC-1", "DateMessage": DATE,
        "Message": "merci",
    },
    Flux.ANNULATION: {"ReferenceCommandePriseInterneOC": "CMD-1", "DateAnnulation": DATE},
    Flux.CR_ANNULATION: {
        "ReferenceCommandePriseInterneOC": "CMD-1", "DateCrCommandeAnnulPrise": DATE,
        "EtatCrAnnResCommandePrise": "OK", "TypeOperation": "ANNUL",
    },
    Flux.DEMANDE_RDV: {"ReferenceDemandeOC": "RDV-1", "CodeInseeImmeuble": "99010", "DateRdv1": DATE},
    Flux.REPONSE_RDV: {"ReferenceDemandeOC": "RDV-1", "IdRdv": "R-9", "ValidDate1": "OK"},
    Flux.ANNULATION_RDV: {"IdRdv": "R-9", "DateAnnulationRdv": DATE},
    Flux.GEL_DEGEL_RDV: {"ReferenceCommandePriseInterneOC": "CMD-1", "TypeGel": "GEL", "DateGel": DATE},
    Flux.DEMANDE_MODIF_RDV: {"ReferenceDemandeOC": "RDV-2", "IdRdv": "R-9", "DateRdv1": DATE},
}  # fmt: skip
Lot = Callable[..., ResultatLot]
MES = (
    "ReferenceCommandePriseInterneOC;ReferencePrestationPrise;ReferencePrise;DateMiseEnService;PrisePosee;"
    "DateRaccordementPrise;Commentaire"
)
LIGNE = "CMD-1;ACC-1;;20260105 09:00;;;"


@pytest.fixture(scope="session")
def bases() -> Mapping[Flux, Cellules]:
    return BASES


@pytest.fixture(scope="session")
def bloc_route() -> Callable[..., dict[str, str]]:
    return bloc


@pytest.fixture(scope="session")
def texte_du_lot(protocole: Protocole) -> Callable[..., str]:
    """A lot of some lines, each the good one of its flux with some cells changed."""

    def texte(flux: Flux, *lignes: Cellules) -> str:
        noms = protocole[flux].noms
        corps = [";".join({**BASES[flux], **ligne}.get(nom, "") for nom in noms) for ligne in lignes]
        return "".join(ligne + "\n" for ligne in (";".join(noms), *corps))

    return texte


@pytest.fixture(scope="session")
def juge(protocole: Protocole, texte_du_lot: Callable[..., str]) -> Juge:
    def juge_(flux: Flux, *lignes: Cellules, emetteur: Partie | None = None, seule: bool | None = None) -> ResultatLot:
        octets = texte_du_lot(flux, *lignes).encode()
        options = Options(emetteur=emetteur, prise_seule_admise=seule)
        return verifie_fichier(octets, f"{flux}.csv", protocole, options)

    return juge_


@pytest.fixture(scope="module")
def lot(protocole: Protocole) -> Lot:
    def lot_(contenu: str | bytes, nom: str = "CR_MES_LigneFTTH.csv", **options: object) -> ResultatLot:
        octets = contenu.encode() if isinstance(contenu, str) else contenu
        return verifie_fichier(octets, nom, protocole, Options(**options))  # type: ignore[arg-type]

    return lot_


def vus(resultat: ResultatLot) -> set[tuple[str, str, int | None, Gravite]]:
    return {(c.regle, c.champ, c.ligne, c.gravite) for c in resultat.constats}
