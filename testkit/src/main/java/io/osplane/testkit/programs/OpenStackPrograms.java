package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.DefaultProgram;
import io.osplane.testkit.Program;
import java.util.List;

/** Chooses what runs in a container with the image of OpenStack, by its command. */
final class OpenStackPrograms {
  private static final String SCRIPTS = "/osplane/scripts/";

  private OpenStackPrograms() {}

  static Program of(Container container) {
    List<String> command = container.command();
    if (command.contains(SCRIPTS + "commands.py")) {
      return new OneOff(container, KeystoneManage::script);
    }
    if (command.contains(SCRIPTS + "rotate.py")) {
      return new OneOff(container, Rotation::run);
    }
    if (command.contains("/usr/bin/keystone-wsgi-public")) {
      return new KeystoneServer(container);
    }
    return switch (command.isEmpty() ? "" : command.get(0)) {
      case "memcached" -> new Memcached();
      case "keystone-manage" -> new OneOff(container, c -> KeystoneManage.run(c, c.command()));
      default ->
          container.finishes()
              ? new OneOff(container, OpenStackPrograms::unknown)
              : new DefaultProgram(container);
    };
  }

  private static int unknown(Container container) {
    container.log("the simulation does not know " + container.command());
    return 127;
  }
}
