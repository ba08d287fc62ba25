"""Dependencies · 依赖注入."""
