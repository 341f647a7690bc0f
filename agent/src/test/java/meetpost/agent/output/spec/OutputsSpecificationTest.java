package meetpost.agent.output.spec;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The outputs against their specification, over boards and sequences drawn at random. Steps as many
 * as {@code -Dmeetpost.model.steps} says, else 100,000; other ones with {@code
 * -Dmeetpost.model.seed}. Sequences know nothing of each other, so each core runs its own. The
 * first that breaks a rule is shortened before it is shown.
 */
class OutputsSpecificationTest {

    private static final long STEPS = Long.getLong("meetpost.model.steps", 100_000);
    private static final long SEED = Long.getLong("meetpost.model.seed", 104);
    private static final int SEQUENCE = 100;

    @Test
    void everyMoveOfEveryLineIsExplainedAndNothingThatIsDueFails() {
        System.out.println("outputs against specification: " + STEPS + " steps, seed " + SEED);
        LongStream.range(0, STEPS / SEQUENCE)
                .parallel()
                .filter(number -> breaks(plan(number)).isPresent())
                .findFirst()
                .ifPresent(OutputsSpecificationTest::show);
    }

    private static Plan plan(long number) {
        return Plan.random(new SplittableRandom(SEED << 32 | number), SEQUENCE);
    }

    private static void show(long number) {
        Plan least = shortened(plan(number));
        AssertionError broken = breaks(least).orElseThrow();
        fail(
                "seed %d, sequence %d:%n%s%n%s%n%s"
                        .formatted(
                                SEED,
                                number,
                                broken.getMessage(),
                                lines(least.settings()),
                                lines(least.steps())),
                broken);
    }

    private static Optional<AssertionError> breaks(Plan plan) {
        try {
            new Run(plan).toTheEnd();
            return Optional.empty();
        } catch (AssertionError broken) {
            return Optional.of(broken);
        }
    }

    /** Without as many steps and outputs as can be left out. */
    private static Plan shortened(Plan plan) {
        Plan least = plan;
        for (int size = least.steps().size() / 2; size > 0; size /= 2) {
            for (int at = 0; at + size <= least.steps().size(); ) {
                var fewer = new ArrayList<>(least.steps());
                fewer.subList(at, at + size).clear();
                Plan candidate = new Plan(least.settings(), fewer);
                if (breaks(candidate).isPresent()) {
                    least = candidate;
                } else {
                    at += size;
                }
            }
        }
        return least;
    }

    private static String lines(List<?> list) {
        return IntStream.range(0, list.size())
                .mapToObj(n -> (n + 1) + ": " + list.get(n))
                .collect(Collectors.joining("\n"));
    }
}
