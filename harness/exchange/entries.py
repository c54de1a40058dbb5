"""The entries of a journal: what can be said of a campaign, one frozen value a line (see `exchange.journal`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import ClassVar

from harness.exchange.instants import est_un_instant
from harness.protocol.lifecycle import Issue
from harness.protocol.terms import Flux, Partie
from harness.records import Incomplet, Lecteurs, construit, suite

Instant = str
"""French legal time, ISO 8601 to the second; "" when nobody knows it."""

VERSION = 1
"""Of the format below. A reader refuses any other."""

REMARQUE = "remarque"
"""Nature of an `EntreeFait` that speaks of the journal itself: whoever reads its judgement must know it."""


CONTRAT = "contrat"
"""Nature of an `EntreeFait` that changes terms of the contract until the end of its scenario: name -> value."""


@dataclass(frozen=True, slots=True)
class Entete:
    """First entry: by what and for whom the campaign is run. `operateurs` maps an operator code to its party.

    `simules` are the parties that the harness plays; `debut` is the instant of the first scenario. `delais` are the
    contractual delays of those it does not play, as the profile names and writes them. `reprise` is what it takes to go
    on after an interruption: the options of the command, by name.
    """

    TYPE: ClassVar[str] = "entete"
    version: int
    harnais: str
    commande: str
    graine: str
    debut: Instant
    classeur: str
    classeur_sha256: str
    classeur_officiel: bool
    catalogue_sha256: str
    profil: Mapping[str, str]
    profil_sha256: str
    operateurs: Mapping[str, str]
    simules: tuple[Partie, ...]
    delais: Mapping[str, str] = field(default_factory=dict)
    reprise: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntreeScenario:
    """A scenario begins or ends. `arret` says why it ended early: "attente" (what was described never came), "banc", or
    "sans objet" (the profile rules it out).

    `raison` is then the French sentence; "banc" is our own failure and never a partner's.
    """

    TYPE: ClassVar[str] = "scenario"
    phase: str
    id: str
    section: str
    titre: str
    instant: Instant
    arret: str = ""
    raison: str = ""


@dataclass(frozen=True, slots=True)
class EntreeDossier:
    """An order belongs to a scenario. `nom` tells apart the orders of one scenario ("" when there is one).

    One name has several entries when several keys lead to it: the order's, its appointments' (§3.14), "" for lines
    that have none.
    """

    TYPE: ClassVar[str] = "dossier"
    scenario: str
    reference: str
    nom: str = ""


@dataclass(frozen=True, slots=True)
class EntreeLot:
    """One file, exchanged. `fichier` is its name under `lots/`, `nom_origine` the name its sender gave it.

    `jeton` is what the transport knows the delivery of a received file by.
    """

    TYPE: ClassVar[str] = "lot"
    ordre: int
    fichier: str
    nom_origine: str
    emetteur: Partie
    recepteur: Partie
    de: str
    a: str
    instant: Instant
    sha256: str
    octets: int
    jeton: str = ""


@dataclass(frozen=True, slots=True)
class EntreeReception:
    """The other party read a lot. A lot without one was read nobody knows when: sent and received may cross."""

    TYPE: ClassVar[str] = "reception"
    ordre: int
    instant: Instant


@dataclass(frozen=True, slots=True)
class EntreeFait:
    """Something that happened off the wire: in the field, on the phone, in the OI's appointment tool."""

    TYPE: ClassVar[str] = "fait"
    instant: Instant
    partie: Partie | None
    nature: str
    texte: str
    dossier: str = ""
    donnees: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntreeAttente:
    """One sentence of the catalogue about the wire: who sends what, with which outcome and which cells.

    `dossier` is the name of the order within the scenario, as in `EntreeDossier.nom`; `issue` AUCUNE when not told.
    `aucun` when the sentence is that no such message comes.
    """

    TYPE: ClassVar[str] = "attente"
    scenario: str
    phrase: str
    emetteur: Partie
    flux: Flux
    issue: Issue
    champs: Mapping[str, str]
    instant: Instant
    dossier: str = ""
    aucun: bool = False


