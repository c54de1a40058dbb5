"""The proof to read: on a screen, and as the page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator

from harness.preuve.bilan import Donnees, tient
from harness.preuve.resultats import Sort


def texte(bilan: Donnees) -> str:
    """The whole proof, for a screen."""
    return "\n".join((*_matrice(bilan), "", *_fil(bilan), *_conversations(bilan), "", _fin(bilan), ""))


def _matrice(bilan: Donnees) -> Iterator[str]:
    yield f"{bilan['temoins']} scénarios sans écart : {len(bilan['fausses_alarmes'])} constat"
    yield from (f"  {faux}" for faux in bilan["fausses_alarmes"])
    yield f"{bilan['total']} places de {bilan['ecarts']} écarts :"
    yield from (f"  {n:>6}  {sort}" for sort, n in bilan["sorts"].items())
    yield ""
    yield f"{'règle':<44} {'prises':>7} {'autrement':>9} {'survivent':>9}"
    for r in bilan["regles"]:
        if not r["sans_ecart"]:
            yield f"{r['regle']:<44} {r['prises']:>7} {r['autrement']:>9} {r['survivantes']:>9}"
    sans = [r["regle"] for r in bilan["regles"] if r["sans_ecart"]]
    if sans:
        yield f"{len(sans)} règles que rien n'enfreint sur le fil : {', '.join(sans)}"
    for e in bilan["rates"]:
        dites = ", ".join(e["dites"]) or "rien"
        ou = f"{e['ecart']}, {e['scenario']}, lot {e['rang']}"
        yield f"{e['sort']} : {ou} ; attendu {', '.join(e['attendues'])} ; {dites}"


def _fil(bilan: Donnees) -> Iterator[str]:
    if (fil := bilan["fil"]) is not None:
        yield f"{fil['mutants']} mutants du fil : {len(fil['desaccords'])} désaccords avec l'oracle naïf"
        yield from (f"  {n:>6}  {classe}" for classe, n in fil["classes"].items())
        yield from (f"  {n:>6}  connu : {nom}" for nom, n in fil["connus"].items())
        yield from fil["desaccords"]


def _conversations(bilan: Donnees) -> Iterator[str]:
    if (c := bilan["conversations"]) is not None:
        alarmes = len(c["fausses_alarmes"])
        tenues = f"{c['conversations']} conversations conformes au hasard, {c['lignes']} lignes"
        yield f"{tenues} : {alarmes} fausses alarmes"
        yield from (f"  {n:>6}  connue : {nom}" for nom, n in c["connues"].items())
        yield from (f"  {alarme}" for alarme in c["fausses_alarmes"])


def _fin(bilan: Donnees) -> str:
    if tient(bilan):
        return "La preuve tient : tout écart est pris par la règle visée, rien n'est inventé."
    return "La preuve ne tient pas."


def markdown(bilan: Donnees) -> str:
    """The page of the documentation, from a run that was kept."""
    return "\n".join((*_entete(bilan), *_tables(bilan), *_suite(bilan)))


def _entete(bilan: Donnees) -> Iterator[str]:
    sorts = bilan["sorts"]
    pris, equivalents = sorts[str(Sort.PRIS)], sorts[str(Sort.EQUIVALENT)]
    yield "# La preuve"
    yield ""
    yield "<!-- Page engendrée de docs/preuve.json par « make generer » : ne pas la modifier à la main. -->"
    yield ""
    yield "Un banc vaut ce qu'il attrape et ce qu'il n'invente pas. `interop-acces preuve` le mesure : deux parties"
    yield "simulées échangent de vrais fichiers, l'une des deux fait exprès une faute, et le juge doit la nommer."
    yield ""
    yield "## Ce qui est joué"
    yield ""
    yield "- **Des écarts qui visent une règle**, un au moins pour chacune que le fil peut enfreindre."
    yield "- **Les mêmes fautes pour chaque message de chaque scénario** : omis, deux fois, redit un autre jour, après"
    yield "  le suivant, en retard, autre référence, autre issue, champ vide, colonne omise, cellule de trop,"
    yield "  et renvoyé à son émetteur par la partie qui n'a pas à l'émettre. Un message à la même place dans deux"
    yield "  scénarios (une commande de même modèle et de même situation, le même message avant, le même après) n'est"
    yield "  joué qu'une fois."
    yield "- **Le catalogue sans écart**, où rien ne doit être trouvé. Les scénarios qui demandent eux-mêmes une faute"
    yield "  sont à part."
    yield ""
    yield "Un écart est *pris* quand une des règles que le document donne pour cette faute à cette place parle, et met"
    yield "en cause la partie qui l'a commise. Ce que le juge dit déjà sans l'écart ne compte pas. Un écart"
    yield "qui ne change pas un octet de l'échange est une erreur du banc. Les délais, que le document ne fixe pas,"
    yield "sont ceux d'un contrat déclaré pour l'occasion."
    yield ""
    yield "## Chiffres"
    yield ""
    alarmes = len(bilan["fausses_alarmes"])
    yield f"Graine {bilan['graine']}, {bilan['temoins']} scénarios sans écart : {alarmes} fausse alarme."
    yield ""
    yield f"{bilan['total']} places de {bilan['ecarts']} écarts : {pris} pris par la règle visée,"
    yield f"{equivalents} équivalents à une conduite conforme, {len(bilan['rates'])} autres."
    yield ""


def _tables(bilan: Donnees) -> Iterator[str]:
    yield from ("| règle | prises | autrement | survivent |", "| --- | ---: | ---: | ---: |")
    for r in bilan["regles"]:
        if not r["sans_ecart"]:
            nom = f"[`{r['regle']}`](regles.md#{r['regle']})" if "deux_fois" not in r["regle"] else f"`{r['regle']}`"
            yield f"| {nom} | {r['prises']} | {r['autrement']} | {r['survivantes']} |"
    yield from ("", "Rien ne peut enfreindre sur le fil :", "")
    yield from (f"- `{r['regle']}` : {r['sans_ecart']}" for r in bilan["regles"] if r["sans_ecart"])
    if bilan["rates"]:
        yield from ("", "### Écarts que leur règle ne prend pas", "")
        yield from ("| écart | scénario | attendu | dit |", "| --- | --- | --- | --- |")
        for e in bilan["rates"]:
            dites = ", ".join(e["dites"]) or "rien"
            yield f"| `{e['ecart']}` ({e['rang']}) | {e['scenario']} | {', '.join(e['attendues'])} | {dites} |"
    yield from ("", "### Écarts équivalents à une conduite conforme", "")
    yield from ("| écart | places | pourquoi | par exemple |", "| --- | ---: | --- | --- |")
    yield from (f"| `{e['ecart']}` | {e['nombre']} | {e['raison']} | {e['exemple']} |" for e in bilan["equivalents"])
    yield from ("", "### L'autre partie condamnée aussi", "")
    yield "Une faute en entraîne d'autres : l'autre partie, simulée, recopie ou suit ce qu'on lui a dit ; le"
    yield "juge le voit."
    yield from ("", "| écart | places | règles |", "| --- | ---: | --- |")
    yield from (f"| `{i['ecart']}` | {i['nombre']} | {', '.join(i['regles'])} |" for i in bilan["innocents"])


def _suite(bilan: Donnees) -> Iterator[str]:
    yield from ("", "## Mutants du fil et conversations au hasard", "")
    fil, conversations = bilan["fil"], bilan["conversations"]
    if fil is not None:
        yield f"{fil['mutants']} conversations abîmées au hasard, jugées par le banc et par un oracle naïf"
        yield f"qui ne partage rien avec lui : {len(fil['desaccords'])} désaccords nouveaux."
        yield from ("", "| ce que les deux en disent | mutants |", "| --- | ---: |")
        yield from (f"| {classe} | {n} |" for classe, n in fil["classes"].items())
        yield from (f"| désaccord connu : {nom} | {n} |" for nom, n in fil["connus"].items())
        yield ""
    if conversations is not None:
        alarmes = len(conversations["fausses_alarmes"])
        yield f"{conversations['conversations']} conversations conformes au hasard (réseaux, contrats, encodages),"
        yield f"{conversations['lots']} lots, {conversations['lignes']} lignes : {alarmes} fausses alarmes nouvelles."
        yield from (f"Connue : {nom}, {n} fois." for nom, n in conversations["connues"].items())
        yield ""
    yield from (
        "Les deux demandent les sources du banc, où vit l'oracle ; la commande installée joue les écarts seuls.",
        "",
        "## Rejouer",
        "",
        "    make preuve",
        "    interop-acces preuve --scenario STOC-PAC-NOM",
        "    interop-acces preuve --ecart cr-sans-route --scenario OI-PAC-NOM",
        "    interop-acces simuler oi --profil profil.toml --ecart cr-sans-route",
        "    python -m tests.mutants --graine 1 --mutant 4217",
        "",
        "## Ajouter un écart avec une règle",
        "",
        "Une règle neuve sans écart ni raison fait échouer les tests. Un écart est une rangée de",
        "`harness/actors/deviations_cellules.py` (une cellule), `deviations_fichiers.py` (un fichier entier) ou",
        "`deviations_suites.py` (un message de trop, trop tôt, jamais) ; ses scénarios sont dans",
        "`harness/preuve/scenes.py`, sauf s'il mord partout. Une règle que rien n'enfreint sur le fil dit",
        "pourquoi dans `harness/preuve/attendus.py`, comme un écart équivalent à une conduite conforme.",
        "",
    )
