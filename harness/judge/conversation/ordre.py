"""A message that has no place yields one breach: the first rule of `places` that it is the business of speaks, else
`conv.hors_sequence`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from harness.exchange.walk import Pas
from harness.judge.conversation.vu import CROISE, DEPUIS, Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.lifecycle import COUPS, SANS_EFFET, Coup, Issue, coup
from harness.protocol.terms import Flux

Concerne = Callable[[Pas], bool]

PARLANTES: dict[str, Concerne] = {}
"""Rules on messages out of place, the most telling first. Of a message in its place, True says that it is a witness."""


def parle(
    id_: str, section: str, attendu: str, *, flux: Flux | tuple[Flux, ...] = (), champ: str = ""
) -> Callable[[Concerne], Concerne]:
    """Declare a rule on messages out of place. Their order of declaration is the order in which they may speak.

    `attendu` is a French sentence on what should have come, `champ` the column at fault if one is.
    """

    def declare(concerne: Concerne) -> Concerne:
        def fonction(suite: Suite) -> Iterator[Vu]:
            for pas in suite.pas:
                if pas.refus is not None and parlante(pas) == id_:
                    dit = f"{dite(pas)} ; {attendu}"
                    yield Vu(pas.message, False, dit, champ, etat=pas.avant.etat, mots=(DEPUIS + pas.avant.etat,))
                elif pas.refus is None and concerne(pas):
                    yield Vu(pas.message, True, etat=pas.apres.etat, mots=(DEPUIS + pas.avant.etat,))

        fonction.__doc__ = concerne.__doc__
        regle(id_, Portee.CONVERSATION, section, flux=flux)(fonction)
        PARLANTES[id_] = concerne
        return concerne

    return declare


def parlante(pas: Pas) -> str:
    """The rule that speaks of a message out of place, "" when there is none but the general one."""
    return next((id_ for id_, concerne in PARLANTES.items() if concerne(pas)), "")


def dite(pas: Pas) -> str:
    """« CR_MES_LigneFTTH alors que la commande est « acceptée » », and what it only repeats."""
    dit = f"{pas.message.flux}{_issue(pas.message.issue)} alors que la commande est « {pas.avant.etat} »"
    if pas.redite is None:
        return dit
    return f"{dit}, mot pour mot la ligne {pas.redite.ligne} de {pas.redite.fichier}"


@regle("conv.debut_absent", Portee.CONVERSATION, "3.1", gravite=Gravite.INFORMATION)
def debut_absent(suite: Suite) -> Iterator[Vu]:
    """Le dossier ne commence pas par sa commande d'accès : il ne peut pas être jugé."""
    premier = suite.dossier.messages[0]
    if premier.flux is not Flux.NOTIF_ECRASEMENT:  # a line in service is older than what is looked at (§3.10)
        yield Vu(premier, suite.commence, "Cmd_Acces attendu en tête de dossier")


@regle("conv.hors_sequence", Portee.CONVERSATION, "3")
def hors_sequence(suite: Suite) -> Iterator[Vu]:
    """Le message n'a pas sa place à ce point du dossier."""
    for pas in suite.pas:
        if pas.refus is None:
            yield _a_sa_place(pas)
        elif not parlante(pas):
            yield Vu(pas.message, False, _attendus(pas), section=_section(pas))


def _a_sa_place(pas: Pas) -> Vu:
    """The witness of a move: the state that the message found, the § that gives it a place there.

    A move that only a reading of an unclear clause allows names that clause.
    """
    pris = coup(pas.avant, pas.message.emetteur, pas.message.flux, pas.message.issue)
    _, section = SANS_EFFET.get(pas.message.flux, (None, pris.section if pris else ""))
    mots = (DEPUIS + pas.avant.etat, *((f"§{section}",) if section else ()), *((CROISE,) if pas.croise else ()))
    return Vu(pas.message, True, mots=mots, ambiguite=pris.tolerance if pris else "")


def _attendus(pas: Pas) -> str:
    """What the same party could have said instead."""
    permis = _permis(pas)
    if not permis:
        return f"{dite(pas)} ; rien n'est attendu de l'{pas.message.emetteur} à ce point"
    return f"{dite(pas)} ; attendu de l'{pas.message.emetteur} : {', ou '.join(map(_coup, permis))}"


def _permis(pas: Pas) -> list[Coup]:
    """What was due, rather than always possible."""
    return _ecrits([c for c in pas.refus.permis if c.flux is not Flux.ANNULATION]) if pas.refus else []


def _ecrits(coups: list[Coup]) -> list[Coup]:
    """The moves that the text writes, rather than those that a reading of it lets pass, unless there are no others."""
    return [c for c in coups if not c.tolerance] or coups


def _section(pas: Pas) -> str:
    """§ of what the same party owed instead; of what the message is for, when it owed nothing."""
    qui = (pas.avant.modele, pas.avant.situation, pas.message.emetteur, pas.message.flux)
    places = [c for (m, s, _, p, f, _), c in COUPS.items() if (m, s, p, f) == qui]
    return next((c.section for c in (*_permis(pas), *_ecrits(places))), "")


def _coup(c: Coup) -> str:
    return f"{c.flux}{_issue(c.issue)} (§{c.section})"


def _issue(issue: Issue) -> str:
    return f" {issue}" if issue is not Issue.AUCUNE else ""
