"""Everything that reads foreign bytes, as functions of bytes: each may refuse, in the words of its own error type.

Anything else that comes out of one is a crash. Shared by the property tests, the kept crashes and the fuzzers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from harness import resources
from harness.examen.cibles import NOM_INDEX as INDEX
from harness.examen.jugement import examine_lu
from harness.examen.verification import Options, verifie_fichier
from harness.examen.views import vue_du_lot
from harness.exchange.codec import ecrit, lit
from harness.exchange.journal import JournalIllisible, lit_journal
from harness.exchange.messages import Lot
from harness.importation.conversion import ImportationImpossible, importe
from harness.importation.index import IndexIllisible, lit_index
from harness.network.loading import ReseauIllisible
from harness.network.loading import charge as charge_reseau
from harness.profil.lecture import ProfilIllisible, charge_profil
from harness.protocol.spec import Protocole
from harness.protocol.terms import EMETTEURS, Flux, Partie
from harness.workbook.compile import charge
from harness.workbook.erreurs import ClasseurIllisible
from tests.fuzz import tableurs

CRASHS = Path(__file__).parent / "crashs"
"""Inputs that crashed something once: `<target>-<what>`. They stay."""


PHRASE_MAX = 4_000
"""A refusal is read on a screen: it never repeats a file."""


@cache
def protocole() -> Protocole:
    """The bundled workbook."""
    return charge()


@dataclass(frozen=True)
class Cible:
    """`lit` reads bytes; `refus` are the errors that it declares, whose message must be a French sentence.

    `graines` are read to their end; `amorces` begin what is refused.
    """

    nom: str
    lit: Callable[[bytes], object]
    refus: tuple[type[Exception], ...]
    graines: Callable[[], list[bytes]]
    amorces: tuple[bytes, ...] = ()

    def essaie(self, octets: bytes) -> str:
        """What was refused, "" when nothing was. Any undeclared error goes through."""
        try:
            self.lit(octets)
        except self.refus as e:
            message = str(e)
            if not message or "Traceback" in message or message.strip() != message:
                raise AssertionError(f"refus sans phrase : {message!r}") from e
            if len(message) > PHRASE_MAX or not message.isprintable():
                raise AssertionError(f"refus qui ne s'affiche pas : {message!r}") from e
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
        (archives / INDEX).write_bytes(octets)
        importe(archives, Path(racine) / "journal", protocole())


def _index() -> list[bytes]:
    """The index of the lots of a small campaign, in both languages, with and without what may be left out."""
    noms = [nom for nom, _ in _journal_joue()[1]]
    complet = [
        f"{rang};{nom};{'OC' if EMETTEURS[flux_de(nom)] == {Partie.OC} else 'OI'};;2026-01-05T{8 + rang:02d}:00"
        for rang, nom in enumerate(noms, start=1)
    ]
    lignes = ["ordre;fichier;emetteur;recepteur;date", *complet]
    court = ["order;file", *(f"{rang};{nom}" for rang, nom in enumerate(noms[:3], start=1))]
    return ["\n".join(lignes).encode(), "\r\n".join(lignes).encode("cp1252"), "\n".join(court).encode()]


def flux_de(nom: str) -> Flux:
    """The flux that the name of a lot of ours tells."""
    return next(f for f in sorted(Flux, key=len, reverse=True) if f.value in nom)


CIBLES: dict[str, Cible] = {
    c.nom: c
    for c in (
        Cible("lot", _lot, (), _lots),
        Cible("classeur", tableurs.classeur, (ClasseurIllisible,), tableurs.classeurs, tableurs.AMORCES),
        Cible("partie", tableurs.partie, (ClasseurIllisible,), tableurs.parties),
        Cible("table", tableurs.table, (ClasseurIllisible,), tableurs.tables),
        Cible("ancien", tableurs.ancien, (ClasseurIllisible,), tableurs.anciens),
        Cible("profil", _fichier("profil.toml", charge_profil), (ProfilIllisible,), _profils),
        Cible("reseau", _fichier("reseau.toml", charge_reseau), (ReseauIllisible,), _reseaux),
        Cible("journal", _journal, (JournalIllisible,), lambda: [_journal_joue()[0]]),
        Cible("index", lit_index, (IndexIllisible,), _index),
        Cible("import", _index_et_lots, (IndexIllisible, ImportationImpossible), _index),
    )
}
