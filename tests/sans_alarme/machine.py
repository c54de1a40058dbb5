"""Random conformant conversations, as a hypothesis state machine: worlds, contracts, moves and ways to write are drawn,
and a conversation that is condemned is shrunk to the fewest moves.

The two judges look at each conversation once it is over: a journal is judged afterwards, never on the way.
"""

from __future__ import annotations

from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from harness.network.circumstances import Circonstance
from harness.protocol.spec import Protocole
from harness.protocol.terms import Modele, Situation
from tests.mutants.juges import Jugement, Juges
from tests.sans_alarme.compte import Compte
from tests.sans_alarme.seance import CIRCONSTANCES, ENCODAGES, INCIDENTS, TERMES, Seance

SITUATIONS = st.sampled_from(sorted(Situation))
MODELES = st.sampled_from(sorted(Modele))


class Conversations(RuleBasedStateMachine):
    """One conversation an example. `juges` and `compte` are shared by all the examples of a run; `sorte` is what a test
    of the machine itself changes.
    """

    protocole: ClassVar[Protocole]
    juges: ClassVar[Juges]
    compte: ClassVar[Compte]
    sorte: ClassVar[type[Seance]] = Seance

    seance: Seance | None = None

    @initialize(
        graine=st.integers(0, 2**32),
        termes=st.fixed_dictionaries({n: st.sampled_from(v) for n, v in TERMES.items()}),
        oi=st.sampled_from(sorted(ENCODAGES)),
        oc=st.sampled_from(sorted(ENCODAGES)),
        situation=SITUATIONS,
        modele=MODELES,
    )
    def convient(
        self, graine: int, termes: dict[str, str], oi: str, oc: str, situation: Situation, modele: Modele
    ) -> None:
        """A network, a contract, how each party writes, and a first client, without whom there is no conversation."""
        self.seance = self.sorte(self.protocole, graine, termes)
        self.seance.ecritures |= {"OI": oi, "OC": oc}
        self.seance.souscrit(situation, modele)

    @rule(clients=st.lists(st.tuples(SITUATIONS, MODELES), min_size=1, max_size=3))
    def souscrivent(self, clients: list[tuple[Situation, Modele]]) -> None:
        """Clients of one moment share lots: each flux in one file, a line an order."""
        for situation, modele in clients:
            self._seance.souscrit(situation, modele)

    @rule(circonstance=st.sampled_from(CIRCONSTANCES))
    def survient(self, circonstance: Circonstance) -> None:
        self._seance.survient(circonstance)

    @rule(incidents=st.lists(st.sampled_from(INCIDENTS), min_size=1, max_size=3))
    def empeche(self, incidents: list[Circonstance]) -> None:
        """What stands in the way of the last client, before or while somebody works for them."""
        for incident in incidents:
            self._seance.survient(incident)

    @rule(pas=st.sampled_from((1, 2, 3, 5, 9)))
    def avance(self, pas: int) -> None:
        """The orders under way go on together, by as many events: files, readings, acts of people."""
        self._seance.avance(pas)

    @rule()
    def renonce(self) -> None:
        """The OC cancels (§3.12)."""
        self._seance.survient(Circonstance.RENONCEMENT)

    @precondition(lambda self: not self.repassee)
    @rule()
    def repasse(self) -> None:
        self.repassee = True
        self._seance.repasse()

    @rule(partie=st.sampled_from(("OI", "OC")), encodage=st.sampled_from(sorted(ENCODAGES)))
    def ecrit(self, partie: str, encodage: str) -> None:
        self._seance.ecrit(partie, encodage)

    repassee = False

    @property
    def _seance(self) -> Seance:
        assert self.seance is not None
        return self.seance

    def teardown(self) -> None:
        """Everybody finishes, then both judges look: nothing may be held against anyone."""
        if self.seance is None:
            return
        with self.seance as seance:
            conversation = seance.acheve()
            if conversation is None:
                return
            jugement = self.juges.juge(conversation.lots, conversation.entete)
            self.compte.ajoute(seance, jugement)
            assert not jugement.pris, _alarme("le banc", jugement)
            assert not jugement.avis.fautes, _alarme("l'oracle naïf", jugement)


def machine(protocole: Protocole, compte: Compte) -> type[Conversations]:
    """The machine of one run, that counts into `compte`."""
    return type("Tenue", (Conversations,), {"protocole": protocole, "juges": Juges(protocole), "compte": compte})


def _alarme(qui: str, jugement: Jugement) -> str:
    dits = [f"{c.regle} {c.fichier} l.{c.ligne} : {c.message}" for c in jugement.constats[:3]]
    return f"fausse alarme, selon {qui} : " + " ; ".join(dits or jugement.avis.fautes[:3])
