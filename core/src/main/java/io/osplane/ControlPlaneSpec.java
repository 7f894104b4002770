package io.osplane;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.Violation;
import io.osplane.internal.spec.SpecCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What is wanted of a whole control plane: a release, a size and components. Immutable.
 *
 * <p>A spec may hold anything; what is wrong with it is said by {@link ControlPlane}'s verbs, every
 * violation at once. Its YAML form is described by the JSON Schema {@code osplane-spec.schema.json}
 * that {@link #jsonSchema()} returns.
 */
public final class ControlPlaneSpec {
  private final Release release;
  private final Size size;
  private final String region;
  private final String clusterDomain;
  private final Optional<Exposure> exposure;
  private final Optional<Spread> spread;
  private final ImageCatalog images;
  private final List<ComponentSpec> components;
  private final SortedSet<ComponentName> removing;
  private final SortedSet<String> acknowledging;

  private ControlPlaneSpec(Builder from) {
    this.release = from.release;
    this.size = from.size;
    this.region = from.region;
    this.clusterDomain = from.clusterDomain;
    this.exposure = from.exposure;
    this.spread = from.spread;
    this.images = from.images;
    this.components = List.copyOf(from.components);
    this.removing = Collections.unmodifiableSortedSet(new TreeSet<>(from.removing));
    this.acknowledging = Collections.unmodifiableSortedSet(new TreeSet<>(from.acknowledging));
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads a spec from YAML or JSON.
   *
   * @throws io.osplane.error.InvalidSpecException with every violation of the form: unknown field,
   *     wrong type, unknown kind
   */
  public static ControlPlaneSpec parse(String yamlOrJson) {
    return SpecCodec.ofInstalledComponents().read(yamlOrJson);
  }

  /** The JSON Schema of the YAML form, of the components on the class path. */
  public static String jsonSchema() {
    return SpecCodec.ofInstalledComponents().jsonSchema();
  }

  /** The YAML form; {@link #parse} reads it back to an equal spec. */
  public String toYaml() {
    return SpecCodec.ofInstalledComponents().toYaml(this);
  }

  public Release release() {
    return release;
  }

  public Size size() {
    return size;
  }

  public String region() {
    return region;
  }

  /** The DNS domain of the Kubernetes cluster, for names that must be whole. */
  public String clusterDomain() {
    return clusterDomain;
  }

  /** Under which names the APIs are reached from outside; empty if they are not. */
  public Optional<Exposure> exposure() {
    return exposure;
  }

  /** How the members that decide by majority are spread; empty for what {@link #size()} says. */
  public Optional<Spread> spread() {
    return spread;
  }

  public ImageCatalog images() {
    return images;
  }

  /** The components in the order in which they were given; a name may be there twice. */
  public List<ComponentSpec> components() {
    return components;
  }

  /** The components that were there before and shall go; it is no part of the YAML form. */
  public SortedSet<ComponentName> removing() {
    return removing;
  }

  /** The ids of the rules whose warnings are accepted. */
  public SortedSet<String> acknowledging() {
    return acknowledging;
  }

  public Optional<ComponentSpec> component(ComponentName name) {
    return components.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /**
   * A copy in which one component is changed.
   *
   * @throws InvalidSpecException if there is no component of that name
   */
  public ControlPlaneSpec with(ComponentName name, UnaryOperator<ComponentSpec> change) {
    ComponentSpec old =
        component(name).orElseThrow(() -> new InvalidSpecException(List.of(missing(name))));
    return toBuilder().component(change.apply(old)).build();
  }

  private Violation missing(ComponentName name) {
    List<ComponentName> there = components.stream().map(ComponentSpec::name).toList();
    return new Violation("components[" + name + "]", "is not in the spec", "one of " + there);
  }

  /** A copy with this component; it replaces one of the same name. */
  public ControlPlaneSpec withComponent(ComponentSpec component) {
    return toBuilder().component(component).build();
  }

  /** A copy from which the component of that name goes. */
  public ControlPlaneSpec without(ComponentName name) {
    return toBuilder().removing(name).build();
  }

  /** A builder that starts from this spec. */
  public Builder toBuilder() {
    Builder copy = builder().release(release).size(size).region(region);
    copy.clusterDomain(clusterDomain).images(images);
    copy.exposure = exposure;
    copy.spread = spread;
    copy.components.addAll(components);
    copy.removing.addAll(removing);
    copy.acknowledging.addAll(acknowledging);
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ControlPlaneSpec that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "ControlPlaneSpec" + fields();
  }

  private Map<String, Object> fields() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("release", release);
    all.put("size", size);
    all.put("region", region);
    all.put("clusterDomain", clusterDomain);
    all.put("exposure", exposure);
    all.put("spread", spread);
    all.put("images", images);
    all.put("components", components);
    all.put("removing", removing);
    all.put("acknowledging", acknowledging);
    return all;
  }

  /** Collects the parts of a spec. Not thread-safe. */
  public static final class Builder {
    private Release release = Release.of("2025.1");
    private Size size = Size.SMALL;
    private String region = "RegionOne";
    private String clusterDomain = "cluster.local";
    private Optional<Exposure> exposure = Optional.empty();
    private Optional<Spread> spread = Optional.empty();
    private ImageCatalog images = ImageCatalog.KIT;
    private final List<ComponentSpec> components = new ArrayList<>();
    private final List<ComponentName> removing = new ArrayList<>();
    private final List<String> acknowledging = new ArrayList<>();

    private Builder() {}

    @CanIgnoreReturnValue
    public Builder release(Release value) {
      this.release = value;
      return this;
    }

    @CanIgnoreReturnValue
    public Builder size(Size value) {
      this.size = value;
      return this;
    }

    @CanIgnoreReturnValue
    public Builder region(String value) {
      this.region = value;
      return this;
    }

    /**
     * The DNS domain of the Kubernetes cluster, {@code cluster.local} if not given; it cannot be
     * changed while the control plane is deployed.
     */
    @CanIgnoreReturnValue
    public Builder clusterDomain(String value) {
      this.clusterDomain = value;
      return this;
    }

    /**
     * Has the APIs reached from outside; a component of the spec must bring requests in. Not given,
     * they are not.
     */
    @CanIgnoreReturnValue
    public Builder exposure(Exposure value) {
      this.exposure = Optional.of(value);
      return this;
    }

    /** Takes back that the APIs are reached from outside. */
    @CanIgnoreReturnValue
    public Builder withoutExposure() {
      this.exposure = Optional.empty();
      return this;
    }

    /**
     * Spreads the members that decide by majority in another way than {@link Size#spread()} says.
     */
    @CanIgnoreReturnValue
    public Builder spread(Spread value) {
      this.spread = Optional.of(value);
      return this;
    }

    @CanIgnoreReturnValue
    public Builder images(ImageCatalog value) {
      this.images = value;
      return this;
    }

    /** Adds a component; one of the same name that is there already is replaced in its place. */
    @CanIgnoreReturnValue
    public Builder component(ComponentSpec component) {
      for (int i = 0; i < components.size(); i++) {
        if (components.get(i).name().equals(component.name())) {
          components.set(i, component);
          return this;
        }
      }
      components.add(component);
      return this;
    }

    /** Adds components as they are; a name that is there twice is a violation later. */
    @CanIgnoreReturnValue
    public Builder components(Collection<? extends ComponentSpec> all) {
      components.addAll(all);
      return this;
    }

    /** Says that a component which was there before shall go, with its objects. */
    @CanIgnoreReturnValue
    public Builder removing(ComponentName component) {
      removing.add(component);
      components.removeIf(c -> c.name().equals(component));
      return this;
    }

    /**
     * Accepts the warnings of a rule, beside those that are accepted already: they refuse the spec
     * no more, and plans name them.
     *
     * @param rule its id, as {@code R39}; one that is of no warning is a violation later
     */
    @CanIgnoreReturnValue
    public Builder acknowledging(String rule) {
      acknowledging.add(rule);
      return this;
    }

    public ControlPlaneSpec build() {
      return new ControlPlaneSpec(this);
    }
  }
}
