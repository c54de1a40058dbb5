"""Which rules show which requirement, chapter by chapter, and why the others cannot be seen.

Each module of this package serves one chapter of the document and holds two tables, in the order of the requirements:

- `PREUVES`: requirement -> selectors, separated by spaces. A selector is `rule`, `rule@Flux` or `rule@Flux.Champ`; for
  a rule of conversation `rule@Flux.words` or `rule@.words`, words joined by `+` and spaces written `_`, all of which
  must be in the subject of what the rule judged (`judge.conversation.sujets` has the list). `!` before a selector: its
  breaches count, what it exercises does not.
- `HORS_DE_VUE`: requirement -> a French sentence, why this harness cannot see it kept (a contract, the ground, a
  telephone...). Rows that the table of requirements itself says « hors fichiers » need none: their own text says why.

A requirement is in one of the two at most; in neither, it is « aucune règle ne le contrôle encore ».
A `peut` is shown by what it permits: the thing was met, and accepted.
"""

from __future__ import annotations

from harness.judge.requirement_rules import annexe, ch1_ch2, ch3, ch4, ch5, ch6, ch7

_CHAPITRES = (ch1_ch2, ch3, ch4, ch5, ch6, ch7, annexe)

COUVERTURE: dict[str, str] = {id_: texte for chapitre in _CHAPITRES for id_, texte in chapitre.PREUVES.items()}
"""Requirement -> selectors of the rules that show it."""

HORS_DE_VUE: dict[str, str] = {id_: raison for chapitre in _CHAPITRES for id_, raison in chapitre.HORS_DE_VUE.items()}
"""Requirement -> why no file of this harness can show it, in French."""
