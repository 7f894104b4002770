package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstack4j.model.compute.Server;

/** Guests whose memory is on huge pages that a host sets aside. */
@Tag("real-full")
@ExtendWith(ThisShard.class)
class HugePagesIT extends GuestScenario {
  private static final String NUMBER = "/proc/sys/vm/nr_hugepages";

  /** Those of a guest and some more. */
  private static final int WANTED = 80;

  private String host;
  private String before;

  @BeforeEach
  void setAside() {
    host = hosts.get(0);
    before = whole.onHost(host, "cat " + NUMBER).strip();
    // memory that is in pieces is put together first
    String script = "echo 3 >/proc/sys/vm/drop_caches; echo 1 >/proc/sys/vm/compact_memory; ";
    String set = script + "echo %d >%s; cat %2$s".formatted(WANTED, NUMBER);
    Duration unused =
        Until.so(
            "the host sets pages aside",
            Duration.ofSeconds(30),
            () -> whole.onHost(host, set).strip().equals(Integer.toString(WANTED)));
    // Nova's agent asks for the host's pages when it starts
    whole.replace("compute", "nova", host, () -> {});
    Lab.assertBecomesHealthy(cloud);
  }

  @AfterEach
  void giveBack() {
    String unused = whole.onHost(host, "echo %s >%s".formatted(before, NUMBER));
  }

  @Test
  void guestOfAFlavorWithLargePages_runsOnThem_andOutlivesLibvirtsPod() {
    int free = free();
    Server asked = tenant.boot("paged", image, tenant.flavorOfLargePages(), network, host);
    Server guest = tenant.awaits(asked.getId(), Server.Status.ACTIVE);
    String unused = tenant.line(guest.getId(), "GUEST-READY");
    assertThat(free()).as("pages that are left").isLessThan(free);

    whole.replace("compute", "libvirt", host, () -> {});
    Lab.assertBecomesHealthy(cloud);

    assertThat(tenant.inGuest(guest, "cat /proc/uptime")).containsPattern("\\d+\\.\\d+ ");
    tenant.delete(guest.getId());
    assertThat(free()).as("its pages are given back").isEqualTo(free);
  }

  private int free() {
    return Integer.parseInt(
        whole.onHost(host, "awk '/HugePages_Free/ {print $2}' /proc/meminfo").strip());
  }
}
