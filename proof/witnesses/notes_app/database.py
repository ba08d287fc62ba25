"""配置 SQLAlchemy ORM."""

from sqlalchemy import create_engine
from sqlalchemy.orm import declarative_base, sessionmaker  # changed: the place of declarative_base since SQLAlchemy 2.0

from reference_app.settings import settings

SQLALCHEMY_DATABASE_URL = f"sqlite:///{settings().data_dir}/vben.db"  # changed: a path of the author's machine

# changed: without encoding=, which SQLAlchemy 2.0 rejects, and without echo=True, which logs every statement
engine = create_engine(SQLALCHEMY_DATABASE_URL, connect_args={"check_same_thread": False})
SessionLocal = sessionmaker(autocommit=False, autoflush=False, bind=engine)
Base = declarative_base()
