package io.osplane.real;

import io.osplane.Access;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstack4j.api.Builders;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.identity.EndpointURLResolver;
import org.openstack4j.core.transport.Config;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.model.common.Payloads;
import org.openstack4j.model.compute.Server;
import org.openstack4j.model.identity.URLResolverParams;
import org.openstack4j.model.image.v2.ContainerFormat;
import org.openstack4j.model.image.v2.DiskFormat;
import org.openstack4j.model.image.v2.Image;
import org.openstack4j.model.network.IPVersionType;
import org.openstack4j.openstack.OSFactory;
import org.openstack4j.openstack.identity.internal.DefaultEndpointURLResolver;

/**
 * Somebody who uses the cloud, by openstack4j on Osplane's own connector. Each Service is behind a
 * forwarded port; for one thread.
 */
final class Tenant implements AutoCloseable {
  private final WholeCloud cloud;
  private final Access access;
  private final Map<String, Forwarded> forwards = new HashMap<>();
  private OSClientV3 client;

  Tenant(WholeCloud cloud, Access access) {
    this.cloud = cloud;
    this.access = access;
    this.client = logIn();
  }

  /** The client; of the calling thread. */
  OSClientV3 client() {
    return client;
  }

  /** Logs in anew, by ports to whatever pods are there now. */
  void renew() {
    close();
    client = logIn();
  }

  private OSClientV3 logIn() {
    Lab lab = cloud.lab();
    return OSFactory.builderV3()
        .withConfig(Config.newConfig().withEndpointURLResolver(resolver()))
        .endpoint(forwarded(access.authUrl()))
        .credentials(
            access.user(),
            lab.secret(access.password().name(), access.password().key()),
            Identifier.byName(access.domain()))
        .scopeToProject(Identifier.byName(access.project()), Identifier.byName(access.domain()))
        .authenticate();
  }

  private EndpointURLResolver resolver() {
    EndpointURLResolver catalogue = new DefaultEndpointURLResolver();
    return new EndpointURLResolver() {
      @Override
      public String findURLV2(URLResolverParams wanted) {
        return forwarded(catalogue.findURLV2(wanted));
      }

      @Override
      public String findURLV3(URLResolverParams wanted) {
        return forwarded(catalogue.findURLV3(wanted));
      }
    };
  }

  /** The same URL by a port of this machine: {@code http://glance.NAMESPACE.svc:9292} and so on. */
  private String forwarded(String url) {
    URI uri = URI.create(url);
    String service = uri.getHost().substring(0, uri.getHost().indexOf('.'));
    return forwards
        .computeIfAbsent(service, s -> Forwarded.to(cloud.lab(), s, uri.getPort()))
        .url(uri.getPath());
  }

  /**
   * Uploads the bootable disk, whose guests do not hear when they are asked to end; gives its id.
   */
  String image() {
    Image image =
        client
            .imagesV2()
            .create(
                Builders.imageV2()
                    .name("guest")
                    .diskFormat(DiskFormat.RAW)
                    .containerFormat(ContainerFormat.BARE)
                    .additionalProperty("os_shutdown_timeout", "2")
                    .build());
    byte[] disk = GuestDisk.read(cloud.lab());
    client.imagesV2().upload(image.getId(), Payloads.create(new ByteArrayInputStream(disk)), image);
    return Until.there(
        "the image is active",
        Duration.ofSeconds(30),
        () ->
            Optional.of(client.imagesV2().get(image.getId()))
                .filter(i -> i.getStatus() == Image.ImageStatus.ACTIVE)
                .map(Image::getId));
  }

  /** A flavor of 128 MiB; gives its id. */
  String flavor() {
    return client
        .compute()
        .flavors()
        .create(Builders.flavor().name("nano").ram(128).vcpus(1).disk(1).build())
        .getId();
  }

  /** The same whose guests' memory is on huge pages of their host. */
  String flavorOfLargePages() {
    String flavor =
        client
            .compute()
            .flavors()
            .create(Builders.flavor().name("large-pages").ram(128).vcpus(1).disk(1).build())
            .getId();
    var unused =
        client
            .compute()
            .flavors()
            .createAndUpdateExtraSpecs(flavor, Map.of("hw:mem_page_size", "large"));
    return flavor;
  }

  /** A network with a subnet; gives its id. */
  String network() {
    String network =
        client
            .networking()
            .network()
            .create(Builders.network().name("net").adminStateUp(true).build())
            .getId();
    var unused =
        client
            .networking()
            .subnet()
            .create(
                Builders.subnet()
                    .name("sub")
                    .networkId(network)
                    .ipVersion(IPVersionType.V4)
                    .enableDHCP(true)
                    .cidr("10.77.0.0/24")
                    .build());
    return network;
  }

  /** Asks for a server on a host. */
  Server boot(String name, String image, String flavor, String network, String host) {
    return client
        .compute()
        .servers()
        .boot(
            Builders.server()
                .name(name)
                .image(image)
                .flavor(flavor)
                .networks(List.of(network))
                .availabilityZone("nova:" + host)
                .build());
  }

  /** The server when it is so; one that failed says why. */
  Server awaits(String id, Server.Status status) {
    return Until.there(
        "server " + id + " is " + status,
        Duration.ofSeconds(90),
        () -> Optional.of(server(id)).filter(s -> s.getStatus() == status));
  }

  private Server server(String id) {
    Server server = client.compute().servers().get(id);
    if (server.getStatus() == Server.Status.ERROR) {
      throw new AssertionError(server.getName() + " failed: " + server.getFault());
    }
    return server;
  }

  /** The first line of the guest's console with this word. */
  String line(String server, String word) {
    return Until.there(
        word + " on the console",
        Duration.ofSeconds(90),
        () ->
            Optional.ofNullable(client.compute().servers().getConsoleOutput(server, 200)).stream()
                .flatMap(String::lines)
                .filter(line -> line.contains(word))
                .findFirst());
  }

  /** The guest's address in its network. */
  String address(String server) {
    return server(server).getAddresses().getAddresses().values().stream()
        .flatMap(List::stream)
        .findFirst()
        .orElseThrow()
        .getAddr();
  }

  /** What a shell of the guest says to a command, by its serial console. */
  String inGuest(Server server, String command) {
    Server now = server(server.getId());
    return cloud.onHost(
        now.getHypervisorHostname(),
        """
        port=$(virsh dumpxml %s | sed -n "s/.*mode='bind' host='[^']*' service='\\([0-9]*\\)'.*/\\1/p" | head -1)
        exec 3<>/dev/tcp/127.0.0.1/"$port"; printf '%%s\\n' "%s; echo END''-OF-IT" >&3
        timeout 30 sed '/END-OF-IT/q' <&3
        """
            .formatted(now.getInstanceName(), command));
  }

  /** Deletes it, and waits until it is gone. */
  void delete(String server) {
    var unused = client.compute().servers().delete(server);
    Duration unusedTime =
        Until.so(
            "server " + server + " is gone",
            Duration.ofSeconds(60),
            () -> client.compute().servers().get(server) == null);
  }

  @Override
  public void close() {
    forwards.values().forEach(Forwarded::close);
    forwards.clear();
  }
}
