package meetpost.agent.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import meetpost.agent.log.Defects;

/**
 * Threads that make answers. No address gets all of them, however much it asks. They end when
 * nobody asks. For the server's thread, but for what they do themselves.
 */
final class Workers {

    private static final int THREADS = 4;

    /** The last one is there for others: a few answers take seconds. */
    private static final int OF_ONE = THREADS - 1;

    private static final int IDLE_SECONDS = 20;

    private final Handler site;
    private final Consumer<Done> done;
    private final Defects defects = new Defects();
    private final ThreadPoolExecutor threads;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Map<String, Integer> working = new HashMap<>();
    private int all;

    private record Job(Connection connection, Request request, String owner) {}

    /** An answer that is made. */
    static final class Done {

        private final Job job;
        private final ByteBuffer[] bytes;

        private Done(Job job, ByteBuffer[] bytes) {
            this.job = job;
            this.bytes = bytes;
        }

        Connection connection() {
            return job.connection;
        }

        ByteBuffer[] bytes() {
            return bytes;
        }

        boolean staysOpen() {
            return job.connection.wantsMore();
        }
    }

    /**
     * Starts no thread yet.
     *
     * @param done hears each answer, on the thread that made it
     */
    Workers(Handler site, Consumer<Done> done) {
        this.site = requireNonNull(site, "site");
        this.done = requireNonNull(done, "done");
        var count = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            var thread = new Thread(task, "web-" + count.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
        threads.allowCoreThreadTimeOut(true);
    }

    void add(Connection connection, Request request) {
        waiting.add(new Job(connection, request, ConnectionSlots.owner(request.from())));
    }

    /** Gives threads that are free to those who wait, in their order. */
    void dispatch() {
        for (Iterator<Job> jobs = waiting.iterator(); jobs.hasNext() && all < THREADS; ) {
            Job job = jobs.next();
            if (!job.connection.open()) {
                jobs.remove();
            } else if (working.getOrDefault(job.owner, 0) < OF_ONE) {
                jobs.remove();
                all++;
                working.merge(job.owner, 1, Integer::sum);
                threads.execute(() -> done.accept(done(job)));
            }
        }
    }

    /** A request made something fail before it came to a worker. */
    void failed(Throwable thrown) {
        if (!(thrown instanceof IOException)) {
            defects.cost(thrown, "web server");
        }
    }

    void ended(Done each) {
        all--;
        working.computeIfPresent(each.job.owner, (owner, count) -> count == 1 ? null : count - 1);
    }

    private Done done(Job job) {
        Request request = job.request;
        Response answer;
        try {
            answer = site.answer(request);
            if (request.takesGzip()) {
                answer = answer.packed();
            }
        } catch (IOException | RuntimeException | Error e) {
            defects.cost(e, request.path());
            answer = Response.refusal(500, "a defect of the program; its log says more");
        }
        boolean withBody = !request.method().equals("HEAD");
        return new Done(job, Encoded.of(answer, withBody, job.connection.wantsMore()));
    }

    /** Interrupts them; nothing may be dispatched any more. */
    void close() {
        threads.shutdownNow();
    }
}
