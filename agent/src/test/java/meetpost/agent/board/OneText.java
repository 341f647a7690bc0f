package meetpost.agent.board;

import java.util.List;
import meetpost.drivers.bus.Kernel;
import meetpost.drivers.bus.Space;

/** Every file of the kernel's has the same text. */
public record OneText(String text) implements Kernel {

    @Override
    public String read(String file) {
        return text;
    }

    @Override
    public Space space() {
        return new Space(100, 40);
    }

    @Override
    public List<String> names(String directory) {
        return List.of();
    }
}
