"""``fastapi-spec upgrade``: what changes for the same application between two environments."""
