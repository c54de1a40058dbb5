"""What no file shows, in front of an OI under test: asked, attested, and then so in our world."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import resources
from harness.campaign.campaign import DEBUT, Campagne, Face, Reglages, ouvre
from harness.campaign.gens import AttenteNonTenue
from harness.campaign.play import Attendu, Fiche
from harness.campaign.pupitre import Pupitre, Question, Reponse
from harness.campaign.reponses import FichierDeReponses, ReponsesIllisibles, Terminal, lit_reponses
from harness.exchange.entries import EntreeAttestation
from harness.exchange.journal import lit_journal
from harness.network.circumstances import Circonstance
from harness.network.facts import Nature
from harness.profil.lecture import charge_profil
from harness.protocol.lifecycle import Issue
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Modele, Partie, Situation
from harness.transports import ouverture
from tests.campaign.partenaire_de_dossier import OiDeDossier
from tests.campaign.test_reprise import PROFIL, HorlogeDuPartenaire

FICHE = Fiche("OC-PAC-CHAUD", "6.1.4", "à chaud")
ROUTE = {"PBO": "PBO-AILLEURS-9", "tube": "1 ROUGE", "fibre": "7 BLANC", "decharge": "DCH-1", "prise": "XV-8888-8888"}


def campagne(racine: Path, protocole: Protocole, reponse: Reponse | None, tarde: int = 0) -> Iterator[Campagne]:
    """`tarde`: how often the answer is looked for before it is there."""
    (racine / "echange").mkdir()
    (racine / "profil.toml").write_text(PROFIL, encoding="utf-8")
    profil = charge_profil(racine / "profil.toml")

    class Source:
        regards = 0

        def cherche(self, question: Question) -> Reponse | None:
            self.regards += 1
            return reponse if self.regards > tarde else None

    transport = ouverture.ouvre(profil, Partie.OC, "essai")
    face = Face(profil, Partie.OI, transport, Pupitre([Source()], attend=tarde > 0))
    horloge = HorlogeDuPartenaire(DEBUT, OiDeDossier(racine / "echange", protocole))
    reseau = resources.fixtures("reseaux", "valfibre.toml")
    try:
        with ouvre(
            racine / "j", protocole, Reglages("1", "essai", reseau, (Partie.OC,), face=face, horloge=horloge)
        ) as ouverte:
            yield ouverte
    finally:
        transport.ferme()


def jusqu_a_l_appel(ouverte: Campagne) -> tuple[object, object]:
    deroule = ouverte.commence(FICHE)
    deroule.souscrit(Situation.A_CONSTRUIRE, Modele.OC)
    deroule.survient(Circonstance.FIBRE_OCCUPEE)
    deroule.envoie("l'OI envoie un CR", Attendu(Partie.OI, Flux.CR_CMD_ACCES, Issue.OK), {})
    deroule.agit("l'OC appelle la hotline de l'OI", Partie.OC, (Nature.APPEL,))
    return deroule, next(f for f in deroule.boucle.faits if f.nature is Nature.APPEL)


def test_the_fibre_that_the_partner_gives_is_the_one_that_is_taken(tmp_path: Path, protocole: Protocole) -> None:
    """« la fibre affectée est déjà occupée »: which one it is, only its CR tells."""
    for ouverte in campagne(tmp_path, protocole, Reponse("nouvelle route", "C. Tessier", ROUTE)):
        _, appel = jusqu_a_l_appel(ouverte)
        assert appel["motif"] == "FINT06"
        assert appel["fibre"].startswith("PBO-AILLEURS-9/")


def test_the_answer_of_a_hotline_becomes_a_route(tmp_path: Path, protocole: Protocole) -> None:
    for ouverte in campagne(tmp_path, protocole, Reponse("nouvelle route", "C. Tessier", ROUTE)):
        deroule, _ = jusqu_a_l_appel(ouverte)
        deroule.agit("l'OI donne une route", Partie.OI, (Nature.NOUVELLE_ROUTE,))
        route = next(f for f in deroule.boucle.faits if f.nature is Nature.NOUVELLE_ROUTE)
        fibre = deroule.boucle.monde.reseau.fibre(route["fibres"])
        assert (fibre.pbo, fibre.fibre, route["decharge"]) == ("PBO-AILLEURS-9", "7 BLANC", "DCH-1")
    (dite,) = [e for e in lit_journal(tmp_path / "j").entrees if isinstance(e, EntreeAttestation)]
    assert (dite.question, dite.auteur) == ("OC-PAC-CHAUD/HOTLINE", "C. Tessier")
    assert "(motif FINT06)" in dite.texte


def test_a_hotline_that_nobody_speaks_for_concludes_nothing(tmp_path: Path, protocole: Protocole) -> None:
    for ouverte in campagne(tmp_path, protocole, None):
        deroule, _ = jusqu_a_l_appel(ouverte)
        with pytest.raises(AttenteNonTenue, match="personne n'a attesté : notre technicien appelle votre hotline"):
            deroule.agit("l'OI donne une route", Partie.OI, (Nature.NOUVELLE_ROUTE,))


QUESTION = Question("S-1/RDV", Partie.OI, "prenez rendez-vous", ("rdv", "date"))


def test_answers_are_read_again_when_the_file_changes(tmp_path: Path) -> None:
    fichier, dits = tmp_path / "r.toml", []
    fichier.write_text('[[reponses]]\nquestion = "RDV"\nauteur = "A"\nrdv = "R1"\n', encoding="utf-8")
    source = FichierDeReponses(fichier, dits.append)
    assert source.cherche(QUESTION) is None
    assert dits == [f"{fichier} : la réponse à « S-1/RDV » ne donne pas date"]
    fichier.write_text('[[reponses]]\nquestion = "S-1/RDV"\nauteur = "A"\nrdv = "R1"\ndate = "D"\n', encoding="utf-8")
    assert source.cherche(QUESTION) == Reponse("fait", "A", {"rdv": "R1", "date": "D"})


@pytest.mark.parametrize(
    ("nom", "texte", "message"),
    [
        ("r.toml", "[[reponses]]\nquestion = 'Q'\n", "réponse 1 : « auteur » attendu"),
        ("r.toml", "[[reponses]]\nquestion = 1\n", "réponse 1 : « question » est un texte entre guillemets"),
        ("r.toml", "reponses = 3\n", "des tables [[reponses]] attendues"),
        ("r.toml", "[[", "n'est pas du TOML"),
        ("r.csv", "question;auteur\nQ;A\nQ;B\n", "ligne 3 : « Q » a déjà une réponse plus haut"),
        ("r.csv", "question;auteur\n;A\n", "ligne 2 : « question » attendu"),
    ],
)
def test_a_file_of_answers_that_cannot_be_used_is_told(tmp_path: Path, nom: str, texte: str, message: str) -> None:
    (tmp_path / nom).write_text(texte, encoding="utf-8")
    with pytest.raises(ReponsesIllisibles) as refus:
        lit_reponses(tmp_path / nom)
    assert message in str(refus.value)


def test_a_terminal_asks_for_each_datum_and_never_blocks() -> None:
    invites: list[str] = []
    terminal, reponse = Terminal(io.StringIO("R1\n\nD1\nbien noté\n"), invites.append), None
    for _ in range(100_000):
        if (reponse := terminal.cherche(QUESTION)) is not None:
            break
    assert reponse is not None
    assert (reponse.texte, dict(reponse.donnees)) == ("bien noté", {"rdv": "R1", "date": "D1"})
    assert invites[:3] == ["rdv ? ", "date ? ", "date ? "], "a datum that is needed is asked for again"


def test_our_side_waits_for_what_it_asked_about_an_order(tmp_path: Path, protocole: Protocole) -> None:
    """Hours pass before somebody says that it is done: the client is not put in service meanwhile."""
    for ouverte in campagne(tmp_path, protocole, Reponse("fait", "C. Tessier"), tarde=400):
        deroule = ouverte.commence(FICHE)
        deroule.souscrit(Situation.A_CONSTRUIRE, Modele.OC)
        deroule.envoie("l'OI envoie un CR", Attendu(Partie.OI, Flux.CR_CMD_ACCES, Issue.OK), {})
        demandee = deroule.boucle.moyens.horloge.maintenant()
        deroule.survient(Circonstance.PBO_SATURE)
        repondue = deroule.boucle.moyens.horloge.maintenant()
        assert (repondue - demandee).total_seconds() >= 30 * 3600
        assert [f for f in deroule.boucle.faits if f.partie is Partie.OC and f.nature is not Nature.SOUSCRIPTION] == []
        deroule.envoie("l'OC met en service", Attendu(Partie.OC, Flux.CR_MES), {})
