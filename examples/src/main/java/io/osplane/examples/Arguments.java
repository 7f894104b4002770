package io.osplane.examples;

import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The arguments of the quick start.
 *
 * @param kubeconfig the real cluster's; empty for the simulated one
 * @param namespace an existing namespace
 * @param keystone where Keystone is reached from here; empty to go through the API server
 * @param isRemoval whether to remove instead of to deploy
 */
record Arguments(
    Optional<Path> kubeconfig, String namespace, Optional<URI> keystone, boolean isRemoval) {
  static final String USAGE =
      """
      usage: quickstart [--kubeconfig FILE [--namespace NS] [--keystone URL] [--remove]]

        --kubeconfig FILE   the cluster to deploy to; a simulated one if not given
        --namespace NS      an existing namespace; quickstart if not given
        --keystone URL      where Keystone is reached from here, with /v3
        --remove            remove the cloud; its volumes and their Secrets stay
        --help              print this, and end
      """;

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /**
   * Reads them.
   *
   * @throws UsageException if they are not as {@link #USAGE} says
   */
  static Arguments parse(List<String> words) {
    Arguments read = new Arguments(Optional.empty(), "quickstart", Optional.empty(), false);
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      read = read.with(rest.next(), rest);
    }
    return read;
  }

  private Arguments with(String option, Iterator<String> rest) {
    return switch (option) {
      case "--kubeconfig" ->
          new Arguments(Optional.of(Path.of(value(option, rest))), namespace, keystone, isRemoval);
      case "--namespace" ->
          new Arguments(kubeconfig, label(value(option, rest)), keystone, isRemoval);
      case "--keystone" ->
          new Arguments(kubeconfig, namespace, Optional.of(url(value(option, rest))), isRemoval);
      case "--remove" -> new Arguments(kubeconfig, namespace, keystone, true);
      default -> throw new UsageException("unknown argument " + option);
    };
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new UsageException(option + " needs a value");
    }
    return rest.next();
  }

  private static String label(String text) {
    if (!LABEL.matcher(text).matches()) {
      throw new UsageException("'" + text + "' is no namespace: use a-z, 0-9 and '-'");
    }
    return text;
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException("'" + text + "' is no URL: " + e.getMessage());
    }
    throw new UsageException("'" + text + "' is no URL with a host");
  }
}
