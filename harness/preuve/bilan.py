"""The proof as data: what `preuve` prints in JSON, and what its text and its page are made from."""

from __future__ import annotations

from collections import Counter
from typing import Any

from harness.actors.deviations_familles import Famille
from harness.actors.deviations_nommees import ECARTS
from harness.preuve.attendus import PARTOUT, SELON, Voulu
from harness.preuve.fil import Conversations, Fil
from harness.preuve.resultats import DEMENTI, Epreuve, Matrice, Sort
from harness.reporting.schema_mots import entier, liste_de, objet, texte, textes

VERSION = "2.0"
Donnees = dict[str, Any]


def donnees(matrice: Matrice, fil: Fil | None = None, conversations: Conversations | None = None) -> Donnees:
    """Every figure of a proof; the deviations one by one only where they were not caught by their rule."""
    rates = [e for e in matrice.epreuves if e.sort not in (Sort.PRIS, Sort.EQUIVALENT)]
    visees: dict[str, set[str]] = {}
    for e in matrice.epreuves:
        visees.setdefault(e.ecart, set()).update(e.attendues)
    return {
        "version": VERSION,
        "graine": matrice.graine,
        "temoins": matrice.temoins,
        "fausses_alarmes": list(matrice.faux),
        "total": len(matrice.epreuves),
        "sorts": {str(sort): matrice.compte(sort) for sort in Sort},
        "ecarts": len({e.ecart for e in matrice.epreuves}),
        "messages": len({(e.scenario, e.partie, e.flux, e.rang) for e in matrice.epreuves if _de_famille(e)}),
        "une_regle": sum(len(v) == 1 for v in visees.values()),
        "attendus": _attendus(),
        "regles": [
            {"regle": r.regle, "prises": r.prises, "autrement": r.autrement, "survivantes": r.survivantes,
             "sans_ecart": r.raison}
            for r in matrice.regles
        ],
        "rates": [_epreuve(e) for e in rates],
        "equivalents": [_equivalent(e) for e in matrice.epreuves if e.sort is Sort.EQUIVALENT],
        "innocents": [
            {"ecart": ecart, "regles": list(regles), "nombre": n}
            for (ecart, regles), n in sorted(
                Counter((e.ecart, e.innocents) for e in matrice.epreuves if e.innocents).items()
            )
        ],
        "fil": None if fil is None else fil.donnees(),
        "conversations": None if conversations is None else conversations.donnees(),
    }  # fmt: skip


def _de_famille(e: Epreuve) -> bool:
    """Whether it is a fault of a message in its place, by who sends it."""
    return bool(e.rang) and ECARTS[e.ecart].famille not in ("", Famille.RENVOI)


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


def _equivalent(e: Epreuve) -> Donnees:
    return {
        "ecart": e.ecart,
        "scenario": e.scenario,
        "rang": e.rang,
        "circonstance": e.circonstance,
        "raison": e.raison,
        "oracle": e.oracle,
    }


def _attendus() -> list[Donnees]:
    """What is wanted of each family, flux by flux where it depends on it, circumstance by circumstance."""
    return [
        {
            "famille": famille,
            "flux": flux,
            "circonstance": ", ".join(si.phrase for si in rang.si),
            "regles": list(rang.regles) if isinstance(rang, Voulu) else [],
            "raison": rang.raison,
        }
        for (famille, flux), rangs in (
            *(((f, ""), r) for f, r in PARTOUT.items()),
            *(((str(f), str(x)), r) for (f, x), r in SELON.items()),
        )
        for rang in rangs
    ]


def tient(bilan: Donnees) -> bool:
    """Whether all that was asked of a proof is proved."""
    fil, conversations = bilan["fil"], bilan["conversations"]
    return (
        not bilan["fausses_alarmes"]
        and not bilan["rates"]
        and not any(e["oracle"] == DEMENTI for e in bilan["equivalents"])
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
            "messages": entier("Messages différents, un par scénario, émetteur, flux et rang."),
            "une_regle": entier("Écarts qu'une seule et même règle doit prendre, où qu'ils soient joués."),
            "attendus": liste_de("attendu", "La règle qui doit prendre une faute, selon la circonstance."),
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
            "equivalent": objet("Un écart qui n'enfreint rien à une place.", {
                "ecart": texte("Son nom."),
                "scenario": texte("Dans quel scénario."),
                "rang": entier("Dans quel lot de ce flux."),
                "circonstance": texte("Ce qui, dans les fichiers, en décide ; vide si c'est partout."),
                "raison": texte("Pourquoi."),
                "oracle": texte("Ce que l'oracle naïf dit du même échange ; vide sans les sources du banc."),
            }),
            "attendu": objet("Ce qu'une faute doit donner, dans une circonstance.", {
                "famille": texte("La faute."),
                "flux": texte("Dans quel flux ; vide pour ceux qui n'ont pas de ligne à eux."),
                "circonstance": texte("Quand ; la première ligne qui vaut l'emporte."),
                "regles": textes("La règle qui doit parler ; plusieurs si la raison le dit, aucune si rien n'y est."),
                "raison": texte("Pourquoi rien n'est enfreint, ou pourquoi plusieurs règles conviennent."),
            }),
            "innocent": objet("Une autre partie condamnée avec celle qui s'écarte.", {
                "ecart": texte("L'écart."),
                "regles": textes("Les règles qui condamnent l'autre partie."),
                "nombre": entier("Places."),
            }),
        },
    }  # fmt: skip
