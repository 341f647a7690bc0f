package meetpost.agent;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import meetpost.agent.instance.ControlServer;
import meetpost.agent.instance.ProbeAnswer;
import meetpost.agent.sampling.Probe;
import meetpost.agent.sampling.Sampler;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;

/** What the other subcommands of this machine may ask of a running agent. */
record AgentRequests(Supplier<Settings> current, Sampler sampler)
        implements ControlServer.Requests {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    AgentRequests {
        requireNonNull(current, "current");
        requireNonNull(sampler, "sampler");
    }

    @Override
    public JsonObject answer(JsonObject request) throws InterruptedException {
        String what = request.getString("do", "");
        if (what.equals("read")) {
            return read(request.getString("sensor", ""));
        }
        return JsonObject.builder().value("error", "unknown request: " + what).done();
    }

    private JsonObject read(String name) throws InterruptedException {
        Settings settings = current.get();
        Optional<SensorSettings> sensor =
                settings.sensors().stream().filter(each -> each.name().equals(name)).findFirst();
        Optional<Probe> probe = sampler.probe(name, LONGEST_WAIT);
        if (sensor.isEmpty() || probe.isEmpty()) {
            return ProbeAnswer.unknown(
                    name, settings.sensors().stream().map(SensorSettings::name).toList());
        }
        return ProbeAnswer.json(sensor.get(), probe.get(), settings.topics().english());
    }
}
