package meetpost.simulator.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonWriter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/**
 * An answer over HTTP.
 *
 * @param text JSON if the status is 200, else what is wrong, in words
 */
record Answer(int status, String text) {

    void send(HttpExchange exchange) throws IOException {
        String json =
                status == 200
                        ? text
                        : JsonWriter.string().object().value("error", text).end().done();
        byte[] bytes = (json + "\n").getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
