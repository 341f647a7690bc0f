package meetpost.agent.link;

import java.util.ResourceBundle;
import java.util.Set;
import org.eclipse.paho.client.mqttv3.logging.Logger;

/**
 * The MQTT library's own log, which would go to {@code java.util.logging} and load a resource
 * bundle for it: the link says in one line what happened. Tells who waits for the library's threads
 * that they run. Public, as the library makes it by name.
 */
public final class SilentLogger implements Logger {

    /**
     * What the library's three loops say first, each in its own thread and once it runs: 852 the
     * one that reads, 644 the one that writes, 704 the one that calls back.
     */
    private static final Set<String> BEGUN = Set.of("852", "644", "704");

    @Override
    public void initialise(ResourceBundle messages, String name, String resource) {}

    @Override
    public void setResourceName(String name) {}

    @Override
    public boolean isLoggable(int level) {
        return false;
    }

    @Override
    public void severe(String cls, String method, String msg) {}

    @Override
    public void severe(String cls, String method, String msg, Object[] inserts) {}

    @Override
    public void severe(String cls, String method, String msg, Object[] inserts, Throwable thrown) {}

    @Override
    public void warning(String cls, String method, String msg) {}

    @Override
    public void warning(String cls, String method, String msg, Object[] inserts) {}

    @Override
    public void warning(
            String cls, String method, String msg, Object[] inserts, Throwable thrown) {}

    @Override
    public void info(String cls, String method, String msg) {}

    @Override
    public void info(String cls, String method, String msg, Object[] inserts) {}

    @Override
    public void info(String cls, String method, String msg, Object[] inserts, Throwable thrown) {}

    @Override
    public void config(String cls, String method, String msg) {}

    @Override
    public void config(String cls, String method, String msg, Object[] inserts) {}

    @Override
    public void config(String cls, String method, String msg, Object[] inserts, Throwable thrown) {}

    @Override
    public void fine(String cls, String method, String msg) {
        if (BEGUN.contains(msg)) {
            LinkThreads.runs();
        }
    }

    @Override
    public void fine(String cls, String method, String msg, Object[] inserts) {}

    @Override
    public void fine(String cls, String method, String msg, Object[] inserts, Throwable thrown) {}

    @Override
    public void finer(String cls, String method, String msg) {}

    @Override
    public void finer(String cls, String method, String msg, Object[] inserts) {}

    @Override
    public void finer(String cls, String method, String msg, Object[] inserts, Throwable thrown) {}

    @Override
    public void finest(String cls, String method, String msg) {}

    @Override
    public void finest(String cls, String method, String msg, Object[] inserts) {}

    @Override
    public void finest(String cls, String method, String msg, Object[] inserts, Throwable thrown) {}

    @Override
    public void log(
            int level, String cls, String method, String msg, Object[] inserts, Throwable thrown) {}

    @Override
    public void trace(
            int level, String cls, String method, String msg, Object[] inserts, Throwable thrown) {}

    @Override
    public String formatMessage(String msg, Object[] inserts) {
        return msg;
    }

    @Override
    public void dumpTrace() {}
}
