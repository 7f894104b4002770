package io.osplane;

/**
 * What is wanted of one component: an immutable record whose components are the fields of its YAML
 * form.
 *
 * <p>An implementation is a record with a canonical constructor that accepts any value; what is
 * wrong with the values is said by {@code Component.validate}, all at once.
 */
public interface ComponentSpec {
  /** The name of this instance, unique within the control plane. */
  ComponentName name();

  /** The word that selects the component's implementation, for example {@code galera}. */
  String kind();

  /** A copy with another number of members. */
  ComponentSpec withReplicas(int replicas);
}
