"""Generated requests and generated inputs: what is sent that is not written down in a rule.

budget (how many, how long) -> plan (the settings of schemathesis) -> wire (sends a case, keeps its exchange)
-> engine (schemathesis, one application and seed) -> findings (what was found, by check and operation)
-> campaign (all applications until the budget is spent). `properties` runs a rule on inputs of hypothesis;
`openapi_compare` and `schema_compare` compare the target's document with the locked one.

Only a campaign loads schemathesis, and only a property-based rule hypothesis.
"""
