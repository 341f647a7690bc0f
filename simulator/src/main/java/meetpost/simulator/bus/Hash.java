package meetpost.simulator.bus;

/**
 * Chance that can be repeated: the same numbers give the same chance, in whatever order and by
 * whatever thread they are asked for.
 */
public final class Hash {

    /**
     * The constants of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Generators).
     */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Hash() {}

    /** All bits depend on all bits of both. */
    public static long of(long first, long second) {
        long mixed = first * GOLDEN + second;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** The same for a text. */
    public static long of(long first, String second) {
        long hash = first;
        for (int i = 0; i < second.length(); i++) {
            hash = of(hash, second.charAt(i));
        }
        return hash;
    }

    /** Evenly between 0 (included) and 1. */
    public static double unit(long hash) {
        return (hash >>> 11) * 0x1.0p-53;
    }

    /** Around 0 with deviation 1, like a bell: the sum of twelve even chances (Irwin and Hall). */
    public static double bell(long hash) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += unit(of(hash, i));
        }
        return sum;
    }
}
