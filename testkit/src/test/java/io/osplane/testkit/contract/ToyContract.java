package io.osplane.testkit.contract;

import io.osplane.ComponentSpec;
import io.osplane.spi.Component;
import io.osplane.testkit.ComponentContract;
import io.osplane.testkit.Shard;
import java.util.List;

/** The contract for a toy. */
abstract class ToyContract extends ComponentContract<ToySpec> {
  @Override
  protected Component<ToySpec> component() {
    return new Toy();
  }

  @Override
  protected ToySpec example() {
    return ToySpec.defaults();
  }

  @Override
  protected ToySpec changed() {
    return ToySpec.defaults().withGreeting("good morning");
  }

  @Override
  protected List<ComponentSpec> others() {
    return List.of(StoreSpec.defaults());
  }

  @Override
  protected List<Component<?>> components() {
    return List.of(new Store());
  }

  /** All of them: it is the contract that is under test here. */
  @Override
  protected Shard shard() {
    return Shard.WHOLE;
  }
}
