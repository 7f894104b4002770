package io.osplane.rabbitmq;

import io.osplane.Size;
import io.osplane.spi.Member;
import io.osplane.testkit.TestSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A site whose members answer what a test says, and that remembers what it was asked. */
final class FakeSite extends TestSite {
  /** A command in a pod, without {@code timeout} or {@code sh -c} before it. */
  record Call(String pod, List<String> command, String input) {
    /** Whether the broker is to say something, and nothing else. */
    boolean isQuestion() {
      return command.toString().contains("erl_call");
    }
  }

  final Map<String, Function<Call, Member.Result>> members = new TreeMap<>();
  final List<Call> calls = new ArrayList<>();

  FakeSite() {
    super(Fixture.plane(Size.TINY));
  }

  static Member.Result json(String value) {
    return new Member.Result(0, "{\"value\":%s}".formatted(value), "");
  }

  @Override
  protected Member.Result exec(String pod, String input, List<String> command) {
    Call call = new Call(pod, command.subList(2, command.size()), input);
    calls.add(call);
    Function<Call, Member.Result> member = members.get(pod);
    return member == null ? super.exec(pod, input, command) : member.apply(call);
  }
}
