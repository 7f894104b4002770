package io.osplane.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.osplane.Release;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.HostSettings;
import io.osplane.compute.NovaSettings;
import io.osplane.openstack.GlanceSettings;
import io.osplane.openstack.KeystoneSettings;
import io.osplane.sdn.NeutronSettings;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every typed setting is an option of its service, of that type, and within what it takes. */
class SettingsTest {
  private static final Map<String, String> TYPES =
      Map.of(
          "java.lang.Boolean", "BOOL",
          "java.lang.Integer", "INT",
          "java.time.Duration", "INT",
          "java.lang.Double", "FLOAT",
          "java.lang.String", "STRING",
          "java.util.List<java.lang.String>", "LIST");

  static Stream<Arguments> settings() {
    return Stream.of(
            HostSettings.class,
            NovaSettings.class,
            NeutronSettings.class,
            GlanceSettings.class,
            KeystoneSettings.class)
        .flatMap(type -> Arrays.stream(type.getFields()))
        .map(field -> Arguments.of(type(field), setting(field)));
  }

  private static Setting<?> setting(Field field) {
    try {
      return (Setting<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static String type(Field field) {
    return ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0].getTypeName();
  }

  private static Option option(Setting<?> setting) {
    String service = setting.kind().equals("compute") ? "nova" : setting.kind();
    return new OptionFiles(service, SettingsTest.class.getClassLoader())
        .of(Release.of("2025.1"))
        .flatMap(known -> known.option(setting.section(), setting.name()))
        .orElseThrow(() -> new AssertionError(service + " has no option " + setting));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void setting_isAnOptionOfItsServiceAndType_thatStays(String type, Setting<?> setting) {
    assertThat(TYPES).containsEntry(type, String.valueOf(option(setting).type().kind()));
    assertThat(option(setting).isLeaving()).isFalse();
    assertThat(option(setting).isSecret()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("settings")
  @SuppressWarnings("unchecked") // the type's name says so
  void setting_takesNothingThatItsServiceRefuses(String type, Setting<?> setting) {
    if (type.equals("java.lang.Integer") || type.equals("java.time.Duration")) {
      boolean isTime = type.equals("java.time.Duration");
      option(setting)
          .type()
          .min()
          .map(BigDecimal::intValueExact)
          .ifPresent(
              least -> {
                Object below = isTime ? Duration.ofSeconds(least - 1L) : (Object) (least - 1);
                assertThatIllegalArgumentException()
                    .isThrownBy(() -> ((Setting<Object>) setting).text(setting.kind(), below));
              });
    }
    assertThat(option(setting).type().choices().stream().allMatch(c -> takes(setting, c))).isTrue();
  }

  @SuppressWarnings("unchecked")
  private static boolean takes(Setting<?> setting, String choice) {
    return !((Setting<String>) setting).text(setting.kind(), choice).isEmpty();
  }

  @Test
  void settings_areThereForEachService() {
    assertThat(settings().count()).isGreaterThan(45);
  }

  @Test
  void hosts_takeTheirOwn() {
    ComputeSpec hosts = ComputeSpec.defaults();

    assertThat(hosts.with(HostSettings.CPU_ALLOCATION_RATIO, 4.0))
        .isEqualTo(hosts.withOption("DEFAULT", "cpu_allocation_ratio", "4.0"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hosts.with(NovaSettings.QUOTA_CORES, 1))
        .withMessageContaining("is a setting of nova");
  }
}
