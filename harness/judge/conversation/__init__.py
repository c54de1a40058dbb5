"""Rules of conversation: order, replies, references, dossier by dossier (§3 to §7)."""
