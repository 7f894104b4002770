package io.osplane.testkit.programs;

import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import java.util.Optional;

/** What an API does with its data, beyond pages and lists that are empty. */
interface ServiceData {
  /**
   * Answers a caller who may ask.
   *
   * @return empty if it is for somebody else to answer
   * @throws DatabaseException if the data are not reached
   */
  Optional<HttpReply> answer(HttpCall call);
}
