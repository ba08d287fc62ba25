"""Generated requests · 测试用例."""
