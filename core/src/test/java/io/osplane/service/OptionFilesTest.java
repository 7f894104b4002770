package io.osplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.Release;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionFilesTest {
  private static final Release KNOWN = Release.of("2025.1");
  private static final ClassLoader OURS = OptionFilesTest.class.getClassLoader();

  @ParameterizedTest
  @ValueSource(strings = {"keystone", "glance", "placement", "nova", "neutron"})
  void of_ourServices_knowsTheirOptions(String service) {
    KnownOptions known = new OptionFiles(service, OURS).of(KNOWN).orElseThrow();

    assertThat(known.service()).isEqualTo(service + " 2025.1");
    assertThat(known.option("DEFAULT", "debug")).isPresent();
    assertThat(known.sections()).hasSizeGreaterThan(10);
  }

  @Test
  void of_aReleaseOrServiceWithoutAFile_isEmpty() {
    assertThat(new OptionFiles("nova", OURS).of(Release.of("2031.2"))).isEmpty();
    assertThat(new OptionFiles("acme", OURS).of(KNOWN)).isEmpty();
  }

  @Test
  void of_whenAnotherJarHasAFileToo_knowsTheOptionsOfBoth(@TempDir Path jar) throws IOException {
    Path file = jar.resolve("META-INF/osplane/options/2025.1/nova.txt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "[acme]\nspeed int\n\n[vnc]\nacme_host host\n");

    try (URLClassLoader both = new URLClassLoader(new URL[] {jar.toUri().toURL()}, OURS)) {
      KnownOptions known = new OptionFiles("nova", both).of(KNOWN).orElseThrow();
      assertThat(known.option("acme", "speed")).isPresent();
      assertThat(known.option("vnc", "acme_host")).isPresent();
      assertThat(known.option("vnc", "enabled")).isPresent();
    }
  }
}
