package io.osplane.service;

import io.osplane.Release;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The files that say which options one service knows, by release: every {@code
 * META-INF/osplane/options/RELEASE/SERVICE.txt} that a class loader finds, read once, when it is
 * first asked for. Thread-safe.
 */
final class OptionFiles {
  private final String service;
  private final ClassLoader loader;
  private final ConcurrentMap<Release, Optional<KnownOptions>> read = new ConcurrentHashMap<>();

  OptionFiles(String service, ClassLoader loader) {
    this.service = service;
    this.loader = loader;
  }

  /** What the service knows in a release; empty if no file says it. */
  Optional<KnownOptions> of(Release release) {
    return read.computeIfAbsent(release, this::load);
  }

  private Optional<KnownOptions> load(Release release) {
    String name = "META-INF/osplane/options/" + release + "/" + service + ".txt";
    List<String> texts = new ArrayList<>();
    try {
      for (URL file : Collections.list(loader.getResources(name))) {
        try (InputStream in = file.openStream()) {
          texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + name, e);
    }
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(KnownOptions.parse(service + " " + release, texts));
  }
}
