package io.osplane.rabbitmq;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ComponentName;
import io.osplane.SecretRef;
import io.osplane.Size;
import io.osplane.error.NotReadyException;
import io.osplane.error.UnreachableException;
import io.osplane.spi.Claim;
import io.osplane.spi.Member;
import io.osplane.spi.Plane;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A site whose members answer what a test says, and that remembers what it was asked. */
final class FakeSite implements Site {
  /** A command in a pod, without {@code timeout} or {@code sh -c} before it. */
  record Call(String pod, List<String> command, String input) {
    /** Whether the broker is to say something, and nothing else. */
    boolean isQuestion() {
      return command.toString().contains("erl_call");
    }
  }

  private static final int LOOKS = 3;

  final Map<String, Function<Call, Member.Result>> members = new TreeMap<>();
  final List<Call> calls = new ArrayList<>();
  final Map<String, Map<String, String>> records = new HashMap<>();
  final List<String> identities = new ArrayList<>();

  static Member.Result json(String value) {
    return new Member.Result(0, "{\"value\":%s}".formatted(value), "");
  }

  @Override
  public Member member(String pod) {
    return new Member() {
      @Override
      public Result exec(Duration patience, String input, String... command) {
        Call call = new Call(pod, List.of(command).subList(2, command.length), input);
        calls.add(call);
        return members.getOrDefault(pod, FakeSite::unreachable).apply(call);
      }

      @Override
      public Answer http(
          String method, int port, String path, Map<String, String> headers, String body) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static Member.Result unreachable(Call call) {
    throw new UnreachableException("exec in " + call.pod(), "no pod", new IOException("no pod"));
  }

  @Override
  public <B> B binding(Claim<B> claim) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Plane plane() {
    return Fixture.plane(Size.TINY);
  }

  @Override
  public String reveal(SecretRef ref) {
    return "value-of-" + ref.name();
  }

  @Override
  public Map<String, String> record(String name) {
    return records.getOrDefault(name, Map.of());
  }

  @Override
  public void record(String name, Map<String, String> content) {
    records.put(name, content);
  }

  @Override
  public void identity(String identity) {
    identities.add(identity);
  }

  @Override
  public void say(String why) {}

  @Override
  public View view() {
    return new View() {
      @Override
      public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
        return Optional.empty();
      }

      @Override
      public <T extends HasMetadata> List<T> of(Class<T> type, ComponentName component) {
        return List.of();
      }

      @Override
      public <T extends HasMetadata> List<T> all(Class<T> type) {
        return List.of();
      }
    };
  }

  @Override
  public void await(String what, Function<View, Verdict> judge) {
    for (int look = 0; look < LOOKS; look++) {
      if (judge.apply(view()) instanceof Verdict.Met) {
        return;
      }
    }
    throw new NotReadyException(what, "it is not so", "Look at it");
  }

  @Override
  public Member.Answer upload(
      String service,
      String method,
      int port,
      String path,
      Map<String, String> headers,
      byte[] body) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Member.Answer http(
      String service,
      String method,
      int port,
      String path,
      Map<String, String> headers,
      String body) {
    throw new UnsupportedOperationException();
  }
}
