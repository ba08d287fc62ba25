"""The smallest server that keeps every rule: the course's application on today's FastAPI, read as a lesson."""
