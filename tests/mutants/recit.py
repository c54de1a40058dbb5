"""What a run says: its figures, and each disagreement with the command that shows it again."""

from __future__ import annotations

from tests.mutants.connus import CONNUS
from tests.mutants.moteur import Bilan, Desaccord


def raconte(desaccord: Desaccord, graine: str) -> str:
    """A disagreement in full: what was damaged, what both say, the smallest files, and how to see it again."""
    m, j = desaccord.mutant, desaccord.jugement
    lignes = [
        f"{j.desaccord} : mutant {m.numero} de {m.origine.id} ({', '.join(m.degats)})",
        *(f"  banc   : {c.regle} {c.fichier} l.{c.ligne} {c.champ} : {c.message}" for c in j.constats[:4]),
        *(f"  oracle : {f}" for f in (j.avis.fautes or ["rien à redire"])[:4]),
    ]
    for lot in desaccord.reduit:
        contenu = lot.octets[:900].decode("utf-8", "replace").replace("\n", "\n      ")
        lignes.append(f"    {lot.nom} ({lot.emetteur}, {lot.instant})\n      {contenu}")
    lignes.append(f"  rejouer : python -m tests.mutants --graine {graine} --mutant {m.numero}")
    return "\n".join(lignes)


def resume(bilan: Bilan) -> str:
    """The figures of a run."""
    lignes = [f"{bilan.nombre} mutants, graine {bilan.graine}"]
    lignes += [f"  {n:7d}  {nom}" for nom, n in bilan.classes.most_common()]
    lignes += [f"  {bilan.accords:7d}  tranchés de même, {len(bilan.desaccords)} désaccords"]
    lignes += [f"  {n:7d}  l'oracle ne tranche pas : {nom}" for nom, n in bilan.doutes.most_common()]
    lignes += [f"  {n:7d}  désaccord connu : {nom} ({CONNUS[nom][1]})" for nom, n in bilan.connus.most_common()]
    for nom, classes in sorted(bilan.par_degat.items()):
        lignes.append(f"    {nom:22s} " + ", ".join(f"{c} {n}" for c, n in classes.most_common()))
    return "\n".join(lignes)
