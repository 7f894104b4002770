package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.SecretRef;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.SecretTemplate;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SecretTemplateTest {
  private static final SecretRef REF = new SecretRef("db-users", "pass.word_1", 12);

  @Test
  void reference_isFilledInByItsValueWithItsEpoch() {
    SecretTemplate template =
        template("a " + SecretTemplate.value(REF) + " b " + SecretTemplate.value(REF));

    assertThat(template.fill(ref -> ref.equals(REF) ? "v" : "wrong"))
        .containsExactly(Map.entry("f", "a v b v"));
  }

  @Test
  void epochs_areEachReferenceOnce_sorted() {
    String text =
        SecretTemplate.urlEncoded(REF)
            + SecretTemplate.value(SecretRef.of("a", "k"))
            + SecretTemplate.value(REF);

    assertThat(template(text).epochs()).isEqualTo("a/k@1,db-users/pass.word_1@12");
    assertThat(template("plain").epochs()).isEmpty();
  }

  @Property(tries = 200)
  void value_ofAnyForm_isFilledInAsItIs(@ForAll String value) {
    assertThat(template("<" + SecretTemplate.value(REF) + ">").fill(ref -> value))
        .containsEntry("f", "<" + value + ">");
  }

  @Test
  void value_withDollarsAndBackslashes_isFilledInAsItIs() {
    assertThat(template(SecretTemplate.value(REF)).fill(ref -> "$1\\$0${x}\\"))
        .containsEntry("f", "$1\\$0${x}\\");
  }

  @Test
  void value_thatLooksLikeAReference_isNotFilledInAgain() {
    String nested = SecretTemplate.value(SecretRef.of("other", "key"));

    assertThat(template(SecretTemplate.value(REF)).fill(ref -> nested)).containsEntry("f", nested);
  }

  @Property(tries = 200)
  void value_inAUrl_isDecodedToWhatItWas(@ForAll("ascii") String value) {
    String filled = template(SecretTemplate.urlEncoded(REF)).fill(ref -> value).get("f");

    assertThat(filled).matches("[-._*+%A-Za-z0-9]*");
    assertThat(URLDecoder.decode(filled, StandardCharsets.UTF_8)).isEqualTo(value);
  }

  @Provide
  Arbitrary<String> ascii() {
    return Arbitraries.strings().ascii();
  }

  @Test
  void url_ofADatabase_hasTheSpecialCharactersEncoded() {
    DatabaseClaim.Binding binding =
        new DatabaseClaim.Binding("db.ns.svc", 3306, "nova_api", "nova", REF);

    assertThat(template(binding.url()).fill(ref -> "p@s/s:w?#%").get("f"))
        .isEqualTo(
            "mysql+pymysql://nova:p%40s%2Fs%3Aw%3F%23%25@db.ns.svc:3306/nova_api?charset=utf8");
  }

  @Test
  void placeholder_thatIsNoReference_staysAsItIs() {
    String text = "${HOME} ${secret:} ${secret:a/b} ${secret:a/b@x} $" + "{other:a/b@1} 100$";

    assertThat(template(text).fill(ref -> "wrong")).containsEntry("f", text);
    assertThat(template(text).sources()).isEmpty();
  }

  @Test
  void fill_whenAValueIsMissing_passesTheErrorOn() {
    IllegalStateException missing = new IllegalStateException("not there");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                template(SecretTemplate.value(REF))
                    .fill(
                        ref -> {
                          throw missing;
                        }))
        .isSameAs(missing);
  }

  @Test
  void sources_areTheSecretsOfAllFilesOnceEach() {
    SecretTemplate template =
        new SecretTemplate(
            "t",
            Map.of(
                "a", SecretTemplate.value(REF) + SecretTemplate.value(SecretRef.of("zz", "k")),
                "b", SecretTemplate.urlEncoded(SecretRef.of("aa", "k")),
                "c", SecretTemplate.urlEncoded(REF)));

    assertThat(template.sources()).containsExactly("aa", "db-users", "zz");
  }

  private static SecretTemplate template(String text) {
    return new SecretTemplate("t", Map.of("f", text));
  }
}
