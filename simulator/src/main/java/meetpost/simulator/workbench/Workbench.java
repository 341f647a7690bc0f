package meetpost.simulator.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.time.Ticks;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.ChipFault;
import meetpost.simulator.ChipModel;
import meetpost.simulator.MountedChip;
import meetpost.simulator.SimulatedPi;
import meetpost.simulator.bus.Signal;

/**
 * What can be done to a simulated board from outside, over HTTP: for tests and lessons. {@code
 * simulator/README.md} has the list.
 *
 * <p>Only for clients on this machine, and for pages that came from it: a page from elsewhere that
 * happens to be open in a browser here must not switch anything.
 */
public final class Workbench implements HttpHandler {

    private static final String ROOT = "/simulator";
    private static final int LONGEST_BODY = 1000;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final SimulatedPi pi;
    private final BoardJson board;

    /** For this board. */
    public Workbench(SimulatedPi pi, Ticks ticks) {
        this.pi = requireNonNull(pi, "pi");
        this.board = new BoardJson(pi, ticks);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (IllegalArgumentException e) {
                answer = new Answer(400, String.valueOf(e.getMessage()));
            }
            answer.send(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        if (!fromHere(exchange)) {
            return new Answer(403, "only for this machine");
        }
        String path = exchange.getRequestURI().getPath();
        List<String> levels =
                Arrays.stream(path.split("/")).filter(s -> !s.isEmpty()).skip(1).toList();
        String method = exchange.getRequestMethod();
        if (levels.isEmpty() && method.equals("GET")) {
            return new Answer(200, board.write());
        }
        boolean put = method.equals("PUT");
        if (!put && !method.equals("DELETE")) {
            return new Answer(405, method + " " + path + ", expected PUT or DELETE");
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
        return new Answer(404, "there is no " + path + "; GET " + ROOT + " tells what there is");
    }

    private Answer measure(String sensor, String name, Optional<String> value) {
        MountedChip chip = pi.chips().get(sensor);
        Optional<Quantity> quantity =
                pi.model(sensor).map(ChipModel::spans).stream()
                        .flatMap(spans -> spans.keySet().stream())
                        .filter(each -> each.dutch().equals(name) || each.english().equals(name))
                        .findFirst();
        if (chip == null || quantity.isEmpty()) {
            return new Answer(404, sensor + " measures no " + name);
        }
        if (value.isPresent()) {
            chip.measure(quantity.get(), Signal.constant(number(value.get())));
        } else {
            pi.followScene(sensor, quantity.get());
        }
        return new Answer(200, board.write());
    }

    private Answer fault(String sensor, String name, Optional<String> body) {
        MountedChip chip = pi.chips().get(sensor);
        Optional<ChipFault> fault = ChipFault.of(name);
        if (chip == null || fault.filter(chip.faults()::contains).isEmpty()) {
            return new Answer(404, sensor + " cannot have the fault " + name);
        }
        chip.set(fault.get(), body.isPresent());
        return new Answer(200, board.write());
    }

    private Answer pin(String name, Optional<String> level) {
        int gpio = (int) number(name);
        if (level.isEmpty()) {
            pi.platform().pins().disconnect(gpio);
            return new Answer(200, board.write());
        }
        String wanted = level.get().toLowerCase(Locale.ROOT);
        if (!wanted.equals("high") && !wanted.equals("low")) {
            throw new IllegalArgumentException("level \"" + wanted + "\", expected high or low");
        }
        pi.platform().pins().connect(gpio, wanted.equals("high"));
        return new Answer(200, board.write());
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

    private static boolean fromHere(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        return host != null
                && HERE.contains(host.replaceFirst(":[0-9]+$", ""))
                && (origin == null || origin.equals("http://" + host));
    }
}
