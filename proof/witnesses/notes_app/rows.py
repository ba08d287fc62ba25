"""The notes' engine, session and models, in place of those of the plain application; imported before it."""

from proof.witnesses.notes_app import database, model
from reference_app import database as plain_database
from reference_app import model as plain_model

plain_database.engine = database.engine
plain_database.SessionLocal = database.SessionLocal
plain_database.Base = database.Base
plain_model.Department, plain_model.Staff, plain_model.User = model.Department, model.Staff, model.User
