"""What faults, variants and tampering share: rules that run again and again against a server that changes meanwhile."""
