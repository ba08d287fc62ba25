"""Laws · what holds for every input there is, tried on inputs that hypothesis thinks up."""
