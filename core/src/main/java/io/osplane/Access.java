package io.osplane;

import java.util.Optional;

/**
 * How a client logs in to the cloud.
 *
 * @param authUrl the Keystone URL inside the Kubernetes cluster
 * @param externalAuthUrl the Keystone URL outside; empty while nothing is exposed
 * @param authority where the certificate of the authority is that signed for the URL outside; empty
 *     if nothing is exposed, or the certificate is the caller's own
 * @param region the region's name
 * @param project the project to scope to
 * @param user the user's name
 * @param domain the domain of user and project
 * @param password where the password is
 */
public record Access(
    String authUrl,
    String externalAuthUrl,
    Optional<SecretRef> authority,
    String region,
    String project,
    String user,
    String domain,
    SecretRef password) {

  /**
   * A {@code clouds.yaml} for the OpenStack clients; the password is left out and its place is said
   * in a comment.
   *
   * @param cloud the name of the entry
   */
  public String toCloudsYaml(String cloud) {
    return """
        clouds:
          %s:
            # the password is in %s
            auth:
              auth_url: %s
              username: %s
              project_name: %s
              user_domain_name: %s
              project_domain_name: %s
            region_name: %s
        """
        .formatted(cloud, password, authUrl, user, project, domain, domain, region);
  }
}
