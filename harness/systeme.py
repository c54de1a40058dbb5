"""Why the system refused a file or a folder, in French."""

from __future__ import annotations

import errno

_RAISONS = {
    errno.ENOENT: "il n'existe pas",
    errno.EACCES: "permission refusée",
    errno.EPERM: "permission refusée",
    errno.EEXIST: "un fichier porte ce nom",
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "un élément du chemin n'est pas un dossier",
    errno.ELOOP: "boucle de liens",
    errno.ENAMETOOLONG: "nom trop long",
    errno.ENXIO: "ce n'est pas un fichier ordinaire",
    errno.EIO: "erreur de lecture du disque",
    errno.ENOSPC: "plus de place sur le disque",
    errno.EROFS: "disque en lecture seule",
    errno.EDQUOT: "quota de disque dépassé",
    errno.EFBIG: "fichier trop gros pour ce disque",
    errno.ESTALE: "il a changé pendant sa lecture",
    errno.EMFILE: "trop de fichiers ouverts",
}


def raison(e: OSError) -> str:
    """Why the system refused: a few French words, with its own number for the unusual cases."""
    return _RAISONS.get(e.errno or 0, f"erreur {e.errno or 'inconnue'} du système")
