"""What happened: lots of CSV lines, the journal that keeps them, and the dossiers they make."""
