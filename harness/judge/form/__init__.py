"""Rules of form: one lot at a time, against the workbook (§2.3, §2.6, §3)."""
