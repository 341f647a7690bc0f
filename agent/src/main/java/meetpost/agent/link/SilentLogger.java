package meetpost.agent.link;

import java.util.ResourceBundle;
import org.eclipse.paho.client.mqttv3.logging.Logger;

/**
 * The MQTT library's own log, which would go to {@code java.util.logging} and load a resource
 * bundle for it: the link says in one line what happened. Public, as the library makes it by name.
 */
public final class SilentLogger implements Logger {

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
    public void fine(String cls, String method, String msg) {}

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
