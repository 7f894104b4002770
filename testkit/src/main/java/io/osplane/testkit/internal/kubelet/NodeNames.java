package io.osplane.testkit.internal.kubelet;

import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import io.osplane.testkit.Network;
import io.osplane.testkit.Program;
import java.util.List;
import java.util.Optional;

/** The network for a pod that asks its node for names: that one does not know the cluster's. */
record NodeNames(Network addresses) implements Network {

  @Override
  public List<String> resolve(String host) {
    return isAddress(host) ? addresses.resolve(host) : List.of();
  }

  private static boolean isAddress(String host) {
    return host.matches("[0-9.]+");
  }

  @Override
  public <P extends Program> Optional<P> program(String host, Class<P> type) {
    return isAddress(host) ? addresses.program(host, type) : Optional.empty();
  }

  @Override
  public <P extends Program> List<P> programs(String host, Class<P> type) {
    return isAddress(host) ? addresses.programs(host, type) : List.of();
  }

  @Override
  public Optional<HttpReply> http(String host, HttpCall call) {
    return isAddress(host) ? addresses.http(host, call) : Optional.empty();
  }
}
