"""Property-based rules · 测试用例：对任意输入都成立的规则."""
