"""JSON schemas of what the catalogue and the register say to machines (draft 2020-12)."""

from __future__ import annotations

from harness.judge.results import Verdict
from harness.protocol.ambiguites import Sort
from harness.protocol.issues import Issue
from harness.protocol.requirements import Niveau, Observable, PartieTenue
from harness.protocol.terms import Flux
from harness.reporting.ambiguites import LEGENDE
from harness.reporting.ambiguites import VERSION_SCHEMA as VERSION_AMBIGUITES
from harness.reporting.catalogue import VERSION_SCHEMA as VERSION_CATALOGUE
from harness.reporting.phrases import LEGENDE_VERDICTS
from harness.reporting.schema_mots import Schema, booleen, entier, enum, liste_de, objet, sha256, texte, textes

_SECTION = texte("Paragraphe du document, sans §.")


def _racine(nom: str, version: str, titre: str, corps: Schema, definitions: Schema) -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:interop-acces:schema:{nom}:{version}",
        "title": titre,
        **corps,
        "$defs": definitions,
    }


def catalogue() -> Schema:
    """Schema of `catalogue --format json`."""
    verdict = enum(Verdict, f"Verdict. {' ; '.join(f'{v} : {sens}' for v, sens in LEGENDE_VERDICTS.items())}.")
    definitions = {
        "section": objet("Un paragraphe du document.", {"section": _SECTION, "titre": texte("Titre abrégé.")}),
        "scenario": objet(
            "Un scénario, joué des deux côtés puis jugé.",
            {
                "id": texte("Identifiant."),
                "section": _SECTION,
                "titre": texte("Titre."),
                "verdict": verdict,
                "raison": texte("Explication de tout verdict autre que conforme."),
                "exigences": textes("Exigences qu'il exerce."),
            },
        ),
        "temoin": objet(
            "Message rencontré.",
            {"fichier": texte("Fichier."), "ligne": entier("Ligne physique, en-tête = 1.", 1, nullable=True)},
        ),
        "exigence": objet(
            "Une exigence du document.",
            {
                "id": texte("Identifiant."),
                "section": _SECTION,
                "partie": enum(PartieTenue, "Qui elle tient."),
                "niveau": enum(Niveau, "Sa force."),
                "enonce": texte("Énoncé."),
                "observable": enum(Observable, "Ce qu'il faut pour la voir tenue."),
                "verdict": verdict,
                "exercee": booleen("Vrai si l'une de ses règles a rencontré un message."),
                "regles": textes("Règles qui la montrent."),
                "scenarios": textes("Scénarios qui l'exercent."),
                "temoins": liste_de("temoin", "Quelques messages témoins."),
                "raison": texte("Pourquoi elle n'est pas exercée ; vide si elle l'est."),
            },
        ),
    }
    corps = objet(
        "Les scénarios du banc et les exigences qu'ils exercent.",
        {
            "version_schema": {"const": VERSION_CATALOGUE, "description": "Version de cette forme."},
            "catalogue_sha256": sha256("Empreinte du catalogue de scénarios."),
            "resume": objet(
                "Comptes.",
                {
                    "scenarios": entier("Scénarios."),
                    "conformes": entier("Scénarios conformes."),
                    "exigences": entier("Exigences."),
                    "observables": entier("Exigences que des fichiers peuvent montrer."),
                    "exercees": entier("Exigences exercées."),
                },
            ),
            "sections": liste_de("section", "Tous les paragraphes du document, dans son ordre."),
            "scenarios": liste_de("scenario", "Scénarios."),
            "exigences": liste_de("exigence", "Exigences."),
        },
    )
    return _racine("catalogue", VERSION_CATALOGUE, "Catalogue de scénarios et couverture", corps, definitions)


def ambiguites() -> Schema:
    """Schema of `ambiguites --format json`."""
    definitions = {
        "ambiguite": objet(
            "Une clause qui se lit de plusieurs façons.",
            {
                "id": {"type": "string", "pattern": "^AMB-[0-9]{2}$", "description": "Identifiant."},
                "theme": texte("Thème."),
                "sections": textes("Paragraphes, sans §."),
                "question": texte("Ce que le texte laisse ouvert."),
                "retenue": texte("Lecture du banc."),
                "autres": {**textes("Autres lectures."), "minItems": 1},
                "sort": enum(Sort, f"Sort de l'autre lecture. {' ; '.join(f'{s} : {x}' for s, x in LEGENDE.items())}."),
                "regles": textes("Règles dont le verdict en dépend."),
                "messages": liste_de("message", "Messages dont elle règle la place."),
                "champs": textes("Colonnes, « Flux.Champ »."),
                "coups_toleres": textes("Messages admis par cette seule entrée, en une phrase."),
            },
        ),
        "message": objet(
            "Un genre de message.",
            {"flux": enum(Flux, "Flux."), "issue": enum(Issue, "Issue ; vide si toutes.")},
        ),
    }
    corps = objet(
        "Le registre des ambiguïtés, ou la part demandée.",
        {
            "version_schema": {"const": VERSION_AMBIGUITES, "description": "Version de cette forme."},
            "ambiguites": liste_de("ambiguite", "Entrées, dans l'ordre du registre."),
        },
    )
    return _racine("ambiguites", VERSION_AMBIGUITES, "Registre des ambiguïtés", corps, definitions)
