package meetpost.agent.settings.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which of the right names somebody meant. */
public final class Nearest {

    /** No name of ours is longer, and nobody meant one by this. */
    private static final int LONGEST = 64;

    private Nearest() {}

    /**
     * The name that fewest slips away is, if they are few for its length: none in a name of up to
     * two letters, one up to four, two up to eight, three in a longer one. A name that {@code
     * wrong} is the beginning or the end of counts as well.
     */
    public static Optional<String> to(String wrong, Collection<String> names) {
        if (wrong.isEmpty() || wrong.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = wrong.toLowerCase(Locale.ROOT).replace('_', '-');
        Optional<String> slipped =
                names.stream()
                        .filter(name -> slips(lower, name) <= allowed(name))
                        .min(Comparator.comparingInt(name -> slips(lower, name)));
        return slipped.or(
                () ->
                        names.stream()
                                .filter(name -> lower.length() > 2)
                                .filter(name -> name.startsWith(lower) || name.endsWith(lower))
                                .findFirst());
    }

    private static int allowed(String name) {
        return name.length() < 3 ? 0 : name.length() <= 4 ? 1 : name.length() <= 8 ? 2 : 3;
    }

    /**
     * Letters to add, drop, replace or swap with a neighbour: the optimal string alignment
     * distance.
     */
    static int slips(String a, String b) {
        int[][] slips = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    slips[i][j] = i + j;
                    continue;
                }
                int replaced = slips[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int oneMore = Math.min(slips[i - 1][j], slips[i][j - 1]) + 1;
                slips[i][j] = Math.min(replaced, oneMore);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
                }
            }
        }
        return slips[a.length()][b.length()];
    }
}
