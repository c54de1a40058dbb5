"""The network as the OI's information system knows it: addresses, PM, PBO and their fibres, dwellings, operators."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from harness.protocol.terms import Partie

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Adresse:
    """One building, by the columns of an order (§3.1). `code` is its hexaclé."""

    code: str
    commune: str
    code_postal: str
    insee: str
    rivoli: str
    numero: str
    complement: str
    type_voie: str
    libelle: str


@dataclass(frozen=True, slots=True)
class Pm:
    """A mutualisation point. `prestations`: operator -> the service it ordered there; the others may not order."""

    reference: str
    technique: str
    localisation: str
    prestations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fibre:
    """One fibre from PM to PBO. `occupee` is what the information system believes."""

    pbo: str
    numero: int
    module: str
    position: str
    cable_pm: str
    tube_pm: str
    fibre_pm: str
    tube: str
    fibre: str
    occupee: bool

    @property
    def id(self) -> str:
        """Its name in the world."""
        return f"{self.pbo}/{self.numero}"


@dataclass(frozen=True, slots=True)
class Pbo:
    """A branching point and its fibres, in order."""

    reference: str
    pm: str
    localisation: str
    cable: str
    fibres: tuple[Fibre, ...]


@dataclass(frozen=True, slots=True)
class Client:
    """Someone invented, with numbers and mail that are reserved for fiction."""

    nom: str
    prenom: str
    telephone: str
    courriel: str


@dataclass(frozen=True, slots=True)
class Logement:
    """A dwelling. `prise` is the PTO that the system knows there, "" when none; `fibre` then its number at the PBO."""

    id: str
    adresse: str
    batiment: str
    escalier: str
    etage: str
    pbo: str
    prise: str
    client: Client
    fibre: int = 0


@dataclass(frozen=True, slots=True)
class Reseau:
    """One OI, the OC that order from it, and its plant. `ingenierie` is the number of fibres a dwelling (§3.3).

    `blocs` maps an OC to the number of its block when there are several fibres; 1 for those it leaves out.
    `fermees` are the addresses where no order is eligible. `positions` is the last position file: dwelling -> fibre of
    its own, point to point (§2.7). `sans_adduction` are the (PM, OC) whose link to the PM was not notified (§3.3).
    `egarees` are the PTO that it knows without their dwelling: reference -> fibre (§7.1.2, §7.1.4).
    """

    nom: str
    oi: str
    oc: tuple[str, ...]
    ingenierie: int
    blocs: Mapping[str, int]
    adresses: Mapping[str, Adresse]
    pms: Mapping[str, Pm]
    pbos: Mapping[str, Pbo]
    logements: Mapping[str, Logement]
    fermees: frozenset[str] = frozenset()
    positions: Mapping[str, str] = field(default_factory=dict)
    sans_adduction: frozenset[tuple[str, str]] = frozenset()
    egarees: Mapping[str, str] = field(default_factory=dict)

    @property
    def operateurs(self) -> dict[str, Partie]:
        """Operator code -> party."""
        return {self.oi: Partie.OI} | dict.fromkeys(self.oc, Partie.OC)

    def aux_codes(self, oi: str, oc: str) -> Reseau:
        """The same network for two other operators: the OI, and an OC in the place of the first one, alone."""
        codes = {self.oc[0]: oc}

        def recode(table: Mapping[str, T]) -> dict[str, T]:
            return {codes.get(code, code): valeur for code, valeur in table.items()}

        pms = {ref: replace(pm, prestations=recode(pm.prestations)) for ref, pm in self.pms.items()}
        return replace(self, oi=oi, oc=(oc,), blocs=recode(self.blocs), pms=pms)

    def bloc(self, oc: str) -> int:
        """The block in which an OC finds its own fibre."""
        return self.blocs.get(oc, 1) if self.ingenierie > 1 else 1

    def groupes(self, pbo: str) -> tuple[tuple[Fibre, ...], ...]:
        """The fibres of a PBO by dwelling: one each, or as many as there are blocks."""
        fibres, n = self.pbos[pbo].fibres, self.ingenierie
        return tuple(fibres[d : d + n] for d in range(0, len(fibres) - n + 1, n))

    def groupe_libre(self, pbo: str, prises: Collection[str]) -> tuple[Fibre, ...]:
        """The first group of a PBO that neither the system nor `prises` (ids) hold; () when it is saturated.

        What is behind a PTO that the system knows is somebody's line, in service or not.
        """
        derriere = (f.id for lg in self.logements.values() if lg.prise for f in self.groupe_de(lg))
        tenues = {*prises, *self.egarees.values(), *derriere}
        libres = (g for g in self.groupes(pbo) if not any(f.occupee or f.id in tenues for f in g))
        return next(libres, ())

    def groupe_de(self, logement: Logement) -> tuple[Fibre, ...]:
        """The fibres that the system has behind the PTO of a dwelling; () when it knows none."""
        siens = (g for g in self.groupes(logement.pbo) if any(f.numero == logement.fibre for f in g))
        return next(siens, ())

    def groupe_de_la_prise(self, prise: str) -> tuple[Fibre, ...]:
        """The fibres behind a PTO, wherever it hangs; () when the system does not know it."""
        connu = self.de_la_prise(prise)
        if connu is not None:
            return self.groupe_de(connu)
        fibre = self.fibre(self.egarees.get(prise, ""))
        return () if fibre is None else next((g for g in self.groupes(fibre.pbo) if fibre in g), ())

    def fibre(self, identifiant: str) -> Fibre | None:
        """A fibre by its id."""
        pbo, _, numero = identifiant.rpartition("/")
        return next((f for f in self._fibres(pbo) if str(f.numero) == numero), None)

    def au_pbo(self, pbo: str, tube: str, fibre: str) -> Fibre | None:
        """The fibre that a technician finds when following the three cells of a route; None when there is none."""
        return next((f for f in self._fibres(pbo) if (f.tube, f.fibre) == (tube, fibre)), None)

    def sature(self, pbo: str) -> Reseau:
        """The same network, its system holding every fibre of a PBO for taken."""
        fibres = tuple(replace(f, occupee=True) for f in self.pbos[pbo].fibres)
        return replace(self, pbos={**self.pbos, pbo: replace(self.pbos[pbo], fibres=fibres)})

    def ferme(self, adresse: str) -> Reseau:
        """The same network, an address closed to orders."""
        return replace(self, fermees=self.fermees | {adresse})

    def sans_notification(self, pm: str, oc: str) -> Reseau:
        """The same network, an OC's link to a PM not notified."""
        return replace(self, sans_adduction=self.sans_adduction | {(pm, oc)})

    def construit_a(self, nombre: int, oc: str, bloc: int) -> Reseau:
        """The same network with so many fibres a dwelling, an OC being given one of the blocks (§3.3)."""
        return replace(self, ingenierie=nombre, blocs={**self.blocs, oc: bloc})

    def dedie(self, logement: str, fibre: str) -> Reseau:
        """The same network, a fibre of a dwelling's own in its position file (§2.7)."""
        return replace(self, positions={**self.positions, logement: fibre})

    def egare(self, prise: str, fibre: str) -> Reseau:
        """The same network, a PTO known by its fibre only."""
        return replace(self, egarees={**self.egarees, prise: fibre})

    def _fibres(self, pbo: str) -> tuple[Fibre, ...]:
        return self.pbos[pbo].fibres if pbo in self.pbos else ()

    def de_la_prise(self, prise: str) -> Logement | None:
        """The dwelling where the information system has a PTO."""
        return next((lg for lg in self.logements.values() if prise and lg.prise == prise), None)
