package meetpost.agent.settings.yaml;

/** A thing of the file with the place where it stands there. */
record Found<T>(T thing, Section section) {}
