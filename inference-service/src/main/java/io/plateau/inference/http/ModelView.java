package io.plateau.inference.http;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.plateau.inference.model.ModelShape;

/**
 * A model that can be requested.
 *
 * @param family as in {@code model_type} of its configuration
 * @param heads query heads of a layer
 * @param width of the residual stream
 * @param neurons of the final MLP
 * @param vocabulary rows of the unembedding
 * @param maxContext most positions of a context
 * @param closedForm whether all neurons can be ablated in closed form
 * @param weightBytes size of the files with weights
 * @param licence as the model's card states it; absent where it states none
 * @param reason why it cannot be run; absent otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelView(String name, String family, Integer layers, Integer heads, Integer width, Integer neurons,
        Integer vocabulary, Integer maxContext, Boolean closedForm, Long weightBytes, String licence,
        String reason) {

    static ModelView of(String name, ModelShape shape, long weightBytes, String licence) {
        return new ModelView(name, shape.family(), shape.layers(), shape.heads(), shape.width(), shape.neurons(),
                shape.vocabulary(), shape.maxContext(), shape.closedForm(), weightBytes,
                licence, null);
    }

    static ModelView refused(String name, String reason) {
        return new ModelView(name, null, null, null, null, null, null, null, null, null, null, reason);
    }
}
