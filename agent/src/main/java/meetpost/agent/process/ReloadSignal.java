package meetpost.agent.process;

/** May be raised at any time, when the settings are to be read again. Any thread. */
public final class ReloadSignal {

    private volatile Runnable action = () -> {};

    /** From now on a raise runs this, on the thread that raises. */
    public void on(Runnable next) {
        action = next;
    }

    /** The process was asked to read its settings again. Blocks while that is done. */
    public void raise() {
        action.run();
    }
}
