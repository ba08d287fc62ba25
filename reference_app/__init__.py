"""The smallest server that satisfies every rule: the course's application on current FastAPI, to read as a lesson."""
