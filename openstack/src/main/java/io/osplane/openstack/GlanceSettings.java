package io.osplane.openstack;

import io.osplane.service.Setting;
import java.util.List;

/** What operators often set of Glance, for {@code ApiServiceSpec.with}; -1 is any number. */
public final class GlanceSettings {
  /** Whether its logs tell everything. */
  public static final Setting<Boolean> DEBUG = Setting.truth("glance", "DEFAULT", "debug");

  /** How much the images of a user may take, as {@code 500GB}; 0 for any size. */
  public static final Setting<String> USER_STORAGE_QUOTA =
      Setting.text(
          "glance",
          "DEFAULT",
          "user_storage_quota",
          "[0-9]+(B|KB|MB|GB|TB)?",
          "a size as 500GB, or 0 for any");

  /** How many members an image may have. */
  public static final Setting<Integer> IMAGE_MEMBER_QUOTA =
      Setting.whole("glance", "DEFAULT", "image_member_quota", -1, Integer.MAX_VALUE);

  /** How many properties an image may have. */
  public static final Setting<Integer> IMAGE_PROPERTY_QUOTA =
      Setting.whole("glance", "DEFAULT", "image_property_quota", -1, Integer.MAX_VALUE);

  /** How many tags an image may have. */
  public static final Setting<Integer> IMAGE_TAG_QUOTA =
      Setting.whole("glance", "DEFAULT", "image_tag_quota", -1, Integer.MAX_VALUE);

  /** How many entries a list has at most. */
  public static final Setting<Integer> API_LIMIT_MAX =
      Setting.whole("glance", "DEFAULT", "api_limit_max", 1, 1_000_000);

  /** The formats that images may have, as {@code qcow2}. */
  public static final Setting<List<String>> DISK_FORMATS =
      Setting.words("glance", "image_format", "disk_formats");

  private GlanceSettings() {}
}
