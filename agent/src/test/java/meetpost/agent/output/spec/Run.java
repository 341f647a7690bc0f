package meetpost.agent.output.spec;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meetpost.agent.command.DirectDesk;
import meetpost.agent.output.ModelDisk;
import meetpost.agent.output.OutputState;
import meetpost.agent.output.Outputs;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.Ticks;

/** Has one plan happen to the program, with the specification watching. Takes no real time. */
final class Run implements Ticks, Wires.Watcher {

    private static final int MOST_MOVES = 10_000;
    private static final Duration FLUSH = Duration.ofSeconds(20);

    /** The agent looks at its outputs this often at least. */
    private static final long LOOK = Duration.ofSeconds(1).toNanos();

    private final List<Step> steps;
    private final ModelDisk disk = new ModelDisk();
    private final Wires wires = new Wires(this);
    private final Wall calendar = new Wall(() -> this.now);
    private final Specification specification;
    private List<ActuatorSettings> settings;
    private Wires.Held board;
    private Program program;

    /** Of a time that goes on whatever happens to the board. */
    private long now;

    /** What the kernel that runs now counts from. */
    private long boot = Long.MAX_VALUE - Duration.ofSeconds(100).toNanos();

    private Line line;
    private Optional<Step.Kill> dies = Optional.empty();
    private int lives;
    private int doing;

    Run(Plan plan) {
        steps = plan.steps();
        settings = plan.settings();
        specification = new Specification(settings, FLUSH);
        settings.forEach(one -> wires.set(one.gpio(), !one.activeHigh()));
        board = wires.take();
        line = new Line(this::now);
        start(false);
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
        } else if (step instanceof Step.Wish wish) {
            wish(wish);
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
        } else if (step instanceof Step.Force force) {
            force(force);
        } else if (step instanceof Step.Push push) {
            push(push);
        } else if (step instanceof Step.Disk is) {
            specification.disk(is.health() == Step.Health.WELL);
            disk.full(is.health() == Step.Health.FULL);
            disk.stalled(is.health() == Step.Health.STALLED);
        } else if (step instanceof Step.Calendar is) {
            calendar.set(is.by());
            specification.calendar(is.by());
        } else if (step instanceof Step.Kill kill) {
            kill.drives()
                    .ifPresentOrElse(
                            in -> {
                                wires.killIn(in);
                                dies = Optional.of(kill);
                            },
                            () -> kill(kill.after(), kill.gone()));
        } else if (step instanceof Step.Stop stop) {
            int before = lives;
            call(new Call.Stop(), program::rest);
            if (before == lives) {
                stop.late().ifPresent(this::command);
            }
            if (before == lives) {
                program.close();
                specification.ended(true);
                again(stop.gone(), false);
            }
        }
    }

    private void force(Step.Force step) {
        if (step.output() < settings.size()) {
            ActuatorSettings output = settings.get(step.output());
            specification.now(now);
            specification.meddles(output.name(), step.on().isPresent());
            wires.force(output.gpio(), step.on().map(on -> on == output.activeHigh()));
        }
    }

    private void push(Step.Push step) {
        if (step.output() < settings.size()) {
            ActuatorSettings output = settings.get(step.output());
            specification.now(now);
            specification.meddles(output.name(), specification.of(output.name()).held);
            wires.push(output.gpio(), step.on() == output.activeHigh());
        }
    }

    private void wish(Step.Wish step) {
        if (step.output() < settings.size()) {
            var call = new Call.Wish(settings.get(step.output()).name(), step.on());
            call(call, () -> specification.wished(call, program.wish(call.output(), call.on())));
        }
    }

    private void command(Step.Command step) {
        if (step.output() >= settings.size()) {
            return;
        }
        String output = settings.get(step.output()).name();
        Optional<Instant> expires = step.expires().map(in -> calendar.instant().plus(in));
        var call =
                new Call.Command(
                        output,
                        step.kind(),
                        specification.of(output).on,
                        step.length(),
                        step.id(),
                        expires,
                        step.stored());
        int before = lives;
        call(
                call,
                () -> {
                    program.command(output, step.payload(expires), step.stored());
                    specification.decided(call, program.reply());
                });
        if (before == lives) {
            tick();
        }
        if (before == lives) {
            specification.answered(call, program.reply());
        }
    }

    private void call(Call call, Runnable work) {
        specification.now(now);
        specification.heard(line.lastHeard() - boot);
        specification.calls(call);
        try {
            work.run();
        } catch (Crash killed) {
            Step.Kill planned = dies.orElseThrow();
            dies = Optional.empty();
            kill(planned.after(), planned.gone());
            return;
        }
        specification.heldBack(program.heldBack());
        specification.done();
    }

    private long tick() {
        long[] next = new long[1];
        call(new Call.Tick(), () -> next[0] = program.tick());
        return next[0];
    }

    private void pass(Duration duration) {
        long left = duration.toNanos();
        long next = Math.min(LOOK, tick());
        for (int moves = 0; next <= left; moves++) {
            if (moves > MOST_MOVES) {
                throw new AssertionError("something is due all the time");
            }
            now += next;
            left -= next;
            next = Math.min(LOOK, tick());
        }
        now += left;
        tick();
    }

    private void kill(Step.After after, Duration gone) {
        board.kill();
        wires.killIn(-1);
        specification.ended(false);
        for (ActuatorSettings one : settings) {
            if (after == Step.After.POWER) {
                wires.set(one.gpio(), !one.activeHigh());
            } else if (after == Step.After.SAFE_STATE) {
                wires.set(one.gpio(), one.onAtCrash() == one.activeHigh());
            }
        }
        if (after == Step.After.POWER) {
            boot += Duration.ofDays(3).toNanos();
            line = new Line(this::now);
            specification.broker(Step.Broker.TALKS);
            disk.reboot();
        }
        again(gone, after == Step.After.POWER);
    }

    private void again(Duration gone, boolean reboot) {
        board.kill();
        wires.killIn(-1);
        disk.forget();
        lives++;
        now += gone.toNanos();
        board = wires.take();
        start(reboot);
    }

    private void start(boolean reboot) {
        specification.now(now);
        specification.begins(reboot);
        Outputs outputs = disk.outputs(settings, board, FLUSH, line, this, this::told);
        program =
                new OutputsProgram(
                        outputs, new DirectDesk(settings, outputs, this, calendar), disk);
        call(new Call.Start(), program::start);
    }

    private void told(String output, OutputState state) {
        specification.now(now);
        specification.heldBack(program.heldBack());
        specification.told(
                output,
                new Said(
                        state.on(),
                        Cause.of(state.origin().cause().text()),
                        state.since() - boot,
                        state.until().map(tick -> tick - boot),
                        state.origin().id()));
    }

    @Override
    public void moved(int gpio, boolean high, Wires.By by) {
        ActuatorSettings one = at(gpio);
        specification.now(now);
        specification.moved(one.name(), high == one.activeHigh(), by);
    }

    @Override
    public void driven(int gpio, boolean high) {
        ActuatorSettings one = at(gpio);
        specification.now(now);
        specification.driven(one.name(), high == one.activeHigh());
    }

    private ActuatorSettings at(int gpio) {
        return settings.stream().filter(one -> one.gpio() == gpio).findFirst().orElseThrow();
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
