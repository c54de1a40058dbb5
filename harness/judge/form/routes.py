"""Rules on the route blocks OC 1 to OC 4 of CR_Cmd_Acces and Notif_Reprov (§3.3, §3.9, annexe)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from harness.exchange.grid import Masque
from harness.judge.form.view import Ecart, Vue, un_de
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.issues import CHAMP_ETAT
from harness.protocol.spec import Statut
from harness.protocol.terms import HOTLINE, Flux

AVEC_ROUTE = (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV)
_E = Portee.ENREGISTREMENT
_FACTICE = re.compile(r"\A(?:HOTLINE|_?NA_?|N/A|0+|9{3,}|-+)\Z|(?<![A-Z0-9])X{2,}(?![A-Z0-9])|#X\b", re.IGNORECASE)
_CODE_OC = re.compile(r"[A-Z0-9]{4}\Z", re.IGNORECASE)


def factice(valeur: str) -> bool:
    """Whether a text cannot be taken for a real one: HOTLINE, NA, 0, 999, runs of X (§3.3, annexe)."""
    return bool(_FACTICE.search(valeur))


def est_de_bloc(nom: str) -> bool:
    """Whether a column belongs to a route block."""
    return " N°" in nom or bool(re.match(r"OC [0-9]\Z", nom))


def acceptee(v: Vue) -> Masque:
    """Rows that must carry a route: CR OK, or any notification."""
    return v.egal(CHAMP_ETAT[v.flux], "OK") if v.flux is Flux.CR_CMD_ACCES else v.toutes()


def appel(v: Vue) -> Masque:
    """Rows that ask for a hotline call instead of a route."""
    return v.egal("ReferencePrise", HOTLINE)


def utilise(v: Vue, n: int) -> Masque:
    """Rows where block n holds something."""
    presentes = (c for c in v.format.champs_de_bloc[n] if c in v.bloc.colonnes)
    return v.retient(f"bloc {n}", lambda: un_de((~v.vide(c) for c in presentes), len(v)))


def _blocs_remplis(v: Vue, concerne: Masque) -> tuple[int, ...]:
    """Blocks that hold something in some of these rows: elsewhere a rule on filled cells has nothing to judge."""
    return tuple(n for n in v.format.blocs if (concerne & utilise(v, n)).any())


def porte_un_code(v: Vue, champ: str) -> Masque:
    """Rows where a column holds the code of an operator."""
    return v.retient(f"code {champ}", lambda: v.ou(champ, lambda t: bool(_CODE_OC.match(t)) and not factice(t)))


@regle("route.absente", _E, "3.3", flux=AVEC_ROUTE)
def absente(v: Vue) -> Iterator[Ecart]:
    """Aucun bloc de route optique n'est rempli."""
    du = acceptee(v)
    vide = ~un_de((utilise(v, n) for n in v.format.blocs), len(v))
    premier = v.format.champs_de_bloc[1][0]
    yield Ecart(du, du & vide, premier, "au moins le bloc 1 attendu, réel ou factice en cas HOTLINE")


@regle("route.bloc_incomplet", _E, "3.3", flux=AVEC_ROUTE)
def bloc_incomplet(v: Vue) -> Iterator[Ecart]:
    """Un bloc de route utilisé n'a pas tous ses champs requis."""
    for n in v.format.blocs:
        pris = utilise(v, n) & acceptee(v)
        for nom in v.format.champs_de_bloc[n]:
            champ = v.format.par_nom[nom]
            if champ.statut is not Statut.F:
                yield Ecart(pris, pris & v.vide(nom), nom, "valeur attendue", provenance=champ.source("statut"))


@regle("route.bloc_partiel", _E, "3.3", flux=AVEC_ROUTE, gravite=Gravite.AVERTISSEMENT)
def bloc_partiel(v: Vue) -> Iterator[Ecart]:
    """Un bloc de route utilisé laisse vides des champs que le document veut remplis et que les exemples omettent."""
    factices = appel(v)
    for n in v.format.blocs:
        pris = utilise(v, n) & acceptee(v)
        reelles, appels = pris & ~factices, pris & factices
        for nom in v.format.champs_de_bloc[n]:
            if v.format.par_nom[nom].statut is Statut.F:
                vide = v.vide(nom)
                yield Ecart(reelles, reelles & vide, nom, "valeur attendue")
                yield Ecart(appels, appels & vide, nom, "toléré en cas HOTLINE", Gravite.INFORMATION)


