package io.osplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {
  private static Request of(String method, String path, String body)
      throws JsonProcessingException {
    return Request.of(
        method, path, new ObjectMapper().readTree(body), "", Instant.EPOCH, Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /api/v1/namespaces/ns/pods?labelSelector=a%3Db,              list,   pods,         '',"
        + "       false",
    "GET,    /api/v1/namespaces/ns/pods?labelSelector=a&watch=1,          watch,  pods,         '',"
        + "       false",
    "GET,    /apis/apps/v1/namespaces/ns/statefulsets/galera,             get,    statefulsets,"
        + " galera,   false",
    "PATCH,  /apis/apps/v1/namespaces/ns/statefulsets/galera?force=false, patch,  statefulsets,"
        + " galera,   true",
    "PUT,    /api/v1/namespaces/ns/configmaps/osplane-receipts,           update, configmaps,  "
        + " osplane-receipts, true",
    "DELETE, /api/v1/namespaces/ns/pods/galera-0,                         delete, pods,        "
        + " galera-0, true",
    "GET,    /api/v1/namespaces/ns/pods/galera-0/exec?command=bash,       exec,   pods,        "
        + " galera-0, true",
    "POST,   /api/v1/namespaces/ns/services/keystone:5000/proxy/v3/auth,  proxy,  services,    "
        + " keystone, false"
  })
  void of_path_readsVerbResourceAndName(
      String method, String path, String verb, String resource, String object, boolean isWrite)
      throws JsonProcessingException {
    Request request = of(method, path, "{}");

    assertThat(request)
        .extracting(Request::verb, Request::resource, Request::object, Request::isWrite)
        .containsExactly(verb, resource, object, isWrite);
  }

  @Test
  void of_creation_readsTheNameFromTheBody() throws JsonProcessingException {
    Request request =
        of(
            "POST",
            "/apis/batch/v1/namespaces/ns/jobs?fieldManager=osplane",
            """
            {"metadata": {"name": "keystone-schema"}}
            """);

    assertThat(request.verb()).isEqualTo("create");
    assertThat(request.object()).isEqualTo("keystone-schema");
  }
}
