"""Answers written in a file, TOML or CSV, read again whenever it changes; and answers typed on a terminal."""

from __future__ import annotations

import csv
import getpass
import io
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TextIO

from harness.campaign.pupitre import Question, Reponse
from harness.refus import Refus
from harness.systeme import raison

FAIT = "fait"
_RESERVES = ("question", "reponse", "auteur")


class ReponsesIllisibles(Refus):
    """The file of answers cannot be used. One French sentence names the file and the place."""


def lit_reponses(chemin: Path) -> dict[str, Reponse]:
    """Answers by question. Raises ReponsesIllisibles.

    TOML: `[[reponses]]` tables; CSV: `;`, a header. `question` and `auteur` are needed, `reponse` is « fait » when left
    out, anything else is a datum.
    """
    try:
        texte = chemin.read_text(encoding="utf-8-sig")
    except OSError as e:
        raise ReponsesIllisibles(f"{chemin} ne peut pas être lu : {raison(e)}") from None
    except UnicodeDecodeError:
        raise ReponsesIllisibles(f"{chemin} n'est pas en UTF-8") from None
    reponses: dict[str, Reponse] = {}
    for ou, table in _csv(texte) if chemin.suffix.lower() == ".csv" else _toml(chemin, texte):
        for nom in ("question", "auteur"):
            if not table.get(nom):
                raise ReponsesIllisibles(f"{chemin}, {ou} : « {nom} » attendu")
        if table["question"] in reponses:
            raise ReponsesIllisibles(f"{chemin}, {ou} : « {table['question']} » a déjà une réponse plus haut")
        donnees = {nom: valeur for nom, valeur in table.items() if nom not in _RESERVES and valeur}
        reponses[table["question"]] = Reponse(table.get("reponse") or FAIT, table["auteur"], donnees)
    return reponses


def _csv(texte: str) -> Iterator[tuple[str, dict[str, str]]]:
    for ligne in (lecteur := csv.DictReader(io.StringIO(texte, newline=""), delimiter=";", restval="")):
        yield f"ligne {lecteur.line_num}", {k.strip(): v.strip() for k, v in ligne.items() if isinstance(k, str)}


def _toml(chemin: Path, texte: str) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        table = tomllib.loads(texte)
    except tomllib.TOMLDecodeError as e:
        raise ReponsesIllisibles(f"{chemin} n'est pas du TOML ({e})") from None
    liste: Any = table.get("reponses", [])
    if set(table) - {"reponses"} or not isinstance(liste, list) or not all(isinstance(r, dict) for r in liste):
        raise ReponsesIllisibles(f"{chemin} : des tables [[reponses]] attendues, et rien d'autre")
    for rang, reponse in enumerate(liste, start=1):
        for nom, valeur in reponse.items():
            if not isinstance(valeur, str):
                raise ReponsesIllisibles(f"{chemin}, réponse {rang} : « {nom} » est un texte entre guillemets")
        yield f"réponse {rang}", reponse


class FichierDeReponses:
    """Answers from a file: to one question, or to all those that end like it (« PBO_SATURE » for any scenario)."""

    def __init__(self, chemin: Path, dit: Callable[[str], None] = lambda _: None) -> None:
        self._chemin, self._dit = chemin, dit
        self._vu: tuple[int, int] = (0, 0)
        self._reponses: Mapping[str, Reponse] = lit_reponses(chemin)

    def cherche(self, question: Question) -> Reponse | None:
        """The answer, as the file is now."""
        self._relit()
        _, _, fin = question.id.partition("/")
        reponse = self._reponses.get(question.id) or self._reponses.get(fin)
        if reponse is not None and (manque := question.manque(reponse)):
            self._dit(f"{self._chemin} : la réponse à « {question.id} » ne donne pas {', '.join(manque)}")
            return None
        return reponse

    def _relit(self) -> None:
        """Read the file again when it changed; a file that is being edited is read later."""
        try:
            etat = self._chemin.stat()
            if (etat.st_mtime_ns, etat.st_size) != self._vu:
                self._vu = (etat.st_mtime_ns, etat.st_size)
                self._reponses = lit_reponses(self._chemin)
        except OSError as e:
            self._dit(f"{self._chemin} ne peut plus être lu : {raison(e)}")
        except ReponsesIllisibles as e:
            self._dit(str(e))


class Terminal:
    """Answers typed by the user, who is the author; a question has its data asked one by one. Never blocks."""

    def __init__(self, entree: TextIO, invite: Callable[[str], None]) -> None:
        self._entree, self._invite = entree, invite
        self._lignes: SimpleQueue[str] = SimpleQueue()
        self._fil: Thread | None = None
        self._question = ""
        self._donnees: dict[str, str] = {}
        self._reste: list[str] = []

    def cherche(self, question: Question) -> Reponse | None:
        """The answer, once every line of it was typed. One question at a time."""
        if self._fil is None:
            self._fil = Thread(target=self._lit, daemon=True)
            self._fil.start()
        if not self._question:
            self._question, self._donnees = question.id, {}
            self._reste = [*question.donnees, *question.utiles, ""]
            self._demande()
        if self._question != question.id:
            return None
        try:
            ligne = self._lignes.get_nowait().strip()
        except Empty:
            return None
        nom = self._reste[0]
        if nom in question.donnees and not ligne:
            self._demande()
            return None
        self._reste.pop(0)
        if nom:
            self._donnees[nom] = ligne
            self._demande()
            return None
        self._question = ""
        return Reponse(ligne or FAIT, getpass.getuser(), dict(self._donnees))

    def _demande(self) -> None:
        self._invite(f"{self._reste[0]} ? " if self._reste[0] else "Entrée quand c'est fait, ou un commentaire : ")

    def _lit(self) -> None:
        for ligne in self._entree:
            self._lignes.put(ligne)
