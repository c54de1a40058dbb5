"""JSON schemas of the machine reports, generated: enums and keys come from the code that writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from harness.judge.results import EtatEcart, Gravite, Verdict
from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux, Partie
from harness.reporting import schema_catalogue
from harness.reporting.donnees import VERSION_SCHEMA
from harness.reporting.phrases import ETATS_ECART, LEGENDE_GRAVITES, LEGENDE_VERDICTS, PROVENANCES
from harness.reporting.schema_mots import Schema, booleen, entier, enum, liste_de, objet, sha256, texte, textes


def _compte(cles: Iterable[str], description: str) -> Schema:
    return objet(description, {str(c): {"type": "integer", "minimum": 0} for c in cles})


_LIGNE = entier(
    "Ligne physique du fichier, l'en-tête étant la ligne 1 ; null si tout le fichier est visé.", 1, nullable=True
)
_FICHIER = texte("Nom du fichier, tel que le banc l'a reçu.")
_VERDICT = {"$ref": "#/$defs/verdict"}


def _definitions() -> Schema:
    verdicts = " ; ".join(f"{v} : {sens}" for v, sens in LEGENDE_VERDICTS.items())
    gravites = " ; ".join(f"{g} : {sens}" for g, sens in LEGENDE_GRAVITES.items())
    provenances = " ; ".join(f"{p} : {sens}" for p, sens in PROVENANCES.items())
    return {
        "verdict": enum(Verdict, f"Verdict. {verdicts}."),
        "gravite": enum(Gravite, f"Gravité d'un constat. {gravites}."),
        "partie": enum(
            Partie, "Opérateur d'immeuble (OI) ou opérateur commercial (OC) ; null si aucun.", nullable=True
        ),
        "flux": enum(
            Flux, "Flux, par le nom de son onglet dans le classeur ; null s'il n'est pas reconnu.", nullable=True
        ),
        "temoin": objet("Message rencontré : la preuve d'un verdict.", {"fichier": _FICHIER, "ligne": _LIGNE}),
        "constat": objet(
            "Un constat.",
            {
                "id": {
                    "type": "string",
                    "pattern": "^c[1-9][0-9]*$",
                    "description": "Repère, le même dans la page HTML.",
                },
                "regle": texte("Identifiant de la règle, qui dit la faute (par exemple cr_cmd.route_absente)."),
                "gravite": {"$ref": "#/$defs/gravite"},
                "partie": {"$ref": "#/$defs/partie", "description": "Partie en cause ; null si aucune."},
                "fichier": _FICHIER,
                "ligne": _LIGNE,
                "champ": texte("Colonne ; vide si le constat porte sur une ligne ou un fichier."),
                "section": texte("Paragraphe du document."),
                "message": texte("Phrase qui se suffit, sans la valeur observée."),
                "valeur": texte(
                    "Valeur observée, masquée (•••) si elle est personnelle ; texte du partenaire, hostile."
                ),
                "provenance": enum(Provenance, f"D'où vient le fait auquel la règle se fie. {provenances}."),
                "flux": {"$ref": "#/$defs/flux"},
                "dossier": texte("Référence du dossier ; vide si aucun."),
                "occurrences": entier("Constats identiques que celui-ci représente, lui compris.", 1),
                "ambiguite": texte("Entrée du registre des ambiguïtés (AMB-nn) dont la lecture décide ; vide sinon."),
                "admis": texte("Raison que le profil donne à un écart connu ; vide sinon."),
            },
        ),
        "lot": objet(
            "Un fichier.",
            {
                "fichier": _FICHIER,
                "flux": {"$ref": "#/$defs/flux"},
                "version": texte(
                    "Version du protocole que montrent les colonnes, après « sans doute » si leur nombre seul la dit ; "
                    "vide si inconnue."
                ),
                "lignes": entier("Nombre de lignes de données."),
                "verdict": _VERDICT,
                "sha256": sha256("Empreinte du fichier."),
                "encodage": texte("Encodage reconnu, vide quand ce n'est pas du texte."),
                "octets": entier("Taille en octets."),
                "constats": entier("Nombre d'éléments de « constats » qui visent ce fichier."),
                "controles": entier("Nombre de cellules, lignes et fichiers que des règles ont jugés."),
                "ordre": entier("Rang dans le journal ; null hors journal.", nullable=True),
                "emetteur": {"$ref": "#/$defs/partie"},
                "recepteur": {"$ref": "#/$defs/partie"},
                "instant": texte("Instant de l'échange (ISO 8601) ; vide hors journal."),
            },
        ),
        "exigence": objet(
            "Une exigence du document.",
            {
                "id": texte("Identifiant."),
                "verdict": _VERDICT,
                "temoins": liste_de("temoin", "Quelques messages témoins ; sans témoin, pas de « conforme »."),
                "raison": texte("Pourquoi il n'y a pas de témoin, ou pourquoi le verdict n'est pas conforme."),
                "section": texte("Paragraphe du document."),
                "partie": texte("Partie tenue : OI, OC ou les deux."),
                "niveau": texte("doit, devrait ou peut."),
                "enonce": texte("Énoncé de l'exigence."),
                "regles": textes("Règles qui la contrôlent."),
                "constats": entier("Nombre de constats de ces règles."),
            },
        ),
    }


def _definitions_de_jugement() -> Schema:
    etats = " ; ".join(f"{e} : {sens}" for e, sens in ETATS_ECART.items())
    return {
        "etape": objet(
            "Une flèche du diagramme de séquence, ou un fait hors fichiers (flux null).",
            {
                "ordre": entier("Rang."),
                "instant": texte("Instant (ISO 8601)."),
                "emetteur": {"$ref": "#/$defs/partie"},
                "flux": {"$ref": "#/$defs/flux"},
                "texte": texte("Issue du message, ou phrase qui dit le fait."),
                "fichier": texte("Fichier du message ; vide pour un fait hors fichiers."),
                "ligne": _LIGNE,
                "dossier": texte("Référence du dossier."),
            },
        ),
        "interpretation": objet(
            "Une clause que le texte laisse ouverte et qu'un partenaire a lue autrement que le banc.",
            {
                "id": texte("Entrée du registre des ambiguïtés (AMB-nn)."),
                "sections": textes("Paragraphes du document, sans §."),
                "question": texte("Ce que le texte laisse ouvert."),
                "retenue": texte("Lecture du banc."),
                "autres": textes("Autres lectures possibles."),
                "constats": entier("Nombre de constats qui citent cette entrée.", 1),
            },
        ),
        "ecart_connu": objet(
            "Un écart que le profil admet pour l'instant, et ce qu'il est devenu.",
            {
                "regle": texte("Règle enfreinte."),
                "scenario": texte("Scénario où elle l'est ; vide, tous."),
                "champ": texte("Colonne où elle l'est ; vide, toutes."),
                "raison": texte("Pourquoi il est admis."),
                "date": texte("Date à laquelle il a été admis (AAAA-MM-JJ)."),
                "jusqu_au": {
                    "type": ["string", "null"],
                    "description": "Dernier jour où il est admis (AAAA-MM-JJ) ; null sans limite.",
                },
                "etat": enum(EtatEcart, f"Ce qu'il est devenu. {etats}."),
                "constats": entier("Nombre de constats qu'il couvre, occurrences comprises."),
            },
        ),
        "attente": objet(
            "Une phrase du scénario et ce qu'elle est devenue.",
            {
                "texte": texte("La phrase."),
                "tenue": booleen("Faux si le message n'est pas venu comme décrit."),
                "temoin": {
                    "oneOf": [{"$ref": "#/$defs/temoin"}, {"type": "null"}],
                    "description": "Message qui en témoigne ; null si aucun.",
                },
                "raison": texte("Pourquoi elle n'est pas tenue."),
            },
        ),
        "scenario": objet(
            "Un scénario du catalogue.",
            {
                "id": texte("Identifiant."),
                "section": texte("Paragraphe du document."),
                "titre": texte("Titre."),
                "verdict": _VERDICT,
                "raison": texte("Explication de tout verdict autre que conforme."),
                "constats": liste_de("constat", "Constats du scénario, qui figurent aussi dans la liste générale."),
                "attentes": liste_de("attente", "Attentes, dans l'ordre."),
                "etapes": liste_de("etape", "Échanges et faits, dans l'ordre."),
            },
        ),
    }


def _identite() -> Schema:
    return objet(
        "Ce qui a été jugé et par quoi.",
        {
            "commande": texte("Commande lancée."),
            "harnais": texte("Version du banc."),
            "classeur": texte("Nom du classeur de spécification."),
            "classeur_sha256": sha256("Empreinte du classeur."),
            "classeur_officiel": booleen("Faux si le classeur est reconstitué (voir reserves)."),
            "journal_sha256": sha256("Empreinte du journal."),
            "catalogue_sha256": sha256("Empreinte du catalogue de scénarios."),
            "profil": texte("Profil bilatéral."),
            "profil_sha256": sha256("Empreinte du profil."),
            "graine": texte("Graine du tirage ; vide si aucune."),
            "debut": texte("Début de la campagne (ISO 8601, horloge de la campagne) ; vide hors campagne."),
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
    return objet("Comptes, les mêmes que dans la page HTML.", proprietes)


def schema(*, jugement: bool) -> Schema:
    """Schema of the JSON of `jouer` and `juger`, or of `verifier` (draft 2020-12)."""
    nature = "jugement" if jugement else "verification"
    proprietes: Schema = {
        "nature": {"const": nature, "description": "Nature du rapport."},
        "version_schema": {"const": VERSION_SCHEMA, "description": "Version de cette forme."},
        "verdict": _VERDICT,
        "code_sortie": {"enum": [0, 1, 2, 3], "description": "Code de sortie de la commande."},
        "phrase": texte("Le verdict en une phrase."),
        "reserves": {**textes("Ce qu'il faut savoir avant de se fier au verdict."), "minItems": 1},
        "donnees_en_clair": booleen("Vrai si les données personnelles ne sont pas masquées."),
        "identite": _identite(),
        "comptes": _comptes(jugement),
        "lots": liste_de("lot", "Fichiers jugés."),
        "constats": liste_de("constat", "Tous les constats."),
    }
    if jugement:
        proprietes["ecarts_connus"] = liste_de("ecart_connu", "Écarts connus du profil, dans son ordre.")
        proprietes["interpretations"] = liste_de("interpretation", "Clauses ambiguës lues autrement, une fois chacune.")
        proprietes["scenarios"] = liste_de("scenario", "Scénarios du catalogue.")
    proprietes["exigences"] = liste_de("exigence", "Exigences du document.")
    titre = "Rapport de jouer et juger" if jugement else "Rapport de verifier"
    racine = objet("Rapport du banc de conformité Accès FTTH 1.2, pour les machines.", proprietes)
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
    textes_ = schemas()
    for nom, contenu in textes_.items():
        (dossier / nom).write_text(contenu, encoding="utf-8", newline="\n")
    return [dossier / nom for nom in textes_]


def schemas() -> dict[str, str]:
    """Text of each file of `docs/schema`, by name."""
    tous = {
        "verification": schema(jugement=False),
        "jugement": schema(jugement=True),
        "catalogue": schema_catalogue.catalogue(),
        "ambiguites": schema_catalogue.ambiguites(),
    }
    return {f"{nom}.schema.json": json.dumps(s, ensure_ascii=False, indent=2) + "\n" for nom, s in tous.items()}
