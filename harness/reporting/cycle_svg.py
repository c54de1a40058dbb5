"""One state diagram a model and a situation, as SVG: no script, no font, nothing from the network. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise

from harness.protocol.evenements import evenements
from harness.protocol.lifecycle import FINALS, LIMITE, Etat
from harness.protocol.terms import Modele, Partie, Situation
from harness.reporting.cycle import coups, remarques, titre
from harness.reporting.cycle_trace import (
    BOUCLE,
    HAUTEUR_ETAT,
    HAUTEUR_LIGNE,
    MARGE,
    Chemin,
    Lien,
    Place,
    Trace,
    est_nominal,
    hauteur_du_libelle,
    lignes_du_lien,
    trace,
)

COULEURS = {Partie.OI: "#1a4f9c", Partie.OC: "#9a4700"}
LARGEUR_MINIMALE = 1000
_ENTETE = 64
_BANDE = 184
"""Height of the band of cancellation at the foot, above the notes."""
_LIGNE_PIED = 19
_DERIVE = 36
"""An arrow that passes a layer and moves aside by no more goes straight on; beyond, it could cross a label."""
_STYLE = """
text { font-family: Arial, Helvetica, 'Liberation Sans', sans-serif; font-size: 13px; fill: #1b1b1b }
.titre { font-size: 20px; font-weight: bold } .note { font-size: 12px; fill: #444 } .gras { font-weight: bold }
.etat { fill: #fff; stroke: #333; stroke-width: 1.4 } .droit { fill: #e8f0e4; stroke-width: 2.2 }
.monde { fill: #fff7d6; stroke: #7a6200; stroke-width: 1 } .chiffre { font-size: 11px; fill: #4a3c00 }
.double { fill: none; stroke: #333; stroke-width: 1 } .diffus { stroke-dasharray: 2 3 }
.OI { stroke: #1a4f9c } .OC { stroke: #9a4700 } .trait { fill: none; stroke-width: 1.5 } .large { stroke-width: 3 }
.tolere { stroke-dasharray: 6 4 } text.OI { stroke: none; fill: #1a4f9c } text.OC { stroke: none; fill: #9a4700 }
"""


def svg(modele: Modele, situation: Situation) -> str:
    """The diagram, as a whole SVG file. The identifiers in it are its own, so that several may share a page."""
    moves = coups(modele, situation)
    dessin = trace(moves)
    nom = f"cycle-{modele}-{situation}".lower()
    largeur = max(dessin.largeur, LARGEUR_MINIMALE)
    pied = list(_notes(modele, situation))
    hauteur = _ENTETE + dessin.hauteur + _BANDE + _LIGNE_PIED * (len(pied) + 1)
    decalage = (largeur - dessin.largeur) // 2
    corps = "\n".join(_corps(dessin, nom, numeros(modele, situation)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {largeur} {hauteur}" width="{largeur}" '
        f'height="{hauteur}" role="img" aria-labelledby="{nom}-t {nom}-d" xml:lang="fr">\n'
        f'<title id="{nom}-t">{_t(f"Cycle de vie : {titre(modele, situation)}")}</title>\n'
        f'<desc id="{nom}-d">{_t(_description(dessin, modele, situation))}</desc>\n'
        f"<style>{_STYLE}</style>\n<defs>{''.join(_pointe(nom, p) for p in Partie)}</defs>\n"
        f'<rect width="{largeur}" height="{hauteur}" fill="#fff"/>\n'
        f'<text class="titre" x="{MARGE}" y="32">{_t(titre(modele, situation))}</text>\n'
        f"{_legende(nom)}\n"
        f'<g transform="translate({decalage} {_ENTETE})">\n{corps}\n</g>\n'
        f'<g transform="translate({MARGE} {_ENTETE + dessin.hauteur})">\n{_annulation(modele, nom, largeur)}\n'
        + "\n".join(pied)
        + "\n</g>\n"
        "</svg>\n"
    )


def _t(texte: str) -> str:
    return escape(texte, quote=False)


def _description(dessin: Trace, modele: Modele, situation: Situation) -> str:
    """The diagram for who does not see it: the case without incident, every move, then what happens off the wire."""
    phrases = [f"Sans incident : {', '.join(dessin.nominal)}."]
    for lien in (*(c.lien for c in dessin.chemins), *dessin.boucles):
        for envoi, ou in lignes_du_lien(lien):
            phrases.append(f"De « {lien.depart} » à « {lien.arrivee} » : {envoi}, {ou}.")
    phrases += [f"Hors fichiers, « {e.etat} » : {e.texte}, §{e.section}." for e in evenements(modele, situation)]
    return " ".join(phrases)


def numeros(modele: Modele, situation: Situation) -> dict[Etat, list[int]]:
    """The numbers, from 1, of the facts of the world that each state holds."""
    ranges: dict[Etat, list[int]] = {}
    for numero, evenement in enumerate(evenements(modele, situation), 1):
        ranges.setdefault(evenement.etat, []).append(numero)
    return ranges


def _pastille(numero: int, x: int, y: int) -> str:
    return (
        f'<circle class="monde" cx="{x}" cy="{y}" r="8"/>'
        f'<text class="chiffre" x="{x}" y="{y + 4}" text-anchor="middle">{numero}</text>'
    )


def _pointe(nom: str, partie: Partie) -> str:
    return (
        f'<marker id="{nom}-{partie}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="11" markerHeight="11" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="{COULEURS[partie]}"/></marker>'
    )


def _legende(nom: str) -> str:
    morceaux = []
    x = MARGE
    for texte, classe, place in (
        ("message de l'OI", "OI", 110),
        ("message de l'OC", "OC", 110),
        ("toléré, lecture AMB du registre", "OI tolere", 190),
        ("fond vert, trait épais : sans incident", "OC large", 215),
    ):
        partie = classe.split()[0]
        morceaux.append(
            f'<path class="trait {classe}" d="M{x} 50h28" marker-end="url(#{nom}-{partie})"/>'
            f'<text class="note" x="{x + 34}" y="54">{_t(texte)}</text>'
        )
        x += place + 34
    fait = f'<text class="note" x="{x + 20}" y="54">fait du monde, hors fichiers</text>'
    return "".join((*morceaux, _pastille(1, x + 6, 50), fait))


def _corps(dessin: Trace, nom: str, faits: Mapping[Etat, Sequence[int]]) -> Iterator[str]:
    departs, arrivees = _ports(dessin)
    for chemin in dessin.chemins:
        yield _fleche(chemin, dessin, departs[id(chemin)], arrivees[id(chemin)], nom)
    for place in dessin.places:
        if place.etat is not None:
            milieu = dessin.hauts[place.rang] + dessin.hauteurs[place.rang] // 2
            yield _etat(place.etat, round(place.x), milieu, 2 * place.gauche, place.etat in dessin.nominal)
            yield from _boucles(place, milieu, dessin.boucles, nom)
            gauche = round(place.x) - place.gauche
            for i, numero in enumerate(faits.get(place.etat, ())):
                yield _pastille(numero, gauche + 14 + 19 * i, milieu - HAUTEUR_ETAT // 2)
        elif place.lien is not None:
            yield from _libelle(place.lien, round(place.x) + 7, dessin.hauts[place.rang])


def _ports(dessin: Trace) -> tuple[dict[int, int], dict[int, int]]:
    """Where each arrow touches its upper and its lower state: side by side, in the order of where it goes."""
    hauts: dict[int, int] = {}
    bas: dict[int, int] = {}
    for place in dessin.places:
        if place.etat is None:
            continue
        for ports, bout, suivant in ((hauts, 0, 1), (bas, -1, -2)):
            chemins = [c for c in dessin.chemins if c.places[bout] is place]
            chemins.sort(key=lambda c, i=suivant: c.places[i].x)  # type: ignore[misc]
            centre = next((i for i, c in enumerate(chemins) if est_nominal(c.lien, dessin.nominal)), None)
            axe = (len(chemins) - 1) / 2 if centre is None else centre
            pas = min(30, (place.gauche - 12) / max(1, axe, len(chemins) - 1 - axe))
            for i, chemin in enumerate(chemins):
                ports[id(chemin)] = round(place.x + (i - axe) * pas)
    return hauts, bas


def _fleche(chemin: Chemin, dessin: Trace, x_haut: int, x_bas: int, nom: str) -> str:
    """An arrow through its places: straight beside its label and where it only passes, curves in between."""
    points = [(x_haut, _bord(chemin.places[0], dessin, 1), False)]
    voisins = [x_haut, *(round(p.x) for p in chemin.places[1:-1]), x_bas]
    for i, place in enumerate(chemin.places[1:-1], 1):
        x, haut, hauteur = round(place.x), dessin.hauts[place.rang], dessin.hauteurs[place.rang]
        passe = place.lien is None and all(abs(x - v) <= _DERIVE for v in (voisins[i - 1], voisins[i + 1]))
        points += [(x, haut + hauteur // 2, True)] if passe else [(x, haut, False), (x, haut + hauteur, False)]
    points.append((x_bas, _bord(chemin.places[-1], dessin, -1), False))
    if chemin.remonte:
        points.reverse()
    trait = f"M{points[0][0]} {points[0][1]}"
    for (x1, y1, passe1), (x2, y2, passe2) in pairwise(points):
        milieu = (y1 + y2) // 2
        droit = x1 == x2 or (passe1 and passe2)
        trait += f"L{x2} {y2}" if droit else f"C{x1} {milieu} {x2} {milieu} {x2} {y2}"
    lien = chemin.lien
    droit = est_nominal(lien, dessin.nominal)
    classes = f"trait {lien.emetteur}{' tolere' if lien.tolere else ''}{' large' if droit else ''}"
    return f'<path class="{classes}" d="{trait}" marker-end="url(#{nom}-{lien.emetteur})"/>'


def _bord(place: Place, dessin: Trace, sens: int) -> int:
    return dessin.hauts[place.rang] + dessin.hauteurs[place.rang] // 2 + sens * HAUTEUR_ETAT // 2


def _etat(etat: str, x: int, y: int, largeur: int, droit: bool, diffus: bool = False) -> str:
    """A state: rounded, a double line when the order is over."""
    gauche, haut = x - largeur // 2, y - HAUTEUR_ETAT // 2
    classes = f"etat{' droit' if droit else ''}{' diffus' if diffus else ''}"
    double = (
        f'<rect class="double" x="{gauche + 4}" y="{haut + 4}" width="{largeur - 8}" height="{HAUTEUR_ETAT - 8}" rx="7"/>'  # noqa: E501
        if etat in set(FINALS)
        else ""
    )
    return (
        f'<rect class="{classes}" x="{gauche}" y="{haut}" width="{largeur}" height="{HAUTEUR_ETAT}" rx="10"/>{double}'
        f'<text class="gras" x="{x}" y="{y + 5}" text-anchor="middle">{_t(etat)}</text>'
    )


def _boucles(place: Place, milieu: int, boucles: Sequence[Lien], nom: str) -> Iterator[str]:
    """Moves that change nothing to the state: an arc on its right, and their labels."""
    siennes = [b for b in boucles if b.depart is place.etat]
    y = milieu - sum(map(hauteur_du_libelle, siennes)) // 2
    for boucle in siennes:
        x = round(place.x) + place.gauche
        classes = f"trait {boucle.emetteur}{' tolere' if boucle.tolere else ''}"
        arc = f"M{x} {milieu - 9}C{x + BOUCLE} {milieu - 20} {x + BOUCLE} {milieu + 20} {x} {milieu + 9}"
        yield f'<path class="{classes}" d="{arc}" marker-end="url(#{nom}-{boucle.emetteur})"/>'
        yield from _libelle(boucle, x + BOUCLE - 4, y)
        y += hauteur_du_libelle(boucle)


def _libelle(lien: Lien, x: int, haut: int) -> Iterator[str]:
    y = haut + HAUTEUR_LIGNE - 2
    for envoi, ou in lignes_du_lien(lien):
        yield f'<text class="{lien.emetteur}" x="{x}" y="{y}">{_t(envoi)}</text>'
        yield f'<text class="note" x="{x}" y="{y + HAUTEUR_LIGNE - 1}">{_t(ou)}</text>'
        y += 2 * HAUTEUR_LIGNE


def _annulation(modele: Modele, nom: str, largeur: int) -> str:
    """The band at the foot: cancellation, which leaves from every open state, then what the arrows do not say."""
    y, droite = 46, largeur - 2 * MARGE
    limite = f"à partir du premier {LIMITE[modele][0]} OK · §3.12"
    morceaux = [
        f'<path d="M0 0H{droite}" stroke="#bbb"/>',
        _etat("tout état en cours", 90, y, 170, False, diffus=True),
        _etat("en service", 90, y + 54, 170, False),
        _etat(Etat.ANNULATION_DEMANDEE, 460, y, 180, False),
        _etat(Etat.ANNULEE, 850, y, 130, False),
        _etat(Etat.RESILIEE, 850, y + 54, 130, False),
        _trait(nom, Partie.OC, f"M175 {y}H370", 182, y - 22, "OC · Annulation_Acces", "§3.12"),
        _trait(nom, Partie.OC, f"M175 {y + 54}C280 {y + 54} 300 {y + 12} 370 {y + 12}", 182, y + 60, "", "§7.1.1"),
        _trait(nom, Partie.OI, f"M550 {y}H785", 558, y - 22, "OI · CR_Annulation_Acces OK", "§3.13"),
        _trait(nom, Partie.OI, f"M550 {y + 10}C640 {y + 10} 640 {y + 54} 785 {y + 54}", 500, y + 60, "", limite),
        _trait(
            nom,
            Partie.OI,
            f"M420 {y + 20}C400 {y + 96} 130 {y + 96} 110 {y + 76}",
            150,
            y + 104,
            "OI · CR_Annulation_Acces KO : retour à l'état d'avant",
            "",
        ),
        f'<text class="note" x="150" y="{y + 119}">§3.13</text>',
    ]
    return "\n".join(morceaux)


def _trait(nom: str, partie: Partie, trait: str, x: int, y: int, envoi: str, ou: str) -> str:
    return (
        f'<path class="trait {partie}" d="{trait}" marker-end="url(#{nom}-{partie})"/>'
        f'<text class="{partie}" x="{x}" y="{y}">{_t(envoi)}</text>'
        f'<text class="note" x="{x}" y="{y + HAUTEUR_LIGNE - 1}">{_t(ou)}</text>'
    )


def _notes(modele: Modele, situation: Situation) -> Iterator[str]:
    """Below the band: what happens in the world, then what the arrows do not say."""
    y = _BANDE + 10
    for numero, e in enumerate(evenements(modele, situation), 1):
        phrase = f"« {e.etat} » : {e.texte} (§{e.section})."
        yield f'{_pastille(numero, 8, y - 4)}<text class="note" x="24" y="{y}">{_t(phrase)}</text>'
        y += _LIGNE_PIED
    for phrase in remarques((modele,)):
        yield f'<text class="note" x="0" y="{y + 6}">{_t(phrase)}</text>'
        y += _LIGNE_PIED
