"""``fastapi-spec start``: a folder in which a learner begins an application."""
