package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  @Test
  void parse_knowsEveryOption_inAnyOrder() {
    Arguments read =
        Arguments.parse(
            List.of(
                "--remove",
                "--keystone",
                "http://127.0.0.1:5000/v3",
                "--namespace",
                "blue",
                "--kubeconfig",
                "config"));
    assertThat(read)
        .isEqualTo(
            new Arguments(
                Optional.of(Path.of("config")),
                "blue",
                Optional.of(URI.create("http://127.0.0.1:5000/v3")),
                true));
  }

  @Test
  void parse_deploysToItsOwnNamespace_whenNothingIsSaid() {
    assertThat(Arguments.parse(List.of()))
        .isEqualTo(new Arguments(Optional.empty(), "quickstart", Optional.empty(), false));
  }

  @ParameterizedTest
  @CsvSource({
    "--force, unknown argument --force",
    "--namespace, --namespace needs a value",
    "--namespace|Blue_1, 'Blue_1' is no namespace",
    "--keystone|keystone, 'keystone' is no URL with a host",
    "--keystone|a b, 'a b' is no URL",
  })
  void parse_namesTheWord_whenItIsWrong(String words, String message) {
    assertThatThrownBy(() -> Arguments.parse(List.of(words.split("\\|"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }
}
