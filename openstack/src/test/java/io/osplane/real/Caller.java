package io.osplane.real;

import io.osplane.ControlPlane;
import io.osplane.event.StepStarted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A program that deploys and is killed by SIGKILL when a step begins: {@code Caller KUBECONFIG
 * NAMESPACE STEP}.
 */
public final class Caller {
  private Caller() {}

  public static void main(String[] arguments) throws IOException {
    String step = arguments[2];
    try (ControlPlane cloud =
        ControlPlane.builder()
            .name(arguments[1])
            .kubeconfig(Files.readString(Path.of(arguments[0])))
            .build()) {
      cloud
          .events()
          .on(
              StepStarted.class,
              e -> {
                if (e.step().id().equals(step)) {
                  die();
                }
              });
      cloud.deploy(Lab.cloud()).apply();
    }
  }

  /** By the kernel, without a last word. */
  private static void die() {
    try {
      new ProcessBuilder("kill", "-9", ProcessHandle.current().pid() + "").start();
      new CountDownLatch(1).await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
