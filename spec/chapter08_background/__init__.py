"""Background tasks · 后台任务."""
