package meetpost.agent.mosquitto;

import java.util.ArrayList;
import java.util.List;
import meetpost.agent.log.ForeignText;
import meetpost.agent.mosquitto.file.ConfLine;

/** What people are told of a file that is imported. Used by one thread. */
final class Findings {

    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** The line is wrong: nothing is imported. */
    void problem(ConfLine line, String text) {
        problems.add(line.place() + ": " + ForeignText.shown(text, 400));
    }

    /** The line has no counterpart, or is not quite the same here. */
    void note(ConfLine line, String text) {
        String note = line.place() + ": " + ForeignText.shown(line.key() + ": " + text, 400);
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
