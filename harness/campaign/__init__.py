"""One run: who is simulated, the clock, the exchange of files, the journal it leaves."""
