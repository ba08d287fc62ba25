"""The same HTTP exchanges, run by other tools that test HTTP APIs and by this project, in turn."""
