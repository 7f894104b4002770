"""Writes down which configuration options a service knows; runs in the openstack image, see options.sh.

    python3 options.py SERVICE RELEASE > SERVICE.txt

An option is known if it is in the lists that oslo-config-generator reads, or if a module of the service registers it:
the lists of most services leave some out. Options that a service registers only when it has read its configuration come
from the same functions as there, with * for the part of the section's name that the configuration chooses.
"""

import argparse
import importlib
import importlib.metadata
import logging
import pkgutil
import sys
import warnings

from keystoneauth1 import loading
from oslo_config import cfg
from oslo_config import types

COMMON = ['oslo.log', 'oslo.middleware', 'oslo.policy', 'oslo.concurrency', 'oslo.reports', 'osprofiler']
SERVER = COMMON + ['keystonemiddleware.auth_token', 'oslo.db', 'oslo.messaging', 'oslo.cache', 'oslo.limit']
NAMESPACES = {
    'keystone': COMMON + ['keystone', 'oslo.cache', 'oslo.db', 'oslo.messaging'],
    'glance': SERVER + ['glance', 'glance.api', 'glance.cache', 'glance.manage', 'glance.store'],
    'placement': COMMON + ['placement.conf', 'keystonemiddleware.auth_token'],
    'nova': SERVER + ['nova.conf', 'os_vif', 'os_brick', 'oslo.privsep', 'oslo.service.periodic_task',
                      'oslo.service.service', 'oslo.service.sslutils', 'oslo.service.wsgi',
                      'oslo.versionedobjects'],
    'neutron': SERVER + ['neutron', 'neutron.agent', 'neutron.base.agent', 'neutron.db', 'neutron.experimental',
                         'neutron.extensions', 'neutron.ml2', 'neutron.ml2.ovn', 'designate.auth', 'ironic.auth',
                         'nova.auth', 'placement.auth', 'oslo.privsep', 'oslo.service.periodic_task',
                         'oslo.service.service', 'oslo.service.sslutils', 'oslo.service.wsgi',
                         'oslo.versionedobjects'],
    'barbican': SERVER + ['barbican.common.config', 'barbican.plugin.crypto', 'barbican.plugin.crypto.p11',
                          'barbican.plugin.crypto.simple', 'barbican.plugin.dogtag', 'barbican.plugin.secret_store',
                          'barbican.plugin.secret_store.vault',
                          'oslo.service.periodic_task', 'oslo.service.service', 'oslo.service.sslutils',
                          'oslo.service.wsgi'],
    'heat': SERVER + ['heat.api.aws.ec2token', 'heat.common.cache', 'heat.common.config', 'heat.common.context',
                      'heat.common.crypt', 'heat.common.wsgi', 'heat.engine.clients',
                      'heat.engine.clients.os.keystone.heat_keystoneclient', 'heat.engine.hot.functions',
                      'heat.engine.notification', 'heat.engine.resources', 'oslo.service.periodic_task',
                      'oslo.service.service', 'oslo.service.sslutils', 'oslo.service.wsgi'],
    'cinder': SERVER + ['cinder', 'os_brick', 'castellan.config', 'oslo.privsep', 'oslo.service.periodic_task',
                        'oslo.service.service', 'oslo.service.sslutils', 'oslo.service.wsgi',
                        'oslo.versionedobjects'],
}
# How a service may log in to others, of what keystoneauth offers.
PLUGINS = ['password', 'token', 'v3applicationcredential', 'v3password', 'v3token']
# Only on a command line.
ABSENT = {'config_dir', 'config_file', 'shell_completion'}
NO_PRODUCT = {'tests', 'test', 'cmd', 'wsgi', 'hacking', 'alembic_migrations', 'migrations'}
KINDS = [(types.Boolean, 'bool'), (types.Integer, 'int'), (types.Float, 'float'), (types.List, 'list'),
         (types.Dict, 'dict'), (types.String, 'string'), (types.URI, 'uri'),
         (types.HostAddress, 'host'), (types.HostDomain, 'host'), (types.Hostname, 'host'),
         (types.IPAddress, 'address')]
BUILTIN = {str: 'string', int: 'int', float: 'float', bool: 'bool'}


def listed(service):
    """What oslo-config-generator would see."""
    entries = {entry.name: entry for entry in importlib.metadata.entry_points(group='oslo.config.opts')}
    for namespace in NAMESPACES[service]:
        for group, options in entries[namespace].load()():
            for option in options:
                yield getattr(group, 'name', group) or 'DEFAULT', option


def load(package):
    """Imports every module of a package; those that need more than a configuration are named on stderr."""
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + '.'):
        if module.name.rpartition('.')[2] in NO_PRODUCT:
            continue
        try:
            loaded = importlib.import_module(module.name)
        except (Exception, SystemExit) as e:
            print(f'left out: {module.name}: {type(e).__name__}: {e}', file=sys.stderr)
            continue
        if module.ispkg:
            load(loaded)


def registered(conf):
    for item in conf._opts.values():
        yield 'DEFAULT', item['opt']
    for name, group in conf._groups.items():
        for item in group._opts.values():
            yield name, item['opt']


