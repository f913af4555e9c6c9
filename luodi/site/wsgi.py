"""The WSGI application, for waitress or any other server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luodi.site.settings")
application = get_wsgi_application()
# What is loaded by now stays for good: without this, collecting garbage walks all of it again in
# the midst of a request.
gc.collect()
gc.freeze()
