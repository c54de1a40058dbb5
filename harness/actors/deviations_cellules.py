"""Faults in the cells of a line, by name: data, each aiming at one rule of the judge. To add one, add a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from harness.actors.deviations import Ecart, Ligne, remplace, vide
from harness.exchange.routes import BLOCS, CHAMPS_ROUTE, champ
from harness.protocol.terms import HOTLINE, REFERENCE_COMMANDE, Flux, Partie

OI, OC = Partie.OI, Partie.OC
_ROUTE = tuple(champ(nom, n) for n in BLOCS for nom in CHAMPS_ROUTE)
AUTRE_PRISE, AUTRE_PRESTATION = "ZZ-ZZZZ-ZZZZ", "AUTRE-FTTH-1"
_FOUS = {"COFI": "LOCA", "LOCA": "COFI"}

Change = Callable[[Ligne], Ligne]


def _si(champ_: str, valeur: str, change: Change) -> Change:
    """A change of the lines that say something."""
    return lambda cellules: change(cellules) if cellules.get(champ_, "") == valeur else cellules


def _plein(champ_: str, change: Change) -> Change:
    """A change of the lines where a cell is filled."""
    return lambda cellules: change(cellules) if cellules.get(champ_) else cellules


def _met(**valeurs: str) -> Change:
    return lambda cellules: {**cellules, **{c: v for c, v in valeurs.items() if cellules.get(c) != v}}


def _suivi(champ_: str, suite: str) -> Change:
    """A cell that goes on after what it should hold."""
    return _plein(champ_, lambda cellules: {**cellules, champ_: cellules[champ_] + suite})


def _bloc(cellules: Ligne, de: int, vers: int) -> Ligne:
    """One route block copied over another."""
    return {**cellules, f"OC {vers}": cellules.get(f"OC {de}", ""),
            **{champ(nom, vers): cellules.get(champ(nom, de), "") for nom in CHAMPS_ROUTE}}  # fmt: skip


def _sans_bloc(cellules: Ligne, n: int) -> Ligne:
    return {**cellules, f"OC {n}": "", **dict.fromkeys((champ(nom, n) for nom in CHAMPS_ROUTE), "")}


def _bloc_au_bout(cellules: Ligne) -> Ligne:
    return _sans_bloc(_bloc(cellules, 1, 4), 1) if not cellules.get("OC 2") else _sans_bloc(cellules, 1)


def _trois_blocs(cellules: Ligne) -> Ligne:
    if cellules.get("OC 4"):
        return _sans_bloc(cellules, 4)
    return _bloc(_bloc(cellules, 1, 2), 1, 3)


def _code_sans_route(cellules: Ligne) -> Ligne:
    libres = (n for n in BLOCS if not cellules.get(champ("NomModulePm", n)))
    return {**cellules, **{f"OC {n}": "XAUT" for n in list(libres)[-1:]}}


def _moins_de_fibres(cellules: Ligne) -> Ligne:
    if not cellules.get("OC 2"):
        return _bloc(cellules, 1, 2)
    garde = _bloc(cellules, next(n for n in BLOCS if n == 1), 1)
    for n in BLOCS[1:]:
        garde = _sans_bloc(garde, n)
    return garde


def _codes(code: str) -> Change:
    return lambda cellules: {**cellules, **{f"OC {n}": code for n in BLOCS if cellules.get(f"OC {n}")}}


def _echange(champ_: str, valeurs: Mapping[str, str]) -> Change:
    return lambda cellules: {**cellules, champ_: valeurs.get(cellules[champ_], cellules[champ_])}


def _plus_tard(cellules: Ligne) -> Ligne:
    return {**cellules, "DateInstall": "20270105 10:00"} if cellules["DateInstall"] and cellules["IdRdv"] else cellules


def _creneaux(**valides: str) -> Change:
    """Another answer to the slots, when the one given accepts one of several."""
    return lambda c: {**c, **valides} if c["ValidDate2"] and "OK" in (c["ValidDate1"], c["ValidDate2"]) else c


def _route_fixe(cellules: Ligne) -> Ligne:
    """A route that says the same whatever the order."""
    return {**cellules, **{c: "7" for c in _ROUTE if cellules.get(c)}}


_AR, _CR, _CMD, _MAD, _MES = Flux.AR_CMD_ACCES, Flux.CR_CMD_ACCES, Flux.CMD_ACCES, Flux.CR_MAD, Flux.CR_MES
_STOC, _REP, _RACC, _RDV = Flux.CR_STOC, Flux.NOTIF_REPROV, Flux.NOTIF_RACC_KO, Flux.REPONSE_RDV
_ANN, _ECR = Flux.CR_ANNULATION, Flux.NOTIF_ECRASEMENT
_MOTIF_AR, _MOTIF_CR, _MOTIF_STOC = "MotifKoArCommandePrise", "MotifKoCrCommandePrise", "MotifKoCrRaccordementPrise"
_ETAT_AR, _ETAT_CR = "EtatArCommandePrise", "EtatCrCommandePrise"
_PTO_LA = "FIMP18 TRAITEMENT IMPOSSIBLE : PTO EXISTANTE"

_LIGNES: Iterable[tuple[str, Partie, Flux, str, str, str, Change]] = (
    # --- any cell
    ("ar-sans-motif", OI, _AR, "champ.conditionnel", _MOTIF_AR, "un AR KO n'a pas de motif",
     _si(_ETAT_AR, "KO", vide(_MOTIF_AR))),
    ("ar-motif-sur-ok", OI, _AR, "etat.motif_sur_ok", _MOTIF_AR, "un AR OK porte un motif de KO",
     _si(_ETAT_AR, "OK", remplace(_MOTIF_AR, "FIMP15"))),
    ("ar-etat-inconnu", OI, _AR, "champ.hors_liste", _ETAT_AR, "l'état de l'AR n'est ni OK ni KO",
     remplace(_ETAT_AR, "VALIDE")),
    ("ar-etat-en-minuscules", OI, _AR, "champ.casse", _ETAT_AR, "l'état de l'AR est en minuscules",
     lambda c: {**c, _ETAT_AR: c[_ETAT_AR].lower()}),
    ("ar-date-mal-ecrite", OI, _AR, "champ.date", "DateArCommandePrise", "la date de l'AR est écrite à l'américaine",
     remplace("DateArCommandePrise", "01/05/2026")),
    ("ar-date-inexistante", OI, _AR, "champ.date_inexistante", "DateArCommandePrise", "l'AR est daté d'un 30 février",
     remplace("DateArCommandePrise", "20260230 10:00")),
    ("ar-etat-entre-espaces", OI, _AR, "champ.espaces", _ETAT_AR, "l'état de l'AR est suivi d'une espace",
     _suivi(_ETAT_AR, " ")),
    ("ar-autre-reference", OI, _AR, "conv.debut_absent", REFERENCE_COMMANDE, "l'AR porte une référence inconnue",
     remplace(REFERENCE_COMMANDE, "INCONNUE-0001")),
    ("code-postal-illisible", OC, _CMD, "champ.format", "CodePostalImmeuble", "le code postal n'a pas cinq chiffres",
     remplace("CodePostalImmeuble", "ABC")),
    ("reference-demesuree", OC, _CMD, "champ.trop_long", "CodeAdresseImmeuble", "le code adresse est démesuré",
     remplace("CodeAdresseImmeuble", "X" * 400)),
    ("prise-mal-formee", OC, _CMD, "champ.reference_prise", "ReferencePrise",
     "la PTO est citée sous une forme ancienne",
     _plein("ReferencePrise", remplace("ReferencePrise", "PRISE12"))),
    ("prestation-de-remplissage", OC, _CMD, "champ.remplissage", "ReferencePrestationPm",
     "la prestation au PM vaut NA",
     remplace("ReferencePrestationPm", "NA")),
    ("commentaire-a-la-sonnerie", OC, _CMD, "champ.caractere_illisible", "CommentaireCmdAcces",
     "le commentaire porte un caractère de contrôle", remplace("CommentaireCmdAcces", "sonner\x07 deux fois")),
    ("commentaire-abime", OC, _CMD, "champ.texte_abime", "CommentaireCmdAcces", "le commentaire est de l'UTF-8 relu",
     remplace("CommentaireCmdAcces", "rÃ©sidence fermÃ©e")),
    ("sans-reference-pm", OC, _CMD, "champ.obligatoire", "ReferencePm", "la commande n'a pas de ReferencePm",
     vide("ReferencePm")),
    ("type-racco-inconnu", OC, _CMD, "champ.hors_liste", "TypeRacco", "le modèle de raccordement est inconnu",
     remplace("TypeRacco", "AUTRE")),
    ("mes-sans-date", OC, _MES, "champ.obligatoire", "DateMiseEnService", "le CR MES n'a pas de date",
     vide("DateMiseEnService")),
    # --- the order
    ("sans-reference", OC, _CMD, "ligne.reference_vide", REFERENCE_COMMANDE, "la commande n'a pas de référence",
     vide(REFERENCE_COMMANDE)),
    ("prise-a-construire-citee", OC, _CMD, "cmd_acces.prise_sans_existence", "ReferencePrise",
     "une PTO citée est dite à construire", _plein("ReferencePrise", remplace("PriseExistante", "N"))),
    ("prise-factice", OC, _CMD, "cmd_acces.prise_factice", "ReferencePrise",
     "une PTO inconnue est commandée sous HOTLINE",
     lambda c: {**c, "ReferencePrise": HOTLINE} if c["PriseExistante"] == "O" and not c["ReferencePrise"] else c),
    ("commande-sans-pto", OC, _CMD, "cmd_acces.prise_requise", "ReferencePrise",
     "une PTO existante est commandée sans sa référence, que le contrat exige",
     _plein("ReferencePrise", vide("ReferencePrise"))),
    ("reference-toujours-la-meme", OC, _CMD, "conv.reference_reutilisee", REFERENCE_COMMANDE,
     "toutes les commandes portent la même référence", remplace(REFERENCE_COMMANDE, "TOUJOURS-LA-MEME")),
    ("rdv-hors-modele", OC, _CMD, "rdv.hors_modele_oi", "IdRdv", "un rendez-vous de l'OI sert en modèle STOC",
     _plein("IdRdv", remplace("TypeRacco", "STOC"))),
    ("creneau-oublie", OC, _CMD, "rdv.creneau_non_rappele", "DateInstall", "la commande rappelle un autre créneau",
     _plus_tard),
    # --- the report and its route
    ("cr-sans-route", OI, _CR, "route.absente", "", "un CR de commande OK n'a pas de route",
     _si(_ETAT_CR, "OK", vide(*_ROUTE, *(f"OC {n}" for n in BLOCS)))),
    ("cr-bloc-incomplet", OI, _CR, "route.bloc_incomplet", "", "le module PM manque dans la route",
     _plein("NomModulePm N°1", vide(*(champ("NomModulePm", n) for n in BLOCS)))),
    ("cr-bloc-partiel", OI, _CR, "route.bloc_partiel", "", "le tube du module manque dans la route",
     _plein("InformationTubeModulePm N°1", vide(*(champ("InformationTubeModulePm", n) for n in BLOCS)))),
    ("cr-bloc-au-bout", OI, _CR, "route.blocs_non_contigus", "", "la route commence après le premier bloc",
     _plein("NomModulePm N°1", _bloc_au_bout)),
    ("cr-trois-blocs", OI, _CR, "route.nombre_de_blocs", "", "la route remplit trois blocs",
     _plein("NomModulePm N°1", _trois_blocs)),
    ("cr-code-sans-route", OI, _CR, "route.code_sans_route", "", "un bloc sans route porte le code d'un opérateur",
     _plein("NomModulePm N°1", _code_sans_route)),
    ("cr-sans-code-oc", OI, _CR, "route.operateur_absent", "", "aucun bloc de route ne porte le code de l'OC",
     _si(_ETAT_CR, "OK", vide(*(f"OC {n}" for n in BLOCS)))),
    ("cr-code-d-un-autre", OI, _CR, "conv.operateur_du_bloc", "", "les blocs portent le code d'un autre OC",
     _si(_ETAT_CR, "OK", _codes("XAUT"))),
    ("cr-hotline-plausible", OI, _CR, "route.valeur_plausible", "NomModulePm N°1", "un CR HOTLINE a une vraie route",
     _si("ReferencePrise", HOTLINE, remplace("NomModulePm N°1", "TIROIR-12"))),
    ("cr-route-factice", OI, _CR, "route.factice", "NomModulePm N°1", "une route annoncée comme réelle dit HOTLINE",
     lambda c: c if c["ReferencePrise"] == HOTLINE or not c["NomModulePm N°1"] else {**c, "NomModulePm N°1": HOTLINE}),
    ("cr-ko-avec-route", OI, _CR, "route.sur_ko", "", "un CR KO porte une route",
     _si(_ETAT_CR, "KO", remplace("NomModulePm N°1", "TIROIR-12"))),
    ("cr-hotline-sans-prestation", OI, _CR, "cr_cmd_acces.hotline_sans_prestation", "ReferencePrestationPrise",
     "un CR HOTLINE n'a pas de ReferencePrestationPrise",
     _si("ReferencePrise", HOTLINE, vide("ReferencePrestationPrise"))),
    ("cr-hotline-mal-ecrite", OI, _CR, "cr_cmd_acces.hotline_mal_ecrite", "ReferencePrise",
     "le mot HOTLINE est mal écrit",
     _si("ReferencePrise", HOTLINE, remplace("ReferencePrise", "Hotline"))),
    ("cr-motif-hors-codification", OI, _CR, "champ.motif_hors_codification", _MOTIF_CR, "le motif du CR est inventé",
     _si(_ETAT_CR, "KO", remplace(_MOTIF_CR, "ZZZ99 MOTIF MAISON"))),
    ("cr-sans-hotline", OI, _CR, "conv.hotline_attendue", "ReferencePrise", "une prise inconnue a un CR sans HOTLINE",
     _si("ReferencePrise", HOTLINE, remplace("ReferencePrise", AUTRE_PRISE))),
    ("cr-hotline-de-trop", OI, _CR, "conv.hotline_non_convenue", "ReferencePrise", "une prise connue a un CR HOTLINE",
     lambda c: {**c, "ReferencePrise": HOTLINE} if c["ReferencePrise"] not in ("", HOTLINE) else c),
    ("cr-autre-prise", OI, _CR, "conv.prise_commandee", "ReferencePrise", "le CR donne la route d'une autre prise",
     lambda c: {**c, "ReferencePrise": AUTRE_PRISE} if c["ReferencePrise"] not in ("", HOTLINE) else c),
    ("cr-autre-pm", OI, _CR, "conv.pm_different", "ReferencePm", "le CR rappelle un autre PM",
     _plein("ReferencePm", remplace("ReferencePm", "PM-AUTRE"))),
    ("cr-financement-auto", OI, _CR, "conv.financement_non_tranche", "TypeCommandeRetenu", "l'OI ne tranche pas",
     _plein("TypeCommandeRetenu", remplace("TypeCommandeRetenu", "AUTO"))),
    ("cr-autre-financement", OI, _CR, "conv.financement_change", "TypeCommandeRetenu", "le financement est changé",
     _echange("TypeCommandeRetenu", _FOUS)),
    ("cr-route-partagee", OI, _CR, "conv.route_partagee", "", "deux commandes reçoivent la même route", _route_fixe),
    # --- building and delivery
    ("stoc-reference-unique", OI, Flux.CMD_STOC, "conv.reference_stoc_reutilisee", "ReferenceCommandeSousTraitantOI",
     "toutes les Cmd_STOC ont la même référence", remplace("ReferenceCommandeSousTraitantOI", "ST-TOUJOURS")),
    ("reprov-sans-decharge", OI, _REP, "conv.decharge_absente", "NumeroDecharge", "une nouvelle route sans décharge",
     _si("TypeReprov", "CHAUD", vide("NumeroDecharge"))),
    ("stoc-decharge-sans-hotline", OC, _STOC, "cr_stoc.decharge_sans_hotline", "", "une décharge sans appel hotline",
     _met(NumeroDecharge="DEC-000", NotificationReprovisioningHL="NON")),
    ("stoc-pto-existante-posee", OC, _STOC, "cr_stoc.pto_existante_posee", "PrisePosee",
     "une PTO trouvée est dite posée",
     _si("CrRaccordementPrise", "KO", _met(MotifKoCrRaccordementPrise=_PTO_LA, PrisePosee="OUI"))),
    ("stoc-pto-existante-tue", OC, _STOC, "cr_stoc.pto_existante_sans_reference", "Commentaire",
     "le CR STOC tait la PTO trouvée",
     _si("CrRaccordementPrise", "KO", _met(MotifKoCrRaccordementPrise=_PTO_LA, PrisePosee="NON", Commentaire=""))),
    ("stoc-autre-commande", OC, _STOC, "conv.commande_stoc_rappelee", "ReferenceCommandeSousTraitantOI",
     "le CR STOC rappelle une autre commande STOC", remplace("ReferenceCommandeSousTraitantOI", "ST-AUTRE")),
    ("stoc-autre-decharge", OC, _STOC, "conv.decharge_differente", "NumeroDecharge", "le CR STOC change la décharge",
     _plein("NumeroDecharge", remplace("NumeroDecharge", "DEC-AUTRE"))),
    ("stoc-hotline-tue", OC, _STOC, "conv.hotline_non_reportee", "", "le CR STOC tait l'appel à la hotline",
     _plein("NumeroDecharge", vide("NumeroDecharge", "NotificationReprovisioningHL"))),
    ("stoc-ancienne-prise", OC, _STOC, "conv.nouvelle_prise", "ReferencePrise", "le CR STOC cite l'ancienne prise",
     _plein("NumeroDecharge", remplace("ReferencePrise", AUTRE_PRISE))),
    ("stoc-pose-omise", OC, _STOC, "conv.pose_omise", "PrisePosee", "le CR STOC OK n'a rien posé",
     _si("CrRaccordementPrise", "OK", _si("NumeroDecharge", "", _met(PrisePosee="NON", DateRaccordementPrise="")))),
    ("racc-ko-pto-existante-tue", OC, _RACC, "notif_racc_ko.pto_existante_sans_reference", "CommentaireRaccKO",
     "la Notif_Racc_KO tait la PTO trouvée", _met(MotifRaccKO=_PTO_LA, CommentaireRaccKO="")),
    ("racc-ko-autre-prise", OC, _RACC, "conv.prise_initiale", "ReferencePrise", "la Notif_Racc_KO cite une autre prise",
     _plein("ReferencePrise", remplace("ReferencePrise", AUTRE_PRISE))),
    ("racc-ko-mauvais-motif", OC, _RACC, "conv.motif_de_prise", "MotifRaccKO", "le motif contredit la commande",
     remplace("MotifRaccKO", _PTO_LA)),
    ("racc-ko-oi-sans-commentaire", OI, _RACC, "notif_racc_ko.oi_sans_commentaire", "CommentaireRaccKO",
     "l'OI ne dit pas que le RDV est à reprendre", vide("CommentaireRaccKO")),
    ("racc-ko-oi-sans-motif", OI, _RACC, "notif_racc_ko.oi_motif", "MotifRaccKO", "l'OI ne donne pas de motif",
     vide("MotifRaccKO")),
    ("reprov-prise-hotline", OI, _REP, "notif_reprov.prise_hotline", "ReferencePrise", "la notification dit HOTLINE",
     remplace("ReferencePrise", HOTLINE)),
    ("reprov-decharge-a-froid", OI, _REP, "notif_reprov.decharge_a_froid", "NumeroDecharge", "une décharge à froid",
     _si("TypeReprov", "FROID", remplace("NumeroDecharge", "DEC-000"))),
    ("reprov-autre-type", OI, _REP, "conv.type_de_reprovisionnement", "TypeReprov",
     "le reprovisionnement change de type",
     _si("TypeReprov", "FROID", _met(TypeReprov="CHAUD", NumeroDecharge="DEC-000"))),
    ("reprov-moins-de-fibres", OI, _REP, "conv.nombre_de_fibres_change", "", "la route n'a plus autant de fibres",
     _plein("NomModulePm N°1", _moins_de_fibres)),
    ("mad-hotline", OI, _MAD, "prise.hotline_conservee", "ReferencePrise", "le CR MAD livre une prise HOTLINE",
     remplace("ReferencePrise", HOTLINE)),
    ("mad-autre-prise", OI, _MAD, "conv.prise_livree", "ReferencePrise", "le CR MAD livre une autre prise",
     remplace("ReferencePrise", AUTRE_PRISE)),
    ("mad-autre-prestation", OI, _MAD, "conv.reference_prestation", "ReferencePrestationPrise",
     "le CR MAD porte une autre référence de prestation", remplace("ReferencePrestationPrise", AUTRE_PRESTATION)),
    ("mad-sans-pose", OI, _MAD, "conv.pose_au_cr_mad", "", "le CR MAD ne dit pas si la prise est posée",
     _si("EtatMadLigne", "OK", _plein("PrisePosee", vide("PrisePosee", "DateRaccordementPrise")))),
    ("mes-sans-pose", OC, _MES, "conv.pose_au_cr_mes", "", "le CR MES ne dit pas si la prise est posée",
     _plein("PrisePosee", vide("PrisePosee", "DateRaccordementPrise"))),
    # --- cancellation, overwriting, appointments
    ("annulation-autre-prestation", OC, Flux.ANNULATION, "conv.reference_prestation", "ReferencePrestationPrise",
     "l'annulation cite une autre prestation",
     _plein("ReferencePrestationPrise", remplace("ReferencePrestationPrise", AUTRE_PRESTATION))),
    ("annulation-sans-rdv", OC, Flux.ANNULATION, "annulation.rdv_non_rappele", "IdRdv", "l'annulation tait le RDV",
     _plein("IdRdv", vide("IdRdv"))),
    ("annulation-mal-qualifiee", OI, _ANN, "annulation.mal_qualifiee", "TypeOperation",
     "l'OI confond annuler et résilier",
     _echange("TypeOperation", {"ANNUL": "RESIL", "RESIL": "ANNUL"})),
    ("cr-annulation-anterieur", OI, _ANN, "annulation.cr_anterieur", "DateCrCommandeAnnulPrise",
     "le CR d'annulation est daté d'avant la demande", remplace("DateCrCommandeAnnulPrise", "20250105 10:00")),
    ("ecrasement-pour-un-autre", OI, _ECR, "ecrasement.mauvais_destinataire", "OperateurEcrase",
     "la notification d'écrasement nomme un inconnu", remplace("OperateurEcrase", "XAUT")),
    ("ecrasement-autre-prise", OI, _ECR, "ecrasement.commande_inconnue", "ReferencePrise",
     "la notification d'écrasement cite une autre prise", remplace("ReferencePrise", AUTRE_PRISE)),
    ("rdv-deux-creneaux", OI, _RDV, "reponse_rdv.plusieurs_ok", "", "l'OI accepte deux créneaux",
     _creneaux(ValidDate1="OK", ValidDate2="OK")),
    ("rdv-creneau-sans-reponse", OI, _RDV, "rdv.creneaux_non_apparies", "", "l'OI laisse un créneau sans réponse",
     lambda c: {**c, "ValidDate2": ""} if c["ValidDate1"] == "OK" else c),
    ("rdv-sans-id", OI, _RDV, "reponse_rdv.id_absent", "IdRdv", "un créneau est accepté sans IdRdv", vide("IdRdv")),
    ("rdv-sans-motif", OI, _RDV, "reponse_rdv.motif_absent", "MotifReponseRdvKo", "un refus de RDV n'a pas de motif",
     vide("MotifReponseRdvKo")),
    ("rdv-sans-creneau", OC, Flux.DEMANDE_RDV, "demande_rdv.sans_creneau", "", "la demande ne propose aucun créneau",
     vide("DateRdv1", "DateRdv2", "DateRdv3")),
)  # fmt: skip

CELLULES: tuple[Ecart, ...] = tuple(
    Ecart(p, f, phrase, nom, regle, c, ligne=ligne) for nom, p, f, regle, c, phrase, ligne in _LIGNES
)
"""Every fault in cells."""
