package meetpost.agent.run;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import meetpost.agent.command.CommandDesk;
import meetpost.agent.command.PublishedStates;
import meetpost.agent.input.InputWatch;
import meetpost.agent.link.MessageListener;
import meetpost.agent.output.OutputListener;
import meetpost.agent.output.OutputMemory;
import meetpost.agent.output.Outputs;
import meetpost.agent.publish.AgentLink;
import meetpost.agent.publish.Publisher;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.shaping.MeasuredListener;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;
import meetpost.drivers.bus.Board;

/**
 * The inputs and outputs of an agent, and the commands for them. For the agent's thread, but for
 * {@link #commands}, {@link #memory}, {@link #measured} and {@link #problems}.
 */
final class Pins {

    private final OutputMemory memory;
    private final Outputs outputs;
    private final CommandDesk commands;
    private final Optional<RuleWiring> rules;
    private final Notifications notifications;
    private final Map<String, InputWatch> inputs = new LinkedHashMap<>();

    /**
     * Touches nothing yet.
     *
     * @param publisher publishes by the link
     * @param past hears of each change
     * @param ticks of the board
     */
    Pins(
            Settings settings,
            Board board,
            AgentLink link,
            Publisher publisher,
            Past past,
            Ticks ticks,
            Clock clock) {
        requireNonNull(publisher, "publisher");
        Topics topics = link.topics();
        var silence = new LinkSilence(link, ticks);
        memory = OutputMemory.in(settings.state(), settings.outbox().flush(), ticks);
        var states = new PublishedStates(settings.actuators(), publisher, topics, ticks, clock);
        notifications = new Notifications(settings, ticks, clock);
        rules =
                settings.isGoverned()
                        ? Optional.of(new RuleWiring(settings, silence, ticks))
                        : Optional.empty();
        OutputListener told = rules.map(wiring -> wiring.outputs(states)).orElse(states);
        outputs = new Outputs(outputs(settings), board, memory, silence, ticks, past.outputs(told));
        commands =
                new CommandDesk(
                        settings.actuators(),
                        outputs,
                        publisher,
                        topics,
                        link::standing,
                        ticks,
                        clock,
                        rules.map(RuleWiring::ruled));
        rules.ifPresent(
                wiring -> wiring.open(settings, publisher, link, notifications, ticks, clock));
        Publisher ofInputs =
                rules.map(wiring -> wiring.inputs(settings, publisher, link)).orElse(publisher);
        for (InputSettings input : settings.inputs()) {
            var heard = past.input(input.name(), ofInputs);
            inputs.put(input.name(), new InputWatch(input, board, heard, topics, ticks));
        }
    }

    private static List<ActuatorSettings> outputs(Settings settings) {
        return settings.isGoverned() ? RuleWiring.governed(settings) : settings.actuators();
    }

    /** Who wants to know what sensors measured. */
    MeasuredListener measured() {
        return rules.map(RuleWiring::measured).orElse(MeasuredListener.NOBODY);
    }

    /** Whoever of outputs and rules a message is for gets it. */
    MessageListener inbox() {
        return rules.map(wiring -> wiring.before(commands)).orElse(commands);
    }

    CommandDesk commands() {
        return commands;
    }

    OutputMemory memory() {
        return memory;
    }

    /** Outputs to their start level; commands are executed from now on. */
    void startOutputs() throws IOException {
        outputs.start();
        outputs.movedBefore()
                .forEach(
                        each ->
                                commands.executedBefore(
                                        each.output(), each.id(), each.on(), each.age()));
        commands.start();
        rules.ifPresent(RuleWiring::start);
    }

    /**
     * Inputs are read, and people told, from now on.
     *
     * @param isWell whether nothing is wrong with the board; may block for a few seconds
     */
    void startInputs(BooleanSupplier isWell) {
        inputs.values().forEach(InputWatch::start);
        notifications.start(isWell);
    }

    /** What settings that may change while running say of them. */
    void takeOver(Settings fresh) {
        outputs.rules(outputs(fresh));
        commands.settings(fresh.actuators());
        rules.ifPresent(wiring -> wiring.takeOver(fresh));
        for (InputSettings input : fresh.inputs()) {
            Objects.requireNonNull(inputs.get(input.name()), input.name()).settings(input);
        }
    }

    /** Which lines are not where they should be, and who is not told, in words. Any thread. */
    List<String> problems() {
        return Stream.of(
                        outputs.problems(),
                        rules.map(RuleWiring::problems).orElse(List.of()),
                        notifications.problems())
                .flatMap(List::stream)
                .toList();
    }

    /** No command is executed any more. Does not block. */
    void refuse() {
        commands.refuse();
        rules.ifPresent(RuleWiring::refuse);
    }

    /**
     * Outputs to their stop level, in order. Blocks for {@code max} and two seconds at most.
     *
     * @param asked whether somebody asked the program to end
     */
    void stop(Steps steps, Duration max, boolean asked) {
        steps.take("inputs", () -> inputs.values().forEach(InputWatch::close));
        steps.take("notifications", notifications::close);
        steps.take("rules", () -> rules.ifPresent(RuleWiring::close));
        steps.take("outputs", () -> outputs.rest(max, asked));
        steps.take("commands", commands::close);
        steps.take("what outputs were", memory::close);
    }
}
