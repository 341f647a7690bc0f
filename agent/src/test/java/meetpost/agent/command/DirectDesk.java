package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import meetpost.agent.claim.Standing;
import meetpost.agent.output.Outputs;
import meetpost.agent.publish.Publisher;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.Ticks;

/**
 * Executes commands as a {@link CommandDesk} does, at once and on the thread that asks. For one
 * thread.
 */
public final class DirectDesk implements Publisher {

    private final Outputs outputs;
    private final Execution execution;
    private Map<String, Addressee> addressees;
    private Optional<String> answer = Optional.empty();

    public DirectDesk(List<ActuatorSettings> actuators, Outputs outputs, Ticks ticks, Clock clock) {
        this.outputs = outputs;
        this.addressees = addressees(actuators);
        this.execution =
                new Execution(
                        outputs,
                        new Answers(this, "command"),
                        new Answered(
                                ticks, actuators.stream().map(ActuatorSettings::name).toList()),
                        new Expiry(clock, ticks),
                        Standing::alone,
                        Optional.empty());
    }

    private static Map<String, Addressee> addressees(List<ActuatorSettings> actuators) {
        return actuators.stream()
                .collect(
                        toUnmodifiableMap(
                                ActuatorSettings::name,
                                each ->
                                        new Addressee(
                                                each.name(),
                                                each.topic(),
                                                each.topic() + "/result",
                                                each.onAtCrash())));
    }

    /** The outputs have started. */
    public void started() {
        outputs.movedBefore()
                .forEach(each -> execution.before(each.output(), each.id(), each.on(), each.age()));
    }

    /** From now on other settings count. */
    public void settings(List<ActuatorSettings> actuators) {
        addressees = addressees(actuators);
    }

    /**
     * A command has come.
     *
     * @param retained whether the broker had stored it
     */
    public void send(String actuator, String payload, boolean retained) {
        answer = Optional.empty();
        Addressee addressee = Objects.requireNonNull(addressees.get(actuator), actuator);
        execution.handle(Incoming.of(addressee, payload.getBytes(UTF_8), 1, retained));
    }

    /** To the last command; empty while the disk is waited for. */
    public Optional<String> answer() {
        return answer;
    }

    @Override
    public void answer(String topic, String payload, Runnable lost) {
        answer = Optional.of(payload);
    }

    @Override
    public void state(String topic, String payload, int qos) {
        throw new AssertionError("commands tell no state: " + payload);
    }

    @Override
    public void event(String topic, String payload) {
        throw new AssertionError("commands are no events: " + payload);
    }
}
