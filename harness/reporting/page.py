"""The HTML page: one file, no script, nothing from the network. Templates are in `reports/templates`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from harness import resources
from harness.judge.results import Gravite, Verdict
from harness.protocol.francais import accorde, nombre
from harness.protocol.terms import Partie
from harness.reporting import phrases
from harness.reporting.bilan import Bilan
from harness.reporting.lisible import abrege, lisible, observe
from harness.reporting.page_defauts import blocs, premiers, reperes_ecrits
from harness.reporting.page_exigences import chapitres, en_defaut
from harness.reporting.page_fichiers import fiches
from harness.reporting.page_scenarios import scenarios
from harness.reporting.reperes import reperes
from harness.reporting.sequence import COULOIRS, DEMI_NOTE

if TYPE_CHECKING:
    from jinja2 import Environment


def _finalise(valeur: object) -> object:
    """Every text that a template writes is made visible first; escaping comes after, by the engine."""
    return valeur if hasattr(valeur, "__html__") or not isinstance(valeur, str) else lisible(str(valeur))


@cache
def environnement() -> Environment:
    """The template engine: everything escaped, unknown names refused."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader(resources.modeles_de_rapport(), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalise,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "abrege": abrege,
        "accorde": accorde,
        "nombre": nombre,
        "paragraphe": phrases.paragraphe,
        "phrase": phrases.phrase_finie,
        "partie": phrases.partie_en_cause,
        "majuscule": phrases.majuscule,
        "observe": observe,
    }
    env.globals |= {
        "Verdict": Verdict,
        "Gravite": Gravite,
        "Partie": Partie,
        "COULOIRS": COULOIRS,
        "DEMI_NOTE": DEMI_NOTE,
        "phrases": phrases,
    }
    return env


def _sans_defaut(bilan: Bilan) -> bool:
    """Whether there is nothing to repair, confirm or discuss."""
    return bilan.verdict is Verdict.CONFORME and not any(
        n for g, n in bilan.par_gravite().items() if g is not Gravite.INFORMATION
    )


def _contexte(bilan: Bilan) -> dict[str, Any]:
    lots = fiches(bilan)
    places = reperes(lots)
    defauts = blocs(bilan, places)
    exigences = chapitres(bilan, places)
    return {
        "bilan": bilan,
        "identite": bilan.resultats.identite,
        "comptes": bilan.verdicts(),
        "gravites": bilan.par_gravite(),
        "fautes": bilan.fautes(),
        "avertissements": bilan.fautes(Gravite.AVERTISSEMENT),
        "defauts": defauts,
        "titre_des_defauts": "Remarques" if _sans_defaut(bilan) else "Ce qui ne va pas",
        "premiers": premiers(defauts),
        "fiches": lots,
        "scenarios": scenarios(bilan, places, reperes_ecrits(defauts)),
        "chapitres": exigences,
        "exigences_en_defaut": en_defaut(exigences),
    }


def html_de(bilan: Bilan) -> str:
    """The page as text, UTF-8 declared. Bounded whatever the number of findings, and it says what it leaves out."""
    return environnement().get_template("rapport.html").render(_contexte(bilan))
