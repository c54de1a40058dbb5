"""One file, read line by line with nothing but split(): what it is, its rows by column name, what is wrong with it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from tests.oracle.faits import (
    BLOC,
    BLOC_REMPLI,
    CERTAINES,
    COLONNES,
    EMETTEUR,
    ETAT,
    LISTES,
    OBLIGATOIRES,
    OC,
    OI,
    REF,
    RPP,
    UNE_LIGNE,
    bloc,
    bourrage,
    remplissage,
)  # fmt: skip

Rangee = dict[str, str]

REFERENCES = {REF, RPP, "ReferencePrise", "ReferencePrestationPm", "ReferencePm", "ReferenceDemandeOC"}


@dataclass(frozen=True)
class Lot:
    """A file as it was exchanged: its bytes, who sent it (OI or OC), the codes of both ends, when (ISO 8601)."""

    nom: str
    emetteur: str
    de: str
    a: str
    octets: bytes
    instant: str = ""


@dataclass
class Lu:
    """A file, read. `fautes` condemn it; `doutes` are what the document does not decide."""

    lot: Lot
    flux: str = ""
    rangees: list[Rangee] = field(default_factory=list)
    fautes: list[str] = field(default_factory=list)
    doutes: list[str] = field(default_factory=list)


def texte_de(octets: bytes) -> str | None:
    """The text of a file, None when it is no text that can be read as CSV."""
    if not octets or octets.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"%PDF")) or b"\0" in octets:
        return None
    for encodage in ("utf-8-sig", "cp1252", "iso-8859-15"):
        try:
            return octets.decode(encodage)
        except UnicodeDecodeError:
            continue
    return None


def _utf8(octets: bytes) -> bool:
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def plie(nom: str) -> str:
    """A column name without case, spaces, or the scars of UTF-8 read as Latin-1."""
    for _ in range(2):
        for encodage in ("cp1252", "latin-1"):
            try:
                nom = nom.encode(encodage).decode("utf-8")
                break
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
    plat = "".join(unicodedata.normalize("NFC", nom).split()).casefold()
    return "referenceprise" if plat in ("referencetechniqueprise", "referencepto") else plat


PLIES = {flux: {plie(c): c for c in colonnes} for flux, colonnes in COLONNES.items()}


CONNUS = {nom for connus in PLIES.values() for nom in connus}


def lettres(nom: str) -> str:
    """What every encoding writes alike in a folded name; "?" stands for a sign that one could not write."""
    return "".join(c for c in nom if c.isascii() and c != "?")


def rendus(noms: list[str]) -> list[str]:
    """The names, but those that an encoding broke as the only column they can be: §2.3 sets no encoding."""
    sains, lus = [n for n in noms if n in CONNUS], list(noms)
    casses = [n for n in noms if n not in CONNUS and lettres(n) != n]
    for nom in casses:
        possibles = [c for c in CONNUS if lettres(c) == lettres(nom)]
        pareils = [n for n in casses if lettres(n) == lettres(nom)]
        if len(possibles) == len(pareils) == 1 and possibles[0] not in sains:
            lus[noms.index(nom)] = possibles[0]
    return lus


def flux_de(noms: list[str], emetteur: str) -> str:
    """The flux whose columns are there, "" when less than half of any are."""
    meilleur, note = "", 0.0
    for flux, connus in PLIES.items():
        if len({*noms} & connus.keys()) * 2 < len(connus):
            continue
        n = len({*noms} & connus.keys()) / len({*noms} | connus.keys())
        if n > note or (n == note and EMETTEUR.get(meilleur) != emetteur == EMETTEUR.get(flux)):
            meilleur, note = flux, n
    return meilleur


def cellules(ligne: str) -> list[str] | None:
    """Cells of one line; None when a quote is not closed on it, or does not quote a whole cell (§2.3: CSV)."""
    if '"' not in ligne:
        return ligne.split(";")
    trouvees: list[str] = []
    reste = ligne
    while True:
        citee = reste.startswith('"')
        if citee:
            cellule, reste = _citee(reste[1:])
        else:
            cellule = reste.split(";", 1)[0]
            reste = reste[len(cellule) :]
        if cellule is None or (not citee and '"' in cellule) or (reste and reste[0] != ";"):
            return None
        trouvees.append(cellule)
        if not reste:
            return trouvees
        reste = reste[1:]


def _citee(texte: str) -> tuple[str | None, str]:
    """A cell after its opening quote, and what follows its closing one; two quotes are one."""
    cellule = ""
    while '"' in texte:
        avant, _, texte = texte.partition('"')
        cellule += avant
        if not texte.startswith('"'):
            return cellule, texte
        cellule, texte = cellule + '"', texte[1:]
    return None, ""


def lit(lot: Lot) -> Lu:
    """Read one file and judge it on its form, row by row."""
    lu = Lu(lot)
    texte = texte_de(lot.octets)
    if texte is None or not texte:
        lu.fautes.append("fichier vide ou illisible (§3.2)")
        return lu
    texte = texte.replace("\r\n", "\n")
    if "\n" not in texte:
        texte = texte.replace("\r", "\n")
    lignes = texte.split("\n")
    if lignes[-1] == "":
        lignes.pop()
    entete = cellules(lignes[0])
    noms = rendus([plie(c) for c in entete]) if entete is not None else []
    if ("Â" in lignes[0] or "Ã" in lignes[0]) and not _utf8(lot.octets):
        lu.doutes.append("un nom de colonne en UTF-8 dont des octets sont abîmés")
    if "\r" in lignes[0]:
        lu.doutes.append("retour chariot au milieu d'un nom de colonne")
    lu.flux = flux_de(noms, lot.emetteur)
    if not lu.flux:
        lu.fautes.append("en-tête d'aucun flux (§2.3)")
        return lu
    if lot.emetteur != EMETTEUR.get(lu.flux, lot.emetteur):
        lu.fautes.append(f"{lu.flux} émis par l'{lot.emetteur} (§3)")
    _entete(lu, noms)
    _lignes(lu, noms, lignes)
    _repetitions(lu)
    for rangee in lu.rangees:
        _rangee(lu, rangee)
    if lu.flux == "Gel/Degel RDV":  # §3.14.4: an indication, implemented by nobody
        lu.fautes.clear()
        lu.doutes.clear()
    return lu


def _entete(lu: Lu, noms: list[str]) -> None:
    connus = PLIES[lu.flux]
    presents = [connus[n] for n in noms if n in connus]
    for colonne in COLONNES[lu.flux]:
        if colonne in CERTAINES.get(lu.flux, set()) and colonne not in presents:
            lu.fautes.append(f"colonne {colonne} absente (§2.6)")
    if len(set(presents)) != len(presents):
        lu.fautes.append("colonne en double (§3.2)")
    if lu.flux == "CR_Cmd_Acces":  # the only flux whose columns the document lists from first to last
        if len(noms) != len(presents):
            lu.fautes.append("colonne de trop (annexe)")
        if presents != [c for c in COLONNES[lu.flux] if c in presents]:
            lu.fautes.append("colonnes en désordre (annexe)")


def _lignes(lu: Lu, noms: list[str], lignes: list[str]) -> None:
    connus = PLIES[lu.flux]
    for numero, ligne in enumerate(lignes[1:], start=2):
        if not ligne:
            continue
        trouvees = cellules(ligne)
        if "\r" in ligne:  # the end of a line for some, a sign like another for others
            lu.doutes.append(f"ligne {numero} : retour chariot au milieu d'une cellule")
            if trouvees is None or len(trouvees) != len(noms):
                continue
        if trouvees is None:
            lu.fautes.append(f"ligne {numero} : guillemet non fermé, ou au milieu d'une cellule (§2.3)")
        elif len(trouvees) != len(noms):
            lu.fautes.append(f"ligne {numero} : {len(trouvees)} cellules pour {len(noms)} colonnes (§3.2)")
        elif flux_de([plie(c) for c in trouvees], lu.lot.emetteur):
            lu.fautes.append(f"ligne {numero} : un second en-tête (§2.3)")
        else:
            lu.rangees.append({connus[n]: c.strip() for n, c in zip(noms, trouvees, strict=True) if n in connus})


def _repetitions(lu: Lu) -> None:
    cle = "ReferenceDemandeOC" if lu.flux == "DemandeRdv" else REF
    references = [r[cle] for r in lu.rangees if r.get(cle)]
    if lu.flux in UNE_LIGNE and len(set(references)) != len(references):
        lu.fautes.append("même référence sur deux lignes (§2.3)")


def _rangee(lu: Lu, r: Rangee) -> None:
    for champ in OBLIGATOIRES.get(lu.flux, []):
        if r.get(champ) == "":
            lu.fautes.append(f"{champ} vide")
    for champ in REFERENCES & CERTAINES.get(lu.flux, set()):
        hotline = champ == "ReferencePrise" and r.get(champ, "").upper() == "HOTLINE"
        if remplissage(r.get(champ, "")) and not hotline:  # §3.3 has placeholders in blocks, and nowhere else
            lu.fautes.append(f"{champ} : remplissage à la place d'une référence (§3.1, §3.3)")
    for (flux, champ), valeurs in LISTES.items():
        if flux == lu.flux and r.get(champ) and r[champ].upper() not in valeurs:
            lu.fautes.append(f"{champ} hors liste")
    if lu.flux in ETAT:
        etat, motif = ETAT[lu.flux]
        if r.get(etat, "").upper() == "KO" and r.get(motif) == "":
            lu.fautes.append(f"{motif} vide sur un KO")
    JUGES.get(lu.flux, lambda *_: None)(lu, r)


def _cmd(lu: Lu, r: Rangee) -> None:
    if r.get("TypeRacco", "").upper() == "OI" and r.get("PriseExistante", "").upper() == "N" and r.get("IdRdv") == "":
        lu.fautes.append("IdRdv vide en modèle OI, PTO à construire (§4.1)")
    if r.get("PriseExistante", "").upper() == "O" and bourrage(r.get("ReferencePrise", "")):
        lu.doutes.append("remplissage à la place de la référence de PTO (§4.3.1)")


def _ar(lu: Lu, r: Rangee) -> None:
    if r.get("DateArCommandePrise") == "":
        lu.fautes.append("DateArCommandePrise vide (§4.1.2)")


def date(texte: str) -> bool:
    """Whether a cell is `AAAAMMJJ HH:MM` and exists in the calendar, by hand."""
    if len(texte) != 14 or texte[8] != " " or texte[11] != ":":
        return False
    chiffres = texte[:8] + texte[9:11] + texte[12:]
    if not (chiffres.isascii() and chiffres.isdigit()):
        return False
    annee, mois, jour = int(texte[:4]), int(texte[4:6]), int(texte[6:8])
    bissextile = annee % 4 == 0 and (annee % 100 != 0 or annee % 400 == 0)
    durees = (31, 29 if bissextile else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    heure, minute = int(texte[9:11]), int(texte[12:])
    return annee > 0 and 1 <= mois <= 12 and 1 <= jour <= durees[mois - 1] and heure < 24 and minute < 60


def remplis(r: Rangee) -> dict[int, list[str]]:
    """Blocks with anything of a route in them, and what they hold; the code of an operator is no route."""
    trouves = {n: [r.get(c, "") for c in bloc(n)[1:] if r.get(c, "")] for n in (1, 2, 3, 4)}
    return {n: valeurs for n, valeurs in trouves.items() if valeurs}


def _cr(lu: Lu, r: Rangee) -> None:
    if r.get("DateCrCommandePrise") and not date(r["DateCrCommandePrise"]):
        lu.fautes.append("DateCrCommandePrise n'est pas une date AAAAMMJJ HH:MM (annexe)")
    etat, prise = r.get("EtatCrCommandePrise", "").upper(), r.get("ReferencePrise", "")
    if etat == "KO":
        reelles = [v for valeurs in remplis(r).values() for v in valeurs if not _factice(v)]
        if reelles:
            lu.fautes.append("une route sur un CR KO (§4.1.3)")
        elif remplis(r):
            lu.doutes.append("des valeurs factices sur un CR KO")
        return
    if etat != "OK":
        return
    if r.get("ReferencePrise") == "":
        lu.fautes.append("ReferencePrise vide sur un CR OK (§3.3)")
    if r.get(RPP) == "":
        lu.fautes.append("ReferencePrestationPrise vide sur un CR OK (§3.3)")
    if prise != "HOTLINE" and "".join(prise.replace("-", "").replace("_", "").split()).upper() == "HOTLINE":
        lu.doutes.append("HOTLINE écrit autrement (§3.3)")
    _route(lu, r)


def _factice(texte: str) -> bool:
    return bourrage(texte) or "XX" in texte.upper() or "#X" in texte.upper()


def _nomme(texte: str) -> bool:
    """Whether a cell names an operator: four letters or digits, and no filling."""
    return len(texte) == 4 and texte.isalnum() and texte.isascii() and not bourrage(texte)


def _route(lu: Lu, r: Rangee) -> None:
    """§3.3: one block in mono-fibre, two in bi-fibre, four in quadri-fibre, all filled, the OC named in its own."""
    pris = remplis(r)
    hotline = r.get("ReferencePrise", "").upper() == "HOTLINE"
    if not pris:
        lu.fautes.append("aucun bloc de route rempli (§3.3)")
        return
    if any(n != 1 and all(bourrage(v) for v in valeurs) for n, valeurs in pris.items()) and not hotline:
        lu.doutes.append("un bloc ne porte que du remplissage")
        return
    if list(pris) not in ([1], [1, 2], [1, 2, 3, 4]):
        lu.fautes.append(f"blocs remplis : {list(pris)} (§3.3)")
    if lu.flux == "CR_Cmd_Acces":
        for n in pris:
            for champ in BLOC_REMPLI:
                if r.get(champ.format(n=n)) == "":
                    lu.fautes.append(f"{champ.format(n=n)} vide dans un bloc de route (§3.3)")
        nommes = [n for n in (1, 2, 3, 4) if _nomme(r.get(f"OC {n}", ""))]
        for n in nommes:
            if n not in pris:
                lu.fautes.append(f"OC {n} nomme un opérateur dans un bloc sans route (§3.3, annexe)")
        if not any(n in pris for n in nommes):
            quoi = "l'OC n'est nommé dans aucun bloc (§3.3)"
            (lu.doutes if hotline else lu.fautes).append(quoi)
    elif any(r.get(c.format(n=n), "").upper() == "HOTLINE" for n in pris for c in BLOC_REMPLI):
        lu.fautes.append("une route de reprovisionnement dit HOTLINE (§4.3.1)")


def _cr_stoc(lu: Lu, r: Rangee) -> None:
    if (
        r.get("CrRaccordementPrise", "").upper() == "OK"
        and r.get("PrisePosee", "").upper() == "OUI"
        and r.get("BilanOptique") == ""
    ):
        lu.fautes.append("BilanOptique vide après une pose (§3.5)")
    oui = r.get("NotificationReprovisioningHL", "OUI").upper() == "OUI"
    if oui and "NotificationReprovisioningHL" in r and r.get("NumeroDecharge") == "":
        lu.fautes.append("NumeroDecharge vide avec NotificationReprovisioningHL = OUI (§3.5)")
    if r.get("NumeroDecharge") and not oui:
        lu.fautes.append("NumeroDecharge sans NotificationReprovisioningHL = OUI (§3.5)")


def _reprov(lu: Lu, r: Rangee) -> None:
    if r.get("TypeReprov", "").upper() == "FROID" and r.get("NumeroDecharge"):
        lu.fautes.append("NumeroDecharge à froid (§3.9)")
    if r.get("ReferencePrise", "").upper() == "HOTLINE":
        lu.fautes.append("ReferencePrise = HOTLINE dans un reprovisionnement (§4.3.1)")
    _route(lu, r)


def _racc_ko(lu: Lu, r: Rangee) -> None:
    if lu.lot.emetteur == OI and r.get("CommentaireRaccKO") == "":
        lu.fautes.append("l'OI ne dit pas qu'un RDV est à reprendre (§4.1.7)")


def _reponse(lu: Lu, r: Rangee) -> None:
    accordes = [n for n in (1, 2, 3) if r.get(f"ValidDate{n}", "").upper() == "OK"]
    if len(accordes) > 1:
        lu.fautes.append("plusieurs créneaux acceptés (§3.14.2)")
    if accordes and r.get("IdRdv") == "":
        lu.fautes.append("IdRdv vide pour un créneau accepté (§3.14.2)")
    if not accordes and r.get("MotifReponseRdvKo") == "":
        lu.fautes.append("refus sans motif (§3.14.2)")


def _creneaux(lu: Lu, r: Rangee) -> None:
    dates = [r.get(f"DateRdv{n}") for n in (1, 2, 3)]
    if None not in dates and not any(dates):
        lu.fautes.append("aucun créneau proposé (§3.14.1)")


JUGES = {
    "Cmd_Acces": _cmd, "AR_Cmd_Acces": _ar, "CR_Cmd_Acces": _cr, "CR_STOC": _cr_stoc, "Notif_Reprov": _reprov,
    "Notif_Racc_KO": _racc_ko, "ReponseRdv": _reponse, "DemandeRdv": _creneaux, "Demande_Modif_RDV": _creneaux,
}  # fmt: skip

__all__ = ["BLOC", "OC", "OI", "Lot", "Lu", "Rangee", "date", "lit", "remplis"]
