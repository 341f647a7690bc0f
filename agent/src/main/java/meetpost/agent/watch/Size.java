package meetpost.agent.watch;

/** Of a terminal, in characters. */
public record Size(int rows, int columns) {}
