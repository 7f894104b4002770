package io.osplane.real;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chromium without a window, driven by the WebDriver protocol through {@code chromedriver}, which
 * must be on the path. For one thread.
 */
final class Browser implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("successfully on port (\\d+)");
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  private Browser(Process driver, String url) {
    this.driver = driver;
    JsonNode begun = ask("POST", url + "/session", capabilities());
    this.session = url + "/session/" + begun.path("sessionId").asText();
  }

  /** Whether there is one here. */
  static boolean isThere() {
    try {
      return new ProcessBuilder("chromedriver", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Starts one, with no page and no cookie. */
  static Browser start() {
    try {
      Process driver =
          new ProcessBuilder("chromedriver", "--port=0").redirectErrorStream(true).start();
      return new Browser(driver, "http://127.0.0.1:" + port(driver));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String port(Process driver) throws IOException {
    BufferedReader said = driver.inputReader();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return port.group(1);
      }
    }
    throw new IOException("chromedriver ended without a port");
  }

  /** Chromium's own sandbox needs rights that root in a container does not have. */
  private static ObjectNode capabilities() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode wanted = body.putObject("capabilities").putObject("alwaysMatch");
    wanted
        .put("browserName", "chrome")
        .putObject("goog:chromeOptions")
        .putArray("args")
        .add("--headless=new")
        .add("--no-sandbox")
        .add("--disable-gpu")
        .add("--disable-dev-shm-usage");
    return body;
  }

  /** Opens a page and waits until it is loaded. */
  void open(String url) {
    JsonNode unused =
        ask("POST", session + "/url", JsonNodeFactory.instance.objectNode().put("url", url));
  }

  /** Types a text into the element that a CSS selector finds; {@code \n} is the enter key. */
  void type(String selector, String text) {
    ObjectNode find = JsonNodeFactory.instance.objectNode();
    find.put("using", "css selector").put("value", selector);
    String element = ask("POST", session + "/element", find).path(ELEMENT).asText();
    JsonNode unused =
        ask(
            "POST",
            session + "/element/" + element + "/value",
            JsonNodeFactory.instance.objectNode().put("text", text));
  }

  String title() {
    return ask("GET", session + "/title", null).asText();
  }

  /** What can be read on the page. */
  String text() {
    ObjectNode script = JsonNodeFactory.instance.objectNode();
    script.put("script", "return document.body.innerText").putArray("args");
    return ask("POST", session + "/execute/sync", script).asText();
  }

  private JsonNode ask(String method, String url, ObjectNode body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(1));
      String answer =
          http.send(
                  body == null
                      ? request.method(method, HttpRequest.BodyPublishers.noBody()).build()
                      : request
                          .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
                          .build(),
                  BodyHandlers.ofString())
              .body();
      JsonNode value = JSON.readTree(answer).path("value");
      if (value.has("error")) {
        throw new IllegalStateException(value.path("message").asText());
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("chromedriver answered no JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      JsonNode unused = ask("DELETE", session, null);
    } finally {
      driver.destroy();
    }
  }
}
