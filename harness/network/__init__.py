"""The world the actors live in: addresses, PM, PBO, fibres, PTO, contract, what goes wrong on the ground."""
