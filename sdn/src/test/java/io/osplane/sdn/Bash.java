package io.osplane.sdn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.spi.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs parts of scripts in a directory. */
record Bash(Path directory) {

  /** A function of a script. */
  static String function(String script, String name) {
    String text = Resource.text(Ovn.class, script);
    int begin = text.indexOf("\n" + name + "() {") + 1;
    int line = text.indexOf('\n', begin);
    int end = text.substring(begin, line).endsWith("}") ? line : text.indexOf("\n}", begin) + 2;
    return text.substring(begin, end) + "\n";
  }

  /** What a program says. */
  String run(String program) throws IOException, InterruptedException {
    Process bash =
        new ProcessBuilder("bash", "-c", program)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new String(bash.getInputStream().readAllBytes(), UTF_8).strip();
  }
}
