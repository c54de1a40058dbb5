"""JSON schemas of the two machine reports, generated: enums and keys come from the code that writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

from harness.judge.results import Gravite, Verdict
from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux, Partie
from harness.reporting.donnees import VERSION_SCHEMA
from harness.reporting.phrases import LEGENDE_GRAVITES, LEGENDE_VERDICTS, PROVENANCES

Schema = dict[str, Any]


def _enum(valeurs: type[StrEnum] | Iterable[StrEnum], description: str, *, nullable: bool = False) -> Schema:
    textes: list[str | None] = [str(v) for v in valeurs]
    return {"enum": [*textes, None] if nullable else textes, "description": description}


def _texte(description: str) -> Schema:
    return {"type": "string", "description": description}


def _booleen(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def _entier(description: str, minimum: int = 0, *, nullable: bool = False) -> Schema:
    return {"type": ["integer", "null"] if nullable else "integer", "minimum": minimum, "description": description}


def _sha256(description: str) -> Schema:
    return {"type": "string", "pattern": "^([0-9a-f]{64})?$", "description": f"{description} Vide si inconnue."}


def _liste(element: str, description: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{element}"}, "description": description}


def _textes(description: str) -> Schema:
    return {"type": "array", "items": {"type": "string"}, "description": description}


def _objet(description: str, proprietes: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "additionalProperties": False,
        "required": list(proprietes),
        "properties": proprietes,
    }


def _compte(cles: Iterable[str], description: str) -> Schema:
    return _objet(description, {str(c): {"type": "integer", "minimum": 0} for c in cles})


_LIGNE = _entier(
    "Ligne physique du fichier, l'en-tête étant la ligne 1 ; null si tout le fichier est visé.", 1, nullable=True
)
_FICHIER = _texte("Nom du fichier, tel que le banc l'a reçu.")
_VERDICT = {"$ref": "#/$defs/verdict"}


def _definitions() -> Schema:
    verdicts = " ; ".join(f"{v} : {sens}" for v, sens in LEGENDE_VERDICTS.items())
    gravites = " ; ".join(f"{g} : {sens}" for g, sens in LEGENDE_GRAVITES.items())
    provenances = " ; ".join(f"{p} : {sens}" for p, sens in PROVENANCES.items())
    return {
        "verdict": _enum(Verdict, f"Verdict. {verdicts}."),
        "gravite": _enum(Gravite, f"Gravité d'un constat. {gravites}."),
        "partie": _enum(
            Partie, "Opérateur d'immeuble (OI) ou opérateur commercial (OC) ; null si aucun.", nullable=True
        ),
        "flux": _enum(
            Flux, "Flux, par le nom de son onglet dans le classeur ; null s'il n'est pas reconnu.", nullable=True
        ),
        "temoin": _objet("Message rencontré : la preuve d'un verdict.", {"fichier": _FICHIER, "ligne": _LIGNE}),
        "constat": _objet(
            "Un constat.",
            {
                "id": {
                    "type": "string",
                    "pattern": "^c[1-9][0-9]*$",
                    "description": "Repère, le même dans la page HTML.",
                },
                "regle": _texte("Identifiant de la règle, qui dit la faute (par exemple cr_cmd.route_absente)."),
                "gravite": {"$ref": "#/$defs/gravite"},
                "partie": {"$ref": "#/$defs/partie", "description": "Partie en cause ; null si aucune."},
                "fichier": _FICHIER,
                "ligne": _LIGNE,
                "champ": _texte("Colonne ; vide si le constat porte sur une ligne ou un fichier."),
                "section": _texte("Paragraphe du document."),
                "message": _texte("Phrase qui se suffit, sans la valeur observée."),
                "valeur": _texte(
                    "Valeur observée, masquée (•••) si elle est personnelle ; texte du partenaire, hostile."
                ),
                "provenance": _enum(Provenance, f"D'où vient le fait auquel la règle se fie. {provenances}."),
                "flux": {"$ref": "#/$defs/flux"},
                "dossier": _texte("Référence du dossier ; vide si aucun."),
                "occurrences": _entier("Constats identiques que celui-ci représente, lui compris.", 1),
                "ambiguite": _texte("Entrée du registre des ambiguïtés (AMB-nn) dont la lecture décide ; vide sinon."),
            },
        ),
        "lot": _objet(
            "Un fichier.",
            {
                "fichier": _FICHIER,
                "flux": {"$ref": "#/$defs/flux"},
                "version": _texte("Version du protocole que montrent les colonnes ; vide si inconnue."),
                "lignes": _entier("Nombre de lignes de données."),
                "verdict": _VERDICT,
                "sha256": _sha256("Empreinte du fichier."),
                "encodage": _texte("Encodage reconnu."),
                "octets": _entier("Taille en octets."),
                "constats": _entier("Nombre d'éléments de « constats » qui visent ce fichier."),
                "controles": _entier("Nombre de cellules, lignes et fichiers que des règles ont jugés."),
                "ordre": _entier("Rang dans le journal ; null hors journal.", nullable=True),
                "emetteur": {"$ref": "#/$defs/partie"},
                "recepteur": {"$ref": "#/$defs/partie"},
                "instant": _texte("Instant de l'échange (ISO 8601) ; vide hors journal."),
            },
        ),
        "exigence": _objet(
            "Une exigence du document.",
            {
                "id": _texte("Identifiant."),
                "verdict": _VERDICT,
                "temoins": _liste("temoin", "Quelques messages témoins ; sans témoin, pas de « conforme »."),
                "raison": _texte("Pourquoi il n'y a pas de témoin, ou pourquoi le verdict n'est pas conforme."),
                "section": _texte("Paragraphe du document."),
                "partie": _texte("Partie tenue : OI, OC ou les deux."),
                "niveau": _texte("doit, devrait ou peut."),
                "enonce": _texte("Énoncé de l'exigence."),
                "regles": _textes("Règles qui la contrôlent."),
                "constats": _entier("Nombre de constats de ces règles."),
            },
        ),
    }


def _definitions_de_jugement() -> Schema:
    return {
        "etape": _objet(
            "Une flèche du diagramme de séquence, ou un fait hors fichiers (flux null).",
            {
                "ordre": _entier("Rang."),
                "instant": _texte("Instant (ISO 8601)."),
                "emetteur": {"$ref": "#/$defs/partie"},
                "flux": {"$ref": "#/$defs/flux"},
                "texte": _texte("Issue du message, ou phrase qui dit le fait."),
                "fichier": _texte("Fichier du message ; vide pour un fait hors fichiers."),
                "ligne": _LIGNE,
                "dossier": _texte("Référence du dossier."),
            },
        ),
        "interpretation": _objet(
            "Une clause que le texte laisse ouverte et qu'un partenaire a lue autrement que le banc.",
            {
                "id": _texte("Entrée du registre des ambiguïtés (AMB-nn)."),
                "sections": _textes("Paragraphes du document, sans §."),
                "question": _texte("Ce que le texte laisse ouvert."),
                "retenue": _texte("Lecture du banc."),
                "autres": _textes("Autres lectures possibles."),
                "constats": _entier("Nombre de constats qui citent cette entrée.", 1),
            },
        ),
        "attente": _objet(
            "Une phrase du scénario et ce qu'elle est devenue.",
            {
                "texte": _texte("La phrase."),
                "tenue": _booleen("Faux si le message n'est pas venu comme décrit."),
                "temoin": {
                    "oneOf": [{"$ref": "#/$defs/temoin"}, {"type": "null"}],
                    "description": "Message qui en témoigne ; null si aucun.",
                },
                "raison": _texte("Pourquoi elle n'est pas tenue."),
            },
        ),
        "scenario": _objet(
            "Un scénario du catalogue.",
            {
                "id": _texte("Identifiant."),
                "section": _texte("Paragraphe du document."),
                "titre": _texte("Titre."),
                "verdict": _VERDICT,
                "raison": _texte("Explication de tout verdict autre que conforme."),
                "constats": _liste("constat", "Constats du scénario, qui figurent aussi dans la liste générale."),
                "attentes": _liste("attente", "Attentes, dans l'ordre."),
                "etapes": _liste("etape", "Échanges et faits, dans l'ordre."),
            },
        ),
    }


def _identite() -> Schema:
    return _objet(
        "Ce qui a été jugé et par quoi.",
        {
            "commande": _texte("Commande lancée."),
            "harnais": _texte("Version du banc."),
            "classeur": _texte("Nom du classeur de spécification."),
            "classeur_sha256": _sha256("Empreinte du classeur."),
            "classeur_officiel": _booleen("Faux si le classeur est reconstitué (voir reserves)."),
            "journal_sha256": _sha256("Empreinte du journal."),
            "catalogue_sha256": _sha256("Empreinte du catalogue de scénarios."),
            "profil": _texte("Profil bilatéral."),
            "profil_sha256": _sha256("Empreinte du profil."),
            "graine": _texte("Graine du tirage ; vide si aucune."),
            "debut": _texte("Début de la campagne (ISO 8601, horloge de la campagne) ; vide hors campagne."),
        },
    )


def _comptes(jugement: bool) -> Schema:
    proprietes: Schema = {
        "lots": _compte(Verdict, "Fichiers, par verdict."),
        "constats": _compte(Gravite, "Constats, par gravité, occurrences comprises."),
        "non_conformites": _compte([*Partie, "aucune"], "Non-conformités, par partie en cause."),
    }
    proprietes["exigences"] = _compte(Verdict, "Exigences, par verdict.")
    if jugement:
        proprietes["scenarios"] = _compte(Verdict, "Scénarios, par verdict.")
    return _objet("Comptes, les mêmes que dans la page HTML.", proprietes)


def schema(*, jugement: bool) -> Schema:
    """Schema of the JSON of `jouer` and `juger`, or of `verifier` (draft 2020-12)."""
    nature = "jugement" if jugement else "verification"
    proprietes: Schema = {
        "nature": {"const": nature, "description": "Nature du rapport."},
        "version_schema": {"const": VERSION_SCHEMA, "description": "Version de cette forme."},
        "verdict": _VERDICT,
        "code_sortie": {"enum": [0, 1, 2, 3], "description": "Code de sortie de la commande."},
        "phrase": _texte("Le verdict en une phrase."),
        "reserves": {**_textes("Ce qu'il faut savoir avant de se fier au verdict."), "minItems": 1},
        "donnees_en_clair": _booleen("Vrai si les données personnelles ne sont pas masquées."),
        "identite": _identite(),
        "comptes": _comptes(jugement),
        "lots": _liste("lot", "Fichiers jugés."),
        "constats": _liste("constat", "Tous les constats."),
    }
    if jugement:
        proprietes["interpretations"] = _liste("interpretation", "Clauses ambiguës lues autrement, une fois chacune.")
        proprietes["scenarios"] = _liste("scenario", "Scénarios du catalogue.")
    proprietes["exigences"] = _liste("exigence", "Exigences du document.")
    titre = "Rapport de jouer et juger" if jugement else "Rapport de verifier"
    racine = _objet("Rapport du banc de conformité Accès FTTH 1.2, pour les machines.", proprietes)
    definitions = _definitions() | (_definitions_de_jugement() if jugement else {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:interop-acces:schema:{nature}:{VERSION_SCHEMA}",
        "title": titre,
        **racine,
        "$defs": definitions,
    }


def ecrit_schemas(dossier: Path) -> list[Path]:
    """Write the schemas in a folder and return their paths."""
    chemins = [dossier / nom for nom in schemas()]
    for chemin, texte in zip(chemins, schemas().values(), strict=True):
        chemin.write_text(texte, encoding="utf-8", newline="\n")
    return chemins


def schemas() -> dict[str, str]:
    """Text of each file of `docs/schema`, by name."""
    return {
        f"{nature}.schema.json": json.dumps(schema(jugement=nature == "jugement"), ensure_ascii=False, indent=2) + "\n"
        for nature in ("verification", "jugement")
    }
