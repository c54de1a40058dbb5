"""Invented references, drawn from a seed: the same seed and the same key always give the same name."""

from __future__ import annotations

import random
from dataclasses import dataclass

_SIGNES = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which people misread on a label."""


@dataclass(frozen=True, slots=True)
class Alea:
    """`graine` is any text, e.g. the campaign's seed and a scenario's id. Calls do not depend on their order."""

    graine: str

    def _tire(self, *cle: str) -> random.Random:
        return random.Random("|".join((self.graine, *cle)))  # noqa: S311 - names to recognise, not secrets

    def _signes(self, nombre: int, *cle: str) -> str:
        return "".join(self._tire(*cle).choices(_SIGNES, k=nombre))

    def commande(self, oc: str, rang: int) -> str:
        """The OC's own reference of its n-th order (§3.1), at most 30 characters."""
        return f"{oc}-{self._signes(10, 'commande', oc, str(rang))}"

    def prestation(self, oi: str, commande: str) -> str:
        """The OI's commercial reference of the access (§3.3)."""
        return f"{oi}-FTTH-{self._signes(8, 'prestation', commande)}"

    def prise(self, oi: str, *cle: str) -> str:
        """A PTO reference, `OO-XXXX-XXXX`."""
        signes = self._signes(8, "prise", *cle)
        return f"{oi[:2]}-{signes[:4]}-{signes[4:]}"

    def decharge(self, commande: str, rang: int) -> str:
        """The discharge number that the hotline reads out (§3.9)."""
        return f"DCH-{self._signes(8, 'decharge', commande, str(rang))}"

    def sous_traitance(self, commande: str, rang: int) -> str:
        """The OI's reference of its n-th Cmd_STOC for one order (§3.4)."""
        return f"ST-{self._signes(8, 'stoc', commande, str(rang))}"

    def rdv(self, commande: str) -> str:
        """The appointment that the OI's tool gives (§3.14)."""
        return f"RDV-{self._signes(8, 'rdv', commande)}"

    def demande_rdv(self, commande: str, rang: int) -> str:
        """The OC's own reference of its n-th request for an appointment (§3.14.1)."""
        return f"DRV-{self._signes(8, 'demande rdv', commande, str(rang))}"

    def attenuation(self, fibre: str) -> float:
        """Optical loss measured on a fibre, in dB."""
        return round(self._tire("bilan", fibre).uniform(2.0, 6.0), 1)
