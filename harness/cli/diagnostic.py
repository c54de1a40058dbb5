"""`interop-acces diagnostic`: before any file, what works and what will break."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from harness.cli.options import Choix, chemin, classeur_choisi, ecrit, epargne, protocole

if TYPE_CHECKING:
    from harness.campaign.controle import Controle
    from harness.profil.croisement import Divergence
    from harness.profil.modele import Profil

SIGNES = {
    "bon": "[ok]",
    "faux": "[KO]",
    "non vérifié": "[??]",
    "bloquant": "[KO]",
    "à confirmer": "[--]",
    "non déclaré": "[??]",
}


@click.command()
@click.argument("profils", nargs=-1, required=True, type=chemin, metavar="PROFIL [PROFIL2]")
@classeur_choisi
@click.option("--format", "format_", type=Choix(["texte", "json"]), default="texte", show_default=True, help="Forme.")
@click.option("--sortie", type=chemin, metavar="FICHIER", help="Écrit dans ce fichier plutôt qu'à l'écran.")
def diagnostic(profils: tuple[Path, ...], classeur: Path | None, format_: str, sortie: Path | None) -> None:
    """Vérifie un profil et son canal avant tout échange, ou confronte deux profils.

    Avec un profil : ses clés, ses données, puis le canal (écrire, lister, relire, renommer, supprimer un fichier de
    sonde), l'horloge du serveur, la place libre. Avec celui de l'OI et celui de l'OC : ce qui ne marchera pas entre
    eux, une phrase par divergence, avec son paragraphe ; le canal n'est pas essayé.

    \b
    Exemples :
      interop-acces diagnostic profil.toml
      interop-acces diagnostic oi.toml oc.toml --format json

    Codes de sortie : 0 tout est bon, 2 quelque chose ne marche pas, 3 quelque chose n'a pas pu être vérifié.
    """
    if len(profils) > 2:
        raise click.UsageError("un ou deux profils attendus")
    epargne((*profils, classeur), sortie)
    from harness.campaign.diagnostic import controle_canal, controle_profil
    from harness.profil.croisement import MemePartie, croise, face_a_face

    lus = [_lu(p) for p in profils]
    proto = protocole(classeur)
    controles = [c for p in lus for c in controle_profil(p, proto, datetime.now())]
    divergences: tuple[Divergence, ...] = ()
    if len(lus) == 1:
        controles += controle_canal(lus[0], datetime.now)
    else:
        try:
            divergences = croise(*face_a_face(*lus))
        except MemePartie as e:
            raise click.UsageError(str(e)) from None
    code = _code(controles, divergences)
    rendu = _json(controles, divergences, code) if format_ == "json" else _texte(controles, divergences, lus)
    ecrit(rendu, sortie, format_)
    sys.exit(code)


def _lu(chemin: Path) -> Profil:
    from harness.profil.lecture import ProfilIllisible, charge_profil

    try:
        return charge_profil(chemin)
    except ProfilIllisible as e:
        raise click.UsageError(str(e)) from None


def _code(controles: list[Controle], divergences: tuple[Divergence, ...]) -> int:
    etats = {c.etat.value for c in controles} | {d.poids.value for d in divergences}
    if etats & {"faux", "bloquant"}:
        return 2
    return 3 if etats & {"non vérifié", "non déclaré"} else 0


def _texte(controles: list[Controle], divergences: tuple[Divergence, ...], profils: list[Profil]) -> str:
    lignes = [f"{SIGNES[c.etat]} {c.quoi} : {c.detail}" for c in controles]
    if len(profils) == 2:
        lignes += ["", f"Entre l'OI et l'OC : {_compte(len(divergences))}"]
        lignes += [
            f"{SIGNES[d.poids]} {d.phrase}{f' (§{d.section})' if d.section else ''} [{d.cle}]" for d in divergences
        ]
    return "\n".join(lignes) + "\n"


def _compte(nombre: int) -> str:
    return "aucune divergence" if nombre == 0 else f"{nombre} divergence{'s' * (nombre > 1)}"


def _json(controles: list[Controle], divergences: tuple[Divergence, ...], code: int) -> str:
    valeur = {
        "code": code,
        "controles": [asdict(c) for c in controles],
        "divergences": [asdict(d) for d in divergences],
    }
    return json.dumps(valeur, ensure_ascii=False, indent=2) + "\n"
