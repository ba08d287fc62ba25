"""DataBase Models."""

# changed: without __mapper_args__ = {"order_by": ...}, which SQLAlchemy rejects since 1.4

from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, func
from sqlalchemy.orm import relationship

from proof.witnesses.notes_app.database import Base

# changed: an id is not given again, or a new department would get the staff of a deleted one, for which no rule asks
Base.__table_args__ = {"sqlite_autoincrement": True}


class Department(Base):
    __tablename__ = "department"
    did = Column(Integer, primary_key=True, nullable=False, comment="部门id")
    dname = Column(String(30), nullable=False, comment="部门名称")
    staffs = relationship("Staff", back_populates="reDid")
    created_at = Column(DateTime, server_default=func.now(), comment="创建时间")
    updated_at = Column(DateTime, server_default=func.now(), onupdate=func.now(), comment="更新时间")


class Staff(Base):
    __tablename__ = "staff"
    sid = Column(Integer, primary_key=True, nullable=False, comment="员工id")
    sname = Column(String(30), nullable=False, comment="员工姓名")
    did = Column(Integer, ForeignKey("department.did"), comment="员工所属单位id")
    reDid = relationship("Department", back_populates="staffs")
    created_at = Column(DateTime, server_default=func.now(), comment="创建时间")
    updated_at = Column(DateTime, server_default=func.now(), onupdate=func.now(), comment="更新时间")


class User(Base):
    __tablename__ = "user"
    uid = Column(Integer, primary_key=True, nullable=False, autoincrement=True, comment="用户id")
    account = Column(Integer, nullable=False, comment="账号")
    password = Column(String(30), nullable=False, comment="密码")
    uname = Column(String(30), comment="用户名")
    role = Column(Integer, nullable=False, comment="身份组")
