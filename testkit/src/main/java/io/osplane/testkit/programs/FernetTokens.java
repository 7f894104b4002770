package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that nothing stores: signed with the newest of the mounted keys, valid with any of them. A
 * simpler form than Fernet's, with its life.
 */
final class FernetTokens {
  private static final String KEYS = "/etc/keystone/fernet-keys/";
  private static final int FARTHEST = 1000;
  private final Container container;
  private int lowest = 1;

  /** What a token says. */
  record Claim(String user, String project, Instant expires) {}

  FernetTokens(Container container) {
    this.container = container;
  }

  /** A token; empty if no key is mounted. */
  Optional<String> issue(Claim claim) {
    String text =
        String.join(
            " ", claim.user(), claim.project(), Long.toString(claim.expires().toEpochMilli()));
    String body = encoded(text.getBytes(StandardCharsets.UTF_8));
    List<byte[]> keys = keys();
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(body + "." + signature(keys.get(keys.size() - 1), body));
  }

  /** What a token says that is one of these keys' and has not expired. */
  Optional<Claim> read(String token) {
    int dot = token.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String body = token.substring(0, dot);
    String signature = token.substring(dot + 1);
    return keys().stream()
        .filter(key -> signature(key, body).equals(signature))
        .findFirst()
        .map(key -> claim(body))
        .filter(claim -> claim.expires().isAfter(container.now()));
  }

  private static Claim claim(String body) {
    String text = new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8);
    String[] parts = text.split(" ", -1);
    return new Claim(parts[0], parts[1], Instant.ofEpochMilli(Long.parseLong(parts[2])));
  }

  /** The keys by number, after the staged one: the last is the primary. */
  private List<byte[]> keys() {
    List<byte[]> keys = new ArrayList<>();
    key(0).ifPresent(keys::add);
    int number = lowest;
    while (number < lowest + FARTHEST && key(number).isEmpty()) {
      number++;
    }
    lowest = key(number).isPresent() ? number : 1;
    for (Optional<byte[]> key = key(number); key.isPresent(); key = key(++number)) {
      keys.add(key.get());
    }
    return keys;
  }

  private Optional<byte[]> key(int number) {
    return container.file(KEYS + number);
  }

  private static String signature(byte[] key, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return encoded(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
