"""How a rule becomes a verdict. The modules in the order of the data: rule, target, exchange, expect, verdict, checklist, report, plugin."""
