package io.osplane.testkit.contract;

import io.osplane.spi.Change;
import io.osplane.spi.Component;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A toy with one more task. */
final class BrokenToy extends Toy {
  private final Function<Change<ToySpec>, Task> flaw;

  private BrokenToy(Function<Change<ToySpec>, Task> flaw) {
    this.flaw = flaw;
  }

  static Component<ToySpec> with(Function<Change<ToySpec>, Task> flaw) {
    return new BrokenToy(flaw);
  }

  @Override
  public List<Task> recipe(Change<ToySpec> change) {
    List<Task> tasks = new ArrayList<>(super.recipe(change));
    tasks.add(flaw.apply(change));
    return tasks;
  }
}
