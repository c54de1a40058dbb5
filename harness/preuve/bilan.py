"""The proof as data: what `preuve` prints in JSON, and what its text and its page are made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from harness.preuve.fil import Conversations, Fil
from harness.preuve.resultats import Epreuve, Matrice, Sort
from harness.reporting.schema_mots import entier, liste_de, objet, texte, textes

VERSION = "1.0"
Donnees = dict[str, Any]


def donnees(matrice: Matrice, fil: Fil | None = None, conversations: Conversations | None = None) -> Donnees:
    """Every figure of a proof; the deviations one by one only where they were not caught by their rule."""
    rates = [e for e in matrice.epreuves if e.sort not in (Sort.PRIS, Sort.EQUIVALENT)]
    return {
        "version": VERSION,
        "graine": matrice.graine,
        "temoins": matrice.temoins,
        "fausses_alarmes": list(matrice.faux),
        "total": len(matrice.epreuves),
        "sorts": {str(sort): matrice.compte(sort) for sort in Sort},
        "ecarts": len({e.ecart for e in matrice.epreuves}),
        "regles": [
            {"regle": r.regle, "prises": r.prises, "autrement": r.autrement, "survivantes": r.survivantes,
             "sans_ecart": r.raison}
            for r in matrice.regles
        ],
        "rates": [_epreuve(e) for e in rates],
        "equivalents": _groupes(e for e in matrice.epreuves if e.sort is Sort.EQUIVALENT),
        "innocents": [
            {"ecart": ecart, "regles": list(regles), "nombre": n}
            for (ecart, regles), n in sorted(
                Counter((e.ecart, e.innocents) for e in matrice.epreuves if e.innocents).items()
            )
        ],
        "fil": None if fil is None else fil.donnees(),
        "conversations": None if conversations is None else conversations.donnees(),
    }  # fmt: skip


def _epreuve(e: Epreuve) -> Donnees:
    return {
        "ecart": e.ecart,
        "partie": e.partie,
        "flux": e.flux,
        "scenario": e.scenario,
        "rang": e.rang,
        "sort": str(e.sort),
        "attendues": list(e.attendues),
        "dites": list(e.dites),
    }


def _groupes(epreuves: Iterable[Epreuve]) -> list[Donnees]:
    """Equivalent deviations by name, with one place where each can be seen again."""
    groupes: dict[str, list[Epreuve]] = {}
    for e in epreuves:
        groupes.setdefault(e.ecart, []).append(e)
    return [
        {"ecart": nom, "nombre": len(es), "raison": es[0].raison, "exemple": es[0].scenario}
        for nom, es in sorted(groupes.items())
    ]


def tient(bilan: Donnees) -> bool:
    """Whether all that was asked of a proof is proved."""
    fil, conversations = bilan["fil"], bilan["conversations"]
    return (
        not bilan["fausses_alarmes"]
        and not bilan["rates"]
        and (fil is None or not fil["desaccords"])
        and (conversations is None or not conversations["fausses_alarmes"])
    )


def schema() -> Donnees:
    """The JSON schema of `preuve --format json`."""
    compte = {str(sort): entier(f"Écarts dont c'est le sort : {sort}.") for sort in Sort}
    fil = objet("Mutants du fil, jugés par le banc et par l'oracle naïf.", {
        "mutants": entier("Mutants jugés."),
        "classes": {"type": "object", "additionalProperties": {"type": "integer"},
                    "description": "Ce que les deux en disent, compté."},
        "connus": {"type": "object", "additionalProperties": {"type": "integer"},
                   "description": "Désaccords compris et pas encore tranchés, comptés."},
        "desaccords": textes("Désaccords, réduits au plus petit exemple."),
    })  # fmt: skip
    conversations = objet("Conversations conformes tirées au hasard.", {
        "conversations": entier("Conversations tenues."),
        "lots": entier("Lots échangés."),
        "lignes": entier("Lignes échangées."),
        "fausses_alarmes": textes("Conversations où le banc a trouvé à redire."),
        "connues": {"type": "object", "additionalProperties": {"type": "integer"},
                    "description": "Alarmes comprises et pas encore réglées, comptées."},
    })  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Preuve du banc",
        **objet("Ce que « preuve --format json » écrit.", {
            "version": texte("Version de ce format."),
            "graine": texte("Graine de tout ce qui est tiré au sort."),
            "temoins": entier("Scénarios joués sans aucun écart."),
            "fausses_alarmes": textes("Ce que le juge y a trouvé à redire ; rien n'est attendu."),
            "total": entier("Écarts joués, chacun à une place."),
            "sorts": objet("Ce que sont devenus les écarts.", compte),
            "ecarts": entier("Écarts différents."),
            "regles": liste_de("regle", "Les règles visées, puis celles que rien n'enfreint sur le fil."),
            "rates": liste_de("epreuve", "Les écarts que leur règle n'a pas pris."),
            "equivalents": liste_de("equivalent", "Les écarts qui n'enfreignent rien là où ils ont été joués."),
            "innocents": liste_de("innocent", "Les écarts après lesquels l'autre partie est aussi condamnée."),
            "fil": {"anyOf": [fil, {"type": "null"}]},
            "conversations": {"anyOf": [conversations, {"type": "null"}]},
        }),
        "$defs": {
            "regle": objet("Une règle.", {
                "regle": texte("Son nom."),
                "prises": entier("Écarts qu'elle a pris, en mettant en cause la bonne partie."),
                "autrement": entier("Écarts qui la visaient et qu'une autre a pris."),
                "survivantes": entier("Écarts qui la visaient et que rien n'a pris."),
                "sans_ecart": texte("Pourquoi aucun écart ne la vise ; vide s'il y en a."),
            }),
            "epreuve": objet("Un écart, à une place.", {
                "ecart": texte("Son nom, celui de « simuler --ecart »."),
                "partie": texte("Qui le commet."),
                "flux": texte("Dans quel flux."),
                "scenario": texte("Dans quel scénario."),
                "rang": entier("Dans quel lot de ce flux ; 0 pour tous."),
                "sort": {"enum": [str(s) for s in Sort], "description": "Ce qu'il est devenu."},
                "attendues": textes("Les règles dont l'une devait le prendre."),
                "dites": textes("Celles qui en ont parlé, et de qui."),
            }),
            "equivalent": objet("Un écart qui n'enfreint rien.", {
                "ecart": texte("Son nom."),
                "nombre": entier("Places où il n'enfreint rien."),
                "raison": texte("Pourquoi."),
                "exemple": texte("Un scénario où le revoir."),
            }),
            "innocent": objet("Une autre partie condamnée avec celle qui s'écarte.", {
                "ecart": texte("L'écart."),
                "regles": textes("Les règles qui condamnent l'autre partie."),
                "nombre": entier("Places."),
            }),
        },
    }  # fmt: skip
