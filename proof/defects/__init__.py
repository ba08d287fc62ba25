"""Published defects of FastAPI and the packages below it, and the rules that detect them."""
