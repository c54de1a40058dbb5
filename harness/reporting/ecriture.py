"""From a judgement to its reports: the door that the command line uses."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Literal, get_args

from harness.ecriture import ecrit as ecrit_octets
from harness.judge.results import Resultats
from harness.reporting.bilan import Bilan, dresse
from harness.reporting.lisible import lisible
from harness.reporting.masquage import masque_texte
from harness.reporting.phrases import LIBELLES_VERDICT, majuscule

FormatRapport = Literal["texte", "json", "html", "junit"]
FORMATS: tuple[FormatRapport, ...] = get_args(FormatRapport)

NOMS: dict[FormatRapport, str] = {
    "html": "rapport.html",
    "json": "rapport.json",
    "junit": "rapport.junit.xml",
    "texte": "rapport.txt",
}

_CAUSES = {
    errno.EACCES: "l'accès au dossier est refusé",
    errno.EPERM: "l'accès au dossier est refusé",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENOSPC: "il n'y a plus de place sur le disque",
    errno.ENOTDIR: "une partie du chemin n'est pas un dossier",
    errno.EEXIST: "une partie du chemin n'est pas un dossier",
    errno.EISDIR: "un dossier porte ce nom",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.ENOENT: "une partie du chemin n'existe pas",
    errno.ELOOP: "ses liens tournent en rond",
}


class EcritureImpossible(OSError):
    """A report could not be written. `strerror` is the cause, in French; the text is one sentence for the user."""

    def __str__(self) -> str:
        return f"Le rapport {self.filename} ne peut pas être écrit : {self.strerror}."


def _rend(bilan: Bilan, format_: str, couleur: bool) -> str:
    if format_ == "json":
        from harness.reporting.donnees import json_de

        return json_de(bilan)
    if format_ == "html":
        from harness.reporting.page import html_de

        return html_de(bilan)
    if format_ == "junit":
        from harness.reporting.junit import junit_de

        return junit_de(bilan)
    if format_ == "texte":
        from harness.reporting.texte import texte_de

        return texte_de(bilan, couleur=couleur)
    raise ValueError(f"Format de rapport inconnu : {format_}. Attendu : {', '.join(FORMATS)}.")


def rend(
    resultats: Resultats,
    format: str,  # noqa: A002 - the word of the command line
    *,
    donnees_en_clair: bool = False,
    couleur: bool = False,
) -> str:
    """One report as text; always the same for equal arguments. `couleur` colours the terminal text only.

    Raises ValueError when `format` is not one of FORMATS.
    """
    return _rend(dresse(resultats, donnees_en_clair=donnees_en_clair), format, couleur)


def phrase_du_verdict(resultats: Resultats) -> str:
    """The verdict and its sentence, on one line: « Non conforme : 3 non-conformités (OI 2, OC 1) ; … »."""
    bilan = dresse(resultats, donnees_en_clair=True)
    return lisible(masque_texte(f"{majuscule(LIBELLES_VERDICT[bilan.verdict])} : {bilan.phrase}"))


def ecrit(texte: str, chemin: Path) -> None:
    """Write one report (UTF-8, LF) as `harness.ecriture` does, in a folder made if need be.

    Raises EcritureImpossible.
    """
    try:
        if not chemin.is_symlink():
            chemin.parent.mkdir(parents=True, exist_ok=True)
        ecrit_octets(texte.encode("utf-8", "backslashreplace"), chemin)
    except OSError as erreur:
        cause = _CAUSES.get(erreur.errno or 0, "le système refuse l'écriture")
        raise EcritureImpossible(erreur.errno, cause, str(chemin)) from erreur


def ecrit_rapport(resultats: Resultats, dossier: Path, *, donnees_en_clair: bool = False) -> dict[str, Path]:
    """Write the four reports in a folder, created if need be, and return their paths by format.

    All four are made before the first is written. Raises EcritureImpossible.
    """
    bilan = dresse(resultats, donnees_en_clair=donnees_en_clair)
    textes = {f: _rend(bilan, f, couleur=False) for f in NOMS}
    chemins = {str(f): dossier / nom for f, nom in NOMS.items()}
    for f, texte in textes.items():
        ecrit(texte, chemins[f])
    return chemins
