package io.osplane.examples;

import io.osplane.Access;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Credential;
import io.osplane.Execution;
import io.osplane.Exposure;
import io.osplane.ImageCatalog;
import io.osplane.OnConflict;
import io.osplane.Operation;
import io.osplane.Release;
import io.osplane.Replicas;
import io.osplane.Report;
import io.osplane.Roles;
import io.osplane.SecretRef;
import io.osplane.Size;
import io.osplane.compute.Compute;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.FakeHostsSpec;
import io.osplane.compute.HostSettings;
import io.osplane.compute.Moving;
import io.osplane.compute.NovaSettings;
import io.osplane.compute.Onboarding;
import io.osplane.compute.VirtType;
import io.osplane.error.StalePlanException;
import io.osplane.event.StepFinished;
import io.osplane.event.Subscription;
import io.osplane.galera.GaleraSpec;
import io.osplane.health.HealthReport;
import io.osplane.health.Status;
import io.osplane.openstack.EdgeSpec;
import io.osplane.openstack.KeystoneSettings;
import io.osplane.openstack.MemcachedSpec;
import io.osplane.openstack.OpenStack;
import io.osplane.plan.Plan;
import io.osplane.rabbitmq.RabbitMqSpec;
import io.osplane.sdn.ExternalNetworkSpec;
import io.osplane.sdn.VendorSecret;
import io.osplane.service.ApiServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The code of the docs, compiled: each part between a {@code tag} and an {@code end} comment is a
 * block of a page, word for word.
 */
final class Snippets {
  private Snippets() {}

  static void deploy() {
    // tag::deploy[]
    ControlPlaneSpec spec =
        OpenStack.identity(3)
            .release(Release.of("2025.1"))
            .size(Size.SMALL)
            .component(GaleraSpec.of(3).withStorage("50Gi"))
            .build();
    try (ControlPlane cloud = ControlPlane.builder().name("prod").build()) {
      Operation deploy = cloud.deploy(spec);
      Plan plan = deploy.plan();
      System.out.println(plan.describe());
      Report report = deploy.apply(plan);
      System.out.println(report.describe());
      System.out.println(cloud.health().describe());
      System.out.print(cloud.access().toCloudsYaml("prod"));
    }
    // end::deploy[]
  }

  static ControlPlaneSpec spec() {
    // tag::small[]
    return ControlPlaneSpec.builder()
        .size(Size.TINY)
        .component(GaleraSpec.of(3).withStorage("1Gi"))
        .component(RabbitMqSpec.of(3).withStorage("1Gi"))
        .component(MemcachedSpec.of(1))
        .component(OpenStack.keystone(2))
        .build();
    // end::small[]
  }

  static ControlPlaneSpec settings() {
    // tag::settings[]
    return OpenStack.ha(3)
        .component(
            ComputeSpec.defaults()
                .with(HostSettings.CPU_ALLOCATION_RATIO, 4.0)
                .with(HostSettings.RESERVED_HOST_MEMORY_MB, 8192)
                .withOption("libvirt", "num_pcie_ports", "16"))
        .component(OpenStack.nova(2).with(NovaSettings.QUOTA_CORES, 200))
        .component(
            OpenStack.keystone(2).with(KeystoneSettings.TOKEN_EXPIRATION, Duration.ofHours(8)))
        .build();
    // end::settings[]
  }

  static ControlPlaneSpec connections() {
    // tag::connections[]
    return OpenStack.ha(3)
        .component(GaleraSpec.of(3).withOption("max_connections", "2000"))
        .component(OpenStack.nova(2).withReplicas(Replicas.between(2, 8)))
        .build();
    // end::connections[]
  }

  static ControlPlaneSpec acknowledging(ControlPlane cloud) {
    // tag::acknowledging[]
    ControlPlaneSpec spec =
        OpenStack.ha(3)
            .component(ComputeSpec.of(VirtType.QEMU))
            .acknowledging("R39") // YAML: acknowledging: [R39]
            .build();
    Plan plan = cloud.deploy(spec).plan();
    plan.acknowledged().forEach(warning -> System.out.println(warning.rule()));
    // end::acknowledging[]
    return spec;
  }

  static ControlPlaneSpec parse(String yaml) {
    // tag::parse[]
    ControlPlaneSpec spec = ControlPlaneSpec.parse(yaml);
    System.out.print(spec.toYaml());
    // end::parse[]
    return spec;
  }

  static void open(String kubeconfigText) {
    // tag::open[]
    ControlPlane cloud =
        ControlPlane.builder()
            .name("prod") // the namespace too, unless namespace(...) says otherwise
            .kubeconfig(kubeconfigText) // without it: $KUBECONFIG, the home's, or in-cluster
            .onConflict(OnConflict.REFUSE)
            .build();
    // end::open[]
    cloud.close();
  }

