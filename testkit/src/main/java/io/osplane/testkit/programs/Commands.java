package io.osplane.testkit.programs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.osplane.testkit.Container;
import java.util.List;

/** The commands in OpenStack's image that end by themselves. */
final class Commands {
  private static final String SCRIPTS = "/osplane/scripts/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int USAGE = 2;
  private static final int NOT_FOUND = 127;

  private Commands() {}

  /** Runs what the container's command says; the exit code. */
  static int run(Container container) {
    List<String> words = container.command();
    if (words.contains(SCRIPTS + "rotate.py")) {
      return Rotation.run(container);
    }
    return words.contains(SCRIPTS + "commands.py")
        ? script(container, words.subList(2, words.size()))
        : one(container, words);
  }

  /** Runs the commands of {@code commands.py} up to the first that fails. */
  private static int script(Container container, List<String> texts) {
    for (String text : texts) {
      List<String> words = words(text);
      container.log("running " + String.join(" ", words));
      int code = one(container, words.stream().map(w -> content(container, w)).toList());
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }

  private static List<String> words(String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON list: " + json, e);
    }
  }

  private static String content(Container container, String word) {
    return word.startsWith("@")
        ? container
            .text(word.substring(1))
            .orElseThrow(() -> new IllegalStateException("no file " + word.substring(1)))
        : word;
  }

  private static int one(Container container, List<String> words) {
    return switch (words.isEmpty() ? "" : words.get(0)) {
      case "keystone-manage" ->
          guarded(container, "keystone", () -> new KeystoneManage(container).run(words));
      case SCRIPTS + "cells.py" -> guarded(container, "nova", () -> cells(container, words.get(1)));
      // it only gives a volume to the service's user, and volumes here are nobody's
      case "sh" -> 0;
      default ->
          ServiceTable.command(String.join(" ", words))
              .map(found -> schema(container, found))
              .orElseGet(() -> unknown(container, words));
    };
  }

  /** What a command does; its exit code. */
  private interface Work {
    int run();
  }

  private static int guarded(Container container, String service, Work work) {
    try {
      return work.run();
    } catch (DatabaseException e) {
      container.log("CRITICAL %s [-] %s".formatted(service, e.unhandled()));
    } catch (ProgramFailure e) {
      container.log(String.valueOf(e.getMessage()));
    }
    return 1;
  }

  private static int cells(Container container, String cell0) {
    ServiceConfig config = ServiceTable.service("nova").config(container);
    new CellMappings(new Databases(container, config)).map(cell0);
    return 0;
  }

  private static int schema(Container container, ServiceTable.Found<ServiceTable.Effect> found) {
    return guarded(
        container,
        found.name(),
        () -> {
          Databases databases = new Databases(container, found.service().config(container));
          databases.make(found.part().makes());
          databases.need(found.part().needs());
          return 0;
        });
  }

  /** A program that is there says that it does not know the arguments. */
  private static int unknown(Container container, List<String> words) {
    boolean isThere = !words.isEmpty() && ServiceTable.hasCommand(words.get(0));
    container.log("the simulation does not know " + words);
    return isThere ? USAGE : NOT_FOUND;
  }
}
