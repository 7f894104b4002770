package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ControlPlaneSpec;
import io.osplane.compute.Compute;
import io.osplane.openstack.OpenStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstack4j.api.Builders;
import org.openstack4j.api.compute.ServerService;
import org.openstack4j.model.compute.BDMDestType;
import org.openstack4j.model.compute.BDMSourceType;
import org.openstack4j.model.compute.Server;
import org.openstack4j.model.storage.block.Volume;
import org.openstack4j.model.storage.block.builder.VolumeBuilder;

/** Volumes of Cinder as disks of guests. */
@Tag("real-full")
@ExtendWith(ThisShard.class)
class VolumesIT extends GuestScenario {
  /** The name of every directory where the driver mounts this share. */
  private static final String SHARE = "8629b7cd79739eef1d291343f44e9bd5";

  private static final String DISK = "/dev/vdb";
  private static final String READ = "echo 3 >/proc/sys/vm/drop_caches; head -c 60 " + DISK;

  @Override
  ControlPlaneSpec spec() {
    return WholeCloud.spec().withComponent(OpenStack.cinder(2));
  }

  @Test
  void volume_writtenOnOneHost_isReadOnAnother_andOutlivesThePodsOfTheHost() {
    String volume = made(Builders.volume().name("data").size(1));
    String word = "written-by-" + volume;
    Server writer = running("writer", hosts.get(0));
    String unusedLine = tenant.line(writer.getId(), "GUEST-READY");
    attach(writer, volume);
    String unusedSaid = tenant.inGuest(writer, "echo %s >%s; sync".formatted(word, DISK));
    List<String> former = new ArrayList<>();
    for (String role : List.of("libvirt", "nova")) {
      former.add(whole.pod("compute", role, hosts.get(0)).getMetadata().getUid());
      whole.replace("compute", role, hosts.get(0), () -> {});
    }
    Lab.assertBecomesHealthy(cloud);
    assertThat(tenant.inGuest(writer, READ)).contains(word);
    assertThat(mounts()).as("what the host has mounted").contains("/proc").doesNotContain(SHARE);
    Duration unusedTime =
        Until.so(
            "nothing of the former pods is mounted on the host",
            Duration.ofMinutes(1),
            () -> former.stream().noneMatch(mounts()::contains));
    detach(writer, volume);
    // the last volume of a host went, and its directory is mounted still
    attach(writer, volume);
    detach(writer, volume);

    Server reader = running("reader", other());
    String unusedLineToo = tenant.line(reader.getId(), "GUEST-READY");
    attach(reader, volume);
    assertThat(tenant.inGuest(reader, READ)).contains(word);

    tenant.delete(reader.getId());
    await(volume, Volume.Status.AVAILABLE);
    tenant.delete(writer.getId());
    delete(volume);
  }

  private String mounts() {
    return whole.onHost(hosts.get(0), "cut -d' ' -f2 /proc/1/mounts");
  }

  @Test
  void guestWithAVolume_movesLiveWithIt_whenItsHostIsDrained() {
    Compute compute = Compute.on(cloud);
    String volume = made(Builders.volume().name("carried").size(1));
    Server guest = running("carrier", hosts.get(0));
    String unusedLine = tenant.line(guest.getId(), "GUEST-READY");
    attach(guest, volume);
    String unusedSaid = tenant.inGuest(guest, "echo before >%s; sync".formatted(DISK));

    compute.drain(hosts.get(0)).apply();
    Server moved = tenant.awaits(guest.getId(), Server.Status.ACTIVE);
    assertThat(moved.getHypervisorHostname()).isEqualTo(hosts.get(1));
    assertThat(tenant.inGuest(moved, READ)).contains("before");
    assertThat(tenant.inGuest(moved, "echo after >%s; sync; %s".formatted(DISK, READ)))
        .containsPattern("(?m)^after");

    compute.enable(hosts.get(0)).apply();
    detach(moved, volume);
    tenant.delete(guest.getId());
    delete(volume);
  }

  @Test
  void server_thatBootsFromAVolume_runs() {
    String volume = made(Builders.volume().name("root").size(1).imageRef(image).bootable(true));
    Server asked =
        tenant
            .client()
            .compute()
            .servers()
            .boot(
                Builders.server()
                    .name("rooted")
                    .flavor(flavor)
                    .networks(List.of(network))
                    .availabilityZone("nova:" + hosts.get(0))
                    .blockDevice(
                        Builders.blockDeviceMapping()
                            .uuid(volume)
                            .sourceType(BDMSourceType.VOLUME)
                            .destinationType(BDMDestType.VOLUME)
                            .bootIndex(0)
                            .deleteOnTermination(false)
                            .build())
                    .build());
    Server server = tenant.awaits(asked.getId(), Server.Status.ACTIVE);
    assertThat(tenant.line(server.getId(), "GUEST-DHCP")).contains(tenant.address(server.getId()));

    tenant.delete(server.getId());
    await(volume, Volume.Status.AVAILABLE);
    delete(volume);
  }

  private String made(VolumeBuilder wanted) {
    String volume = tenant.client().blockStorage().volumes().create(wanted.build()).getId();
    await(volume, Volume.Status.AVAILABLE);
    return volume;
  }

  private void attach(Server server, String volume) {
    var unused = tenant.client().compute().servers().attachVolume(server.getId(), volume, null);
    await(volume, Volume.Status.IN_USE);
    Duration unusedTime =
        Until.so(
            "the guest sees the disk",
            Duration.ofSeconds(30),
            () -> tenant.inGuest(server, "ls " + DISK).lines().anyMatch(DISK::equals));
  }

  private void detach(Server server, String volume) {
    ServerService nova = tenant.client().compute().servers();
    var unused = nova.detachVolume(server.getId(), volume);
    await(volume, Volume.Status.AVAILABLE);
    Duration unusedTime =
        Until.so(
            "Nova knows it too",
            Duration.ofSeconds(30),
            () -> nova.get(server.getId()).getOsExtendedVolumesAttached().isEmpty());
  }

  private void await(String volume, Volume.Status wanted) {
    Duration unused =
        Until.so(
            "volume " + volume + " is " + wanted,
            Duration.ofSeconds(90),
            () -> tenant.client().blockStorage().volumes().get(volume).getStatus() == wanted);
  }

  private void delete(String volume) {
    assertThat(tenant.client().blockStorage().volumes().delete(volume).isSuccess()).isTrue();
    Duration unused =
        Until.so(
            "volume " + volume + " is gone",
            Duration.ofSeconds(60),
            () -> Objects.isNull(tenant.client().blockStorage().volumes().get(volume)));
  }
}
