package meetpost.broker.message;

/**
 * A filter or a topic by its levels, and what a level of a filter takes, MQTT 5 section 4.7: every
 * walk along topics and filters asks here, and no other place knows a wildcard's meaning.
 */
public final class FilterLevels {

    /** Takes any one level. */
    public static final String ONE = "+";

    /** Takes its own level and all below; where there is none, the one above. */
    public static final String REST = "#";

    private static final String HIDDEN = "$";

    private final String[] levels;
    private final boolean open;

    private FilterLevels(String[] levels) {
        this.levels = levels;
        this.open = levels[levels.length - 1].equals(REST);
    }

    public static FilterLevels of(String text) {
        return new FilterLevels(split(text));
    }

    /** As many as there are slashes, and one more. */
    public static String[] split(String text) {
        return text.split("/", -1);
    }

    /**
     * Whether a level of a filter takes one of a topic; or, of another filter, whatever that takes.
     * Wildcards take no first level with {@code $} [MQTT-4.7.2-1].
     *
     * @param depth of both, 0 for the first
     */
    public static boolean takes(String wanted, String level, int depth) {
        if (!isWild(wanted)) {
            return wanted.equals(level);
        }
        boolean hidden = depth == 0 && level.startsWith(HIDDEN);
        return !hidden && (wanted.equals(REST) || !level.equals(REST));
    }

    /** Whether a level takes more than the one of its name. */
    public static boolean isWild(String level) {
        return level.equals(ONE) || level.equals(REST);
    }

    /** What is wanted at a depth; none where the filter takes nothing so deep. */
    @Nullable
    public String at(int depth) {
        return depth < levels.length ? levels[depth] : open ? REST : null;
    }

    /** Whether more than one level is taken at a depth. */
    public boolean isWildAt(int depth) {
        String wanted = at(depth);
        return wanted != null && isWild(wanted);
    }

    /** Whether a topic of so many levels, all of which were taken, is long enough. */
    public boolean endsAt(int depth) {
        return open ? depth >= levels.length - 1 : depth == levels.length;
    }

    /** Whether this filter matches every topic that the other one does, or is. */
    public boolean covers(FilterLevels other) {
        if (other.levels[0].equals(REST)) {
            // There is no topic without a level, so the first is as good as named.
            return covers(new FilterLevels(new String[] {ONE, REST}));
        }
        for (int depth = 0; depth < other.levels.length; depth++) {
            String wanted = at(depth);
            if (wanted == null || !takes(wanted, other.levels[depth], depth)) {
                return false;
            }
        }
        return endsAt(other.levels.length);
    }

    /** Whether there is a topic that both match. */
    public boolean overlaps(FilterLevels other) {
        for (int depth = 0; depth < Math.max(levels.length, other.levels.length); depth++) {
            String one = at(depth);
            String two = other.at(depth);
            if (one == null || two == null) {
                return endsAt(depth) && other.endsAt(depth);
            }
            if (!takes(one, two, depth) && !takes(two, one, depth)) {
                return false;
            }
        }
        return true;
    }
}
