package io.osplane.internal.spec;

import java.util.List;

/** The codecs of the tests. */
final class Codecs {
  static final SpecCodec CODEC =
      new SpecCodec(
          List.of(
              new FakeComponent<>("store", StoreSpec.class),
              new FakeComponent<>("keystone", ApiSpec.class),
              new FakeComponent<>("glance", ApiSpec.class)));

  private Codecs() {}
}