@regle("route.blocs_non_contigus", _E, "3.3", flux=AVEC_ROUTE)
def blocs_non_contigus(v: Vue) -> Iterator[Ecart]:
    """Les blocs remplis se suivent depuis le premier."""
    pris = [utilise(v, n) for n in v.format.blocs]
    un = un_de(pris, len(v))
    for n in range(1, len(pris)):
        trou = pris[n] & ~pris[n - 1]
        yield Ecart(un, trou, v.format.champs_de_bloc[n][0], f"bloc {n} attendu avant le bloc {n + 1}")


@regle("route.nombre_de_blocs", _E, "3.3", flux=AVEC_ROUTE)
def nombre_de_blocs(v: Vue) -> Iterator[Ecart]:
    """Une ingénierie mono, bi ou quadri-fibre remplit un, deux ou quatre blocs."""
    nombre = np.sum([utilise(v, n) for n in v.format.blocs], axis=0)
    yield Ecart(
        nombre > 0, nombre == 3, v.format.champs_de_bloc[4][0], "un, deux ou quatre blocs attendus, trois trouvés"
    )


@regle("route.operateur_absent", _E, "3.3", flux=AVEC_ROUTE)
def operateur_absent(v: Vue) -> Iterator[Ecart]:
    """Aucun bloc rempli ne porte le code de l'opérateur commercial qui commande."""
    codes = [f"OC {n}" for n in v.format.blocs]
    nommes = (porte_un_code(v, c) for c in codes)
    connu = un_de((utilise(v, n) & nomme for n, nomme in zip(v.format.blocs, nommes, strict=True)), len(v))
    du = acceptee(v) & un_de((utilise(v, n) for n in v.format.blocs), len(v))
    for n, champ in zip(v.format.blocs, codes, strict=True):
        concerne = du & utilise(v, n)
        yield Ecart(
            concerne, concerne & ~connu, champ, "code à 4 caractères de l'OC attendu dans le bloc qui lui est affecté",
            provenance=v.format.par_nom[champ].source("statut"),
        )  # fmt: skip


@regle("route.code_sans_route", _E, "3.3", flux=AVEC_ROUTE)
def code_sans_route(v: Vue) -> Iterator[Ecart]:
    """Un bloc sans route porte le code d'un opérateur : inutilisé, il reste vide ; affecté, il donne sa route."""
    du = acceptee(v) & un_de((utilise(v, n) for n in v.format.blocs), len(v))
    for n in v.format.blocs:
        champ = f"OC {n}"
        vides = du & ~utilise(v, n)
        seul = vides & porte_un_code(v, champ) if vides.any() else vides
        attendu = f"cellule vide ou NA attendue, ou la route du bloc {n}"
        yield Ecart(vides, seul, champ, attendu, provenance=v.format.par_nom[champ].source("nom"))


@regle("route.valeur_plausible", _E, "3.3", flux=Flux.CR_CMD_ACCES, gravite=Gravite.AVERTISSEMENT)
def valeur_plausible(v: Vue) -> Iterator[Ecart]:
    """En cas HOTLINE, une valeur de route peut être prise pour une valeur réelle."""
    concerne = acceptee(v) & appel(v)
    if not concerne.any():
        return
    for n in _blocs_remplis(v, concerne):
        for nom in v.format.champs_de_bloc[n]:
            if v.format.par_nom[nom].statut is Statut.F:
                continue
            plein = concerne & ~v.vide(nom)
            reelle = plein & ~v.ou(nom, factice, plein)
            un = v.ou(nom, lambda t: t == "1", reelle) if reelle.any() else reelle
            yield Ecart(plein, reelle & ~un, nom, "HOTLINE, 0 ou autre valeur impossible attendue")
            yield Ecart(
                plein & un,
                reelle & un,
                nom,
                "1 est plausible ; 0 ou HOTLINE ne laissent aucun doute",
                Gravite.INFORMATION,
            )


@regle("route.factice", _E, "4.3.1", flux=AVEC_ROUTE, gravite=Gravite.AVERTISSEMENT)
def route_factice(v: Vue) -> Iterator[Ecart]:
    """Une route annoncée comme réelle porte des valeurs factices."""
    grave = Gravite.NON_CONFORME if v.flux is Flux.NOTIF_REPROV else None
    reelle = acceptee(v) & ~appel(v)
    for n in _blocs_remplis(v, reelle):
        for nom in v.format.champs_de_bloc[n]:
            if v.format.par_nom[nom].statut is not Statut.F:
                pris = reelle & ~v.vide(nom)
                mention = v.egal(nom, HOTLINE)
                yield Ecart(pris, pris & mention, nom, "valeur réelle attendue", grave)


