"""What schemathesis finds by itself in the reference application, and why that is not a defect."""
