"""Property-based rules · what holds for all inputs, tested with inputs that hypothesis generates."""
