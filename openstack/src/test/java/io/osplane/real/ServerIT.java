package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.VirtType;
import io.osplane.openstack.OpenStack;
import io.osplane.sdn.Datapath;
import io.osplane.sdn.OvnSpec;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstack4j.model.compute.Server;

/** From an empty namespace to a guest with an address, on real OpenStack, OVN and QEMU. */
@ExtendWith(NeedsCluster.class)
class ServerIT {
  private static final Pattern ADDRESS = Pattern.compile("GUEST-DHCP eth0 (10\\.77\\.0\\.\\d+)");

  private static ControlPlaneSpec cloud() {
    return OpenStack.ha(3)
        .size(Size.TINY)
        .component(OvnSpec.of(3).withDatapath(Datapath.USERSPACE))
        .component(
            ComputeSpec.of(VirtType.QEMU).withOption("libvirt", "disk_cachemodes", "file=unsafe"))
        .build();
  }

  @Test
  void deploy_ofAWholeCloud_bringsAGuestItsAddress_andASecondApplyWritesNothing()
      throws IOException, InterruptedException {
    try (KubernetesClient admin = Lab.admin(NeedsCluster.kubeconfig());
        Lab lab = new Lab(admin, cloud());
        ControlPlane plane = lab.open()) {
      List<String> nodes = nodes(admin);
      label(admin, nodes.subList(1, 3), lab.namespace(), "default");
      try {
        Instant begin = Instant.now();
        plane.deploy(cloud()).apply();
        Lab.assertBecomesHealthy(plane);
        Map<String, String> versions = lab.generations();
        plane.deploy(cloud()).apply();
        assertThat(lab.generations()).isEqualTo(versions);
        try (Tenant tenant = new Tenant(lab, plane.access())) {
          guest(tenant, disk(lab), begin);
        }
      } finally {
        label(admin, nodes, lab.namespace(), null);
      }
    }
  }

  private static void guest(Tenant tenant, byte[] disk, Instant begin) throws InterruptedException {
    Server server = tenant.boot("first", tenant.image(disk), tenant.network("10.77.0.0/24"));
    until(() -> status(tenant, server) != Server.Status.BUILD);
    assertThat(status(tenant, server)).isEqualTo(Server.Status.ACTIVE);
    Duration active = Duration.between(begin, Instant.now());
    until(() -> ADDRESS.matcher(console(tenant, server)).find());
    Matcher address = ADDRESS.matcher(console(tenant, server));
    assertThat(address.find()).isTrue();
    assertThat(tenant.cloud().compute().servers().get(server.getId()).getAddresses().getAddresses())
        .extractingByKey("inside")
        .asString()
        .contains(address.group(1));
    System.err.printf("a guest is ACTIVE %d s after the deploy began%n", active.toSeconds());
    assertThat(tenant.cloud().compute().servers().delete(server.getId()).isSuccess()).isTrue();
    until(() -> tenant.cloud().compute().servers().get(server.getId()) == null);
  }

  private static Server.Status status(Tenant tenant, Server server) {
    return tenant.cloud().compute().servers().get(server.getId()).getStatus();
  }

  private static String console(Tenant tenant, Server server) {
    return tenant.cloud().compute().servers().getConsoleOutput(server.getId(), 100);
  }

  private static List<String> nodes(KubernetesClient admin) {
    return admin.nodes().list().getItems().stream()
        .map((Node node) -> node.getMetadata().getName())
        .sorted()
        .toList();
  }

  private static void label(
      KubernetesClient admin, List<String> nodes, String plane, String group) {
    for (String name : nodes) {
      admin
          .nodes()
          .withName(name)
          .edit(
              node -> {
                node.getMetadata().getLabels().remove("osplane.io/host." + plane);
                if (group != null) {
                  node.getMetadata().getLabels().put("osplane.io/host." + plane, group);
                }
                return node;
              });
    }
  }

  /** The guest's disk, from the build kit's image of it. */
  private static byte[] disk(Lab lab) throws IOException {
    lab.admin()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("disk")
                .withNamespace(lab.namespace())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("disk")
                .withImage("osp/guest")
                .withImagePullPolicy("IfNotPresent")
                .withCommand("sleep", "600")
                .endContainer()
                .endSpec()
                .build())
        .create();
    var pod = lab.admin().pods().inNamespace(lab.namespace()).withName("disk");
    assertThat(pod.waitUntilReady(1, TimeUnit.MINUTES)).isNotNull();
    try (InputStream in = pod.file("/guest/guest.raw").read()) {
      return in.readAllBytes();
    }
  }

  private static void until(BooleanSupplier isSo) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(3));
    CountDownLatch never = new CountDownLatch(1);
    while (!isSo.getAsBoolean() && Instant.now().isBefore(end)) {
      assertThat(never.await(500, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(isSo.getAsBoolean()).as("within three minutes").isTrue();
  }
}
