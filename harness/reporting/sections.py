"""Titles of the document's sections, short, so that a report can be read without the document at hand."""

from __future__ import annotations

from collections.abc import Mapping

TITRES: Mapping[str, str] = {
    "1": "Objet du document",
    "1.2": "Documents de référence",
    "2": "Principes",
    "2.1": "Commander un accès sur un immeuble mutualisé",
    "2.2": "Objectif et contenu du protocole",
    "2.3": "Formats des échanges",
    "2.4": "Commandes avec ou sans pose de prise",
    "2.5": "Modèles de raccordement",
    "2.6": "Prérequis à la commande",
    "2.7": "Fibre dédiée",
    "3": "Fichiers",
    "3.1": "Commande d'accès",
    "3.2": "Accusé de réception de commande",
    "3.3": "Compte-rendu de commande",
    "3.4": "Commande de construction de PTO (STOC)",
    "3.5": "Compte-rendu de construction de PTO (STOC)",
    "3.6": "Compte-rendu de mise à disposition",
    "3.7": "Notification de raccordement en échec",
    "3.8": "Compte-rendu de mise en service",
    "3.9": "Notification de reprovisionnement",
    "3.10": "Notification d'écrasement",
    "3.11": "Échange de messages",
    "3.12": "Annulation de commande",
    "3.13": "Compte-rendu d'annulation",
    "3.14": "Rendez-vous",
    "3.14.1": "Demande de rendez-vous",
    "3.14.2": "Réponse à la demande de rendez-vous",
    "3.14.3": "Annulation de rendez-vous",
    "3.14.4": "Gel et dégel de rendez-vous",
    "3.14.5": "Modification de rendez-vous",
    "4": "Commande en mode OI",
    "4.1": "Mode OI, PTO à construire",
    "4.1.1": "Cas nominal",
    "4.1.2": "AR KO",
    "4.1.3": "CR de commande KO",
    "4.1.4": "CR MAD KO",
    "4.1.5": "Changement de route optique",
    "4.1.6": "Échec de mise en service",
    "4.1.7": "Échec de pose de la PTO",
    "4.2": "Mode OI, PTO construite et identifiée",
    "4.2.1": "Cas nominal",
    "4.2.2": "AR KO",
    "4.2.3": "CR de commande KO",
    "4.2.4": "CR MAD KO",
    "4.2.5": "Changement de route optique",
    "4.2.6": "Échec de mise en service",
    "4.3": "Mode OI, PTO construite non identifiée",
    "4.3.1": "Cas nominal",
    "4.3.2": "AR KO",
    "4.3.3": "CR de commande KO",
    "4.3.4": "CR MAD KO",
    "4.3.5": "Échec de mise en service",
    "5": "Commande en mode STOC",
    "5.1": "Mode STOC, PTO à construire",
    "5.1.1": "Cas nominal",
    "5.1.2": "AR KO",
    "5.1.3": "CR de commande KO",
    "5.1.4": "Changement de route optique",
    "5.1.5": "CR STOC KO",
    "5.1.6": "CR MAD KO",
    "5.1.7": "Échec de mise en service",
    "5.1.8": "Échec de construction à cause de l'OI",
    "5.2": "Mode STOC, PTO construite et identifiée",
    "5.2.1": "Cas nominal",
    "5.2.2": "AR KO",
    "5.2.3": "CR de commande KO",
    "5.2.4": "CR MAD KO",
    "5.2.5": "Changement de route optique",
    "5.2.6": "Échec de mise en service",
    "5.3": "Mode STOC, PTO construite non identifiée",
    "5.3.1": "Cas nominal",
    "5.3.2": "AR KO",
    "5.3.3": "CR de commande KO",
    "5.3.4": "CR MAD KO",
    "5.3.5": "Échec de mise en service",
    "6": "Commande en mode OC",
    "6.1": "Mode OC, PTO à construire",
    "6.1.1": "Cas nominal",
    "6.1.2": "AR KO",
    "6.1.3": "CR de commande KO",
    "6.1.4": "Changement de route optique",
    "6.1.5": "Échec de mise en service",
    "6.2": "Mode OC, PTO construite et identifiée",
    "6.2.1": "Cas nominal",
    "6.2.2": "AR KO",
    "6.2.3": "CR de commande KO",
    "6.2.4": "Changement de route optique",
    "6.2.5": "Échec de mise en service",
    "6.3": "Mode OC, PTO construite non identifiée",
    "6.3.1": "Cas nominal",
    "6.3.2": "AR KO",
    "6.3.3": "CR de commande KO",
    "6.3.4": "Échec de mise en service",
    "7": "Cas non nominaux",
    "7.1": "Prise différente de l'annonce",
    "7.1.1": "PTO annoncée, absente à l'installation",
    "7.1.2": "Numéro de PTO erroné",
    "7.1.3": "PTO non identifiée, absente",
    "7.1.4": "PTO à construire, déjà posée",
    "7.2": "Saturation « virtuelle »",
    "7.2.1": "Contexte",
    "7.2.2": "Deux solutions",
    "annexe": "Exemples de CR de commande en cas HOTLINE",
}


def numero(section: str) -> str:
    """A section as its number alone: « 3.3 » from « §3.3 », « annexe » from « Annexe »."""
    return section.strip().lstrip("§").casefold()


def chapitre(section: str) -> str:
    """First number of a section: « 5 » from « §5.1.4 »."""
    return numero(section).split(".", 1)[0]


def titre_de_section(section: str) -> str:
    """Title of a section, or of the nearest section that holds it; "" when the document has no such section."""
    cherche = numero(section)
    while cherche and cherche not in TITRES:
        cherche = cherche.rpartition(".")[0]
    return TITRES.get(cherche, "")


def cle_de_tri(section: str) -> tuple[tuple[int, str], ...]:
    """Sorts sections as the document orders them: 3.9 before 3.10, the appendix last."""
    return tuple((int(n), "") if n.isdecimal() else (10**6, n) for n in numero(section).split("."))
