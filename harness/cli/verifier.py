"""`interop-acces verifier`: check lots on their form."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from harness.cli.options import (
    CODES_DE_SORTIE,
    Choix,
    chemin,
    classeur_choisi,
    en_clair,
    epargne,
    fin,
    format_et_sortie,
    profil_choisi,
    profil_lu,
    protocole,
)
from harness.exchange.empreinte import Empreinte
from harness.protocol.terms import Flux, Partie

GROS = 16 << 20
"""Bytes from which a file is hashed while the program loads, and shows a progress bar."""


@click.command(epilog=CODES_DE_SORTIE)
@click.argument("chemins", nargs=-1, required=True, type=chemin, metavar="FICHIER|DOSSIER...")
@click.option("--flux", type=Choix([f.value for f in Flux]), metavar="FLUX", help="Flux attendu (nom d'onglet).")
@click.option("--emetteur", type=Choix([p.value for p in Partie]), help="Partie qui a émis les lots.")
@classeur_choisi
@profil_choisi
@format_et_sortie
@en_clair
def verifier(
    chemins: tuple[Path, ...],
    flux: str | None,
    emetteur: str | None,
    classeur: Path | None,
    profil: Path | None,
    format_: str,
    sortie: Path | None,
    donnees_en_clair: bool,
) -> None:
    """Contrôle des lots CSV contre le classeur du protocole.

    Chaque fichier est lu, son flux est reconnu à son en-tête, et chaque ligne est contrôlée : colonnes, champs
    obligatoires et conditionnés, longueurs, listes, dates, références, routes optiques, doublons. Un dossier est
    parcouru en entier, sauf ce qui y est caché : ses fichiers .csv sont contrôlés, et tout autre fichier dont l'en-tête
    est celui d'un flux ; le reste est ignoré, et nommé. Un fichier que vous nommez est toujours contrôlé. Un fichier
    illisible n'arrête pas le contrôle des autres.

    \b
    Exemples :
      interop-acces verifier CR_Cmd_Acces.csv
      interop-acces verifier depot/ --format html --sortie rapport.html
      interop-acces verifier depot/ --classeur "Flux interop Acces FTTH v1.2.xls"
    """
    epargne((*chemins, classeur, profil), sortie)
    empreinte = _commencee(chemins[0])
    from harness.examen.cibles import cibles
    from harness.examen.memory import garde_la_memoire
    from harness.examen.verification import Options, est_controle, verifie
    from harness.workbook.exigences import charge_exigences

    choisi = profil_lu(profil)
    options = Options(
        flux=Flux(flux) if flux else None,
        emetteur=Partie(emetteur) if emetteur else None,
        prise_seule_admise=choisi.contrat.pni if choisi else None,
        encodage_convenu=choisi.echange.encodage if choisi else "",
        profil=choisi.nom if choisi else "",
        profil_sha256=choisi.sha256 if choisi else "",
    )
    proto = protocole(classeur)
    if sortie is not None and est_controle(sortie, chemins, proto):
        epargne((sortie,), sortie)
    total = sum(c.octets for c in cibles(chemins))
    garde_la_memoire()
    visible = sys.stderr.isatty() and total >= GROS
    with click.progressbar(length=max(total, 1), label="Vérification", file=sys.stderr, hidden=not visible) as barre:
        resultats = verifie(
            chemins,
            proto,
            charge_exigences(),
            options,
            vues=format_ == "html",
            avance=barre.update if visible else _rien,
            empreinte=empreinte,
        )
    fin(resultats, format_, sortie, donnees_en_clair)


def _commencee(chemin: Path) -> Empreinte | None:
    """The hash of a large file, begun while the rest of the program loads."""
    try:
        return Empreinte(chemin) if chemin.is_file() and chemin.stat().st_size >= GROS else None
    except OSError:
        return None  # why, is told when its turn comes


def _rien(_: int) -> None:
    """No progress to show."""
