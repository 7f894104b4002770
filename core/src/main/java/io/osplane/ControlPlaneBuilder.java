package io.osplane;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.osplane.internal.Embedding;
import io.osplane.internal.OpenControlPlane;
import io.osplane.spi.Component;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/** Opens a {@link ControlPlane}. Not thread-safe. */
public final class ControlPlaneBuilder {
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private String name = "";
  private String namespace = "";
  private String kubeconfig = "";
  private Optional<AutoCloseable> client = Optional.empty();
  private Optional<Executor> executor = Optional.empty();
  private Clock clock = Clock.systemUTC();
  private Optional<Ticker> ticker = Optional.empty();
  private Duration patience = Duration.ofMinutes(5);
  private OnConflict onConflict = OnConflict.REFUSE;
  private final List<Component<?>> components = new ArrayList<>();

  ControlPlaneBuilder() {}

  /** The control plane's name, a DNS label; required. */
  @CanIgnoreReturnValue
  public ControlPlaneBuilder name(String value) {
    this.name = value;
    return this;
  }

  /** The Kubernetes namespace, which must exist; the control plane's name if not given. */
  @CanIgnoreReturnValue
  public ControlPlaneBuilder namespace(String value) {
    this.namespace = value;
    return this;
  }

  /** The text of a kubeconfig; if not given, {@code $KUBECONFIG}, the home's, or in-cluster. */
  @CanIgnoreReturnValue
  public ControlPlaneBuilder kubeconfig(String yaml) {
    this.kubeconfig = yaml;
    return this;
  }

  /**
   * The caller's own fabric8 {@code KubernetesClient}, never closed by Osplane.
   *
   * @throws IllegalArgumentException at {@link #build()}, if it is something else
   */
  @CanIgnoreReturnValue
  public ControlPlaneBuilder client(AutoCloseable kubernetesClient) {
    this.client = Optional.of(kubernetesClient);
    return this;
  }

  /** The caller's executor for tasks, never closed by Osplane; it must not run tasks inline. */
  @CanIgnoreReturnValue
  public ControlPlaneBuilder executor(Executor value) {
    this.executor = Optional.of(value);
    return this;
  }

  /** The clock for records and patience; the system's if not given. */
  @CanIgnoreReturnValue
  public ControlPlaneBuilder clock(Clock value) {
    this.clock = value;
    return this;
  }

  /**
   * What measures how long another caller's hold has not been renewed, and times the renewals of
   * our own; the JVM's time if not given. Meant for tests on virtual time.
   */
  @CanIgnoreReturnValue
  public ControlPlaneBuilder ticker(Ticker value) {
    this.ticker = Optional.of(value);
    return this;
  }

  /** How long a wait goes on without any progress, above zero; five minutes if not given. */
  @CanIgnoreReturnValue
  public ControlPlaneBuilder patience(Duration value) {
    this.patience = value;
    return this;
  }

  /** What to do with fields that others hold; {@link OnConflict#REFUSE} if not given. */
  @CanIgnoreReturnValue
  public ControlPlaneBuilder onConflict(OnConflict value) {
    this.onConflict = value;
    return this;
  }

  /**
   * A component of the caller's own, beside those on the class path; it wins over its kind there.
   */
  @CanIgnoreReturnValue
  public ControlPlaneBuilder component(Component<?> component) {
    components.add(component);
    return this;
  }

  /**
   * Opens it; the cluster is not asked yet.
   *
   * @throws IllegalArgumentException if the name is missing or no DNS label, if the namespace is no
   *     DNS label, if the patience is not above zero, or if the kubeconfig cannot be used
   */
  public ControlPlane build() {
    check("name", name, NAME, 40);
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException(
          "a patience of %s waits for nothing: use a duration above zero, such as PT5M"
              .formatted(patience));
    }
    check("namespace", namespace.isEmpty() ? name : namespace, LABEL, 63);
    return OpenControlPlane.open(
        new Embedding(
            name,
            namespace.isEmpty() ? name : namespace,
            kubeconfig,
            client,
            executor,
            clock,
            ticker,
            patience,
            onConflict,
            List.copyOf(components)));
  }

  private static void check(String what, String value, Pattern form, int longest) {
    if (value.length() > longest || !form.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no %s of a control plane: use a-z, 0-9 and '-', at most %d characters"
              .formatted(value, what, longest));
    }
  }
}
