"""What people and machines read: checklist, cards, report.json, diff, table."""
