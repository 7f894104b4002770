package io.osplane.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A cluster with the programs of a control plane, and an admin's client, for each test. */
abstract class WithPrograms {
  private static final String BOUNDED = "read -r go; n=$1; shift; head -c \"$n\" | \"$@\"";
  SimulatedCluster cluster;
  KubernetesClient client;

  /** How a command ended. */
  record Result(int code, String out, String err) {}

  @BeforeEach
  void open() {
    cluster = configure(SimulatedCloud.programs(SimulatedCluster.builder())).start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl(cluster.url())
                    .withOauthToken(cluster.adminToken())
                    .withNamespace("default")
                    .withRequestRetryBackoffLimit(0)
                    .withRequestTimeout(10_000)
                    .build())
            .build();
  }

  SimulatedClusterBuilder configure(SimulatedClusterBuilder builder) {
    return builder;
  }

  @AfterEach
  void shut() {
    client.close();
    cluster.close();
  }

  void settle() {
    cluster.clock().settle();
  }

  /** Creates the objects of a file beside this class, and lets them come up. */
  void create(String file) {
    create(file, text -> text);
  }

  void create(String file, UnaryOperator<String> change) {
    String text = change.apply(resource(file));
    client.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).create();
    settle();
  }

  private static String resource(String file) {
    try (InputStream in = Objects.requireNonNull(WithPrograms.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(file, e);
    }
  }

  Result exec(String pod, String input, String... command) {
    byte[] bytes = ("\n" + input).getBytes(StandardCharsets.UTF_8);
    List<String> whole =
        new ArrayList<>(List.of("sh", "-c", BOUNDED, "sh", Integer.toString(bytes.length - 1)));
    whole.addAll(List.of(command));
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    try (ExecWatch watch =
        client
            .pods()
            .withName(pod)
            .redirectingInput()
            .writingOutput(out)
            .writingError(err)
            .exec(whole.toArray(String[]::new))) {
      watch.getInput().write(bytes);
      watch.getInput().flush();
      int code = watch.exitCode().get(5, TimeUnit.SECONDS);
      return new Result(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } catch (Exception e) {
      throw new IllegalStateException(String.join(" ", command), e);
    }
  }

  Result sql(String pod, String statements) {
    return exec(pod, statements, "bash", "/osplane/osplane-galera.sh", "sql");
  }

  Result bootstrap(String pod, String position) {
    Result result =
        exec(pod, "", "bash", "/osplane/osplane-galera.sh", "bootstrap", "n1", position);
    settle();
    return result;
  }

  /** Makes a running group of the members that {@code galera.yaml} has. */
  void runGalera() {
    create("galera.yaml");
    assertThat(bootstrap("galera-0", "new").code()).isZero();
  }

  /** What a pod's port says at a path. */
  String get(String pod, int port, String path) {
    return client.raw("/api/v1/namespaces/default/pods/" + pod + ":" + port + "/proxy" + path);
  }

  /** The HTTP status of a request that fails. */
  static int status(Runnable request) {
    try {
      request.run();
      return 200;
    } catch (KubernetesClientException e) {
      return e.getCode();
    }
  }

  /** The value of a line that begins with a key. */
  static String value(String text, String key) {
    return text.lines()
        .filter(line -> line.startsWith(key + " "))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElse("");
  }
}