def chosen(service):
    """Options of sections whose name the configuration chooses, and the options that choose it."""
    conf = cfg.ConfigOpts()
    if service == 'nova':
        from nova.conf import devices
        devices.register_opts(conf)
        conf([])
        conf.set_override('enabled_mdev_types', ['*'], 'devices')
        devices.register_dynamic_opts(conf)
        return {'mdev_*': 'devices/enabled_mdev_types'}, registered(conf)
    if service == 'keystone':
        conf.register_opt(cfg.StrOpt('remote_id_attribute'), '*')
        for group in importlib.metadata.entry_points().groups:
            if group.startswith('keystone.auth.'):
                conf.register_opt(cfg.StrOpt(group.rpartition('.')[2]), 'auth')
        return {'*': 'auth/methods'}, registered(conf)
    if service == 'glance':
        return {'*': 'DEFAULT/enabled_backends'}, stores()
    if service == 'cinder':
        return {'*': 'DEFAULT/enabled_backends'}, backends()
    if service == 'barbican':
        store = [cfg.StrOpt('secret_store_plugin'), cfg.StrOpt('crypto_plugin'), cfg.BoolOpt('global_default')]
        return {'secretstore:*': 'secretstore/stores_lookup_suffix'}, [('secretstore:*', o) for o in store]
    return {}, []


def backends():
    """What is known of every section of a back end, and what cinder-volume itself looks for there."""
    from cinder import opts
    for section, options in opts.list_opts():
        if section == 'backend_defaults':
            yield from (('*', option) for option in options)
    yield '*', cfg.StrOpt('backend_host')


def stores():
    import glance_store
    from glance.common import wsgi
    for store in sorted(importlib.metadata.entry_points(group='glance_store.drivers').names):
        conf = cfg.ConfigOpts()
        conf.register_opt(cfg.DictOpt('enabled_backends'))
        conf([])
        conf.set_override('enabled_backends', {'*': store})
        glance_store.register_store_opts(conf, reserved_stores=dict(wsgi.RESERVED_STORES))
        yield from registered(conf)


def logins(sections):
    """The options of the plugins, of every section that names one."""
    for section in sorted(section for section, options in sections.items() if 'auth_type' in options):
        for plugin in PLUGINS:
            for option in loading.get_auth_plugin_conf_options(plugin):
                yield section, option


def gather(sections, options):
    """Puts options under their sections; of two of one name the first one stays, with the former names of both."""
    spelling = {section.lower(): section for section in sections}
    for section, option in options:
        if not isinstance(option.type, (type, types.ConfigType)):
            # Nova's place holders, which ignore what they are set to
            continue
        section = spelling.setdefault(section.lower(), section)
        known = sections.setdefault(section, {}).setdefault(option.dest, (option, set()))
        for former in option.deprecated_opts or []:
            known[1].add((former.group or section) + '/' + (former.name or option.dest))


def kind(option):
    if option.multi:
        return 'multi'
    if isinstance(option.type, type):
        return BUILTIN.get(option.type, 'other')
    return next((word for type_, word in KINDS if isinstance(option.type, type_)), 'other')


def limits(option):
    """What a value must keep to, of what is simple."""
    item = getattr(option.type, 'item_type', None) if isinstance(option.type, types.List) else option.type
    choices = getattr(item, 'choices', None)
    if choices:
        yield 'choices=' + '|'.join(str(choice) for choice in choices if choice is not None)
        if getattr(item, 'ignore_case', False):
            yield 'ignore_case'
    elif item is option.type:
        for limit in 'min', 'max':
            if isinstance(getattr(item, limit, None), (int, float)):
                yield f'{limit}={getattr(item, limit)}'


def line(section, option, former):
    words = [option.dest, kind(option), *limits(option)]
    words += [word for word, said in (('secret', option.secret), ('removal', option.deprecated_for_removal)) if said]
    former = sorted(former - {f'{section}/{option.dest}'})
    return ' '.join(words + (['was=' + ','.join(former)] if former else []))


def version(package):
    return importlib.metadata.version(importlib.metadata.packages_distributions()[package][0])


def main(service, release):
    sections = {}
    gather(sections, listed(service))
    load(importlib.import_module(service))
    gather(sections, registered(cfg.CONF))
    choosers, options = chosen(service)
    gather(sections, options)
    gather(sections, list(logins(sections)))
    print(f'# {service} of OpenStack {release}, {version(service)}: made by examples/images/options.sh')
    for section in sorted(sections, key=lambda name: (name != 'DEFAULT', name)):
        print(f'\n[{section}]' + (' ' + choosers[section] if section in choosers else ''))
        for name in sorted(sections[section].keys() - ABSENT):
            print(line(section, *sections[section][name]))


if __name__ == '__main__':
    arguments = argparse.ArgumentParser()
    arguments.add_argument('service', choices=sorted(NAMESPACES))
    arguments.add_argument('release')
    said = arguments.parse_args()
    # modules that are imported read the command line, and say much
    sys.argv[1:] = []
    warnings.simplefilter('ignore')
    logging.disable(logging.CRITICAL)
    main(said.service, said.release)
