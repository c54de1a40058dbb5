"""What the first sheet of the workbook tells whoever opens it."""

from __future__ import annotations

from collections.abc import Iterator

from harness.protocol.spec import Protocole
from harness.protocol.terms import EMETTEURS
from harness.workbook.colonnes import CODIFICATION, DOCUMENT

_ABSENCE = """
Le classeur officiel « Flux interop Accès FTTH v1.2 » (xls) n'était pas disponible. Celui-ci est reconstitué à partir
du document de présentation du protocole, de code public et, à défaut, par déduction. La colonne Provenance dit ce
qu'il en est, fait par fait. Fournissez le classeur officiel avec --classeur : il fait alors foi.
"""
_PAR_FAIT = """
Un seul mot vaut pour tous les faits de la ligne. Sinon chaque fait est nommé (nom, statut, condition, longueur,
format, valeurs) et ceux qui ne le sont pas ont la provenance du nom.
"""

Chapitre = tuple[str, tuple[tuple[str, str], ...]]


def _suite(texte: str) -> str:
    return " ".join(texte.split())


CHAPITRES: tuple[Chapitre, ...] = (
    (
        "Flux interop Accès FTTH v1.2",
        (
            ("", "Champs de chaque flux du protocole Interop'fibre « Accès FTTH » 1.2, tels que le banc les lit."),
            ("", "Ce fichier est généré : modifier les sources de fixtures/classeur, puis « classeur generer »."),
        ),
    ),
    ("Ce que ce classeur n'est pas", (("", _suite(_ABSENCE)),)),
    (
        "Statut (§2.6)",
        (
            ("O", "Obligatoire : le champ est toujours rempli."),
            ("F", "Facultatif : le champ peut rester vide."),
            ("C", "Conditionné : le champ est rempli quand la condition est vraie."),
        ),
    ),
    (
        "Condition",
        (
            ("Champ = V1|V2", "Vraie quand le champ vaut l'une des valeurs, sans tenir compte de la casse."),
            ("Champ renseigné", "Vraie quand le champ n'est pas vide."),
            ("Champ vide", "Vraie quand le champ est vide."),
            ("... et ...", "Relie plusieurs conditions, toutes nécessaires : TypeRacco = OI et PriseExistante = N"),
            ("(autre texte)", "Gardé tel quel et signalé « non vérifiable automatiquement »."),
        ),
    ),
    (
        "Provenance",
        (
            ("seed", "Écrit dans le document de présentation 1.2. Un manquement est une non-conformité."),
            ("public", "Trouvé dans du code public. Un manquement est un avertissement à confirmer."),
            ("inferred", "Déduit, par analogie. Un manquement est un avertissement à confirmer."),
            ("", _suite(_PAR_FAIT)),
        ),
    ),
    ("Feuilles", ()),
)


def sommaire(protocole: Protocole) -> Iterator[tuple[str, str]]:
    """Name and description of every other sheet, in order."""
    for flux, forme in protocole.formats.items():
        titre, section = DOCUMENT[flux]
        emetteurs = " ou ".join(f"l'{p}" for p in sorted(EMETTEURS[flux], reverse=True))
        yield flux.value, f"{titre} ({section}), émis par {emetteurs}, {len(forme.champs)} champs"
    yield CODIFICATION, f"Motifs de rejet et d'échec, {len(protocole.motifs)} entrées"
