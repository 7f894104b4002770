package io.osplane.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.osplane.error.InvalidSpecException;
import io.osplane.error.Violation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpecViolationsTest {
  private static final String DOCUMENT = "one document of YAML or JSON";
  private static final String PLAIN = "plain values, written out";
  private static final String NAMES =
      "release, size, region, clusterDomain, exposure, spread, images, acknowledging, components";
  private static final String ROOT = "a mapping with the fields " + NAMES;
  private static final String ROOT_NAMES = "one of " + NAMES;

  @Test
  void violation_whenARefusalRepeatsAHostileText_isOneShortLine() {
    String name = "x".repeat(100_000);
    String text = "release: \"20\\n25\"\ncomponents:\n- {kind: store, name: " + name + "}";

    assertThat(violations(text))
        .contains(
            "release: '20 25' is no OpenStack release: use its number, for example 2025.1; a valid"
                + " release")
        .allMatch(violation -> violation.length() < 500 && !violation.contains("\n"));
  }

  static Stream<Arguments> wrongDocuments() {
    return Stream.of(
        wrong("", "(document): found nothing; " + ROOT),
        wrong("just text", "(document): found the text 'just text'; " + ROOT),
        wrong("[]", "(document): found a list; " + ROOT),
        wrong("a: b: c", "(document): line 1: mapping values are not allowed here; " + DOCUMENT),
        wrong(
            "region: 'x\nsize: TINY",
            "(document): line 1: while scanning a quoted scalar, found unexpected end of stream; "
                + DOCUMENT),
        wrong(
            "region: a\nsize: TINY\nregion: b",
            "(document): line 3: Duplicate field 'region'; " + DOCUMENT),
        wrong(
            "images:\n  overrides: {a: x, a: y}",
            "(document): line 2: Duplicate field 'a'; " + DOCUMENT),
        wrong(
            "{\"region\": \"a\", \"region\": \"b\"}",
            "(document): line 1: Duplicate field 'region'; " + DOCUMENT),
        wrong(
            "{\"region\": \"a\"} {}",
            "(document): line 1: expected '<document start>', but found '{'; " + DOCUMENT),
        wrong("region: a\n---\nregion: b", "(document): more than one document; " + DOCUMENT),
        wrong("region: a\n---\n", "(document): more than one document; " + DOCUMENT),
        wrong("size: TINY\nregion: *r", "(document): line 2: an anchor, alias or tag; " + PLAIN),
        wrong("components: &c\n- {}", "(document): line 1: an anchor, alias or tag; " + PLAIN),
        wrong(
            "region: !!java.net.URL [here]",
            "(document): line 1: an anchor, alias or tag; " + PLAIN),
        wrong("region: !!binary aGVyZQ==", "(document): line 1: an anchor, alias or tag; " + PLAIN),
        wrong("region: !x here", "(document): line 1: an anchor, alias or tag; " + PLAIN),
        wrong(
            "region: \u0001",
            "(document): line 1: special characters are not allowed; " + DOCUMENT),
        wrong(
            "[".repeat(5000),
            "(document): Document nesting depth (1001) exceeds the maximum allowed (1000, from "
                + "`StreamReadConstraints.getMaxNestingDepth()`); "
                + DOCUMENT),
        wrong(
            "region: " + "x".repeat(1 << 20),
            "(document): larger than 1 MiB; a text of at most 1 MiB"));
  }

  static Stream<Arguments> wrongFields() {
    return Stream.of(
        wrong("releas: '2025.1'", "releas: unknown field; release"),
        wrong("colour: red", "colour: unknown field; " + ROOT_NAMES),
        wrong("<<: {region: here}", "<<: unknown field; " + ROOT_NAMES),
        wrong(
            "release: 2025.10",
            "release: found the number 2025.10; a valid release in quotes: \"2025.10\""),
        wrong(
            "release: epoxy",
            "release: 'epoxy' is no OpenStack release: use its number, for example 2025.1; a "
                + "valid release"),
        wrong("size: HUGE", "size: unknown value 'HUGE'; one of TINY, SMALL, MEDIUM, LARGE"),
        wrong("size: TINI", "size: unknown value 'TINI'; TINY"),
        wrong("size: 1", "size: found the number 1; one of TINY, SMALL, MEDIUM, LARGE"),
        wrong("region:", "region: found nothing; a text"),
        wrong("region: true", "region: found true; a text in quotes: \"true\""),
        wrong("region: [here]", "region: found a list; a text"),
        wrong(
            "images: osp",
            "images: found the text 'osp'; a mapping with the fields registry, tag, overrides, "
                + "pullSecrets"),
        wrong(
            "images: {registry: 5}",
            "images.registry: found the number 5; a text in quotes: \"5\""),
        wrong(
            "images: {pullSecrets: regcred}",
            "images.pullSecrets: found the text 'regcred'; a list"),
        wrong(
            "images: {pullSecrets: [a, 1, null]}",
            "images.pullSecrets[1]: found the number 1; a text in quotes: \"1\"",
            "images.pullSecrets[2]: found nothing; a text"),
        wrong(
            "images: {overrides: {galera: [x]}}", "images.overrides[galera]: found a list; a text"),
        wrong("images: {overrides: [x]}", "images.overrides: found a list; a mapping"),
        wrong("images: {registri: x}", "images.registri: unknown field; registry"),
        wrong("components: {kind: store}", "components: found a mapping; a list"));
  }

  static Stream<Arguments> wrongComponents() {
    return Stream.of(
        wrong("store", "components[0]: found the text 'store'; a mapping with a kind"),
        wrong("{}", "components[0].kind: missing; one of glance, keystone, store"),
        wrong("{name: db}", "components[db].kind: missing; one of glance, keystone, store"),
        wrong(
            "{kind: 3, name: db}",
            "components[db].kind: found the number 3; one of glance, keystone, store"),
        wrong(
            "{kind: galera, name: db}",
            "components[db].kind: unknown kind 'galera' (known: glance, keystone, store); put "
                + "io.osplane:osplane-galera on the class path"),
        wrong(
            "{kind: rabbitmq}",
            "components[0].kind: unknown kind 'rabbitmq' (known: glance, keystone, store); put "
                + "io.osplane:osplane-rabbitmq on the class path"),
        wrong(
            "{kind: memcached}",
            "components[0].kind: unknown kind 'memcached' (known: glance, keystone, store); put "
                + "io.osplane:osplane-openstack on the class path"),
        wrong(
            "{kind: vault}",
            "components[0].kind: unknown kind 'vault' (known: glance, keystone, store); put a "
                + "jar with a component of kind 'vault' on the class path"),
        wrong("{kind: store, replica: 3}", "components[store].replica: unknown field; replicas"),
        wrong(
            "{kind: store, colour: red}",
            "components[store].colour: unknown field; one of kind, name, replicas, storage, "
                + "quota, tls, mode, since, backup, hosts, volumes, options, "
                + "mounts, port, archive"),
        wrong(
            "{kind: store, replicas: three}",
            "components[store].replicas: found the text 'three'; a whole number"),
        wrong(
            "{kind: store, replicas: '3'}",
            "components[store].replicas: found the text '3'; a whole number"),
        wrong(
            "{kind: store, replicas: 3.0}",
            "components[store].replicas: found the number 3.0; a whole number"),
        wrong(
            "{kind: store, replicas: 3000000000}",
            "components[store].replicas: 3000000000 is not between -2147483648 and 2147483647; a "
                + "whole number"),
        wrong(
            "{kind: store, quota: 9223372036854775808}",
            "components[store].quota: 9223372036854775808 is not between -9223372036854775808 "
                + "and 9223372036854775807; a whole number"),
        wrong(
            "{kind: store, tls: yes}",
            "components[store].tls: found the text 'yes'; true or false"),
        wrong(
            "{kind: store, mode: STRIKT}",
            "components[store].mode: unknown value 'STRIKT'; STRICT"),
        wrong(
            "{kind: store, storage: 50}",
            "components[store].storage: found the number 50; a text in quotes: \"50\""),
        wrong(
            "{kind: store, name: Big_One}",
            "components[0].name: 'Big_One' is no component name: use a-z, 0-9 and '-', at most "
                + "40 characters; a valid component name"),
        wrong(
            "{kind: store, name: 5}",
            "components[0].name: found the number 5; a valid component name in quotes: \"5\""),
        wrong(
            "{kind: store, name: db, backup: {keep: -1}}",
            "components[db].backup: keep is below 0; a valid backup"),
        wrong(
            "{kind: store, backup: {keep: x, scheduel: y}}",
            "components[store].backup.keep: found the text 'x'; a whole number",
            "components[store].backup.scheduel: unknown field; schedule"),
        wrong(
            "{kind: store, port: x}", "components[store].port: found the text 'x'; a whole number"),
        wrong(
            "{kind: store, archive: []}",
            "components[store].archive: found a list; a mapping with the fields keep, schedule, "
                + "bucket"),
        wrong("{kind: store, hosts: null}", "components[store].hosts: found nothing; a list"),
        wrong(
            "{kind: store, volumes: [{path: /a, readOnly: true}, {path: /b}]}",
            "components[store].volumes[1].readOnly: missing; true or false"),
        wrong(
            "{kind: store, mounts: {data: {readOnly: 1}}}",
            "components[store].mounts[data].readOnly: found the number 1; true or false",
            "components[store].mounts[data].path: missing; a text"),
        wrong(
            "{kind: glance, name: glance}",
            "components[glance].replicas: missing; a whole number",
            "components[glance].config: missing; a mapping"),
        wrong(
            "{kind: glance, name: glance, replicas: 1, config: {debug: true}}",
            "components[glance].config[debug]: found true; a text in quotes: \"true\""));
  }

  @ParameterizedTest
  @MethodSource({"wrongDocuments", "wrongFields"})
  void read_whenDocumentIsWrong_saysWhatAndWhere(String text, List<String> expected) {
    assertThat(violations(text)).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("wrongComponents")
  void read_whenComponentIsWrong_namesIt(String component, List<String> expected) {
    assertThat(violations("components:\n- " + component)).containsExactlyElementsOf(expected);
  }

  @Test
  void read_whenNameIsThereTwice_saysAtWhichIndexes() {
    assertThat(
            violations(
                """
                components:
                - {kind: store}
                - {kind: glance, name: api, replicas: 1, config: {}}
                - {kind: keystone, name: api, replicas: 1, config: {}}
                - {kind: vault, name: store}
                """))
        .containsExactly(
            "components[api]: duplicate name, at index 1 and 2; a name of its own for each",
            "components[store]: duplicate name, at index 0 and 3; a name of its own for each",
            "components[store].kind: unknown kind 'vault' (known: glance, keystone, store); "
                + "put a jar with a component of kind 'vault' on the class path");
  }

  @Test
  void read_whenMuchIsWrong_saysAllInTheOrderOfTheDocument() {
    assertThat(
            violations(
                """
                region: 7
                relaese: "2025.1"
                components:
                - kind: store
                  hosts: [a, 2]
                  replicas: many
                  name: db
                - 3
                - {kind: glance, name: -, config: {a: 1}}
                images: {tag: 2}
                size: tiny
                """))
        .containsExactly(
            "region: found the number 7; a text in quotes: \"7\"",
            "relaese: unknown field; release",
            "components[db].hosts[1]: found the number 2; a text in quotes: \"2\"",
            "components[db].replicas: found the text 'many'; a whole number",
            "components[1]: found the number 3; a mapping with a kind",
            "components[2].name: '-' is no component name: use a-z, 0-9 and '-', at most 40"
                + " characters; a valid component name",
            "components[2].config[a]: found the number 1; a text in quotes: \"1\"",
            "components[2].replicas: missing; a whole number",
            "images.tag: found the number 2; a text in quotes: \"2\"",
            "size: unknown value 'tiny'; one of TINY, SMALL, MEDIUM, LARGE");
  }

  @Test
  void read_whenNoKindIsKnown_saysSo() {
    assertThat(violations(new SpecCodec(List.of()), "components: [{kind: galera}]"))
        .containsExactly(
            "components[0].kind: unknown kind 'galera' (none is known); "
                + "put io.osplane:osplane-galera on the class path");
  }

  @Test
  void read_whenSpecSaysAnotherKind_refusesIt() {
    SpecCodec codec = new SpecCodec(List.of(new FakeComponent<>("shop", StoreSpec.class)));
    assertThat(violations(codec, "components: [{kind: shop}]"))
        .containsExactly(
            "components[store].kind: kind 'shop' has a spec that says it is of kind 'store'; a"
                + " component whose spec agrees");
  }

  private static Arguments wrong(String text, String... violations) {
    return arguments(text, List.of(violations));
  }

  private static List<String> violations(String text) {
    return violations(Codecs.CODEC, text);
  }

  private static List<String> violations(SpecCodec codec, String text) {
    InvalidSpecException thrown =
        catchThrowableOfType(InvalidSpecException.class, () -> codec.read(text));
    assertThat(thrown).as("nothing was refused").isNotNull();
    return thrown.violations().stream().map(Violation::toString).toList();
  }
}
