package io.osplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.openstack.OpenStack;
import io.osplane.sdn.OvnSpec;
import io.osplane.spi.Apply;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import io.osplane.spi.Plane;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our own rows, and those who answer their claims, write into configuration files. */
class RowOptionsTest {
  private static final ControlPlaneSpec SPEC =
      OpenStack.identity(3)
          .component(OpenStack.glance(2))
          .component(OpenStack.placement(2))
          .component(OpenStack.nova(2))
          .component(OpenStack.neutron(2))
          .component(OpenStack.barbican(2))
          .component(OpenStack.heat(2))
          .component(OpenStack.cinder(2))
          .component(OvnSpec.of(3).withBridgeMapping("outside", "br-ex"))
          .build();
  private static final Plane PLANE =
      new Plane("prod", "cloud", SPEC.release(), SPEC.size(), SPEC.region(), SPEC.images());
  private static final Map<String, Component<?>> KINDS = kinds();

  private static Map<String, Component<?>> kinds() {
    Map<String, Component<?>> kinds = new TreeMap<>();
    for (ComponentSource source : ServiceLoader.load(ComponentSource.class)) {
      source.components().forEach(component -> kinds.put(component.kind(), component));
    }
    return kinds;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keystone",
        "glance",
        "placement",
        "nova",
        "neutron",
        "barbican",
        "heat",
        "cinder"
      })
  void options_ofARow_areKnownToTheServiceUnderTheirNewestNames(String kind) {
    List<String> written = written(kind);
    OptionFiles files = new OptionFiles(kind, getClass().getClassLoader());
    KnownOptions known = files.of(SPEC.release()).orElseThrow().chosenBy(sections(written));

    assertThat(wrong(written, known)).isEmpty();
    assertThat(written).hasSizeGreaterThan(20);
  }

  private static List<String> wrong(List<String> written, KnownOptions known) {
    List<String> wrong = new ArrayList<>();
    sections(written)
        .forEach(
            (section, options) ->
                options.forEach(
                    (name, value) ->
                        known
                            .option(section, name)
                            .map(o -> o.type().instead(value).map(right -> o + ": " + right))
                            .orElse(Optional.of("[" + section + "] " + name + " is unknown"))
                            .ifPresent(wrong::add)));
    return wrong;
  }

  private static Map<String, Map<String, String>> sections(List<String> lines) {
    Map<String, Map<String, String>> sections = new TreeMap<>();
    String section = "";
    for (String line : lines) {
      if (line.startsWith("[")) {
        section = line.substring(1, line.length() - 1);
      } else {
        String[] option = line.split(" = ", 2);
        sections.computeIfAbsent(section, s -> new TreeMap<>()).put(option[0], option[1]);
      }
    }
    return sections;
  }

  /** The lines of the configuration files of the component of a kind. */
  private static List<String> written(String kind) {
    ComponentSpec spec =
        SPEC.components().stream().filter(c -> c.kind().equals(kind)).findFirst().orElseThrow();
    List<String> lines = new ArrayList<>();
    for (Task task : recipe(KINDS.get(kind), spec)) {
      if (task instanceof Apply apply) {
        apply.objects().stream()
            .filter(ConfigMap.class::isInstance)
            .flatMap(map -> ((ConfigMap) map).getData().entrySet().stream())
            .filter(file -> file.getKey().matches(".*\\.conf|ml2_conf\\.ini"))
            .forEach(file -> file.getValue().lines().forEach(lines::add));
        apply.secrets().stream()
            .map(SecretTemplate::files)
            .map(files -> files.getOrDefault("secrets.conf", ""))
            .forEach(text -> text.lines().forEach(lines::add));
      }
    }
    return lines;
  }

  private static <S extends ComponentSpec> List<Task> recipe(
      Component<S> component, ComponentSpec spec) {
    S own = component.specType().cast(spec);
    return component.recipe(
        new Change<>(
            PLANE, Optional.empty(), Optional.empty(), Optional.of(own), RowOptionsTest::binding));
  }

  private static Object binding(Claim<?> claim) {
    return SPEC.components().stream()
        .filter(spec -> KINDS.get(spec.kind()).provides().contains(claim.capability()))
        .findFirst()
        .map(spec -> binding(KINDS.get(spec.kind()), spec, claim))
        .orElseThrow();
  }

  private static <S extends ComponentSpec> Object binding(
      Component<S> component, ComponentSpec spec, Claim<?> claim) {
    return component.provide(claim, component.specType().cast(spec), PLANE).binding();
  }
}
