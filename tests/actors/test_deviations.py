"""The named deviations: what their names promise, and what they do to a line or to a file."""

from __future__ import annotations

from harness.actors.deviations import Depart, lignes_du_fichier, redit, vide
from harness.actors.deviations_familles import EMETTEURS, GENERES, ISSUES, REQUIS, Famille
from harness.actors.deviations_nommees import ECARTS, VISES
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Partie


def test_every_deviation_has_a_name_and_a_sentence() -> None:
    assert all(e.nom == nom and e.phrase[0].islower() for nom, e in ECARTS.items())
    assert {e.partie for e in ECARTS.values()} == set(Partie)
    assert len(ECARTS) == len(VISES) + len(GENERES)


def test_every_flux_has_every_family_from_whoever_sends_it() -> None:
    for flux in Flux:
        for famille in Famille:
            parties = {e.partie for e in GENERES.values() if (e.flux, e.famille) == (flux, famille)}
            if famille is Famille.RENVOI:
                assert parties == set(Partie) - EMETTEURS[flux]
            elif famille is Famille.ISSUE:
                assert parties == (EMETTEURS[flux] if flux in ISSUES else set())
            else:
                assert parties == EMETTEURS[flux]


def test_the_columns_that_families_name_exist(protocole: Protocole) -> None:
    for flux in Flux:
        assert REQUIS[flux] in protocole[flux].par_nom
        assert all(c in protocole[flux].par_nom for c in ISSUES.get(flux, ()) if c)


def test_a_line_said_again_is_dated_later() -> None:
    assert redit({"DateNotifRaccKO": "20260105 23:58"}) == {"DateNotifRaccKO": "20260107 00:05"}
    assert redit({"Message": "rien de daté"}) == {"Message": "rien de daté"}


def test_a_file_is_changed_line_by_line() -> None:
    assert lignes_du_fichier(vide("b"))(b"a;b\n1;2\n3;4\n") == b"a;b\n1;\n3;\n"


def test_a_deviation_of_one_lot_leaves_the_others_alone() -> None:
    ecart = ECARTS["ecrasement-tu"]
    assert ecart.depart is Depart.OMIS
    assert (ecart.touche(Flux.NOTIF_ECRASEMENT, 1), ecart.touche(Flux.NOTIF_ECRASEMENT, 2)) == (False, True)
