package io.osplane.real;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A Kubernetes of one node in a container, with the build kit's images. */
final class K3s {
  private static final String ARCHIVE = "/tmp/kit.tar";
  private static final String ACCOUNT = "kube-system:real-tests";
  private final K3sContainer container;

  private K3s(K3sContainer container) {
    this.container = container;
  }

  /** Starts it and loads the images. */
  static K3s start(ClusterChoice.Started choice) {
    K3s k3s = new K3s(new K3sContainer(DockerImageName.parse(choice.image())));
    k3s.container.start();
    if (!choice.kit().isEmpty()) {
      k3s.load(choice.kit());
    }
    k3s.run("kubectl", "create", "serviceaccount", "-n", "kube-system", "real-tests");
    k3s.run(
        "kubectl",
        "create",
        "clusterrolebinding",
        "real-tests",
        "--clusterrole=cluster-admin",
        "--serviceaccount=" + ACCOUNT);
    return k3s;
  }

  private void load(List<String> images) {
    try {
      Path archive = Files.createTempFile("kit", ".tar");
      try {
        Docker.save(images, archive);
        container.copyFileToContainer(MountableFile.forHostPath(archive), ARCHIVE);
      } finally {
        Files.delete(archive);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("ctr", "-n", "k8s.io", "images", "import", ARCHIVE);
    run("rm", ARCHIVE);
  }

  /** An administrator's, with a token: the tests hand it on, and k3s' own has certificates. */
  String kubeconfig() {
    String url = Config.fromKubeconfig(container.getKubeConfigYaml()).getMasterUrl();
    String token =
        run("kubectl", "create", "token", "-n", "kube-system", "real-tests", "--duration=12h");
    return Lab.kubeconfig(url, token.strip());
  }

  private String run(String... command) {
    try {
      ExecResult result = container.execInContainer(command);
      if (result.getExitCode() != 0) {
        throw new IOException(String.join(" ", command) + " failed: " + result.getStderr());
      }
      return result.getStdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