@regle("notif_reprov.prise_hotline", _E, "4.3.1", flux=Flux.NOTIF_REPROV)
def prise_hotline(v: Vue) -> Iterator[Ecart]:
    """Une notification de reprovisionnement donne la vraie référence de prise, jamais HOTLINE."""
    plein = ~v.vide("ReferencePrise")
    yield Ecart(plein, plein & appel(v), "ReferencePrise", "référence de la PTO attendue")


@regle("route.sur_ko", _E, "4.1.3", flux=Flux.CR_CMD_ACCES)
def route_sur_ko(v: Vue) -> Iterator[Ecart]:
    """Un CR KO ne contient pas de route optique."""
    ko = v.egal(CHAMP_ETAT[v.flux], "KO")
    if not ko.any():
        return
    remplis, aucune = _blocs_remplis(v, ko), v.aucune()
    for n in v.format.blocs:
        for nom in v.format.champs_de_bloc[n]:
            rempli = ko & ~v.vide(nom) if n in remplis else aucune
            yield Ecart(ko, rempli & ~v.ou(nom, factice) if rempli.any() else rempli, nom, "cellule vide attendue")


@regle("observation.rang_de_bloc", Portee.OBSERVATION, "3.3", flux=AVEC_ROUTE)
def rang_de_bloc(v: Vue) -> Iterator[Ecart]:
    """Le rang du bloc affecté à l'opérateur est libre."""
    autres = [f"OC {n}" for n in v.format.blocs[1:]]
    ailleurs = un_de((porte_un_code(v, c) for c in autres), len(v))
    yield Ecart(acceptee(v) & ailleurs, v.aucune(), "OC 2")


@regle("observation.convention_hotline", Portee.OBSERVATION, "annexe", flux=Flux.CR_CMD_ACCES)
def convention_hotline(v: Vue) -> Iterator[Ecart]:
    """La convention de remplissage des routes factices est libre, pourvu qu'elle ne trompe pas."""
    yield Ecart(acceptee(v) & appel(v), v.aucune(), "ReferencePrise")


@regle("cr_cmd_acces.hotline_sans_prestation", _E, "annexe", flux=Flux.CR_CMD_ACCES)
def hotline_sans_prestation(v: Vue) -> Iterator[Ecart]:
    """Un CR OK qui demande un appel donne tout de même ReferencePrestationPrise."""
    concerne = acceptee(v) & appel(v)
    yield Ecart(
        concerne,
        concerne & v.vide("ReferencePrestationPrise"),
        "ReferencePrestationPrise",
        "référence de l'accès attendue",
        Gravite.AVERTISSEMENT,
    )


@regle("observation.hotline_vides", Portee.OBSERVATION, "annexe", flux=Flux.CR_CMD_ACCES)
def hotline_vides(v: Vue) -> Iterator[Ecart]:
    """En cas HOTLINE, des champs facultatifs du bloc 1 peuvent rester vides."""
    vides = un_de((v.vide(c) for c in v.format.champs_de_bloc[1] if v.format.par_nom[c].statut is Statut.F), len(v))
    yield Ecart(acceptee(v) & appel(v) & vides, v.aucune(), v.format.champs_de_bloc[1][0])


@regle("observation.pm_technique_vide", Portee.OBSERVATION, "annexe", flux=Flux.CR_CMD_ACCES)
def pm_technique_vide(v: Vue) -> Iterator[Ecart]:
    """ReferencePmTechnique et LocalisationPm peuvent rester vides."""
    yield Ecart(v.vide("ReferencePmTechnique") | v.vide("LocalisationPm"), v.aucune(), "ReferencePmTechnique")


@regle("observation.commentaire_hotline", Portee.OBSERVATION, "annexe", flux=Flux.CR_CMD_ACCES)
def commentaire_hotline(v: Vue) -> Iterator[Ecart]:
    """Le commentaire peut dire pourquoi la hotline est nécessaire."""
    yield Ecart(appel(v) & ~v.vide("Commentaire"), v.aucune(), "Commentaire")
