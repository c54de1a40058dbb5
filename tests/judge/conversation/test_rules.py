"""Each rule of conversation: kept, broken, the right party named, the right §, and one breach for one mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from harness.judge.conversation.judge import Conversations
from harness.judge.conversation.ordre import PARLANTES
from harness.judge.results import Constat, Gravite
from harness.protocol.terms import Flux, Partie

Juge = Callable[..., Conversations]
OI, OC = Partie.OI, Partie.OC
N, A, I_ = Gravite.NON_CONFORME, Gravite.AVERTISSEMENT, Gravite.INFORMATION
NOMINAL = "Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK > MES"
CHAUD = "Cmd > AR OK > CR OK > Cmd_STOC > Reprov CHAUD > STOC OK > MAD OK > MES"
RAPPEL = {"NumeroDecharge": "D-1", "NotificationReprovisioningHL": "OUI", "ReferencePrise": "OO-0001-0002"}
"""What the CR_STOC owes after the hot notification of these dossiers."""
LIVRE = {"ReferencePrise": "OO-0001-0002"}
ECHEC = "Cmd > AR OK > CR OK > MAD OK > Racc_KO"
STOC_KO = "Cmd > AR OK > CR OK > Cmd_STOC > STOC KO"
ANNULEE = "Cmd > AR OK > CR OK > Annulation > CR Annulation OK"
POSE = {"PrisePosee": "OUI", "DateRaccordementPrise": "20260105 09:00"}
"""Who laid the socket says so; left out of the cases that are not about it."""
PCI = {"PriseExistante": "O", "ReferencePrise": "OO-0001-0001"}
PNI = {"PriseExistante": "O"}


def seul(conversations: Conversations) -> Constat:
    (constat,) = conversations.constats
    return constat


def vus(conversations: Conversations, regle: str) -> int:
    return sum(e.nombre for e in conversations.exercices if e.regle == regle)


def regles(conversations: Conversations) -> set[str]:
    return {c.regle for c in conversations.constats}


def posees(suite: str) -> dict[str, dict[str, str]]:
    return {f"m{n}": POSE for n, mot in enumerate(suite.split(" > "), 1) if mot in ("MAD OK", "MES")}


@pytest.mark.parametrize(
    ("suite", "modele"),
    [
        (NOMINAL, "STOC"),
        ("Cmd > AR OK > CR OK > MAD OK > MES", "OI"),
        ("Cmd > AR OK > CR OK > MES", "OC"),
        ("Cmd > AR KO", "STOC"),
        ("Cmd > AR OK > CR KO", "OC"),
        ("Cmd > AR OK > CR OK > Mess OI > Mess OC > Cmd_STOC > STOC OK > MAD OK > MES", "STOC"),
        ("Cmd > AR OK > CR OK > Annulation > CR Annulation OK", "STOC"),
        ("Cmd > AR OK > CR OK > MAD OK > Racc_KO > Reprov FROID > MAD OK > MES", "OI"),
    ],
)
def test_a_right_dossier_has_nothing_against_it(juge: Juge, suite: str, modele: str) -> None:
    lues = juge(suite, modele, **posees(suite))
    assert lues.constats == ()
    assert vus(lues, "conv.hors_sequence") == len(suite.split(" > "))


@pytest.mark.parametrize(
    ("suite", "modele", "regle", "partie", "ligne", "section"),
    [
        ("Cmd > CR OK", "STOC", "conv.hors_sequence", OI, 2, "§3.2"),
        ("Cmd > AR OK > AR OK", "STOC", "conv.ar_double", OI, 3, "§3.2"),
        ("Cmd > AR KO > AR OK", "STOC", "conv.ar_double", OI, 3, "§3.2"),
        ("Cmd > AR OK > CR OK > CR OK", "OI", "conv.hors_sequence", OI, 4, "§4.1.1"),
        ("Cmd > MES", "OC", "conv.hors_sequence", OC, 2, "§6.1.1"),
        ("Cmd > AR OK > MES", "OC", "conv.hors_sequence", OC, 3, "§6.1.1"),
        (NOMINAL.replace("MAD OK > MES", "MAD KO"), "STOC", "conv.hors_sequence", OI, 6, "§5.1.1"),
        ("Cmd > AR OK > CR OK > STOC OK", "STOC", "conv.cr_stoc_sans_commande", OC, 4, "§3.5"),
        (NOMINAL.replace(" > MAD OK > MES", " > STOC OK"), "STOC", "conv.cr_stoc_sans_commande", OC, 6, "§3.5"),
        ("Cmd > AR OK > CR OK > MAD OK", "STOC", "conv.livraison_sans_pose", OI, 4, "§3.6"),
        ("Cmd > AR OK > CR OK > Cmd_STOC > MAD OK", "STOC", "conv.livraison_sans_pose", OI, 5, "§3.6"),
        ("Cmd > AR OK > CR OK > MES", "OI", "conv.mise_en_service_sans_livraison", OC, 4, "§3.8"),
        ("Cmd > AR OK > CR OK > Racc_KO", "OI", "conv.racc_ko_hors_fenetre", OC, 4, "§3.7"),
        ("Cmd > AR OK > Racc_KO", "OC", "conv.racc_ko_hors_fenetre", OC, 3, "§3.7"),
        ("Cmd > AR OK > CR OK > Racc_KO OI", "STOC", "conv.racc_ko_de_l_oi", OI, 4, "§3.7"),
        ("Cmd > AR OK > CR OK > Racc_KO OI", "OC", "conv.racc_ko_de_l_oi", OI, 4, "§3.7"),
        ("Cmd > AR OK > CR HOTLINE", "OI", "conv.hotline_non_convenue", OI, 3, "§3.3"),
        (ECHEC + " > MAD OK", "OI", "conv.reprov_non_envoyee", OI, 6, "§3.9"),
        (ECHEC + " > MES", "OI", "conv.cr_mes_malgre_echec", OC, 6, "§3.8"),
        (ECHEC + " > Reprov CHAUD", "OI", "conv.type_de_reprovisionnement", OI, 6, "§3.9"),
        ("Cmd > AR OK > CR OK > MAD OK > MAD OK", "OI", "conv.cr_mad_repete", OI, 5, "§3.6"),
        (STOC_KO + " > MAD OK", "STOC", "conv.reprov_non_envoyee", OI, 6, "§3.9"),
        (STOC_KO + " > Cmd_STOC", "STOC", "conv.reprov_non_envoyee", OI, 6, "§3.9"),
        (STOC_KO + " > Reprov FROID > MAD OK", "STOC", "conv.pose_non_redemandee", OI, 7, "§5.1.5"),
        (STOC_KO + " posée > Cmd_STOC", "STOC", "conv.pose_redemandee", OI, 6, "§5.1.5"),
        (STOC_KO + " posée > Reprov FROID > Cmd_STOC", "STOC", "conv.pose_redemandee", OI, 7, "§5.1.5"),
        (STOC_KO + " posée > MAD OK", "STOC", "conv.reprov_non_envoyee", OI, 6, "§3.9"),
        # one cold notification answers one failure, wherever the socket is; nobody is on site any more to be called
        (STOC_KO + " > Reprov FROID > Reprov FROID", "STOC", "conv.hors_sequence", OI, 7, "§5.1.5"),
        (STOC_KO + " posée > Reprov FROID > Reprov FROID", "STOC", "conv.hors_sequence", OI, 7, "§5.1.5"),
        (STOC_KO + " > Reprov FROID > Reprov CHAUD", "STOC", "conv.hors_sequence", OI, 7, "§5.1.5"),
        (STOC_KO + " posée > Reprov FROID > Reprov CHAUD", "STOC", "conv.hors_sequence", OI, 7, "§5.1.5"),
        (STOC_KO + " posée > Reprov FROID > MAD KO", "STOC", "conv.hors_sequence", OI, 7, "§5.1.5"),
        ("Cmd > AR OK > CR OK > CR Annulation OK", "OI", "conv.cr_annulation_sans_demande", OI, 4, "§3.13"),
        (ANNULEE + " > CR Annulation OK", "OI", "conv.cr_annulation_sans_demande", OI, 6, "§3.13"),
        ("Cmd > AR OK > CR OK > Annulation > Cmd_STOC", "STOC", "conv.apres_annulation", OI, 5, "§3.12"),
        ("Cmd > AR OK > CR OK > Annulation > MES", "OC", "conv.apres_annulation", OC, 5, "§3.12"),
        ("Cmd > AR OK > CR OK > MAD OK", "OC", "conv.cr_mad_en_modele_oc", OI, 4, "§3.6"),
        ("Cmd > AR OK > CR OK > Cmd_STOC", "OI", "conv.stoc_hors_modele", OI, 4, "§3.4"),
        ("Cmd > AR OK > CR OK > Cmd_STOC", "OC", "conv.stoc_hors_modele", OI, 4, "§3.4"),
        ("Cmd > AR OK > CR OK > STOC OK", "OC", "conv.stoc_hors_modele", OC, 4, "§3.4"),
        ("Cmd > AR KO > Cmd", "STOC", "conv.reference_reutilisee", OC, 3, "§4.1.2"),
        ("Cmd > AR OK > CR KO > Cmd", "STOC", "conv.reference_reutilisee", OC, 4, "§4.1.2"),
        ("Cmd > AR OK > Cmd", "STOC", "conv.reference_reutilisee", OC, 3, "§4.1.2"),
        ("Cmd > Mess OI", "STOC", "conv.message_premature", OI, 2, "§3.11"),
        ("Cmd > Mess OC > AR OK", "STOC", "conv.message_premature", OC, 2, "§3.11"),
        ("Cmd > AR KO > CR OK", "STOC", "conv.commande_terminee", OI, 3, "§3.6"),
        ("Cmd > AR OK > CR KO > Mess OI", "STOC", "conv.commande_terminee", OI, 4, "§3.6"),
        (NOMINAL + " > MAD OK", "STOC", "conv.commande_terminee", OI, 8, "§3.6"),
        (NOMINAL + " > MES", "STOC", "conv.commande_terminee", OC, 8, "§3.6"),
    ],
)
def test_a_message_out_of_place_is_told_once_by_the_most_telling_rule(
    juge: Juge, suite: str, modele: str, regle: str, partie: Partie, ligne: int, section: str
) -> None:
    constat = seul(juge(suite, modele, **posees(suite)))
    assert (constat.regle, constat.partie, constat.gravite, constat.section) == (regle, partie, N, section)
    assert (constat.fichier[:2], constat.ligne, constat.dossier) == (f"{ligne:02d}", 2, "CMD-1")
    assert constat.message.endswith(".")
    assert "OO-0001" not in constat.message


@pytest.mark.parametrize(
    ("suite", "modele", "commande", "regle", "partie", "rang"),
    [
        ("Cmd > AR OK > CR OK", "OI", PNI, "conv.hotline_attendue", OI, 3),
        ("Cmd > AR OK > CR HOTLINE", "STOC", PCI, "conv.hotline_non_convenue", OI, 3),
        ("Cmd > AR OK > CR HOTLINE > MAD OK", "STOC", PNI, "conv.route_non_donnee", OI, 4),
        ("Cmd > AR OK > CR HOTLINE > MAD OK", "OI", PNI, "conv.route_non_donnee", OI, 4),
        ("Cmd > AR OK > CR OK > Cmd_STOC", "STOC", PCI, "conv.stoc_sur_prise_existante", OI, 4),
        ("Cmd > AR OK > CR OK > MAD OK > Cmd_STOC", "STOC", PCI, "conv.stoc_sur_prise_existante", OI, 5),
        ("Cmd > AR OK > CR HOTLINE > Cmd_STOC", "STOC", PNI, "conv.stoc_sur_prise_existante", OI, 4),
        ("Cmd > AR OK > CR HOTLINE > CR OK", "STOC", PNI, "conv.hors_sequence", OI, 4),
    ],
)
def test_what_an_existing_socket_calls_for(
    juge: Juge, suite: str, modele: str, commande: dict[str, str], regle: str, partie: Partie, rang: int
) -> None:
    constat = seul(juge(suite, modele, **{**posees(suite), "m1": commande}))
    assert (constat.regle, constat.partie, constat.gravite) == (regle, partie, N)
    assert constat.fichier.startswith(f"{rang:02d}")


@pytest.mark.parametrize(
    ("suite", "modele", "commande", "regle"),
    [
        ("Cmd > AR OK > CR HOTLINE", "OC", PNI, "conv.hotline_attendue"),
        ("Cmd > AR OK > CR OK", "OC", {}, "conv.hotline_non_convenue"),
        ("Cmd > AR OK > CR HOTLINE > Reprov CHAUD > MAD OK", "STOC", PNI, "conv.route_non_donnee"),
        (ECHEC + " > Reprov FROID", "OI", {}, "conv.reprov_non_envoyee"),
        (STOC_KO + " > Reprov FROID > Cmd_STOC", "STOC", {}, "conv.pose_non_redemandee"),
        (STOC_KO + " posée > Reprov FROID > MAD OK", "STOC", {}, "conv.pose_redemandee"),
        ("Cmd > AR OK > CR OK > MAD OK > Reprov CHAUD > Cmd_STOC", "STOC", PCI, "conv.stoc_sur_prise_existante"),
        (ECHEC + " > Reprov FROID > MAD OK", "OI", {}, "conv.cr_mad_repete"),
        (ECHEC, "OI", {}, "conv.cr_mes_malgre_echec"),
        (ECHEC, "OI", {}, "conv.racc_ko_hors_fenetre"),
        ("Cmd > AR OK > CR OK > Racc_KO OI", "OI", {}, "conv.racc_ko_de_l_oi"),
        (ANNULEE, "OC", {}, "conv.apres_annulation"),
        (ANNULEE, "OC", {}, "conv.cr_annulation_sans_demande"),
        (NOMINAL, "STOC", {}, "conv.livraison_sans_pose"),
        (NOMINAL, "STOC", {}, "conv.mise_en_service_sans_livraison"),
        (NOMINAL, "STOC", {}, "conv.cr_stoc_sans_commande"),
        (NOMINAL, "STOC", {}, "conv.ar_double"),
        (ECHEC + " > Reprov FROID", "OI", {}, "conv.type_de_reprovisionnement"),
    ],
)
def test_a_rule_on_places_has_its_witnesses(
    juge: Juge, suite: str, modele: str, commande: dict[str, str], regle: str
) -> None:
    lues = juge(suite, modele, **{**posees(suite), "m1": commande})
    assert [c.regle for c in lues.constats if c.gravite is N] == []
    assert vus(lues, regle) == 1


@pytest.mark.parametrize(
    ("suite", "modele", "commande", "temoins"),
    [
        (NOMINAL, "STOC", {}, ("pose_redemandee livraison_sans_pose cr_stoc_sans_commande hotline_non_convenue "
         "mise_en_service_sans_livraison stoc_hors_modele stoc_hors_modele")),
        (STOC_KO + " > Reprov FROID > Cmd_STOC > STOC KO posée > Reprov FROID > MAD OK > Mess OI > MES", "STOC", {},
         ("pose_redemandee pose_non_redemandee cr_stoc_sans_commande cr_stoc_sans_commande hotline_non_convenue "
         "mise_en_service_sans_livraison stoc_hors_modele stoc_hors_modele stoc_hors_modele "
         "stoc_hors_modele reprov_non_envoyee reprov_non_envoyee type_de_reprovisionnement type_de_reprovisionnement "
         "message_premature")),
        ("Cmd > AR OK > CR OK > Mess OC > MAD OK > Racc_KO > Reprov FROID > MAD OK > MES", "OI", PCI,
         ("cr_mad_repete cr_mes_malgre_echec hotline_non_convenue message_premature mise_en_service_sans_livraison "
         "racc_ko_hors_fenetre reprov_non_envoyee type_de_reprovisionnement")),
        ("Cmd > AR OK > CR HOTLINE > Reprov CHAUD > MES", "OC", PNI,
         "cr_mad_en_modele_oc hotline_attendue type_de_reprovisionnement"),
        ("Cmd > AR OK > CR HOTLINE > Reprov CHAUD > MAD OK > MES", "STOC", PNI,
         "hotline_attendue mise_en_service_sans_livraison route_non_donnee type_de_reprovisionnement"),
        ("Cmd > AR OK > CR OK > MAD OK > Reprov CHAUD > Cmd_STOC > STOC OK > MAD OK > Annulation > CR Annulation OK",
         "STOC", PCI, ("apres_annulation cr_annulation_sans_demande cr_mad_repete cr_stoc_sans_commande "
         "hotline_non_convenue livraison_sans_pose pose_redemandee stoc_hors_modele stoc_hors_modele "
         "stoc_sur_prise_existante type_de_reprovisionnement")),
        ("Cmd > AR OK > CR KO", "OI", {}, ""),
        (
            ECHEC + " > Mess OI > Reprov FROID > MAD OK > MES",
            "OI",
            {},
            (
                "cr_mad_repete cr_mes_malgre_echec hotline_non_convenue message_premature reprov_non_envoyee "
                "mise_en_service_sans_livraison racc_ko_hors_fenetre type_de_reprovisionnement"
            ),
        ),
    ],
)  # fmt: skip
def test_a_message_in_its_place_is_a_witness_of_the_rules_that_it_kept_and_of_no_other(
    juge: Juge, suite: str, modele: str, commande: dict[str, str], temoins: str
) -> None:
    """Beside the acknowledgement, and the message that ends the order, of which every life has one."""
    lues = juge(suite, modele, m1=commande)
    vues = Counter({r.removeprefix("conv."): vus(lues, r) for r in PARLANTES if vus(lues, r)})
    assert vues == Counter([*temoins.split(), "ar_double", "commande_terminee", "reference_reutilisee"])


def test_what_was_expected_is_said_with_its_section(juge: Juge) -> None:
    message = seul(juge("Cmd > CR OK")).message
    assert "CR_Cmd_Acces OK alors que la commande est « commandée »" in message
    assert "attendu de l'OI : AR_Cmd_Acces OK (§3.2), ou AR_Cmd_Acces KO (§3.2)" in message


@pytest.mark.parametrize(("commande", "section"), [(PCI, "§6.2.1"), (PNI, "§6.3.1")])
def test_who_owed_nothing_is_told_the_section_of_what_it_sent(
    juge: Juge, commande: dict[str, str], section: str
) -> None:
    constat = seul(juge("Cmd > MES", "OC", m1=commande, m2={"PrisePosee": "NON"}))
    assert (constat.regle, constat.partie, constat.section) == ("conv.hors_sequence", OC, section)
    assert constat.message.endswith("rien n'est attendu de l'OC à ce point.")


def test_a_dossier_without_its_order_is_noted_and_blames_nobody(juge: Juge) -> None:
    lues = juge("AR OK > CR OK > MES")
    constat = seul(lues)
    assert (constat.regle, constat.partie, constat.gravite) == ("conv.debut_absent", None, I_)
    assert lues.exercices == (), "nothing was shown of who speaks first"
    assert vus(juge("Cmd > AR OK"), "conv.debut_absent") == 1


@pytest.mark.parametrize(
    ("rang", "mot", "partie"), [(4, "Cmd_STOC", OI), (5, "STOC OK", OC), (6, "MAD OK", OI), (7, "MES", OC)]
)
def test_the_reference_of_the_access_is_the_one_the_oi_gave(juge: Juge, rang: int, mot: str, partie: Partie) -> None:
    constat = seul(juge(NOMINAL, **{f"m{rang}": {"ReferencePrestationPrise": "ACC-9"}}))
    assert (constat.regle, constat.partie, constat.champ) == (
        "conv.reference_prestation", partie, "ReferencePrestationPrise"
    )  # fmt: skip
    assert (constat.valeur, constat.section, constat.fichier[:2]) == ("ACC-9", "§3.3", f"{rang:02d}")
    assert seul(juge(NOMINAL, **{f"m{rang}": {"ReferencePrestationPrise": "ACC-0"}})).valeur == "ACC-0"
    assert vus(juge(NOMINAL), "conv.reference_prestation") == 4
    assert juge(NOMINAL, **{f"m{rang}": {"ReferencePrestationPrise": ""}}).constats == ()


def test_a_reference_that_the_oc_invents_before_the_oi_gives_one_is_not_the_one(juge: Juge) -> None:
    lues = juge("Cmd > AR OK > Annulation > CR Annulation KO > CR OK", m3={"ReferencePrestationPrise": "ACC-9"})
    assert lues.constats == ()


def test_the_report_recalls_the_last_stoc_order(juge: Juge) -> None:
    constat = seul(juge(NOMINAL, m5={"ReferenceCommandeSousTraitantOI": "ST-9"}))
    assert (constat.regle, constat.partie, constat.gravite, constat.section) == (
        "conv.commande_stoc_rappelee", OC, A, "§3.5"
    )  # fmt: skip
    assert constat.message == (
        "Le CR STOC rappelle la commande STOC à laquelle il répond. Référence de la dernière Cmd_STOC attendue "
        "(à confirmer : ce fait ne vient pas du document)."
    )
    deux = "Cmd > AR OK > CR OK > Cmd_STOC > STOC KO > Reprov FROID > Cmd_STOC > STOC OK"
    neuve = {"ReferenceCommandeSousTraitantOI": "ST-2"}
    assert juge(deux, m7=neuve, m8=neuve).constats == ()
    assert seul(juge(deux, m7=neuve)).fichier.startswith("08")


def test_a_call_after_the_delivery_is_about_another_visit(juge: Juge) -> None:
    """The report of the first visit owes nothing to it."""
    lues = juge(
        "Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK > Reprov CHAUD > MAD OK > MES",
        m8=LIVRE,
        m9={"ReferencePrise": "OO-0001-0002"},
    )
    assert lues.constats == ()


def test_two_calls_in_one_visit_give_two_numbers_and_either_will_do(juge: Juge) -> None:
    """Only a number that nobody gave is one too many."""
    deux = "Cmd > AR OK > CR OK > Cmd_STOC > Reprov CHAUD > Reprov CHAUD > STOC OK > MAD OK > MES"
    suite = {"m6": {"NumeroDecharge": "D-2"}, "m8": LIVRE, "m9": {"ReferencePrise": "OO-0001-0002"}}
    assert juge(deux, m7=RAPPEL, **suite).constats == ()
    assert juge(deux, m7={**RAPPEL, "NumeroDecharge": "D-2"}, **suite).constats == ()
    constat = seul(juge(deux, m7={**RAPPEL, "NumeroDecharge": "D-3"}, **suite))
    assert (constat.regle, constat.partie) == ("conv.decharge_differente", OC)


def test_after_a_hot_notification_the_report_recalls_everything(juge: Juge) -> None:
    lues = juge(CHAUD, m6=RAPPEL, m7=LIVRE)
    assert lues.constats == ()
    regles = ("conv.decharge_differente", "conv.hotline_non_reportee", "conv.nouvelle_prise", "conv.prise_livree")
    assert [vus(lues, regle) for regle in regles] == [1, 2, 1, 1]


@pytest.mark.parametrize(
    ("change", "regle", "champ"),
    [
        ({"NumeroDecharge": "D-2"}, "conv.decharge_differente", "NumeroDecharge"),
        ({"NumeroDecharge": ""}, "conv.hotline_non_reportee", "NumeroDecharge"),
        ({"NotificationReprovisioningHL": "NON"}, "conv.hotline_non_reportee", "NotificationReprovisioningHL"),
        ({"NotificationReprovisioningHL": ""}, "conv.hotline_non_reportee", "NotificationReprovisioningHL"),
        ({"NotificationReprovisioningHL": "PEUT-ETRE"}, "conv.hotline_non_reportee", "NotificationReprovisioningHL"),
        ({"ReferencePrise": "OO-0001-0001"}, "conv.nouvelle_prise", "ReferencePrise"),
    ],
)
def test_what_the_report_fails_to_recall_is_one_breach_of_the_oc(
    juge: Juge, change: dict[str, str], regle: str, champ: str
) -> None:
    constat = seul(juge(CHAUD, m6={**RAPPEL, **change}, m7=LIVRE))
    assert (constat.regle, constat.champ, constat.partie, constat.gravite) == (regle, champ, OC, N)
    assert (constat.section, constat.fichier[:2], constat.flux) == ("§3.5", "06", Flux.CR_STOC)


def test_the_hot_notification_may_cross_the_report(juge: Juge) -> None:
    """The text orders it first; the two come from different parties, and the report is judged all the same."""
    croise = "Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > Reprov CHAUD > MAD OK > MES"
    (lu,) = juge(croise, m5=RAPPEL, m7=LIVRE).constats
    assert (lu.regle, lu.ambiguite) == ("conv.autre_lecture", "AMB-06")
    ecarts = juge(croise, m5={**RAPPEL, "NumeroDecharge": "D-2"}, m7=LIVRE).constats
    assert [c.fichier[:2] for c in ecarts if c.regle != "conv.autre_lecture"] == ["05"]


def test_the_same_route_confirmed_hot_asks_nothing_of_the_report(juge: Juge) -> None:
    """§5.1.4: a problem solved on the phone without a new route need not even be notified."""
    meme = {"PositionModulePm N°1": "A1", "ReferencePrise": "OO-0001-0001", "NumeroDecharge": ""}
    assert juge(CHAUD, m5=meme).constats == ()


def test_of_two_calls_the_one_that_gave_a_new_route_is_reported(juge: Juge) -> None:
    """A first call that changed nothing hides no second one."""
    suite = "Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > Reprov CHAUD > Reprov CHAUD"
    meme = {"PositionModulePm N°1": "A1", "ReferencePrise": "OO-0001-0001", "NumeroDecharge": ""}
    lues = juge(suite, m5={"NumeroDecharge": "D-1"}, m6=meme)
    assert [c.champ for c in lues.constats if c.regle == "conv.hotline_non_reportee"] == [
        "NotificationReprovisioningHL"
    ]


def test_a_call_told_after_a_failed_work_was_to_be_reported_too(juge: Juge) -> None:
    """§3.5, §5.1.4: the notification of a call may come after the report of the same visit (AMB-06)."""
    lues = juge("Cmd > AR OK > CR OK > Cmd_STOC > STOC KO > Reprov CHAUD")
    assert {c.fichier[:2] for c in lues.constats if c.regle == "conv.hotline_non_reportee"} == {"05"}
    repondue = juge("Cmd > AR OK > CR OK > Cmd_STOC > STOC KO > Reprov FROID > Reprov CHAUD")
    assert "conv.hotline_non_reportee" not in regles(repondue)


def test_a_route_sent_cold_is_no_call_to_report(juge: Juge) -> None:
    suite = "Cmd > AR OK > CR OK > Reprov FROID > Cmd_STOC > STOC OK"
    assert "conv.hotline_non_reportee" not in regles(juge(suite, m4={"PositionModulePm N°1": "B2"}))


@pytest.mark.parametrize("prise", ["OO-0001-0001", "OO-0001-0009"])
def test_the_report_gives_the_socket_of_the_call(juge: Juge, prise: str) -> None:
    assert "conv.nouvelle_prise" in regles(juge(CHAUD, m6={**RAPPEL, "ReferencePrise": prise}, m7=LIVRE))


def test_a_ko_report_owes_no_new_socket(juge: Juge) -> None:
    suite = "Cmd > AR OK > CR OK > Cmd_STOC > Reprov CHAUD > STOC KO > Reprov FROID"
    assert juge(suite, m6={**RAPPEL, "ReferencePrise": "OO-0001-0001"}).constats == ()


def test_the_socket_delivered_is_that_of_the_last_route(juge: Juge) -> None:
    constat = seul(juge(NOMINAL, m6={"ReferencePrise": "OO-0001-0009"}))
    assert (constat.regle, constat.partie, constat.gravite, constat.section) == ("conv.prise_livree", OI, A, "§3.6")
    assert seul(juge(CHAUD, m6=RAPPEL)).regle == "conv.prise_livree", "the new one is expected after a hot notification"


@pytest.mark.parametrize(("rang", "suite"), [(3, NOMINAL), (5, CHAUD)])
def test_a_block_names_the_oc_that_ordered(juge: Juge, rang: int, suite: str) -> None:
    autres = {"m6": RAPPEL, "m7": LIVRE} if suite is CHAUD else {}
    constat = seul(juge(suite, **{**autres, f"m{rang}": {"OC 1": "OCZZ"}}))
    assert (constat.regle, constat.partie, constat.champ, constat.section) == (
        "conv.operateur_du_bloc", OI, "OC 1", "§3.3"
    )  # fmt: skip
    for n in (2, 3, 4):
        ailleurs = {"OC 1": "OCZZ", f"OC {n}": "ocyy"}
        assert juge(suite, **{**autres, f"m{rang}": ailleurs}).constats == ()


@pytest.mark.parametrize("code", ["", "NA", "na"])
def test_a_block_that_names_no_one_is_a_fault_of_form_told_there(juge: Juge, code: str) -> None:
    assert juge(NOMINAL, m3={"OC 1": code}).constats == ()
    assert juge(NOMINAL, oc="", m3={"OC 1": "OCZZ"}).constats == (), "an unknown OC cannot be looked for"


def test_a_refusal_gives_no_block_to_anybody(juge: Juge) -> None:
    """Even when it writes a code, which is a breach of form."""
    lues = juge("Cmd > AR OK > CR KO", m3={"OC 1": "OCZZ"})
    assert (lues.constats, vus(lues, "conv.operateur_du_bloc")) == ((), 0)


@pytest.mark.parametrize(
    ("modele", "suite", "rang", "regle", "partie", "gravite"),
    [
        ("OI", "Cmd > AR OK > CR OK > MAD OK", 4, "conv.pose_au_cr_mad", OI, A),
        ("OC", "Cmd > AR OK > CR OK > MES", 4, "conv.pose_au_cr_mes", OC, N),
    ],
)
def test_who_laid_the_socket_says_so(
    juge: Juge, modele: str, suite: str, rang: int, regle: str, partie: Partie, gravite: Gravite
) -> None:
    """§3.8 for the OC; for the OI the columns of the CR MAD are inferred, so the breach is to be confirmed."""
    constat = seul(juge(suite, modele))
    assert (constat.regle, constat.champ, constat.partie, constat.gravite) == (regle, "PrisePosee", partie, gravite)
    sans_date = seul(juge(suite, modele, **{f"m{rang}": {"PrisePosee": "OUI"}}))
    assert (sans_date.regle, sans_date.champ) == (regle, "DateRaccordementPrise")
    assert juge(suite, modele, **{f"m{rang}": {"PrisePosee": "NON"}}).constats == ()
    pose = {"PrisePosee": "OUI", "DateRaccordementPrise": "20260105 09:00"}
    assert juge(suite, modele, **{f"m{rang}": pose}).constats == ()
    assert juge(suite, modele, **{f"m{rang}": {"PrisePosee": "POSEE"}}).constats == (), "a fault of form, told there"


def test_in_model_stoc_neither_report_owes_the_laying(juge: Juge) -> None:
    lues = juge(NOMINAL)
    assert lues.constats == ()
    assert vus(lues, "conv.pose_au_cr_mad") == vus(lues, "conv.pose_au_cr_mes") == 0


@pytest.mark.parametrize(
    ("commande", "cr", "regle", "champ", "gravite"),
    [
        ({**PCI}, {"ReferencePrise": "OO-0001-0009"}, "conv.prise_commandee", "ReferencePrise", A),
        ({**PCI}, {"ReferencePrise": "OO-0001-0000"}, "conv.prise_commandee", "ReferencePrise", A),
        ({"ReferencePm": "PM-1"}, {"ReferencePm": "PM-2"}, "conv.pm_different", "ReferencePm", A),
        ({"ReferencePm": "PM-2"}, {"ReferencePm": "PM-1"}, "conv.pm_different", "ReferencePm", A),
        (
            {"ReferencePrestationPm": "P-1"}, {"ReferencePrestationPm": "P-2"},
            "conv.pm_different", "ReferencePrestationPm", A,
        ),
        (
            {"TypeCommandeDemande": "auto"}, {"TypeCommandeRetenu": "NA"},
            "conv.financement_non_tranche", "TypeCommandeRetenu", N,
        ),
        (
            {"TypeCommandeDemande": "cofi"}, {"TypeCommandeRetenu": "LOCA"},
            "conv.financement_change", "TypeCommandeRetenu", A,
        ),
    ],
)  # fmt: skip
def test_the_report_answers_what_was_ordered(
    juge: Juge, commande: dict[str, str], cr: dict[str, str], regle: str, champ: str, gravite: Gravite
) -> None:
    constat = seul(juge("Cmd > AR OK > CR OK", "OC", m1=commande, m3=cr))
    assert (constat.regle, constat.champ, constat.gravite, constat.partie) == (regle, champ, gravite, OI)
    tenu = {c: commande.get(c, "COFI" if commande.get("TypeCommandeDemande") != "loca" else "LOCA") for c in cr}
    lues = juge("Cmd > AR OK > CR OK", "OC", m1=commande, m3=tenu)
    assert lues.constats == ()
    assert vus(lues, regle) == 1


@pytest.mark.parametrize("champ", ["ReferencePm", "ReferencePrestationPm"])
@pytest.mark.parametrize(("voulu", "rendu"), [("PM-1", ""), ("", "PM-1"), ("", "")])
def test_a_pm_that_one_side_leaves_out_is_not_compared(juge: Juge, champ: str, voulu: str, rendu: str) -> None:
    lues = juge("Cmd > AR OK > CR OK", "OC", m1={champ: voulu}, m3={champ: rendu})
    assert (lues.constats, vus(lues, "conv.pm_different")) == ((), 0)


@pytest.mark.parametrize(("demande", "retenu"), [("COFI", "NA"), ("LOCA", "NA"), ("", "NA"), ("AUTO", "")])
def test_what_was_not_left_to_the_oi_is_not_for_it_to_settle(juge: Juge, demande: str, retenu: str) -> None:
    commande, cr = {"TypeCommandeDemande": demande}, {"TypeCommandeRetenu": retenu}
    lues = juge("Cmd > AR OK > CR OK", "OC", m1=commande, m3=cr)
    assert (lues.constats, vus(lues, "conv.financement_non_tranche")) == ((), 0)


def test_the_building_has_as_many_fibres_from_one_route_to_the_next(juge: Juge) -> None:
    froid = {"m7": POSE}
    suite = ECHEC + " > Reprov FROID > MAD OK"
    seconde = {"NomModulePm N°2": "A1", "PositionModulePm N°2": "A1"}
    lues = juge(suite, "OI", m4=POSE, m6=seconde, **froid)
    constat = seul(lues)
    assert (constat.regle, constat.champ, constat.gravite) == ("conv.nombre_de_fibres_change", "OC 1", A)
    assert {e.champ for e in lues.exercices if e.regle == "conv.nombre_de_fibres_change"} == {"OI+PAC+FROID+mono-fibre"}
    appel = juge("Cmd > AR OK > CR HOTLINE > Reprov CHAUD", "OC", m1=PNI, m3=seconde)
    assert vus(appel, "conv.nombre_de_fibres_change") == 0, "the blocks of a hotline reply are no route"
    lues = juge(suite, "OI", m3=seconde, m4=POSE, **froid)
    assert [(c.regle, c.fichier[:2]) for c in lues.constats] == [("conv.nombre_de_fibres_change", "06")]
    assert {e.flux for e in lues.exercices if e.regle == "conv.nombre_de_fibres_change"} == {Flux.NOTIF_REPROV}
    lues = juge(suite, "OI", m3=seconde, m4=POSE, m6=seconde, **froid)
    assert lues.constats == ()
    assert {e.flux: e.champ for e in lues.exercices if e.regle == "conv.nombre_de_fibres_change"} == {
        Flux.CR_CMD_ACCES: "OI+PAC+OK+multi-fibre",
        Flux.NOTIF_REPROV: "OI+PAC+FROID+multi-fibre",
    }, "both routes are witnesses, once they were compared"


def test_a_failure_cites_the_socket_of_the_order(juge: Juge) -> None:
    """§7.1.2: the one first ordered, even when it is wrong; the one of the last route is no fault."""
    suite = "Cmd > AR OK > CR OK > Racc_KO"
    constat = seul(juge(suite, "OC", m1=PCI, m4={"ReferencePrise": "OO-0001-0009"}))
    assert (constat.regle, constat.champ, constat.partie) == ("conv.prise_initiale", "ReferencePrise", OC)
    lues = juge(suite, "OC", m1=PCI, m4={"ReferencePrise": "OO-0001-0001"})
    assert lues.constats == ()
    assert vus(lues, "conv.prise_initiale") == 1


def test_a_call_that_gave_a_route_is_confirmed_by_a_hot_notification(juge: Juge) -> None:
    appel = {"NotificationReprovisioningHL": "OUI", "NumeroDecharge": "D-1"}
    constat = seul(juge("Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK", m5=appel))
    assert (constat.regle, constat.partie, constat.section) == ("conv.notif_a_chaud_absente", OI, "§3.9")
    assert constat.fichier.startswith("06")
    deux = f"{STOC_KO} > Reprov FROID > Cmd_STOC > "
    assert "conv.notif_a_chaud_absente" in regles(juge(f"{deux}STOC OK > MAD OK", m8=appel))
    assert "conv.notif_a_chaud_absente" not in regles(
        juge(f"{deux}Reprov CHAUD > Cmd_STOC > STOC OK > MAD OK", m10=appel)
    )
    assert "conv.notif_a_chaud_absente" in regles(
        juge("Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > Reprov FROID > MAD OK", m5=appel)
    ), "one sent cold confirms no call"
    autre_visite = (
        "Cmd > AR OK > CR OK > Cmd_STOC > Reprov CHAUD > STOC KO > Reprov FROID > Cmd_STOC > STOC OK > MAD OK"
    )
    assert "conv.notif_a_chaud_absente" in regles(juge(autre_visite, m9=appel)), "a call of another visit"
    ni_oui_ni_non = {"NotificationReprovisioningHL": "VRAI"}
    muet = juge("Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK", m5=ni_oui_ni_non)
    assert vus(muet, "conv.notif_a_chaud_absente") == 0
    sans_stoc = juge("Cmd > AR OK > CR OK > STOC OK > MAD OK", m4=appel)
    assert "conv.notif_a_chaud_absente" in {c.regle for c in sans_stoc.constats}
    assert vus(juge(CHAUD, m6=RAPPEL, m7=LIVRE), "conv.notif_a_chaud_absente") == 1
    assert juge("Cmd > AR OK > CR OK > Cmd_STOC > STOC OK", m5=appel).constats == (), "the OI may still send it"


def test_a_notification_tells_a_new_route_or_the_same(juge: Juge) -> None:
    mots = {e.champ for e in juge(CHAUD, m6=RAPPEL, m7=LIVRE).exercices if e.regle == "observation.route_notifiee"}
    assert [m.split("+")[-2:] for m in mots] == [["nouvelle route", "depuis pose demandée"]]
    suite = ECHEC + " > Reprov FROID"
    mots = {e.champ for e in juge(suite, "OI").exercices if e.regle == "observation.route_notifiee"}
    assert [m.split("+")[-2] for m in mots] == ["même route"]


def test_what_is_only_said_again_names_both_lines(juge: Juge) -> None:
    message = seul(juge("Cmd > AR OK > AR OK")).message
    assert "mot pour mot la ligne 2 de 02_AR_Cmd_Acces.csv" in message
    assert "mot pour mot" not in seul(juge("Cmd > AR OK > AR OK", m3={"DateArCommandePrise": "20260106 09:00"})).message


@pytest.mark.parametrize("gel", ["Cmd > Gel > CR OK > Cmd_STOC", "Cmd > Gel > Gel > CR OK > Gel > Cmd_STOC > Gel"])
def test_a_gel_neither_hides_a_breach_nor_makes_one(juge: Juge, gel: str) -> None:
    """§3.14.4: the AR that was left out is told on the CR, and what is said of the gel itself is information."""
    dits = [(c.regle, c.partie) for c in juge(gel).constats if c.flux is not Flux.GEL_DEGEL_RDV]
    assert dits == [("conv.hors_sequence", OI)]


def test_a_gel_gives_no_reference(juge: Juge) -> None:
    lues = juge("Cmd > AR OK > Gel > CR OK > Cmd_STOC", m3={"ReferencePrestationPrise": "ACC-9"})
    assert lues.constats == ()


def test_the_oi_may_give_up_wherever_there_is_a_delivery(juge: Juge) -> None:
    """AMB-14: a CR MAD KO after a notification, in models OI and STOC."""
    pci = {"PriseExistante": "O", "ReferencePrise": "OO-0001-0001"}
    assert juge("Cmd > AR OK > CR OK > MAD OK > Racc_KO > Reprov FROID > MAD KO", m1=pci).constats == ()
    assert juge("Cmd > AR OK > CR OK > Reprov FROID > MAD KO", "OI", m1=pci).constats == ()


@pytest.mark.parametrize(("qui", "partie"), [("Mess OC", OC), ("Mess OI", None)])
def test_a_message_waits_for_a_reference_of_the_oi(juge: Juge, qui: str, partie: Partie | None) -> None:
    """§3.11, AMB-61: the OI may give it in its message, the OC cannot invent it."""
    dits = juge(f"Cmd > AR OK > {qui} > CR OK > Mess OC")
    assert [(c.regle, c.partie) for c in dits.constats] == [("conv.message_sans_reference", partie)] * bool(partie)
    donnee = {"ReferencePrestationPrise": "ACC-1"}
    assert juge(f"Cmd > AR OK > {qui} > CR OK", m2=donnee).constats == ()
    (constat,) = juge("Cmd > AR OK > Gel > Mess OC", m3=donnee).constats
    assert constat.regle == "conv.message_sans_reference", "a gel is indicative, it communicates nothing"


def test_a_new_route_on_the_phone_has_a_number(juge: Juge) -> None:
    pci, sans = {"PriseExistante": "O", "ReferencePrise": "OO-0001-0001"}, {"NumeroDecharge": ""}
    constat = seul(juge("Cmd > AR OK > CR OK > Reprov CHAUD", "OC", m1=pci, m4=sans))
    assert (constat.regle, constat.champ, constat.partie, constat.gravite) == (
        "conv.decharge_absente", "NumeroDecharge", OI, N
    )  # fmt: skip
    pni = {"PriseExistante": "O"}
    constat = seul(juge("Cmd > AR OK > CR HOTLINE > Reprov CHAUD", "OC", m1=pni, m4=sans))
    assert (constat.regle, constat.gravite, constat.ambiguite) == ("conv.decharge_absente", A, "AMB-04")
    meme = {**sans, "PositionModulePm N°1": "A1"}
    assert juge("Cmd > AR OK > CR OK > Reprov CHAUD", "OC", m1=pci, m4=meme).constats == (), "facultative: AMB-05"
    assert vus(juge("Cmd > AR OK > CR OK > Reprov CHAUD", "OC", m1=pci), "conv.decharge_absente") == 1


@pytest.mark.parametrize("oi", ["AA", "OO", "ZZ"])
def test_a_line_is_put_in_service_on_the_last_socket_given(juge: Juge, oi: str) -> None:
    une, autre = ({"ReferencePrise": f"{oi}-0001-000{n}"} for n in (1, 2))
    pci = {"PriseExistante": "O", **une}
    suite = "Cmd > AR OK > CR OK > Reprov CHAUD > MES"
    non = {"PrisePosee": "NON"}
    constat = seul(juge(suite, "OC", m1=pci, m3=une, m4=autre, m5={**une, **non}))
    assert (constat.regle, constat.partie, constat.gravite) == ("conv.prise_en_service", OC, A)
    inverse = seul(juge(suite, "OC", m1={**pci, **autre}, m3=autre, m4=une, m5={**autre, **non}))
    assert inverse.regle == "conv.prise_en_service"
    lues = juge(suite, "OC", m1=pci, m3=une, m4=autre, m5={**autre, **non})
    assert (lues.constats, vus(lues, "conv.prise_en_service")) == ((), 1)
    assert juge(suite, "OC", m1=pci, m3=une, m4=autre, m5={"ReferencePrise": "", **non}).constats == ()
    tue = juge(suite, "OC", m1=pci, m3=une, m4={"ReferencePrise": ""}, m5={**une, **non})
    assert (tue.constats, vus(tue, "conv.prise_en_service")) == ((), 1), "a route that names no socket changes none"
