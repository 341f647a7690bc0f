package meetpost.agent.run;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.List;
import meetpost.agent.instance.ControlServer;
import meetpost.agent.output.CrashLevels;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.SettingsChange;
import meetpost.agent.settings.yaml.Problem;
import meetpost.agent.settings.yaml.SettingsException;
import org.tinylog.Logger;

/**
 * Reads the settings file again while the agent runs, and takes over what changed: all of it or, if
 * anything in it is wrong or needs a restart, nothing. Any thread; one at a time.
 */
public final class Reload {

    private final String file;
    private final Source source;
    private final Agent agent;
    private final CrashLevels crashLevels;
    private final Runnable after;

    /** Where settings come from. */
    @FunctionalInterface
    public interface Source {

        /** Reads them as they are now. */
        Settings read() throws SettingsException, IOException;
    }

    /**
     * @param file for people
     * @param after is run after each, whatever came of it; must not block for long
     */
    public Reload(
            String file, Source source, Agent agent, CrashLevels crashLevels, Runnable after) {
        this.file = requireNonNull(file, "file");
        this.source = requireNonNull(source, "source");
        this.agent = requireNonNull(agent, "agent");
        this.crashLevels = requireNonNull(crashLevels, "crashLevels");
        this.after = requireNonNull(after, "after");
    }

    /**
     * Does it, logs what came of it, and shows a refusal on the info topic.
     *
     * @return why nothing was taken over; empty: all of it was
     */
    public synchronized List<String> reload() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            Logger.warn("{}: nothing of it was taken over", file);
            problems.forEach(Logger::warn);
        }
        agent.settingsProblems(problems);
        after.run();
        return problems;
    }

    /** Answers {@code meetpost reload}; everything else is for {@code others}. */
    public ControlServer.Requests before(ControlServer.Requests others) {
        return request ->
                request.getString("do", "").equals("reload")
                        ? JsonObject.builder().value("problems", new JsonArray(reload())).done()
                        : others.answer(request);
    }

    private List<String> problems() {
        Settings fresh;
        try {
            fresh = source.read();
        } catch (SettingsException e) {
            return e.problems().stream().map(Problem::toString).toList();
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            Logger.error(e, "{}: a defect of the program", file);
            return List.of("a defect of the program: " + e);
        }
        var change = SettingsChange.between(agent.settings(), fresh);
        if (!change.needRestart().isEmpty()) {
            return change.needRestart().stream()
                    .map(
                            key ->
                                    key
                                            + " cannot change while running: sudo systemctl restart meetpost")
                    .toList();
        }
        try {
            if (agent.broker().isPresent() && fresh.broker().isPresent()) {
                agent.broker().get().reload(fresh.broker().get());
            }
        } catch (IOException e) {
            return List.of("broker: " + e.getMessage());
        }
        agent.takeOver(fresh);
        crashLevels.keep(fresh.actuators());
        Logger.info("{}: {}", file, change.isNothing() ? "nothing changed" : "taken over");
        return List.of();
    }
}
