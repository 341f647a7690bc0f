package meetpost.simulator.chip;

import java.util.function.IntToDoubleFunction;

/** Finds the raw value of a converter from what it stands for. */
final class Inverse {

    private Inverse() {}

    /**
     * The raw value, 0 to {@code max}, whose {@code conversion} comes nearest to {@code wanted}.
     *
     * @param conversion rises or falls all the way
     */
    static int of(IntToDoubleFunction conversion, double wanted, int max) {
        boolean rises = conversion.applyAsDouble(max) > conversion.applyAsDouble(0);
        int below = 0;
        int above = max;
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (conversion.applyAsDouble(middle) < wanted == rises) {
                below = middle;
            } else {
                above = middle;
            }
        }
        double toBelow = Math.abs(conversion.applyAsDouble(below) - wanted);
        double toAbove = Math.abs(conversion.applyAsDouble(above) - wanted);
        return toBelow <= toAbove ? below : above;
    }
}
