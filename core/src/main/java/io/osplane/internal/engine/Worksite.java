package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What one component's actions work with, under a hold. */
final class Worksite extends Observer implements Site {
  private final Hold hold;
  private final Patience patience;
  private final Consumer<Verdict.NotYet> say;
  private final Supplier<String> diagnosis;

  Worksite(
      Situation now,
      Roster roster,
      ComponentName component,
      Hold hold,
      Patience patience,
      Consumer<Verdict.NotYet> say,
      Supplier<String> diagnosis) {
    super(now, roster, component);
    this.hold = hold;
    this.patience = patience;
    this.say = say;
    this.diagnosis = diagnosis;
  }

  @Override
  public void await(String what, Function<View, Verdict> judge) throws InterruptedException {
    patience.await(what, () -> judge.apply(view()), say, diagnosis);
  }

  @Override
  public void record(String name, Map<String, String> content) {
    situation().state().record(hold, component(), name, content);
  }

  @Override
  public void identity(String identity) {
    situation().state().identity(hold, component(), identity);
  }

  @Override
  public void say(String why) {
    say.accept(new Verdict.NotYet(why, why));
  }
}
