package meetpost.agent.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {

    @TempDir Path directory;

    @Test
    void numbersKeepTheDigitsThatTheyWereGiven() throws Exception {
        Path socket = directory.resolve("1.sock");
        ControlServer.Requests requests =
                request ->
                        JsonObject.builder()
                                .value("kast", new BigDecimal("18.50"))
                                .value("asked", request.getString("do"))
                                .done();

        try (var server = ControlServer.start(socket, requests)) {
            JsonObject answer =
                    ControlClient.ask(socket, JsonObject.builder().value("do", "read").done());

            assertEquals("18.50", String.valueOf(answer.get("kast")));
            assertEquals("{\"kast\":18.50,\"asked\":\"read\"}", JsonWriter.string(answer));
        }
    }
}
