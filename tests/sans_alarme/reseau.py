"""A random network as a file: buildings of one, two or four fibres, dwellings with and without a socket."""

from __future__ import annotations

from random import Random

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def reseau(alea: Random) -> str:
    """TOML of a network of one OI and two OC, with enough free fibres for everybody."""
    ingenierie = alea.choice((1, 1, 1, 2, 4))
    oi, oc = f"X{_mot(alea, 3)}", (f"Y{_mot(alea, 3)}", f"Z{_mot(alea, 3)}")
    lignes = ['nom = "Hasard"', f'oi = "{oi}"', f'oc = ["{oc[0]}", "{oc[1]}"]', f"ingenierie = {ingenierie}"]
    if ingenierie > 1:
        blocs = alea.sample(range(1, ingenierie + 1), 2)
        lignes.append(f"blocs = {{ {oc[0]} = {blocs[0]}, {oc[1]} = {blocs[1]} }}")
    prestations = ", ".join(f'{code} = "{code}-PM-{_mot(alea, 6)}"' for code in oc)
    lignes += [
        "[[pm]]", f'reference = "FI-00789-{_mot(alea, 4)}"', f'technique = "{_mot(alea, 8)}"',
        'localisation = "ARMOIRE, FACE AU 2"', f"prestations = {{ {prestations} }}",
    ]  # fmt: skip
    pm = lignes[-4].split('"')[1]
    for immeuble in range(alea.choice((1, 2))):
        lignes += _immeuble(alea, immeuble, pm, oi, ingenierie)
    return "\n".join(lignes) + "\n[contrat]\n"


def _immeuble(alea: Random, rang: int, pm: str, oi: str, ingenierie: int) -> list[str]:
    code, batiment = f"00789C00{rang:02d}", alea.choice(("", "A", "BÂTIMENT ÉTÉ"))
    lignes = [
        "[[adresses]]", f'code = "{code}"', 'commune = "HASARD LÈS PONTS"', 'code_postal = "00780"', 'insee = "00789"',
        f'rivoli = "{rang:04d}"', f'numero = "{alea.randrange(0, 200)}"', 'complement = ""', 'type_voie = "QUAI"',
        'libelle = "DES ŒILLETS ; DU « PORT »"',
        "[[pbo]]", f'reference = "PBO-{rang}"', f'pm = "{pm}"', 'localisation = "PALIER"', f'cable = "CB-{rang}"',
        f'module = "M{rang}"', f"tube = {alea.randrange(1, 12)}", f"fibres = {24 * ingenierie}", "occupees = []",
    ]  # fmt: skip
    for n in range(6):
        prise = f"{oi[:2]}-{_mot(alea, 4)}-{_mot(alea, 4)}" if n % 2 else ""
        client = f'{{ nom = "N{n}", prenom = "P{n}", telephone = "01990003{n:02d}", courriel = "p{n}@example.fr" }}'
        lignes += [
            "[[logements]]", f'id = "{rang}-{n}"', f'adresse = "{code}"', f'batiment = "{batiment}"', 'escalier = ""',
            f'etage = "{n}"', f'pbo = "PBO-{rang}"', f'prise = "{prise}"',
            *([f"fibre = {1 + n * ingenierie}"] if prise else []), f"client = {client}",
        ]  # fmt: skip
    return lignes


def _mot(alea: Random, n: int) -> str:
    return "".join(alea.choice(ALPHABET) for _ in range(n))
