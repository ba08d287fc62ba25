"""What the rules say of the reference application with other versions of FastAPI and of the packages around it."""
