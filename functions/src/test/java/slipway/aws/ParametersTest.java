package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import slipway.release.TargetName;

class ParametersTest {
    private static final TargetName API = new TargetName("shop-api");

    private static String parameter(String name, String value) {
        return "{\"Name\":\"" + name + "\",\"Value\":\"" + value + "\"}";
    }

    @Test
    void documentsAreReadPageAfterPage() {
        Canned wire = new Canned()
                .on("GetParametersByPath", "{\"Parameters\":[" + parameter("/slipway/targets/shop-api", "one") + "],\"NextToken\":\"t\"}")
                .on("GetParametersByPath", "{\"Parameters\":[" + parameter("/slipway/targets/no name!", "two") + "]}");

        assertThat(wire.aws().documents().all()).containsEntry("shop-api", "one").containsEntry("no name!", "two").hasSize(2);
        assertThat(wire.bodies("GetParametersByPath").getFirst()).contains("\"MaxResults\":10").contains("/slipway/targets/");
        assertThat(wire.bodies("GetParametersByPath").getLast()).contains("\"NextToken\":\"t\"");
    }

    @Test
    void aDocumentIsFoundByName() {
        Canned wire = new Canned().on("GetParameter", "{\"Parameter\":" + parameter("/slipway/targets/shop-api", "one") + "}");
        assertThat(wire.aws().documents().find(API)).contains("one");
        assertThat(wire.bodies("GetParameter").getFirst()).contains("\"/slipway/targets/shop-api\"");
        assertThat(new Canned().fault("GetParameter", 400, "ParameterNotFound").aws().documents().find(API)).isEmpty();
    }

    @Test
    void whatIsLiveIsWrittenOnceAndOnlyIfItDiffers() {
        Canned first = new Canned().fault("GetParameter", 400, "ParameterNotFound").on("PutParameter", "{\"Version\":1}");
        first.aws().live().publish(API, "r@sha256:a");
        assertThat(first.bodies("PutParameter")).singleElement().asString()
                .contains("/slipway/live/shop-api").contains("r@sha256:a").contains("\"Overwrite\":true").contains("\"Type\":\"String\"");

        Canned again = new Canned().on("GetParameter", "{\"Parameter\":" + parameter("/slipway/live/shop-api", "r@sha256:a") + "}");
        again.aws().live().publish(API, "r@sha256:a");
        assertThat(again.operations()).containsExactly("GetParameter");
    }
}