  static void preflight(ControlPlane cloud, ControlPlaneSpec spec) {
    // tag::preflight[]
    cloud.preflight(spec).stream()
        .filter(found -> found.status() != Status.HEALTHY)
        .forEach(found -> System.out.println(found.message() + " → " + found.remedy()));
    // end::preflight[]
  }

  static void reviewed(ControlPlane cloud, ControlPlaneSpec spec, Path file) throws IOException {
    // tag::reviewed[]
    Files.writeString(file, cloud.deploy(spec).plan().toJson());
    // somebody approves the file, maybe elsewhere
    Plan approved = Plan.fromJson(Files.readString(file));
    try {
      cloud.deploy(spec).apply(approved);
    } catch (StalePlanException e) {
      System.out.println(e.problem()); // the cluster or the spec is another one by now
    }
    // end::reviewed[]
  }

  static void watch(ControlPlane cloud, ControlPlaneSpec spec) {
    // tag::watch[]
    Subscription steps =
        cloud
            .events()
            .on(StepFinished.class, e -> System.out.println(e.step().id() + ": " + e.progress()));
    Execution execution = cloud.deploy(spec).start();
    System.out.println(execution.await().describe());
    steps.close();
    // end::watch[]
  }

  static void verify(ControlPlane cloud) {
    // tag::verify[]
    System.out.println(cloud.verify().apply().describe());
    // end::verify[]
  }

  static void hosts(ControlPlane cloud) {
    // tag::hosts[]
    Compute compute = Compute.on(cloud);
    compute.hosts().forEach(System.out::println);
    Plan plan = compute.drain("node3").plan(); // a step for each server that moves
    System.out.println(plan.describe());
    compute.drain("node3").apply(plan);
    // end::hosts[]
  }

  static void shelving(ControlPlane cloud) {
    // tag::shelving[]
    Plan plan = Compute.on(cloud).drain("node3", Moving.LIVE_OR_SHELVED).plan();
    System.out.println(plan.describe()); // of each server how it goes, or why it stays
    // end::shelving[]
  }

  static void onboarding(ControlPlane cloud) {
    // tag::onboarding[]
    cloud.edit(spec -> spec.withComponent(Onboarding.AFTER_VERIFY.of(OpenStack.nova(2)))).apply();
    // later, when nodes got the label of hosts: a step for each
    System.out.println(Compute.on(cloud).admit().apply().describe());
    // end::onboarding[]
  }

  static ControlPlaneSpec groups() {
    // tag::groups[]
    ComputeSpec a = ComputeSpec.defaults().named("compute-a").withGroup("a");
    ComputeSpec b =
        ComputeSpec.defaults()
            .named("compute-b")
            .withGroup("b")
            .withOption("DEFAULT", "reserved_host_memory_mb", "1024");
    ControlPlaneSpec spec =
        OpenStack.ha(3)
            .build()
            .without(ComponentName.of("compute"))
            .withComponent(a)
            .withComponent(b);
    // end::groups[]
    return spec;
  }

  static void fakeHosts(ControlPlane cloud) {
    // tag::fakeHosts[]
    // ends when all of them take servers
    cloud.edit(spec -> spec.withComponent(FakeHostsSpec.of(50))).apply();
    // refused while servers are on the forty that go
    cloud.scale(ComponentName.of("fake-hosts"), 10).apply();
    // end::fakeHosts[]
  }

  static void change(ControlPlane cloud) {
    // tag::change[]
    ComponentName keystone = ComponentName.of("keystone");
    cloud.scale(keystone, 3).apply();
    cloud
        .edit(
            spec ->
                spec.withComponent(OpenStack.keystone(3).withOption("token", "expiration", "7200")))
        .apply();
    // end::change[]
  }

  static void rotate(ControlPlane cloud) {
    // tag::rotate[]
    ComponentName nova = ComponentName.of("nova");
    cloud.edit(spec -> spec.with(nova, n -> ((ApiServiceSpec) n).withEpoch(2))).apply();
    // YAML: epoch: 2
    // end::rotate[]
  }

  static void autoscaled(ControlPlane cloud) {
    // tag::autoscaled[]
    ApiServiceSpec keystone =
        OpenStack.keystone(2).withReplicas(Replicas.between(2, 6)); // YAML: {min: 2, max: 6}
    cloud.edit(spec -> spec.withComponent(keystone)).apply();
    // end::autoscaled[]
  }

  static ApiServiceSpec credential() {
    // tag::credential[]
    ApiServiceSpec keystone =
        OpenStack.keystone(2)
            .withCredential(
                OpenStack.ADMIN, Credential.from(SecretRef.of("corp-admin", "password")));
    // YAML: credentials: {admin: {secret: corp-admin}}
    // end::credential[]
    return keystone;
  }

