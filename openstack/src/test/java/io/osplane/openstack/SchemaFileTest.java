package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ControlPlaneSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The JSON Schema in the jar; {@code -Dgolden=write} accepts a new one. */
class SchemaFileTest {
  private static final String FILE = "META-INF/osplane/control-plane.schema.json";

  @Test
  void file_always_isTheSchemaOfTheInstalledComponents() throws IOException {
    String schema = ControlPlaneSpec.jsonSchema();
    if ("write".equals(System.getProperty("golden"))) {
      Path source = Path.of("src/main/resources", FILE);
      Files.createDirectories(Objects.requireNonNull(source.getParent()));
      Files.writeString(source, schema);
    } else {
      assertThat(file()).isEqualTo(schema);
    }
  }

  @Test
  void schema_always_knowsEveryComponentOfThisJarAndWhatItBrings() {
    for (String kind : new String[] {"galera", "rabbitmq", "memcached", "keystone"}) {
      assertThat(ControlPlaneSpec.jsonSchema()).contains("\"const\" : \"" + kind + "\"");
    }
  }

  private static String file() throws IOException {
    try (InputStream in = SchemaFileTest.class.getClassLoader().getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
