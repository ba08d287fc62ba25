"""The kill matrix: rule by fault, rule by tampering, rule by variant."""
