package io.osplane.real;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A disk of 16 MB that boots, gets its address by DHCP, says so on its console, and answers HTTP.
 * It is in the image {@code osp/guest}, or the one that {@code OSPLANE_GUEST_IMAGE} names.
 */
final class GuestDisk {
  private static final String POD = "guest-disk";

  private GuestDisk() {}

  /** The bytes of the disk, read out of a pod. */
  static byte[] read(Lab lab) {
    KubernetesClient admin = lab.admin();
    Pod pod = admin.resource(pod(lab.namespace())).create();
    try {
      var unused = admin.resource(pod).waitUntilReady(1, TimeUnit.MINUTES);
      return bytes(admin, pod);
    } finally {
      var unused = admin.resource(pod).withGracePeriod(0).delete();
    }
  }

  private static Pod pod(String namespace) {
    String image = System.getenv().getOrDefault("OSPLANE_GUEST_IMAGE", "osp/guest");
    return new PodBuilder()
        .withNewMetadata()
        .withName(POD)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .addNewContainer()
        .withName(POD)
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .withCommand("sleep", "600")
        .endContainer()
        .endSpec()
        .build();
  }

  private static byte[] bytes(KubernetesClient admin, Pod pod) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ExecWatch exec =
        admin.pods().resource(pod).writingOutput(out).exec("cat", "/guest/guest.raw")) {
      if (exec.exitCode().get(1, TimeUnit.MINUTES) != 0) {
        throw new IllegalStateException("no /guest/guest.raw in the image of pod " + POD);
      }
      return out.toByteArray();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
