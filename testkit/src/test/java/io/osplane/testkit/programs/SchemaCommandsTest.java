package io.osplane.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCommandsTest extends WithServices {
  static final String CELLS = "/osplane/scripts/cells.py nova_cell0";

  private void run(String service, String... lines) {
    configure(service);
    runCommands(service, lines);
  }

  @ParameterizedTest
  @CsvSource({
    "glance, glance-manage db sync; glance-manage db load_metadefs",
    "glance, glance-manage db expand; glance-manage db migrate; glance-manage db contract",
    "placement, placement-manage db sync; placement-manage db online_data_migrations",
    "nova, nova-manage api_db sync; " + CELLS + "; nova-manage db sync",
    "neutron, neutron-db-manage upgrade heads; neutron-db-manage upgrade --expand",
    "neutron, neutron-db-manage upgrade --contract",
    "barbican, barbican-manage db upgrade; barbican-manage db clean --min-days 30",
    "heat, heat-manage db_sync; heat-manage service clean; heat-manage purge_deleted 30",
    "cinder, cinder-manage db sync; cinder-manage db online_data_migrations"
  })
  void commands_inTheirOrder_succeed(String service, String lines) {
    runDatabase();

    run(service, lines.split("; ", -1));

    assertThat(failedRuns(service)).as(saidByCommands(service)).isZero();
    assertThat(saidByCommands(service).lines()).hasSameSizeAs(lines.split("; ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "glance, glance-manage db load_metadefs, schema_of_database",
    "placement, placement-manage db online_data_migrations, schema_of_placement_database",
    "nova, " + CELLS + ", schema_of_api_database",
    "nova, nova-manage api_db sync; nova-manage db sync, Could not access cell0",
    "nova, nova-manage db online_data_migrations, schema_of_api_database"
  })
  void commands_beforeOthersThatTheyNeed_failAndSayWhy(String service, String lines, String why) {
    runDatabase();

    run(service, lines.split("; ", -1));

    assertThat(failedRuns(service)).isEqualTo(1);
    assertThat(saidByCommands(service)).contains(why);
  }

  @Test
  void maintenance_ofNova_worksOnTheDatabasesOfAllCells() {
    runDatabase();

    run(
        "nova",
        "nova-manage api_db sync",
        CELLS,
        "nova-manage db sync",
        "nova-manage db online_data_migrations",
        "nova-manage db archive_deleted_rows --until-complete --all-cells");

    assertThat(failedRuns("nova")).as(saidByCommands("nova")).isZero();
  }

  @Test
  void cells_whenTheirDatabaseIsNotThere_areNotSynced() {
    runDatabase();

    run(
        "nova",
        "nova-manage api_db sync",
        "/osplane/scripts/cells.py elsewhere",
        "nova-manage db sync");

    assertThat(failedRuns("nova")).isEqualTo(1);
    assertThat(saidByCommands("nova")).contains("to database 'elsewhere'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"glance-manage db sync", "nova-manage api_db sync"})
  void commands_withoutDatabase_failAndSayWhy(String line) {
    run("nova", line);

    assertThat(failedRuns("nova")).isEqualTo(1);
    assertThat(saidByCommands("nova")).contains("CRITICAL").doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nova-manage db purge", "glance-manage", "vi /etc/nova/nova.conf"})
  void commands_whenUnknown_fail(String line) {
    run("nova", line);

    assertThat(failedRuns("nova")).isEqualTo(1);
    assertThat(saidByCommands("nova")).contains("the simulation does not know");
  }

  @Test
  void command_byItself_isRunAsWell() {
    configure("nova");
    create(
        "service-command.yaml",
        text ->
            text.replace("JOB", "nova-schema")
                .replace("SERVICE", "nova")
                .replace("COMMAND", "sh, -ec, chown nova /var/lib/nova"));

    assertThat(failedRuns("nova")).isZero();
  }
}
