package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import meetpost.agent.output.Outcome;
import meetpost.agent.output.Outcome.Done;
import meetpost.agent.output.Outcome.Refused;
import meetpost.agent.output.OutputState;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.Ticks;

/** Has one plan happen to the program, with the specification watching. Takes no real time. */
final class Run implements Ticks {

    private static final int MOST_MOVES = 10_000;

    private final List<Step> steps;
    private final Wires wires = new Wires(this::moved);
    private final Specification specification;
    private List<ActuatorSettings> settings;
    private Wires.Held board;
    private Program program;

    /** Of a time that goes on whatever happens to the board. */
    private long now;

    /** What the kernel that runs now counts from. */
    private long boot = Long.MAX_VALUE - Duration.ofSeconds(100).toNanos();

    private Line line;
    private int doing;

    Run(Plan plan) {
        steps = plan.steps();
        settings = plan.settings();
        specification = new Specification(settings);
        settings.forEach(one -> wires.power(one.gpio(), !one.activeHigh()));
        board = wires.take();
        line = new Line(this::now);
        program = start();
    }

    /**
     * @throws AssertionError if the program broke a rule; says which, and at which step
     */
    void toTheEnd() {
        try {
            for (Step step : steps) {
                doing++;
                perform(step);
            }
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError("at step " + doing + ": " + broken.getMessage(), broken);
        }
    }

    private void perform(Step step) {
        if (step instanceof Step.Command command) {
            command(command);
        } else if (step instanceof Step.Wait wait) {
            pass(wait.duration());
        } else if (step instanceof Step.Link link) {
            // No packet comes at the very instant at which a rule acts.
            now++;
            specification.now(now);
            specification.heard(line.lastHeard() - boot);
            line.is(link.broker());
            specification.broker(link.broker());
        } else if (step instanceof Step.Reload reload) {
            settings = reload.settings();
            specification.rules(settings);
            call(new Call.Reload(), () -> program.rules(settings));
        } else if (step instanceof Step.Kill kill) {
            kill(kill);
        } else if (step instanceof Step.Stop stop) {
            call(new Call.Stop(), program::stop);
            again(stop.gone());
        }
    }

    private void command(Step.Command step) {
        if (step.output() >= settings.size()) {
            return;
        }
        String output = settings.get(step.output()).name();
        var call =
                new Call.Command(
                        output, step.kind(), specification.of(output).on, step.length(), step.id());
        call(
                call,
                () -> {
                    Outcome outcome =
                            program.command(output, step.kind(), step.length(), step.id());
                    if (outcome instanceof Done) {
                        specification.executed(call);
                    } else if (outcome instanceof Refused refused) {
                        specification.refused(call, reason(refused));
                    }
                });
        tick();
    }

    private static String reason(Refused refused) {
        return switch (refused.obstacle()) {
            case INTERLOCK -> "interlock";
            case MIN_OFF -> "min-off";
            case FAULT -> "output-fault";
            case STOPPING -> "shutting-down";
        };
    }

    private void call(Call call, Runnable work) {
        specification.now(now);
        specification.heard(line.lastHeard() - boot);
        specification.calls(call);
        work.run();
        specification.done();
    }

    private long tick() {
        long[] next = new long[1];
        call(new Call.Tick(), () -> next[0] = program.tick());
        return next[0];
    }

    private void pass(Duration duration) {
        long left = duration.toNanos();
        long next = tick();
        for (int moves = 0; next <= left; moves++) {
            if (moves > MOST_MOVES) {
                throw new AssertionError("something is due all the time");
            }
            now += next;
            left -= next;
            next = tick();
        }
        now += left;
        tick();
    }

    private void kill(Step.Kill kill) {
        board.kill();
        for (ActuatorSettings one : settings) {
            if (kill.after() == Step.After.POWER) {
                wires.power(one.gpio(), !one.activeHigh());
            } else if (kill.after() == Step.After.SAFE_STATE) {
                wires.power(one.gpio(), one.onAtCrash() == one.activeHigh());
            }
        }
        if (kill.after() == Step.After.POWER) {
            line = new Line(this::now);
            specification.broker(Step.Broker.TALKS);
            boot += Duration.ofDays(3).toNanos();
        }
        again(kill.gone());
    }

    private void again(Duration gone) {
        board.kill();
        now += gone.toNanos();
        board = wires.take();
        program = start();
    }

    private Program start() {
        specification.now(now);
        specification.begins();
        var fresh = new OutputsProgram(settings, board, this, line, this::told);
        call(new Call.Start(), fresh::start);
        return fresh;
    }

    private void told(String output, OutputState state) {
        specification.now(now);
        specification.told(
                output,
                new Said(
                        state.on(),
                        Cause.of(state.origin().cause().text()),
                        state.since() - boot,
                        state.until().map(tick -> tick - boot),
                        state.origin().id()));
    }

    private void moved(int gpio, boolean high, boolean ours) {
        for (ActuatorSettings one : settings) {
            if (one.gpio() == gpio) {
                specification.now(now);
                specification.moved(one.name(), high == one.activeHigh(), ours);
            }
        }
    }

    @Override
    public long now() {
        return boot + now;
    }

    @Override
    public void until(long tick) {
        now += Math.max(0, tick - now());
        specification.now(now);
    }

    @Override
    public Duration real(long tick) {
        return Duration.ofNanos(Math.max(0, tick - now()));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f s", now / 1e9);
    }
}
