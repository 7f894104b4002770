package io.osplane.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.error.InvalidSpecException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecRoundTripTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "50Gi",
          "2025.1",
          "010",
          "0x1F",
          "0b1",
          "1_000",
          "1e3",
          "1:30",
          ".5",
          "-",
          "-1",
          "+1",
          ".inf",
          ".nan",
          "~",
          "null",
          "Null",
          "true",
          "True",
          "yes",
          "Off",
          "y",
          "n",
          "2001-01-01",
          "a: b",
          "a:b",
          "a:",
          ":a",
          "a #b",
          "#a",
          "'",
          "\"",
          "\\",
          "a\nb",
          "a\n",
          "\n",
          "\t",
          "a\r\nb",
          " a",
          "a ",
          "&a",
          "*a",
          "!a",
          "|",
          ">",
          "%a",
          "@a",
          "`a",
          "{",
          "}",
          "[",
          "]",
          ",",
          "a, b",
          "?",
          "? a",
          "- a",
          "---",
          "...",
          "<<",
          "=",
          "\u0000",
          "\u0007",
          "\u0085",
          "\u00a0",
          "\u2028",
          "\ufeff",
          "é",
          "日本",
          "\ud83d\ude00",
          "a".repeat(300),
          "word ".repeat(60),
          "mirror.example:5000/osp/galera:11.8",
          "x\u001b[0m",
          "\u007f");

  private final Random random = new Random(20251);

  static Stream<String> texts() {
    return TEXTS.stream();
  }

  @Test
  void acknowledgements_whenReadBack_areThereSortedAndOnce() {
    ControlPlaneSpec spec = Codecs.CODEC.read("acknowledging: [R72, R39, R72]");

    assertThat(spec.acknowledging()).containsExactly("R39", "R72");
    assertThat(Codecs.CODEC.read(Codecs.CODEC.toYaml(spec))).isEqualTo(spec);
    assertThat(spec.toBuilder().region("x").acknowledging("R1").build().acknowledging())
        .containsExactly("R1", "R39", "R72");
    assertThat(spec).isNotEqualTo(Codecs.CODEC.read("acknowledging: [R39]"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void read_whenTextsAreAwkward_givesThemBack(String text) {
    ControlPlaneSpec spec =
        ControlPlaneSpec.builder()
            .region(text)
            .images(ImageCatalog.KIT.withImage(text, text).withPullSecrets(List.of(text)))
            .build();
    assertThat(Codecs.CODEC.read(Codecs.CODEC.toYaml(spec))).isEqualTo(spec);
  }

  @Test
  void read_whenSpecsAreGenerated_givesThemBack() {
    for (int i = 0; i < 500; i++) {
      ControlPlaneSpec spec = spec();
      String yaml = Codecs.CODEC.toYaml(spec);
      assertThat(Codecs.CODEC.read(yaml)).as(yaml).isEqualTo(spec);
      assertThat(Codecs.CODEC.toYaml(Codecs.CODEC.read(yaml))).isEqualTo(yaml);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void read_whenTextIsDamaged_givesASpecOrViolations(long seed) {
    random.setSeed(seed);
    int refused = 0;
    for (int i = 0; i < 100; i++) {
      refused += refuses(damaged(Codecs.CODEC.toYaml(spec()))) ? 1 : 0;
    }
    assertThat(refused).isBetween(20, 100);
  }

  /** Anything else that is thrown fails the test. */
  private static boolean refuses(String text) {
    try {
      assertThat(Codecs.CODEC.read(text)).isNotNull();
      return false;
    } catch (InvalidSpecException e) {
      assertThat(e.violations()).as(text).isNotEmpty();
      return true;
    }
  }

  private String damaged(String text) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = 0; i < 3; i++) {
      int at = random.nextInt(damaged.length());
      damaged.replace(at, at + random.nextInt(2), text());
    }
    return damaged.toString();
  }

  private ControlPlaneSpec spec() {
    ImageCatalog images = new ImageCatalog(text(), text(), map(this::text), list(this::text));
    return ControlPlaneSpec.builder()
        .release(Release.of("20" + (10 + random.nextInt(90)) + "." + (1 + random.nextInt(2))))
        .size(one(List.of(Size.values())))
        .region(text())
        .clusterDomain(text())
        .images(random.nextBoolean() ? ImageCatalog.KIT : images)
        .components(
            IntStream.range(0, random.nextInt(4)).mapToObj(i -> component("c" + i)).toList())
        .build();
  }

  private ComponentSpec component(String name) {
    return switch (random.nextInt(3)) {
      case 0 -> new ApiSpec("glance", ComponentName.of(name), random.nextInt(), map(this::text));
      case 1 -> new ApiSpec("keystone", ComponentName.of(name), 1, Map.of());
      default -> store(ComponentName.of(name), StoreSpec.defaults());
    };
  }

  private StoreSpec store(ComponentName name, StoreSpec usual) {
    return new StoreSpec(
        name,
        maybe(usual.replicas(), random::nextInt),
        maybe(usual.storage(), this::text),
        maybe(usual.quota(), random::nextLong),
        random.nextBoolean(),
        one(List.of(StoreSpec.Mode.values())),
        maybe(usual.since(), () -> Release.of("2026.1")),
        maybe(usual.backup(), this::backup),
        maybe(usual.hosts(), () -> list(this::text)),
        list(this::volume),
        maybe(usual.options(), () -> map(this::text)),
        map(this::volume),
        maybe(usual.port(), () -> optional(random::nextInt)),
        optional(this::backup));
  }

  private StoreSpec.Backup backup() {
    StoreSpec.Backup usual = StoreSpec.Backup.defaults();
    return new StoreSpec.Backup(
        maybe(usual.keep(), () -> random.nextInt(99)),
        maybe(usual.schedule(), this::text),
        maybe(usual.bucket(), () -> optional(this::text)));
  }

  private StoreSpec.Volume volume() {
    return new StoreSpec.Volume(text(), random.nextBoolean(), optional(this::text));
  }

  private String text() {
    return one(TEXTS);
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> T maybe(T usual, Supplier<T> other) {
    return random.nextBoolean() ? usual : other.get();
  }

  private <T> Optional<T> optional(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> List<T> list(Supplier<T> value) {
    return Stream.generate(value).limit(random.nextInt(3)).toList();
  }

  private <T> Map<String, T> map(Supplier<T> value) {
    Map<String, T> map = new TreeMap<>();
    list(this::text).forEach(key -> map.put(key, value.get()));
    return map;
  }
}
