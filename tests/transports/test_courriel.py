"""E-mail against real servers: attachments only, from the partner only, once, and flagged when the journal has them."""

from __future__ import annotations

import shutil
import smtplib
import ssl
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from harness.profil.lecture import charge_profil
from harness.protocol.terms import Partie
from harness.transports.echange import EchangeImpossible, Transport
from harness.transports.ouverture import ouvre
from tests.transports.serveur_courriel import ServeurCourriel, profil_courriel

Ouvreur = Callable[..., Transport]


@pytest.fixture
def ouvreur(serveur_courriel: ServeurCourriel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ouvreur]:
    """Opens the mailbox of one party; the text of the profile may be changed."""
    monkeypatch.setenv("XVAL_COURRIEL", serveur_courriel.mot_de_passe)
    ouverts: list[Transport] = []

    def ouvre_pour(partie: Partie, *changements: tuple[str, str]) -> Transport:
        texte = profil_courriel(serveur_courriel, "xval" if partie is Partie.OI else "xtel")
        for avant, apres in changements:
            assert avant in texte
            texte = texte.replace(avant, apres)
        (tmp_path / "profil.toml").write_text(texte, encoding="utf-8")
        ouverts.append(ouvre(charge_profil(tmp_path / "profil.toml"), partie, "essai"))
        return ouverts[-1]

    yield ouvre_pour
    for transport in ouverts:
        transport.ferme()


