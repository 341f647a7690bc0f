package meetpost.agent.run;

import org.tinylog.Logger;

/** Steps that are each taken, whatever became of the ones before. Used by one thread. */
final class Steps {

    private boolean interrupted;

    /** A thing to do that may fail or be interrupted. */
    @FunctionalInterface
    interface Step {

        void take() throws Exception;
    }

    /** Takes the step; a failure costs one line in the log. */
    void take(String name, Step step) {
        try {
            step.take();
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (Exception e) {
            Logger.error("stopping, {}: {}", name, e.toString());
        }
    }

    /** After the last one: an interrupt that came meanwhile is passed on. */
    void finish() throws InterruptedException {
        if (interrupted) {
            throw new InterruptedException("while stopping");
        }
    }
}
