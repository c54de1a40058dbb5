"""What a judgement is made of: findings, witnesses, verdicts. Values only, no rule and no I/O here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from harness.protocol.ambiguites import Ambiguite
from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux, Partie


class Verdict(StrEnum):
    """Of a requirement, a scenario, a lot or a run. Never a percentage."""

    CONFORME = "conforme"
    NON_CONFORME = "non_conforme"
    ECART_CONNU = "ecart_connu"
    NON_CONCLUANT = "non_concluant"
    NON_EXERCE = "non_exerce"
    SANS_OBJET = "sans_objet"
    ERREUR_BANC = "erreur_banc"


class Gravite(StrEnum):
    """Of one finding. Only NON_CONFORME condemns; ECART_CONNU is a breach that the profile admits for now."""

    __hash__ = str.__hash__  # findings are hashed by thousands: no call in Python

    NON_CONFORME = "non_conforme"
    ECART_CONNU = "ecart_connu"
    AVERTISSEMENT = "avertissement"
    INTERPRETATION = "interpretation"
    INFORMATION = "information"


CODES_SORTIE: Mapping[Verdict, int] = {
    Verdict.CONFORME: 0,
    Verdict.ECART_CONNU: 0,
    Verdict.NON_CONFORME: 1,
    Verdict.ERREUR_BANC: 2,
    Verdict.NON_CONCLUANT: 3,
    Verdict.NON_EXERCE: 3,
    Verdict.SANS_OBJET: 3,
}
"""Exit code of a run by its verdict. Usage and set-up errors are 2 as well."""


@dataclass(frozen=True, slots=True)
class Temoin:
    """A message that a rule met: the proof that a « conforme » is not empty. `ligne` is physical, header = 1."""

    fichier: str
    ligne: int | None = None


@dataclass(frozen=True, slots=True)
class Constat:
    """One finding. `message` is a French sentence without the observed cell, which is in `valeur`.

    `partie` is the party at fault, None when nobody is (harness, provoked fault, information on the set-up).
    `ligne` counts physical lines of the file, header = 1; None for a finding on the whole file.
    `occurrences` > 1 stands for further identical findings of the same file that were counted, not listed.
    `sujet` tells what a finding on a conversation is about: model, situation, outcome, state... joined by `+`.
    `ambiguite` is the entry of the register of ambiguities (AMB-nn) whose reading decides, "" when the text is clear.
    `admis` is why a known breach is admitted for now, as the profile says it; "" for any other severity.
    """

    regle: str
    gravite: Gravite
    partie: Partie | None
    fichier: str
    ligne: int | None
    champ: str
    section: str
    message: str
    provenance: Provenance
    valeur: str = ""
    flux: Flux | None = None
    dossier: str = ""
    occurrences: int = 1
    sujet: str = ""
    ambiguite: str = ""
    admis: str = ""

    def ailleurs(self, ligne: int, valeur: str, dossier: str) -> Constat:
        """The same finding of form on another line: built at once, since there may be thousands."""
        return Constat(
            self.regle, self.gravite, self.partie, self.fichier, ligne, self.champ, self.section, self.message,
            self.provenance, valeur, self.flux, dossier,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exercice:
    """How many times a rule met something to judge on one column (or line, or file: `champ` empty).

    For a rule of conversation, `champ` is the subject: model, situation, outcome, state... joined by `+`.
    """

    regle: str
    flux: Flux | None
    champ: str
    nombre: int
    temoin: Temoin


@dataclass(frozen=True, slots=True)
class ResultatLot:
    """One file, judged on its form. `version` is the protocol version its columns show, "" when unknown.

    `ordre`, `emetteur`, `recepteur` and `instant` (ISO 8601) come from the journal; None or "" outside one.
    """

    fichier: str
    flux: Flux | None
    version: str
    lignes: int
    verdict: Verdict
    sha256: str
    constats: tuple[Constat, ...] = ()
    exercices: tuple[Exercice, ...] = ()
    encodage: str = ""
    octets: int = 0
    ordre: int | None = None
    emetteur: Partie | None = None
    recepteur: Partie | None = None
    instant: str = ""


@dataclass(frozen=True, slots=True)
class Etape:
    """One arrow of a sequence diagram: a line that was exchanged, or an event off the wire (`flux` None).

    `texte` is the outcome of a message ("OK", "KO", "CHAUD"...) or the sentence of an event.
    """

    ordre: int
    instant: str
    emetteur: Partie | None
    flux: Flux | None
    texte: str
    fichier: str = ""
    ligne: int | None = None
    dossier: str = ""


@dataclass(frozen=True, slots=True)
class Attente:
    """One sentence of a scenario and what became of it: `tenue` False when the message never came as described."""

    texte: str
    tenue: bool
    temoin: Temoin | None = None
    raison: str = ""


@dataclass(frozen=True, slots=True)
class ResultatScenario:
    """One scenario of the catalogue, as a run left it. `raison` explains any verdict but « conforme »."""

    id: str
    section: str
    titre: str
    verdict: Verdict
    raison: str = ""
    constats: tuple[Constat, ...] = ()
    etapes: tuple[Etape, ...] = ()
    attentes: tuple[Attente, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultatExigence:
    """One normative statement of the document: verdict, witnesses (a few), and why when there is none."""

    id: str
    section: str
    partie: str
    niveau: str
    enonce: str
    verdict: Verdict
    temoins: tuple[Temoin, ...] = ()
    raison: str = ""
    regles: tuple[str, ...] = ()
    constats: int = 0


class EtatEcart(StrEnum):
    """What became of a known breach: it happened, it is gone, its time is over, or nothing tells."""

    CONSTATE = "constate"
    DISPARU = "disparu"
    EXPIRE = "expire"
    NON_RENCONTRE = "non_rencontre"


@dataclass(frozen=True, slots=True)
class EcartConnu:
    """A breach that a profile admits. `scenario` or `champ` "" is any; dates are ISO 8601, `jusqu_au` "" is for ever.

    `etat` and `constats`, how many findings it covers, are what a judgement made of it.
    """

    regle: str
    scenario: str
    raison: str
    date: str
    jusqu_au: str = ""
    champ: str = ""
    etat: EtatEcart = EtatEcart.NON_RENCONTRE
    constats: int = 0


@dataclass(frozen=True, slots=True)
class Identite:
    """What was judged by what: enough to tell two reports apart and to play the run again. Hashes are SHA-256."""

    commande: str
    harnais: str
    classeur: str
    classeur_sha256: str
    classeur_officiel: bool
    journal_sha256: str = ""
    catalogue_sha256: str = ""
    profil: str = ""
    profil_sha256: str = ""
    graine: str = ""
    debut: str = ""


@dataclass(frozen=True, slots=True)
class VueLot:
    """The text of one file, for the report: header and lines as cells. `tronquee` when lines were left out.

    `lignes` maps the physical line number to its cells; lines that could not be split have one cell.
    """

    fichier: str
    entete: tuple[str, ...]
    lignes: Mapping[int, tuple[str, ...]]
    tronquee: bool = False


@dataclass(frozen=True, slots=True)
class Resultats:
    """A whole judgement, ready for any report. `avis` are sentences on the run itself (a recovered journal...).

    `ambiguites` are the entries of the register that its interpretations cite, in the order of the register. `ecarts`
    are the known breaches of the profile, in its order. `inacheve`: the run was cut, scenarios may be missing.
    """

    identite: Identite
    verdict: Verdict
    phrase: str
    lots: tuple[ResultatLot, ...] = ()
    constats: tuple[Constat, ...] = ()
    scenarios: tuple[ResultatScenario, ...] = ()
    exigences: tuple[ResultatExigence, ...] = ()
    vues: tuple[VueLot, ...] = ()
    avis: tuple[str, ...] = field(default=())
    ambiguites: tuple[Ambiguite, ...] = ()
    ecarts: tuple[EcartConnu, ...] = ()
    inacheve: bool = False


def verdict_des_constats(constats: Iterable[Constat], exerce: bool) -> Verdict:
    """Verdict of something that was judged: a breach condemns, nothing met is « non exercé »."""
    gravites = {c.gravite for c in constats}
    if Gravite.NON_CONFORME in gravites:
        return Verdict.NON_CONFORME
    if Gravite.ECART_CONNU in gravites:
        return Verdict.ECART_CONNU
    return Verdict.CONFORME if exerce else Verdict.NON_EXERCE


_GRAVITE_DES_VERDICTS = (
    Verdict.NON_CONFORME,
    Verdict.ERREUR_BANC,
    Verdict.NON_CONCLUANT,
    Verdict.NON_EXERCE,
    Verdict.ECART_CONNU,
    Verdict.CONFORME,
    Verdict.SANS_OBJET,
)


def reduit(verdicts: Iterable[Verdict]) -> Verdict:
    """Verdict of a whole from its parts: a proven breach is never hidden, an empty whole is never green.

    Order: non conforme, erreur du banc, non concluant, non exercé, écart connu, conforme, sans objet.
    """
    presents = set(verdicts)
    for verdict in _GRAVITE_DES_VERDICTS:
        if verdict in presents:
            return verdict
    return Verdict.NON_EXERCE
