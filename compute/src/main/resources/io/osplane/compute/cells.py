"""Makes Nova's cell mappings be there and right: cells.py DATABASE_OF_CELL0

There is cell0, of servers that were never placed, and cell1. Their addresses are templates, which
each process fills in from its own configuration: a new password or another member of the bus
reaches the cells with the configuration. Harmless when run again.
"""

import sys
import urllib.parse

from nova import config, context, objects
from nova.conf import CONF
from oslo_utils import uuidutils


def database(name):
    return "{scheme}://{username}:{password}@{hostname}:{port}/" + name + "?{query}"


def transport(url):
    """A template for as many members of the bus as the address has."""
    count = len(urllib.parse.urlsplit(url).netloc.split(","))
    numbers = range(1, count + 1) if count > 1 else [""]
    member = "{{username{0}}}:{{password{0}}}@{{hostname{0}}}:{{port{0}}}"
    return "{scheme}://" + ",".join(member.format(number) for number in numbers) + "/{path}"


def ensure(caller, known, name, **addresses):
    mapping = known.get(name)
    if mapping is None:
        uuid = objects.CellMapping.CELL0_UUID if name == "cell0" else None
        objects.CellMapping(
            caller, uuid=uuid or uuidutils.generate_uuid(), name=name,
            disabled=False, **addresses).create()
        print(name, "made")
        return
    for field, address in addresses.items():
        setattr(mapping, field, address)
    mapping.save()
    print(name, "is there")


def main(cell0):
    config.parse_args(sys.argv[:1])
    objects.register_all()
    caller = context.get_admin_context()
    known = {mapping.name: mapping for mapping in objects.CellMappingList.get_all(caller)}
    ensure(caller, known, "cell0", transport_url="none:///", database_connection=database(cell0))
    ensure(
        caller, known, "cell1", transport_url=transport(CONF.transport_url),
        database_connection=database("{path}"))


if __name__ == "__main__":
    main(*sys.argv[1:])
