"""Everything that reads foreign bytes, as functions of bytes: each may refuse, in the words of its own error type.

Anything else that comes out of one is a crash. Shared by the property tests, the kept crashes and the fuzzers.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from harness import resources
from harness.campaign.importation import ImportationImpossible, importe
from harness.campaign.index import IndexIllisible, lit_index
from harness.campaign.jugement import examine_lu
from harness.campaign.verification import Options, verifie_fichier
from harness.campaign.views import vue_du_lot
from harness.exchange.codec import ecrit, lit
from harness.exchange.journal import JournalIllisible, lit_journal
from harness.exchange.messages import Lot
from harness.network.loading import ReseauIllisible
from harness.network.loading import charge as charge_reseau
from harness.profil.lecture import ProfilIllisible, charge_profil
from harness.protocol.spec import Protocole
from harness.protocol.terms import EMETTEURS, Flux, Partie
from harness.workbook.compile import charge
from harness.workbook.erreurs import ClasseurIllisible
from harness.workbook.lecture import lit_octets

CRASHS = Path(__file__).parent / "crashs"
"""Inputs that crashed something once: `<target>-<what>`. They stay."""


@cache
def protocole() -> Protocole:
    """The bundled workbook."""
    return charge()


@dataclass(frozen=True)
class Cible:
    """`lit` reads bytes; `refus` are the errors that it declares, whose message must be a French sentence."""

    nom: str
    lit: Callable[[bytes], object]
    refus: tuple[type[Exception], ...]
    graines: Callable[[], list[bytes]]

    def essaie(self, octets: bytes) -> str:
        """What was refused, "" when nothing was. Any undeclared error goes through."""
        try:
            self.lit(octets)
        except self.refus as e:
            message = str(e)
            if not message or "Traceback" in message or message.strip() != message:
                raise AssertionError(f"refus sans phrase : {message!r}") from e
            return message
        return ""


def _lot(octets: bytes) -> None:
    for emetteur in (None, Partie.OI):
        resultat = verifie_fichier(octets, "lot.csv", protocole(), Options(emetteur=emetteur))
    vue_du_lot(octets, resultat)
    lit(octets, "lot.csv", protocole(), Partie.OC)


def _lots() -> list[bytes]:
    cellules = {
        Flux.CMD_ACCES: {"ReferenceCommandePriseInterneOC": "R1", "TypeRacco": "STOC", "PriseExistante": "N"},
        Flux.CR_CMD_ACCES: {"ReferenceCommandePriseInterneOC": "R1", "EtatCrCommandePrise": "OK", "OC 1": "XTEL",
                            "NomModulePm N°1": "été ; \"M\"", "DateCrCommandePrise": "20260105 10:00"},
        Flux.CR_STOC: {"PrisePosee": "OUI", "Commentaire": "déjà posée"},
        Flux.REPONSE_RDV: {"ValidDate1": "OK", "IdRdv": "I"},
    }  # fmt: skip
    lots = [
        ecrit(Lot(flux, min(EMETTEURS[flux]), (ligne, {}, ligne)), protocole()[flux])
        for flux, ligne in cellules.items()
    ]
    return [*lots, lots[1].decode().encode("cp1252"), b"\xef\xbb\xbf" + lots[0].replace(b"\n", b"\r\n")]


def _classeur(octets: bytes) -> None:
    lit_octets(octets, "classeur.xlsx", officiel=True)


def _classeurs() -> list[bytes]:
    return [resources.classeur().read_bytes(), _xls()]


def _xls() -> bytes:
    """A small real workbook of the old format."""
    import xlwt

    ancien = xlwt.Workbook()
    for flux in ("Cmd_Acces", "AR_Cmd_Acces", "Codification - type KO"):
        feuille = ancien.add_sheet(flux)
        for i, rangee in enumerate((("Position", "Champ", "Statut", "Longueur"), (1, "Référence", "O", 30.0))):
            for j, cellule in enumerate(rangee):
                feuille.write(i, j, cellule)
    sortie = io.BytesIO()
    ancien.save(sortie)
    return sortie.getvalue()


def _dedans(octets: bytes) -> None:
    """The text of one part of the bundled workbook is replaced: what follows the first byte, which chooses the part."""
    if not octets:
        return
    with ZipFile(resources.classeur()) as source:
        noms = sorted(source.namelist())
        vise = noms[octets[0] % len(noms)]
        sortie = io.BytesIO()
        with ZipFile(sortie, "w", ZIP_DEFLATED) as copie:
            for nom in noms:
                copie.writestr(nom, octets[1:] if nom == vise else source.read(nom))
    _classeur(sortie.getvalue())


def _parties() -> list[bytes]:
    """The parts of the bundled workbook, the long ones left out, each behind its rank."""
    with ZipFile(resources.classeur()) as source:
        parties = enumerate(sorted(source.infolist(), key=lambda p: p.filename))
        return [bytes([rang]) + source.read(p) for rang, p in parties if p.file_size < 40_000]


def _fichier(nom: str, lit: Callable[[Path], object]) -> Callable[[bytes], object]:
    def lit_octets_(octets: bytes) -> object:
        with TemporaryDirectory(prefix="fuzz-") as racine:
            chemin = Path(racine) / nom
            chemin.write_bytes(octets)
            return lit(chemin)

    return lit_octets_


def _profils() -> list[bytes]:
    return [p.read_bytes() for p in sorted(resources.fixtures("profils").glob("*.toml"))]


def _reseaux() -> list[bytes]:
    return [p.read_bytes() for p in sorted(resources.fixtures("reseaux").glob("*.toml"))]


@cache
def _journal_joue() -> tuple[bytes, tuple[tuple[str, bytes], ...]]:
    """Entries and lots of a small campaign."""
    from harness.campaign.campaign import Reglages, ouvre
    from harness.campaign.play import Fiche
    from harness.protocol.terms import Modele, Situation

    with TemporaryDirectory(prefix="fuzz-") as racine:
        dossier = Path(racine) / "journal"
        reglages = Reglages("1", "essai", resources.fixtures("reseaux", "valfibre.toml"))
        with ouvre(dossier, protocole(), reglages) as campagne:
            fiche = Fiche("ESSAI", "0", "un essai")
            deroule = campagne.commence(fiche)
            deroule.souscrit(Situation.A_CONSTRUIRE, Modele.STOC)
            deroule.finit("la commande est terminée", "terminée")
            campagne.termine(fiche)
            campagne.acheve()
        lots = tuple((p.name, p.read_bytes()) for p in sorted((dossier / "lots").iterdir()))
        return (dossier / "journal.jsonl").read_bytes(), lots


def _journal(octets: bytes) -> None:
    """The entries are foreign, the lots are there; what can be read is judged."""
    with TemporaryDirectory(prefix="fuzz-") as racine:
        dossier = Path(racine)
        (dossier / "lots").mkdir()
        for nom, contenu in _journal_joue()[1]:
            (dossier / "lots" / nom).write_bytes(contenu)
        (dossier / "journal.jsonl").write_bytes(octets)
        examine_lu(lit_journal(dossier), protocole(), ())


def _index_et_lots(octets: bytes) -> None:
    """A folder to import: its lots are there, its index is foreign."""
    with TemporaryDirectory(prefix="fuzz-") as racine:
        archives = Path(racine) / "archives"
        archives.mkdir()
        for nom, contenu in _journal_joue()[1]:
            (archives / nom).write_bytes(contenu)
        (archives / "index.csv").write_bytes(octets)
        importe(archives, Path(racine) / "journal", protocole())


def _index() -> list[bytes]:
    noms = enumerate(nom for nom, _ in _journal_joue()[1])
    lignes = ["fichier;emetteur;de;a;instant", *(f"{n};OC;XTEL;XVAL;2026-01-05T{9 + i:02d}:00" for i, n in noms)]
    return ["\n".join(lignes).encode(), "\r\n".join(lignes).encode("cp1252"), b"fichier;ordre\nx.csv;1\n"]


CIBLES: dict[str, Cible] = {
    c.nom: c
    for c in (
        Cible("lot", _lot, (), _lots),
        Cible("classeur", _classeur, (ClasseurIllisible,), _classeurs),
        Cible("feuille", _dedans, (ClasseurIllisible,), _parties),
        Cible("profil", _fichier("profil.toml", charge_profil), (ProfilIllisible,), _profils),
        Cible("reseau", _fichier("reseau.toml", charge_reseau), (ReseauIllisible,), _reseaux),
        Cible("journal", _journal, (JournalIllisible,), lambda: [_journal_joue()[0]]),
        Cible("index", lit_index, (IndexIllisible,), _index),
        Cible("import", _index_et_lots, (IndexIllisible, ImportationImpossible), _index),
    )
}
