"""What the faults of several modules of chapter08_middleware share."""

CORS_OUTERMOST = "/apps/middleware/cors-outermost"
TIME_OUTERMOST = "/apps/middleware/process-time-outermost"
