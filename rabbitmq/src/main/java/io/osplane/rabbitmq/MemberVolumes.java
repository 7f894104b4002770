package io.osplane.rabbitmq;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.List;

/** The volumes of a member's pod beside the one with its data. */
final class MemberVolumes {
  private MemberVolumes() {}

  /** The configuration in one directory, the cookie, and where a read-only root is written to. */
  static List<Volume> of(Names names, String config) {
    return List.of(config(names, config), cookie(names), scratch("tmp"), scratch("log"));
  }

  private static Volume config(Names names, String config) {
    return new VolumeBuilder()
        .withName("config")
        .withNewProjected()
        .withDefaultMode(0440)
        .addNewSource()
        .withNewConfigMap()
        .withName(config)
        .endConfigMap()
        .endSource()
        .addNewSource()
        .withNewConfigMap()
        .withName(names.memberList())
        .addNewItem("20-members.conf", null, "conf.d/20-members.conf")
        .endConfigMap()
        .endSource()
        .addNewSource()
        .withNewSecret()
        .withName(names.config())
        .addNewItem("30-account.conf", null, "conf.d/30-account.conf")
        .endSecret()
        .endSource()
        .endProjected()
        .build();
  }

  private static Volume cookie(Names names) {
    return new VolumeBuilder()
        .withName("cookie")
        .withNewSecret()
        .withSecretName(names.cookie())
        .withDefaultMode(0400)
        .addNewItem("password", null, "erlang.cookie")
        .endSecret()
        .build();
  }

  private static Volume scratch(String name) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withSizeLimit(new Quantity("64Mi"))
        .endEmptyDir()
        .build();
  }
}
