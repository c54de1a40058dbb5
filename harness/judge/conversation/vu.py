"""What a rule of conversation says of a message, and the words by which requirements select it."""

from __future__ import annotations

from dataclasses import dataclass

from harness.exchange.messages import Message
from harness.judge.conversation.walk import Suite
from harness.judge.results import Gravite
from harness.protocol.lifecycle import Etat, Issue
from harness.protocol.spec import Provenance
from harness.protocol.terms import Partie

_ISSUES: dict[Issue, tuple[str, ...]] = {
    Issue.AUCUNE: (),
    Issue.INCONNUE: (),
    Issue.KO_A_POSER: ("KO", "à poser"),
    Issue.KO_POSEE: ("KO", "en place"),
}

DEPUIS = "depuis "
"""Before the state that a message found, to tell it from the state it leads to."""

CROISE = "croisé"
"""The message crossed another in flight."""

MEME_ROUTE, NOUVELLE_ROUTE = "même route", "nouvelle route"
"""What a Notif_Reprov gives."""

ROUTE_REDONNEE = "route redonnée"
"""A route that another order holds, in a case of virtual saturation."""

MONO, MULTI = "mono-fibre", "multi-fibre"
"""How many blocks a route fills: one, or more."""

DEMANDE, REPORT, APRES_REFUS, APRES_COMMANDE = "demande", "report", "après un refus", "après la commande"
"""About an appointment: the first request, a change, after a refusal, once the order is passed."""

SEULE, GROUPEE = "seule", "groupée"
"""Whether the line of a message is the only one of its lot."""

MOTS: frozenset[str] = frozenset(
    {
        CROISE,
        ROUTE_REDONNEE,
        MEME_ROUTE,
        NOUVELLE_ROUTE,
        MONO,
        MULTI,
        SEULE,
        GROUPEE,
        DEMANDE,
        REPORT,
        APRES_REFUS,
        APRES_COMMANDE,
    }
)
"""The words that rules put in the subject of their own, beside `DEPUIS` and the § of a line of the lifecycle."""


@dataclass(frozen=True, slots=True)
class Vu:
    """A message that a rule judged. `attendu` says what was expected when it is not kept, in French.

    `etat` is the state of the order that the rule is about, None when any will do; `mots` are more words of the
    subject. `ambiguite` is the entry of the register (AMB-nn) on whose reading the judgement rests, "" when the text
    is clear: a breach is then a matter of interpretation. `partie` is who is blamed, the sender when None.
    """

    message: Message
    tenue: bool
    attendu: str = ""
    champ: str = ""
    section: str = ""
    gravite: Gravite | None = None
    provenance: Provenance = Provenance.SEED
    etat: Etat | None = None
    mots: tuple[str, ...] = ()
    ambiguite: str = ""
    partie: Partie | None = None


def sujet(suite: Suite | None, vu: Vu) -> str:
    """What a judgement is about: model, situation, outcome (OK, KO, HOTLINE, CHAUD, FROID; KO of a CR_STOC: « à poser »
    or « en place »), state, then the words of the rule; joined by `+`.
    """
    modele = suite.modele if suite else None
    situation = suite.situation if suite else None
    issue = vu.message.issue
    mots = (modele, situation, *_ISSUES.get(issue, (issue,)), vu.etat, *vu.mots)
    return "+".join(mot for mot in mots if mot)
