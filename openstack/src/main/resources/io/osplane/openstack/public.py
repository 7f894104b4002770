"""Keystone's API, which has read its rules of who may do what before it takes a request.

Left to itself, Keystone reads them for the first request, and its threads share them from the start: what others ask
in that moment is forbidden, as their rules are not there yet.
"""
import flask

from keystone.common.rbac_enforcer import enforcer
from keystone.server import wsgi

application = wsgi.initialize_public_application()
# as for a request: else each rule that is out of date would be told in the log
with flask.Flask("keystone").test_request_context():
    enforcer.RBACEnforcer()._enforcer.load_rules()
