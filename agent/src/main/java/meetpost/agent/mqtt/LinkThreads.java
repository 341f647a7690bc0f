package meetpost.agent.mqtt;

import org.tinylog.Logger;

/**
 * The link's thread and its children, which are the library's. One of those that met a mistake of
 * the library is missed by the session only, which then falls silent and is ended. An {@link Error}
 * is for the whole process.
 */
final class LinkThreads extends ThreadGroup {

    LinkThreads() {
        super("link");
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        if (thrown instanceof Error) {
            super.uncaughtException(thread, thrown);
        } else {
            Logger.error(
                    thrown, "the thread {} has died; its session will be ended", thread.getName());
        }
    }
}
