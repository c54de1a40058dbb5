"""Lots that the harness did not see go by: put in order, and made a journal that is judged as any other."""