def courrier(de: str = "xtel@example.fr", identifiant: str = "<1@example.fr>", **fichiers: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = de, "xval@example.fr", identifiant
    message.set_content("bonjour")
    for nom, octets in fichiers.items():
        message.add_attachment(octets, maintype="text", subtype="csv", filename=f"{nom}.csv")
    return message


def poste(serveur: ServeurCourriel, message: EmailMessage | bytes) -> None:
    """By hand, as any mailer would."""
    contexte = ssl.create_default_context(cafile=str(serveur.certificat))
    with smtplib.SMTP_SSL(serveur.hote, serveur.port_smtp, context=contexte, timeout=10) as smtp:
        smtp.login("xtel", serveur.mot_de_passe)
        octets = message if isinstance(message, bytes) else message.as_bytes()
        smtp.sendmail("xtel@example.fr", ["xval@example.fr"], octets)


def prend(transport: Transport, a: str = "XVAL") -> list[tuple[str, bytes]]:
    arrivees = transport.releve(a)
    for arrivee in arrivees:
        transport.acquitte(arrivee)
    return [(x.nom, x.octets) for x in arrivees]


def test_a_lot_goes_and_comes_once(ouvreur: Ouvreur, serveur_courriel: ServeurCourriel) -> None:
    """To the byte, whatever its encoding and line ends; the token holds the Message-ID."""
    octets = "Référence;é\r\n1;2\n".encode("cp1252") + bytes(range(256))
    oi, oc = ouvreur(Partie.OI), ouvreur(Partie.OC)
    oc.depose("XTEL", "XVAL", "XVAL_XTEL_Cmd_Acces_V12_20260105090000_0001.csv", octets)
    serveur_courriel.attend("xval", 1)
    (arrivee,) = oi.releve("XVAL")
    assert (arrivee.de, arrivee.nom) == ("XTEL", "XVAL_XTEL_Cmd_Acces_V12_20260105090000_0001.csv")
    assert arrivee.octets == octets
    assert "@example.fr>" in arrivee.jeton
    assert oi.releve("XVAL") == ()
    (encore,) = ouvreur(Partie.OI).releve("XVAL")
    assert encore == arrivee
    oi.acquitte(arrivee)
    assert ouvreur(Partie.OI).releve("XVAL") == ()


def test_starttls_does_as_well(ouvreur: Ouvreur, serveur_courriel: ServeurCourriel) -> None:
    starttls = f'port = {serveur_courriel.port_starttls}\nchiffrement = "starttls"\n'
    oc = ouvreur(Partie.OC, (f"port = {serveur_courriel.port_smtp}\n", starttls))
    oc.depose("XTEL", "XVAL", "a.csv", b"1")
    serveur_courriel.attend("xval", 1)
    assert prend(ouvreur(Partie.OI)) == [("a.csv", b"1")]


def test_several_lots_in_one_message_are_flagged_together(ouvreur: Ouvreur, serveur_courriel: ServeurCourriel) -> None:
    poste(serveur_courriel, courrier(a=b"1", b=b"2"))
    serveur_courriel.attend("xval", 1)
    oi = ouvreur(Partie.OI)
    premiere, seconde = oi.releve("XVAL")
    oi.acquitte(premiere)
    reprise = ouvreur(Partie.OI)
    reprise.reprend([premiere.jeton])
    assert [a.nom for a in reprise.releve("XVAL")] == ["b.csv"]
    oi.acquitte(seconde)
    assert ouvreur(Partie.OI).releve("XVAL") == ()


def test_messages_delivered_in_another_order_than_they_say_are_of_one_moment(
    ouvreur: Ouvreur, serveur_courriel: ServeurCourriel
) -> None:
    """A relay kept the first one: the dates and the delivery contradict each other, and neither proves anything."""
    for n, heure in enumerate(("10:00:01", "10:00:07", "10:00:05", "10:00:09"), start=1):
        message = courrier(identifiant=f"<{n}@example.fr>", **{f"lot{n}": b"1", f"autre{n}": b"2"})
        message["Date"] = f"Mon, 05 Jan 2026 {heure} +0100"
        poste(serveur_courriel, message)
        serveur_courriel.attend("xval", n)
        arrivees = ouvreur(Partie.OI).releve("XVAL")  # the server numbers it now, before the next one
    assert [a.nom for a in arrivees] == [f"{nom}{n}.csv" for n in (1, 2, 3, 4) for nom in ("lot", "autre")]
    vus = [a.moment[17:25] for a in arrivees]
    assert vus == ["10:00:01"] * 2 + ["10:00:07"] * 4 + ["10:00:09"] * 2


def test_a_message_delivered_twice_is_one_delivery(ouvreur: Ouvreur, serveur_courriel: ServeurCourriel) -> None:
    """Mail servers do that; another message with the same lot is another delivery."""
    for identifiant in ("<1@example.fr>", "<1@example.fr>", "<2@example.fr>"):
        poste(serveur_courriel, courrier(identifiant=identifiant, a=b"1"))
    serveur_courriel.attend("xval", 3)
    oi = ouvreur(Partie.OI)
    assert prend(oi) == [("a.csv", b"1"), ("a.csv", b"1")]
    assert prend(oi) == []
    assert ouvreur(Partie.OI).releve("XVAL") == ()


def test_messages_without_an_identifier_are_told_apart(ouvreur: Ouvreur, serveur_courriel: ServeurCourriel) -> None:
    """By their place in the mailbox, the same in the next process."""
    for _ in range(2):
        message = courrier(a=b"1")
        del message["Message-ID"]
        poste(serveur_courriel, message)
    serveur_courriel.attend("xval", 2)
    jetons = [a.jeton for a in ouvreur(Partie.OI).releve("XVAL")]
    assert len(set(jetons)) == 2
    assert [a.jeton for a in ouvreur(Partie.OI).releve("XVAL")] == jetons
    reprise = ouvreur(Partie.OI)
    reprise.reprend(jetons)
    assert reprise.releve("XVAL") == ()
    assert ouvreur(Partie.OI).releve("XVAL") == ()


def test_only_the_partner_is_read(ouvreur: Ouvreur, serveur_courriel: ServeurCourriel) -> None:
    """Neither another address, nor one that only looks like it, nor two senders in one message."""
    for de in ("autre@example.fr", "xtel@example.fr.example.org", '"xtel@example.fr" <autre@example.fr>'):
        poste(serveur_courriel, courrier(de=de, a=b"1"))
    double = b"From: xtel@example.fr\r\n" + courrier(de="autre@example.fr", a=b"1").as_bytes()
    poste(serveur_courriel, double)
    poste(serveur_courriel, courrier(de="Service Accès <XTEL@example.fr>", a=b"2"))
    serveur_courriel.attend("xval", 5)
    assert prend(ouvreur(Partie.OI)) == [("a.csv", b"2")]


def test_nothing_that_came_is_passed_over(ouvreur: Ouvreur, serveur_courriel: ServeurCourriel) -> None:
    """A message without a file, one that is too large, another message in it: each is named with its reason."""
    poste(serveur_courriel, courrier(identifiant="<1@x>"))
    poste(serveur_courriel, courrier(identifiant="<2@x>", gros=b"x" * 1_100_000))
    poste(serveur_courriel, courrier(identifiant="<3@x>", enorme=b"x" * 3_000_000))
    joint = courrier(identifiant="<4@x>")
    joint.add_attachment(courrier(identifiant="<5@x>", cache=b"1"))
    poste(serveur_courriel, joint)
    serveur_courriel.attend("xval", 4)
    oi = ouvreur(Partie.OI)
    arrivees = sorted(oi.releve("XVAL"), key=lambda a: a.jeton)
    assert [(a.octets, a.refus.partition(" :")[0]) for a in arrivees][:3] == [
        (b"", "ce message n'a pas de pièce jointe"),
        (b"", "le fichier dépasse 1048576 octets"),
        (b"", f"le message dépasse 1568006 octets ({arrivees[2].refus.partition('(')[2].partition(')')[0]})"),
    ]
    assert arrivees[3].refus == "ce message joint n'est pas un fichier : il n'est pas lu"
    for arrivee in arrivees:
        oi.acquitte(arrivee)
    assert ouvreur(Partie.OI).releve("XVAL") == ()


@pytest.mark.parametrize(
    "nom", ["../../etc/passwd", "/etc/passwd", "a\\b.csv", "x" * 300 + ".csv", ".csv", "é\u202e.csv"]
)
def test_a_hostile_name_is_only_a_text(ouvreur: Ouvreur, serveur_courriel: ServeurCourriel, nom: str) -> None:
    message = courrier()
    message.add_attachment(b"1", maintype="application", subtype="octet-stream", filename=nom)
    poste(serveur_courriel, message)
    serveur_courriel.attend("xval", 1)
    assert prend(ouvreur(Partie.OI)) == [(nom, b"1")]


def test_headers_made_to_break_a_reader(ouvreur: Ouvreur, serveur_courriel: ServeurCourriel) -> None:
    brut = (
        b"From: xtel@example.fr\r\nTo: xval@example.fr\r\nMessage-ID: <=?utf-8?b?////?=@\r\n"
        b"Content-Type: application/x; name*0*=%%%; charset=zz\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename*=zz'zz'%ff%\r\n\r\n!!!pas du base64!!!\r\n"
    )
    poste(serveur_courriel, brut)
    serveur_courriel.attend("xval", 1)
    assert len(prend(ouvreur(Partie.OI))) == 1
    assert ouvreur(Partie.OI).releve("XVAL") == ()


def test_refused_at_the_door(ouvreur: Ouvreur, monkeypatch: pytest.MonkeyPatch) -> None:
    oc = ouvreur(Partie.OC)
    monkeypatch.setenv("XVAL_COURRIEL", "hunter2-faux")
    with pytest.raises(EchangeImpossible, match=r"le serveur IMAP .* refuse l'authentification de « xtel »") as e:
        ouvreur(Partie.OC)
    assert "hunter2" not in str(e.value)
    assert not e.value.passager
    with pytest.raises(EchangeImpossible, match=r"le serveur SMTP .* refuse l'authentification de « xtel »") as e:
        oc.depose("XTEL", "XVAL", "a.csv", b"1")
    assert "hunter2" not in str(e.value)
    monkeypatch.setenv("XVAL_COURRIEL", "hunter2-é")
    with pytest.raises(EchangeImpossible, match="un mot de passe en ASCII sont attendus"):
        ouvreur(Partie.OC)
    monkeypatch.delenv("XVAL_COURRIEL")
    with pytest.raises(EchangeImpossible, match="la variable d'environnement XVAL_COURRIEL est absente ou vide"):
        oc.depose("XTEL", "XVAL", "a.csv", b"1")


def test_another_authority_or_nobody_there(ouvreur: Ouvreur, tmp_path: Path, serveur_courriel: ServeurCourriel) -> None:
    certificat = str(serveur_courriel.certificat)
    with pytest.raises(EchangeImpossible, match="un certificat qui n'est pas de confiance : clé « autorite »"):
        ouvreur(Partie.OC, (f'autorite = "{certificat}"\n', ""))
    (tmp_path / "rien.pem").write_text("rien")
    with pytest.raises(EchangeImpossible, match=r"rien\.pem ne peut pas être lu : ce n'est pas un certificat"):
        ouvreur(Partie.OC, (certificat, "rien.pem"))
    with pytest.raises(EchangeImpossible, match=r"le serveur IMAP localhost:1 est injoignable") as e:
        ouvreur(Partie.OC, (f"port = {serveur_courriel.port_imap}\n", "port = 1\n"))
    assert e.value.passager
    oc = ouvreur(Partie.OC, (f"port = {serveur_courriel.port_smtp}\n", "port = 1\n"))
    with pytest.raises(EchangeImpossible, match=r"le serveur SMTP localhost:1 est injoignable") as e:
        oc.depose("XTEL", "XVAL", "a.csv", b"1")
    assert e.value.passager


def test_an_unknown_recipient_or_mailbox(ouvreur: Ouvreur, serveur_courriel: ServeurCourriel) -> None:
    oc = ouvreur(Partie.OC, ("xval@example.fr", "inconnu@example.fr"))
    with pytest.raises(EchangeImpossible, match=r"refuse le destinataire inconnu@example\.fr"):
        oc.depose("XTEL", "XVAL", "a.csv", b"1")
    boite = f'port = {serveur_courriel.port_imap}\nboite = "Accès"\n'
    with pytest.raises(EchangeImpossible, match="n'a pas de boîte « Accès »"):
        ouvreur(Partie.OC, (f"port = {serveur_courriel.port_imap}\n", boite))
    (serveur_courriel.boite("xtel") / ".Acc&AOg-s" / "cur").mkdir(parents=True)
    shutil.chown(serveur_courriel.boite("xtel") / ".Acc&AOg-s", "mail", "mail")
    shutil.chown(serveur_courriel.boite("xtel") / ".Acc&AOg-s" / "cur", "mail", "mail")
    assert ouvreur(Partie.OC, (f"port = {serveur_courriel.port_imap}\n", boite)).releve("XTEL") == ()


def test_servers_that_stop_then_come_back(ouvreur: Ouvreur, serveur_courriel: ServeurCourriel) -> None:
    poste(serveur_courriel, courrier(a=b"1"))
    serveur_courriel.attend("xval", 1)
    oi = ouvreur(Partie.OI)
    (arrivee,) = oi.releve("XVAL")
    serveur_courriel.arrete()
    for geste in (lambda: oi.acquitte(arrivee), lambda: oi.releve("XVAL"), lambda: oi.depose("XVAL", "XTEL", "a", b"")):
        with pytest.raises(EchangeImpossible) as e:
            geste()
        assert e.value.passager
    serveur_courriel.demarre()
    assert oi.releve("XVAL") == ()
    oi.acquitte(arrivee)
    assert ouvreur(Partie.OI).releve("XVAL") == ()
