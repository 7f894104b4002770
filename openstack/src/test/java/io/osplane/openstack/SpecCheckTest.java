package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.Credential;
import io.osplane.Replicas;
import io.osplane.SecretRef;
import io.osplane.error.Violation;
import io.osplane.service.ApiServiceSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecCheckTest {
  private static final ApiServiceSpec SPEC = OpenStack.keystone(2);
  private final Keystone keystone = new Keystone();

  @ParameterizedTest
  @CsvSource({
    "database, connection, mysql://x, is set by Osplane from what is claimed",
    "cache, memcache_servers, x:1, is set by Osplane from what is claimed",
    "fernet_tokens, max_active_keys, 3, is set by Osplane from what is claimed",
    "DEFAULT, 'a = b', x, is no section and option",
    "'a]', b, x, is no section and option",
    "'', b, x, is no section and option",
    "DEFAULT, x, ${secret:keystone-admin/password@1}, is no plain value",
    "token, expiration, soon, is no number of seconds",
    "token, expiration, 0, is no number of seconds"
  })
  void validate_whenAnOptionIsWrong_saysWhere(
      String section, String option, String value, String problem) {
    assertThat(keystone.validate(SPEC.withOption(section, option, value), Given.PLANE))
        .extracting(Violation::path, Violation::problem)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "config[" + section + "][" + option + "]", problem));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "user_passwd",
        "jwt_secret",
        "ec2_secret_key",
        "secret-key",
        "admin_token",
        "admin-token"
      })
  void validate_whenAnOptionHoldsASecret_saysWhereItsValueBelongs(String option) {
    assertThat(keystone.validate(SPEC.withOption("ldap", option, "hunter2"), Given.PLANE))
        .containsExactly(
            new Violation(
                "config[ldap][" + option + "]",
                "holds a secret, and a spec is kept in the clear",
                "leave it out: passwords come from credentials and claims, never from config"));
  }

  @ParameterizedTest
  @CsvSource({
    "DEFAULT, debugg, true, is no option of keystone 2025.1, [DEFAULT] debug",
    "DEFAULT, expiration, 60, is no option of keystone 2025.1,"
        + " [receipt] expiration or [token] expiration",
    "tokens, expiration, 60, is no option of keystone 2025.1,"
        + " [token] expiration or [receipt] expiration",
    "DATABASE, connection, x, is no option of keystone 2025.1, [database] connection",
    "DEFAULT, debug, maybe, is no value that keystone 2025.1 takes, true or false",
    "database, max_pool_size, many, is no value that keystone 2025.1 takes, a whole number",
    "DEFAULT, notification_format, xml, is no value that keystone 2025.1 takes,"
        + " 'one of basic, cadf'",
    "profiler, hmac_keys, SECRET_KEY, 'holds a secret, and a spec is kept in the clear',"
        + " 'leave it out: passwords come from credentials and claims, never from config'",
    "openid, remote_id_attribute, HTTP_ISS, is no option of keystone 2025.1,"
        + " '[*] remote_id_attribute with a word of [auth] methods for * or"
        + " [federation] remote_id_attribute'"
  })
  void validate_whenKeystoneDoesNotKnowAnOption_saysWhatItKnows(
      String section, String option, String value, String problem, String expected) {
    String path = "config[" + section + "][" + option + "]";

    assertThat(keystone.validate(SPEC.withOption(section, option, value), Given.PLANE))
        .containsExactly(new Violation(path, problem, expected));
  }

  @Test
  void validate_whenASectionIsChosenByAnotherOption_knowsIt() {
    ApiServiceSpec federated =
        SPEC.withOption("auth", "methods", "password,token,openid")
            .withOption("openid", "remote_id_attribute", "HTTP_ISS");

    assertThat(keystone.validate(federated, Given.PLANE)).isEmpty();
  }

  @Test
  void validate_whenNobodyHasWrittenDownWhatTheReleaseKnows_acceptsAnyOption() {
    assertThat(
            keystone.validate(
                SPEC.withOption("DEFAULT", "debugg", "maybe"),
                Given.plane("2031.2", Given.PLANE.images())))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\n[database]", "a\r\nb", "a\n"})
  void validate_whenAValueHasMoreThanOneLine_refusesIt(String value) {
    assertThat(keystone.validate(SPEC.withOption("DEFAULT", "x", value), Given.PLANE)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "DEFAULT, debug, true",
    "database, max_pool_size, 20",
    "token, expiration, 3600",
    "token, allow_rescope_scoped_token, false",
    "security_compliance, password_regex, .*"
  })
  void validate_whenAnOptionIsTheUsersOwn_accepts(String section, String option, String value) {
    assertThat(keystone.validate(SPEC.withOption(section, option, value), Given.PLANE)).isEmpty();
  }

  @Test
  void validate_whenTheNamesOfCronJobsWouldBeTooLong_saysHowLongItMayBe() {
    assertThat(keystone.validate(SPEC.named("k".repeat(39)), Given.PLANE))
        .containsExactly(
            new Violation(
                "name", "has 39 characters, too many for its CronJobs", "at most 38 characters"));
    assertThat(keystone.validate(SPEC.named("k".repeat(38)), Given.PLANE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {101, Integer.MAX_VALUE})
  void validate_whenEveryConsumerWouldNameMoreServersThanFit_refuses(int replicas) {
    assertThat(new Memcached().validate(MemcachedSpec.of(replicas), Given.PLANE))
        .containsExactly(new Violation("replicas", "is " + replicas, "1 to 100"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void validate_whenThereAreNoReplicas_refuses(int replicas) {
    assertThat(keystone.validate(OpenStack.keystone(replicas), Given.PLANE)).hasSize(1);
    assertThat(new Memcached().validate(MemcachedSpec.of(replicas), Given.PLANE)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4, 'is 0', at least 1; remove it with removing",
    "5, 2, has min 5 above max 2, a max of at least min"
  })
  void validate_whenARangeIsWrong_saysWhatItHas(int min, int max, String problem, String expected) {
    ApiServiceSpec spec = SPEC.withReplicas(Replicas.between(min, max));

    assertThat(keystone.validate(spec, Given.PLANE))
        .containsExactly(new Violation("replicas", problem, expected));
  }

  @ParameterizedTest
  @CsvSource({
    "fernet, corp, password, 1, credentials[fernet], is no password of keystone",
    "admin, 'Corp!', password, 1, credentials[admin].secret, is no name of a Secret",
    "admin, corp, 'a b', 1, credentials[admin].key, is no key",
    "admin, corp, password, 0, credentials[admin].epoch, is 0"
  })
  void validate_whenACredentialIsWrong_saysWhere(
      String purpose, String secret, String key, int epoch, String path, String problem) {
    Credential credential = Credential.from(new SecretRef(secret, key, epoch));

    assertThat(keystone.validate(SPEC.withCredential(purpose, credential), Given.PLANE))
        .extracting(Violation::path, Violation::problem)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(path, problem));
  }

  @Test
  void validate_whenTheSpecIsTheDefault_accepts() {
    assertThat(keystone.validate(OpenStack.keystone(2), Given.PLANE)).isEmpty();
    assertThat(new Memcached().validate(MemcachedSpec.defaults(), Given.PLANE)).isEmpty();
  }
}
