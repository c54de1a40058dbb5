"""Judgements made of invented data, to be reported: files alone, a whole exchange, nothing, hostile cells, volume."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.judge.results import (
    Attente,
    Constat,
    Etape,
    Exercice,
    Gravite,
    Identite,
    ResultatExigence,
    ResultatLot,
    Resultats,
    ResultatScenario,
    Temoin,
    Verdict,
    VueLot,
)
from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux, Partie

RACINE = Path(__file__).resolve().parents[2]

HOSTILE = "<script>alert(\"x\")</script>]]><![CDATA[\x00\x1b[31m\u202egnol\u2066 =cmd|' /C calc'!A0 &amp; \udc80"
"""Markup, CDATA end, NUL, terminal escape, reversed text, spreadsheet formula, lone surrogate."""

PERSONNELLES = {
    "NomClient": "Quentin-Delaroche",
    "PrenomClient": "Maëlys",
    "ContactClient1": "06 00 00 01 02",
    "ContactClient2": "maelys.qd@courriel.invalid",
    "CommentaireCmdAcces": "digicode 48B51, sonner deux fois",
    "Info Cmd Accès 1": "voisine : Odile Ferrandier",
}


def colonnes(flux: Flux) -> tuple[str, ...]:
    with (RACINE / "fixtures" / "classeur" / f"{flux}.csv").open(encoding="utf-8") as f:
        return tuple(ligne["champ"] for ligne in csv.DictReader(f, delimiter=";"))


def empreinte(texte: str) -> str:
    return hashlib.sha256(texte.encode("utf-8", "replace")).hexdigest()


def identite(**autres: object) -> Identite:
    faits: dict[str, object] = {
        "commande": "interop-acces verifier lots/",
        "harnais": "0.1.0",
        "classeur": "flux_interop_acces_ftth_v1.2.xlsx",
        "classeur_sha256": empreinte("classeur"),
        "classeur_officiel": False,
    }
    return Identite(**(faits | autres))  # type: ignore[arg-type]


def constat(**autres: object) -> Constat:
    faits: dict[str, object] = {
        "regle": "cr_cmd.route_absente",
        "gravite": Gravite.NON_CONFORME,
        "partie": Partie.OI,
        "fichier": "OIXX_OCYY-CR_CMD_ACCES_V1.2_20240116_01.csv",
        "ligne": 2,
        "champ": "NomModulePm N°1",
        "section": "3.3",
        "message": "Un CR de commande OK porte une route complète pour chaque fibre commandée",
        "provenance": Provenance.SEED,
    }
    return Constat(**(faits | autres))  # type: ignore[arg-type]


def vue(fichier: str, flux: Flux, *lignes: dict[str, str], **autres: object) -> VueLot:
    noms = colonnes(flux)
    cellules = {i: tuple(ligne.get(nom, "") for nom in noms) for i, ligne in enumerate(lignes, start=2)}
    return VueLot(fichier, noms, cellules, **autres)  # type: ignore[arg-type]


def lot(fichier: str, flux: Flux | None, verdict: Verdict, *constats: Constat, **autres: object) -> ResultatLot:
    faits: dict[str, object] = {
        "version": "1.2" if flux else "",
        "lignes": 1,
        "sha256": empreinte(fichier),
        "encodage": "UTF-8",
        "octets": 1204,
    }
    champ = colonnes(flux)[0] if flux else ""
    exercices = (Exercice(f"{champ}.presence", flux, champ, 1, Temoin(fichier, 2)),)
    return ResultatLot(fichier, flux, verdict=verdict, constats=constats, exercices=exercices, **(faits | autres))  # type: ignore[arg-type]


CMD = "OIXX_OCYY-CMD_ACCES_V1.2_20240115_01.csv"
AR = "OIXX_OCYY-AR_CMD_ACCES_V1.2_20240115_01.csv"
CR = "OIXX_OCYY-CR_CMD_ACCES_V1.2_20240116_01.csv"
STOC = "OIXX_OCYY-CMD_STOC_V1.2_20240116_01.csv"
CR_STOC = "OIXX_OCYY-CR_STOC_V1.2_20240122_01.csv"
MAD = "OIXX_OCYY-CR_MAD_V1.2_20240122_01.csv"
MES = "OIXX_OCYY-CR_MES_V1.2_20240122_01.csv"
CMD2 = "OIXX_OCYY-CMD_ACCES_V1.2_20240117_02.csv"

_COMMANDE = {
    "ReferenceCommandePriseInterneOC": "OCYY-STOC-0001",
    "CommuneImmeuble": "BOURG-SAINT-EXEMPLE",
    "CodePostalImmeuble": "01004",
    "CodeInseeImmeuble": "01004",
    "NumeroVoieImmeuble": "12",
    "TypeVoieImmeuble": "RUE",
    "LibelleVoieImmeuble": "DES ESSAIS",
    "TypeRacco": "STOC",
    "DateInstall": "20240122 08:00",
    "ReferencePrestationPm": "PM-OIXX-0007",
    "PriseExistante": "N",
    "TypeCommandeDemande": "COFI",
    "DateCommandePrise": "20240115 09:00",
    **PERSONNELLES,
}
_ROUTE = {
    "ReferenceCommandePriseInterneOC": "OCYY-STOC-0001",
    "ReferencePrise": "OI-AB12-CD34",
    "ReferencePrestationPrise": "OIXX-FTTH-45099",
    "EtatCrCommandePrise": "OK",
    "DateCrCommandePrise": "16/01/2024 10:02",
    "ReferencePm": "FI-01004-0441",
    "OC 1": "OCYY",
    "PositionModulePm N°1": "A07",
    "ReferencePBO N°1": "PBO-118",
}


def _constats() -> dict[str, Constat]:
    return {
        "route": constat(dossier="OCYY-STOC-0001", flux=Flux.CR_CMD_ACCES),
        "date": constat(
            regle="DateCrCommandePrise.date",
            champ="DateCrCommandePrise",
            message="La date s'écrit AAAAMMJJ HH:MM",
            valeur="16/01/2024 10:02",
            flux=Flux.CR_CMD_ACCES,
            dossier="OCYY-STOC-0001",
        ),
        "longueur": constat(
            regle="NomClient.longueur",
            gravite=Gravite.AVERTISSEMENT,
            partie=Partie.OC,
            fichier=CMD,
            champ="NomClient",
            section="§3.1",
            message="NomClient compte au plus 10 caractères",
            valeur=PERSONNELLES["NomClient"],
            provenance=Provenance.INFERRED,
            flux=Flux.CMD_ACCES,
            dossier="OCYY-STOC-0001",
        ),
        "mes": constat(
            regle="cr_mes.avant_mad",
            partie=Partie.OC,
            fichier=MES,
            champ="",
            section="3.8",
            message="Le CR MES ne part qu'après le CR MAD OK",
            flux=Flux.CR_MES,
            dossier="OCYY-STOC-0001",
        ),
        "reprov": constat(
            regle="notif_reprov.type",
            gravite=Gravite.INTERPRETATION,
            fichier=STOC,
            champ="",
            section="3.9",
            message="Le document admet deux lectures de « chaud » ; celle-ci n'est pas celle du banc",
            valeur="froid",
            flux=Flux.CMD_STOC,
        ),
        "fin": constat(
            regle="fichier.fin_de_ligne",
            gravite=Gravite.INFORMATION,
            partie=None,
            fichier=CMD,
            ligne=None,
            champ="",
            section="2.3",
            message="Les lignes finissent par CRLF",
            occurrences=313,
        ),
    }


def fait_verification() -> Resultats:
    """`verifier` on three files: one at fault, one with remarks, one unknown."""
    c = _constats()
    return Resultats(
        identite(),
        Verdict.NON_CONFORME,
        "1 fichier sur 3 n'est pas conforme : l'OI doit corriger CR_Cmd_Acces",
        lots=(
            lot(CMD, Flux.CMD_ACCES, Verdict.CONFORME, c["longueur"], c["fin"]),
            lot(CR, Flux.CR_CMD_ACCES, Verdict.NON_CONFORME, c["route"], c["date"]),
            lot("inconnu.csv", None, Verdict.NON_EXERCE, encodage="cp1252"),
        ),
        constats=(c["longueur"], c["fin"], c["route"], c["date"]),
        vues=(vue(CMD, Flux.CMD_ACCES, _COMMANDE), vue(CR, Flux.CR_CMD_ACCES, _ROUTE)),
    )


def _scenarios(c: dict[str, Constat]) -> tuple[ResultatScenario, ...]:
    oi, oc, dossier = Partie.OI, Partie.OC, "OCYY-STOC-0001"
    etapes = (
        Etape(1, "2024-01-15T09:00:00", oc, Flux.CMD_ACCES, "", CMD, 2, dossier),
        Etape(2, "2024-01-15T11:30:00", oi, Flux.AR_CMD_ACCES, "OK", AR, 2, dossier),
        Etape(3, "2024-01-16T10:02:00", oi, Flux.CR_CMD_ACCES, "OK", CR, 2, dossier),
        Etape(4, "2024-01-16T10:05:00", oi, Flux.CMD_STOC, "", STOC, 2, dossier),
        Etape(
            5, "2024-01-22T08:10:00", oc, None, "Le technicien pose la prise et mesure la ligne chez le client final"
        ),
        Etape(6, "2024-01-22T08:40:00", None, None, "La hotline de l'OI est injoignable"),
        Etape(7, "2024-01-22T09:00:00", oc, Flux.CR_STOC, "OK", CR_STOC, 2, dossier),
        Etape(8, "2024-01-22T09:30:00", oc, Flux.CR_MES, "", MES, 2, dossier),
        Etape(9, "2024-01-22T17:00:00", oi, Flux.CR_MAD, "OK", MAD, 2, dossier),
    )
    attentes = (
        Attente("l'OI envoie un AR_Cmd_Acces OK", True, Temoin(AR, 2)),
        Attente("l'OI envoie un CR_Cmd_Acces OK avec une route", False, Temoin(CR, 2), "la route est incomplète"),
        Attente("l'OC envoie un CR_MES_LigneFTTH après le CR MAD", False, None, "le CR MES est parti avant"),
    )
    return (
        ResultatScenario(
            "STOC-PAC-NOM",
            "5.1.1",
            "Cas nominal, PTO à construire",
            Verdict.NON_CONFORME,
            "Deux manquements, un de l'OI et un de l'OC",
            (c["route"], c["date"], c["mes"], c["reprov"], c["longueur"]),
            etapes,
            attentes,
        ),
        ResultatScenario("OC-PAC-NOM", "6.1.1", "Cas nominal", Verdict.CONFORME, "", (), etapes[:3], attentes[:1]),
        ResultatScenario(
            "STOC-PAC-ROUTE",
            "5.1.4",
            "Changement de route à chaud",
            Verdict.NON_CONCLUANT,
            "Aucun Notif_Reprov n'est arrivé en 48 h",
        ),
        ResultatScenario("OI-PAC-NOM", "4.1.1", "Cas nominal", Verdict.NON_EXERCE, "Rien n'a été échangé"),
        ResultatScenario("OI-PNI-NOM", "4.3.1", "Cas nominal", Verdict.SANS_OBJET, "Le profil n'admet pas le mode OI"),
    )


def _exigences() -> tuple[ResultatExigence, ...]:
    faits = (
        ("REQ-2.3-04", "§2.3", "les deux", "doit", Verdict.CONFORME, (Temoin(CMD, 2), Temoin(AR, 2)), "", 0),
        ("REQ-3.3-01", "§3.3", "OI", "doit", Verdict.NON_CONFORME, (Temoin(CR, 2),), "1 constat", 1),
        ("REQ-3.8-02", "3.8", "OC", "doit", Verdict.NON_CONFORME, (Temoin(MES, 2),), "1 constat", 1),
        ("REQ-3.9-04", "3.9", "OI", "devrait", Verdict.NON_CONCLUANT, (), "La notification n'est pas venue", 0),
        ("REQ-3.10-01", "3.10", "OI", "doit", Verdict.NON_EXERCE, (), "Aucune Notif_Ecrasement échangée", 0),
        ("REQ-4-01", "4", "les deux", "peut", Verdict.SANS_OBJET, (), "Le profil n'admet pas le mode OI", 0),
        ("REQ-A-03", "Annexe", "OI", "devrait", Verdict.NON_EXERCE, (), "Aucun cas HOTLINE", 0),
    )
    return tuple(
        ResultatExigence(
            i, s, p, n, f"Énoncé de l'exigence {i}, tel que le document la pose.", v, t, r, ("regle.x",), k
        )
        for i, s, p, n, v, t, r, k in faits
    )


def fait_jugement() -> Resultats:
    """A campaign: a scenario at fault, one kept, one inconclusive, one not exercised, one ruled out."""
    c = _constats()
    journal = [
        (CMD, Flux.CMD_ACCES, Verdict.CONFORME, Partie.OC, (c["longueur"], c["fin"])),
        (AR, Flux.AR_CMD_ACCES, Verdict.CONFORME, Partie.OI, ()),
        (CR, Flux.CR_CMD_ACCES, Verdict.NON_CONFORME, Partie.OI, (c["route"], c["date"])),
        (STOC, Flux.CMD_STOC, Verdict.CONFORME, Partie.OI, ()),
        (CR_STOC, Flux.CR_STOC, Verdict.CONFORME, Partie.OC, ()),
        (MES, Flux.CR_MES, Verdict.CONFORME, Partie.OC, ()),
        (MAD, Flux.CR_MAD, Verdict.CONFORME, Partie.OI, ()),
    ]
    lots = tuple(
        lot(
            nom,
            flux,
            verdict,
            *constats,
            ordre=i,
            emetteur=qui,
            recepteur=qui.autre,
            instant=f"2024-01-{14 + i}T09:00:00",
        )
        for i, (nom, flux, verdict, qui, constats) in enumerate(journal, start=1)
    )
    cle = {"ReferenceCommandePriseInterneOC": "OCYY-STOC-0001"}
    vues = tuple(vue(nom, flux, cle) for nom, flux, *_ in journal if nom not in (CMD, CR))
    multi = vue(
        CMD,
        Flux.CMD_ACCES,
        *({**_COMMANDE, "ReferenceCommandePriseInterneOC": f"OCYY-STOC-000{i}"} for i in range(1, 8)),
    )
    return Resultats(
        identite(
            commande="interop-acces jouer --graine 1",
            journal_sha256=empreinte("journal"),
            catalogue_sha256=empreinte("catalogue"),
            profil="defaut",
            profil_sha256=empreinte("profil"),
            graine="1",
            debut="2024-01-15T09:00:00",
        ),
        Verdict.NON_CONFORME,
        "Non conforme : 3 manquements prouvés (OI 2, OC 1) ; 2 scénarios sur 5 ont pu conclure",
        lots=lots,
        constats=tuple(c.values()),
        scenarios=_scenarios(c),
        exigences=_exigences(),
        vues=(multi, vue(CR, Flux.CR_CMD_ACCES, _ROUTE), *vues),
        avis=("La dernière ligne du journal était tronquée : elle a été écartée.",),
    )


def fait_vide() -> Resultats:
    return Resultats(identite(), Verdict.NON_EXERCE, "")


def fait_hostile() -> Resultats:
    """Every text that a partner can write is hostile, and one cell weighs a megabyte."""
    geante = "A" * 1_000_000
    nom = f"../../{HOSTILE}.csv"
    c = (
        constat(fichier=nom, valeur=HOSTILE, dossier=HOSTILE, champ="ReferencePm", flux=Flux.CR_CMD_ACCES),
        constat(fichier=nom, valeur=geante, champ=HOSTILE, message=f"Colonne inconnue {HOSTILE}"),
        constat(fichier=nom, valeur="=cmd|' /C calc'!A0", champ="", ligne=3),
    )
    scenario = ResultatScenario(
        "S1",
        "5.1.1",
        "Titre",
        Verdict.NON_CONFORME,
        HOSTILE,
        c,
        (
            Etape(1, HOSTILE, Partie.OC, Flux.CMD_ACCES, HOSTILE, nom, 2, HOSTILE),
            Etape(2, "2024-01-15T09:00:00", Partie.OC, None, HOSTILE * 3),
        ),
        (Attente(HOSTILE, False, Temoin(nom, 2), HOSTILE),),
    )
    lignes = {2: (HOSTILE, geante, HOSTILE), 3: (f"{HOSTILE};une;ligne;mal;decoupee",)}
    return Resultats(
        identite(commande=HOSTILE, profil=HOSTILE),
        Verdict.NON_CONFORME,
        HOSTILE,
        lots=(
            lot(nom, Flux.CR_CMD_ACCES, Verdict.NON_CONFORME, *c, encodage=HOSTILE, version=HOSTILE, instant=HOSTILE),
        ),
        constats=c,
        scenarios=(scenario,),
        exigences=(ResultatExigence("R", "3.3", "OI", "doit", "É", Verdict.NON_CONFORME, (Temoin(nom, 2),), HOSTILE),),
        vues=(VueLot(nom, ("ReferenceCommandePriseInterneOC", "ReferencePm", HOSTILE), lignes),),
        avis=(HOSTILE,),
    )


def fait_volume(n: int) -> Resultats:
    """`n` findings over five files and forty rules."""
    noms = [f"OIXX_OCYY-CMD_ACCES_{i}.csv" for i in range(5)]
    champs = colonnes(Flux.CMD_ACCES)
    constats = tuple(
        constat(
            regle=f"{champs[i % 20]}.{'presence' if i % 2 else 'format'}",
            partie=Partie.OC,
            fichier=noms[i % 5],
            ligne=2 + i,
            champ=champs[i % 20],
            message=f"{champs[i % 20]} est obligatoire",
            valeur=f"v{i}",
            section="3.1",
            flux=Flux.CMD_ACCES,
            dossier=f"OCYY-{i:06}",
        )
        for i in range(n)
    )
    lots = tuple(
        lot(nom, Flux.CMD_ACCES, Verdict.NON_CONFORME, *constats[i::5], lignes=1_000_000) for i, nom in enumerate(noms)
    )
    vues = tuple(VueLot(nom, champs, {k: ("x",) * len(champs) for k in range(2, 400)}, tronquee=True) for nom in noms)
    return Resultats(identite(), Verdict.NON_CONFORME, "5 fichiers sur 5 non conformes", lots, constats, vues=vues)


FABRIQUES: dict[str, Callable[[], Resultats]] = {
    "verification": fait_verification,
    "jugement": fait_jugement,
    "vide": fait_vide,
    "hostile": fait_hostile,
    "volume": lambda: fait_volume(1_000),
}


@pytest.fixture
def verification() -> Resultats:
    return fait_verification()


@pytest.fixture
def jugement() -> Resultats:
    return fait_jugement()


@pytest.fixture(name="colonnes")
def _colonnes() -> Callable[[Flux], tuple[str, ...]]:
    """Column names of a flux, from the sources of the workbook."""
    return colonnes


@pytest.fixture(name="constat")
def _constat() -> Callable[..., Constat]:
    """Builds a finding; any field may be given."""
    return constat


@pytest.fixture(name="lot")
def _lot() -> Callable[..., ResultatLot]:
    """Builds a file: (name, flux, verdict, *findings, **fields)."""
    return lot


@pytest.fixture(name="identite")
def _identite() -> Identite:
    return identite()


@pytest.fixture
def personnelles() -> dict[str, str]:
    """Personal cells of the sample order, by column."""
    return PERSONNELLES


@pytest.fixture
def vide() -> Resultats:
    return fait_vide()


@pytest.fixture
def hostile() -> Resultats:
    return fait_hostile()


@pytest.fixture
def volume() -> Callable[[int], Resultats]:
    return fait_volume


@pytest.fixture(params=sorted(FABRIQUES))
def tout_resultat(request: pytest.FixtureRequest) -> Resultats:
    return FABRIQUES[request.param]()
