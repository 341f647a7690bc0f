package meetpost.simulator.workbench;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;
import meetpost.agent.run.LocalBroker;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.SimulatedPi;
import meetpost.simulator.chip.Ds18b20Family;
import meetpost.simulator.chip.Signal;
import meetpost.simulator.mount.ChipFault;
import meetpost.simulator.mount.ChipModel;
import meetpost.simulator.mount.MountedChip;

/**
 * What can be done to a simulated board from outside, over HTTP: for the page, tests and lessons.
 * {@code simulator/README.md} has the list. Who may ask is for the {@link Entrance} and for the web
 * server to say.
 */
public final class Workbench implements Handler {

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
    public Set<String> methods(String below) {
        if (below.isEmpty()) {
            return LOOK;
        }
        List<String> levels = levels(below);
        if (levels.equals(List.of("broker")) || levels.equals(List.of("broker", "cut"))) {
            return Set.of("PUT");
        }
        boolean chip =
                levels.get(0).equals("chips")
                        && (levels.size() == 3
                                || (levels.size() == 4 && levels.get(2).equals("faults")));
        boolean pin = levels.get(0).equals("pins") && levels.size() == 2;
        if (levels.get(0).equals("chips") && levels.size() == 3 && levels.get(2).equals("clone")) {
            return Set.of("PUT");
        }
        return chip || pin ? Set.of("PUT", "DELETE") : Set.of();
    }

    /** With the empty ones that two slashes enclose. */
    private static List<String> levels(String below) {
        return List.of(below.substring(1).split("/", -1));
    }

    @Override
    public Response answer(Request request) throws IOException {
        try {
            return done(request, request.path().substring(ROOT.length()));
        } catch (IllegalArgumentException e) {
            return Response.refusal(400, String.valueOf(e.getMessage()));
        }
    }

    private Response done(Request request, String below) throws IOException {
        if (below.isEmpty()) {
            return board();
        }
        List<String> levels = levels(below);
        Optional<String> body =
                request.method().equals("PUT") ? Optional.of(body(request)) : Optional.empty();
        if (levels.get(0).equals("pins")) {
            return pin(levels.get(1), body);
        }
        if (levels.equals(List.of("broker"))) {
            return done(broker.run(body.orElse("")));
        }
        if (levels.equals(List.of("broker", "cut"))) {
            return done(broker.cut(body.orElse("")));
        }
        if (levels.size() == 3 && levels.get(2).equals("clone")) {
            return clone(levels.get(1), body.orElse(""));
        }
        return levels.size() == 3
                ? measure(levels.get(1), levels.get(2), body)
                : fault(levels.get(1), levels.get(3), body);
    }

    private Response measure(String sensor, String name, Optional<String> value) {
        MountedChip chip = pi.chips().get(sensor);
        Optional<Quantity> quantity =
                pi.model(sensor).map(ChipModel::spans).stream()
                        .flatMap(spans -> spans.keySet().stream())
                        .filter(each -> each.dutch().equals(name) || each.english().equals(name))
                        .findFirst();
        if (chip == null || quantity.isEmpty()) {
            return Response.refusal(404, sensor + " measures no " + name);
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

    private Response clone(String sensor, String letter) {
        MountedChip chip = pi.chips().get(sensor);
        if (chip == null || chip.family().isEmpty()) {
            return Response.refusal(404, "there are no copies of " + sensor);
        }
        chip.family(
                Ds18b20Family.of(letter)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "\"" + letter + "\" is no copy, expected a to h")));
        return board();
    }

    private Response fault(String sensor, String name, Optional<String> body) {
        MountedChip chip = pi.chips().get(sensor);
        Optional<ChipFault> fault = ChipFault.of(name);
        if (chip == null || fault.filter(chip.faults()::contains).isEmpty()) {
            return Response.refusal(404, sensor + " cannot have the fault " + name);
        }
        chip.set(fault.get(), body.isPresent());
        return board();
    }

    private Response pin(String name, Optional<String> level) {
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

    private static String body(Request request) {
        if (request.body().length() > LONGEST_BODY) {
            throw new IllegalArgumentException("more than " + LONGEST_BODY + " characters");
        }
        return request.body().strip();
    }

    private Response done(Optional<Response> refusal) {
        return refusal.orElseGet(this::board);
    }

    private Response board() {
        JsonObject all = board.json();
        broker.json().ifPresent(one -> all.put("broker", one));
        return Response.json(JsonWriter.string(all) + "\n");
    }
}
