package meetpost.agent.output;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is commanded, whenever, and whatever breaks. */
class OutputsPropertyTest {

    private static final List<String> NAMES = List.of("op", "neer", "pomp");
    private static final Duration MAX_ON = Duration.ofSeconds(10);
    private static final Duration DEAD_TIME = Duration.ofMillis(500);

    enum Act {
        ON,
        OFF,
        TOGGLE,
        PULSE,
        BREAK,
        MEND,
        HEAR,
        WAIT
    }

    record Step(Act act, String output, Duration duration) {}

    @Property(tries = 2000)
    void neverTwoInterlockedOutputsOnNorOneLongerThanMaxOn(@ForAll("steps") List<Step> steps) {
        Rig rig =
                Rig.started(
                        AnOutput.named("op", 22).maxOn(MAX_ON).minOff(Duration.ofSeconds(2)),
                        AnOutput.named("neer", 23)
                                .maxOn(MAX_ON)
                                .interlock("op")
                                .deadTime(DEAD_TIME)
                                .onBrokerLoss(Duration.ofSeconds(20), true),
                        AnOutput.named("pomp", 17)
                                .maxOn(MAX_ON)
                                .refresh(Duration.ofSeconds(4))
                                .onBrokerLoss(Duration.ofSeconds(15), false));
        Watch watch = new Watch(rig);

        for (Step step : steps) {
            perform(rig, step, watch);
            watch.look();
        }
    }

    private static void perform(Rig rig, Step step, Watch watch) {
        switch (step.act()) {
            case ON -> rig.on(step.output());
            case OFF -> rig.off(step.output());
            case TOGGLE -> rig.toggle(step.output());
            case PULSE -> rig.pulse(step.output(), step.duration());
            case BREAK -> watch.unreadable(step.output(), true);
            case MEND -> watch.unreadable(step.output(), false);
            case HEAR -> rig.hear();
            case WAIT -> watch.pass(step.duration());
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Act.class),
                        Arbitraries.of(NAMES),
                        Arbitraries.longs().between(1, 12_000).map(Duration::ofMillis))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }

    /** Looks at the lines themselves, past everything that the outputs believe. */
    private static final class Watch {

        private final Rig rig;
        private final Map<String, Long> onSince = new HashMap<>();
        private final Map<String, Long> offSince = new HashMap<>();

        Watch(Rig rig) {
            this.rig = rig;
        }

        void unreadable(String output, boolean now) {
            rig.pin(output).unreadable(now);
        }

        void pass(Duration duration) {
            long left = duration.toNanos();
            for (int moves = 0; left > 0; moves++) {
                assertTrue(moves < 10_000, "something is due all the time");
                long step = Math.min(left, Math.max(1, rig.outputs.tick()));
                // What was due now has moved now, not when the time has passed.
                look();
                rig.ticks.advance(Duration.ofNanos(step));
                left -= step;
                rig.outputs.tick();
                look();
            }
        }

        void look() {
            assertFalse(rig.isOn("op") && rig.isOn("neer"), "both directions are on");
            for (String name : NAMES) {
                boolean wasOn = onSince.containsKey(name);
                if (rig.isOn(name) && !wasOn) {
                    began(name);
                } else if (!rig.isOn(name) && wasOn) {
                    onSince.remove(name);
                    offSince.put(name, rig.ticks.now());
                }
                assertTrue(onFor(name) <= MAX_ON.toNanos(), name + " is on for too long");
            }
        }

        private void began(String name) {
            onSince.put(name, rig.ticks.now());
            Long mateOff = offSince.get(name.equals("op") ? "neer" : "op");
            if (!name.equals("pomp") && mateOff != null) {
                long since = rig.ticks.now() - mateOff;
                assertTrue(since >= DEAD_TIME.toNanos(), name + " came within the dead time");
            }
        }

        private long onFor(String name) {
            Long since = onSince.get(name);
            return since == null ? 0 : rig.ticks.now() - since;
        }
    }
}
