"""The desk: what no file shows is asked to whoever knows, and what is answered is kept with its author and its time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from harness.exchange.entries import EntreeAttestation
from harness.protocol.terms import Partie


@dataclass(frozen=True, slots=True)
class Reponse:
    """What somebody answered: `texte` in their words, "fait" when there is nothing to say."""

    texte: str
    auteur: str
    donnees: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """Something to do or to tell, off the wire, by the people of a party under test.

    `id` is the scenario and what is asked, so that an answer can be written beforehand; `donnees` are the names of
    what has to be given, `utiles` of what may be.
    """

    id: str
    partie: Partie
    texte: str
    donnees: tuple[str, ...] = ()
    utiles: tuple[str, ...] = ()

    def attestation(self, instant: str, reponse: Reponse) -> EntreeAttestation:
        """The answer, as the journal keeps it."""
        donnees = {nom: v for nom, v in reponse.donnees.items() if v}
        return EntreeAttestation(instant, self.id, self.texte, reponse.texte, reponse.auteur, donnees)

    def manque(self, reponse: Reponse) -> tuple[str, ...]:
        """What an answer leaves out."""
        return tuple(nom for nom in self.donnees if not reponse.donnees.get(nom))


class Source(Protocol):
    """Where answers come from: a file, a terminal."""

    def cherche(self, question: Question) -> Reponse | None:
        """The answer, None as long as there is none. Never blocks."""
        ...


@dataclass
class Pupitre:
    """The questions that are open, by identifier, and what became of the others.

    `attend` False: nobody will come, an answer that is not there at once never will (`--ci`). `dit` shows a sentence to
    the user, `montre` what is waited for now, from whom and until when.
    """

    sources: Sequence[Source] = ()
    attend: bool = True
    dit: Callable[[str], None] = lambda _: None
    montre: Callable[[str], None] = lambda _: None
    questions: dict[str, Question] = field(default_factory=dict)
    attestees: dict[str, EntreeAttestation] = field(default_factory=dict)
    delaissees: dict[str, Question] = field(default_factory=dict)

    def pose(self, question: Question, *, muette: bool = False) -> None:
        """Open a question; `muette` when it was already asked, in a campaign that is gone on with."""
        self.questions[question.id] = question
        if not muette:
            self.dit(f"[{question.id}] {question.texte}")

    def cherche(self, question: Question) -> Reponse | None:
        """The answer of the first source that has a whole one."""
        for source in self.sources:
            reponse = source.cherche(question)
            if reponse is not None and not question.manque(reponse):
                return reponse
        return None

    def repond(self, attestation: EntreeAttestation) -> None:
        """A question is answered."""
        self.questions.pop(attestation.question, None)
        self.attestees[attestation.question] = attestation

    def renonce(self, question: str) -> None:
        """Nobody answered a question, and nobody will."""
        if question in self.questions:
            self.delaissees[question] = self.questions.pop(question)

    def oublie(self) -> None:
        """What was asked in a scenario does not outlive it."""
        self.questions.clear()
        self.delaissees.clear()
