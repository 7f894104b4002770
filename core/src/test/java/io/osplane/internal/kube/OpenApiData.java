package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Build tool: writes {@code kubernetes-fields.json} from the {@code /openapi/v3} documents of a
 * real API server. Arguments: base URL, bearer token, output file. The server's certificate is not
 * checked.
 */
public final class OpenApiData {
  private static final List<String> GROUPS =
      List.of(
          "api/v1",
          "apis/apps/v1",
          "apis/batch/v1",
          "apis/policy/v1",
          "apis/rbac.authorization.k8s.io/v1",
          "apis/coordination.k8s.io/v1",
          "apis/networking.k8s.io/v1",
          "apis/storage.k8s.io/v1",
          "apis/autoscaling/v2");

  private OpenApiData() {}

  public static void main(String[] arguments) throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(trustingAll()).build();
    List<JsonNode> documents = new ArrayList<>();
    for (String group : GROUPS) {
      documents.add(document(client, arguments[0] + "/openapi/v3/" + group, arguments[1]));
    }
    Files.writeString(Path.of(arguments[2]), OpenApiReduction.of(documents).text());
  }

  private static JsonNode document(HttpClient client, String url, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build();
    var response = client.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(url + " answered " + response.statusCode());
    }
    return new JsonMapper().readTree(response.body());
  }

  static SSLContext trustingAll() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustingAll()}, new SecureRandom());
    return context;
  }

  /** The extended kind, because only for it the JDK leaves out the check of the host name. */
  private static final class TrustingAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
