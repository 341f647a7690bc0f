package meetpost.agent.link;

import meetpost.agent.log.Defects;
import org.tinylog.Logger;

/**
 * The link's thread and its children, which are the library's. One of those that met a mistake of
 * the library is missed by the session only, which then falls silent and is ended: what the library
 * does there is what a broker made it do. What the JVM cannot go on from, and the link's own
 * thread, is for the whole process.
 */
final class LinkThreads extends ThreadGroup {

    /** The name of the one thread that is ours. */
    static final String LINK = "link";

    LinkThreads() {
        super(LINK);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        if (thread.getName().equals(LINK) || Defects.isFatal(thrown)) {
            super.uncaughtException(thread, thrown);
        } else {
            Logger.error(
                    thrown, "the thread {} has died; its session will be ended", thread.getName());
        }
    }
}