@dataclass(frozen=True, slots=True)
class EntreeEtat:
    """One sentence of the catalogue about where an order, or its appointment, stands; `etat` is its last word."""

    TYPE: ClassVar[str] = "attente_etat"
    scenario: str
    phrase: str
    etat: str
    instant: Instant
    dossier: str = ""


@dataclass(frozen=True, slots=True)
class EntreeFaute:
    """A fault that the scenario asks a simulated party to make in the next message: never held against it."""

    TYPE: ClassVar[str] = "faute_provoquee"
    partie: Partie
    flux: Flux
    champ: str
    dossier: str
    texte: str


@dataclass(frozen=True, slots=True)
class EntreeDepose:
    """A lot of ours is in the exchange since an instant: it must not be left there again."""

    TYPE: ClassVar[str] = "depose"
    ordre: int
    instant: Instant


@dataclass(frozen=True, slots=True)
class EntreeEvenement:
    """What the time decided, so that a run can be played again: an act that was due, a wait that came to its end.

    `quoi` is "acte", "releve", "limite" or "sans réponse", `sujet` the operator or the question it is about. "reprise"
    is no decision: the campaign was down until then, and saw nothing of what the partner did meanwhile.
    """

    TYPE: ClassVar[str] = "evenement"
    instant: Instant
    quoi: str
    sujet: str = ""


REPRISE = "reprise"


@dataclass(frozen=True, slots=True)
class EntreeAttestation:
    """What somebody answered about what no file shows. `question` identifies what was asked, `texte` is its words."""

    TYPE: ClassVar[str] = "attestation"
    instant: Instant
    question: str
    texte: str
    reponse: str
    auteur: str
    donnees: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntreeFin:
    """Last entry of a campaign that ran to its end."""

    TYPE: ClassVar[str] = "fin"
    instant: Instant


Entree = (
    EntreeScenario
    | EntreeDossier
    | EntreeLot
    | EntreeReception
    | EntreeFait
    | EntreeAttente
    | EntreeEtat
    | EntreeFaute
    | EntreeDepose
    | EntreeEvenement
    | EntreeAttestation
    | EntreeFin
)

_TYPES: dict[str, type[Entete | Entree]] = {
    t.TYPE: t
    for t in (
        Entete,
        EntreeScenario,
        EntreeDossier,
        EntreeLot,
        EntreeReception,
        EntreeFait,
        EntreeAttente,
        EntreeEtat,
        EntreeFaute,
        EntreeDepose,
        EntreeEvenement,
        EntreeAttestation,
        EntreeFin,
    )
}


def ecrit_entree(entree: Entete | Entree) -> str:
    """One entry as its line of JSON, `type` first, without the line break."""
    contenu: dict[str, object] = {"type": entree.TYPE}
    for f in fields(entree):
        valeur = getattr(entree, f.name)
        contenu[f.name] = dict(valeur) if isinstance(valeur, Mapping) else valeur
    return json.dumps(contenu, ensure_ascii=False, separators=(",", ":"))


def lit_entree(ligne: str) -> Entete | Entree:
    """Read one line back. Raises ValueError with a French reason on anything that `ecrit_entree` would not write."""
    try:
        contenu = json.loads(ligne)
    except (ValueError, RecursionError):
        raise ValueError("la ligne n'est pas du JSON") from None
    if not isinstance(contenu, dict):
        raise ValueError("la ligne n'est pas un objet JSON")
    nature = contenu.pop("type", None)
    if not isinstance(nature, str) or nature not in _TYPES:
        raise ValueError(f"type d'entrée inconnu : {nature!r}")
    try:
        return construit(_TYPES[nature], contenu, _LECTEURS)
    except ValueError as e:
        raise ValueError(f"entrée « {nature} » : {e}") from None


def _instant(brut: object) -> Instant:
    if not isinstance(brut, str):
        raise TypeError
    if brut and not est_un_instant(brut):
        raise Incomplet("un instant tel que 2026-01-05T09:30:00 est attendu")
    return brut


_LECTEURS: Lecteurs = {
    "Instant": _instant,
    "Partie": Partie,
    "Partie | None": lambda brut: None if brut is None else Partie(brut),
    "Flux": Flux,
    "Issue": Issue,
    "tuple[Partie, ...]": suite(Partie),
}
