package io.osplane.internal.spec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Between text and trees of nodes: one document of YAML or JSON, without duplicate keys, aliases
 * and tagged values, of at most 1 MiB of UTF-8. Of YAML's words for a truth only true and false are
 * one.
 */
final class SpecText {
  private static final int MOST_BYTES = 1 << 20;
  private static final ObjectMapper JSON = mapper(new JsonFactory());
  private static final ObjectMapper YAML =
      mapper(
          YAMLFactory.builder()
              .stringQuotingChecker(new PlainText())
              .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
              .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());

  private SpecText() {}

  private static ObjectMapper mapper(JsonFactory factory) {
    return JsonMapper.builder(factory)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }

  /** The tree of the one document, or null after telling the place why there is none. */
  static @Nullable JsonNode parse(String text, Place document) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      document.refuse("larger than 1 MiB", "a text of at most 1 MiB");
      return null;
    }
    JsonNode json = text.stripLeading().startsWith("{") ? json(text) : null;
    return json == null ? yaml(text, document) : json;
  }

  /** What begins like JSON may still be YAML, which then says what is wrong with it. */
  private static @Nullable JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static @Nullable JsonNode yaml(String text, Place document) {
    try {
      return isOnePlainDocument(text, document) ? YAML.readTree(text) : null;
    } catch (JsonProcessingException e) {
      document.refuse(line(e.getLocation()) + cause(e), "one document of YAML or JSON");
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looks for what the tree would not show: further documents, anchors, aliases and tags. */
  private static boolean isOnePlainDocument(String text, Place document) throws IOException {
    int documents = 0;
    try (YAMLParser tokens = (YAMLParser) YAML.createParser(text)) {
      while (tokens.nextToken() != null) {
        if (isReference(tokens)) {
          document.refuse(
              line(tokens.currentTokenLocation()) + "an anchor, alias or tag",
              "plain values, written out");
          return false;
        }
        documents += endsDocument(tokens) ? 1 : 0;
      }
    }
    if (documents > 1) {
      document.refuse("more than one document", "one document of YAML or JSON");
    }
    return documents <= 1;
  }

  private static boolean isReference(YAMLParser tokens) throws IOException {
    return tokens.isCurrentAlias() || tokens.getObjectId() != null || tokens.getTypeId() != null;
  }

  private static boolean endsDocument(JsonParser tokens) {
    return tokens.getParsingContext().inRoot() && !tokens.currentToken().isStructStart();
  }

  private static String line(@Nullable JsonLocation location) {
    return location == null ? "" : "line " + location.getLineNr() + ": ";
  }

  /** The message without the excerpts of the text, which are indented. */
  private static String cause(JsonProcessingException e) {
    return e.getOriginalMessage()
        .lines()
        .filter(line -> !line.startsWith(" "))
        .collect(Collectors.joining(", "));
  }

  static String yaml(JsonNode tree) {
    try {
      return YAML.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no YAML: " + e.getOriginalMessage(), e);
    }
  }

  static String json(JsonNode tree) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return JSON.writer(printer).writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
