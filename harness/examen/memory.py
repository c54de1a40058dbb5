"""Memory of a long check: told once to the allocator, where it listens, and to the collector."""

from __future__ import annotations

_ARENES, _SEUIL_MMAP, _SEUIL_RENDU = -8, -3, -1
"""M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of glibc."""

_OBJETS = 50_000
"""New objects that the collector of cycles lets be."""


def garde_la_memoire() -> None:
    """Reuse the memory of a block for the next one, rather than hand it back to the system and ask again.

    A tenth of the processor time of a long check; elsewhere than on glibc, only the collector of cycles is told: what
    there is stays, and findings, which hold no cycle, are not searched for them.
    """
    import ctypes
    import gc

    gc.freeze()
    gc.set_threshold(_OBJETS, 20, 20)
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    for reglage, valeur in ((_ARENES, 1), (_SEUIL_MMAP, 32 << 20), (_SEUIL_RENDU, 128 << 20)):
        mallopt(reglage, valeur)
