"""Checking lots on their form, wherever they come from: files and folders in, results out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from os.path import samestat
from pathlib import Path

from harness import __version__
from harness.examen.cibles import NOM_INDEX, Cible, cibles
from harness.examen.partage import partage
from harness.examen.views import vue_du_lot
from harness.exchange.empreinte import Empreinte
from harness.exchange.lines import bloc, lignes, premiere_ligne
from harness.exchange.recognise import Entete, flux_du_nom, lit_entete
from harness.exchange.survey import Releve, releve
from harness.judge.coverage import juge_exigences
from harness.judge.form.structure import LotVu
from harness.judge.lots import juge_lot
from harness.judge.results import Constat, Gravite, Identite, ResultatLot, Resultats, Verdict, reduit
from harness.protocol.francais import accorde
from harness.protocol.requirements import Exigence
from harness.protocol.spec import Protocole, Provenance
from harness.protocol.terms import Flux, Partie
from harness.systeme import raison

IGNORES_CITES = 20
"""Files left out that a report names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller knows of the lots. `flux` is the one expected, None for any; `emetteur` the known sender."""

    flux: Flux | None = None
    emetteur: Partie | None = None
    prise_seule_admise: bool | None = None
    encodage_convenu: str = ""
    profil: str = ""
    profil_sha256: str = ""


def entete_de(
    source: Path | bytes,
    protocole: Protocole,
    *,
    emetteur: Partie | None = None,
    suggere: Flux | None = None,
    fait: Releve | None = None,
) -> tuple[Entete | None, LotVu]:
    """Survey a file, unless that is done, and read its header. Raises OSError."""
    r = fait or releve(source)
    if r.refus:
        return None, LotVu("", r, None, protocole)
    entete = lit_entete(premiere_ligne(source, r), protocole, emetteur=emetteur, suggere=suggere)
    return entete, LotVu("", r, entete, protocole)


def verifie_fichier(
    source: Path | bytes,
    nom: str,
    protocole: Protocole,
    options: Options,
    avance: Callable[[int], None] = lambda _: None,
    fait: Releve | None = None,
) -> ResultatLot:
    """Check one file on its form; `fait` is its survey, if it was made. Raises OSError when it cannot be read."""
    suggere = flux_du_nom(nom)
    entete, vu = entete_de(source, protocole, emetteur=options.emetteur, suggere=options.flux or suggere, fait=fait)
    lot = LotVu(nom, vu.releve, entete, protocole, options.emetteur, suggere, options.encodage_convenu)
    resultat = juge_lot(
        lot,
        lambda troncon: bloc(source, vu.releve, troncon),
        lambda numeros: lignes(source, vu.releve, numeros),
        prise_seule_admise=options.prise_seule_admise,
        avance=avance,
        reparti=partage,
    )
    return attendu(resultat, options.flux)


def attendu(resultat: ResultatLot, flux: Flux | None) -> ResultatLot:
    """Add a breach when the caller expected another flux."""
    if flux is None or resultat.flux is flux or resultat.flux is None:
        return resultat
    constat = Constat(
        "lot.flux_inattendu", Gravite.NON_CONFORME, None, resultat.fichier, 1, "", "§2.3",
        f"Le lot n'est pas du flux attendu. {flux} attendu, {resultat.flux} reconnu à l'en-tête.",
        Provenance.SEED, flux=resultat.flux,
    )  # fmt: skip
    return replace(resultat, constats=(constat, *resultat.constats), verdict=Verdict.NON_CONFORME)


def inaccessible(cible: Cible) -> ResultatLot:
    """A file that could not be read: nobody's fault on the wire, and never silently left out."""
    constat = Constat(
        "lot.inaccessible", Gravite.INFORMATION, None, cible.nom, None, "", "",
        f"Le fichier n'a pas pu être lu : {cible.refus}.", Provenance.SEED,
    )  # fmt: skip
    return ResultatLot(cible.nom, None, "", 0, Verdict.ERREUR_BANC, "", (constat,))


def verifie(
    chemins: Sequence[Path],
    protocole: Protocole,
    exigences: Sequence[Exigence],
    options: Options = Options(),
    *,
    vues: bool = True,
    avance: Callable[[int], None] = lambda _: None,
    empreinte: Empreinte | None = None,
) -> Resultats:
    """Check every file of the arguments and gather the results. Unreadable ones are told and the others still checked.

    What a folder holds besides lots is left out, and told. `vues` False spares the text of the lines, when no report
    will show them. `empreinte` is the hash of one of the files, begun beforehand.
    """
    lots: list[ResultatLot] = []
    textes = []
    ignores: list[str] = []
    for cible in cibles(chemins):
        if cible.refus:
            lots.append(inaccessible(cible))
            continue
        try:
            if pourquoi := cible.ignore or _ignore(cible, protocole):
                ignores.append(f"ignoré, {cible.nom} : {pourquoi}")
                continue
            sienne = empreinte if empreinte and empreinte.chemin == cible.chemin else None
            fait = releve(cible.chemin, empreinte=sienne)
            lots.append(verifie_fichier(cible.chemin, cible.nom, protocole, options, avance, fait))
        except OSError as e:
            lots.append(inaccessible(Cible(cible.chemin, cible.nom, refus=f"lecture impossible ({raison(e)})")))
            continue
        if vues:
            with suppress(OSError):
                textes.append(vue_du_lot(cible.chemin, lots[-1], fait))
    constats = tuple(c for lot in lots for c in lot.constats)
    return Resultats(
        identite=Identite(
            commande="verifier",
            harnais=__version__,
            classeur=protocole.nom,
            classeur_sha256=protocole.empreinte,
            classeur_officiel=protocole.officiel,
            profil=options.profil,
            profil_sha256=options.profil_sha256,
        ),
        verdict=reduit(lot.verdict for lot in lots),
        phrase="",
        lots=tuple(lots),
        constats=constats,
        exigences=juge_exigences(exigences, lots),
        vues=tuple(textes),
        avis=_avis(ignores),
    )


def est_controle(fichier: Path, chemins: Iterable[Path], protocole: Protocole) -> bool:
    """Whether a file is one of those that `verifie` checks for these arguments."""
    try:
        etat = fichier.stat()
    except OSError:
        return False
    for cible in cibles(chemins):
        with suppress(OSError):
            if not (cible.refus or cible.ignore) and samestat(cible.chemin.stat(), etat):
                return not _ignore(cible, protocole)
    return False


def _ignore(cible: Cible, protocole: Protocole) -> str:
    """Why a file met in a folder is no lot, in French; "" for one to check. What calls itself CSV is always checked.

    Raises OSError.
    """
    est_index = cible.chemin.name == NOM_INDEX
    if not cible.trouve or (cible.chemin.suffix.lower() == ".csv" and not est_index):
        return ""
    entete, _ = entete_de(cible.chemin, protocole)
    if entete is not None and entete.flux is not None:
        return ""
    if est_index:
        return "c'est le nom de l'index d'un dossier de lots, et son en-tête n'est celui d'aucun flux"
    return "il n'est pas en .csv et son en-tête n'est celui d'aucun flux"


def _avis(ignores: Sequence[str]) -> tuple[str, ...]:
    """The files left out, the first ones by name."""
    reste = len(ignores) - IGNORES_CITES
    if reste <= 0:
        return tuple(ignores)
    return (*ignores[:IGNORES_CITES], accorde(reste, "autre fichier ignoré", "autres fichiers ignorés"))
