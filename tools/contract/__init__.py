"""docs/contract/: the contract for a reader who sees neither the rules' Python nor the reference application."""
