package io.osplane.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files by path; that of a claim outlives its pods and goes with the claim. To be used inside the
 * simulation.
 */
public final class Volume {
  private final TreeMap<String, byte[]> files = new TreeMap<>();

  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(files.get(path)).map(byte[]::clone);
  }

  /** A file as UTF-8 text. */
  public Optional<String> text(String path) {
    return read(path).map(b -> new String(b, StandardCharsets.UTF_8));
  }

  public void write(String path, byte[] content) {
    files.put(path, content.clone());
  }

  /** Writes UTF-8 text. */
  public void write(String path, String text) {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  public void delete(String path) {
    files.remove(path);
  }

  /** The paths of all files, sorted. */
  public List<String> paths() {
    return List.copyOf(files.keySet());
  }

  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** Deletes every file. */
  public void clear() {
    files.clear();
  }
}
