"""A judgement made ready for every format: masked, its findings gathered once, numbered and counted.

All formats read this value, so that none can show what another hides nor count otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from harness.judge.results import CODES_SORTIE, Constat, Gravite, Resultats, Verdict
from harness.protocol.francais import accorde, nombre
from harness.protocol.terms import Partie
from harness.reporting.masquage import masque
from harness.reporting.phrases import PHRASES_VERDICT, a_la_charge, compte_gravite, compte_verdict, liste, phrase_finie

RESERVE_CLASSEUR = (
    "Le classeur officiel 1.2 n'a pas été fourni : celui qui a servi est reconstitué ; un écart à une valeur déduite "
    "ou prise à une source publique y est un avertissement à confirmer, jamais une non-conformité."
)
RESERVE_MASQUE = (
    "Les données personnelles (noms, téléphones, courriels, commentaires) sont masquées (•••), par colonne quand la "
    "colonne est connue ; ailleurs, adresses électroniques et téléphones sont reconnus par leur motif, ce qui n'offre "
    "pas de garantie, et une ligne qui n'a pu être découpée est réduite à sa silhouette."
)
RESERVE_EN_CLAIR = (
    "Ce rapport montre les données personnelles en clair, à la demande de qui l'a produit : sa diffusion est à limiter."
)
INACHEVE = "La campagne n'est pas allée à son terme"
RESERVE_VIDE = "Aucun fichier, scénario ni exigence n'a été jugé : ce rapport ne prouve rien."


@dataclass(frozen=True, slots=True)
class Bilan:
    """`constats` holds every finding once, `c1` being the first; the tuples of ranks (from 0) point into it.

    `constats_des_lots` and `constats_des_scenarios` run parallel to the lots and scenarios of `resultats`;
    `controles` is how many cells, lines and files the rules met in each lot.
    """

    resultats: Resultats
    en_clair: bool
    verdict: Verdict
    constats: tuple[Constat, ...]
    constats_des_lots: tuple[tuple[int, ...], ...]
    constats_des_scenarios: tuple[tuple[int, ...], ...]
    controles: tuple[int, ...]

    @property
    def phrase(self) -> str:
        """The one sentence of the run."""
        given = phrase_finie(self.resultats.phrase)
        return given if given and self.verdict is self.resultats.verdict else self._phrase_d_office()

    def _phrase_d_office(self) -> str:
        """Breaches by party, then what became of scenarios (or files) and requirements, untested ones included."""
        fautes = a_la_charge(self.fautes())
        total = self.par_gravite()[Gravite.NON_CONFORME]
        if self.verdict is Verdict.NON_CONFORME and total:
            tete = f"{accorde(total, 'non-conformité')} ({fautes})"
        else:
            tete = self._illisibles() or PHRASES_VERDICT[self.verdict].rstrip(".")
        if self.resultats.inacheve:
            seul = self.verdict is Verdict.NON_CONCLUANT
            tete = INACHEVE if seul else f"{INACHEVE} ; {tete[0].lower()}{tete[1:]}"
        if self.code_sortie == 0 and (avertis := self.par_gravite()[Gravite.AVERTISSEMENT]):
            tete += f", {compte_gravite(avertis, Gravite.AVERTISSEMENT)}"
        verdicts = self.verdicts()
        dits = [("scenarios", "scénario"), ("exigences", "exigence")] if self.jugement else [("lots", "fichier")]
        for cle, mot in dits:
            compte = verdicts[cle]
            if total := sum(compte.values()):
                detail = (compte_verdict(n, v, feminin=cle == "exigences") for v, n in compte.items() if n)
                tete += f" ; {accorde(total, mot)} : {liste(detail)}"
        return phrase_finie(tete)

    def _illisibles(self) -> str:
        """What the harness could not even read is no failure of its own; "" when it read everything."""
        n = sum(c.regle == "lot.inaccessible" for c in self.constats)
        if self.verdict is not Verdict.ERREUR_BANC or not n:
            return ""
        lus = "n'a pas pu être lu" if n == 1 else "n'ont pas pu être lus"
        return f"{accorde(n, 'fichier')} {lus} : aucun partenaire n'est en cause"

    @property
    def code_sortie(self) -> int:
        """Exit code of a command that ends with this judgement."""
        return CODES_SORTIE[self.verdict]

    @property
    def jugement(self) -> bool:
        """Whether an exchange was judged (`jouer`, `juger`) rather than files alone (`verifier`)."""
        return bool(self.resultats.identite.journal_sha256 or self.resultats.scenarios)

    def par_gravite(self, rangs: Iterable[int] | None = None) -> dict[Gravite, int]:
        """How many findings of each severity, repeated ones included."""
        compte: Counter[Gravite] = Counter()
        for c in self.constats if rangs is None else (self.constats[i] for i in rangs):
            compte[c.gravite] += c.occurrences
        return {g: compte[g] for g in Gravite}

    def interpretations(self, ambiguite: str) -> int:
        """How many findings say that one unclear clause was read otherwise."""
        return sum(
            c.occurrences for c in self.constats if c.gravite is Gravite.INTERPRETATION and c.ambiguite == ambiguite
        )

    def fautes(self, gravite: Gravite = Gravite.NON_CONFORME) -> dict[Partie | None, int]:
        """How many findings of one severity each party has; None for those that blame nobody."""
        compte: Counter[Partie | None] = Counter()
        for c in self.constats:
            if c.gravite is gravite:
                compte[c.partie] += c.occurrences
        return {p: compte[p] for p in (Partie.OI, Partie.OC, None)}

    def verdicts(self) -> dict[str, dict[Verdict, int]]:
        """How many scenarios, requirements and files of each verdict; every verdict is there, even at 0."""
        r = self.resultats
        groupes: Mapping[str, Iterable[Verdict]] = {
            "scenarios": (s.verdict for s in r.scenarios),
            "exigences": (e.verdict for e in r.exigences),
            "lots": (x.verdict for x in r.lots),
        }
        comptes = {nom: Counter(verdicts) for nom, verdicts in groupes.items()}
        return {nom: {v: compte[v] for v in Verdict} for nom, compte in comptes.items()}

    def reserves(self) -> tuple[str, ...]:
        """What a reader must know before trusting the verdict: the same sentences in every format."""
        return (*self.reserves_generales(), *self.resultats.avis)

    def reserves_generales(self) -> tuple[str, ...]:
        """Those of any judgement, without what was said of this very input: files left out, facts deduced."""
        r = self.resultats
        sentences = []
        if not (r.lots or r.scenarios or r.exigences):
            sentences.append(RESERVE_VIDE)
        muettes = [e for e in r.exigences if e.verdict in (Verdict.NON_EXERCE, Verdict.NON_CONCLUANT)]
        if muettes:
            part = f"{accorde(len(muettes), 'exigence')} sur {nombre(len(r.exigences))}"
            sentences.append(f"{part} sans conclusion (non exercées ou non concluantes) : ce rapport n'en prouve rien.")
        if not r.identite.classeur_officiel:
            sentences.append(RESERVE_CLASSEUR)
        sentences.append(RESERVE_EN_CLAIR if self.en_clair else RESERVE_MASQUE)
        return tuple(sentences)


def _listes(resultats: Resultats) -> Iterator[Constat]:
    """Every finding of every list, in a fixed order; one that several lists hold comes several times."""
    yield from resultats.constats
    for lot in resultats.lots:
        yield from lot.constats
    for scenario in resultats.scenarios:
        yield from scenario.constats


def _rangs(resultats: Resultats) -> list[int]:
    """The number of each finding of `_listes`; equal ones have the same."""
    rangs: dict[Constat, int] = {}
    return [rangs.setdefault(c, len(rangs)) for c in _listes(resultats)]


def _verdict(resultats: Resultats) -> Verdict:
    """The verdict given, except that nothing at all is never « conforme »."""
    vide = not (resultats.lots or resultats.scenarios or resultats.exigences)
    return Verdict.NON_EXERCE if vide and CODES_SORTIE[resultats.verdict] == 0 else resultats.verdict


def dresse(resultats: Resultats, *, donnees_en_clair: bool = False) -> Bilan:
    """Gather, number and mask. Two findings of two lists are one when they are equal before masking."""
    rangs = _rangs(resultats)
    par_fichier: dict[str, set[int]] = {}
    for c, i in zip(_listes(resultats), rangs, strict=True):
        par_fichier.setdefault(c.fichier, set()).add(i)
    suite = iter(rangs[len(resultats.constats) :])
    des_lots = tuple(
        tuple(sorted({*par_fichier.get(lot.fichier, ()), *islice(suite, len(lot.constats))})) for lot in resultats.lots
    )
    des_scenarios = tuple(tuple(dict.fromkeys(islice(suite, len(s.constats)))) for s in resultats.scenarios)
    montres = resultats if donnees_en_clair else masque(resultats)
    constats: dict[int, Constat] = {}
    for rang, apres in zip(rangs, _listes(montres), strict=True):
        constats.setdefault(rang, apres)
    return Bilan(
        resultats=montres,
        en_clair=donnees_en_clair,
        verdict=_verdict(resultats),
        constats=tuple(constats[i] for i in range(len(constats))),
        constats_des_lots=des_lots,
        constats_des_scenarios=des_scenarios,
        controles=tuple(sum(e.nombre for e in lot.exercices) for lot in resultats.lots),
    )
