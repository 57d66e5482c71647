package io.plateau.inference.engine;

/**
 * How a block of neuron ablations is judged.
 *
 * @param groups P: group of each target position, 0 rare, 1 common, 2 neither
 * @param share of the experiment's positions that are the block's
 * @param mayMiss share of the neurons that may miss what is promised, for they will be computed again
 * @param draws pairs of each neuron that are compared with the closed form, in each stratum of the block
 */
public record Pilot(byte[] groups, double share, double mayMiss, int draws) {
    /** Of a block by which a series is chosen: the error's uncertainty is then a quarter of one draw's. */
    public static final int DRAWS = 16;

    /** Of a block that holds its positions several times. */
    Pilot repeated(int copies) {
        byte[] all = new byte[copies * groups.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = groups[i % groups.length];
        }
        return new Pilot(all, share, mayMiss, draws);
    }
}
