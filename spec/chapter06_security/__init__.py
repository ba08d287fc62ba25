"""Security · OAuth2.0 的授权模式."""
