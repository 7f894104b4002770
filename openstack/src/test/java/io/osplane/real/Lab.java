package io.osplane.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.osplane.Access;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneBuilder;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.health.HealthReport;
import io.osplane.health.Status;
import io.osplane.openstack.OpenStack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A namespace of its own on a cluster, with an account that has exactly the rights that a spec
 * requires; gone when closed.
 */
public final class Lab implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lab.class);
  private static final String ACCOUNT = "deployer";
  private final KubernetesClient admin;
  private final String namespace = "it-" + UUID.randomUUID().toString().substring(0, 8);
  private final String kubeconfig;

  /** Makes the namespace and the account, for the small cloud. */
  public Lab(KubernetesClient admin) {
    this(admin, cloud());
  }

  /** Makes the namespace and the account, with the rights that this cloud needs. */
  public Lab(KubernetesClient admin, ControlPlaneSpec cloud) {
    this.admin = admin;
    admin
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    String role;
    try (ControlPlane plane =
        ControlPlane.builder().name(namespace).kubeconfig(unconnected()).build()) {
      role = plane.requiredRoles(cloud).role();
    }
    admin.load(new ByteArrayInputStream(role.getBytes(UTF_8))).create();
    bind();
    this.kubeconfig = kubeconfig(token());
  }

  private static String unconnected() {
    return kubeconfig("https://127.0.0.1:1", "none");
  }

  private void bind() {
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "osplane-" + namespace)
                .addNewSubject("", "ServiceAccount", ACCOUNT, namespace)
                .build())
        .create();
  }

  /** One more bearer token of the account. */
  public String token() {
    return admin
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(ACCOUNT)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(2_592_000L)
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  private String kubeconfig(String token) {
    return kubeconfig(server(), token);
  }

  /** One for a token, without a look at the server's certificate. */
  static String kubeconfig(String url, String token) {
    return """
        apiVersion: v1
        kind: Config
        clusters: [{name: lab, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
        users: [{name: lab, user: {token: "%s"}}]
        contexts: [{name: lab, context: {cluster: lab, user: lab}}]
        current-context: lab
        """
        .formatted(url, token);
  }

  /** The small cloud that the tests deploy. */
  public static ControlPlaneSpec cloud() {
    return OpenStack.identity(3).size(Size.TINY).build();
  }

  /** The control plane, opened by the account. */
  public ControlPlane open() {
    return builder().build();
  }

  public ControlPlaneBuilder builder() {
    return ControlPlane.builder()
        .name(namespace)
        .kubeconfig(kubeconfig)
        .patience(Duration.ofMinutes(2));
  }

  /**
   * Opens the control plane by another way to the API server, with another token.
   *
   * @param url the way
   */
  public ControlPlaneBuilder builder(String url, String token) {
    return builder().kubeconfig(kubeconfig(url, token));
  }

  public KubernetesClient admin() {
    return admin;
  }

  /** The API server's address. */
  public String server() {
    return admin.getMasterUrl().toString();
  }

  public String namespace() {
    return namespace;
  }

  public String kubeconfig() {
    return kubeconfig;
  }

  /** A kubeconfig of the administrator, for what the account may not do. */
  public String adminKubeconfig() {
    return kubeconfig(admin.getConfiguration().getAutoOAuthToken());
  }

  /** The value of a secret, as an administrator sees it. */
  public String secret(String name, String key) {
    Secret secret = admin.secrets().inNamespace(namespace).withName(name).get();
    return new String(Base64.getDecoder().decode(secret.getData().get(key)), UTF_8);
  }

  /** Writes another value into a Secret, as somebody does by hand. */
  public void edit(String name, String key, String value) {
    String base64 = Base64.getEncoder().encodeToString(value.getBytes(UTF_8));
    admin
        .secrets()
        .inNamespace(namespace)
        .withName(name)
        .edit(
            secret -> {
              secret.getData().put(key, base64);
              return secret;
            });
  }

  /** What a bash script says in a pod. */
  public String exec(String pod, String container, String script) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ExecWatch exec =
        admin
            .pods()
            .inNamespace(namespace)
            .withName(pod)
            .inContainer(container)
            .writingOutput(out)
            .writingError(out)
            .exec("bash", "-c", script)) {
      int unused = exec.exitCode().get(2, TimeUnit.MINUTES);
      return out.toString(UTF_8);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs statements on a member of the database, as its administrator. */
  public void sql(String statements) {
    byte[] input = ("\n" + statements).getBytes(UTF_8);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (ExecWatch exec =
        admin
            .pods()
            .inNamespace(namespace)
            .withName("galera-0")
            .redirectingInput()
            .writingError(err)
            .exec(
                "sh",
                "-c",
                "read -r go; n=$1; shift; head -c \"$n\" | \"$@\"",
                "sh",
                Integer.toString(input.length - 1),
                "bash",
                "/osplane/osplane-galera.sh",
                "sql")) {
      exec.getInput().write(input);
      exec.getInput().flush();
      assertThat(exec.exitCode().get(30, TimeUnit.SECONDS)).as(err.toString(UTF_8)).isZero();
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Logs in to Keystone through the API server; the answer's body. */
  public String authenticate(Access access) {
    String password = secret(access.password().name(), access.password().key());
    return admin.raw(
        "/api/v1/namespaces/" + namespace + "/services/keystone:5000/proxy/v3/auth/tokens",
        "POST",
        """
        {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"%s",
        "domain":{"name":"%s"},"password":"%s"}}},"scope":{"project":{"name":"%s","domain":{"name":"%s"}}}}}
        """
            .formatted(
                access.user(), access.domain(), password, access.project(), access.domain()));
  }

  /** Kind, name and version of everything that Osplane may write. */
  public Map<String, String> versions() {
    return versions(o -> o.getMetadata().getResourceVersion());
  }

  /** As versions, but blind to what controllers write into a status. */
  Map<String, String> generations() {
    return versions(
        o ->
            o.getMetadata().getGeneration() == null
                ? o.getMetadata().getResourceVersion()
                : o.getMetadata().getGeneration().toString());
  }

  private Map<String, String> versions(Function<HasMetadata, String> version) {
    List<HasMetadata> all = new ArrayList<>();
    all.addAll(admin.configMaps().inNamespace(namespace).list().getItems());
    all.addAll(admin.secrets().inNamespace(namespace).list().getItems());
    all.addAll(admin.services().inNamespace(namespace).list().getItems());
    all.addAll(admin.serviceAccounts().inNamespace(namespace).list().getItems());
    all.addAll(admin.apps().statefulSets().inNamespace(namespace).list().getItems());
    all.addAll(admin.apps().deployments().inNamespace(namespace).list().getItems());
    all.addAll(admin.apps().daemonSets().inNamespace(namespace).list().getItems());
    all.addAll(admin.batch().v1().jobs().inNamespace(namespace).list().getItems());
    all.addAll(admin.batch().v1().cronjobs().inNamespace(namespace).list().getItems());
    all.addAll(admin.leases().inNamespace(namespace).list().getItems());
    all.addAll(admin.rbac().roles().inNamespace(namespace).list().getItems());
    all.addAll(admin.network().v1().networkPolicies().inNamespace(namespace).list().getItems());
    Map<String, String> versions = new TreeMap<>();
    all.forEach(o -> versions.put(o.getKind() + "/" + o.getMetadata().getName(), version.apply(o)));
    return versions;
  }

  /** A running pod of a component's Deployment that answers for it. */
  public String podOfDeployment(String component) {
    return admin
        .pods()
        .inNamespace(namespace)
        .withLabel("osplane.io/component", component)
        .list()
        .getItems()
        .stream()
        .filter(p -> p.getMetadata().getOwnerReferences().get(0).getKind().equals("ReplicaSet"))
        .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
        .map(p -> p.getMetadata().getName())
        .sorted()
        .findFirst()
        .orElseThrow();
  }

  /** The UIDs of the pods whose name begins so, sorted by name. */
  public List<String> podUids(String prefix) {
    return admin.pods().inNamespace(namespace).list().getItems().stream()
        .filter(p -> p.getMetadata().getName().startsWith(prefix))
        .map(p -> p.getMetadata().getName() + " " + p.getMetadata().getUid())
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    admin.apps().statefulSets().inNamespace(namespace).delete();
    admin.apps().deployments().inNamespace(namespace).delete();
    admin.apps().daemonSets().inNamespace(namespace).delete();
    admin.pods().inNamespace(namespace).withGracePeriod(1).delete();
    awaitNoPods();
    admin.namespaces().withName(namespace).delete();
    admin.namespaces().withName(namespace).waitUntilCondition(Objects::isNull, 2, TimeUnit.MINUTES);
  }

  /** A namespace that is deleted while pods are there looks again after half their grace period. */
  private void awaitNoPods() {
    CompletableFuture<?> gone =
        admin.pods().inNamespace(namespace).informOnCondition(List::isEmpty);
    try {
      gone.get(1, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("pods stay in namespace {}", namespace, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      gone.cancel(true);
    }
  }

  /**
   * Fails if the cloud is not healthy within a minute: a replica that lost its database is not
   * ready at once.
   */
  static void assertBecomesHealthy(ControlPlane cloud) {
    assertBecomesHealthy(cloud, Duration.ofMinutes(1));
  }

  /** Fails if the cloud is not healthy within the limit. */
  static void assertBecomesHealthy(ControlPlane cloud, Duration limit) {
    AtomicReference<HealthReport> last = new AtomicReference<>(cloud.health());
    try {
      Duration unused =
          Until.so(
              "the cloud is healthy",
              limit,
              () -> {
                last.set(cloud.health());
                return last.get().status() == Status.HEALTHY;
              });
    } catch (AssertionError e) {
      throw new AssertionError(last.get().describe(), e);
    }
  }

  /** An administrator's client for a kubeconfig. */
  public static KubernetesClient admin(String kubeconfig) {
    Config config =
        new ConfigBuilder(Config.fromKubeconfig(kubeconfig)).withRequestTimeout(30_000).build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
