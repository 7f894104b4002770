package io.osplane.galera;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an empty member of the script {@code member.sh} takes its copy; run by bash. */
class TurnTest {
  private static final String FIRST =
      "peer galera-0\nphase BOOTSTRAPPING\nblank no\nstatus synced\nprimary yes\n";
  @TempDir private Path directory;

  @Test
  void firstJoiner_whenTheOthersAreEmptyToo_goes() throws Exception {
    assertThat(isTurn("galera-1", FIRST + waiting("galera-2"))).isTrue();
  }

  @Test
  void secondJoiner_whileAnEarlierOneWaits_waits() throws Exception {
    assertThat(isTurn("galera-2", FIRST + waiting("galera-1"))).isFalse();
  }

  @Test
  void secondJoiner_whileTheFirstIsCopying_waits() throws Exception {
    assertThat(isTurn("galera-2", FIRST + joining("galera-1", "Joiner"))).isFalse();
  }

  @Test
  void secondJoiner_whenTheFirstHasItsCopy_goes() throws Exception {
    assertThat(isTurn("galera-2", FIRST + joining("galera-1", "Synced"))).isTrue();
  }

  @Test
  void joiner_whenAnEarlierOneIsHeldOrSilent_goes() throws Exception {
    assertThat(isTurn("galera-2", FIRST + "peer galera-1\nphase HELD\n")).isTrue();
    assertThat(isTurn("galera-2", FIRST)).isTrue();
  }

  @Test
  void joiner_whoseTurnNeverComes_goesAfterAMinute() throws Exception {
    assertThat(isTurn("galera-2", FIRST + waiting("galera-1"), "TURN=-61")).isTrue();
  }

  private static String waiting(String member) {
    return "peer " + member + "\nphase WAITING\nblank yes\n";
  }

  private static String joining(String member, String status) {
    return "peer " + member + "\nphase JOINING\nblank no\nstatus " + status + "\nprimary yes\n";
  }

  private boolean isTurn(String me, String said, String... before) throws Exception {
    String text = script();
    int begin = text.indexOf("is_turn() {");
    String function = text.substring(begin, text.indexOf("\n}\n", begin) + 3);
    String names = "PEERS='galera-0 galera-1 galera-2' ME=" + me + " OTHERS=() TURN= D=none\n";
    String stub = "ask() { cat <<'END'\n" + said + "END\n}\n";
    String whole = names + String.join("\n", before) + "\n" + stub + function + "is_turn";
    Process bash =
        new ProcessBuilder("bash", "-c", whole)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    return bash.exitValue() == 0;
  }

  private static String script() throws IOException {
    try (InputStream in = GaleraConfig.class.getResourceAsStream("member.sh")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }
}
