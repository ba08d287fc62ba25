"""Database · FastAPI 的数据库操作及大型工程应用的目录结构设计."""
