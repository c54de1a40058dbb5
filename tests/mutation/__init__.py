"""Mutation of the judge's own code: small faults planted one at a time, which the tests must catch."""
