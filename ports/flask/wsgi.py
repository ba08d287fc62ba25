"""The WSGI application: the main one, those under /apps, and around them the response to unhandled errors."""

from werkzeug.middleware.dispatcher import DispatcherMiddleware

from api import apps, database, main, settings
from api.layers import last_resort

settings.warn_of_demo_key()
database.create_tables()
application = last_resort(DispatcherMiddleware(main.create(), apps.create_all()))
