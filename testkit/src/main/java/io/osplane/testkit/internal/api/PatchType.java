package io.osplane.testkit.internal.api;

import java.util.Arrays;

/** The kinds of patch by their media types. */
enum PatchType {
  JSON("application/json-patch+json"),
  MERGE("application/merge-patch+json"),
  STRATEGIC("application/strategic-merge-patch+json"),
  APPLY("application/apply-patch+yaml");

  private final String mediaType;

  PatchType(String mediaType) {
    this.mediaType = mediaType;
  }

  static PatchType of(String contentType) {
    return Arrays.stream(values())
        .filter(t -> contentType.startsWith(t.mediaType))
        .findFirst()
        .orElseThrow(
            () ->
                new ApiError(
                    415,
                    "UnsupportedMediaType",
                    "the body of the request was in an unknown format - accepted media types"
                        + " include: application/json-patch+json, application/merge-patch+json,"
                        + " application/strategic-merge-patch+json, application/apply-patch+yaml"));
  }
}
