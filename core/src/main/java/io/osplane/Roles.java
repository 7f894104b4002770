package io.osplane;

/**
 * The rights that Osplane needs, as Kubernetes YAML.
 *
 * @param role the Role for the control plane's namespace: without it nothing works
 * @param clusterRole the optional ClusterRole: without it some findings are UNKNOWN, nothing fails
 */
public record Roles(String role, String clusterRole) {}
