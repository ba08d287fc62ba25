"""The reference application changed in one place at a time: the rules detect it, or survivors.toml says why not."""
