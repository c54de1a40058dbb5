"""`interop-acces juger`: judge the journal of a campaign again."""

from __future__ import annotations

from pathlib import Path

import click

from harness.cli.options import (
    CODES_DE_SORTIE,
    ErreurDuBanc,
    chemin,
    classeur_choisi,
    en_clair,
    epargne,
    fin,
    format_et_sortie,
    profil_choisi,
    profil_lu,
    protocole,
    rapport,
)


@click.command(epilog=CODES_DE_SORTIE)
@click.argument("journal", type=chemin, metavar="JOURNAL")
@classeur_choisi
@profil_choisi
@format_et_sortie
@rapport
@en_clair
def juger(
    journal: Path,
    classeur: Path | None,
    profil: Path | None,
    format_: str,
    sortie: Path | None,
    rapport: Path | None,
    donnees_en_clair: bool,
) -> None:
    """Juge le journal d'une campagne, dossier écrit par « jouer ».

    Le jugement ne dépend que du journal et du classeur : le même journal donne toujours le même rapport. Un fichier
    modifié depuis la campagne est refusé ; une dernière ligne tronquée par un arrêt brutal est laissée de côté et dite.

    Avec --profil, un manquement que le profil range dans ses écarts connus ([[ecarts_connus]]) est montré avec sa
    raison et ne fait pas échouer ; un écart connu qui n'a plus lieu fait échouer, pour être retiré du profil.

    \b
    Exemples :
      interop-acces juger campagnes/2026-01-05
      interop-acces juger campagnes/2026-01-05 --rapport rapports/2026-01-05
      interop-acces juger campagnes/2026-01-05 --profil profil.toml --format junit --sortie juge.xml
    """
    from harness.examen.jugement import juge
    from harness.exchange.journal import JournalIllisible, fichiers_du_journal
    from harness.workbook.exigences import charge_exigences

    epargne((*fichiers_du_journal(journal), classeur, profil), sortie, rapport)
    proto = protocole(classeur)
    try:
        resultats = juge(journal, proto, charge_exigences(), profil=profil_lu(profil))
    except JournalIllisible as e:
        raise ErreurDuBanc(str(e)) from None
    fin(resultats, format_, sortie, donnees_en_clair, rapport)
