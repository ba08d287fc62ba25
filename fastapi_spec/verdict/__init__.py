"""From what a test raised to the outcome of its rule, and from all outcomes to the exit status of the run."""
