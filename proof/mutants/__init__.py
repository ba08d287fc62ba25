"""The reference application changed in one place at a time: the rules notice, or it is said why they cannot."""