  static void heal(ControlPlane cloud) {
    // tag::heal[]
    HealthReport health = cloud.health();
    if (health.status() == Status.DOWN) {
      Operation heal = cloud.heal();
      System.out.println(heal.plan().describe());
      heal.apply();
    }
    // end::heal[]
  }

  static void unfinished(ControlPlane cloud) {
    // tag::unfinished[]
    cloud.unfinished().ifPresent(open -> System.out.println(open.verb() + " by " + open.holder()));
    // end::unfinished[]
  }

  static void remove(ControlPlane cloud) {
    // tag::remove[]
    Plan plan = cloud.remove().plan();
    System.out.println(plan.describe());
    cloud.remove().apply(plan);
    // end::remove[]
  }

  static void removeWithData(ControlPlane cloud) {
    // tag::removeWithData[]
    Plan plan = cloud.remove().withData().plan();
    System.out.println(plan.describe()); // "No way back after galera/data: ..."
    cloud.remove().withData().apply(plan);
    // end::removeWithData[]
  }

  static void removeOne(ControlPlane cloud) {
    // tag::removeOne[]
    cloud.edit(spec -> spec.without(ComponentName.of("bulletin"))).apply();
    // end::removeOne[]
  }

  static void access(ControlPlane cloud) {
    // tag::access[]
    Access access = cloud.access();
    System.out.println(access.authUrl() + " as " + access.user() + ", " + access.password());
    // end::access[]
  }

  static ControlPlaneSpec further() {
    // tag::further[]
    return OpenStack.ha(3)
        .component(OpenStack.barbican(2))
        .component(OpenStack.heat(2))
        .component(OpenStack.horizon(2).withOption("settings", "SESSION_TIMEOUT", "1800"))
        .component(OpenStack.cinder(2).withStorage("volumes", "100Gi").withStorageClass("shared"))
        .build();
    // end::further[]
  }

  static ControlPlaneSpec images(ControlPlaneSpec spec) {
    // tag::images[]
    ImageCatalog images =
        ImageCatalog.KIT
            .withRegistry("registry.example/osplane")
            .withTag("2025.1-1")
            .withPullSecrets(List.of("registry-login"));
    return spec.toBuilder().images(images).build();
    // end::images[]
  }

  static ControlPlaneSpec exposure() {
    // tag::exposure[]
    ControlPlaneSpec exposed =
        OpenStack.ha(3)
            .exposure(Exposure.at("cloud.example.org"))
            .component(EdgeSpec.of(2))
            .build();
    // end::exposure[]
    return exposed;
  }

  static void rights(ControlPlane cloud, ControlPlaneSpec spec) {
    // tag::rights[]
    Roles roles = cloud.requiredRoles(spec);
    System.out.print(roles.role());
    System.out.print("---\n" + roles.clusterRole());
    // end::rights[]
  }

  static ControlPlaneSpec externalNetwork(ControlPlaneSpec cloud) {
    // tag::externalNetwork[]
    VendorSecret controller =
        VendorSecret.named("acme-controller")
            .withOption("acme", "endpoint", "endpoint") // section, option, key of the Secret
            .withOption("acme", "api_key", "api-key")
            .withFile("/etc/neutron/acme/ca.pem", "ca.pem");
    ExternalNetworkSpec acme =
        ExternalNetworkSpec.of("acme", "acme") // a name, and the mechanism drivers of ML2
            .withServicePlugins("acme-router", "trunk")
            .withOption("acme", "fabric", "fabric-1")
            .withHostOption("DEFAULT", "vif_plugging_is_fatal", "false")
            .withSecret(controller)
            .withImage("acme-openstack");
    ControlPlaneSpec spec =
        cloud.without(ComponentName.of("ovn")).withComponent(acme).toBuilder()
            .images(cloud.images().withImage("acme-openstack", "acme.example/openstack:2025.1"))
            .build();
    // end::externalNetwork[]
    return spec;
  }

  static void rotateVendorSecret(ControlPlane cloud) {
    // tag::rotateVendorSecret[]
    cloud
        .edit(
            spec ->
                spec.with(
                    ComponentName.of("acme"),
                    acme -> ((AcmeSdnSpec) acme).withEpoch(((AcmeSdnSpec) acme).epoch() + 1)))
        .apply();
    // end::rotateVendorSecret[]
  }

  static void ownComponent() {
    // tag::own[]
    try (ControlPlane cloud =
        ControlPlane.builder().name("prod").component(new Bulletin()).build()) {
      cloud.edit(spec -> spec.withComponent(BulletinSpec.of("No works planned."))).apply();
    }
    // end::own[]
  }
}
