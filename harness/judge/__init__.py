"""Rules of form and of conversation, and the verdicts they lead to. Never imports the actors."""
