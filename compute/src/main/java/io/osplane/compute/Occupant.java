package io.osplane.compute;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * A server with what decides how it can leave its host.
 *
 * @param guest the server
 * @param ephemeral the size of its further disks on the host, in GiB
 * @param hasDevice whether it has a device of the host
 * @param hasTpm whether it has a TPM, whose content is on the host
 * @param tags its tags
 */
record Occupant(Guest guest, int ephemeral, boolean hasDevice, boolean hasTpm, Set<String> tags) {
  /** As Nova shows it. */
  static Occupant of(JsonNode server) {
    JsonNode flavor = server.path("flavor");
    JsonNode specs = flavor.path("extra_specs");
    Set<String> tags = new TreeSet<>();
    server.path("tags").forEach(tag -> tags.add(tag.asText()));
    return new Occupant(
        new Guest(
            server.path("id").asText(),
            server.path("name").asText(),
            server.path("OS-EXT-SRV-ATTR:host").asText(""),
            server.path("status").asText(),
            server.path("OS-EXT-STS:task_state").asText("")),
        flavor.path("ephemeral").asInt(),
        specs.has("pci_passthrough:alias") || specs.has("resources:VGPU"),
        specs.has("hw:tpm_version"),
        tags);
  }

  /** Whether a drain has begun to shelve it, and has not come to its end. */
  boolean isMarked() {
    return tags.contains(Shelving.WAS_OFF) || tags.contains(Shelving.WAS_ON);
  }

  /** Whether something is being done to it. */
  boolean isBusy() {
    return !guest.task().isEmpty();
  }

  /** Whether its image is being made, or its host being left. */
  boolean isLeaving() {
    return guest.task().startsWith("shelving");
  }
}
