import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.util.Properties;

/** Moquette on the port that is given, for everybody, with what it keeps in memory. */
final class MoquetteBroker {

    public static void main(String[] arguments) throws Exception {
        var settings = new Properties();
        settings.setProperty("host", "127.0.0.1");
        settings.setProperty("port", arguments[0]);
        settings.setProperty("allow_anonymous", "true");
        settings.setProperty("allow_zero_byte_client_id", "true");
        settings.setProperty("persistence_enabled", "false");
        settings.setProperty("telemetry_enabled", "false");
        var server = new Server();
        server.startServer(new MemoryConfig(settings));
        System.out.println("Moquette listens");
    }
}
