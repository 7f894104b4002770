package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.SecretRef;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.SecretTemplate;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretFormsTest {
  private static final SecretRef REF = SecretRef.of("db", "password");

  @Test
  void redact_takesOutTheUrlEncodedValue() {
    try (ApiDouble api = new ApiDouble()) {
      put(api, "p@ss/w0rd!");

      assertThat(Situations.look(api).secrets().redact("mysql://nova:p%40ss%2Fw0rd%21@db"))
          .doesNotContain("p%40ss");
    }
  }

  @Test
  void redact_whenTheValueEndsInANewline_takesItOut() {
    try (ApiDouble api = new ApiDouble()) {
      put(api, "s3cret-value\n");

      assertThat(Situations.look(api).secrets().redact("login with s3cret-value failed"))
          .doesNotContain("s3cret-value");
    }
  }

  @Test
  void redact_whenTheSecretIsTheCallers_takesItOut() {
    try (ApiDouble api = new ApiDouble()) {
      Situation now = Situations.look(api);
      put(api, "s3cret-value");
      assertThat(now.secrets().reveal(REF)).isEqualTo("s3cret-value");

      assertThat(now.secrets().redact("login with s3cret-value")).doesNotContain("s3cret-value");
    }
  }

  @Test
  void url_whenAValueHasASpace_isPercentEncoded() {
    assertThat(
            new SecretTemplate("t", Map.of("f", SecretTemplate.urlEncoded(REF))).fill(ref -> "a b"))
        .containsEntry("f", "a%20b");
  }

  @Test
  void reference_inAnyLocale_isTheSame() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));

      assertThat(new DatabaseClaim.Binding("db", 3306, "d", "u", REF).url())
          .isEqualTo("mysql+pymysql://u:${secret:db/password@1|url}@db:3306/d?charset=utf8");
      assertThat(new SecretTemplate("t", Map.of("f", SecretTemplate.value(REF))).fill(ref -> "v"))
          .containsEntry("f", "v");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static void put(ApiDouble api, String value) {
    api.store(
        "/api/v1/namespaces/ns/secrets/db",
        "{\"data\":{\"password\":\"" + Desired.base64(value) + "\"}}");
  }
}
