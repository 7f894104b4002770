package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.internal.spec.Artifacts;
import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Who misses a jar is told which. */
class ArtifactsTest {
  @Test
  void remedy_ofEveryKindThatIsInstalled_namesTheJarThatHasIt() {
    ServiceLoader.load(ComponentSource.class).stream()
        .map(ServiceLoader.Provider::get)
        .forEach(
            source -> {
              String module = source.getClass().getPackageName().replace("io.osplane.", "osplane-");
              assertThat(source.components())
                  .extracting(Component::kind)
                  .allSatisfy(
                      kind ->
                          assertThat(Artifacts.remedy(kind))
                              .isEqualTo("put io.osplane:" + module + " on the class path"));
            });
  }
}
