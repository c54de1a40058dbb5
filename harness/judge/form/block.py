"""Judging one block of lines: presence, cells, records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from harness.exchange.columns import Bloc, lit_bloc
from harness.exchange.ecartees import Ecartee
from harness.exchange.grid import en_ordre
from harness.exchange.keys import empreintes
from harness.exchange.lines import decoupe
from harness.exchange.names import plie
from harness.exchange.recognise import reconnait
from harness.judge.collect import Genre, Place, Recueil, genre
from harness.judge.form.cells import Controle, controles, examine
from harness.judge.form.routes import est_de_bloc
from harness.judge.form.screen import suspects
from harness.judge.form.structure import Defaut, LotVu
from harness.judge.form.view import ChampAbsent, Ecart, Vue
from harness.judge.registry import REGLES, Portee, Regle, de_portee, regle
from harness.judge.results import Constat, Gravite
from harness.protocol.motifs import Codification
from harness.protocol.spec import Champ, Fait, Format, Provenance, Statut
from harness.protocol.terms import EMETTEURS, Flux, Partie, cle

DISTINCTES_MAX = 20_000
"""Distinct texts of one column whose judgement is remembered from block to block."""

PEU = 64
"""Suspect cells of a block beyond which each distinct text is judged once."""

RETENUE_MAX = 256
"""Longest text whose judgement is remembered, in characters."""

SANS_CLE_UNIQUE = frozenset({Flux.MESS_OI, Flux.MESS_OC, Flux.GEL_DEGEL_RDV})
"""Flux in which one order may rightly stand on several lines of a file."""


@regle("champ.obligatoire", Portee.CHAMP, fait="statut")
def obligatoire() -> None:
    """Un champ obligatoire (O) est vide."""


@regle("champ.conditionnel", Portee.CHAMP, fait="condition")
def conditionnel() -> None:
    """Un champ conditionné (C) est vide alors que sa condition est remplie."""


@regle("ligne.reference_repetee", Portee.LIGNE, "2.3")
def reference_repetee() -> None:
    """La même référence est portée par plusieurs lignes du fichier."""


@dataclass(frozen=True)
class Colonnage:
    """One column of the flux, with everything its cells are judged by. `vus` and `genres` remember what was judged."""

    champ: Champ
    controles: tuple[Controle, ...]
    vus: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    genres: dict[str, Genre] = field(default_factory=dict)


class JugeDeLot:
    """Judges the lines of one file, block by block, in order; some blocks may be left to other instances.

    No more is worded than can be listed after what the blocks before gave.
    """

    def __init__(self, lot: LotVu, prise_seule_admise: bool | None = None) -> None:
        if lot.format is None or lot.entete is None:
            raise ValueError("le flux du lot doit être reconnu")
        self.lot = lot
        self.format: Format = lot.format
        self.prise_seule_admise = prise_seule_admise
        self.codification = Codification(lot.protocole.motifs)
        self.partie = fautif(lot)
        self.colonnes = [Colonnage(c, controles(c)) for c in self.format.champs]
        self.de_ligne = tuple(r for r in de_portee(Portee.LIGNE) if r.id != "ligne.reference_repetee")
        self.genres: dict[str, Genre] = {}
        self.listes: dict[Genre, int] = {}
        self.noms_connus = frozenset(plie(c) for f in lot.protocole.formats.values() for c in f.noms)
        self.regles = de_portee(Portee.ENREGISTREMENT, self.format.flux)
        self.observations = de_portee(Portee.OBSERVATION, self.format.flux)
        self.cle = cle(self.format.flux)

    def juge_bloc(self, premiere: int, octets: bytes) -> tuple[Recueil, NDArray[np.uint64], NDArray[np.int64]]:
        """Findings of one block of whole lines, the prints of its keys, and their lines."""
        assert self.lot.entete is not None
        bloc = lit_bloc(premiere, octets, self.lot.entete)
        recueil = Recueil(lignes=len(bloc), deja=self.listes)
        cles = self._juge(bloc, recueil)
        recueil.deja = {}
        for genre_, nombre in recueil.listes.items():
            self.listes[genre_] = self.listes.get(genre_, 0) + nombre
        return recueil, *cles

    def _juge(self, bloc: Bloc, recueil: Recueil) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        for ecartee in bloc.ecartees:
            self._ecartee(ecartee, recueil)
        if not len(bloc):
            return np.empty(0, np.uint64), bloc.numeros
        vue = Vue(self.format.flux, self.format, bloc, self.lot.emetteur, self.prise_seule_admise)
        for colonne in self.colonnes:
            if colonne.champ.nom in bloc.colonnes:
                self._presence(colonne.champ, vue, recueil)
                self._cellules(colonne, vue, recueil)
        for regle_ in (*self.regles, *self.observations):
            self._enregistrements(regle_, vue, recueil)
        if self.cle not in bloc.colonnes or self.format.flux in SANS_CLE_UNIQUE:
            return np.empty(0, np.uint64), np.empty(0, np.int64)
        pleines = ~vue.vide(self.cle)
        recueil.exerce_masque("ligne.reference_repetee", self.cle, pleines, bloc.numeros)
        return empreintes(bloc.colonnes[self.cle])[pleines], bloc.numeros[pleines]

    def _presence(self, champ: Champ, vue: Vue, recueil: Recueil) -> None:
        if champ.nom == self.cle and self.format.flux is Flux.CMD_ACCES:
            return  # ligne.reference_vide says more
        if champ.statut is Statut.O:
            self._manque("champ.obligatoire", champ, vue.toutes(), "valeur attendue", vue, recueil)
        elif (
            champ.statut is Statut.C
            and champ.condition
            and champ.condition.verifiable
            and not (self.format.blocs and est_de_bloc(champ.nom))
        ):
            condition = champ.condition
            try:
                due = vue.retient(f"si {condition.texte}", lambda: vue.remplit(condition))
            except ChampAbsent:
                return
            self._manque("champ.conditionnel", champ, due, f"valeur attendue quand {condition.texte}", vue, recueil)

    def _manque(self, id_: str, champ: Champ, due: NDArray[np.bool_], attendu: str, vue: Vue, recueil: Recueil) -> None:
        recueil.exerce_masque(id_, champ.nom, due, vue.bloc.numeros)
        manque = due & vue.vide(champ.nom)
        if manque.any():
            fait: Fait = "statut" if id_ == "champ.obligatoire" else "condition"
            ecart = Ecart(due, manque, champ.nom, attendu)
            recueil.ajoute_masque(manque, *self._modele(id_, ecart, champ.source(fait), vue.bloc))

    def _cellules(self, colonnage: Colonnage, vue: Vue, recueil: Recueil) -> None:
        champ, colonne = colonnage.champ, vue.bloc.colonnes[colonnage.champ.nom]
        nombre = colonne.nombre - len(colonne.blanches)
        if not nombre:
            return
        premiere = int(vue.bloc.numeros[int(np.argmin(vue.vide(champ.nom)))])
        for controle in colonnage.controles:
            recueil.exerce(controle.id, champ.nom, nombre, premiere)
        rangs = suspects(champ, colonne)
        if colonne.douteuses.size:
            rangs = en_ordre(np.concatenate((rangs, colonne.douteuses)))
        if rangs.size > PEU:
            codes, distincts = colonne.distincts(rangs)
            fautifs = [bool(v.strip() and self._examine(colonnage, v)) for v in distincts]
            rangs = rangs[np.array(fautifs, np.bool_)[codes]]
        for rang in rangs.tolist():
            valeur = colonne[rang]
            if not valeur.strip():
                continue
            for id_, attendu in self._examine(colonnage, valeur):
                self._une_cellule(id_, attendu, colonnage, valeur, vue.bloc, rang, recueil)

    def _examine(self, colonnage: Colonnage, valeur: str) -> tuple[tuple[str, str], ...]:
        vus = colonnage.vus
        if valeur not in vus:
            if len(vus) >= DISTINCTES_MAX or len(valeur) > RETENUE_MAX:
                return examine(colonnage.champ, valeur, self.codification)
            vus[valeur] = examine(colonnage.champ, valeur, self.codification)
        return vus[valeur]

    def _une_cellule(
        self, id_: str, attendu: str, colonnage: Colonnage, valeur: str, bloc: Bloc, rang: int, recueil: Recueil
    ) -> None:
        connu = colonnage.genres.get(id_)
        if connu is not None and recueil.complet(connu):
            recueil.compte(connu, 1)
            return
        champ, fait = colonnage.champ, REGLES[id_].fait
        provenance = champ.source(fait) if fait else Provenance.SEED
        trouve = self.constate(id_, Defaut(attendu, champ.nom, valeur, provenance=provenance), bloc, rang)
        colonnage.genres[id_] = genre(trouve)
        recueil.ajoute(trouve)

    def _enregistrements(self, regle_: Regle, vue: Vue, recueil: Recueil) -> None:
        try:
            ecarts: list[Ecart] = list(regle_.fonction(vue))
        except ChampAbsent:
            return
        connus: dict[int, tuple[int, int]] = {}  # often one mask for many columns
        for ecart in ecarts:
            applicable = ecart.applicable
            if id(applicable) not in connus:
                premiere = int(vue.bloc.numeros[int(applicable.argmax())])
                connus[id(applicable)] = int(np.count_nonzero(applicable)), premiere
            recueil.exerce(regle_.id, ecart.champ, *connus[id(applicable)])
            if not ecart.fautives.any():
                continue
            source = ecart.provenance if not self.lot.protocole.officiel else Provenance.CLASSEUR
            recueil.ajoute_masque(ecart.fautives, *self._modele(regle_.id, ecart, source, vue.bloc))

    def _modele(self, id_: str, ecart: Ecart, source: Provenance, bloc: Bloc) -> tuple[Constat, Callable[[int], Place]]:
        """What the findings of one rule on one column of a block have in common, and where each stands by its row."""
        defaut = Defaut(ecart.attendu, ecart.champ, gravite=ecart.gravite, provenance=source)
        modele = constat(self.lot, id_, defaut, self.partie)
        colonne, cle_ = bloc.colonnes.get(ecart.champ), bloc.colonnes.get(self.cle)

        def place(rang: int) -> Place:
            valeur = colonne[rang] if colonne is not None else ""
            dossier = cle_[rang].strip() if cle_ is not None else ""
            return int(bloc.numeros[rang]), valeur, dossier

        return modele, place

    def _ecartee(self, ecartee: Ecartee, recueil: Recueil) -> None:
        assert self.lot.entete is not None
        if ecartee.motif == "largeur" and self._autre_entete(ecartee.texte):
            ecartee = Ecartee(ecartee.ligne, "entete", ecartee.cellules, ecartee.texte)
        connu = self.genres.get(ecartee.motif)
        if connu is not None and recueil.complet(connu):
            recueil.compte(connu, 1)
            return
        for regle_ in self.de_ligne:
            for defaut in regle_.fonction(ecartee, len(self.lot.entete.champs)):
                trouve = self.constate(regle_.id, defaut)
                self.genres[ecartee.motif] = genre(trouve)
                recueil.ajoute(trouve)

    def _autre_entete(self, texte: str) -> bool:
        """Whether a line of another width is the header of some flux."""
        if plie(texte.partition(";")[0].strip('"')) not in self.noms_connus:
            return False
        cellules = decoupe(texte)
        return cellules is not None and reconnait(cellules, self.lot.protocole).flux is not None

    def constate(self, id_: str, defaut: Defaut, bloc: Bloc | None = None, rang: int = 0) -> Constat:
        """A finding of this lot, placed on a row of a block when one is given."""
        ligne, dossier = defaut.ligne, ""
        if bloc is not None:
            ligne = int(bloc.numeros[rang])
            dossier = bloc.colonnes[self.cle][rang].strip() if self.cle in bloc.colonnes else ""
        return constat(self.lot, id_, defaut, self.partie, ligne, dossier)


def fautif(lot: LotVu) -> Partie | None:
    """Who wrote a file: its known sender, else the only party that may send its flux, else nobody named."""
    if lot.emetteur is not None or lot.entete is None or lot.entete.flux is None:
        return lot.emetteur
    possibles = {p for flux in (lot.entete.flux, *lot.entete.jumeaux) for p in EMETTEURS[flux]}
    return possibles.pop() if len(possibles) == 1 else None


def constat(
    lot: LotVu, id_: str, defaut: Defaut, partie: Partie | None, ligne: int | None = None, dossier: str = ""
) -> Constat:
    """A breach as a finding: severity from the rule and the provenance of the fact, § from the rule or the column."""
    regle_ = REGLES[id_]
    fmt = lot.format
    champ = fmt.par_nom.get(defaut.champ) if fmt else None
    gravite = defaut.gravite or regle_.gravite
    message = f"{regle_.phrase} {_majuscule(defaut.attendu)}".rstrip(" .") + "."
    if gravite is Gravite.NON_CONFORME and not defaut.provenance.certaine:
        gravite = Gravite.AVERTISSEMENT
        message = message[:-1] + " (à confirmer : ce fait ne vient pas du document)."
    return Constat(
        regle=id_,
        gravite=gravite,
        partie=partie,
        fichier=lot.fichier,
        ligne=ligne if ligne is not None else defaut.ligne,
        champ=defaut.champ,
        section=section(regle_.section) or (champ.section if champ else ""),
        message=message,
        provenance=defaut.provenance,
        valeur=defaut.valeur,
        flux=fmt.flux if fmt else None,
        dossier=dossier,
    )


def section(texte: str) -> str:
    """`3.2` as `§3.2`; `annexe` as it is."""
    return f"§{texte}" if texte[:1].isdigit() else texte


def _majuscule(texte: str) -> str:
    return texte[:1].upper() + texte[1:]
