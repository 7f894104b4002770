package io.osplane.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecWritingTest {
  /** A type whose text its {@code of} does not take back. */
  public record Lossy(String value, int more) {
    public static Lossy of(String text) {
      return new Lossy(text, 0);
    }
  }

  public record LossySpec(ComponentName name, int replicas, Lossy lossy) implements ComponentSpec {
    @Override
    public String kind() {
      return "lossy";
    }

    @Override
    public LossySpec withReplicas(int members) {
      return new LossySpec(name, members, lossy);
    }
  }

  @Test
  void toYaml_whenKindIsUnknown_refuses() {
    assertThat(violations(api("manila", "manila")))
        .containsExactly(
            "components[manila].kind: unknown kind 'manila' (known: glance, keystone, store); "
                + "put a jar with a component of kind 'manila' on the class path");
  }

  @Test
  void toYaml_whenSpecIsNotOfItsKindsType_refuses() {
    assertThat(violations(api("store", "db")))
        .containsExactly(
            "components[db]: found a "
                + ApiSpec.class.getName()
                + "; a "
                + StoreSpec.class.getName());
  }

  @Test
  void toYaml_whenNameIsThereTwice_refuses() {
    assertThat(violations(api("glance", "a"), api("keystone", "a")))
        .containsExactly(
            "components[a]: duplicate name, at index 0 and 1; a name of its own for each");
  }

  @Test
  void toYaml_whenSpecIsTooLarge_refuses() {
    ControlPlaneSpec large = ControlPlaneSpec.builder().region("x".repeat(1 << 20)).build();
    assertThat(
            catchThrowableOfType(InvalidSpecException.class, () -> Codecs.CODEC.toYaml(large))
                .violations())
        .containsExactly(
            new Violation("(document)", "larger than 1 MiB", "a text of at most 1 MiB"));
  }

  @Test
  void toYaml_whenATypeLosesItsValue_refuses() {
    SpecCodec codec = new SpecCodec(List.of(new FakeComponent<>("lossy", LossySpec.class)));
    ControlPlaneSpec spec = spec(new LossySpec(ComponentName.of("lossy"), 1, new Lossy("a", 1)));
    assertThatIllegalStateException()
        .isThrownBy(() -> codec.toYaml(spec))
        .withMessageContaining("changes by being written and read");
  }

  @Test
  void toYaml_whenMapsIterateDifferently_writesTheSame() {
    Map<String, String> config = new LinkedHashMap<>();
    List.of("c", "a", "b").forEach(key -> config.put(key, key));
    ComponentSpec given = new ApiSpec("glance", ComponentName.of("g"), 1, config);
    assertThat(Codecs.CODEC.toYaml(spec(given)))
        .endsWith("  config:\n    a: a\n    b: b\n    c: c\n");
  }

  @Test
  void toYaml_whenTextsLookLikeOtherTypes_quotesThem() {
    Map<String, String> config =
        Map.of(
            "a", "2025.1", "b", "true", "c", "no", "d", "", "e", "50Gi", "f", "x:1", "g", "x: 1");
    assertThat(Codecs.CODEC.toYaml(spec(new ApiSpec("glance", ComponentName.of("g"), 1, config))))
        .endsWith(
            """
              config:
                a: "2025.1"
                b: "true"
                c: "no"
                d: ""
                e: 50Gi
                f: x:1
                g: "x: 1"
            """);
  }

  private static ComponentSpec api(String kind, String name) {
    return new ApiSpec(kind, ComponentName.of(name), 1, Map.of());
  }

  private static ControlPlaneSpec spec(ComponentSpec... components) {
    return ControlPlaneSpec.builder().components(List.of(components)).build();
  }

  private static List<String> violations(ComponentSpec... components) {
    return catchThrowableOfType(
            InvalidSpecException.class, () -> Codecs.CODEC.toYaml(spec(components)))
        .violations()
        .stream()
        .map(Violation::toString)
        .toList();
  }
}
