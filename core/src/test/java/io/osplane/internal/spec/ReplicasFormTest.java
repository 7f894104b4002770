package io.osplane.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.Replicas;
import io.osplane.error.InvalidSpecException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicasFormTest {
  private static final SpecCodec CODEC =
      new SpecCodec(List.of(new FakeComponent<>("web", Scaled.class)));

  /** A spec with a number or a range. */
  public record Scaled(ComponentName name, Replicas replicas) implements ComponentSpec {
    public static Scaled defaults() {
      return new Scaled(ComponentName.of("web"), Replicas.of(2));
    }

    @Override
    public String kind() {
      return "web";
    }

    @Override
    public Scaled withReplicas(int members) {
      return new Scaled(name, Replicas.of(members));
    }
  }

  @ParameterizedTest
  @CsvSource({"'3', 3, 3", "'{min: 2, max: 6}', 2, 6", "'{min: 9, max: 1}', 9, 1"})
  void spec_isReadAndWrittenBack(String yaml, int min, int max) {
    ControlPlaneSpec spec = CODEC.read(document(yaml));

    assertThat(spec.components())
        .containsExactly(new Scaled(ComponentName.of("web"), Replicas.between(min, max)));
    assertThat(CODEC.read(CODEC.toYaml(spec))).isEqualTo(spec);
  }

  @Test
  void number_isWrittenAsANumber() {
    assertThat(CODEC.toYaml(CODEC.read(document("{min: 3, max: 3}")))).contains("replicas: 3\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "2.5", "[2, 6]", "{min: 2}", "{min: 2, max: 6, target: 1}"})
  void anythingElse_isAViolationWithItsPath(String yaml) {
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> CODEC.read(document(yaml)))
        .withMessageContaining("components[web].replicas");
  }

  @Test
  void schema_allowsBoth() {
    assertThat(CODEC.jsonSchema())
        .containsPattern("\"replicas\" : \\{\\s+\"anyOf\" : \\[\\s+\\{\\s+\"type\" : \"integer\"");
  }

  private static String document(String replicas) {
    return "components: [{kind: web, name: web, replicas: " + replicas + "}]";
  }
}
