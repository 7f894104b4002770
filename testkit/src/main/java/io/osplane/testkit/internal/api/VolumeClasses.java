package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.internal.model.Tree;

/** Which storage class claims get that name none. */
public final class VolumeClasses {
  public static final String DEFAULT_ANNOTATION = "storageclass.kubernetes.io/is-default-class";

  private VolumeClasses() {}

  static boolean isDefault(JsonNode storageClass) {
    return "true".equals(Tree.map(storageClass, "metadata.annotations").get(DEFAULT_ANNOTATION));
  }
}
