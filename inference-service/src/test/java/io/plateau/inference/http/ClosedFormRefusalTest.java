package io.plateau.inference.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;

import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** A tier that the model does not have is refused where it is requested. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
@QuarkusTestResource(value = CappedModel.class, restrictToAnnotatedClass = true)
class ClosedFormRefusalTest {
    private static final String REASON = "but models of the family gemma2 have no closed form: a norm follows the final MLP"
            + " or the logits are capped; ask for auto or naive, which are exact for them";

    @Test
    void aTierThatNeedsAClosedFormIsRefusedInWords() {
        for (String tier : new String[]{"moments", "closed-form"}) {
            ask("\"capped\"", "\"" + tier + "\"").statusCode(400).body("detail",
                    equalTo("ablation.tier is '" + tier + "', " + REASON));
        }
        ask("[\"plain\",\"capped\"]", "\"moments\"").statusCode(400).body("detail",
                containsString("variant 2 (model=capped): ablation.tier is 'moments', " + REASON));
    }

    @Test
    void theOthersAreTaken() {
        for (String tier : new String[]{"auto", "naive"}) {
            ask("\"capped\"", "\"" + tier + "\"").statusCode(202);
        }
        ask("\"plain\"", "\"moments\"").statusCode(202);
    }

    private static ValidatableResponse ask(String model, String tier) {
        return given().contentType(ContentType.JSON)
                .body("{\"model\":" + model + ",\"ablation\":{\"tier\":" + tier
                        + "},\"tokens\":{\"count\":64,\"contextLength\":32},\"regimes\":{\"topK\":5,\"minGroup\":5}}")
                .post("/experiments").then();
    }
}
