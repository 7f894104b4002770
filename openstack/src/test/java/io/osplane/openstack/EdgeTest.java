package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.osplane.Exposure;
import io.osplane.SecretRef;
import io.osplane.error.Violation;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.CacheClaim;
import io.osplane.spi.Change;
import io.osplane.spi.ExposureClaim;
import io.osplane.spi.Generate;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeTest {
  private static final Exposure OWN = Exposure.at("cloud.example.org");
  private static final Exposure GIVEN = OWN.withCertificate("site");

  private static List<Task> recipe(EdgeSpec spec, Exposure exposure) {
    return new Edge().recipe(Given.exposed(spec, exposure));
  }

  private static String config(List<Task> recipe) {
    return ((Apply) recipe.get(1))
        .objects().stream()
            .filter(ConfigMap.class::isInstance)
            .map(o -> ((ConfigMap) o).getData().get("edge.cfg"))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void config_always_routesEachServiceByItsOwnLabel() {
    assertThat(config(recipe(EdgeSpec.of(2), OWN)).lines())
        .contains(
            "  use_backend glance if { var(txn.service) -m str glance }",
            "  use_backend keystone if { var(txn.service) -m str keystone }",
            "backend keystone",
            "  server service keystone.cloud.svc.cluster.local:5000 resolvers cluster init-addr"
                + " last,libc,none");
  }

  @Test
  void config_whenOnlyTheDomainChanges_isTheSame() {
    assertThat(config(recipe(EdgeSpec.of(2), Exposure.at("other.example"))))
        .isEqualTo(config(recipe(EdgeSpec.of(2), OWN)));
  }

  @ParameterizedTest
  @CsvSource({
    "NODE_PORT, 30443, NodePort, 30443",
    "NODE_PORT, 443, NodePort,",
    "LOAD_BALANCER, 30443, LoadBalancer,",
    "CLUSTER_IP, 443, ClusterIP,"
  })
  void service_byEntrance(Entrance entrance, int port, String type, Integer nodePort) {
    List<Task> recipe = recipe(EdgeSpec.of(2).withEntrance(entrance), OWN.withPort(port));

    Service service = Given.object(recipe, Service.class, "edge");
    ServicePort rendered = service.getSpec().getPorts().get(0);
    assertThat(service.getSpec().getType()).isEqualTo(type);
    assertThat(rendered.getPort()).isEqualTo(port);
    assertThat(rendered.getNodePort()).isEqualTo(nodePort);
  }

  @Test
  void certificate_whenNoneIsGiven_isSignedByAnAuthorityThatIsMade() {
    List<Task> recipe = recipe(EdgeSpec.of(2), OWN);

    assertThat(recipe.get(0)).isEqualTo(Generate.authority("public-authority"));
    assertThat(OWN.authority()).contains(SecretRef.of("public-authority", "ca.crt"));
    assertThat(secretOf(recipe)).isEqualTo("public-authority at /authority");
  }

  @Test
  void certificate_whenOneIsGiven_isMountedAndWaitedForByName() {
    List<Task> recipe = recipe(EdgeSpec.of(2), GIVEN);
    Await given = (Await) recipe.get(0);
    FakeSite site = new FakeSite((method, path, headers, body) -> null);

    assertThat(secretOf(recipe)).isEqualTo("site at /certificate");
    assertThat(GIVEN.authority()).isEmpty();
    assertThat(given.what()).contains("site");
    assertThat(given.judge().apply(site)).isEqualTo(Verdict.met());
  }

  private static String secretOf(List<Task> recipe) {
    var pod = Given.object(recipe, Deployment.class, "edge").getSpec().getTemplate().getSpec();
    String path =
        pod.getContainers().get(0).getVolumeMounts().stream()
            .filter(m -> m.getName().equals("certificate"))
            .findFirst()
            .orElseThrow()
            .getMountPath();
    return pod.getVolumes().get(1).getSecret().getSecretName() + " at " + path;
  }

  @Test
  void provide_ofAService_isItsUrlAndWaitsForTheProxies() {
    var provision =
        new Edge().provide(ExposureClaim.of("glance", 9292), EdgeSpec.of(2), Given.plane(OWN));

    assertThat(provision.binding())
        .isEqualTo(new ExposureClaim.Binding("https://glance.cloud.example.org"));
    assertThat(provision.tasks())
        .singleElement()
        .satisfies(t -> assertThat(t.needs().tasks()).containsExactly("ready"));
  }

  @Test
  void provide_ofAnythingElse_isRefused() {
    CacheClaim cache = CacheClaim.of("x");
    assertThatThrownBy(() -> new Edge().provide(cache, EdgeSpec.of(2), Given.plane(OWN)))
        .hasMessage("edge does not provide CACHE");
    assertThatThrownBy(
            () -> new Ingresses().provide(cache, IngressSpec.defaults(), Given.plane(GIVEN)))
        .hasMessage("ingress does not provide CACHE");
  }

  @Test
  void validate_whenNothingIsExposed_saysSo() {
    assertThat(new Edge().validate(EdgeSpec.of(0), Given.PLANE))
        .extracting(Violation::path)
        .containsExactly("replicas", "exposure");
    assertThat(new Ingresses().validate(IngressSpec.of("nginx"), Given.PLANE))
        .extracting(Violation::path)
        .containsExactly("exposure");
    assertThat(new Edge().validate(EdgeSpec.of(2), Given.plane(OWN))).isEmpty();
  }

  @Test
  void recipe_ofARemoval_isEmpty() {
    assertThat(
            new Edge()
                .recipe(
                    new Change<>(
                        Given.plane(OWN),
                        java.util.Optional.empty(),
                        java.util.Optional.of(EdgeSpec.of(2)),
                        java.util.Optional.empty(),
                        Given::bind)))
        .isEmpty();
  }

  @Test
  void ingress_ofAService_leadsItsNameToItsPort() {
    IngressSpec spec = IngressSpec.of("nginx").withAnnotation("proxy-body-size", "0");
    var tasks =
        new Ingresses().provide(ExposureClaim.of("glance", 9292), spec, Given.plane(GIVEN)).tasks();

    Ingress ingress = Given.object(List.copyOf(tasks), Ingress.class, "ingress-glance");
    assertThat(ingress.getMetadata().getAnnotations()).isEqualTo(Map.of("proxy-body-size", "0"));
    assertThat(ingress.getSpec().getIngressClassName()).isEqualTo("nginx");
    assertThat(ingress.getSpec().getTls())
        .singleElement()
        .satisfies(
            tls -> {
              assertThat(tls.getSecretName()).isEqualTo("site");
              assertThat(tls.getHosts()).containsExactly("glance.cloud.example.org");
            });
    var rule = ingress.getSpec().getRules().get(0);
    assertThat(rule.getHost()).isEqualTo("glance.cloud.example.org");
    assertThat(rule.getHttp().getPaths().get(0).getBackend().getService().getPort().getNumber())
        .isEqualTo(9292);
  }

  @Test
  void ingress_whenNoCertificateIsGiven_isAViolation() {
    assertThat(new Ingresses().validate(IngressSpec.defaults(), Given.plane(OWN)))
        .extracting(Violation::path)
        .containsExactly("exposure.certificate");
    assertThat(new Ingresses().validate(IngressSpec.defaults(), Given.plane(GIVEN))).isEmpty();
  }
}
