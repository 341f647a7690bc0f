package meetpost.agent.command;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.output.BrokerSilence;
import meetpost.agent.output.OutputListener;
import meetpost.agent.output.OutputState;
import meetpost.agent.output.Outputs;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.Ticks;

/**
 * The outputs that rules drive. What rules wish is done by the thread that executes commands,
 * between two of them: nobody can be overtaken by what a rule decided a moment before.
 */
public final class RuledOutputs implements OutputListener, Wishes {

    private final Map<String, RuledOutput> all;
    private volatile Set<String> ruled;
    private volatile Runnable wake = () -> {};

    /**
     * @param actuators all of the board
     * @param ruled the names of those that rules drive
     */
    public RuledOutputs(
            List<ActuatorSettings> actuators,
            Set<String> ruled,
            BrokerSilence silence,
            Ticks ticks) {
        this.all =
                actuators.stream()
                        .collect(
                                toUnmodifiableMap(
                                        ActuatorSettings::name,
                                        each -> new RuledOutput(each, silence, ticks)));
        this.ruled = Set.copyOf(ruled);
    }

    /** From now on other settings count, for the same outputs. */
    public void settings(List<ActuatorSettings> actuators, Set<String> others) {
        ruled = Set.copyOf(others);
        for (ActuatorSettings each : actuators) {
            requireNonNull(all.get(each.name()), each.name()).settings(each);
        }
    }

    @Override
    public void state(String name, OutputState state) {
        RuledOutput output = all.get(name);
        if (output != null) {
            output.told(state);
        }
    }

    /** Which outputs are not driven as their rules would, in words. Any thread. */
    public List<String> problems() {
        return ruled.stream()
                .flatMap(name -> of(name, RuledOutput::problem).flatMap(each -> each).stream())
                .toList();
    }

    /** Is run when there is something to do; must not block. */
    void wakes(Runnable other) {
        wake = other;
    }

    @Override
    public void wish(Map<String, Wish> wishes) {
        wishes.forEach(
                (name, wish) -> {
                    RuledOutput output = all.get(name);
                    if (output != null) {
                        output.wish(wish);
                    }
                });
        wake.run();
    }

    @Override
    public void giveBack(Collection<String> names) {
        names.stream().map(all::get).flatMap(Stream::ofNullable).forEach(RuledOutput::giveBack);
        wake.run();
    }

    @Override
    public Optional<Overridden> override(String name) {
        return of(name, RuledOutput::override).flatMap(each -> each);
    }

    Optional<Refused> refusal(String name, Command command, Outputs outputs) {
        return of(name, output -> output.refusal(command, outputs)).flatMap(each -> each);
    }

    void commanded(String name, boolean on) {
        if (ruled.contains(name) && all.containsKey(name)) {
            requireNonNull(all.get(name), name).commanded(on);
        }
    }

    void turn(Outputs outputs) {
        for (String name : ruled) {
            RuledOutput output = all.get(name);
            if (output != null) {
                output.turn(outputs);
            }
        }
    }

    private <T> Optional<T> of(String name, Function<RuledOutput, T> what) {
        return ruled.contains(name)
                ? Optional.ofNullable(all.get(name)).map(what)
                : Optional.empty();
    }
}
