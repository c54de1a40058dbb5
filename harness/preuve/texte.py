"""The proof to read: on a screen, and as the page of the documentation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from harness.preuve.bilan import Donnees, tient
from harness.preuve.resultats import DEMENTI, Sort
from harness.protocol.francais import accorde


def texte(bilan: Donnees) -> str:
    """The whole proof, for a screen."""
    return "\n".join((*_matrice(bilan), "", *_fil(bilan), *_conversations(bilan), "", _fin(bilan), ""))


def _matrice(bilan: Donnees) -> Iterator[str]:
    yield f"{bilan['temoins']} scénarios sans écart : {accorde(len(bilan['fausses_alarmes']), 'constat')}"
    yield from (f"  {faux}" for faux in bilan["fausses_alarmes"])
    yield f"{bilan['total']} écarts joués, {bilan['ecarts']} différents, {bilan['messages']} messages :"
    yield from (f"  {n:>6}  {sort}" for sort, n in bilan["sorts"].items())
    yield ""
    yield f"{'règle':<44} {'prises':>7} {'autrement':>9} {'survivent':>9}"
    for r in bilan["regles"]:
        if not r["sans_ecart"]:
            yield f"{r['regle']:<44} {r['prises']:>7} {r['autrement']:>9} {r['survivantes']:>9}"
    sans = [r["regle"] for r in bilan["regles"] if r["sans_ecart"]]
    if sans:
        yield f"{len(sans)} règles que rien n'enfreint sur le fil : {', '.join(sans)}"
    for e in (e for e in bilan["equivalents"] if e["oracle"] == DEMENTI):
        yield f"démenti par l'oracle naïf : {e['ecart']}, {e['scenario']}, lot {e['rang']} ; {e['raison']}"
    for e in bilan["rates"]:
        dites = ", ".join(e["dites"]) or "rien"
        ou = f"{e['ecart']}, {e['scenario']}, lot {e['rang']}"
        yield f"{e['sort']} : {ou} ; attendu {', '.join(e['attendues'])} ; {dites}"


def _fil(bilan: Donnees) -> Iterator[str]:
    if (fil := bilan["fil"]) is not None:
        yield f"{fil['mutants']} mutants du fil : {accorde(len(fil['desaccords']), 'désaccord')} avec l'oracle naïf"
        yield from (f"  {n:>6}  {classe}" for classe, n in fil["classes"].items())
        yield from (f"  {n:>6}  connu : {nom}" for nom, n in fil["connus"].items())
        yield from fil["desaccords"]


def _conversations(bilan: Donnees) -> Iterator[str]:
    if (c := bilan["conversations"]) is not None:
        alarmes = accorde(len(c["fausses_alarmes"]), "fausse alarme", "fausses alarmes")
        tenues = f"{c['conversations']} conversations conformes au hasard, {c['lignes']} lignes"
        yield f"{tenues} : {alarmes}"
        yield from (f"  {n:>6}  connue : {nom}" for nom, n in c["connues"].items())
        yield from (f"  {alarme}" for alarme in c["fausses_alarmes"])


def _fin(bilan: Donnees) -> str:
    if tient(bilan):
        return "La preuve tient : tout écart est pris par la règle visée, rien n'est inventé."
    return "La preuve ne tient pas."


def markdown(bilan: Donnees) -> str:
    """The page of the documentation, from a run that was kept."""
    return "\n".join((*_entete(bilan), *_tables(bilan), *_regles_visees(bilan), *_suite(bilan)))


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
    yield "  et renvoyé à son émetteur par la partie qui n'a pas à l'émettre. Un fichier ne nomme pas qui l'envoie : la"
    yield "  mauvaise partie est celle qui le dépose, ou le code d'un autre OC dans la route ou l'écrasement."
    yield "- **Le catalogue sans écart**, où rien ne doit être trouvé. Les scénarios qui demandent eux-mêmes une faute"
    yield "  sont à part."
    yield ""
    yield "Un écart est *pris* quand la règle que le document donne pour cette faute à cette place parle, et met en"
    yield "cause la partie qui l'a commise. Ce que le juge dit déjà sans l'écart ne compte pas. Un écart qui ne"
    yield "change pas un octet de l'échange est une erreur du banc. Les délais, que le document ne fixe pas, sont ceux"
    yield "d'un contrat déclaré pour l'occasion, pour les deux parties."
    yield ""
    yield "## Chiffres"
    yield ""
    alarmes = accorde(len(bilan["fausses_alarmes"]), "fausse alarme", "fausses alarmes")
    yield f"Graine {bilan['graine']}, {bilan['temoins']} scénarios sans écart : {alarmes}."
    yield ""
    yield f"{bilan['total']} écarts joués, {bilan['ecarts']} différents, {bilan['messages']} messages :"
    yield f"{pris} pris par la règle visée, {equivalents} équivalents à une conduite conforme,"
    yield f"{accorde(len(bilan['rates']), 'autre')}."
    yield ""
    yield f"{bilan['une_regle']} des {bilan['ecarts']} écarts visent une seule règle où qu'ils soient joués. Les autres"
    yield "en visent une à chaque place, ou aucune : la circonstance la désigne, sans le juge"
    plusieurs = sum(len(a["regles"]) > 1 for a in bilan["attendus"])
    yield f"([plus bas](#quelle-règle)). Circonstances où plusieurs règles conviennent : {plusieurs}."
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
    yield from _equivalents(bilan)
    yield from ("", "### L'autre partie condamnée aussi", "")
    if not bilan["innocents"]:
        yield "Jamais : la faute d'une partie n'est mise qu'à son compte."
        return
    yield from ("| écart | places | règles |", "| --- | ---: | --- |")
    yield from (f"| `{i['ecart']}` | {i['nombre']} | {', '.join(i['regles'])} |" for i in bilan["innocents"])


def _equivalents(bilan: Donnees) -> Iterator[str]:
    """By deviation and by reason; docs/preuve.json has them place by place."""
    groupes: dict[tuple[str, str], list[Donnees]] = {}
    for e in bilan["equivalents"]:
        groupes.setdefault((e["ecart"], e["raison"]), []).append(e)
    avis = Counter(e["oracle"] for e in bilan["equivalents"])
    yield from ("", "### Écarts équivalents à une conduite conforme", "")
    yield "L'oracle naïf, qui ne partage rien avec le juge, lit les mêmes fichiers :"
    yield f"{avis['conforme']} conformes, {avis['indécis']} où il ne tranche pas, {avis[DEMENTI]} non conformes."
    yield from ("", "| écart | places | pourquoi | par exemple |", "| --- | ---: | --- | --- |")
    for (nom, raison), es in sorted(groupes.items()):
        yield f"| `{nom}` | {len(es)} | {raison} | {es[0]['scenario']} |"


def _regles_visees(bilan: Donnees) -> Iterator[str]:
    yield from ("", "## Quelle règle", "")
    yield "Pour chaque faute, la première ligne qui vaut désigne la règle, ou dit pourquoi rien n'est enfreint."
    yield from ("", "| faute | flux | quand | règle |", "| --- | --- | --- | --- |")
    for a in bilan["attendus"]:
        regle = ", ".join(f"`{r}`" for r in a["regles"]) or "rien n'est enfreint"
        raison = f" : {a['raison']}" if a["regles"] and a["raison"] else ""
        yield f"| {a['famille']} | {a['flux'] or 'les autres'} | {a['circonstance']} | {regle}{raison} |"


def _suite(bilan: Donnees) -> Iterator[str]:
    yield from ("", "## Mutants du fil et conversations au hasard", "")
    fil, conversations = bilan["fil"], bilan["conversations"]
    if fil is not None:
        yield f"{fil['mutants']} conversations abîmées au hasard, jugées par le banc et par un oracle naïf"
        desaccords = accorde(len(fil["desaccords"]), "désaccord nouveau", "désaccords nouveaux")
        yield f"qui ne partage rien avec lui : {desaccords}."
        yield from ("", "| ce que les deux en disent | mutants |", "| --- | ---: |")
        yield from (f"| {classe} | {n} |" for classe, n in fil["classes"].items())
        yield from (f"| désaccord connu : {nom} | {n} |" for nom, n in fil["connus"].items())
        yield ""
    if conversations is not None:
        alarmes = accorde(len(conversations["fausses_alarmes"]), "fausse alarme nouvelle", "fausses alarmes nouvelles")
        yield f"{conversations['conversations']} conversations conformes au hasard (réseaux, contrats, encodages),"
        yield f"{conversations['lots']} lots, {conversations['lignes']} lignes : {alarmes}."
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
