package meetpost.agent.cli;

import meetpost.agent.process.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "meetpost " + Version.number(),
            "Java " + Runtime.version() + ", " + System.getProperty("os.arch")
        };
    }
}
