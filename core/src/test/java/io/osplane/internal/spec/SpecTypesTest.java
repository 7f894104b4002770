package io.osplane.internal.spec;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpecTypesTest {
  private record Real(double share) {}

  private record Unordered(Set<String> names) {}

  private record Numbered(Map<Integer, String> names) {}

  private record Twice(Optional<Optional<String>> name) {}

  private record Wild(List<?> names) {}

  private record Open<T>(T value) {}

  private record Deep(List<Map<String, Object>> values) {}

  private record Chain(Optional<Chain> next) {}

  static Stream<Class<?>> formless() {
    return Stream.of(
        Real.class,
        Unordered.class,
        Numbered.class,
        Twice.class,
        Wild.class,
        Open.class,
        Deep.class);
  }

  @ParameterizedTest
  @MethodSource("formless")
  void record_whenAComponentHasNoForm_namesRecordAndComponent(Class<?> type) {
    String component = type.getRecordComponents()[0].getName();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shapes().record(type))
        .withMessageContainingAll(type.getName(), " " + component + ":", "a form in YAML");
  }

  @Test
  void record_whenItHoldsItself_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shapes().record(Chain.class))
        .withMessageContaining("holds itself");
  }

  @Test
  void record_whenTypeIsNoRecord_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shapes().record(Thread.class))
        .withMessage("java.lang.Thread is no record: make it one");
  }

  @Test
  void codec_whenTwoComponentsAreOfOneKind_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SpecCodec(
                    List.of(
                        new FakeComponent<>("store", StoreSpec.class),
                        new FakeComponent<>("store", ApiSpec.class))))
        .withMessage("two components of kind 'store'");
  }
}
