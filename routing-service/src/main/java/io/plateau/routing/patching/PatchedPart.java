package io.plateau.routing.patching;

/**
 * Whose output was patched.
 *
 * @param layer 0 … L − 1
 * @param head 0 … H − 1; −1 for all heads of the layer
 */
public record PatchedPart(int layer, int head) {

    public boolean isHead() {
        return head >= 0;
    }
}
