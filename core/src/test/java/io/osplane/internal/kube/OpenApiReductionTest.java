package io.osplane.internal.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiReductionTest {
  private static final String PATHS =
      """
      'paths':{'/api/v1/namespaces/{namespace}/things/{name}':{'patch':{
        'x-kubernetes-group-version-kind':{'group':'','version':'v1','kind':'Thing'},
        'responses':{'200':{'content':{'application/json':{'schema':
          {'$ref':'#/components/schemas/a.v1.Thing'}}}}}}}}
      """;

  private static JsonNode document(String schemas) {
    return Samples.json("{" + PATHS + ",'components':{'schemas':{" + schemas + "}}}");
  }

  @Test
  void documents_areReducedToWhatIsReachable_sorted() {
    JsonNode document =
        document(
            """
            'a.v1.Thing':{'description':'d','properties':{
              'b':{'type':'array','x-kubernetes-list-type':'set','items':{'type':'string'}},
              'a':{'default':{},'allOf':[{'$ref':'#/components/schemas/a.v1.Part'}]},
              'c':{'type':'object','additionalProperties':{'$ref':'#/components/schemas/x.resource.Quantity'}}}},
            'a.v1.Part':{'x-kubernetes-map-type':'atomic','properties':{'n':{'type':'integer','default':1}}},
            'x.resource.Quantity':{'oneOf':[{'type':'string'}]},
            'a.v1.Other':{'properties':{}}
            """);
    assertThat(OpenApiReduction.of(List.of(document, document)).text())
        .isEqualTo(
            """
            {"kinds":{
            "v1/Thing":{"plural":"things","namespaced":true,"schema":"Thing"}
            },"schemas":{
            "Part":{"atomic":true,"fields":{"n":{"type":"integer","default":1}}},
            "Thing":{"fields":{"a":{"type":"Part","default":{}},"b":{"list":"set","of":"string"},"c":{"map":"granular","of":"Quantity"}}}
            }}
            """);
  }

  @Test
  void twoSchemasOfOneShortName_areRefused() {
    JsonNode document =
        document(
            """
            'a.v1.Thing':{'properties':{'p':{'$ref':'#/components/schemas/b.v1.Thing'}}},
            'b.v1.Thing':{'properties':{'q':{'type':'string'}}}
            """);
    assertThatThrownBy(() -> OpenApiReduction.of(List.of(document)))
        .hasMessageContaining("a.v1.Thing")
        .hasMessageContaining("b.v1.Thing");
  }
}
