"""`interop-acces reprendre`: go on with a campaign that was stopped, however it was."""

from __future__ import annotations

from pathlib import Path

import click

from harness.cli.options import (
    CODES_DE_SORTIE,
    ErreurDuBanc,
    chemin,
    en_clair,
    epargne,
    fin,
    format_et_sortie,
    profil_lu,
    protocole,
    rapport,
)
from harness.cli.partenaire import joue_la_demande, simule_la_demande


@click.command(epilog=CODES_DE_SORTIE)
@click.argument("dossier", type=chemin, metavar="DOSSIER")
@format_et_sortie
@rapport
@en_clair
def reprendre(dossier: Path, format_: str, sortie: Path | None, rapport: Path | None, donnees_en_clair: bool) -> None:
    """Continue une campagne interrompue, là où elle s'était arrêtée.

    DOSSIER est celui de son journal, qui est tout son état : un arrêt brutal, une coupure de courant ne lui font rien
    perdre, et rien n'est envoyé deux fois. Le journal est d'abord rejoué et vérifié ; il est refusé si la version du
    banc, le classeur, le catalogue ou le profil ont changé depuis. Ce que le partenaire a déposé entre-temps est
    relevé ensuite.

    \b
    Exemples :
      interop-acces reprendre campagnes/0007
      interop-acces reprendre campagnes/0007 --rapport rapports/0007
    """
    from harness.campaign.demande import JOUER, Demande
    from harness.cli.jouer import joue_dans
    from harness.examen.jugement import juge
    from harness.exchange.journal import JournalIllisible, fichiers_du_journal, lit_journal
    from harness.workbook.exigences import charge_exigences

    try:
        entete = lit_journal(dossier).entete
        demande = Demande.lit(entete.reprise)
    except (JournalIllisible, ValueError) as e:
        raise ErreurDuBanc(str(e)) from None
    lus = [Path(f) for f in (demande.classeur, demande.profil, demande.reponses, demande.reseau) if f]
    epargne((*fichiers_du_journal(dossier), *lus), sortie, rapport)
    proto = protocole(Path(demande.classeur) if demande.classeur else None)
    if demande.commande != JOUER:
        simule_la_demande(demande, dossier, proto, entete.debut)
        return
    if demande.profil:
        joue_la_demande(demande, dossier, proto, entete.debut)
    else:
        joue_dans(proto, dossier, demande, reprise=True)
    click.echo(f"Journal : {dossier}", err=True)
    profil = profil_lu(Path(demande.profil)) if demande.profil else None
    fin(juge(dossier, proto, charge_exigences(), profil=profil), format_, sortie, donnees_en_clair, rapport)
