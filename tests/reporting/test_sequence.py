"""The diagram's geometry: each arrow goes the way its message went, notes sit on their party's lane."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from harness.judge.results import Etape, Gravite
from harness.protocol.terms import Flux, Partie
from harness.reporting.sequence import COULOIRS, DEMI_NOTE, LARGEUR, MARGE, MILIEU, coupe, trace


def _etape(emetteur: Partie | None, flux: Flux | None, texte: str = "", instant: str = "2024-01-15T09:00:00") -> Etape:
    return Etape(1, instant, emetteur, flux, texte)


def test_une_fleche_va_de_l_emetteur_au_recepteur() -> None:
    t = trace([_etape(Partie.OC, Flux.CMD_ACCES), _etape(Partie.OI, Flux.AR_CMD_ACCES, "OK")], [None, None]).traits
    assert (t[0].x1, t[0].x2, t[0].sens) == (COULOIRS[Partie.OC], COULOIRS[Partie.OI], -1)
    assert (t[1].x1, t[1].x2, t[1].sens) == (COULOIRS[Partie.OI], COULOIRS[Partie.OC], 1)
    assert t[1].libelle == "AR_Cmd_Acces · OK"


def test_un_fait_hors_fichiers_est_une_note_sur_le_couloir_de_sa_partie() -> None:
    t = trace([_etape(Partie.OC, None, "pose"), _etape(None, None, "hotline injoignable")], [None, None]).traits
    assert (t[0].x1, t[0].note) == (COULOIRS[Partie.OC], ("Pose",))
    assert (t[1].x1, t[1].note) == (MILIEU, ("Hotline injoignable",))


def test_la_date_n_est_ecrite_que_si_elle_change() -> None:
    instants = ("2024-01-15T09:00:00", "2024-01-15T10:00:00", "2024-01-16T08:00:00")
    t = trace([_etape(Partie.OC, Flux.CMD_ACCES, "", i) for i in instants], [None] * 3).traits
    assert [x.date for x in t] == ["15/01/2024", "", "16/01/2024"]
    assert [x.heure for x in t] == ["09:00", "10:00", "08:00"]


def test_une_faute_se_marque_par_un_signe_et_pas_seulement_par_une_couleur() -> None:
    t = trace([_etape(Partie.OC, Flux.CMD_ACCES)] * 2, [Gravite.NON_CONFORME, None]).traits
    assert [x.marque for x in t] == ["✗", ""]
    assert [x.libelle for x in t] == ["✗ Cmd_Acces", "Cmd_Acces"]


@given(
    st.lists(st.tuples(st.sampled_from([*Partie, None]), st.sampled_from([Flux.CR_STOC, None]), st.text(max_size=300)))
)
def test_rien_ne_se_chevauche_ni_ne_sort_du_cadre(faits: list[tuple[Partie | None, Flux | None, str]]) -> None:
    dessin = trace([_etape(*f) for f in faits], [None] * len(faits))
    bas = 40
    for t in dessin.traits:
        haut = t.y if t.note else t.y - 22
        assert haut >= bas - 8
        bas = t.y + t.hauteur
        assert min(t.x1, t.x2) - (DEMI_NOTE if t.note else 0) > MARGE
        assert max(t.x1, t.x2) + (DEMI_NOTE if t.note else 0) < LARGEUR
    assert not dessin.traits or bas < dessin.hauteur


@given(st.text(max_size=2_000), st.integers(5, 40), st.integers(1, 6))
def test_une_note_tient_dans_son_cadre(texte: str, largeur: int, lignes: int) -> None:
    faites = coupe(texte, largeur, lignes)
    assert 1 <= len(faites) <= lignes
    assert all(0 < len(ligne) <= max(largeur, len("(sans texte)")) for ligne in faites)
