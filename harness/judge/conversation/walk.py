"""Walking a dossier along the lifecycle table: where the order stood before and after each message.

The judge sees both sides, after the fact. It keeps the reading that refuses the fewest messages, and it holds against
nobody what a party could not know: a message that has its place in what its sender had read is no breach.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from harness.exchange.croisements import RELEVE, ignores
from harness.exchange.dossiers import Dossier
from harness.exchange.messages import Message
from harness.exchange.walk import Pas, modele, ouvre, un_pas
from harness.judge.conversation.copies import pesees
from harness.protocol.lifecycle import (
    COUPS,
    FINALS,
    SANS_EFFET,
    Etat,
    Issue,
    Position,
    Refus,
    applique,
    avance,
    double,
    permis,
)
from harness.protocol.terms import Flux, Modele, Partie, Situation


@dataclass(frozen=True, slots=True)
class Suite:
    """A dossier, walked. `modele` is None when the order names none: there is then nothing to walk.

    `a_des_copies` are the replies that a file sent again was worth, beside the one that is due (§3.2).
    """

    dossier: Dossier
    modele: Modele | None
    pas: tuple[Pas, ...]
    a_des_copies: tuple[Message, ...] = ()

    @property
    def position(self) -> Position | None:
        """Where the order stands at the end, None when it was not walked."""
        return self.pas[-1].apres if self.pas else None

    def premier(self, flux: Flux) -> Message | None:
        """First message of a flux."""
        return next((p.message for p in self.pas if p.message.flux is flux), None)

    @property
    def situation(self) -> Situation | None:
        """What the order announced, None when it was not walked. A step may be read as if it were on another socket."""
        return ouvre(self.dossier.messages[0]).situation if self.pas else None

    @property
    def reprise(self) -> bool:
        """Whether its order took the reference of one that was over, whose walk is another."""
        return bool(self.pas) and self.pas[0].refus is not None

    @property
    def commence(self) -> bool:
        """Whether the dossier begins with its order."""
        return self.dossier.messages[0].flux is Flux.CMD_ACCES


@dataclass(frozen=True, slots=True)
class _Chemin:
    """One reading of the first messages of a dossier: its last step, the reading before it, how many it refuses."""

    refus: int = 0
    pas: Pas | None = None
    avant: _Chemin | None = None
    rang: int = -1

    def jusqu_a(self, rang: int) -> list[Pas]:
        """Its steps from a message on, in order."""
        pas: list[Pas] = []
        chemin: _Chemin | None = self
        while chemin is not None and chemin.pas is not None and chemin.rang >= rang:
            pas.append(chemin.pas)
            chemin = chemin.avant
        return pas[::-1]


def parcourt(dossier: Dossier, releve: timedelta = RELEVE) -> Suite:
    """The first walk of a dossier (see `vies`)."""
    return next(vies(dossier, releve))


def vies(dossier: Dossier, releve: timedelta = RELEVE) -> Iterator[Suite]:
    """Walk a dossier from its order. A message that has no place is refused; the walk then goes on from where the order
    was, or from a state that such a message leads to.

    Of all these readings the one that refuses the fewest messages is kept, so that one mistake (a message left out,
    sent twice or too late) does not make a breach of every later message. `releve` is how long a lot may wait to be
    read, when the journal does not tell.

    An order that takes the reference of one that is over is refused, and opens a walk of its own: what follows is an
    answer to it (§4.1.2). One that comes after messages of its own reference: see `_precedee`.
    """
    rang = next((n for n, m in enumerate(dossier.messages) if m.flux is Flux.CMD_ACCES), 0)
    debut, precedente = 0, None
    rendues: tuple[Message, ...] = ()
    if rang:
        premiere, dossier, precedente = _precedee(dossier, rang, releve)
        yield premiere
        debut, rendues = len(premiere.dossier.messages), premiere.a_des_copies
    ignore = ignores(dossier.messages, releve)
    while debut < len(dossier.messages):
        suite = _vie(dossier, debut, ignore, rendues)
        if precedente is not None and suite.pas:
            premier = replace(suite.pas[0], avant=precedente, refus=Refus(()))
            suite = replace(suite, pas=(premier, *suite.pas[1:]))
        yield suite
        debut, precedente = debut + len(suite.dossier.messages), suite.position
        rendues += suite.a_des_copies


def _precedee(dossier: Dossier, rang: int, releve: timedelta) -> tuple[Suite, Dossier, Position | None]:
    """The first walk of a dossier whose order, at that rank, is not its first message; its messages as they are then
    read; where that walk left the order, when the reference is one that had been used.

    Either what came first answers an order that had not left (§3.1), and is one breach of who sent it, or it is the end
    of an older order, of which nothing else is known, and the reference had been used (§4.1.2). The first reading is
    kept when it leaves nothing else out of place, the second when it does, else the one that refuses fewer messages.
    """
    avant, commande, apres = dossier.messages[:rang], dossier.messages[rang], dossier.messages[rang + 1 :]
    remis = replace(dossier, messages=(commande, *avant, *apres))
    lue = _vie(remis, 0, ignores(remis.messages, releve))
    reprise = _vie(dossier, rang, ignores(dossier.messages, releve))
    tot = next((n for n, pas in enumerate(lue.pas) if n and pas.message.flux is not Flux.GEL_DEGEL_RDV), 0)
    if lue.pas and _refus(lue) and (not _refus(reprise) or _refus(lue) > 1 + _refus(reprise)):
        return Suite(replace(dossier, messages=avant), None, ()), dossier, _dite(ouvre(commande), avant[-1])
    if tot and tot <= rang:
        tard = replace(lue.pas[tot], avant=ouvre(commande), refus=Refus(()))
        lue = replace(lue, pas=(*lue.pas[:tot], tard, *lue.pas[tot + 1 :]))
    return lue, remis, None


def _refus(suite: Suite) -> int:
    return sum(pas.refus is not None and pas.message.flux is not Flux.GEL_DEGEL_RDV for pas in suite.pas)


def _dite(position: Position, message: Message) -> Position:
    """Where a message says that its order stands, whatever came before; the position given when it has no place."""
    return next(iter(_vers(position, message.emetteur, message.flux, message.issue, None)), position)


def _vie(dossier: Dossier, debut: int, ignore: Sequence[int], rendues: tuple[Message, ...] = ()) -> Suite:
    """The walk from the order at that rank on, up to the next one that comes after its end.

    `rendues` are the replies that its copies were worth in what came before.
    """
    messages = dossier.messages
    commande = messages[debut]
    nomme = modele(commande)
    if commande.flux is not Flux.CMD_ACCES or nomme is None:
        return Suite(replace(dossier, messages=messages[debut:]), nomme, ())
    lectures = {ouvre(commande): _Chemin()}
    fin, copiee = len(messages), False
    for rang, message in enumerate(messages[debut:], start=debut):
        if rang > debut and message.flux is Flux.CMD_ACCES and _finie(lectures):
            fin = rang
            break
        if any(c.flux is Flux.CMD_ACCES and c.ordre < message.ordre for c in dossier.copies):
            lectures = {double(p): chemin for p, chemin in lectures.items()} if not copiee else lectures
            copiee = True
        suivantes: dict[Position, _Chemin] = {}
        for position, chemin in lectures.items():
            for pas in _pas(position, message, chemin.jusqu_a(ignore[rang]) if ignore[rang] < rang else []):
                refus = chemin.refus + (pas.refus is not None and message.flux is not Flux.GEL_DEGEL_RDV)
                if pas.apres not in suivantes or refus < suivantes[pas.apres].refus:
                    suivantes[pas.apres] = _Chemin(refus, pas, chemin, rang)
        lectures = suivantes
    retenue = min(lectures.values(), key=lambda c: c.refus)
    comptes, excusees = pesees(_redites(retenue.jusqu_a(debut)), dossier.copies, rendues)
    return Suite(replace(dossier, messages=messages[debut:fin]), nomme, comptes, excusees)


def _finie(lectures: Mapping[Position, _Chemin]) -> bool:
    """Whether the likeliest reading has the order over."""
    return min(lectures, key=lambda p: lectures[p].refus).etat in FINALS


def _redites(pas: list[Pas]) -> Iterator[Pas]:
    """The steps, those refused with the message that they repeat word for word, if any."""
    dits: dict[tuple[Partie, Flux, frozenset[tuple[str, str]]], Message] = {}
    for un in pas:
        message = un.message
        premier = dits.setdefault((message.emetteur, message.flux, frozenset(message.cellules.items())), message)
        yield replace(un, redite=premier) if un.refus is not None and premier is not message else un


def _pas(position: Position, message: Message, non_lus: list[Pas]) -> Iterator[Pas]:
    """The steps that a message may be from a position, the most likely first. `non_lus`: from the first step that its
    sender had not read.
    """
    quoi = (message.emetteur, message.flux, message.issue)
    etats, refus = _suites(position, *quoi)
    if refus is not None and non_lus:
        apres, croise = un_pas(position, *quoi, croise=True)
        if croise is not None and _avait_sa_place(message, non_lus):
            apres, croise = position, None
        if croise is None:
            yield Pas(message, position, apres, croise=True)
            return
    for apres in etats:
        yield Pas(message, position, apres, refus)


def _avait_sa_place(message: Message, non_lus: list[Pas]) -> bool:
    """Whether a message has its place in what its sender knew: all but what it had not read."""
    position = non_lus[0].avant
    for pas in non_lus:
        if pas.message.emetteur is message.emetteur:
            position, _ = un_pas(position, pas.message.emetteur, pas.message.flux, pas.message.issue)
    return un_pas(position, message.emetteur, message.flux, message.issue)[1] is None


@lru_cache(maxsize=100_000)
def _suites(
    position: Position, emetteur: Partie, flux: Flux, issue: Issue
) -> tuple[tuple[Position, ...], Refus | None]:
    """Where a message may lead from a position, and why it has no place there if it has none.

    An outcome that cannot be read is a fault of form: any outcome that has its place will do.
    """
    apres, refus = un_pas(position, emetteur, flux, issue)
    if refus is None:
        return (apres,), None
    ici = _vers(position, emetteur, flux, issue, position.etat) if issue is Issue.INCONNUE else ()
    if ici:
        return ici, None
    if flux is Flux.GEL_DEGEL_RDV:  # indicative (§3.14.4): it neither costs nor moves
        return (position,), refus
    if flux in SANS_EFFET:
        ailleurs = tuple(p for p in _plus_loin(position) if not isinstance(avance(p, emetteur, flux, issue), Refus))
        return (position, *ailleurs), refus
    if flux is Flux.CMD_ACCES:
        return (apres,), refus
    if flux is Flux.CR_CMD_ACCES and issue in (Issue.OK, Issue.APPEL):
        acceptees = _acceptees(position, emetteur)
        attendu = position.etat in (Etat.COMMANDEE, Etat.ACCUSEE)
        return ((*acceptees, position) if attendu else (position, *acceptees)), refus
    ailleurs = _vers(position, emetteur, flux, issue, None)
    return ((*ailleurs, position) if len(ailleurs) == 1 else (position, *ailleurs)), refus


def _acceptees(position: Position, emetteur: Partie) -> tuple[Position, ...]:
    """Where a report that accepts leads, with a route or with a call: the wrong one of the two is the breach of who
    sent it, and what follows is then read either way, as on a socket where each has its place.
    """
    en_clair = replace(position, situation=_ou(position.situation, Situation.IDENTIFIEE))
    appel = replace(position, situation=Situation.NON_IDENTIFIEE)
    lues = ((en_clair, Issue.OK), (appel, Issue.APPEL))
    return tuple(p for ici, i in lues for p in _vers(ici, emetteur, Flux.CR_CMD_ACCES, i, None))


def _ou(situation: Situation, autre: Situation) -> Situation:
    return autre if situation is Situation.NON_IDENTIFIEE else situation


def _plus_loin(position: Position) -> tuple[Position, ...]:
    """Where one message that was left out may have led."""
    return tuple(dict.fromkeys(applique(position, c) for c in permis(position)))


def _vers(position: Position, emetteur: Partie, flux: Flux, issue: Issue, etat: Etat | None) -> tuple[Position, ...]:
    """Where the table leads such a message from one state, or from any when None, in the order of the table."""
    atteintes = {
        applique(replace(position, etat=e), c): None
        for (m, s, e, p, f, i), c in COUPS.items()
        if (m, s, p, f) == (position.modele, position.situation, emetteur, flux)
        and etat in (None, e)
        and issue in (i, Issue.INCONNUE)
    }
    return tuple(atteintes)
