package io.osplane.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files by path; that of a claim outlives its pods and goes with the claim, that of a directory of
 * the host outlives everything but, below {@code /run}, a loss of power. To be used inside the
 * simulation.
 */
public final class Volume {
  private final NavigableMap<String, byte[]> files;
  private final String prefix;

  /** A volume without files. */
  public Volume() {
    this(new TreeMap<>(), "");
  }

  private Volume(NavigableMap<String, byte[]> files, String prefix) {
    this.files = files;
    this.prefix = prefix;
  }

  /** The same files as seen from a directory of this volume: what is below it, by path in it. */
  public Volume directory(String path) {
    return new Volume(files, prefix + path + "/");
  }

  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(files.get(prefix + path)).map(byte[]::clone);
  }

  /** A file as UTF-8 text. */
  public Optional<String> text(String path) {
    return read(path).map(b -> new String(b, StandardCharsets.UTF_8));
  }

  public void write(String path, byte[] content) {
    files.put(prefix + path, content.clone());
  }

  /** Writes UTF-8 text. */
  public void write(String path, String text) {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  public void delete(String path) {
    files.remove(prefix + path);
  }

  /** The paths of all files, sorted. */
  public List<String> paths() {
    return here().keySet().stream().map(p -> p.substring(prefix.length())).toList();
  }

  public boolean isEmpty() {
    return here().isEmpty();
  }

  /** Deletes every file. */
  public void clear() {
    here().clear();
  }

  private NavigableMap<String, byte[]> here() {
    return files.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
  }
}
