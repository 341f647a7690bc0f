package meetpost.agent.cli;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.link.LinkListener;
import meetpost.agent.link.LinkOptions;
import meetpost.agent.link.Message;
import meetpost.agent.link.MqttLink;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.log.ForeignText;
import meetpost.agent.process.Machine;
import meetpost.agent.settings.yaml.Nearest;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code meetpost set}: one command over MQTT, and its answer. */
@Command(
        name = "set",
        description = "Sends a command to an output over MQTT and prints the answer.")
final class SetCommand implements Callable<Integer> {

    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** An answer is flat; its message, with what was sent in it, has a few hundred bytes. */
    private static final Limits ANSWERS = new Limits(8192, 4, 32);

    private final Machine machine;

    @Parameters(index = "0", paramLabel = "ACTUATOR", description = "As in the settings: pomp.")
    String actuator = "";

    @Parameters(index = "1", paramLabel = "on|off|toggle", description = "What it should do.")
    String state = "";

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "With on: off again after this long, e.g. 5s.")
    Optional<String> length = Optional.empty();

    @Mixin ConfigOption config = new ConfigOption();

    SetCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!List.of("on", "off", "toggle").contains(state.toLowerCase(Locale.ROOT))) {
            machine.err().println("meetpost: " + state + " is not one of on, off, toggle");
            return 2;
        }
        CommandTarget target;
        try {
            target = CommandTarget.of(machine, config.file);
        } catch (SettingsException e) {
            return RunCommand.refuse(machine, e);
        }
        Map<String, String> actuators = target.actuators();
        String topic = actuators.get(actuator);
        if (topic == null) {
            machine.err()
                    .println(
                            "meetpost: there is no actuator "
                                    + actuator
                                    + Nearest.to(actuator, actuators.keySet())
                                            .map(name -> "; did you mean " + name + "?")
                                            .orElse(
                                                    actuators.isEmpty()
                                                            ? "; the settings have none"
                                                            : "; there are "
                                                                    + String.join(
                                                                            ", ",
                                                                            actuators.keySet())));
            return 1;
        }
        return send(target, topic);
    }

    private int send(CommandTarget target, String topic) throws InterruptedException {
        String id = String.format(Locale.ROOT, "set-%08x", ThreadLocalRandom.current().nextInt());
        String result = Topics.resultOf(topic);
        var answers = new Answers(id);
        var link =
                new MqttLink(
                        new LinkOptions(
                                target.mqtt(), "meetpost-" + id, Optional.empty(), List.of(result)),
                        Ticks.REAL,
                        ThreadLocalRandom.current());
        link.start(answers);
        try {
            PublishChannel uplink = answers.up.poll(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
            if (uplink == null) {
                machine.err()
                        .println("meetpost: no connection within " + CONNECT.toSeconds() + " s");
                return 1;
            }
            uplink.publish(Message.passing(topic, command(id)), () -> {});
            JsonObject answer = answers.came.poll(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                machine.err()
                        .println(
                                "meetpost: no answer on "
                                        + result
                                        + " within "
                                        + ANSWER.toSeconds()
                                        + " s; does the agent run?");
                return 1;
            }
            return print(answer);
        } finally {
            link.leave(Duration.ofSeconds(2));
        }
    }

    private String command(String id) {
        var json = JsonWriter.string().object().value("state", state.toUpperCase(Locale.ROOT));
        length.ifPresent(duration -> json.value("for", duration));
        return json.value("id", id).end().done();
    }

    private int print(JsonObject answer) {
        if (answer.getBoolean("accepted", false)) {
            machine.out().println(actuator + " " + word(answer, "state"));
            return 0;
        }
        String message = word(answer, "message");
        machine.err()
                .println(
                        "meetpost: "
                                + actuator
                                + " refused: "
                                + word(answer, "reason")
                                + (message.isEmpty() ? "" : ": " + message));
        return 1;
    }

    /** Anybody may have written it who hears what is sent here. */
    private static String word(JsonObject answer, String key) {
        return ForeignText.shown(answer.getString(key, ""));
    }

    /** The one answer that carries our id. */
    private static final class Answers implements LinkListener {

        private final String id;
        private final BlockingQueue<PublishChannel> up = new ArrayBlockingQueue<>(1);
        private final BlockingQueue<JsonObject> came = new ArrayBlockingQueue<>(1);

        Answers(String id) {
            this.id = id;
        }

        @Override
        public void up(PublishChannel uplink) {
            up.offer(uplink);
        }

        @Override
        public void down() {}

        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {
            try {
                JsonObject json = BoundedJson.object(payload, ANSWERS);
                if (id.equals(json.getString("id"))) {
                    came.offer(json);
                }
            } catch (JsonRefusedException e) {
                // Somebody else's message on our topic is not our answer.
                return;
            }
        }

        @Override
        public void tooLarge(String topic, int qos, boolean retained) {}

        @Override
        public boolean isBehind() {
            return false;
        }
    }
}
