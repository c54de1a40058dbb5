"""Who sent each file of an index to whom: parties as it writes them, operator codes as the flux give them a side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from harness.importation.index import Entree, Index, IndexIllisible
from harness.protocol.terms import Partie

_PARTIES = {p.value: p for p in Partie}


@dataclass(frozen=True, slots=True)
class Bouts:
    """The two ends of a lot. `emetteur` is None when the index does not say; `oc` and `oi` are codes, "" if unknown."""

    emetteur: Partie | None = None
    oc: str = ""
    oi: str = ""


class Roles:
    """Which operator code is which party, learnt from the lines of an index that leave no doubt."""

    def __init__(self, index: Index, entrees: Mapping[str, Entree], permis: Mapping[str, tuple[Partie, ...]]) -> None:
        """`permis` are the senders that the header of each file allows. Raises IndexIllisible on a contradiction."""
        self._index = index
        self.codes: dict[str, Partie] = {}
        self._appris: dict[str, int] = {}
        self._emetteurs: dict[str, Partie] = {}
        restent = dict(sorted(entrees.items(), key=lambda e: e[1].ordre))
        while restent:
            certains = {nom: e for nom, entree in restent.items() if (e := self._emetteur(entree, permis[nom]))}
            for nom, emetteur in certains.items():
                self._apprend(restent.pop(nom), emetteur)
                self._emetteurs[nom] = emetteur
            if not certains:
                break
        for entree in restent.values():
            for colonne, ecrit in (("sender", entree.emetteur), ("receiver", entree.recepteur)):
                if ecrit:
                    phrase = f"rien ne dit si « {ecrit} » est l'OI ou l'OC : écrire OI ou OC"
                    raise index.erreur(entree, colonne, phrase)

    def _emetteur(self, entree: Entree, permis: tuple[Partie, ...]) -> Partie | None:
        """The sender of a line, as far as is known by now: what is written counts more than the flux."""
        if entree.emetteur in _PARTIES:
            return _PARTIES[entree.emetteur]
        if entree.recepteur in _PARTIES:
            return _PARTIES[entree.recepteur].autre
        if len(permis) == 1:
            return permis[0]
        if entree.emetteur in self.codes:
            return self.codes[entree.emetteur]
        return self.codes[entree.recepteur].autre if entree.recepteur in self.codes else None

    def _apprend(self, entree: Entree, emetteur: Partie) -> None:
        for colonne, code, partie in (
            ("sender", entree.emetteur, emetteur),
            ("receiver", entree.recepteur, emetteur.autre),
        ):
            if not code or code in _PARTIES:
                continue
            if self.codes.setdefault(code, partie) is not partie:
                phrase = (
                    f"« {code} » serait l'{partie} de ce lot et il est l'{partie.autre} à la ligne {self._appris[code]}"
                )
                remede = "importer les deux rôles séparément, ou écrire OI et OC"
                raise self._index.erreur(entree, colonne, f"{phrase} : {remede}")
            self._appris.setdefault(code, entree.ligne)

    def de(self, nom: str, entree: Entree | None) -> Bouts:
        """The two ends of a file. Raises IndexIllisible when a code is not written and could be one of several."""
        emetteur = self._emetteurs.get(nom)
        codes = dict.fromkeys(Partie, "")
        if entree is not None:
            codes |= {self.codes[c]: c for c in (entree.emetteur, entree.recepteur) if c in self.codes}
        for partie in Partie:
            connus = sorted(c for c, p in self.codes.items() if p is partie)
            if not codes[partie] and len(connus) > 1:
                raise self._ambigu(nom, entree, emetteur, partie, connus)
            codes[partie] = codes[partie] or "".join(connus)
        return Bouts(emetteur, codes[Partie.OC], codes[Partie.OI])

    def _ambigu(
        self, nom: str, entree: Entree | None, emetteur: Partie | None, partie: Partie, connus: Iterable[str]
    ) -> IndexIllisible:
        lesquels = f"l'index nomme plusieurs {partie} ({', '.join(connus)})"
        if entree is None:
            return IndexIllisible(f"{nom} n'est pas dans l'index, et {lesquels} : lui donner une ligne")
        colonne = "sender" if partie is (emetteur or Partie.OC) else "receiver"
        return self._index.erreur(entree, colonne, f"un code est attendu, car {lesquels}")
