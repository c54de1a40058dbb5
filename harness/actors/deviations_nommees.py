"""The deviations that a user may ask a simulated party for, by name: data, each aiming at one rule of the judge.

To add one, add a row. `tests/campaign/test_deviations.py` has each of them played, and its rule catch it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from harness.actors.case import Acte, Contexte, Decideur, Dossier, Envoi, date
from harness.actors.deviations import Depart, Ecart, Ligne, remplace, sans_colonne, vide
from harness.exchange.lines import SEPARATEUR
from harness.exchange.routes import BLOCS, CHAMPS_ROUTE, champ
from harness.network.calendrier import Delai
from harness.protocol.lifecycle import Etat
from harness.protocol.terms import REFERENCE_COMMANDE, Flux, Modele, Partie

OI, OC = Partie.OI, Partie.OC
_ROUTE = tuple(champ(nom, n) for n in BLOCS for nom in CHAMPS_ROUTE)


def _si(champ_: str, valeur: str, change: Callable[[Ligne], Ligne]) -> Callable[[Ligne], Ligne]:
    """A change of the lines that say something."""
    return lambda cellules: change(cellules) if cellules.get(champ_, "") == valeur else cellules


def _deux_lignes(octets: bytes) -> bytes:
    """A file whose last line has a cell too many."""
    return octets[:-1] + SEPARATEUR.encode() + b"\n"


def _cr_mad_en_modele_oc(decide: Decideur) -> Decideur:
    """An OI that delivers where nothing is to deliver."""

    def autrement(dossier: Dossier, ctx: Contexte) -> Acte | None:
        position = dossier.position
        deja = dossier.dernier(Flux.CR_MAD) is not None
        if position is None or position.modele is not Modele.OC or position.etat is not Etat.ACCEPTEE or deja:
            return decide(dossier, ctx)
        quand = ctx.apres(dossier.dernier_instant, ctx.delais.mad)
        cr = dossier.dernier(Flux.CR_CMD_ACCES)
        ligne = {
            REFERENCE_COMMANDE: dossier.reference,
            "ReferencePrestationPrise": "" if cr is None else cr["ReferencePrestationPrise"],
            "ReferencePrise": "" if cr is None else cr["ReferencePrise"],
            "DateMadLigne": date(quand),
            "EtatMadLigne": "OK",
        }
        return Envoi(quand, Flux.CR_MAD, ligne)

    return autrement


_AR, _CR, _CMD, _MAD = Flux.AR_CMD_ACCES, Flux.CR_CMD_ACCES, Flux.CMD_ACCES, Flux.CR_MAD
_MOTIF_AR, _MOTIF_CR = "MotifKoArCommandePrise", "MotifKoCrCommandePrise"
_ETAT_AR, _ETAT_CR = "EtatArCommandePrise", "EtatCrCommandePrise"
_REQUIS, _HORS = "champ.obligatoire", "conv.hors_sequence"

_LIGNES: Iterable[tuple[str, Partie, Flux, str, str, str, Callable[[Ligne], Ligne]]] = (
    ("ar-sans-motif", OI, _AR, "champ.conditionnel", _MOTIF_AR, "un AR KO n'a pas de motif",
     _si(_ETAT_AR, "KO", vide(_MOTIF_AR))),
    ("ar-motif-sur-ok", OI, _AR, "etat.motif_sur_ok", _MOTIF_AR, "un AR OK porte un motif de KO",
     _si(_ETAT_AR, "OK", remplace(_MOTIF_AR, "FIMP15"))),
    ("ar-etat-inconnu", OI, _AR, "champ.hors_liste", _ETAT_AR, "l'état de l'AR n'est ni OK ni KO",
     remplace(_ETAT_AR, "VALIDE")),
    ("ar-date-mal-ecrite", OI, _AR, "champ.date", "DateArCommandePrise", "la date de l'AR est écrite à l'américaine",
     remplace("DateArCommandePrise", "01/05/2026")),
    ("ar-autre-reference", OI, _AR, "conv.debut_absent", REFERENCE_COMMANDE, "l'AR porte une référence inconnue",
     remplace(REFERENCE_COMMANDE, "INCONNUE-0001")),
    ("cr-sans-route", OI, _CR, "route.absente", "", "un CR de commande OK n'a pas de route",
     _si(_ETAT_CR, "OK", vide(*_ROUTE))),
    ("cr-sans-code-oc", OI, _CR, "route.operateur_absent", "", "aucun bloc de route ne porte le code de l'OC",
     _si(_ETAT_CR, "OK", vide(*(f"OC {n}" for n in BLOCS)))),
    ("cr-motif-hors-codification", OI, _CR, "champ.motif_hors_codification", _MOTIF_CR, "le motif du CR est inventé",
     _si(_ETAT_CR, "KO", remplace(_MOTIF_CR, "ZZZ99 MOTIF MAISON"))),
    ("mad-autre-prise", OI, _MAD, "conv.prise_livree", "ReferencePrise", "le CR MAD livre une autre prise",
     remplace("ReferencePrise", "ZZ-ZZZZ-ZZZZ")),
    ("mad-autre-prestation", OI, _MAD, "conv.reference_prestation", "ReferencePrestationPrise",
     "le CR MAD porte une autre référence de prestation", remplace("ReferencePrestationPrise", "AUTRE-FTTH-1")),
    ("sans-reference-pm", OC, _CMD, _REQUIS, "ReferencePm", "la commande n'a pas de ReferencePm", vide("ReferencePm")),
    ("sans-reference", OC, _CMD, "ligne.reference_vide", REFERENCE_COMMANDE, "la commande n'a pas de référence",
     vide(REFERENCE_COMMANDE)),
    ("type-racco-inconnu", OC, _CMD, "champ.hors_liste", "TypeRacco", "le modèle de raccordement est inconnu",
     remplace("TypeRacco", "AUTRE")),
    ("reference-toujours-la-meme", OC, _CMD, "conv.reference_reutilisee", REFERENCE_COMMANDE,
     "toutes les commandes portent la même référence", remplace(REFERENCE_COMMANDE, "TOUJOURS-LA-MEME")),
    ("cr-stoc-autre-commande", OC, Flux.CR_STOC, "conv.commande_stoc_rappelee", "ReferenceCommandeSousTraitantOI",
     "le CR STOC rappelle une autre commande STOC", remplace("ReferenceCommandeSousTraitantOI", "ST-AUTRE")),
    ("mes-sans-date", OC, Flux.CR_MES, _REQUIS, "DateMiseEnService", "le CR MES n'a pas de date",
     vide("DateMiseEnService")),
)  # fmt: skip

_AUTRES: Iterable[Ecart] = (
    Ecart(OI, _AR, "l'AR n'est jamais envoyé", "ar-omis", _HORS, depart=Depart.OMIS),
    Ecart(OI, _AR, "l'AR part deux fois", "ar-deux-fois", "lot.envoye_deux_fois", depart=Depart.DEUX_FOIS),
    Ecart(OI, _AR, "l'AR part après le CR de commande", "ar-apres-le-cr", _HORS, depart=Depart.APRES_LE_SUIVANT),
    Ecart(OI, _AR, "l'AR part trois jours trop tard", "ar-en-retard", "delai.depasse", retard=Delai(jours=3)),
    Ecart(OI, _CR, "le CR de commande n'est jamais envoyé", "cr-omis", _HORS, depart=Depart.OMIS),
    Ecart(
        OI, _CR, "une colonne manque dans le CR de commande", "cr-sans-colonne", "lot.colonne_absente",
        champ=_ETAT_CR, fichier=sans_colonne(_ETAT_CR),
    ),
    Ecart(
        OI, _CR, "une ligne du CR de commande a une cellule de trop", "cr-cellule-de-trop",
        "ligne.nombre_de_cellules", fichier=_deux_lignes,
    ),
    Ecart(
        OI, _MAD, "un CR MAD est envoyé en mode OC", "mad-en-mode-oc", "conv.cr_mad_en_modele_oc",
        esprit=_cr_mad_en_modele_oc,
    ),
    Ecart(
        OC, _CMD, "une colonne manque dans la commande", "commande-sans-colonne", "lot.colonne_absente",
        champ="ReferencePm", fichier=sans_colonne("ReferencePm"),
    ),
    Ecart(OC, Flux.CR_MES, "le CR MES part deux fois", "mes-deux-fois", "lot.envoye_deux_fois",
          depart=Depart.DEUX_FOIS),
)  # fmt: skip

ECARTS: Mapping[str, Ecart] = {
    e.nom: e
    for e in (
        *(Ecart(p, f, phrase, nom, regle, c, ligne=ligne) for nom, p, f, regle, c, phrase, ligne in _LIGNES),
        *_AUTRES,
    )
}
"""Every named deviation."""
