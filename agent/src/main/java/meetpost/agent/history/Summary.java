package meetpost.agent.history;

/**
 * Values of one quantity taken together.
 *
 * @param count of values, at least 1
 */
record Summary(long count, double min, double mean, double max) {

    Summary {
        if (count < 1) {
            throw new IllegalArgumentException("a summary of nothing");
        }
    }

    static Summary of(double value) {
        return new Summary(1, value, value, value);
    }

    Summary and(Summary other) {
        long both = count + other.count;
        return new Summary(
                both,
                Math.min(min, other.min),
                mean + (other.mean - mean) * other.count / both,
                Math.max(max, other.max));
    }

    boolean isSingle() {
        return min == max;
    }
}
