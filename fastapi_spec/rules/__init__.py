"""What is declared: rules, their chapters and order, the locked catalogue."""
