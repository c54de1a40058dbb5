"""Where everything goes in a drawing of the lifecycle: layers, order in a layer, places. Plain numbers, no drawing.

The method is that of layered drawings. A state stands as low as the longest way that leads to it; a move that goes back
up is laid out as if it went down. Between two layers of states is a layer of labels: every move gets a place of its own
there, so that a label never falls on a state, and a move that crosses a layer gets a thin place in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from harness.protocol.lifecycle import Coup, Etat
from harness.protocol.terms import Flux, Partie

LARGEUR_CARACTERE = 6.7
"""Of the text of labels, in px, on average: enough for any sans-serif font at 13 px."""
HAUTEUR_ETAT = 40
HAUTEUR_LIGNE = 16
ECART = 16
ENTRE_RANGS = 30
MARGE = 24
BOUCLE = 34
"""Room on the right of a state for the arc of a move that comes back to it."""
_PASSES = 24


@dataclass(frozen=True, slots=True)
class Lien:
    """One arrow: the moves of one party from one state to another."""

    depart: Etat
    arrivee: Etat
    emetteur: Partie
    coups: tuple[Coup, ...]

    @property
    def tolere(self) -> bool:
        """Whether the arrow is there only by tolerance."""
        return all(c.tolerance for c in self.coups)


@dataclass(eq=False, slots=True)
class Place:
    """Room for a state, a label, or an arrow that passes. `x` is its axis; `gauche` and `droite` are its reach."""

    rang: int
    gauche: int
    droite: int
    hauteur: int
    etat: Etat | None = None
    lien: Lien | None = None
    x: float = 0
    voisins: list[tuple[Place, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chemin:
    """The way of one arrow, top to bottom: its two states and the places between. `remonte`: it is walked upwards."""

    lien: Lien
    places: tuple[Place, ...]
    remonte: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """A drawing laid out. `hauts` is the top of each layer; `boucles` are the arrows from a state to itself."""

    places: tuple[Place, ...]
    chemins: tuple[Chemin, ...]
    boucles: tuple[Lien, ...]
    nominal: tuple[Etat, ...]
    hauts: tuple[int, ...]
    hauteurs: tuple[int, ...]
    largeur: int
    hauteur: int


def liens(coups: Iterable[Coup]) -> tuple[Lien, ...]:
    """The arrows to draw: moves grouped by way and by party, without the cancellations, which leave from everywhere."""
    groupes: dict[tuple[Etat, Etat, Partie], list[Coup]] = {}
    for c in coups:
        if c.flux not in (Flux.ANNULATION, Flux.CR_ANNULATION):
            groupes.setdefault((c.etat, c.suivant, c.emetteur), []).append(c)
    return tuple(Lien(d, a, p, tuple(cs)) for (d, a, p), cs in groupes.items())


def nominal(fleches: Sequence[Lien]) -> tuple[Etat, ...]:
    """The shortest way to a line in service: the case without incident."""
    precedents: dict[Etat, Etat] = {}
    file = [Etat.NOUVELLE]
    while file:
        etat = file.pop(0)
        for lien in fleches:
            if lien.depart is etat and not lien.tolere and lien.arrivee not in (Etat.NOUVELLE, *precedents):
                precedents[lien.arrivee] = etat
                file.append(lien.arrivee)
    suite = [Etat.EN_SERVICE]
    while suite[0] is not Etat.NOUVELLE:
        suite.insert(0, precedents[suite[0]])
    return tuple(suite)


def est_nominal(lien: Lien, droit: Sequence[Etat]) -> bool:
    """Whether an arrow is a step of the case without incident."""
    return not lien.tolere and (lien.depart, lien.arrivee) in set(pairwise(droit))


def trace(coups: Iterable[Coup]) -> Trace:
    """Lay out the moves of one model and one situation. The same moves always give the same numbers."""
    fleches = liens(coups)
    droit = nominal(fleches)
    boucles = tuple(lien for lien in fleches if lien.depart is lien.arrivee)
    autres = tuple(lien for lien in fleches if lien.depart is not lien.arrivee)
    rangs = _rangs(autres, droit)
    places = {e: _place_d_etat(e, 2 * r, [b for b in boucles if b.depart is e]) for e, r in rangs.items()}
    chemins = tuple(_chemin(lien, places, droit) for lien in autres)
    toutes = [*places.values(), *(p for c in chemins for p in c.places[1:-1])]
    couches = _ordonne(toutes)
    _espace(couches)
    gauche = min(p.x - p.gauche for p in toutes)
    for place in toutes:
        place.x = round(place.x - gauche + MARGE)
    largeur = round(max(p.x + p.droite for p in toutes)) + MARGE
    hauteurs = tuple(max(p.hauteur for p in couche) for couche in couches)
    hauts: list[int] = []
    y = MARGE
    for hauteur in hauteurs:
        hauts.append(y)
        y += hauteur + ENTRE_RANGS
    return Trace(tuple(toutes), chemins, boucles, droit, tuple(hauts), hauteurs, largeur, y - ENTRE_RANGS + MARGE)


def lignes_du_lien(lien: Lien) -> tuple[tuple[str, str], ...]:
    """The label of an arrow, two texts a move: what is sent, then the § and the tolerance."""
    return tuple(
        (
            f"{c.emetteur} · {c.flux} {c.issue}".strip(),
            f"§{c.section}" + (f" · toléré ({c.tolerance})" if c.tolerance else ""),
        )
        for c in lien.coups
    )


def largeur_du_libelle(lien: Lien) -> int:
    """Room for the label of an arrow, in px."""
    return round(max(len(texte) for textes in lignes_du_lien(lien) for texte in textes) * LARGEUR_CARACTERE) + 8


def hauteur_du_libelle(lien: Lien) -> int:
    """Height of the label of an arrow, in px."""
    return 2 * HAUTEUR_LIGNE * len(lien.coups) + 4


def _rangs(fleches: Sequence[Lien], droit: Sequence[Etat]) -> dict[Etat, int]:
    """Layer of each state: the longest way from the start, arrows that go back up left aside."""
    descendent = _descendent(fleches, droit)
    rangs = {Etat.NOUVELLE: 0}
    for _ in Etat:
        for lien in fleches:
            if lien in descendent and lien.depart in rangs:
                rangs[lien.arrivee] = max(rangs.get(lien.arrivee, 0), rangs[lien.depart] + 1)
    return rangs


def _descendent(fleches: Sequence[Lien], droit: Sequence[Etat]) -> set[Lien]:
    """The arrows that close no loop, walked depth first, the case without incident before all others."""
    retenues: set[Lien] = set()
    en_cours: list[Etat] = []
    finis: set[Etat] = set()
    ordre = sorted(fleches, key=lambda lien: (lien.depart not in droit, lien.arrivee not in droit))

    def visite(etat: Etat) -> None:
        en_cours.append(etat)
        for lien in ordre:
            if lien.depart is etat and lien.arrivee not in en_cours:
                retenues.add(lien)
                if lien.arrivee not in finis:
                    visite(lien.arrivee)
        finis.add(en_cours.pop())

    visite(Etat.NOUVELLE)
    return retenues


def _place_d_etat(etat: Etat, rang: int, boucles: Sequence[Lien]) -> Place:
    demie = max(150, round(len(etat) * LARGEUR_CARACTERE) + 40) // 2
    droite = demie + (BOUCLE + max(map(largeur_du_libelle, boucles)) if boucles else 0)
    hauteur = max(HAUTEUR_ETAT, sum(map(hauteur_du_libelle, boucles)))
    return Place(rang, demie, droite, hauteur, etat=etat)


def _chemin(lien: Lien, places: dict[Etat, Place], droit: Sequence[Etat]) -> Chemin:
    """Places for an arrow, the label next to the state that it leaves."""
    haut, bas = places[lien.depart], places[lien.arrivee]
    remonte = haut.rang > bas.rang
    if remonte:
        haut, bas = bas, haut
    rang_libelle = bas.rang - 1 if remonte else haut.rang + 1
    suite = [haut]
    for rang in range(haut.rang + 1, bas.rang):
        if rang == rang_libelle:
            suite.append(Place(rang, 6, largeur_du_libelle(lien), hauteur_du_libelle(lien), lien=lien))
        else:
            suite.append(Place(rang, 6, 6, 0))
    suite.append(bas)
    raideur = 100 if est_nominal(lien, droit) else 1
    for un, autre in pairwise(suite):
        poids = raideur * (12 if un.etat is None and autre.etat is None else 1)
        un.voisins.append((autre, poids))
        autre.voisins.append((un, poids))
    return Chemin(lien, tuple(suite), remonte)


def _ordonne(places: Sequence[Place]) -> list[list[Place]]:
    """Layers, each in an order that keeps arrows from crossing: barycentres, up and down; the best order is kept."""
    couches: list[list[Place]] = [[] for _ in range(max(p.rang for p in places) + 1)]
    for place in places:
        couches[place.rang].append(place)
    meilleures, moins = [list(c) for c in couches], _croisements(couches)
    for passe in range(_PASSES):
        descend = passe % 2 == 0
        rangs = {id(p): i for couche in couches for i, p in enumerate(couche)}
        for couche in couches if descend else reversed(couches):
            vers = {id(p): (_barycentre(p, descend, rangs), rangs[id(p)]) for p in couche}
            couche.sort(key=lambda p, vers=vers: vers[id(p)])  # type: ignore[misc]
            rangs |= {id(p): i for i, p in enumerate(couche)}
        croisements = _croisements(couches)
        if croisements < moins:
            meilleures, moins = [list(c) for c in couches], croisements
    return meilleures


def _barycentre(place: Place, descend: bool, rangs: dict[int, int]) -> float:
    voisins = [rangs[id(v)] for v, _ in place.voisins if (v.rang < place.rang) is descend]
    return sum(voisins) / len(voisins) if voisins else rangs[id(place)]


def _croisements(couches: Sequence[Sequence[Place]]) -> int:
    total = 0
    for haut, bas in pairwise(couches):
        ordre = {id(p): i for i, p in enumerate(bas)}
        traits = [(i, ordre[id(v)]) for i, p in enumerate(haut) for v, _ in p.voisins if id(v) in ordre]
        total += sum((a - c) * (b - d) < 0 for k, (a, b) in enumerate(traits) for c, d in traits[:k])
    return total


def _espace(couches: Sequence[Sequence[Place]]) -> None:
    """Axes: each place as near as can be to those it is tied to, none on its neighbour."""
    for couche in couches:
        _pose(couche, lambda _: 0)
    for passe in range(_PASSES * 8):
        for couche in couches if passe % 2 == 0 else reversed(couches):
            _pose(couche, _souhait)


def _souhait(place: Place) -> float:
    poids = sum(w for _, w in place.voisins)
    return sum(v.x * w for v, w in place.voisins) / poids if poids else place.x


def _pose(couche: Sequence[Place], souhait: Callable[[Place], float]) -> None:
    """Least squares under the order of the layer: neighbours that would overlap are moved as one block."""
    decalages = [0.0]
    for un, autre in pairwise(couche):
        decalages.append(decalages[-1] + un.droite + ECART + autre.gauche)
    blocs: list[tuple[float, float, int]] = []
    for place, decalage in zip(couche, decalages, strict=True):
        poids = float(sum(w for _, w in place.voisins) or 1)
        bloc = (souhait(place) - decalage, poids, 1)
        while blocs and blocs[-1][0] >= bloc[0]:
            valeur, masse, nombre = blocs.pop()
            total = masse + bloc[1]
            bloc = ((valeur * masse + bloc[0] * bloc[1]) / total, total, nombre + bloc[2])
        blocs.append(bloc)
    valeurs = [valeur for valeur, _, nombre in blocs for _ in range(nombre)]
    for place, valeur, decalage in zip(couche, valeurs, decalages, strict=True):
        place.x = valeur + decalage
