"""Every way to damage what was exchanged. Each takes a random source and the files, and returns other files.

A damage that does not apply raises `SansObjet`, or changes nothing. `autres` are the files of all
conversations, to borrow from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from tests.mutants.tableur import Rangees, avec, rangees, remplace
from tests.oracle.fichier import Lot

Lots = list[Lot]
Degat = Callable[[Random, Lots, Sequence[Lot]], Lots]


class SansObjet(Exception):
    """This damage has nothing to bite here."""


FAMILLES = (
    ("OK", "KO"), ("OUI", "NON"), ("CHAUD", "FROID"), ("OI", "OC", "STOC"), ("O", "N"), ("COFI", "LOCA", "AUTO", "NA"),
    ("ANNUL", "RESIL"),
)  # fmt: skip

ORDURES = (
    "?", "0", "NA", "HOTLINE", "hotline", "XX", "x" * 300, "=1+1", 'gui"llemet', "a;b", "✓ é", "\u00a0", "\t", "null",
    "-", "999", "<b>", "\x07", "\ufffd", "12-3456-7890", "20261301 25:61",
)  # fmt: skip

DATES = ("20260230 10:00", "20260105", "05/01/2026", "2026-01-05T09:00:00", "20260105 9:00", "20300101 00:00")


def _lot(alea: Random, lots: Lots) -> tuple[int, Rangees]:
    """One of the files that still has a header and lines, and its rows."""
    lus = [(i, r) for i, lot in enumerate(lots) if len(r := rangees(lot)) > 1]
    if not lus:
        raise SansObjet
    return alea.choice(lus)


def _change(lots: Lots, rang: int, lignes: Rangees) -> Lots:
    return [*lots[:rang], avec(lots[rang], lignes), *lots[rang + 1 :]]


def _cellule(alea: Random, lots: Lots, change: Callable[[str], str], choisie: Callable[[str, str], bool]) -> Lots:
    """Rewrite one cell among those that are chosen by (column, text)."""
    rang, lignes = _lot(alea, lots)
    places = [
        (ligne, j)
        for ligne in lignes[1:]
        for j, texte in enumerate(ligne[: len(lignes[0])])
        if choisie(lignes[0][j], texte)
    ]
    if not places:
        raise SansObjet
    ligne, j = alea.choice(places)
    ligne[j] = change(ligne[j])
    return _change(lots, rang, lignes)


def _pleine(_: str, texte: str) -> bool:
    return texte != ""


def cellule_vide(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    return _cellule(alea, lots, lambda _: "" if alea.random() < 0.8 else "  ", _pleine)


def cellule_autre_valeur(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    """Another value of the closed list that the cell is from."""
    famille = {v: f for f in FAMILLES for v in f}

    def autre(texte: str) -> str:
        return alea.choice([v for v in famille[texte.upper()] if v != texte.upper()])

    return _cellule(alea, lots, autre, lambda _, t: t.upper() in famille)


def cellule_ordure(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    partout = alea.random() < 0.4
    return _cellule(alea, lots, lambda _: alea.choice(ORDURES), lambda _, t: partout or t != "")


def cellule_casse(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    return _cellule(alea, lots, str.swapcase, _pleine)


def cellule_espaces(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    return _cellule(alea, lots, lambda t: alea.choice((" ", "\u00a0")) + t + " ", _pleine)


def cellule_date(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    return _cellule(alea, lots, lambda _: alea.choice(DATES), lambda c, t: c.startswith("Date") and t != "")


def reference_echangee(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    """One reference of a line becomes another one that is in use, or one that differs by a sign."""
    ailleurs = [r for lot in (*lots, *alea.sample(autres, min(3, len(autres)))) for r in rangees(lot)]
    connues = [t for r in ailleurs for t in r if "-" in t and len(t) > 6]

    def autre(texte: str) -> str:
        if connues and alea.random() < 0.6:
            return alea.choice(connues)
        k = alea.randrange(len(texte))
        return texte[:k] + ("Z" if texte[k] != "Z" else "Y") + texte[k + 1 :]

    return _cellule(alea, lots, autre, lambda c, t: c.startswith(("Reference", "IdRdv", "Numero", "OC ")) and t != "")


def bloc_deplace(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    """A whole route block goes elsewhere in its line, is repeated, or is emptied."""
    lus = [(i, r) for i, lot in enumerate(lots) if len(r := rangees(lot)) > 1 and {"OC 1", "OC 4"} <= {*r[0]}]
    if not lus:
        raise SansObjet
    rang, lignes = alea.choice(lus)
    debut = lignes[0].index("OC 1")
    ligne = alea.choice(lignes[1:])
    if len(ligne) != len(lignes[0]):
        raise SansObjet
    de, a = (debut + 13 * alea.randrange(4) for _ in "da")
    avant = list(ligne)
    sort = alea.random()
    ligne[a : a + 13], ligne[de : de + 13] = avant[de : de + 13], avant[de if sort < 0.3 else a :][:13]
    if sort > 0.7:
        ligne[de : de + 13] = [""] * 13
    return _change(lots, rang, lignes)


def _colonnes(alea: Random, lots: Lots, change: Callable[[list[str], int], list[str]]) -> Lots:
    rang, lignes = _lot(alea, lots)
    j = alea.randrange(len(lignes[0]))
    return _change(lots, rang, [change(ligne, j) if len(ligne) > j else ligne for ligne in lignes])


def colonne_otee(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    return _colonnes(alea, lots, lambda r, j: r[:j] + r[j + 1 :])


def colonne_doublee(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    return _colonnes(alea, lots, lambda r, j: [*r[: j + 1], r[j], *r[j + 1 :]])


def colonne_renommee(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    rang, lignes = _lot(alea, lots)
    j = alea.randrange(len(lignes[0]))
    nom = lignes[0][j]
    lignes[0][j] = alea.choice((nom.upper(), nom + " ", nom[:-1], "Colonne", nom.replace(" ", ""), nom + "_x", ""))
    return _change(lots, rang, lignes)


def colonnes_permutees(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    rang, lignes = _lot(alea, lots)
    i, j = alea.sample(range(len(lignes[0])), 2)
    for ligne in lignes:
        if len(ligne) > max(i, j):
            ligne[i], ligne[j] = ligne[j], ligne[i]
    return _change(lots, rang, lignes)


def cellules_permutees(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    """Two cells of one line change places, the header does not: a shifted file."""
    rang, lignes = _lot(alea, lots)
    ligne = alea.choice(lignes[1:])
    if len(set(ligne)) < 2:
        raise SansObjet
    i = alea.randrange(len(ligne))
    j = alea.choice([k for k, texte in enumerate(ligne) if texte != ligne[i]])
    ligne[i], ligne[j] = ligne[j], ligne[i]
    return _change(lots, rang, lignes)


def ligne_otee(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    rang, lignes = _lot(alea, lots)
    del lignes[alea.randrange(1, len(lignes))]
    return _change(lots, rang, lignes)


def ligne_doublee(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    rang, lignes = _lot(alea, lots)
    return _change(lots, rang, [*lignes, list(alea.choice(lignes[1:]))])


def ligne_coupee(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    rang, lignes = _lot(alea, lots)
    i = alea.randrange(1, len(lignes))
    lignes[i] = lignes[i][: alea.randrange(1, len(lignes[i]) + 1)] if alea.random() < 0.5 else [*lignes[i], ""]
    return _change(lots, rang, lignes)


def ligne_d_un_autre(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    """The line of another order in the same flux; half of the time under the reference of this one."""
    rang, lignes = _lot(alea, lots)
    memes = [r for lot in alea.sample(autres, min(40, len(autres))) if len(r := rangees(lot)) > 1 and r[0] == lignes[0]]
    if not memes:
        raise SansObjet
    i, ligne = alea.randrange(1, len(lignes)), list(alea.choice(alea.choice(memes)[1:]))
    if alea.random() < 0.5:
        ligne[0] = lignes[i][0]
    lignes[i] = ligne
    return _change(lots, rang, lignes)


def lot_ote(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    if len(lots) < 2:
        raise SansObjet
    rang = alea.randrange(len(lots))
    return [*lots[:rang], *lots[rang + 1 :]]


def fin_otee(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    """The conversation stops early."""
    if len(lots) < 2:
        raise SansObjet
    return lots[: alea.randrange(1, len(lots))]


def lot_double(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    """A file comes again, sometimes to the byte, sometimes without its last line end."""
    rang = alea.randrange(len(lots))
    copie = lots[rang] if alea.random() < 0.5 else remplace(lots[rang], lots[rang].octets.rstrip(b"\n"))
    place = alea.randrange(rang + 1, len(lots) + 1)
    return [*lots[:place], copie, *lots[place:]]


def lot_renomme(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    rang = alea.randrange(len(lots))
    lot = lots[rang]
    nom = alea.choice(("0001_lot.csv", "0002_" + alea.choice(lots).nom.partition("_")[2], "0003_Cmd_Acces.txt"))
    return [*lots[:rang], Lot(nom, lot.emetteur, lot.de, lot.a, lot.octets, lot.instant), *lots[rang + 1 :]]


def _octets(alea: Random, lots: Lots, change: Callable[[bytes], bytes]) -> Lots:
    rang = alea.randrange(len(lots))
    return [*lots[:rang], remplace(lots[rang], change(lots[rang].octets)), *lots[rang + 1 :]]


def lot_tronque(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    return _octets(alea, lots, lambda o: o[: alea.randrange(len(o))] if o else o)


def lot_vide(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    return _octets(alea, lots, lambda o: b"" if alea.random() < 0.3 else o.partition(b"\n")[0] + b"\n")


def octet_change(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    def change(o: bytes) -> bytes:
        k = alea.randrange(len(o)) if o else 0
        return o[:k] + bytes([alea.choice((0x22, 0x3B, 0x0A, 0xE9, 0x41, 0x20, 0x0D))]) + o[k + 1 :]

    return _octets(alea, lots, change)


def flux_meles(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    autre = alea.choice([*lots, *autres]).octets
    suite = autre if alea.random() < 0.5 else autre.partition(b"\n")[2]
    return _octets(alea, lots, lambda o: o + suite)


def lots_permutes(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    if len(lots) < 2:
        raise SansObjet
    i, j = alea.sample(range(len(lots)), 2)
    permutes = list(lots)
    permutes[i], permutes[j] = permutes[j], permutes[i]
    return permutes


def lot_deplace(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    reste = list(lots)
    lot = reste.pop(alea.randrange(len(reste)))
    reste.insert(alea.randrange(len(reste) + 1), lot)
    return reste


def lot_d_un_autre(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    """A file of another conversation slips in, or takes the place of one."""
    rang = alea.randrange(len(lots))
    return [*lots[:rang], alea.choice(autres), *lots[rang + (alea.random() < 0.5) :]]


def message_de_trop(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    """One more message on this order: a line of another conversation, under the references of this one."""
    rang, lignes = _lot(alea, lots)
    venu = alea.choice(autres)
    contenu = rangees(venu)
    propres = ("ReferenceCommandePriseInterneOC", "ReferencePrestationPrise")
    if len(contenu) < 2 or contenu[0][0] != propres[0] or lignes[0][0] != propres[0]:
        raise SansObjet
    ligne = list(alea.choice(contenu[1:]))
    for j, nom in enumerate(contenu[0]):
        if nom in propres:
            ligne[j] = _premiere(lots, nom)
    source = lots[rang]
    de, a = (source.de, source.a) if venu.emetteur == source.emetteur else (source.a, source.de)
    nouveau = avec(Lot(venu.nom, venu.emetteur, de, a, b"", source.instant), [contenu[0], ligne])
    place = alea.randrange(1, len(lots) + 1)
    return [*lots[:place], nouveau, *lots[place:]]


def _premiere(lots: Lots, nom: str) -> str:
    """The first value that a column has in the files, "" when it has none."""
    lus = [r for lot in lots if len(r := rangees(lot)) > 1 and nom in r[0] and len(r[1]) >= len(r[0])]
    return next((v for r in lus if (v := r[1][r[0].index(nom)])), "")


def dates_deplacees(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    """All the dates of one file move together."""
    rang, lignes = _lot(alea, lots)
    pas = timedelta(days=alea.choice((-400, -1, 1, 30)), minutes=alea.choice((0, 7)))
    for ligne in lignes[1:]:
        for j, texte in enumerate(ligne):
            try:
                ligne[j] = (datetime.strptime(texte, "%Y%m%d %H:%M") + pas).strftime("%Y%m%d %H:%M")
            except (ValueError, OverflowError):
                continue
    return _change(lots, rang, lignes)


def encodage(alea: Random, lots: Lots, autres: Sequence[Lot]) -> Lots:
    genre = alea.choice(("cp1252", "iso-8859-15", "utf-8-sig", "utf-16", "mojibake", "crlf", "cr", "sans fin"))

    def change(o: bytes) -> bytes:
        try:
            texte = o.decode("utf-8")
            if genre == "mojibake":
                return o.decode("latin-1").encode("utf-8")
            if genre in ("crlf", "cr"):
                return o.replace(b"\n", b"\r\n" if genre == "crlf" else b"\r")
            return o.rstrip(b"\n") if genre == "sans fin" else texte.encode(genre)
        except (UnicodeDecodeError, UnicodeEncodeError):
            raise SansObjet from None

    return _octets(alea, lots, change)


DEGATS: dict[str, tuple[Degat, int]] = {
    f.__name__: (f, poids)
    for f, poids in (
        (cellule_vide, 6), (cellule_autre_valeur, 8), (cellule_ordure, 6), (cellule_casse, 2), (cellule_espaces, 2),
        (cellule_date, 2), (reference_echangee, 5), (bloc_deplace, 3), (colonne_otee, 2), (colonne_doublee, 1),
        (colonne_renommee, 3), (colonnes_permutees, 1), (cellules_permutees, 3), (ligne_otee, 1), (ligne_doublee, 1),
        (ligne_coupee, 1), (ligne_d_un_autre, 4), (lot_ote, 6), (fin_otee, 2), (lot_double, 3), (lot_renomme, 1),
        (lot_tronque, 2), (lot_vide, 1), (octet_change, 3), (flux_meles, 1), (lots_permutes, 5), (lot_deplace, 6),
        (lot_d_un_autre, 2), (message_de_trop, 8), (dates_deplacees, 2), (encodage, 3),
    )
}  # fmt: skip
"""Name -> the damage, and how often it is drawn."""
