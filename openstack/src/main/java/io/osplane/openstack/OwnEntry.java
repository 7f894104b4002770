package io.osplane.openstack;

import io.osplane.SecretRef;
import io.osplane.spi.Act;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;

/**
 * Keystone's own entry in the catalogue. Its bootstrap makes one, but past Keystone's cache: what
 * it changes is not seen for minutes.
 *
 * @param service Keystone's Service
 * @param claim what Keystone would claim of itself
 * @param admin the administrator's password
 */
record OwnEntry(String service, IdentityClaim claim, SecretRef admin) implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    Answer login = login(probe);
    return login.status() == 201
        && CatalogueEntry.of(claim, probe.plane()).isListed(KeystoneApi.json(login).path("token"));
  }

  /** The catalogue of a token may be older than the entry itself: each change makes it new. */
  @Override
  public void makeSo(Site site) {
    KeystoneApi keystone = KeystoneApi.as(site, service, login(site));
    CatalogueEntry.of(claim, site.plane()).list(keystone);
  }

  private Answer login(Probe probe) {
    return KeystoneApi.login(probe, service, Keystone.ADMIN, probe.reveal(admin), Keystone.ADMIN);
  }
}
