package meetpost.agent.run;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import meetpost.agent.counter.CounterTotal;
import meetpost.agent.instance.ControlServer;
import meetpost.agent.instance.ProbeAnswer;
import meetpost.agent.sampling.SensorProbe;
import meetpost.agent.scan.Scanner;
import meetpost.agent.scan.SurveyJson;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.drivers.bus.Board;

/** What the other subcommands of this machine may ask of a running agent. */
record AgentRequests(
        Supplier<Settings> current,
        Sampling sampling,
        Board board,
        Supplier<List<String>> marksLost,
        Supplier<List<String>> health,
        ControlServer.Requests history)
        implements ControlServer.Requests {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    AgentRequests {
        requireNonNull(current, "current");
        requireNonNull(sampling, "sampling");
        requireNonNull(board, "board");
        requireNonNull(marksLost, "marksLost");
        requireNonNull(health, "health");
        requireNonNull(history, "history");
    }

    @Override
    public JsonObject answer(JsonObject request) throws InterruptedException {
        String what = request.getString("do", "");
        if (what.equals("read")) {
            return read(request.getString("sensor", ""));
        }
        if (what.equals("set-total")) {
            return setTotal(request.getString("sensor", ""), request.getString("total", ""));
        }
        if (what.equals("scan")) {
            Optional<Integer> bus = Optional.of("bus").filter(request::has).map(request::getInt);
            return scan(bus, request.getBoolean("identify", false));
        }
        if (what.equals("commands")) {
            return JsonObject.builder().array("troubles", marksLost.get()).done();
        }
        if (what.equals("health")) {
            return JsonObject.builder()
                    .array("reasons", health.get())
                    .object("remarks", new JsonObject(sampling.sampler().remarks()))
                    .done();
        }
        if (what.equals("history")) {
            return history.answer(request);
        }
        return error("unknown request: " + what);
    }

    private JsonObject setTotal(String name, String text) throws InterruptedException {
        Optional<Double> total = CounterTotal.of(text);
        if (total.isEmpty()) {
            return error(CounterTotal.refusal(text));
        }
        return sampling.counters()
                .set(name, total.get())
                .map(AgentRequests::error)
                .orElseGet(() -> JsonObject.builder().value("total", text).done());
    }

    private JsonObject scan(Optional<Integer> bus, boolean identify) {
        Settings settings = current.get();
        try {
            var scanner = new Scanner(board, settings.sensors());
            JsonObject answer = SurveyJson.of(scanner.survey(bus, identify));
            answer.put("broker", settings.broker().isPresent());
            return answer;
        } catch (IOException e) {
            return error(String.valueOf(e.getMessage()));
        }
    }

    private static JsonObject error(String text) {
        return JsonObject.builder().value("error", text).done();
    }

    private JsonObject read(String name) throws InterruptedException {
        Settings settings = current.get();
        if (settings.sensors().stream()
                .anyMatch(each -> each.name().equals(name) && each.isForeign())) {
            return error(
                    name
                            + ": what somebody else publishes comes by itself and cannot be asked for;"
                            + " `meetpost watch` shows what came");
        }
        Optional<SensorSettings> unasked =
                settings.sensors().stream()
                        .filter(each -> each.name().equals(name) && !each.isAsked())
                        .findFirst();
        if (unasked.isPresent()) {
            return sampling.last(name)
                    .map(each -> new SensorProbe(unasked.get(), each, Optional.empty(), List.of()))
                    .map(probe -> ProbeAnswer.json(probe, settings.topics().english()))
                    .orElseGet(() -> error(name + ": nothing has come from it yet, ask again"));
        }
        return sampling.sampler()
                .probe(name, LONGEST_WAIT)
                .map(probe -> ProbeAnswer.json(probe, settings.topics().english()))
                .orElseGet(
                        () ->
                                ProbeAnswer.unknown(
                                        name,
                                        settings.sensors().stream()
                                                .map(SensorSettings::name)
                                                .toList()));
    }
}
