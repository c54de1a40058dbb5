"""The simulated OI and OC: pure deciders from what they received, their world and their contract."""
