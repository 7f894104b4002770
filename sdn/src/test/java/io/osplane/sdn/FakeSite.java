package io.osplane.sdn;

import io.osplane.spi.Member;
import io.osplane.testkit.TestSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A site whose pods answer what a test says, and that remembers what it was asked. */
final class FakeSite extends TestSite {
  /** A script's arguments in a pod. */
  record Call(String pod, List<String> words) {}

  final Map<String, Function<Call, Member.Result>> pods = new TreeMap<>();
  final List<Call> calls = new ArrayList<>();

  FakeSite() {
    super(Fixture.PLANE);
  }

  static Member.Result says(String text) {
    return new Member.Result(0, text, "");
  }

  /** The orders that were given, reports left out, as {@code pod word}. */
  List<String> orders() {
    return calls.stream()
        .filter(c -> !c.words().get(0).equals("report") && !c.words().get(0).equals("status"))
        .map(c -> c.pod() + " " + c.words().get(0))
        .toList();
  }

  @Override
  protected Member.Result exec(String pod, String input, List<String> command) {
    Call call = new Call(pod, command.subList(2, command.size()));
    calls.add(call);
    Function<Call, Member.Result> answer = pods.get(pod);
    return answer == null ? super.exec(pod, input, command) : answer.apply(call);
  }
}
