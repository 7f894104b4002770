package io.osplane.compute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What libvirt's script does to a host, in a directory in place of it; run by bash and openssl. */
class LibvirtScriptTest {
  private static final String GROUPS = "/sys/fs/cgroup";
  private static final String CERTIFICATE = "server-cert.pem";
  private static final String KEY = "server-key.pem";
  private static final String OF_CERTIFICATE = "openssl x509 -in server-cert.pem -noout -pubkey";
  private static final String OF_KEY = "openssl pkey -in server-key.pem -pubout";
  private final String script = Resource.text(Hosts.class, "libvirtd.sh");
  @TempDir private Path directory;
  private Path groups;
  private Path certificates;

  @BeforeEach
  void host() throws IOException {
    groups = Files.createDirectory(directory.resolve("cgroup"));
    certificates = directory.resolve("tls");
  }

  @ParameterizedTest
  @ValueSource(strings = {"libvirtd.sh", "nova-compute.sh"})
  void script_always_isBash(String name) throws Exception {
    assertThat(bash("bash -n <<'END'\n" + Resource.text(Hosts.class, name) + "END\n")).isEmpty();
  }

  @Test
  void leave_onAHostOfManyControllers_leavesEachThatThereIs() throws Exception {
    for (String controller : new String[] {"memory", "misc", "pids"}) {
      Path unused = controller(controller);
    }
    Files.createDirectory(groups.resolve("none"));

    String process = bash(leaving());

    assertThat(groups.resolve("memory/osplane/cgroup.procs")).hasContent(process);
    assertThat(groups.resolve("misc/osplane/cgroup.procs")).hasContent(process);
    assertThat(groups.resolve("pids/osplane/cgroup.procs")).hasContent(process);
    assertThat(groups.resolve("none")).isEmptyDirectory();
  }

  @Test
  void leave_onAHostOfOneHierarchy_leavesThat() throws Exception {
    Files.createFile(groups.resolve("cgroup.procs"));

    String process = bash(leaving());

    assertThat(groups.resolve("osplane/cgroup.procs")).hasContent(process);
  }

  @Test
  void leave_whereAFormerPodLeftItsGroup_takesItAgain() throws Exception {
    Path cpuset = controller("cpuset");
    Files.writeString(cpuset.resolve("cpuset.cpus"), "0-7");
    Files.writeString(cpuset.resolve("cpuset.mems"), "0");
    Path group = Files.createDirectory(cpuset.resolve("osplane"));
    Files.writeString(group.resolve("cgroup.procs"), "4711");
    Files.createFile(group.resolve("cpuset.cpus"));

    String process = bash(leaving());

    assertThat(group.resolve("cgroup.procs")).hasContent(process);
    assertThat(group.resolve("cpuset.cpus")).as("else it admits nobody").hasContent("0-7");
  }

  private Path controller(String name) throws IOException {
    Path made = Files.createDirectory(groups.resolve(name));
    Files.createFile(made.resolve("cgroup.procs"));
    return made;
  }

  /** Leaves the pod's groups, and says which process did. */
  private String leaving() {
    int begin = script.indexOf("\nif [ -e " + GROUPS);
    String call = script.substring(begin, script.indexOf("\n\n", begin));
    return "set -eu\n" + function("leave") + call.replace(GROUPS, "$PWD/cgroup") + "\necho $$";
  }

  @Test
  void pages_ofEverySizeThatTheKernelHas_areMounted_unlessTheyAre() throws Exception {
    for (String size : new String[] {"1048576kB", "2048kB"}) {
      Path unused = Files.createDirectories(directory.resolve("sys/hugepages-" + size));
    }

    assertThat(bash("mountpoint() { false; }\n" + mounting()).lines())
        .containsExactly(
            "-t hugetlbfs -o pagesize=1048576K hugetlbfs dev/1048576kB",
            "-t hugetlbfs -o pagesize=2048K hugetlbfs dev/2048kB");
    assertThat(bash("mountpoint() { true; }\n" + mounting())).isEmpty();
  }

  @Test
  void pages_ofAKernelWithoutAny_areNone() throws Exception {
    assertThat(bash("mountpoint() { false; }\n" + mounting())).isEmpty();
    assertThat(directory.resolve("dev")).doesNotExist();
  }

  private String mounting() {
    int begin = script.indexOf("\nfor pages in");
    return "set -eu\nmount() { echo \"$@\"; }"
        + script
            .substring(begin, script.indexOf("\ndone", begin) + 5)
            .replace("/sys/kernel/mm/hugepages", "sys")
            .replace("/dev/hugepages", "dev");
  }

  @Test
  void certify_again_keepsWhatGuestsHaveOpen() throws Exception {
    assertThat(bash(certifying())).isEmpty();
    String certificate = Files.readString(certificates.resolve(CERTIFICATE));
    String key = Files.readString(certificates.resolve(KEY));

    assertThat(bash(certifying())).isEmpty();

    assertThat(certificates.resolve(CERTIFICATE)).hasContent(certificate);
    assertThat(certificates.resolve(KEY)).hasContent(key);
  }

  @Test
  void certify_whereTheKeyIsGone_makesBothAnew() throws Exception {
    assertThat(bash(certifying())).isEmpty();
    String certificate = Files.readString(certificates.resolve(CERTIFICATE));
    Files.delete(certificates.resolve(KEY));

    assertThat(bash(certifying())).isEmpty();

    assertThat(certificates.resolve(KEY)).isNotEmptyFile();
    assertThat(Files.readString(certificates.resolve(CERTIFICATE))).isNotEqualTo(certificate);
    assertThat(bash("cd tls; diff <(%s) <(%s)".formatted(OF_CERTIFICATE, OF_KEY))).isEmpty();
  }

  @Test
  void certify_ofAHostWithAnotherAddress_makesItAnew() throws Exception {
    assertThat(bash(certifying())).isEmpty();
    String moved = certifying().replace("10.0.0.1", "10.0.0.2");

    assertThat(bash(moved)).isEmpty();

    assertThat(bash("openssl x509 -in tls/server-cert.pem -noout -checkip 10.0.0.2"))
        .contains("does match");
  }

  private String certifying() {
    String environment = "set -eu\nTLS=$PWD/tls NODE=node1 NODE_IP=10.0.0.1\n";
    String authority =
        "[ -e ca.key ] || openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ca.key\n";
    String own = function("serves") + function("certify");
    return environment
        + authority
        + own.replace("/osplane/secrets/authority/ca.key", "$PWD/ca.key")
        + "certify 2>&1";
  }

  private String function(String name) {
    int begin = script.indexOf("\n" + name + "() {") + 1;
    return script.substring(begin, script.indexOf("\n}", begin) + 2) + "\n";
  }

  private String bash(String program) throws IOException, InterruptedException {
    Process bash =
        new ProcessBuilder("bash", "-c", program)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new String(bash.getInputStream().readAllBytes(), UTF_8).strip();
  }
}
