package meetpost.agent.cli;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.instance.ControlClient;
import meetpost.agent.instance.Instances;
import meetpost.agent.process.Machine;

/** A broker of ours that runs on this machine, in whichever process. Its methods block. */
record OwnBroker(Instances.Found process) {

    /**
     * The one that runs with those settings, or the only one; of several that of a board, then one
     * that is alone, then the simulation that began last, which is said.
     *
     * @throws IOException if there is none, or one that this user may not ask
     */
    static OwnBroker of(Machine machine, Optional<String> config) throws IOException {
        List<Instances.Found> all = new Instances(machine.environment()).brokers();
        List<Instances.Found> meant =
                all.stream().filter(each -> config.map(each::uses).orElse(true)).toList();
        if (meant.isEmpty()) {
            throw new IOException(
                    config.map(file -> "no broker of ours runs with " + file)
                            .orElse(
                                    "no broker of ours runs on this machine, expected `meetpost"
                                            + " broker` or an agent whose settings have `broker:`"));
        }
        var chosen = new OwnBroker(meant.get(0));
        if (meant.size() > 1) {
            machine.err()
                    .printf(
                            "meetpost: %s brokers of ours run; asked is %s, another one with"
                                    + " --config FILE%n",
                            meant.size(), chosen.text());
        }
        return chosen;
    }

    private String text() {
        String config = process.instance().config();
        return "process " + process.instance().pid() + (config.isEmpty() ? "" : " with " + config);
    }

    /**
     * Its answer.
     *
     * @throws IOException if there is none, or it says why not
     */
    JsonObject ask(JsonObject request) throws IOException {
        JsonObject answer = ControlClient.ask(process.socket(), request);
        if (answer.has("error")) {
            throw new IOException(answer.getString("error"));
        }
        return answer;
    }

    /** Pages of a list, until there are so many or no more. Gives whether that is all. */
    boolean collect(JsonObject request, String list, int most, List<JsonObject> to)
            throws IOException {
        var question = new JsonObject(request);
        List<Object> page = new ArrayList<>();
        boolean more = true;
        while (more && to.size() < most) {
            JsonObject answer = ask(question);
            page.clear();
            page.addAll(answer.getArray(list, new JsonArray()));
            page.stream()
                    .filter(JsonObject.class::isInstance)
                    .map(JsonObject.class::cast)
                    .forEach(to::add);
            more = answer.has("next");
            question.put("after", answer.getLong("next", 0));
            question.put("until", answer.getLong("until", 0));
        }
        return !more;
    }
}
