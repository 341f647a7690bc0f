package meetpost.agent.history;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How a quantity of a sensor is called on disk: by a number that follows from their names. */
final class Series {

    /** FNV-1a with 64 bits (draft-eastlake-fnv-21, section 5). */
    private static final long BASIS = 0xCBF29CE484222325L;

    private static final long PRIME = 0x100000001B3L;

    static final int MOST_DECIMALS = 9;

    /** Behind the decimals that are published: a mean has more. */
    private static final int MORE_DECIMALS = 2;

    private Series() {}

    /**
     * @param quantity its Dutch name, whatever topics call it
     */
    static long id(String sensor, String quantity) {
        long hash = add(BASIS, sensor.getBytes(UTF_8));
        return add(add(hash, new byte[1]), quantity.getBytes(UTF_8));
    }

    /** How many digits after the point are kept of what is published with so many. */
    static int decimals(int published) {
        return Math.min(MOST_DECIMALS, published + MORE_DECIMALS);
    }

    private static long add(long hash, byte[] bytes) {
        long sum = hash;
        for (byte each : bytes) {
            sum = (sum ^ (each & 0xFF)) * PRIME;
        }
        return sum;
    }
}
