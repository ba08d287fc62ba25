"""The client of the rules: requests over a real socket, what went over the wire, what may be asserted of a response."""
