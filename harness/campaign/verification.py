"""Checking lots on their form, wherever they come from: files and folders in, results out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from harness import __version__
from harness.campaign.views import vue_du_lot
from harness.exchange.lines import blocs, decoupe, lignes, premiere_ligne
from harness.exchange.recognise import Entete, flux_du_nom, reconnait
from harness.exchange.survey import releve
from harness.judge.coverage import juge_exigences
from harness.judge.form.structure import LotVu
from harness.judge.lots import juge_lot
from harness.judge.results import Constat, Gravite, Identite, ResultatLot, Resultats, Verdict, reduit
from harness.protocol.requirements import Exigence
from harness.protocol.spec import Protocole, Provenance
from harness.protocol.terms import Flux, Partie


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller knows of the lots. `flux` is the one expected, None for any; `emetteur` the known sender."""

    flux: Flux | None = None
    emetteur: Partie | None = None
    prise_seule_admise: bool | None = None
    encodage_convenu: str = ""
    profil: str = ""
    profil_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Cible:
    """A file to check, or the French reason why it cannot be opened. `nom` is what reports call it."""

    chemin: Path
    nom: str
    octets: int = 0
    refus: str = ""


def cibles(chemins: Iterable[Path]) -> Iterator[Cible]:
    """The files behind the arguments: folders are walked in order of name, hidden files left out.

    A link that leads out of the folder it was found in is refused; a file given twice is checked once.
    """
    vus: set[Path] = set()
    for chemin in chemins:
        for cible in _sous(chemin):
            reel = cible.chemin.resolve() if not cible.refus else cible.chemin
            if reel not in vus:
                vus.add(reel)
                yield cible


def _sous(chemin: Path) -> Iterator[Cible]:
    try:
        if chemin.is_dir():
            yield from _dossier(chemin, chemin.resolve())
        elif not chemin.exists():
            yield Cible(chemin, str(chemin), refus="ce chemin n'existe pas")
        elif not chemin.is_file():
            yield Cible(chemin, str(chemin), refus="ce n'est pas un fichier ordinaire")
        else:
            yield Cible(chemin, str(chemin), chemin.stat().st_size)
    except OSError as e:
        yield Cible(chemin, str(chemin), refus=f"lecture impossible ({raison(e)})")


def _dossier(dossier: Path, racine: Path) -> Iterator[Cible]:
    try:
        contenu = sorted(p for p in dossier.iterdir() if not p.name.startswith("."))
    except OSError as e:
        yield Cible(dossier, str(dossier), refus=f"dossier illisible ({raison(e)})")
        return
    for chemin in contenu:
        if chemin.is_symlink() and not chemin.resolve().is_relative_to(racine):
            yield Cible(chemin, str(chemin), refus="ce lien mène hors du dossier : il n'est pas suivi")
        elif chemin.is_dir():
            if not chemin.is_symlink():
                yield from _dossier(chemin, racine)
        else:
            yield from _sous(chemin)


def raison(e: OSError) -> str:
    """Why the system refused, in French for the usual cases."""
    return {2: "il n'existe pas", 13: "permission refusée", 21: "c'est un dossier", 40: "boucle de liens"}.get(
        e.errno or 0, e.strerror or "erreur du système"
    )


def entete_de(chemin: Path | bytes, protocole: Protocole) -> tuple[Entete | None, LotVu]:
    """Survey a file and read its header. Raises OSError."""
    r = releve(chemin)
    colonnes = decoupe(premiere_ligne(chemin, r)) if not r.refus else None
    entete = reconnait(colonnes or ("",), protocole) if not r.refus else None
    return entete, LotVu("", r, entete, protocole)


def verifie_fichier(
    source: Path | bytes,
    nom: str,
    protocole: Protocole,
    options: Options,
    avance: Callable[[int], None] = lambda _: None,
) -> ResultatLot:
    """Check one file on its form. Raises OSError when it cannot be opened or read."""
    entete, vu = entete_de(source, protocole)
    lot = LotVu(nom, vu.releve, entete, protocole, options.emetteur, flux_du_nom(nom), options.encodage_convenu)
    resultat = juge_lot(
        lot,
        blocs(source, vu.releve),
        lambda numeros: lignes(source, vu.releve, numeros),
        prise_seule_admise=options.prise_seule_admise,
        avance=avance,
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
) -> Resultats:
    """Check every file of the arguments and gather the results. Unreadable ones are told and the others still checked.

    `vues` False spares the text of the lines, when no report will show them.
    """
    lots: list[ResultatLot] = []
    textes = []
    for cible in cibles(chemins):
        if cible.refus:
            lots.append(inaccessible(cible))
            continue
        try:
            lot = verifie_fichier(cible.chemin, cible.nom, protocole, options, avance)
            if vues:
                textes.append(vue_du_lot(cible.chemin, lot))
        except OSError as e:
            lot = inaccessible(Cible(cible.chemin, cible.nom, refus=f"lecture impossible ({raison(e)})"))
        lots.append(lot)
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
    )
