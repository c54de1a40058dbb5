"""Personal data taken out of a whole judgement, before any format sees it.

- A cell whose column is known to be personal is replaced, whatever it holds.
- A line that could not be split into cells is reduced to its outline: separators and punctuation stay, letters and
  digits do not; its first cell is kept when the header puts the key of the dossier there.
- The names of a header are shown, those of personal columns too: they are what has to be mended. A first line that may
  be no header, or runs on into data, shows only what looks like a column name.
- Everywhere else (other cells, sentences, file names) e-mail addresses and phone numbers are found by pattern.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from harness.judge.results import (
    Attente,
    Constat,
    Etape,
    Identite,
    ResultatExigence,
    ResultatLot,
    Resultats,
    ResultatScenario,
    Temoin,
    VueLot,
)
from harness.protocol.francais import accorde
from harness.protocol.terms import Flux, cle, is_personal

MASQUE = "•••"

NOMS_INCONNUS_MAX = 8
"""Names of no flux in a header beyond which it may have run on into the first line of data."""

_INDICES = ("client", "prenom", "contact", "telephone", "portable", "mail", "courriel", "commentaire", "infocmdacc")
"""What the name of a personal column holds, however it is spelled: another case, another version, broken accents."""

_JETON = re.compile(r"[^\s;,|\"'<>()\[\]]+")
_CHIFFRE = re.compile(r"\d")
_ESPACE = r"[\s.\-/_\u2010-\u2015]"
_TELEPHONE = re.compile(
    rf"""
    (?<!\d)
    (?!\d\d[/.\-]\d\d[/.\-](?:19|20)\d\d(?!\d))          # a date with a year is not a number
    (?:
      (?:(?:\+|00)?33{_ESPACE}{{0,2}}(?:\(0\))?{_ESPACE}{{0,2}}|0)[1-9](?:{_ESPACE}{{0,2}}\d){{8}}
      | \+\d(?:{_ESPACE}{{0,2}}\d){{7,13}}
    )
    (?!\d)
    """,
    re.VERBOSE,
)
_NOM_DE_COLONNE = re.compile(r"[A-Z][A-Za-z]*[a-z][A-Z][A-Za-z]*\d?\Z")
_SEPARATEURS = re.compile(r"[;,\t|]")


def _plie(nom: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", nom).lower() if c.isascii() and c.isalnum())


_CLES = frozenset(_plie(cle(flux)) for flux in Flux)


@lru_cache(maxsize=1024)
def est_personnelle(champ: str) -> bool:
    """Whether a column may name or reach a person, by its own name or by what its name looks like."""
    if is_personal(champ):
        return True
    plie = _plie(champ)
    return plie == "message" or any(indice in plie for indice in _INDICES)


def masque_texte(texte: str) -> str:
    """The text without the e-mail addresses and phone numbers that a pattern finds in it. Linear in its size."""
    if "@" in texte or "\uff20" in texte:
        texte = _JETON.sub(lambda m: MASQUE if re.search(r".[@\uff20].", m[0]) else m[0], texte)
    return _TELEPHONE.sub(MASQUE, texte) if _CHIFFRE.search(texte) else texte


_masque_phrase = lru_cache(maxsize=1024)(masque_texte)
"""For the sentences and columns that thousands of findings share."""


def silhouette(ligne: str, *, garde_la_cle: bool = False) -> str:
    """Outline of a line that was not split: « CMD-1;•••••;•• », enough to count its separators."""
    coupe = _SEPARATEURS.search(ligne) if garde_la_cle else None
    debut = ligne[: coupe.start()] if coupe else ""
    if '"' in debut:
        debut = ""
    return masque_texte(debut) + re.sub(r"\w", "•", ligne[len(debut) :])


def _est_une_ligne(valeur: str) -> bool:
    return len(re.findall(r"[;\t|]", valeur)) >= 2 or valeur.count(",") >= 4


def masque_valeur(champ: str, valeur: str) -> str:
    """An observed cell, masked by its column; its length is kept, since a finding may be about it."""
    if not valeur:
        return valeur
    if est_personnelle(champ):
        return f"{MASQUE} ({accorde(len(valeur), 'caractère')})"
    if not champ and _est_une_ligne(valeur):
        return silhouette(valeur, garde_la_cle=True)
    return masque_texte(valeur)


def masque_nom(nom: str, *, sur: bool) -> str:
    """A name as written in a header. When it is not `sur` that the line is one: what looks like a name of column."""
    if sur or _NOM_DE_COLONNE.match(nom) or is_personal(nom):
        return masque_texte(nom)
    return silhouette(nom)


def _debordes(resultats: Resultats) -> frozenset[str]:
    """Files whose header has so many names of no flux that it may run on into the first line of data."""
    inconnus = Counter(c.fichier for c in resultats.constats if c.regle == "lot.colonne_inconnue")
    return frozenset(fichier for fichier, nombre in inconnus.items() if nombre > NOMS_INCONNUS_MAX)


class _Noms:
    """File names, masked, and never two under the same name: links and joins must survive. `debordes` are those of the
    files whose header may hold data."""

    def __init__(self, debordes: frozenset[str]) -> None:
        self.debordes = debordes
        self._vus: dict[str, str] = {}
        self._pris: set[str] = set()
        self._constats: dict[int, tuple[Constat, Constat]] = {}

    def __call__(self, nom: str) -> str:
        if nom not in self._vus:
            candidat, n = masque_texte(nom), 1
            while candidat in self._pris:
                n += 1
                candidat = f"{masque_texte(nom)} ({n})"
            self._pris.add(candidat)
            self._vus[nom] = candidat
        return self._vus[nom]

    def constat(self, c: Constat) -> Constat:
        """A finding, masked once although several lists hold it. It is kept, so that no other takes its id."""
        vu = self._constats.get(id(c))
        if vu is None:
            vu = self._constats[id(c)] = c, _constat(c, self)
        return vu[1]


def _message(c: Constat) -> str:
    """The sentence of a finding; a rule should not quote a personal cell in it, and none does so here."""
    cite = c.ligne != 1 and len(c.valeur) > 1 and c.valeur in c.message and est_personnelle(c.champ)
    return masque_texte(c.message.replace(c.valeur, MASQUE)) if cite else _masque_phrase(c.message)


def _valeur(c: Constat, nom: _Noms) -> str:
    """What a finding shows: a name of the header, a second header, a cell or a line."""
    if not c.valeur:
        return ""
    if c.ligne == 1:
        return masque_nom(c.valeur, sur=c.flux is not None and c.fichier not in nom.debordes)
    if c.regle == "lot.flux_melanges":
        return ";".join(masque_nom(cellule, sur=False) for cellule in c.valeur.split(";"))
    return masque_valeur(c.champ, c.valeur)


def _constat(c: Constat, nom: _Noms) -> Constat:
    fichier, champ, message = nom(c.fichier), _masque_phrase(c.champ), _message(c)
    valeur, dossier, admis = _valeur(c, nom), masque_texte(c.dossier), masque_texte(c.admis)
    if (fichier, champ, message, valeur, dossier, admis) == (
        c.fichier, c.champ, c.message, c.valeur, c.dossier, c.admis,
    ):  # fmt: skip
        return c
    return replace(c, fichier=fichier, champ=champ, message=message, valeur=valeur, dossier=dossier, admis=admis)


def _temoin(t: Temoin, nom: _Noms) -> Temoin:
    return replace(t, fichier=nom(t.fichier))


def _lot(lot: ResultatLot, nom: _Noms) -> ResultatLot:
    return replace(lot, fichier=nom(lot.fichier), constats=tuple(nom.constat(c) for c in lot.constats), exercices=())


def _etape(e: Etape, nom: _Noms) -> Etape:
    return replace(e, texte=masque_texte(e.texte), fichier=nom(e.fichier), dossier=masque_texte(e.dossier))


def _attente(a: Attente, nom: _Noms) -> Attente:
    temoin = _temoin(a.temoin, nom) if a.temoin else None
    return replace(a, texte=masque_texte(a.texte), raison=masque_texte(a.raison), temoin=temoin)


def _scenario(s: ResultatScenario, nom: _Noms) -> ResultatScenario:
    return replace(
        s,
        raison=masque_texte(s.raison),
        constats=tuple(nom.constat(c) for c in s.constats),
        etapes=tuple(_etape(e, nom) for e in s.etapes),
        attentes=tuple(_attente(a, nom) for a in s.attentes),
    )


def _exigence(e: ResultatExigence, nom: _Noms) -> ResultatExigence:
    return replace(e, temoins=tuple(_temoin(t, nom) for t in e.temoins), raison=masque_texte(e.raison))


def _identite(i: Identite) -> Identite:
    return replace(
        i, commande=masque_texte(i.commande), classeur=masque_texte(i.classeur), profil=masque_texte(i.profil)
    )


def _cellules_sans_colonne(ligne: tuple[str, ...], garde_la_cle: bool) -> tuple[str, ...]:
    if len(ligne) == 1:
        return (silhouette(ligne[0], garde_la_cle=garde_la_cle),)
    return tuple(masque_texte(c) if garde_la_cle and i == 0 else silhouette(c) for i, c in enumerate(ligne))


def _vue(vue: VueLot, reconnue: bool, nom: _Noms) -> VueLot:
    sure = reconnue or any(_plie(c) in _CLES for c in vue.entete)
    personnelles = [est_personnelle(c) for c in vue.entete]
    garde_la_cle = sure and bool(personnelles) and not personnelles[0]

    def cellules(ligne: tuple[str, ...]) -> tuple[str, ...]:
        if not sure or len(ligne) != len(vue.entete):
            return _cellules_sans_colonne(ligne, garde_la_cle)
        return tuple(
            MASQUE if texte and personnelle else masque_texte(texte)
            for texte, personnelle in zip(ligne, personnelles, strict=True)
        )

    noms_surs = sure and vue.fichier not in nom.debordes
    entete = tuple(masque_nom(c, sur=noms_surs) for c in vue.entete)
    return replace(vue, fichier=nom(vue.fichier), entete=entete, lignes={n: cellules(x) for n, x in vue.lignes.items()})


def _reconnus(resultats: Resultats) -> Mapping[str, bool]:
    return {lot.fichier: lot.flux is not None for lot in resultats.lots}


def masque(resultats: Resultats) -> Resultats:
    """The same judgement without personal data. Order and number of everything are kept; `exercices` are dropped."""
    nom = _Noms(_debordes(resultats))
    reconnus = _reconnus(resultats)
    return replace(
        resultats,
        identite=_identite(resultats.identite),
        phrase=masque_texte(resultats.phrase),
        lots=tuple(_lot(lot, nom) for lot in resultats.lots),
        constats=tuple(nom.constat(c) for c in resultats.constats),
        scenarios=tuple(_scenario(s, nom) for s in resultats.scenarios),
        exigences=tuple(_exigence(e, nom) for e in resultats.exigences),
        vues=tuple(_vue(v, reconnus.get(v.fichier, False), nom) for v in resultats.vues),
        avis=tuple(masque_texte(a) for a in resultats.avis),
        ecarts=tuple(replace(e, raison=masque_texte(e.raison)) for e in resultats.ecarts),
    )
