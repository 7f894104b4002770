package io.osplane.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.InvalidSpecException;
import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads and writes the YAML form of a spec, by the record components of the specs. Immutable and
 * thread-safe.
 */
public final class SpecCodec {
  private final ComponentShape component;
  private final RecordShape whole;

  /**
   * Looks into the spec types of these components.
   *
   * @throws IllegalArgumentException if two are of one kind, or a spec type has no YAML form
   */
  public SpecCodec(Collection<Component<?>> components) {
    SortedMap<String, RecordShape> kinds = new TreeMap<>();
    for (Component<?> each : components) {
      RecordShape record =
          new Shapes()
              .record(each.specType())
              .withDefaults(each.defaults())
              .writingAlways("name", "replicas");
      if (kinds.put(each.kind(), record) != null) {
        throw new IllegalArgumentException("two components of kind '" + each.kind() + "'");
      }
    }
    component = new ComponentShape(Collections.unmodifiableSortedMap(kinds));
    whole =
        new Shapes(Map.of(ComponentSpec.class, component))
            .record(WholeSpec.class)
            .writingAlways("release", "size", "region", "components");
  }

  /** A codec for the components on the class path. */
  public static SpecCodec ofInstalledComponents() {
    List<Component<?>> found = new ArrayList<>();
    ServiceLoader.load(ComponentSource.class).forEach(s -> found.addAll(s.components()));
    return new SpecCodec(found);
  }

  /**
   * The spec in a text of at most 1 MiB.
   *
   * @throws InvalidSpecException with every violation of the form
   */
  public ControlPlaneSpec read(String yamlOrJson) {
    Place document = Place.document();
    JsonNode tree = SpecText.parse(yamlOrJson, document);
    Object read = tree == null ? null : whole.read(tree, null, document);
    if (read instanceof WholeSpec spec && document.found().isEmpty()) {
      return spec.spec();
    }
    throw new InvalidSpecException(document.found());
  }

  /**
   * The YAML form: what differs from the defaults, and always what tells one control plane from
   * another. {@link #read} makes an equal spec of it, but for the names of components to remove.
   *
   * @throws InvalidSpecException if no text could be read back to it: an unknown kind, a name that
   *     is there twice, a larger spec than 1 MiB
   * @throws IllegalStateException if a type in it has a text that its {@code of} does not take back
   */
  public String toYaml(ControlPlaneSpec spec) {
    Place document = Place.document();
    for (ComponentSpec each : spec.components()) {
      component.check(each, document.field("components").element(each.name().value()));
    }
    if (!document.found().isEmpty()) {
      throw new InvalidSpecException(document.found());
    }
    WholeSpec written = WholeSpec.of(spec);
    String yaml = SpecText.yaml(whole.write(written, null));
    if (!WholeSpec.of(read(yaml)).equals(written)) {
      throw new IllegalStateException(
          "the spec changes by being written and read; a type in it has a text that its of(String)"
              + " does not take back, or values that are not equal to their like");
    }
    return yaml;
  }

  /** The JSON Schema (draft 2020-12) of what {@link #read} accepts; the same text each time. */
  public String jsonSchema() {
    ObjectNode schema =
        JsonNodeFactory.instance
            .objectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "An Osplane control plane");
    schema.setAll(whole.schema(null));
    return SpecText.json(schema);
  }
}
