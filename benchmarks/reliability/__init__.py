"""What the reference application loses, or does not, under load, when it is killed, and when its storage fails."""
