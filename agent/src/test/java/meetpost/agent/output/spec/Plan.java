package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import meetpost.agent.output.spec.Step.After;
import meetpost.agent.output.spec.Step.Broker;
import meetpost.agent.output.spec.Step.Health;
import meetpost.agent.output.spec.Step.Kind;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import meetpost.agent.settings.ActuatorSettings.BrokerLoss;

/**
 * A board with one to four outputs that live by rules drawn at random, and what happens to it.
 * Times are whole quarters of a second, so that they often fall on each other.
 */
record Plan(List<ActuatorSettings> settings, List<Step> steps) {

    private static final int[] PINS = {17, 22, 23, 27};
    private static final String[] NAMES = {"pomp", "klep", "op", "neer"};

    static Plan random(SplittableRandom random, int steps) {
        int outputs = 1 + random.nextInt(4);
        var polarity = IntStream.range(0, outputs).mapToObj(any -> random.nextBoolean()).toList();
        var settings = settings(random, polarity);
        var happens = new ArrayList<Step>();
        while (happens.size() < steps) {
            happens.add(step(random, polarity));
        }
        return new Plan(settings, happens);
    }

    private static List<ActuatorSettings> settings(
            SplittableRandom random, List<Boolean> activeHigh) {
        List<ActuatorSettings> alone =
                IntStream.range(0, activeHigh.size())
                        .mapToObj(n -> output(random, n, activeHigh.get(n)))
                        .toList();
        return alone.stream()
                .map(
                        one ->
                                with(
                                        one,
                                        alone.stream()
                                                .filter(
                                                        mate ->
                                                                !mate.name().equals(one.name())
                                                                        && chance(random, 4))
                                                .filter(mate -> isValid(one, mate))
                                                .map(ActuatorSettings::name)
                                                .toList()))
                .toList();
    }

    /** Whether a file may interlock these two: levels that are on for both are refused. */
    private static boolean isValid(ActuatorSettings one, ActuatorSettings mate) {
        boolean start = one.atStart() == AtStart.ON && mate.atStart() == AtStart.ON;
        boolean loss =
                one.onBrokerLoss().filter(BrokerLoss::on).isPresent()
                        && mate.onBrokerLoss().filter(BrokerLoss::on).isPresent();
        boolean stop = one.onAtStop() && mate.onAtStop();
        return !start && !loss && !stop && !(one.onAtCrash() && mate.onAtCrash());
    }

    private static ActuatorSettings with(ActuatorSettings one, List<String> interlock) {
        return new ActuatorSettings(
                one.name(),
                one.title(),
                one.gpio(),
                one.activeHigh(),
                one.atStart(),
                one.onAtStop(),
                one.onAtCrash(),
                one.onBrokerLoss(),
                one.maxOn(),
                one.refresh(),
                one.minOff(),
                one.minOn(),
                one.rest(),
                interlock,
                one.deadTime(),
                one.qos(),
                one.deviceClass(),
                one.topic(),
                false);
    }

    private static ActuatorSettings output(SplittableRandom random, int n, boolean activeHigh) {
        return new ActuatorSettings(
                NAMES[n],
                NAMES[n],
                PINS[n],
                activeHigh,
                oneOf(random, AtStart.values()),
                chance(random, 4),
                chance(random, 4),
                chance(random, 2)
                        ? Optional.of(new BrokerLoss(quarters(random, 20, 80), chance(random, 3)))
                        : Optional.empty(),
                sometimes(random, 2, 8, 60),
                sometimes(random, 3, 8, 40),
                sometimes(random, 2, 4, 60),
                sometimes(random, 2, 4, 60),
                sometimes(random, 3, 4, 80),
                List.of(),
                quarters(random, 0, 24),
                1,
                "",
                "actuatoren/" + NAMES[n],
                false);
    }

    private static Step step(SplittableRandom random, List<Boolean> polarity) {
        int output = random.nextInt(polarity.size());
        int drawn = random.nextInt(100);
        if (drawn < 28) {
            return command(random, output);
        }
        if (drawn < 38) {
            return new Step.Wish(output, random.nextBoolean());
        }
        if (drawn < 76) {
            return new Step.Wait(length(random));
        }
        if (drawn < 81) {
            return new Step.Link(oneOf(random, Broker.values()));
        }
        if (drawn < 84) {
            return new Step.Reload(settings(random, polarity));
        }
        if (drawn < 86) {
            return new Step.Push(output, random.nextBoolean());
        }
        if (drawn < 89) {
            return new Step.Force(
                    output,
                    random.nextBoolean() ? Optional.empty() : Optional.of(random.nextBoolean()));
        }
        if (drawn < 91) {
            return new Step.Disk(oneOf(random, Health.values()));
        }
        if (drawn < 95) {
            return new Step.Kill(
                    chance(random, 2) ? Optional.of(random.nextInt(3)) : Optional.empty(),
                    oneOf(random, After.values()),
                    quarters(random, 0, 40));
        }
        return drawn < 98
                ? new Step.Stop(
                        chance(random, 3) ? Optional.of(command(random, output)) : Optional.empty(),
                        quarters(random, 0, 40))
                : new Step.Calendar(
                        chance(random, 2)
                                ? quarters(random, -200, 200)
                                : Duration.ofDays(random.nextInt(-400, 400)));
    }

    /** Mostly as long as what rules speak of, sometimes as long as what disks and starts do. */
    private static Duration length(SplittableRandom random) {
        if (!chance(random, 60)) {
            return quarters(random, 0, 40);
        }
        return chance(random, 3) ? quarters(random, 2200, 2800) : quarters(random, 200, 2000);
    }

    private static Step.Command command(SplittableRandom random, int output) {
        return new Step.Command(
                output,
                oneOf(random, Kind.values()),
                quarters(random, 1, 60),
                id(random),
                chance(random, 6) ? Optional.of(quarters(random, -60, 60)) : Optional.empty(),
                chance(random, 20));
    }

    /** Half of those that there are come again. */
    private static Optional<String> id(SplittableRandom random) {
        int of = random.nextBoolean() ? 4 : 1_000_000;
        return random.nextBoolean() ? Optional.of("id-" + random.nextInt(of)) : Optional.empty();
    }

    private static <T> T oneOf(SplittableRandom random, T[] all) {
        return all[random.nextInt(all.length)];
    }

    private static boolean chance(SplittableRandom random, int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private static Optional<Duration> sometimes(
            SplittableRandom random, int oneIn, int least, int most) {
        return chance(random, oneIn)
                ? Optional.of(quarters(random, least, most))
                : Optional.empty();
    }

    private static Duration quarters(SplittableRandom random, int least, int most) {
        return Duration.ofMillis(250L * random.nextInt(least, most + 1));
    }
}
