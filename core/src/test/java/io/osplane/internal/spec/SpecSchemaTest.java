package io.osplane.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpecSchemaTest {
  @Test
  void jsonSchema_whenGenerated_isAsAgreed() throws IOException {
    try (InputStream golden = SpecSchemaTest.class.getResourceAsStream("golden.schema.json")) {
      assertThat(Codecs.CODEC.jsonSchema())
          .isEqualTo(
              new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void jsonSchema_whenComponentsComeInAnotherOrder_isTheSame() {
    SpecCodec other =
        new SpecCodec(
            List.of(
                new FakeComponent<>("glance", ApiSpec.class),
                new FakeComponent<>("store", StoreSpec.class),
                new FakeComponent<>("keystone", ApiSpec.class)));
    assertThat(other.jsonSchema()).isEqualTo(Codecs.CODEC.jsonSchema());
  }

  @Test
  void jsonSchema_whenNoKindIsKnown_allowsNoComponent() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(new SpecCodec(List.of()).jsonSchema());
    assertThat(schema.at("/properties/components/items")).hasToString("{\"not\":{}}");
  }
}
