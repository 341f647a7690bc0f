package meetpost.simulator.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meetpost.agent.LocalBroker;
import meetpost.agent.dashboard.Answer;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.ChipFault;
import meetpost.simulator.ChipModel;
import meetpost.simulator.MountedChip;
import meetpost.simulator.SimulatedPi;
import meetpost.simulator.bus.Signal;

/**
 * What can be done to a simulated board from outside, over HTTP: for the page, tests and lessons.
 * {@code simulator/README.md} has the list. Who may ask is for the {@link Entrance} and for the web
 * server to say.
 */
public final class Workbench implements HttpHandler {

    private static final String ROOT = "/simulator";
    private static final int LONGEST_BODY = 1000;

    private final SimulatedPi pi;
    private final ByHand byHand = new ByHand();
    private final BoardJson board;
    private final BrokerDesk broker;

    /**
     * For this board.
     *
     * @param settings name what is on it
     * @param broker of the simulation; empty: it uses another one
     */
    public Workbench(SimulatedPi pi, Settings settings, Ticks ticks, Optional<LocalBroker> broker) {
        this.pi = requireNonNull(pi, "pi");
        this.board = new BoardJson(pi, settings, byHand, ticks);
        this.broker = new BrokerDesk(broker);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Answer answer;
        try {
            answer = answer(exchange);
        } catch (IllegalArgumentException e) {
            answer = Answer.refusal(400, String.valueOf(e.getMessage()));
        }
        answer.send(exchange);
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        List<String> levels =
                Arrays.stream(path.split("/")).filter(s -> !s.isEmpty()).skip(1).toList();
        String method = exchange.getRequestMethod();
        if (levels.isEmpty() && method.equals("GET")) {
            return board();
        }
        boolean put = method.equals("PUT");
        if (!put && !method.equals("DELETE")) {
            return Answer.refusal(405, method + " " + path + ", expected PUT or DELETE");
        }
        Optional<String> body = put ? Optional.of(body(exchange)) : Optional.empty();
        if (levels.size() == 3 && levels.get(0).equals("chips")) {
            return measure(levels.get(1), levels.get(2), body);
        }
        if (levels.size() == 4 && levels.get(0).equals("chips") && levels.get(2).equals("faults")) {
            return fault(levels.get(1), levels.get(3), body);
        }
        if (levels.size() == 2 && levels.get(0).equals("pins")) {
            return pin(levels.get(1), body);
        }
        if (put && levels.equals(List.of("broker"))) {
            return done(broker.run(body.orElse("")));
        }
        if (put && levels.equals(List.of("broker", "cut"))) {
            return done(broker.cut(body.orElse("")));
        }
        return Answer.refusal(
                404, "there is no " + path + "; GET " + ROOT + " tells what there is");
    }

    private Answer measure(String sensor, String name, Optional<String> value) {
        MountedChip chip = pi.chips().get(sensor);
        Optional<Quantity> quantity =
                pi.model(sensor).map(ChipModel::spans).stream()
                        .flatMap(spans -> spans.keySet().stream())
                        .filter(each -> each.dutch().equals(name) || each.english().equals(name))
                        .findFirst();
        if (chip == null || quantity.isEmpty()) {
            return Answer.refusal(404, sensor + " measures no " + name);
        }
        if (value.isPresent()) {
            chip.measure(quantity.get(), Signal.constant(number(value.get())));
            byHand.add(sensor, quantity.get());
        } else {
            pi.followScene(sensor, quantity.get());
            byHand.remove(sensor, quantity.get());
        }
        return board();
    }

    private Answer fault(String sensor, String name, Optional<String> body) {
        MountedChip chip = pi.chips().get(sensor);
        Optional<ChipFault> fault = ChipFault.of(name);
        if (chip == null || fault.filter(chip.faults()::contains).isEmpty()) {
            return Answer.refusal(404, sensor + " cannot have the fault " + name);
        }
        chip.set(fault.get(), body.isPresent());
        return board();
    }

    private Answer pin(String name, Optional<String> level) {
        int gpio = (int) number(name);
        if (level.isEmpty()) {
            pi.disconnect(gpio);
            return board();
        }
        String wanted = level.get().toLowerCase(Locale.ROOT);
        if (!wanted.equals("high") && !wanted.equals("low")) {
            throw new IllegalArgumentException("level \"" + wanted + "\", expected high or low");
        }
        pi.connect(gpio, wanted.equals("high"));
        return board();
    }

    private static double number(String text) {
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no number", e);
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("\"" + text + "\" is no finite number");
        }
        return number;
    }

    private static String body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (bytes.length > LONGEST_BODY) {
            throw new IllegalArgumentException("more than " + LONGEST_BODY + " bytes");
        }
        return new String(bytes, UTF_8).strip();
    }

    private Answer done(Optional<Answer> refusal) {
        return refusal.orElseGet(this::board);
    }

    private Answer board() {
        JsonObject all = board.json();
        broker.json().ifPresent(one -> all.put("broker", one));
        return Answer.json(JsonWriter.string(all) + "\n");
    }
}
